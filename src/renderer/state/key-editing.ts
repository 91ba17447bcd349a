import { create } from 'zustand'
import type { CallName, Request } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { call, inOrder } from './call.ts'
import { goTo, useScreenStore } from './screen-store.ts'

const COLUMNS = LIMITS.quickKeyColumns
const placeOf = (cell: number) => ({ row: Math.floor(cell / COLUMNS), column: cell % COLUMNS })

/** How a change of the keys is taken back. */
type Undo = () => Promise<unknown>

/** The quick keys while a person arranges them. Cells are counted in reading order of the stored page. */
export interface KeyEditing {
  readonly isOn: boolean
  /** Where the keyboard is. */
  readonly cell: number
  /** The cell whose key is in hand, to be put elsewhere. */
  readonly heldCell: number | null
  /** The free cell that a product is searched for. */
  readonly wantedCell: number | null
  readonly undo: readonly Undo[]
  /** Counts up with each change, so that the page is read again. */
  readonly version: number
}

const AT_REST = { isOn: false, cell: 0, heldCell: null, wantedCell: null, undo: [] } as const
export const useKeyEditing = create<KeyEditing>(() => ({ ...AT_REST, version: 0 }))

const set = (change: Partial<KeyEditing>) => useKeyEditing.setState(change)

export function startEditingKeys(): void {
  goTo('sale')
  set({ ...AT_REST, isOn: true })
}

export function stopEditingKeys(): void {
  set(AT_REST)
  goTo('sale')
}

/** The key in hand goes back to its place; with none in hand the page is done. */
export function stepBackFromKeys(): void {
  if (useKeyEditing.getState().heldCell === null) stopEditingKeys()
  else set({ heldCell: null })
}

function change<Name extends CallName>(name: Name, request: Request<Name>, undo: Undo): void {
  inOrder(async () => {
    const done = await call(name, request)
    if (!done.ok) return
    useKeyEditing.setState(({ undo: before, version }) => ({ undo: [...before, undo], version: version + 1 }))
  })
}

/** The keys of two cells change places. */
export function moveKey(familyId: string, fromCell: number, toCell: number): void {
  set({ heldCell: null, cell: toCell })
  if (fromCell === toCell) return
  const request = { familyId, from: placeOf(fromCell), to: placeOf(toCell) }
  change('catalogue.swapKeys', request, () => call('catalogue.swapKeys', request))
}

/** A press on a cell: the key in hand goes there; else its key is taken in hand, and a free one is filled by search. */
export function pressCell(familyId: string, cell: number, product: ProductView | null): void {
  const { heldCell } = useKeyEditing.getState()
  if (heldCell !== null) moveKey(familyId, heldCell, cell)
  else if (product !== null) set({ heldCell: cell, cell })
  else findForCell(cell)
}

/** Opens the search; what is chosen there goes into the cell. */
export function findForCell(cell: number): void {
  set({ cell, wantedCell: cell, heldCell: null })
  useScreenStore.setState({ panel: 'search' })
}

/** @returns true when the found product was for a cell and not for the ticket. */
export function putIntoCell(familyId: string | undefined, product: ProductView): boolean {
  const { isOn, wantedCell } = useKeyEditing.getState()
  if (!isOn || wantedCell === null || familyId === undefined) return false
  set({ wantedCell: null })
  goTo('sale')
  const cell = { familyId, ...placeOf(wantedCell) }
  change('catalogue.pin', { ...cell, productId: product.id }, () => call('catalogue.unpin', cell))
  return true
}

export function clearCell(familyId: string, cell: number, product: ProductView | null): void {
  set({ heldCell: null, cell })
  if (product === null) return
  const place = { familyId, ...placeOf(cell) }
  change('catalogue.unpin', place, () => call('catalogue.pin', { ...place, productId: product.id }))
}

export function undoKeyChange(): void {
  inOrder(async () => {
    const { undo, version } = useKeyEditing.getState()
    const last = undo.at(-1)
    if (last === undefined) return
    set({ undo: undo.slice(0, -1), heldCell: null })
    await last()
    set({ version: version + 1 })
  })
}
