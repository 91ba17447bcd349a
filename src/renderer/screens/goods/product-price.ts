import type { TFunction } from 'i18next'
import { type Currency, formatAmount } from '#contract/money.ts'
import type { ProductView } from '#contract/views/till-view.ts'

/** What a key or a row says of the price: of some goods that it is asked for, or which one it is. */
export function productPrice(product: ProductView, currency: Currency, t: TFunction): string {
  if (product.hasVariants) return t('goods.variants')
  if (product.isOpenPrice) return t('goods.openPrice')
  const price = formatAmount(product.priceMinor, currency)
  return product.unit === 'kg' ? t('line.perKilo', { price }) : price
}
