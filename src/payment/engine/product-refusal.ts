import type { Locale } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import { type CardProduct, judgeBasket } from '../products/card-products.ts'
import type { PaymentIntent } from './payment-state.ts'

interface Parts {
  readonly journal: Pick<PaymentJournalPort, 'paymentsOfSale'>
  readonly locale: () => Locale
}

/** Why a product does not pay this; nothing has left the till, and the customer keeps the card. */
export async function productRefusal(
  { journal, locale }: Parts,
  product: CardProduct,
  { basket, amountMinor, currency, saleId }: PaymentIntent,
): Promise<Failure | null> {
  const paidMinor = product.basket === null ? 0 : await paidBy(journal, product, saleId)
  const verdict = judgeBasket(product, basket ?? null, amountMinor, paidMinor)
  const name = product.name[locale()]
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
