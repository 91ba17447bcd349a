import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, seller, type TillContext } from '../core/till-context.ts'
import { commitReturnWithoutCard } from './return-without-card.ts'
import { returnedGiftCard } from './returned-lines.ts'

/** After news of an order: what is owed is read again. */
export async function refreshOwed(context: TillContext, orderId: string): Promise<void> {
  const { memory, options } = context
  if (!memory.owedGiftCards.some(({ id }) => id === orderId)) return
  memory.owedGiftCards = await options.giftOrders.owed()
  emit(context, 'giftCards', 'day')
}

/**
 * Cash for an amount that is on no gift card: a return ticket of its own, with the next number and its own fiscal record.
 * The store refuses it once the amount is on a card, or while the bank owes its word on that.
 */
export async function giveBackInCash(context: TillContext, orderId: string): Promise<Result<null>> {
  const { options } = context
  const user = seller(context)
  if (!user.ok) return user
  const order = await options.giftOrders.order(orderId)
  const original = order === null ? null : await options.paidSales.paidSale(order.saleId)
  const figures = original === null ? null : returnedGiftCard(original, orderId)
  if (order?.state !== 'owed' || original === null || figures === null) return fail('GIFT_CARD_NOT_OWED')
  const shares = [{ kind: 'cash', amountMinor: 0 - figures.totalMinor }] as const
  await commitReturnWithoutCard(context, user.value, original, { figures, shares })
  await refreshOwed(context, orderId)
  emit(context, 'sale', 'day')
  return succeed(null)
}
