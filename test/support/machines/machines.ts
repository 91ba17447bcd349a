import { ADVICE } from './advice-machine.ts'
import { BATCH } from './batch-machine.ts'
import { FUEL_RUN } from './fuel-run-machine.ts'
import { CIRCUIT, EXCHANGE } from './line-machines.ts'
import type { Machine } from './machine.ts'
import {
  CARD_QUESTION,
  GIFT_CARD_LOAD,
  PAYMENT,
  REFUND,
  RESERVATION,
  REVERSAL,
  TERMINAL_PAYMENT,
  TERMINAL_RESERVATION,
} from './payment-machines.ts'

/**
 * Every machine of the product. A new one joins by one line here: its walk is tried by `test/unit/machines.test.ts`, its
 * diagram drawn by `tools/draw-machines.ts`. Describe it as `line-machines.ts` does: its declared states as a record that
 * does not compile when one is missing, each event with who makes it happen, the reducer itself as `step`.
 */
// biome-ignore lint/suspicious/noExplicitAny: each machine has states and events of its own
export const MACHINES: readonly Machine<any, any>[] = [
  PAYMENT,
  REVERSAL,
  REFUND,
  RESERVATION,
  CARD_QUESTION,
  GIFT_CARD_LOAD,
  TERMINAL_PAYMENT,
  TERMINAL_RESERVATION,
  ADVICE,
  BATCH,
  CIRCUIT,
  EXCHANGE,
  FUEL_RUN,
]
