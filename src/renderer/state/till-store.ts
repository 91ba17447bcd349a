import { create } from 'zustand'
import type { SliceEvent, Slices, Snapshot } from '#contract/views/till-view.ts'
import { withUnchanged } from './with-unchanged.ts'

/** What the till says, and nothing the screen made up. */
export interface TillState {
  readonly slices: Slices | null
  /** Number of the last event contained; -1 before the first snapshot. */
  readonly sequence: number
  /** False while the engine does not answer: figures are then the last ones known. */
  readonly connected: boolean
}

export const useTillStore = create<TillState>(() => ({ slices: null, sequence: -1, connected: true }))

/** The state after a snapshot. */
export function withSnapshot(snapshot: Snapshot): TillState {
  return { slices: snapshot.slices, sequence: snapshot.sequence, connected: true }
}

/**
 * The state after the next event, or null when the event does not follow directly. What it did not change of a ticket stays the same
 * object, so that a line more draws one row; of other slices a new object tells that something moved, and what hangs on it is asked anew.
 */
export function withEvent(state: TillState, event: SliceEvent): TillState | null {
  if (state.slices === null || event.sequence !== state.sequence + 1) return null
  const value = event.slice === 'sale' ? withUnchanged(state.slices.sale, event.value) : event.value
  return { ...state, slices: { ...state.slices, [event.slice]: value }, sequence: event.sequence }
}

/** The slices, inside the part of the screen that is drawn only once they are there. */
export function useSlice<Name extends keyof Slices>(name: Name): Slices[Name] {
  return useTillStore((state) => {
    if (state.slices === null) throw new Error('drawn before the first snapshot')
    return state.slices[name]
  })
}
