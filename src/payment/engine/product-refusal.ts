import type { Locale } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { type CardProduct, judgeBasket, mayBeUsedFor } from '../products/card-products.ts'
import { isLoading, isQuestion, operationOf } from './operation.ts'
import type { PaymentIntent } from './payment-state.ts'

interface Parts {
  readonly journal: Pick<PaymentJournalPort, 'paymentsOfSale'>
  readonly locale: () => Locale
}

/**
 * Why a card of this product, or a plain bank card, is not used for this; null where it is. Nothing has left the till, and
 * the customer keeps the card.
 */
export async function productRefusal(
  { journal, locale }: Parts,
  product: CardProduct | null,
  intent: PaymentIntent,
): Promise<Failure | null> {
  const name = product?.name[locale()] ?? ''
  if (!mayBeUsedFor(product, operationOf(intent))) {
    if (isLoading(intent)) return fail('GIFT_CARD_OTHER_CARD').error
    return fail('PAYMENT_PRODUCT_OPERATION', { product: name }).error
  }
  if (product === null || isQuestion(intent) || isLoading(intent)) return null
  const { basket, amountMinor, currency, saleId } = intent
  const gift = mayBeUsedFor(product, 'load') ? basket?.find(({ isForGiftCards }) => isForGiftCards) : undefined
  const isCounted = product.basket !== null || gift !== undefined
  const paidMinor = isCounted ? await paidBy(journal, product, saleId) : 0
  const goodsMinor = (basket ?? []).reduce((sum, row) => sum + (row.isForGiftCards ? 0 : row.amountMinor), 0)
  if (gift !== undefined && amountMinor > goodsMinor - paidMinor) return fail('GIFT_CARD_BY_GIFT_CARD').error
  const verdict = judgeBasket(product, basket ?? null, amountMinor, paidMinor)
  switch (verdict.kind) {
    case 'may-pay':
      return null
    case 'not-this-ticket':
      return fail('PAYMENT_PRODUCT_NOT_ALLOWED', { product: name }).error
    case 'part-only':
      return fail('PAYMENT_PRODUCT_PART', { product: name, amount: formatAmount(verdict.amountMinor, currency) }).error
  }
}

/** What cards of this product have paid of a ticket, and still do. */
async function paidBy(journal: Parts['journal'], { id }: CardProduct, saleId: string): Promise<number> {
  const payments = await journal.paymentsOfSale(saleId)
  return payments
    .filter(({ state }) => state.kind === 'approved' && state.card.productId === id)
    .reduce((sum, { state }) => sum + state.intent.amountMinor, 0)
}
