import { closePump, openPumps, PUMPS_IN_TROUBLE, pumpsOfManager, SAMPLE_PUMPS } from './sample-pumps.ts'
import type { ScreenState } from './screen-states.ts'

/** Pumps that sell without a cashier. */
export const PUMP_STATES: Readonly<Record<string, ScreenState>> = {
  'pump-delivers': { slices: () => ({ pumps: SAMPLE_PUMPS }), act: openPumps },
  'pump-in-trouble': { slices: () => ({ pumps: PUMPS_IN_TROUBLE }), act: openPumps },
  'pump-closed-by-hand': { slices: pumpsOfManager, act: closePump },
}
