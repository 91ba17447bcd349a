/** Tips are round figures: tenths of the currency unit. */
const STEP_MINOR = 10
const BASIS = 10_000

export interface TipChoice {
  /** Hundredths of a percent. */
  readonly basisPoints: number
  readonly amountMinor: number
}

/** The tips that a shop suggests for an amount, each rounded half up to ten minor units; one that comes to nothing is left out. */
export function tipChoices(amountMinor: number, basisPoints: readonly number[]): TipChoice[] {
  return basisPoints
    .map((share) => ({ basisPoints: share, amountMinor: roundTip((amountMinor * share) / BASIS) }))
    .filter((choice) => choice.amountMinor > 0)
}

function roundTip(exactMinor: number): number {
  return Math.round(exactMinor / STEP_MINOR) * STEP_MINOR
}
