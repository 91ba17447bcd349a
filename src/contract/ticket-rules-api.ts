import { z } from 'zod'
import { cashRoundingSchema } from './cash-rounding.ts'

const nothing = z.object({})

/** How tickets are made up and paid; what is left out stays as it is. */
export const ticketRulesSchema = z.object({
  pricesExcludeVat: z.boolean().optional(),
  discountNeedsReason: z.boolean().optional(),
  cashRounding: cashRoundingSchema.nullable().optional(),
  /** Ways to pay of the usual kinds, in the order of their keys, each kind once. */
  means: z
    .array(
      z.object({
        kind: z.enum(['cheque', 'transfer', 'voucher', 'meal-voucher', 'own']),
        excess: z.enum(['refused', 'change', 'kept']),
      }),
    )
    .max(12)
    .optional(),
})
export type TicketRules = z.infer<typeof ticketRulesSchema>

/** Set by who keeps the till: manager or technician. Prices hold from the next ticket on. */
export const TICKET_RULES_API = {
  'settings.setTicketRules': { request: ticketRulesSchema, response: nothing },
} as const
