import { pointsFor, pointsLost, rewardsWithin } from '#contract/loyalty.ts'
import type { SaleLoyalty } from '#contract/views/loyalty-view.ts'
import type { SaleLineView, TicketDiscount } from '#contract/views/sale-view.ts'
import { discountableMinor } from '../cart/line-totals.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import type { TillContext } from '../core/till-context.ts'
import type { TillMemory } from '../core/till-memory.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { notTurnoverMinor } from '../ports/paid-sales.port.ts'

/** Points that the ticket's discount is paid by; 0 for any other discount. */
export function pointsSpent(discount: TicketDiscount | null | undefined): number {
  return discount?.kind === 'amount' ? (discount.points ?? 0) : 0
}

/** Off the goods alone: what a reward may be taken off. */
export function rewardableMinor({ lines }: Pick<OpenSale, 'lines'>): number {
  return lines.reduce((sum, line) => sum + discountableMinor(line), 0)
}

/** What the screens show of the points of a ticket; nothing where the shop gives none, or the customer has no card. */
export function saleLoyalty({ shop }: Pick<TillMemory, 'shop'>, sale: OpenSale): { readonly loyalty?: SaleLoyalty } {
  const { loyalty: rules } = shop
  if (rules === undefined || sale.customer === undefined || sale.customer.loyaltyNumber === null) return {}
  const { lines, totalMinor } = saleFigures(sale, shop.vatBasisPoints)
  const points = sale.customer.points ?? 0
  const isTaken = sale.discount !== null && sale.discount !== undefined
  return {
    loyalty: {
      points,
      earned: pointsFor(totalMinor - notTurnoverMinor({ lines }), rules),
      spent: pointsSpent(sale.discount),
      rewards: isTaken ? 0 : rewardsWithin(points, rewardableMinor(sale), rules),
      rewardPoints: rules.rewardPoints,
      rewardMinor: rules.rewardMinor,
    },
  }
}

/** What a ticket moves of its customer's points once it is paid, and what the customer has then. */
export function paidPoints(
  memory: Pick<TillMemory, 'shop'>,
  sale: OpenSale,
): { readonly loyalty?: NonNullable<PaidSale['loyalty']> } {
  const { loyalty } = saleLoyalty(memory, sale)
  if (loyalty === undefined) return {}
  const { points, earned, spent } = loyalty
  return { loyalty: { earned, spent, balance: Math.max(0, points - spent) + earned } }
}

/**
 * What a return moves: of the points that the ticket brought, the share of its goods that is gone; what it took comes back with the last
 * of its goods. Never more is taken than the customer has.
 */
export async function returnedPoints(
  { options }: Pick<TillContext, 'options'>,
  original: PaidSale,
  back: { readonly lines: readonly SaleLineView[]; readonly totalMinor: number },
): Promise<{ readonly loyalty?: NonNullable<PaidSale['loyalty']> }> {
  const { customerId, loyalty: first } = original
  if (customerId === undefined || first === undefined) return {}
  const now = await options.loyalty.pointsOfSale(original.id)
  if (now === null || now.customerId !== customerId) return {}
  const before = await options.saleSearch.returnsOf(original.id)
  const goneMinor = [...before, back].reduce((sum, one) => sum - one.totalMinor + notTurnoverMinor(one), 0)
  const ticketMinor = original.totalMinor - notTurnoverMinor(original)
  const kept = first.earned - pointsLost(first.earned, ticketMinor, goneMinor)
  const given = goneMinor >= ticketMinor ? now.spent : 0
  const points = (await options.loyalty.pointsOf(customerId)) + given
  const taken = Math.min(points, Math.max(0, now.earned - kept))
  if (taken === 0 && given === 0) return {}
  // Zero is never below itself: a figure of minus zero would print its sign.
  return { loyalty: { earned: taken === 0 ? 0 : -taken, spent: given === 0 ? 0 : -given, balance: points - taken } }
}
