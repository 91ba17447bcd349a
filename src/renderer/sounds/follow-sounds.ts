import type { StoreApi } from 'zustand'
import type { Workstation } from '#contract/views/workstation-view.ts'
import type { ScreenState } from '../state/screen-store.ts'
import type { TillState } from '../state/till-store.ts'
import { type Heard, soundOf } from './sound-of.ts'
import type { Sound } from './sounds.ts'

type Store<State> = Pick<StoreApi<State>, 'getState' | 'subscribe'>

type Hear = (sound: Sound, workstation: Workstation) => void

/**
 * From now on what happens is heard, as the workstation has it set.
 *
 * @returns a function that ends it.
 */
export function followSounds(till: Store<TillState>, screen: Store<ScreenState>, hear: Hear): () => void {
  const now = (): Heard => ({ slices: till.getState().slices, toast: screen.getState().toast })
  let before = now()
  const look = () => {
    const after = now()
    if (after.slices === before.slices && after.toast === before.toast) return
    const sound = soundOf(before, after)
    before = after
    const workstation = till.getState().slices?.till.workstation
    if (sound !== null && workstation !== undefined) hear(sound, workstation)
  }
  const ends = [till.subscribe(look), screen.subscribe(look)]
  return () => {
    for (const end of ends) end()
  }
}
