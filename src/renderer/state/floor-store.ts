import { create } from 'zustand'
import type { FloorPlan, FloorView, TableTicket, TableView } from '#contract/views/floor-view.ts'
import { call, inOrder } from './call.ts'
import { goTo } from './screen-store.ts'
import { useTillStore } from './till-store.ts'

export interface FloorState {
  readonly roomId: string | null
  readonly tableId: string | null
  /** Of several tickets of the table, the one that keys act on; null: the first. */
  readonly saleId: string | null
  /** The free table whose guests are being counted. */
  readonly seating: string | null
  readonly editing: boolean
  /** Plans as they were before each change, the newest last. */
  readonly before: readonly FloorPlan[]
}

/** What only the screen knows of the tables. */
export const useFloorStore = create<FloorState>(() => ({
  roomId: null,
  tableId: null,
  saleId: null,
  seating: null,
  editing: false,
  before: [],
}))

/** A shop without tables has no such space. */
export function goToFloor(): void {
  if (useTillStore.getState().slices?.floor) goTo('floor')
}

export function chooseTable(tableId: string | null): void {
  useFloorStore.setState({ tableId, saleId: null })
}

/** The table that keys act on, and the room it stands in. */
export function chosenTable(floor: FloorView, { roomId, tableId }: Pick<FloorState, 'roomId' | 'tableId'>) {
  const room = floor.rooms.find(({ id }) => id === roomId) ?? floor.rooms[0]
  return { room, table: room?.tables.find(({ id }) => id === tableId) ?? null }
}

/** The ticket that keys act on. */
export function chosenTicket(table: TableView | null, saleId: string | null): TableTicket | null {
  return table?.tickets.find((ticket) => ticket.saleId === saleId) ?? table?.tickets[0] ?? null
}

/** Shows the table that people call so, wherever it stands; null when there is none. `T12` is found by `12`. */
export function tableNamed(floor: FloorView, typed: string): TableView | null {
  const tables = floor.rooms.flatMap((room) => room.tables)
  const digits = (name: string) => name.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  return tables.find(({ name }) => name === typed) ?? tables.find(({ name }) => digits(name) === digits(typed)) ?? null
}

/** Goes to where a table stands and chooses it. */
export function showTable(floor: FloorView, table: TableView): void {
  const room = floor.rooms.find(({ tables }) => tables.some(({ id }) => id === table.id))
  useFloorStore.setState({ roomId: room?.id ?? null, tableId: table.id, saleId: null })
}

/** Takes its ticket in hand; guests at a free table are counted first. */
export function openTable(table: TableView, saleId: string | null): void {
  if (table.state === 'free') {
    useFloorStore.setState({ seating: table.id })
    return
  }
  takeTicket(saleId === null ? { tableId: table.id } : { tableId: table.id, saleId })
}

/** On the sale screen as soon as the till has it. */
export function takeTicket(wanted: { readonly tableId: string; readonly saleId?: string; readonly covers?: number }) {
  inOrder(async () => {
    const opened = await call('floor.open', wanted)
    if (opened.ok) goTo('sale')
  })
}

/** The plan without what its tickets say. */
export function planOf({ rooms, courses }: FloorView): FloorPlan {
  return {
    courses: [...courses],
    rooms: rooms.map(({ id, name, tables }) => ({
      id,
      name,
      tables: tables.map(({ id, name, shape, seats, column, row, width, height }) => {
        return { id, name, shape, seats, column, row, width, height }
      }),
    })),
  }
}

/** How many steps back there are. */
const UNDO_MAX = 50

/** Keeps a changed plan at once; what it was before can be had back. */
export function changePlan(change: (plan: FloorPlan) => FloorPlan): void {
  inOrder(async () => {
    const floor = useTillStore.getState().slices?.floor
    if (!floor) return
    const plan = planOf(floor)
    const saved = await call('floor.savePlan', { plan: change(plan) })
    if (saved.ok) useFloorStore.setState(({ before }) => ({ before: [...before, plan].slice(-UNDO_MAX) }))
  })
}

export function undoPlan(): void {
  inOrder(async () => {
    const plan = useFloorStore.getState().before.at(-1)
    if (plan === undefined) return
    const saved = await call('floor.savePlan', { plan })
    if (saved.ok) useFloorStore.setState(({ before }) => ({ before: before.slice(0, -1) }))
  })
}
