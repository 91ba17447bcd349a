import { useTranslation } from 'react-i18next'
import type { TableView } from '#contract/views/floor-view.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { moveGuests, useFloorStore } from '../../state/floor-store.ts'

const close = () => useFloorStore.setState({ joining: null })

/** Two tables with guests become one ticket only if somebody says so. */
export function JoinTables({ from, to }: { readonly from: TableView; readonly to: TableView }) {
  const { t } = useTranslation()
  return (
    <ConfirmDialog
      title={t('floor.joinTitle', { from: from.name, to: to.name })}
      keep={t('floor.joinKeep')}
      onKeep={close}
      deed={{
        words: t('floor.join'),
        icon: 'link',
        look: 'button',
        keyName: 'J',
        onConfirm: () => moveGuests(from.id, to.id, true),
      }}
    >
      {t('floor.joinText', { from: from.name, to: to.name })}
    </ConfirmDialog>
  )
}
