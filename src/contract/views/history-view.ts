import { z } from 'zod'

/** A calendar day of the shop, `2026-11-22`, and a time on its wall, `14:30`. */
const day = z.iso.date()
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** By what a ticket may have been paid, as far as it is looked for. */
export const SEARCHED_TENDERS = ['cash', 'card', 'gift-card', 'account', 'other'] as const
export const searchedTenderSchema = z.enum(SEARCHED_TENDERS)
export type SearchedTender = z.infer<typeof searchedTenderSchema>

/** Conditions that all hold together; one left out asks for nothing. */
export const historyFilterSchema = z.strictObject({
  /** As it stands on a ticket: its number, an amount, the last four of a card, a customer, an article. Never a card number. */
  text: z.string().max(60).optional(),
  fromDay: day.optional(),
  fromTime: time.optional(),
  /** Included, and so is the minute. */
  toDay: day.optional(),
  toTime: time.optional(),
  cashierId: z.string().min(1).max(64).optional(),
  customerId: z.string().min(1).max(64).optional(),
  tender: searchedTenderSchema.optional(),
  operation: z.enum(['sale', 'return']).optional(),
})
export type HistoryFilter = z.infer<typeof historyFilterSchema>
