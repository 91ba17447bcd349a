import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementImportView } from '#contract/views/settlement-view.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { StepDialog } from '../../components/StepDialog.tsx'
import { call } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { dayAndTime } from '../../words/shop-time.ts'
import { dayMonth } from './row-looks.ts'
import styles from './settlement.module.css'

const close = () => useScreenStore.setState({ panel: null })

/** What was read so far, newest first. Taking one back is asked for twice: decisions about its lines go with it. */
export function Statements({
  imports,
  onDone,
}: {
  readonly imports: readonly StatementImportView[]
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<string | null>(null)
  const undo = (importId: string) => {
    if (asked !== importId) return setAsked(importId)
    setAsked(null)
    void call('settlement.undo', { importId }).then(onDone)
  }
  return (
    <StepDialog
      step={t('settlement.title')}
      title={t('settlement.statements', { count: imports.length })}
      keys={{ Enter: close, Escape: close }}
      onClose={close}
      footer={
        <>
          <span className="muted sm grow">{asked !== null && t('settlement.undoNote')}</span>
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <ul className={styles.imports}>
        {imports.map(({ id, fileName, from, to, readAt, readBy, cardLines, otherLines }) => (
          <li key={id}>
            <span className={styles.words}>
              <b>{fileName}</b>
              <small className="muted sm">
                {[
                  t('settlement.period', { from: dayMonth(from), to: dayMonth(to) }),
                  t('settlement.cardLines', { count: cardLines }),
                  t('settlement.otherLines', { count: otherLines }),
                  t('settlement.readBy', { time: dayAndTime(readAt), name: readBy }),
                ].join(' · ')}
              </small>
            </span>
            <Key look={asked === id ? 'danger' : 'button'} className={keys.small} onPress={() => undo(id)}>
              <Icon name={asked === id ? 'trash' : 'back'} />
              {t(asked === id ? 'settlement.undoConfirm' : 'settlement.undo')}
            </Key>
          </li>
        ))}
        {imports.length === 0 && <li className="muted">{t('settlement.noStatement')}</li>}
      </ul>
    </StepDialog>
  )
}
