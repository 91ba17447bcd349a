import type { CartLine } from '../ports/open-sales.port.ts'
import { timesOver } from '../vat/half-up.ts'

const WHOLE_MILLI = 1_000
const WHOLE_BASIS_POINTS = 10_000

/** Price times quantity, rounded once; the discount is rounded from that; the total is their difference. */
export function lineTotals(line: Pick<CartLine, 'quantityMilli' | 'unitPriceMinor' | 'discountBasisPoints'>): {
  readonly discountMinor: number
  readonly totalMinor: number
} {
  const fullMinor = timesOver(line.unitPriceMinor, line.quantityMilli, WHOLE_MILLI)
  const discountMinor = timesOver(fullMinor, line.discountBasisPoints, WHOLE_BASIS_POINTS)
  return { discountMinor, totalMinor: fullMinor - discountMinor }
}
