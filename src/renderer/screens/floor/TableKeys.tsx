import { useTranslation } from 'react-i18next'
import type { TableTicket, TableView } from '#contract/views/floor-view.ts'
import type { SaleView } from '#contract/views/sale-view.ts'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useFloorStore } from '../../state/floor-store.ts'
import styles from './floor.module.css'
import { type TableKey, tableActions } from './table-actions.ts'

/** What can be done with a table's ticket; what cannot be done now says why and stays in its place. */
export function TableKeys({
  table,
  ticket,
  sale,
}: {
  readonly table: TableView
  readonly ticket: TableTicket
  readonly sale: SaleView | null
}) {
  const { t } = useTranslation()
  const { lineIds, moving } = useFloorStore()
  const actions = tableActions(table, ticket)
  const isEmpty = (sale?.lines.length ?? 0) === 0
  const inPayment = ticket.state === 'paying' || ticket.state === 'unknown'
  const empty = isEmpty ? t('floor.nothingOrdered') : null
  const fixed = inPayment ? t('closed.floor.inPayment') : empty
  const key = (name: TableKey, words: string, closed: string | null, pressed?: boolean) => (
    <Key
      look="button"
      className={keys.small}
      keyName={name}
      closed={closed}
      pressed={pressed}
      onPress={() => actions[name]()}
    >
      {t(words)}
    </Key>
  )
  const isSplit = table.tickets.length > 1
  return (
    <div className={styles.keys}>
      {key('N', 'floor.note', fixed)}
      {key('S', 'floor.nextCourse', empty)}
      {key('E', 'floor.send', empty)}
      {key('K', 'floor.course', empty)}
      {key('T', lineIds.length > 0 ? 'floor.moveLines' : 'floor.transfer', null, moving)}
      {isSplit
        ? key('U', 'floor.undoSplit', inPayment ? t('closed.floor.inPayment') : null)
        : key('P', 'split.open', fixed)}
      {key('C', 'floor.changeCovers', null)}
      {isEmpty && key('F7', 'floor.release', null)}
    </div>
  )
}
