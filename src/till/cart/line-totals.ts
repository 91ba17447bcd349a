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

interface Discounted {
  readonly lines: readonly CartLine[]
  readonly discount?: TicketDiscount | null
}

/**
 * Whether a discount that was agreed as an amount, of a line or of all goods, is now a larger share than a seller gives alone and than it was
 * before: it grows when more is taken off, and when goods are taken off afterwards. What a person who may agreed to holds for that much.
 */
export function isMoreDiscounted(before: Discounted, after: Discounted): boolean {
  const isLineMore = after.lines.some((line) => {
    const known = before.lines.find(({ id }) => id === line.id)
    return isLargerShare(known === undefined ? NO_SHARE : shareOfLine(known), shareOfLine(line))
  })
  return isLineMore || isLargerShare(shareOfTicket(before), shareOfTicket(after))
}

interface Share {
  readonly amountMinor: number
  readonly ofMinor: number
}

const NO_SHARE: Share = { amountMinor: 0, ofMinor: 1 }

const shareOfLine = (line: CartLine): Share => {
  return { amountMinor: line.discountAmountMinor ?? 0, ofMinor: fullMinorOf(line) }
}

function shareOfTicket({ lines, discount }: Discounted): Share {
  // Points pay for theirs: nobody gives it away.
  if (discount?.kind !== 'amount' || discount.points !== undefined) return NO_SHARE
  return { amountMinor: discount.amountMinor, ofMinor: lines.reduce((sum, line) => sum + discountableMinor(line), 0) }
}

function isLargerShare(before: Share, after: Share): boolean {
  const isLarge =
    BigInt(after.amountMinor) * BigInt(WHOLE_BASIS_POINTS) >
    BigInt(after.ofMinor) * BigInt(LIMITS.discountAloneMaxBasisPoints)
  const isGrown =
    before.amountMinor === 0 ||
    BigInt(after.amountMinor) * BigInt(before.ofMinor) > BigInt(before.amountMinor) * BigInt(after.ofMinor)
  return isLarge && isGrown
}

/** What goods that come back without their ticket are worth: money that goes out, or is taken off what is sold beside them. */
export function broughtBackMinor(lines: readonly Agreed[]): number {
  return lines.reduce((sum, line) => sum - (line.returned === undefined ? 0 : lineTotals(line).totalMinor), 0)
}
