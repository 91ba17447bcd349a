import { z } from 'zod'
import { signedAmountMinorSchema } from '../money.ts'
import { schemeSchema } from './sale-view.ts'

/** A card that paid a ticket of a customer, and what it may still be paid back. */
export const accountCardPaymentSchema = z.object({
  paymentId: z.string(),
  saleNumber: z.string(),
  at: z.string(),
  scheme: schemeSchema.nullable(),
  cardTail: z.string().nullable(),
  leftMinor: signedAmountMinorSchema,
})
export type AccountCardPayment = z.infer<typeof accountCardPaymentSchema>
