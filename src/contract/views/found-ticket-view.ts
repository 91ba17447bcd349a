import { z } from 'zod'
import { currencySchema, signedAmountMinorSchema } from '../money.ts'

/** A ticket that was looked for: one that waits, or a paid one. */
export const foundTicketSchema = z.object({
  saleId: z.string(),
  kind: z.enum(['held', 'paid']),
  number: z.string(),
  /** What it waits under: a table, an order, a customer; null for none. */
  reference: z.string().nullable(),
  at: z.string(),
  itemCount: z.int(),
  totalMinor: signedAmountMinorSchema,
  currency: currencySchema,
})
export type FoundTicket = z.infer<typeof foundTicketSchema>
