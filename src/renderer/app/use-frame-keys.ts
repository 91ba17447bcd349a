import { useBoundKeys } from '../actions/use-own-keys.ts'
import { useKeys } from '../input/keyboard.ts'
import { scanAny } from '../state/commands.ts'
import { goTo } from '../state/screen-store.ts'

/** Keys that mean the same wherever the cashier stands. Screens and dialogs are asked before. */
export function useFrameKeys(): void {
  const keys = useBoundKeys('anywhere')
  useKeys({ place: 'anywhere', keys: { ...keys, Escape: () => goTo('sale') }, onScan: scanAny }, 'frame')
}
