import { z } from 'zod'

/**
 * What a shop gives its customers with a loyalty number: one point for each full `earnMinor` of goods, and `rewardMinor` off a ticket for
 * each `rewardPoints`. Choices rather than figures: every one of them is drawn and tested.
 */
export const LOYALTY_EARN_MINOR = [100, 200, 500, 1_000] as const
export const LOYALTY_REWARD_POINTS = [50, 100, 200] as const
export const LOYALTY_REWARD_MINOR = [200, 500, 1_000, 2_000] as const

export const loyaltyRulesSchema = z.object({
  earnMinor: z.literal(LOYALTY_EARN_MINOR),
  rewardPoints: z.literal(LOYALTY_REWARD_POINTS),
  rewardMinor: z.literal(LOYALTY_REWARD_MINOR),
})
export type LoyaltyRules = z.infer<typeof loyaltyRulesSchema>

export const USUAL_LOYALTY: LoyaltyRules = { earnMinor: 100, rewardPoints: 100, rewardMinor: 500 }

/** Points for goods of so much; goods that came back alone bring none. */
export function pointsFor(goodsMinor: number, { earnMinor }: LoyaltyRules): number {
  return Math.max(0, Math.floor(goodsMinor / earnMinor))
}

/** How many rewards so many points pay for, no more than the goods cost. */
export function rewardsWithin(points: number, goodsMinor: number, rules: LoyaltyRules): number {
  return Math.max(0, Math.min(Math.floor(points / rules.rewardPoints), Math.floor(goodsMinor / rules.rewardMinor)))
}

/** What of a ticket's points goes back once goods of so much came back: the share of the ticket that is gone, and all with all of it. */
export function pointsLost(points: number, ticketMinor: number, goneMinor: number): number {
  if (goneMinor >= ticketMinor) return points
  return points - Math.floor((points * (ticketMinor - Math.max(0, goneMinor))) / ticketMinor)
}
