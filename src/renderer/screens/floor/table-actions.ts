import i18next from 'i18next'
import type { TableTicket, TableView } from '#contract/views/floor-view.ts'
import { call, inOrder } from '../../state/call.ts'
import { useFloorStore } from '../../state/floor-store.ts'
import { goTo, showToast } from '../../state/screen-store.ts'

/** What is done with the ticket of a table, by the key that does it. */
export function tableActions(table: TableView, { saleId }: TableTicket): Readonly<Record<string, () => void>> {
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
      if (called.ok)
        showToast({ tone: 'note', text: i18next.t('floor.called', { course: called.value.course, table: table.name }) })
    })
  const send = () =>
    inOrder(async () => {
      const sent = await call('floor.send', { saleId })
      if (sent.ok) showToast({ tone: 'note', text: i18next.t('floor.sent', { table: table.name }) })
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
