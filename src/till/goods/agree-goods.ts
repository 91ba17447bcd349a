import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { GoodsQuestion } from '#contract/views/goods-view.ts'
import type { LineWeighing } from '#contract/views/scale-view.ts'
import type { TillContext } from '../core/till-context.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'
import type { AgreedProduct, LineDeposit } from './agreed-product.ts'
import { keptTareMilli } from './keep-tare.ts'
import { listPriceOf } from './price-lists.ts'
import { productView } from './product-view.ts'

const ONE_PIECE_MILLI = 1_000

/** What somebody wants on the ticket, by key, by search or by scan. */
export interface WantedGoods {
  readonly product: CatalogueProduct
  /** Left out: one piece, or the weight is asked for. */
  readonly quantityMilli?: number | undefined
  /** The answer for a product with an open price; others have theirs. */
  readonly unitPriceMinor?: number | undefined
  /** What is printed on the goods themselves: it holds, whatever a list says. */
  readonly labelPriceMinor?: number
  /** How the weight was found; left out it was typed, null it stands in the code of a label. */
  readonly weighing?: LineWeighing | null | undefined
}

export type AgreedGoods =
  | { readonly product: AgreedProduct; readonly quantityMilli: number; readonly question?: undefined }
  | { readonly question: GoodsQuestion }

/**
 * The terms at which goods go on the ticket now, or what must be asked first. The price is that of this moment and of the
 * customer who is named now; a happy hour that ends before the customer pays does not change it.
 *
 * @param groupId of the customer whose lists are asked too; left out, the one of the ticket in hand.
 * Errors: SALE_PRODUCT_ARCHIVED, SALE_OPEN_PRICE.
 */
export async function agreeGoods(
  context: TillContext,
  wanted: WantedGoods,
  groupId: string | null = context.memory.sale.customerGroupId ?? null,
): Promise<Result<AgreedGoods, 'SALE_PRODUCT_ARCHIVED' | 'SALE_OPEN_PRICE'>> {
  const { product, unitPriceMinor, labelPriceMinor } = wanted
  if (product.isArchived) return fail('SALE_PRODUCT_ARCHIVED', { name: product.name })
  if (product.hasVariants) return succeed({ question: await questionOf(context, 'variant', wanted) })
  if (labelPriceMinor !== undefined) return succeed(await labelled(context, wanted, labelPriceMinor))
  if (product.isOpenPrice && unitPriceMinor === undefined) {
    return succeed({ question: await questionOf(context, 'price', wanted) })
  }
  if (product.isOpenPrice && (unitPriceMinor === 0 || (unitPriceMinor ?? 0) > LIMITS.openPriceMaxMinor)) {
    const { currency } = context.memory.shop
    return fail('SALE_OPEN_PRICE', {
      min: formatAmount(1, currency),
      max: formatAmount(LIMITS.openPriceMaxMinor, currency),
    })
  }
  if (product.unit === 'kg' && wanted.quantityMilli === undefined) {
    return succeed({ question: await weightQuestion(context, wanted, groupId) })
  }
  const price = product.isOpenPrice ? { priceMinor: unitPriceMinor ?? 0 } : await priceNow(context, product, groupId)
  const deposit = await depositOf(context, product)
  const agreed: AgreedProduct = { ...product, ...price, ...(deposit !== null && { deposit }), ...weighedAs(wanted) }
  return succeed({ product: agreed, quantityMilli: wanted.quantityMilli ?? ONE_PIECE_MILLI })
}

async function questionOf(
  { memory, options }: TillContext,
  kind: GoodsQuestion['kind'],
  { product, quantityMilli }: WantedGoods,
): Promise<GoodsQuestion> {
  const variants = kind === 'variant' ? await options.catalogue.variants(product.id) : []
  return {
    kind,
    product: productView(memory.families, product),
    variants: variants.map((variant) => productView(memory.families, variant)),
    ...(quantityMilli !== undefined && { quantityMilli }),
  }
}

/** What is typed is marked on paper: a law on weighing wants it told from what a scale said. */
function weighedAs({ product, weighing }: WantedGoods): Pick<AgreedProduct, 'weighed'> {
  return product.unit !== 'kg' || weighing === null ? {} : { weighed: weighing ?? { by: 'typed' } }
}

/** Whoever weighs reads the price of now, not one that a list or a person stands before. */
async function weightQuestion(
  context: TillContext,
  wanted: WantedGoods,
  groupId: string | null,
): Promise<GoodsQuestion> {
  const { product, unitPriceMinor } = wanted
  const tareMilli = keptTareMilli(context, product.id)
  const question = { ...(await questionOf(context, 'weight', wanted)), ...(tareMilli > 0 && { tareMilli }) }
  if (product.isOpenPrice && unitPriceMinor !== undefined) {
    return { ...question, product: { ...question.product, priceMinor: unitPriceMinor }, unitPriceMinor }
  }
  const { priceMinor } = await priceNow(context, product, groupId)
  return { ...question, product: { ...question.product, priceMinor } }
}

/** Goods with their price on them are pieces of that price; the weight behind it leaves the stock. */
async function labelled(
  context: TillContext,
  { product, quantityMilli }: WantedGoods,
  priceMinor: number,
): Promise<AgreedGoods> {
  const deposit = await depositOf(context, product)
  const weightMilli = Math.round((priceMinor * ONE_PIECE_MILLI) / Math.max(1, product.priceMinor))
  const agreed: AgreedProduct = {
    ...product,
    unit: 'piece',
    priceMinor,
    ...(product.unit === 'kg' && { stockPerPieceMilli: weightMilli }),
    ...(deposit !== null && { deposit }),
  }
  return { product: agreed, quantityMilli: quantityMilli ?? ONE_PIECE_MILLI }
}

async function priceNow(
  { options }: TillContext,
  { id, priceMinor }: CatalogueProduct,
  groupId: string | null,
): Promise<{ readonly priceMinor: number; readonly priceListName?: string }> {
  const prices = await options.catalogue.listPrices(id)
  if (prices.length === 0) return { priceMinor }
  const lists = await options.catalogue.priceLists()
  const moment = options.clock.local(options.clock.now())
  return listPriceOf(lists, prices, moment, groupId) ?? { priceMinor }
}

async function depositOf({ options }: TillContext, product: CatalogueProduct): Promise<LineDeposit | null> {
  if (product.depositProductId === undefined) return null
  const deposit = await options.catalogue.product(product.depositProductId)
  if (deposit === null) return null
  const { id: productId, name, priceMinor, vatBasisPoints, familyId } = deposit
  return { productId, name, priceMinor, vatBasisPoints, familyId }
}
