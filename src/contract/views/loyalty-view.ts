import { z } from 'zod'
import { amountMinorSchema } from '../money.ts'

/** Points of the ticket in hand. */
export const saleLoyaltySchema = z.object({
  /** The customer's, before this ticket. */
  points: z.int().min(0),
  /** What it brings as it stands. */
  earned: z.int().min(0),
  /** What it takes. */
  spent: z.int().min(0),
  /** How many rewards may be taken off it. */
  rewards: z.int().min(0),
  rewardPoints: z.int().min(1),
  rewardMinor: amountMinorSchema,
})
export type SaleLoyalty = z.infer<typeof saleLoyaltySchema>
