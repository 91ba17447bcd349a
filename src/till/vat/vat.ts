import type { VatRow } from '#contract/views/sale-view.ts'
import { timesOver } from './half-up.ts'
import { shareExactly } from './share-out.ts'

const WHOLE_BASIS_POINTS = 10_000
const FIRST_LETTER = 'A'.charCodeAt(0)

/**
 * The letter that ties a line to its rate on paper: A the first of the shop's rates, B the next one. A rate the shop does
 * not list follows after them, so that the letters of the listed ones never move.
 */
export function vatLetter(basisPoints: number, shopRates: readonly number[]): string {
  const place = shopRates.indexOf(basisPoints)
  return String.fromCharCode(FIRST_LETTER + (place === -1 ? shopRates.length : place))
}

/**
 * The shop's rates and, after them, those that only these lines have: goods keep a rate that the shop took off its list, and two such
 * rates on one paper have two letters.
 */
export function letteredRates(
  lines: readonly Pick<TaxedLine, 'vatBasisPoints'>[],
  shopRates: readonly number[],
): readonly number[] {
  const others = lines.map(({ vatBasisPoints }) => vatBasisPoints).filter((rate) => !shopRates.includes(rate))
  return others.length === 0 ? shopRates : [...shopRates, ...new Set(others.sort((one, other) => one - other))]
}

/** The tax contained in a price that includes it; `grossMinor` in minor units, half a unit rounds away from zero. */
export function containedVat(grossMinor: number, basisPoints: number): number {
  return timesOver(grossMinor, basisPoints, WHOLE_BASIS_POINTS + basisPoints)
}

/** The tax that comes on top of a price without it; half a minor unit rounds away from zero. */
function addedVat(netMinor: number, basisPoints: number): number {
  return timesOver(netMinor, basisPoints, WHOLE_BASIS_POINTS)
}

/** What a line comes to: with its tax where prices include it, without where they do not. */
export interface TaxedLine {
  readonly vatBasisPoints: number
  readonly totalMinor: number
  /** A voucher for goods of any rate: the tax is due when it pays for some. */
  readonly giftCard?: unknown
  /** The tax was in the tickets on the account. */
  readonly accountPayment?: unknown
}

/** Nothing of it is for goods that are sold now. */
export function isUntaxed({ giftCard, accountPayment }: Pick<TaxedLine, 'giftCard' | 'accountPayment'>): boolean {
  return giftCard !== undefined || accountPayment !== undefined
}

/**
 * Tax by rate, in the order of the shop's rates: lowest first, or highest. It is computed once per rate on the rate's sum and never per line, so that ticket,
 * day report and export show the same cent: net + vat = gross in each row, and the rows add up to the ticket.
 */
export function vatRows(lines: readonly TaxedLine[], shopRates: readonly number[], pricesExcludeVat = false): VatRow[] {
  const sumByRate = new Map<number, number>()
  for (const line of lines) {
    if (isUntaxed(line)) continue
    const { vatBasisPoints, totalMinor } = line
    sumByRate.set(vatBasisPoints, (sumByRate.get(vatBasisPoints) ?? 0) + totalMinor)
  }
  const sign = (shopRates[0] ?? 0) > (shopRates.at(-1) ?? 0) ? -1 : 1
  return [...sumByRate]
    .sort(([left], [right]) => sign * (left - right))
    .map(([basisPoints, sumMinor]) => {
      const letter = vatLetter(basisPoints, shopRates)
      const vatMinor = pricesExcludeVat ? addedVat(sumMinor, basisPoints) : containedVat(sumMinor, basisPoints)
      return pricesExcludeVat
        ? { letter, basisPoints, netMinor: sumMinor, vatMinor, grossMinor: sumMinor + vatMinor }
        : { letter, basisPoints, netMinor: sumMinor - vatMinor, vatMinor, grossMinor: sumMinor }
    })
}

/**
 * The tax of each line: its share of what the ticket has of its rate, so that the lines' tax is the ticket's to the cent. A line
 * alone at its rate has what would be computed of it alone.
 *
 * @param rows those of the same lines.
 */
export function lineVats(
  lines: readonly TaxedLine[],
  rows: readonly Pick<VatRow, 'basisPoints' | 'vatMinor'>[],
  pricesExcludeVat = false,
): number[] {
  const vats = lines.map(() => 0)
  for (const { basisPoints, vatMinor } of rows) {
    const places = lines.flatMap((line, place) =>
      line.vatBasisPoints === basisPoints && !isUntaxed(line) ? [place] : [],
    )
    const taxes = places.map((place) => BigInt(lines[place]?.totalMinor ?? 0) * BigInt(basisPoints))
    const whole = pricesExcludeVat ? WHOLE_BASIS_POINTS : WHOLE_BASIS_POINTS + basisPoints
    for (const [index, share] of shareExactly(taxes, BigInt(whole), vatMinor).entries())
      vats[places[index] ?? 0] = share
  }
  return vats
}
