import { z } from 'zod'
import { loyaltyRulesSchema } from './loyalty.ts'

const nothing = z.object({})
const REWARDS_MAX = 1_000

/** The calls about loyalty points; part of the table of all calls. */
export const LOYALTY_API = {
  /** What the shop gives; null for nothing. Tickets from the next one on; points that customers have stay. */
  'loyalty.setRules': { request: z.object({ rules: loyaltyRulesSchema.nullable() }), response: nothing },
  /** So many rewards off the ticket in hand, in place of its discount; the points go once it is paid, and stay where the discount is taken off. */
  'loyalty.spend': { request: z.object({ rewards: z.int().min(1).max(REWARDS_MAX) }), response: nothing },
} as const
