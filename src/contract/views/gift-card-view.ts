import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { amountMinorSchema, currencySchema } from '../money.ts'
import { giftCardOperationSchema } from './sale-view.ts'

/** An amount that a customer has paid for and that is not on the gift card yet. */
export const giftCardOrderViewSchema = z.object({
  orderId: z.string(),
  saleId: z.string(),
  ticketNumber: z.string(),
  operation: giftCardOperationSchema,
  amountMinor: amountMinorSchema,
  currency: currencySchema,
  orderedAt: z.string(),
  /** owed: it can be put on the card, or given back. in-doubt: the bank owes its word on a try; neither. */
  state: z.enum(['owed', 'in-doubt']),
})
export type GiftCardOrderView = z.infer<typeof giftCardOrderViewSchema>

/** How money of a gift card that was not loaded went back. */
export const giftCardReturnViewSchema = z.object({
  /** other: as it was paid, on an account, a voucher or the like, which the return ticket names. */
  way: z.enum(['cash', 'card', 'other']),
  outcome: z.enum(['done', 'refused', 'unknown']),
  failure: failureSchema.nullable(),
})
export type GiftCardReturnView = z.infer<typeof giftCardReturnViewSchema>
