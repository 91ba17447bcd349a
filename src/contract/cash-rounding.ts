import { z } from 'zod'

/**
 * How amounts in cash are rounded where the country has no smaller coins. `tie`: what exactly half a step becomes.
 * Swiss Ordinance on Coinage (5 Rp); Belgium, the Netherlands, Finland, Ireland, Italy, Slovakia, since 1 January 2025 Estonia and since
 * 1 May 2025 Lithuania (5 cents); Sweden (1 kr). None in France, Poland and Germany: there it is only talked about.
 */
export const cashRoundingSchema = z.object({ stepMinor: z.int().min(2).max(1_000), tie: z.enum(['up', 'down']) })
export type CashRounding = z.infer<typeof cashRoundingSchema>

/** Steps that a shop may choose, in minor units; 1 rounds nothing. */
export const CASH_ROUNDING_CHOICES = [1, 5, 10, 100] as const

/** What is handed over in cash for an amount, in minor units; the same for money that goes back. */
export function roundedCash(amountMinor: number, rule: CashRounding | null | undefined): number {
  if (rule === null || rule === undefined) return amountMinor
  const { stepMinor, tie } = rule
  const magnitude = Math.abs(amountMinor)
  const rest = magnitude % stepMinor
  const isUp = rest * 2 > stepMinor || (rest * 2 === stepMinor && tie === 'up')
  const rounded = magnitude - rest + (isUp ? stepMinor : 0)
  return amountMinor < 0 ? 0 - rounded : rounded
}
