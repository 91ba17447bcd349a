import { z } from 'zod'
import { cashRoundingSchema } from './cash-rounding.ts'

const nothing = z.object({})

/** How tickets are made up, and cash is rounded; what is left out stays as it is. */
export const ticketRulesSchema = z.object({
  pricesExcludeVat: z.boolean().optional(),
  discountNeedsReason: z.boolean().optional(),
  cashRounding: cashRoundingSchema.nullable().optional(),
})
export type TicketRules = z.infer<typeof ticketRulesSchema>

/** Set by who keeps the till: manager or technician. Prices hold from the next ticket on. */
export const TICKET_RULES_API = {
  'settings.setTicketRules': { request: ticketRulesSchema, response: nothing },
} as const
