import { useTranslation } from 'react-i18next'
import type { SaleView } from '#contract/views/sale-view.ts'
import { DialogBox } from '../../components/DialogBox.tsx'
import { Key } from '../../components/Key.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useFloorStore } from '../../state/floor-store.ts'
import { useSlice } from '../../state/till-store.ts'

const close = () => useFloorStore.setState({ coursing: false })

/** Which course the chosen lines come with; of none chosen, all that the kitchen does not know yet. */
export function ChooseCourse({ sale }: { readonly sale: SaleView }) {
  const { t } = useTranslation()
  const floor = useSlice('floor')
  const lineIds = useFloorStore((state) => state.lineIds)
  const choices = [...(floor?.courses ?? []), { id: null, name: t('floor.atOnce') }]
  const choose = (courseId: string | null) => {
    const chosen = lineIds.length > 0 ? [...lineIds] : sale.lines.map(({ id }) => id)
    useFloorStore.setState({ coursing: false, lineIds: [] })
    if (chosen.length > 0) inOrder(() => call('floor.setCourse', { saleId: sale.id, lineIds: chosen, courseId }))
  }
  return (
    <DialogBox
      icon="fork"
      title={t('floor.courseTitle')}
      onClose={close}
      keys={Object.fromEntries(choices.map(({ id }, at) => [String(at + 1), () => choose(id)]))}
      footer={
        <>
          {choices.map(({ id, name }, at) => (
            <Key key={name} look="button" keyName={String(at + 1)} onPress={() => choose(id)}>
              {name}
            </Key>
          ))}
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      {lineIds.length > 0 ? t('floor.courseText', { count: lineIds.length }) : t('floor.courseOfAll')}
    </DialogBox>
  )
}
