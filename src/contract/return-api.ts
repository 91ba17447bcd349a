import { z } from 'zod'
import { failureSchema } from './errors/catalogue.ts'
import { LIMITS } from './limits.ts'
import { amountMinorSchema, currencySchema } from './money.ts'
import { operationEndViewSchema } from './views/operation-view.ts'
import { returnTargetKeySchema, returnTargetViewSchema } from './views/return-view.ts'
import { quantityMilliSchema, saleLineViewSchema } from './views/sale-view.ts'

const id = z.string().min(1).max(64)
const wanted = z.object({
  saleId: id,
  lines: z.array(z.object({ lineId: id, quantityMilli: quantityMilliSchema })).max(LIMITS.saleLines),
  /** Where the money is to go, as far as it may; the rest, and all where it is left out, goes back as it was paid. */
  to: returnTargetKeySchema.optional(),
})

/** The calls about goods that come back by the lines of their ticket; part of the table of all calls. */
export const RETURN_API = {
  /** What may still come back, what the chosen lines come to, and where that goes; changes nothing. */
  'return.look': {
    request: wanted,
    response: z.object({
      number: z.string(),
      currency: currencySchema,
      lines: z.array(
        saleLineViewSchema.pick({ name: true, unit: true, quantityMilli: true }).extend({
          lineId: id,
          leftMilli: z.int().min(0),
          /** What the customer gets for what is chosen of it. */
          amountMinor: amountMinorSchema,
        }),
      ),
      totalMinor: amountMinorSchema,
      /** Of the whole ticket. */
      leftMinor: z.int(),
      targets: z.array(returnTargetViewSchema),
      /** Why the chosen ones cannot come back. */
      failure: failureSchema.nullable(),
    }),
  },
  /**
   * Takes them back and gives their money back: all that one card takes or nothing of it; where several cards paid, each for its own part of the
   * goods. `shares` is what the cashier was shown; where the till has another
   * answer by now, nothing moves.
   */
  'return.give': {
    request: wanted.extend({
      shares: z.array(returnTargetViewSchema.pick({ key: true, amountMinor: true })).max(20),
    }),
    response: operationEndViewSchema.pick({ outcome: true, returnSaleId: true, failure: true }).extend({
      /** Of the return ticket; of several cards each has one. */
      number: z.string().nullable(),
      /** What went back; less than all of it where a second card did not take its share. */
      givenMinor: amountMinorSchema,
      /** What is to be handed out of the drawer. */
      cashMinor: amountMinorSchema,
    }),
  },
} as const
