import { LIMITS } from '#contract/limits.ts'
import type { TicketDiscount } from '#contract/views/sale-view.ts'
import type { CartLine } from '../ports/open-sales.port.ts'
import { timesOver } from '../vat/half-up.ts'
import { shareOut } from '../vat/share-out.ts'
import { isUntaxed } from '../vat/vat.ts'

const WHOLE_MILLI = 1_000
const WHOLE_BASIS_POINTS = 10_000

type Agreed = Pick<
  CartLine,
  'quantityMilli' | 'unitPriceMinor' | 'discountBasisPoints' | 'discountAmountMinor' | 'returned' | 'agreedMinor'
>

/** Price times quantity, rounded once. */
export function fullMinorOf(line: Pick<CartLine, 'quantityMilli' | 'unitPriceMinor'>): number {
  return timesOver(line.unitPriceMinor, line.quantityMilli, WHOLE_MILLI)
}

/**
 * The discount of a line is rounded from its full price, or the amount that was agreed, never more than the line; the total is their
 * difference, below zero for goods that come back; a portion of a line costs what was agreed for it.
 */
export function lineTotals(line: Agreed): { readonly discountMinor: number; readonly totalMinor: number } {
  const fullMinor = fullMinorOf(line)
  const discountMinor =
    line.discountAmountMinor === undefined
      ? timesOver(fullMinor, line.discountBasisPoints, WHOLE_BASIS_POINTS)
      : Math.min(line.discountAmountMinor, fullMinor)
  const { agreedMinor } = line
  if (agreedMinor !== undefined)
    return { discountMinor: discountMinor === 0 ? 0 : Math.max(0, fullMinor - agreedMinor), totalMinor: agreedMinor }
  const totalMinor = fullMinor - discountMinor
  return { discountMinor, totalMinor: line.returned === undefined ? totalMinor : 0 - totalMinor }
}

/** What a discount on the whole ticket can be taken off: goods that are sold, and nothing else that a ticket may hold. */
export function discountableMinor(
  line: Agreed & Pick<CartLine, 'giftCard' | 'accountPayment' | 'depositOf' | 'isDeposit'>,
): number {
  const isGoods = !isUntaxed(line) && line.depositOf === undefined && line.isDeposit === undefined
  return isGoods && line.returned === undefined ? lineTotals(line).totalMinor : 0
}

/** What a discount on a ticket takes off goods of this sum: never more than the sum. */
export function ticketDiscountMinor(discount: TicketDiscount | null | undefined, sumMinor: number): number {
  if (discount === null || discount === undefined) return 0
  return discount.kind === 'percent'
    ? timesOver(sumMinor, discount.basisPoints, WHOLE_BASIS_POINTS)
    : Math.min(discount.amountMinor, sumMinor)
}

export interface PricedLine {
  readonly discountMinor: number
  /** Its share of the discount on the ticket. */
  readonly ticketDiscountMinor: number
  /** After both. */
  readonly totalMinor: number
}

/** The discount on a ticket is rounded once and shared over the lines to the cent, so that the tax of each rate follows it. */
export function pricedLines(
  lines: readonly CartLine[],
  discount: TicketDiscount | null | undefined,
): readonly PricedLine[] {
  const weights = lines.map(discountableMinor)
  const sumMinor = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = shareOut(ticketDiscountMinor(discount, sumMinor), weights)
  return lines.map((line, place) => {
    const { discountMinor, totalMinor } = lineTotals(line)
    const share = shares[place] ?? 0
    return { discountMinor, ticketDiscountMinor: share, totalMinor: totalMinor - share }
  })
}

/**
 * How many discounts were agreed as amounts that are a larger share than a seller gives alone: of their line, or of all goods. The share
 * grows when goods are taken off afterwards.
 */
export function largeDiscounts({
  lines,
  discount,
}: {
  readonly lines: readonly CartLine[]
  readonly discount?: TicketDiscount | null
}): number {
  const large = lines.filter((line) => isLargeShare(line.discountAmountMinor ?? 0, fullMinorOf(line))).length
  // Points pay for theirs: nobody gives it away.
  if (discount?.kind !== 'amount' || discount.points !== undefined) return large
  const sumMinor = lines.reduce((sum, line) => sum + discountableMinor(line), 0)
  return large + (isLargeShare(discount.amountMinor, sumMinor) ? 1 : 0)
}

/** What goods that come back without their ticket are worth: money that goes out, or is taken off what is sold beside them. */
export function broughtBackMinor(lines: readonly Agreed[]): number {
  return lines.reduce((sum, line) => sum - (line.returned === undefined ? 0 : lineTotals(line).totalMinor), 0)
}

function isLargeShare(amountMinor: number, ofMinor: number): boolean {
  return BigInt(amountMinor) * BigInt(WHOLE_BASIS_POINTS) > BigInt(ofMinor) * BigInt(LIMITS.discountAloneMaxBasisPoints)
}
