import i18next from 'i18next'
import type { TableTicket, TableView } from '#contract/views/floor-view.ts'
import { call, inOrder } from '../../state/call.ts'
import { chosenTable, chosenTicket, useFloorStore } from '../../state/floor-store.ts'
import { goTo, showToast } from '../../state/screen-store.ts'
import { useTillStore } from '../../state/till-store.ts'

/** The keys that do something with the ticket of the chosen table. */
const TABLE_KEYS = ['N', 'F9', 'S', 'E', 'P', 'T', 'K', 'C', 'U', 'F7'] as const
export type TableKey = (typeof TABLE_KEYS)[number]
type TableActions = Readonly<Record<TableKey, () => void>>

/**
 * What these keys do now. Where no ticket is chosen yet they wait for what is under way, as guests who change their table: who is faster than
 * the till has not pressed in vain.
 */
export function tableKeys(table: TableView | null, ticket: TableTicket | null): TableActions {
  if (table !== null && ticket !== null) return tableActions(table, ticket)
  const later = (key: TableKey) => () =>
    inOrder(async () => {
      const floor = useTillStore.getState().slices?.floor
      const chosen = useFloorStore.getState()
      const now = floor ? chosenTable(floor, chosen).table : null
      const itsTicket = chosenTicket(now, chosen.saleId)
      if (now !== null && itsTicket !== null) tableActions(now, itsTicket)[key]()
    })
  return Object.fromEntries(TABLE_KEYS.map((key) => [key, later(key)])) as TableActions
}

/** Without a printer in the kitchen somebody has to go and say it. */
function sentWords({ papers, kitchens }: { readonly papers: number; readonly kitchens: number }) {
  if (kitchens === 0) return 'floor.sayAloud'
  return papers === 0 ? 'floor.nothingNew' : 'floor.sent'
}

/** What is done with the ticket of a table, by the key that does it. */
export function tableActions(table: TableView, { saleId }: TableTicket): TableActions {
  const pay = () =>
    inOrder(async () => {
      const opened = await call('floor.open', { tableId: table.id, saleId })
      if (!opened.ok) return
      goTo('sale')
      await call('tender.begin', {})
    })
  const next = () =>
    inOrder(async () => {
      const called = await call('floor.nextCourse', { saleId })
      if (!called.ok) return
      const words = called.value.kitchens === 0 ? 'floor.callAloud' : 'floor.called'
      showToast({ tone: 'note', text: i18next.t(words, { course: called.value.course, table: table.name }) })
    })
  const send = () =>
    inOrder(async () => {
      const sent = await call('floor.send', { saleId })
      if (sent.ok) showToast({ tone: 'note', text: i18next.t(sentWords(sent.value), { table: table.name }) })
    })
  const note = () =>
    inOrder(async () => {
      const printed = await call('floor.note', { saleId })
      if (printed.ok) showToast({ tone: 'note', text: i18next.t('floor.noted', { number: printed.value.number }) })
    })
  return {
    N: note,
    F9: pay,
    S: next,
    E: send,
    P: () => useFloorStore.setState({ splitting: true }),
    T: () => useFloorStore.setState({ moving: true }),
    K: () => useFloorStore.setState({ coursing: true }),
    C: () => useFloorStore.setState({ seating: table.id }),
    U: () => inOrder(() => call('floor.undoSplit', { tableId: table.id })),
    F7: () => freeTable(table, saleId),
  }
}

/** Guests who leave without having ordered anything. */
function freeTable(table: TableView, saleId: string): void {
  if (table.totalMinor !== 0) return
  inOrder(async () => {
    const opened = await call('floor.open', { tableId: table.id, saleId })
    if (opened.ok) await call('sale.void', {})
  })
}
