import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'
import type { CardExtraSettings } from '#till/ports/settings.port.ts'

const HUNDREDTHS = 100
const TIP_SUGGESTIONS_MAX = 4

/** `cardExtras` of `settings.json`: what a card may be charged besides its part of a ticket. What is left out is not taken. */
export const cardExtraSettingsSchema = z
  .strictObject({
    /** Suggested, lowest first. */
    tipPercents: z.array(z.int().min(1).max(50)).max(TIP_SUGGESTIONS_MAX).optional(),
    cashbackLimitMinor: z.int().min(1).max(LIMITS.cashbackMaxMinor).optional(),
  })
  .transform(({ tipPercents, cashbackLimitMinor }): CardExtraSettings => {
    const basisPoints = tipPercents?.map((percent) => percent * HUNDREDTHS)
    return {
      ...(basisPoints && { tips: { basisPoints } }),
      ...(cashbackLimitMinor && { cashback: { limitMinor: cashbackLimitMinor } }),
    }
  })
