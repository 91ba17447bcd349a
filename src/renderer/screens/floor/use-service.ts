import i18next from 'i18next'
import type { FloorView, TableView } from '#contract/views/floor-view.ts'
import { useEntry } from '../../input/use-entry.ts'
import {
  chooseTable,
  chosenTable,
  chosenTicket,
  moveTo,
  openTable,
  showTable,
  tableNamed,
  useFloorStore,
} from '../../state/floor-store.ts'
import { showToast } from '../../state/screen-store.ts'
import { type Direction, tableBeside } from './plan-edits.ts'

/** Which table is chosen, which number is typed, and what a touch or Enter does with them. */
export function useService(floor: FloorView) {
  const chosen = useFloorStore()
  const { room, table } = chosenTable(floor, chosen)
  const ticket = chosenTicket(table, chosen.saleId)
  const number = useEntry()
  const tables = floor.rooms.flatMap((one) => one.tables)
  const go = (to: TableView): boolean => {
    if (!chosen.moving || table === null) return false
    moveTo(table, to)
    return true
  }
  return {
    room,
    table,
    ticket,
    number,
    /** The free table whose guests are counted, and the one that others are to join. */
    seating: tables.find(({ id }) => id === chosen.seating) ?? null,
    joining: tables.find(({ id }) => id === chosen.joining) ?? null,
    move: (direction: Direction) => {
      const next = room === undefined ? null : tableBeside(room.tables, table, direction)
      if (next !== null) chooseTable(next.id)
    },
    enter: () => {
      const typed = number.latest()
      number.clear()
      if (typed === '') {
        if (table !== null) openTable(table, ticket?.saleId ?? null)
        return
      }
      const named = tableNamed(floor, typed)
      if (named === null) {
        showToast({ tone: 'note', text: i18next.t('floor.noSuchTable', { table: typed }) })
        return
      }
      if (go(named)) return
      showTable(floor, named)
      openTable(named, null)
    },
    /** The first touch shows what a table has, the second one takes its ticket; guests of a free table are counted at once. */
    press: (pressed: TableView) => {
      number.clear()
      if (go(pressed)) return
      const isAgain = pressed.id === table?.id
      if (!isAgain) chooseTable(pressed.id)
      if (isAgain || pressed.state === 'free') openTable(pressed, isAgain ? chosen.saleId : null)
    },
  }
}
