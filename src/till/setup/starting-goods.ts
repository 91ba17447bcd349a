import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { SetupDraft } from '#contract/views/setup-view.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'
import type { ShopSettings } from '../ports/settings.port.ts'
import type { ShopSeed } from '../seed/seed-shop.ts'
import { trainingSeed } from '../seed/training-seed.ts'

/** Prices of the training shop are in euros; in another currency a loaf costs about so many times more. */
const TIMES_PRICE: Readonly<Record<Currency, number>> = { EUR: 1, PLN: 4, GBP: 1 }

/** Everyday goods of the training shop's own country; its other rates are reduced ones. */
const STANDARD_BASIS_POINTS = 2_000

const TRIAL_ARTICLE: Readonly<Record<Locale, string>> = {
  fr: 'Article d’essai',
  en: 'Test article',
  pl: 'Towar próbny',
  de: 'Testartikel',
}
const TRIAL_PRICE_MINOR = 100

/**
 * The rate of the shop that stands for one of the training shop: its highest for the standard one, else the nearest; food is
 * zero-rated in the United Kingdom (VAT Act 1994, sch. 8 group 1).
 */
function rateFor(basisPoints: number, { country, vatBasisPoints: rates }: ShopSettings): number {
  const highest = Math.max(0, ...rates)
  if (basisPoints === STANDARD_BASIS_POINTS) return highest
  if (country === 'gb' && rates.includes(0)) return 0
  const taxed = rates.filter((rate) => rate > 0)
  return taxed.toSorted((one, other) => Math.abs(one - basisPoints) - Math.abs(other - basisPoints))[0] ?? highest
}

/** What a new shop can sell at once: the goods of the training shop at rates of its own, or one article to try with. */
export function startingGoods(
  { goods }: Pick<SetupDraft, 'goods'>,
  settings: ShopSettings,
  locale: Locale,
): Pick<ShopSeed, 'families' | 'products' | 'quickKeys'> {
  const { currency, vatBasisPoints } = settings
  const seed = trainingSeed(currency)
  const { families } = seed
  if (goods === 'sample') {
    const products = seed.products.map((product) => ({
      ...product,
      priceMinor: product.priceMinor * TIMES_PRICE[currency],
      vatBasisPoints: rateFor(product.vatBasisPoints, settings),
    }))
    return { families, products, quickKeys: seed.quickKeys }
  }
  const familyId = families[0]?.id ?? ''
  const article: CatalogueProduct = {
    id: 'trial-article',
    name: TRIAL_ARTICLE[locale],
    barcode: null,
    unit: 'piece',
    priceMinor: TRIAL_PRICE_MINOR,
    vatBasisPoints: Math.max(0, ...vatBasisPoints),
    familyId,
  }
  return { families, products: [article], quickKeys: [{ familyId, row: 0, column: 0, productId: article.id }] }
}
