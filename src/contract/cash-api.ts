import { z } from 'zod'
import { cashMoveSchema } from './views/day-view.ts'

/** The call about cash that goes into the drawer, or out of it, without a sale; part of the table of all calls. */
export const CASH_API = {
  /** It opens the drawer, and the day's expected cash follows. What is taken out must be there by the till's own count. */
  'cash.move': {
    request: cashMoveSchema.pick({ direction: true, amountMinor: true, reason: true, note: true }),
    response: z.object({}),
  },
} as const
