import { LIMITS } from '#contract/limits.ts'
import { fail, type Result } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { seller, type TillContext } from '../core/till-context.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { accountPaymentMinor, notTurnoverMinor } from '../ports/paid-sales.port.ts'
import { permitted } from '../session/guard.ts'
import { returnedGiftCard } from './returned-lines.ts'

/** What is to go back of a payment. */
export interface WantedReturn {
  readonly saleId: string
  readonly way: 'void' | 'refund'
  /** Of a refund. */
  readonly amountMinor: number
  /** What went back of the payment before, where its ticket does not know it yet. */
  readonly goneMinor?: number
  /** Of an amount for a gift card: its order. */
  readonly giftOrderId?: string
  /** No goods but the credit of this customer. */
  readonly creditCustomerId?: string
}

/**
 * Who gives money back at the till: whoever may sell, and a manager where the shop wants one. Only of a finished ticket:
 * what paid a part of an open one is given back there.
 * Errors: those of `seller`, PAYMENT_SALE_NOT_FINISHED, SESSION_NEEDS_APPROVAL.
 */
export async function mayReturn(
  context: TillContext,
  { saleId, way, amountMinor, goneMinor = 0, giftOrderId, creditCustomerId }: WantedReturn,
): Promise<Result<UserView>> {
  const user = seller(context)
  if (!user.ok) return user
  const sale = await context.options.paidSales.paidSale(saleId)
  if (sale === null) return fail('PAYMENT_SALE_NOT_FINISHED')
  if (giftOrderId === undefined && creditCustomerId === undefined && !mayGoBack(sale, amountMinor)) {
    return fail(accountPaymentMinor(sale) === 0 ? 'GIFT_CARD_NOT_RETURNABLE' : 'ACCOUNT_PAYMENT_WHOLE')
  }
  const { voidNeedsManager = false, refundAloneMaxMinor = LIMITS.refundAloneMaxMinor } =
    context.memory.shop.returns ?? {}
  const beforeMinor = Math.max(goneMinor, await backBeforeMinor(context, sale, creditCustomerId !== undefined))
  const isSmall = refundAloneMaxMinor === null || beforeMinor + amountMinor <= refundAloneMaxMinor
  const isAlone = way === 'void' ? !voidNeedsManager : isSmall
  return isAlone ? user : permitted(context.memory, 'refund-above-limit')
}

/**
 * What went back of the whole ticket, by whatever way: the limit is passed neither in small steps nor by one way after the other. A credit
 * that is paid out was no money of the till's when its goods came back, so that those two are counted apart.
 */
async function backBeforeMinor({ options }: TillContext, { id }: PaidSale, isCredit: boolean): Promise<number> {
  const returns = await options.saleSearch.returnsOf(id)
  const standsMinor = isCredit ? 0 : ((await options.cardReturns?.withoutTicket(id))?.standsMinor ?? 0)
  return returns
    .filter((one) => (accountPaymentMinor(one) !== 0) === isCredit)
    .reduce((sum, { totalMinor }) => sum - totalMinor, standsMinor)
}

/**
 * What was for a gift card goes back by its order, or with the whole ticket; the store refuses either once the amount is on a
 * card, and more than the goods in several steps. Anything else that goes back is goods, and of a ticket without gift cards
 * everything may: tips, too.
 */
export function mayGoBack(sale: PaidSale, amountMinor: number, giftOrderId?: string): boolean {
  if (giftOrderId !== undefined) return returnedGiftCard(sale, giftOrderId)?.totalMinor === 0 - amountMinor
  const giftMinor = notTurnoverMinor(sale)
  return giftMinor === 0 || amountMinor === sale.totalMinor || amountMinor <= sale.totalMinor - giftMinor
}

/** The ticket is paid and on disk. */
export async function isFinished({ options }: TillContext, saleId: string): Promise<boolean> {
  return (await options.paidSales.paidSale(saleId)) !== null
}
