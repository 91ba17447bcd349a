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
  /** The bill of the chosen ticket is being split. */
  readonly splitting: boolean
  /** A course is being chosen for the chosen lines. */
  readonly coursing: boolean
  /** The next table that is chosen is where the guests, or the chosen lines, go. */
  readonly moving: boolean
  /** The table with guests that they go to, while it is asked whether the tickets become one. */
  readonly joining: string | null
  readonly lineIds: readonly string[]
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
  splitting: false,
  coursing: false,
  moving: false,
  joining: null,
  lineIds: [],
  before: [],
}))

/** A shop without tables has no such space. */
export function goToFloor(): void {
  if (useTillStore.getState().slices?.floor) goTo('floor')
}

const NOTHING_BEGUN = { splitting: false, coursing: false, moving: false, joining: null, lineIds: [] } as const

export function chooseTable(tableId: string | null): void {
  useFloorStore.setState({ tableId, saleId: null, ...NOTHING_BEGUN })
}

/** Chosen, or not any more. */
export function chooseLine(lineId: string): void {
  useFloorStore.setState(({ lineIds }) => ({
    lineIds: lineIds.includes(lineId) ? lineIds.filter((id) => id !== lineId) : [...lineIds, lineId],
  }))
}

/** Another ticket of the table; the first one after the last. */
export function chooseTicket({ tickets }: TableView, by: 1 | -1): void {
  const { saleId } = useFloorStore.getState()
  const at = Math.max(
    0,
    tickets.findIndex((ticket) => ticket.saleId === saleId),
  )
  const next = tickets[(at + by + tickets.length) % Math.max(1, tickets.length)]
  useFloorStore.setState({ saleId: next?.saleId ?? null, ...NOTHING_BEGUN })
}

/** The guests of the chosen table, or the chosen lines of its ticket, go to this one. */
export function moveTo(from: TableView, to: TableView): void {
  const { lineIds, saleId } = useFloorStore.getState()
  const ticket = chosenTicket(from, saleId)
  useFloorStore.setState({ moving: false })
  if (ticket === null || from.id === to.id) return
  if (lineIds.length === 0) {
    if (to.state === 'free') moveGuests(from.id, to.id, false)
    else useFloorStore.setState({ joining: to.id })
    return
  }
  inOrder(async () => {
    const lines = lineIds.map((lineId) => ({ lineId }))
    const moved = await call('floor.moveLines', { saleId: ticket.saleId, toId: to.id, lines })
    if (moved.ok) useFloorStore.setState({ tableId: to.id, saleId: null, ...NOTHING_BEGUN })
  })
}

export function moveGuests(fromId: string, toId: string, merge: boolean): void {
  inOrder(async () => {
    const moved = await call('floor.move', { fromId, toId, merge })
    if (moved.ok) useFloorStore.setState({ tableId: toId, saleId: null, ...NOTHING_BEGUN })
  })
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
  useFloorStore.setState({ roomId: room?.id ?? null })
  chooseTable(table.id)
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
