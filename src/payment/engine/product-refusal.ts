import type { Locale } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import {
  type CardProduct,
  judgeBasket,
  leftOfGoodsMinor,
  mayBeUsedFor,
  type ProductPayment,
  paidFamilies,
} from '../products/card-products.ts'
import { isLoading, isQuestion, operationOf } from './operation.ts'
import type { PaymentIntent } from './payment-state.ts'

interface Parts {
  readonly journal: Pick<PaymentJournalPort, 'paymentsOfSale'>
  readonly locale: () => Locale
  readonly cardProducts?: readonly CardProduct[]
}

/**
 * Why a card of this product, or a plain bank card, is not used for this; null where it is. Nothing has left the till, and
 * the customer keeps the card.
 */
export async function productRefusal(
  parts: Parts,
  product: CardProduct | null,
  intent: PaymentIntent,
): Promise<Failure | null> {
  const name = product?.name[parts.locale()] ?? ''
  if (!mayBeUsedFor(product, operationOf(intent))) {
    if (isLoading(intent)) return fail('GIFT_CARD_OTHER_CARD').error
    return fail('PAYMENT_PRODUCT_OPERATION', { product: name }).error
  }
  if (product === null || isQuestion(intent) || isLoading(intent)) return null
  const { basket = null, amountMinor, currency } = intent
  const families = paidFamilies(product, basket ?? [])
  const paid = families === null ? [] : await paidByProducts(parts, intent)
  if (product.basket === null && families !== null && amountMinor > leftOfGoodsMinor(families, basket ?? [], paid)) {
    return fail('GIFT_CARD_BY_GIFT_CARD').error
  }
  const verdict = judgeBasket(product, basket, amountMinor, paid)
  switch (verdict.kind) {
    case 'may-pay':
      return null
    case 'not-this-ticket':
      return fail('PAYMENT_PRODUCT_NOT_ALLOWED', { product: name }).error
    case 'part-only':
      return fail('PAYMENT_PRODUCT_PART', { product: name, amount: formatAmount(verdict.amountMinor, currency) }).error
  }
}

/**
 * What cards, and codes, that pay some goods only have paid of a ticket, and still do. Those of every such product count: goods that a
 * voucher of one issuer, on paper or not, has paid are not paid by a voucher of another one besides.
 */
async function paidByProducts(
  { journal, cardProducts = [] }: Parts,
  { basket = [], saleId, paidOfGoods = [] }: PaymentIntent,
): Promise<ProductPayment[]> {
  const approved = (await journal.paymentsOfSale(saleId)).flatMap(({ state }) =>
    state.kind === 'approved' ? state : [],
  )
  const byCards = cardProducts.flatMap((product) => {
    const families = paidFamilies(product, basket)
    const payments = approved.filter(({ card }) => card.productId === product.id)
    if (families === null || payments.length === 0) return []
    return [{ families, amountMinor: payments.reduce((sum, { intent }) => sum + intent.amountMinor, 0) }]
  })
  return [...paidOfGoods, ...byCards]
}
