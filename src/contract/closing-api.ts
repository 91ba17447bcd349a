import { z } from 'zod'
import { currencySchema, signedAmountMinorSchema } from './money.ts'
import { laidOutTicketSchema } from './views/ticket-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)
const number = z.string().min(1).max(20)

/** A closed day as its Z says. */
export const closingViewSchema = z.object({
  number,
  businessDate: z.string(),
  /** Local date and time of the close. */
  closedAtLocal: z.string(),
  ticketCount: z.int(),
  turnoverMinor: signedAmountMinorSchema,
  currency: currencySchema,
})
export type ClosingView = z.infer<typeof closingViewSchema>

/** The calls about days that are closed; part of the table of all calls. */
export const CLOSING_API = {
  /** Newest first, those before a number, a page at a time. */
  'closing.list': {
    request: z.object({ beforeNumber: number.optional() }),
    response: z.object({ closings: z.array(closingViewSchema), more: z.boolean() }),
  },
  /** The Z as it was printed. */
  'closing.preview': { request: z.object({ number }), response: z.object({ ticket: laidOutTicketSchema }) },
  /** A marked and counted duplicate of the Z. */
  'closing.reprint': { request: z.object({ number, deviceId: id.optional() }), response: nothing },
} as const
