import { z } from 'zod'
import { cashRoundingSchema } from './cash-rounding.ts'
import { LIMITS } from './limits.ts'

const nothing = z.object({})

const TIP_SUGGESTIONS_MAX = 4
/** What is suggested where nobody chose other shares. */
export const USUAL_TIPS = { basisPoints: [500, 1_000, 1_500] }
/** The highest in France is 60 (code monétaire et financier, D. 112-6). */
export const CASHBACK_CHOICES_MINOR = [2_000, 6_000, 10_000] as const

/** How tickets are made up, and cash is rounded; what is left out stays as it is. */
export const ticketRulesSchema = z.object({
  pricesExcludeVat: z.boolean().optional(),
  discountNeedsReason: z.boolean().optional(),
  cashRounding: cashRoundingSchema.nullable().optional(),
  /** Shares that are suggested for a tip on a card, lowest first; null where none is taken. */
  tips: z
    .object({ basisPoints: z.array(z.int().min(1).max(5_000)).max(TIP_SUGGESTIONS_MAX) })
    .nullable()
    .optional(),
  /** Cash that is handed out with one card payment at most; null for none. */
  cashbackLimitMinor: z.int().min(1).max(LIMITS.cashbackMaxMinor).nullable().optional(),
})
export type TicketRules = z.infer<typeof ticketRulesSchema>

/** Set by who keeps the till: manager or technician. Prices hold from the next ticket on. */
export const TICKET_RULES_API = {
  'settings.setTicketRules': { request: ticketRulesSchema, response: nothing },
} as const
