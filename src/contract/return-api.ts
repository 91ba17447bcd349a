import { z } from 'zod'
import { failureSchema } from './errors/catalogue.ts'
import { LIMITS } from './limits.ts'
import { amountMinorSchema, currencySchema } from './money.ts'
import { quantityMilliSchema, saleLineViewSchema } from './views/sale-view.ts'

const id = z.string().min(1).max(64)
const wanted = z.object({
  saleId: id,
  lines: z.array(z.object({ lineId: id, quantityMilli: quantityMilliSchema })).max(LIMITS.saleLines),
})

/** The calls about goods that come back by the lines of their ticket; part of the table of all calls. */
export const RETURN_API = {
  /** What may still come back, and what the chosen lines come to; changes nothing. */
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
      /** Of the whole ticket; and of what was paid in cash. */
      leftMinor: z.int(),
      cashLeftMinor: amountMinorSchema,
      /** Why the chosen ones cannot come back. */
      failure: failureSchema.nullable(),
    }),
  },
  /** Takes them back and hands their money out in cash; answers with the return ticket. */
  'return.cash': { request: wanted, response: z.object({ saleId: id, number: z.string() }) },
} as const
