import { LIMITS } from '#contract/limits.ts'

/**
 * The product's own deadlines, so short that a test can wait for all of them; both ends of every line read them from
 * the same place. Each test file has its own copy of the product, so nothing else is touched.
 */
export const QUICK = {
  padAckTimeoutMs: 150,
  padByteTimeoutMs: 150,
  padAnswerTimeoutMs: 250,
  padCardTimeoutMs: 1_000,
  padPinTimeoutMs: 1_000,
  padRemoveCardTimeoutMs: 1_000,
  padSecondTapTimeoutMs: 1_000,
  padQuietMs: 20,
  hostAnswerTimeoutMs: 400,
  hostStallTimeoutMs: 150,
  hostOpenCircuitMs: 200,
  reversalPausesMs: [0, 30, 60],
} as const

/** Longer than the longest of them. */
export const DELAY_MS = 1_500

export function quickenLimits(): void {
  Object.assign(LIMITS, QUICK)
}
