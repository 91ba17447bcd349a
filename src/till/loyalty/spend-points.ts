import type { LoyaltyRules } from '#contract/loyalty.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { TicketDiscount } from '#contract/views/sale-view.ts'
import { emit, person, seal, type TillContext } from '../core/till-context.ts'
import type { OpenSale } from '../ports/open-sales.port.ts'
import { pointsSpent, rewardableMinor } from './points.ts'

type Done = Result<Record<string, never>>

/**
 * So many rewards off the ticket in hand, as a discount on its goods: the tax of each rate follows it. The points are held by the ticket
 * and go when it is paid; those that other unfinished tickets hold are not spent twice. Errors: LOYALTY_*.
 */
export async function rewardFor({ memory, options }: TillContext, rewards: number): Promise<Result<TicketDiscount>> {
  const { sale, shop, held } = memory
  const { customer } = sale
  if (shop.loyalty === undefined || customer === undefined || customer.loyaltyNumber === null)
    return fail('LOYALTY_NO_CARD')
  if (sale.discount !== null && sale.discount !== undefined) return fail('LOYALTY_DISCOUNT_THERE')
  const points = rewards * shop.loyalty.rewardPoints
  const amountMinor = rewards * shop.loyalty.rewardMinor
  const free = (await options.loyalty.pointsOf(customer.id)) - heldPoints(held, customer.id)
  if (points > free) return fail('LOYALTY_POINTS_TOO_FEW', { points: Math.max(0, free) })
  if (amountMinor > rewardableMinor(sale)) return fail('LOYALTY_TICKET_TOO_SMALL')
  return succeed({ kind: 'amount', amountMinor, points })
}

/** What other unfinished tickets of the customer will take. */
function heldPoints(held: readonly OpenSale[], customerId: string): number {
  return held
    .filter(({ customer }) => customer?.id === customerId)
    .reduce((sum, { discount }) => sum + pointsSpent(discount), 0)
}

/** What a customer has now, on the ticket that is about to be paid; a reward that is not there any more is refused before money comes in. */
export async function pointsAsHeld(context: TillContext, sale: OpenSale): Promise<Result<OpenSale>> {
  const { memory, options } = context
  const { customer } = sale
  if (memory.shop.loyalty === undefined || customer === undefined || customer.loyaltyNumber === null) {
    return pointsSpent(sale.discount) > 0 ? fail('LOYALTY_TAKE_OFF_FIRST') : succeed(sale)
  }
  const points = await options.loyalty.pointsOf(customer.id)
  const { discount } = sale
  if (pointsSpent(discount) > points) return fail('LOYALTY_POINTS_TOO_FEW', { points })
  // Goods were taken off since: the whole reward would not be had for its points.
  const isTooSmall = discount?.kind === 'amount' && discount.amountMinor > rewardableMinor(sale)
  if (pointsSpent(discount) > 0 && isTooSmall) return fail('LOYALTY_TICKET_TOO_SMALL')
  return succeed({ ...sale, customer: { ...customer, points } })
}

/** What the shop gives from now on, in the fiscal chain with who set it. Errors: SESSION_LOCKED. */
export async function setLoyaltyRules(context: TillContext, rules: LoyaltyRules | null): Promise<Done> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const { loyalty: _, ...others } = memory.shop
  const shop = { ...others, ...(rules !== null && { loyalty: rules }) }
  const body = { event: 'loyalty-rules-set', userId: user.value.id, rules: rules === null ? null : { ...rules } }
  const record = seal(context, 'event', options.clock.now(), body)
  await options.settings.saveShopChange(shop, record)
  memory.shop = shop
  memory.fiscalHead = record
  emit(context, 'till', 'sale')
  return succeed({})
}
