import { fail, type Result, succeed } from '#contract/result.ts'
import { emit, seller, type TillContext } from '../core/till-context.ts'
import type { ReturnShare } from '../ports/approved-card-part.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { leftMinorOf } from './line-returns.ts'
import { targetsOf } from './return-lines.ts'
import { besideOf, place } from './return-targets.ts'
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
 * Back without a card, for an amount that is on no gift card: a return ticket of its own, with the next number and its own fiscal record. What
 * an account or a voucher paid goes back there, not in cash: nobody makes money of a credit by way of a gift card. The store refuses it once the
 * amount is on a card, or while the bank owes its word on that.
 */
export async function giveBackWithoutCard(
  context: TillContext,
  orderId: string,
): Promise<Result<{ readonly way: 'cash' | 'other' }>> {
  const { options } = context
  const user = seller(context)
  if (!user.ok) return user
  const order = await options.giftOrders.order(orderId)
  const original = order === null ? null : await options.paidSales.paidSale(order.saleId)
  const figures = original === null ? null : returnedGiftCard(original, orderId)
  if (order?.state !== 'owed' || original === null || figures === null) return fail('GIFT_CARD_NOT_OWED')
  const shares = await sharesOf(context, original, 0 - figures.totalMinor)
  await commitReturnWithoutCard(context, user.value, original, { figures, shares })
  await refreshOwed(context, orderId)
  emit(context, 'sale', 'day')
  return succeed({ way: shares.every(({ kind }) => kind === 'cash') ? 'cash' : 'other' })
}

/** In cash where cash paid for all of it; else as it was paid. In cash, too, what a card paid that takes nothing back. */
async function sharesOf(context: TillContext, sale: PaidSale, amountMinor: number): Promise<readonly ReturnShare[]> {
  const original = { sale, returns: await context.options.saleSearch.returnsOf(sale.id) }
  const leftMinor = Math.max(0, leftMinorOf(sale, original.returns))
  const targets = await targetsOf(context, original, { leftMinor, cards: undefined })
  const cash = targets.find(({ kind }) => kind === 'cash')
  if (cash !== undefined && cash.paidLeftMinor >= amountMinor) return [{ kind: 'cash', amountMinor }]
  const { shares, missingMinor } = place(amountMinor, targets)
  const beside = besideOf(shares)
  const inCash = beside.reduce((sum, one) => sum + (one.kind === 'cash' ? one.amountMinor : 0), missingMinor)
  const others = beside.filter(({ kind }) => kind !== 'cash')
  return inCash === 0 ? others : [...others, { kind: 'cash', amountMinor: inCash }]
}
