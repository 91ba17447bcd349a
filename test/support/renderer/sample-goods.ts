import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { ProductView } from '#contract/views/till-view.ts'
import { PRODUCTS } from './sample-shop.ts'

const shirt = (id: string, more: Partial<ProductView> = {}): ProductView => ({
  id,
  name: `T-shirt coton biologique ${more.variantName ?? ''}`.trim(),
  barcode: null,
  unit: 'piece',
  priceMinor: 1_990,
  vatBasisPoints: 2_000,
  familyId: 'grocery',
  colour: 5,
  ...more,
})

/** Goods that ask something: found by a search for "t-shirt" or "coupées". */
export const ASKING_GOODS: readonly ProductView[] = [
  shirt('shirt', { hasVariants: true }),
  shirt('flowers', { name: 'Fleurs coupées', isOpenPrice: true, familyId: 'favourites', colour: 8 }),
]
const SIZES = [
  'Bleu S',
  'Bleu M',
  'Bleu L',
  'Rouge S',
  'Rouge M',
  'Rouge L',
  'Blanc unique, taille réglable',
  'Noir S',
  'Noir M',
  'Noir L',
]

/** What the till asks about a product of the samples; null for nothing. */
export function questionAbout(
  productId: string,
  quantityMilli: number | undefined,
  unitPriceMinor: number | undefined,
): GoodsQuestion | null {
  const product = [...PRODUCTS, ...ASKING_GOODS].find(({ id }) => id === productId)
  if (product === undefined) return null
  const asked = { product, variants: [], ...(quantityMilli !== undefined && { quantityMilli }) }
  if (product.hasVariants) {
    const variants = SIZES.map((variantName, place) => shirt(`shirt-${place}`, { variantName }))
    return { ...asked, kind: 'variant', variants }
  }
  if (product.isOpenPrice && unitPriceMinor === undefined) return { ...asked, kind: 'price' }
  return product.unit === 'kg' && quantityMilli === undefined ? { ...asked, kind: 'weight' } : null
}
