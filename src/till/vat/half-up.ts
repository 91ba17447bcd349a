/**
 * `a × b ÷ divisor`, rounded half away from zero, exact at any size.
 * All three are integers, `divisor` above zero; the result is an integer in the unit of the product.
 */
export function timesOver(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b)
  const magnitude = product < 0n ? -product : product
  const over = BigInt(divisor)
  const rounded = (2n * magnitude + over) / (2n * over)
  return Number(product < 0n ? -rounded : rounded)
}
