import type { VatRow } from '#contract/views/sale-view.ts'
import { timesOver } from './half-up.ts'

const WHOLE_BASIS_POINTS = 10_000
const FIRST_LETTER = 'A'.charCodeAt(0)

/**
 * The letter that ties a line to its rate on paper: A the shop's lowest rate, B the next one. A rate the shop does
 * not list follows after them, so that the letters of the listed ones never move.
 */
export function vatLetter(basisPoints: number, shopRates: readonly number[]): string {
  const place = shopRates.indexOf(basisPoints)
  return String.fromCharCode(FIRST_LETTER + (place === -1 ? shopRates.length : place))
}

/** The tax contained in a price that includes it; `grossMinor` in minor units, half a unit rounds away from zero. */
export function containedVat(grossMinor: number, basisPoints: number): number {
  return timesOver(grossMinor, basisPoints, WHOLE_BASIS_POINTS + basisPoints)
}

/**
 * Tax by rate, lowest first. It is computed once per rate on the rate's sum and never per line, so that ticket,
 * day report and export show the same cent: net + vat = gross in each row, and the rows add up to the lines.
 */
export function vatRows(
  lines: readonly { readonly vatBasisPoints: number; readonly totalMinor: number; readonly giftCard?: unknown }[],
  shopRates: readonly number[],
): VatRow[] {
  const grossByRate = new Map<number, number>()
  for (const { vatBasisPoints, totalMinor, giftCard } of lines) {
    // A voucher for goods of any rate: the tax is due when it pays for some.
    if (giftCard !== undefined) continue
    grossByRate.set(vatBasisPoints, (grossByRate.get(vatBasisPoints) ?? 0) + totalMinor)
  }
  return [...grossByRate]
    .sort(([left], [right]) => left - right)
    .map(([basisPoints, grossMinor]) => {
      const vatMinor = containedVat(grossMinor, basisPoints)
      return {
        letter: vatLetter(basisPoints, shopRates),
        basisPoints,
        netMinor: grossMinor - vatMinor,
        vatMinor,
        grossMinor,
      }
    })
}
