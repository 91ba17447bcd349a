/**
 * Integers that make `sumWanted` and stand nearest to `numerators[n] / divisor`: each is the integer below, and the units that
 * are left go to the largest rests, of equal ones to the first.
 *
 * @param divisor above zero.
 * @param sumWanted the sum of the fractions, rounded either way; the shares of anything else would be no shares.
 */
export function shareExactly(numerators: readonly bigint[], divisor: bigint, sumWanted: number): number[] {
  const shares = numerators.map((numerator, place) => {
    const cut = numerator / divisor
    const floor = numerator % divisor < 0n ? cut - 1n : cut
    return { place, floor: Number(floor), rest: numerator - floor * divisor }
  })
  const left = sumWanted - shares.reduce((sum, { floor }) => sum + floor, 0)
  const byRest = [...shares].sort((one, other) =>
    one.rest === other.rest ? one.place - other.place : one.rest > other.rest ? -1 : 1,
  )
  const raised = new Set(byRest.slice(0, left).map(({ place }) => place))
  return shares.map(({ place, floor }) => floor + (raised.has(place) ? 1 : 0))
}

/**
 * An amount shared over weights to the last minor unit. What weighs nothing gets nothing, and no share is more than its weight
 * where the amount is not.
 *
 * @param amountMinor zero or more.
 * @param weights zero or more each, and one above zero where the amount is.
 */
export function shareOut(amountMinor: number, weights: readonly number[]): number[] {
  if (amountMinor === 0) return weights.map(() => 0)
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  const amount = BigInt(amountMinor)
  return shareExactly(
    weights.map((weight) => amount * BigInt(weight)),
    whole,
    amountMinor,
  )
}
