import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'

/**
 * away: it does not answer. idle: nobody is there, or the last customer has gone. reserving: a customer is asked for the
 * card. reserved: fuel may be taken, up to what the bank holds. delivering: it runs. finishing: what ran is being paid,
 * or the reservation let go of. done: the last customer paid. trouble: it does not go on, and `failure` says why.
 */
export const pumpStateSchema = z.enum([
  'away',
  'idle',
  'reserving',
  'reserved',
  'delivering',
  'finishing',
  'done',
  'trouble',
])

/** A fuel pump that sells without a cashier. */
export const pumpViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: pumpStateSchema,
  currency: currencySchema,
  /** What the bank is asked to hold, or holds. */
  reservedMinor: amountMinorSchema.nullable(),
  /** What ran, as far as the pump told. */
  deliveredMinor: amountMinorSchema.nullable(),
  volumeMl: z.int().min(0).nullable(),
  fuel: z.string().nullable(),
  failure: failureSchema.nullable(),
  /** The ticket of the last customer who paid. */
  receipt: z.object({ saleId: z.string(), number: z.string() }).nullable(),
  canStop: z.boolean(),
  /** It is dead: a manager ends its run with what its counter shows. */
  canClose: z.boolean(),
  /** A delivery that cannot be paid: a manager takes note of it. */
  needsNote: z.boolean(),
})
export type PumpView = z.infer<typeof pumpViewSchema>
