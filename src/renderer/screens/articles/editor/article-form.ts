import type { Request } from '#contract/api.ts'
import { COLUMN_WORDS, type ImportProblemCode, problemSentence } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { type Currency, formatAmount, formatFigures, parseAmount } from '#contract/money.ts'
import type { ArticleFile, PriceListView, StockChange } from '#contract/views/article-view.ts'
import type { ProductColumn } from '#contract/views/import-view.ts'
import { parseQuantityMilli } from '../../../input/entry.ts'
import { quantityFigures } from '../../../words/figures.ts'

/** Another article that this one is linked to. */
export interface LinkedArticle {
  readonly id: string
  readonly name: string
}

export type StockWish = 'none' | 'counted' | 'in' | 'out' | 'uncounted'

/** An article as it is typed: figures are texts until it is saved. */
export interface ArticleForm {
  readonly name: string
  readonly shortName: string
  readonly price: string
  readonly vatBasisPoints: number
  readonly familyId: string
  readonly unit: 'piece' | 'kg'
  readonly isOpenPrice: boolean
  /** The first is the one that is shown. `pieces`: how many one scan of it is. */
  readonly barcodes: readonly { readonly barcode: string; readonly pieces: string }[]
  readonly deposit: LinkedArticle | null
  readonly parent: LinkedArticle | null
  readonly variantName: string
  /** By list; empty where its own price holds. */
  readonly listPrices: Readonly<Record<string, string>>
  readonly stock: { readonly wish: StockWish; readonly figures: string; readonly reason: string }
}

export interface FormTerms {
  readonly currency: Currency
  readonly locale: Locale
}

/** What is wrong, in the words of the till, and which answer it is about. */
export interface FormProblem {
  readonly column: ProductColumn | null
  readonly sentence: string
  /** The article that has the barcode. */
  readonly owner?: LinkedArticle
}

export const NO_STOCK_CHANGE = { wish: 'none', figures: '', reason: '' } as const

/** An article as it is kept, ready to be typed over. */
export function formOf(
  { article, listPrices }: Pick<ArticleFile, 'article' | 'listPrices'>,
  lists: readonly PriceListView[],
  { currency, locale }: FormTerms,
): ArticleForm {
  const linked = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '–' })
  const priceIn = (list: string) => listPrices.find(({ priceListId }) => priceListId === list)?.priceMinor
  const figures = (amountMinor: number | undefined) =>
    amountMinor === undefined ? '' : formatFigures(amountMinor, currency)
  return {
    name: article.name,
    shortName: article.shortName ?? '',
    price: article.isOpenPrice && article.priceMinor === 0 ? '' : figures(article.priceMinor),
    vatBasisPoints: article.vatBasisPoints,
    familyId: article.familyId,
    unit: article.unit,
    isOpenPrice: article.isOpenPrice,
    barcodes: article.barcodes.map(({ barcode, quantityMilli }) => ({
      barcode,
      pieces: quantityFigures(quantityMilli, locale),
    })),
    deposit: linked(article.depositProductId, article.depositName),
    parent: linked(article.parentId, article.parentName),
    variantName: article.variantName ?? '',
    listPrices: Object.fromEntries(lists.map(({ id }) => [id, figures(priceIn(id))])),
    stock: NO_STOCK_CHANGE,
  }
}

export const isSameForm = (one: ArticleForm, other: ArticleForm): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: FormProblem }

const read = <Value>(value: Value): Reading<Value> => ({ ok: true, value })

function refuse(
  column: ProductColumn,
  code: ImportProblemCode,
  { currency, locale }: FormTerms,
  name = COLUMN_WORDS[column][locale],
): Reading<never> {
  const max = code === 'price-too-large' ? formatAmount(LIMITS.articlePriceMinor, currency) : ''
  return { ok: false, problem: { column, sentence: `${name} : ${problemSentence(code, { max }, locale)}` } }
}

/** A price as a person types one: comma and point are both the decimal mark. */
function readTypedPrice(text: string, terms: FormTerms, name?: string): Reading<number> {
  if (/^\s*[-\u2212\u2013]/.test(text)) return refuse('price', 'price-negative', terms, name)
  const isTooLong = /^\d{10,}(?:[.,]\d*)?$/.test(text.replace(/[\s\u00a0\u202f]/g, ''))
  const amountMinor = parseAmount(text, terms.currency)
  if (isTooLong || (amountMinor ?? 0) > LIMITS.articlePriceMinor) return refuse('price', 'price-too-large', terms, name)
  return amountMinor === null ? refuse('price', 'price-invalid', terms, name) : read(amountMinor)
}

/** What the till is asked to save, or the first thing that cannot be read. */
export function requestOf(
  id: string | null,
  form: ArticleForm,
  lists: readonly PriceListView[],
  terms: FormTerms,
): Reading<Request<'articles.save'>> {
  if (form.name.trim() === '') return refuse('name', 'name-missing', terms)
  const hasNoPrice = form.price.trim() === ''
  if (hasNoPrice && !form.isOpenPrice) return refuse('price', 'price-missing', terms)
  const price = hasNoPrice ? read(0) : readTypedPrice(form.price, terms)
  if (!price.ok) return price
  const barcodes = readPacks(form, terms)
  if (!barcodes.ok) return barcodes
  const listPrices = readListPrices(form, lists, terms)
  if (!listPrices.ok) return listPrices
  const stock = readStock(form.stock, terms)
  if (!stock.ok) return stock
  const hasVariantName = form.variantName.trim() !== ''
  if ((form.parent === null) === hasVariantName) return refuse('variant', 'variant-name', terms)
  return read({
    id,
    article: {
      name: form.name,
      shortName: form.shortName.trim() === '' ? null : form.shortName,
      barcodes: barcodes.value,
      unit: form.unit,
      priceMinor: price.value,
      vatBasisPoints: form.vatBasisPoints,
      familyId: form.familyId,
      isOpenPrice: form.isOpenPrice,
      depositProductId: form.deposit?.id ?? null,
      parentId: form.parent?.id ?? null,
      variantName: hasVariantName ? form.variantName : null,
    },
    listPrices: listPrices.value,
    ...(stock.value !== null && { stock: stock.value }),
  })
}

type Draft = Request<'articles.save'>

function readPacks({ barcodes }: ArticleForm, terms: FormTerms): Reading<Draft['article']['barcodes']> {
  const packs: Draft['article']['barcodes'] = []
  for (const { barcode, pieces } of barcodes) {
    const quantityMilli = parseQuantityMilli(pieces.trim())
    if (quantityMilli === null) return refuse('barcodes', 'pack-invalid', terms, barcode)
    packs.push({ barcode, quantityMilli })
  }
  return read(packs)
}

function readListPrices(
  form: ArticleForm,
  lists: readonly PriceListView[],
  terms: FormTerms,
): Reading<Draft['listPrices']> {
  const prices: Draft['listPrices'] = []
  for (const { id: priceListId, name } of lists) {
    const text = form.listPrices[priceListId] ?? ''
    const price = text.trim() === '' ? read(null) : readTypedPrice(text, terms, name)
    if (!price.ok) return price
    prices.push({ priceListId, priceMinor: price.value })
  }
  return read(prices)
}

const SIGNS = { counted: 1, in: 1, out: -1 } as const

function readStock({ wish, figures, reason }: ArticleForm['stock'], terms: FormTerms): Reading<StockChange | null> {
  if (wish === 'none') return read(null)
  if (wish === 'uncounted') return read({ kind: 'uncounted', reason })
  const match = /^(-?)(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(
    figures.replace(/[\s\u00a0\u202f]/g, '').replace('\u2212', '-'),
  )
  if (match === null || (wish !== 'counted' && match[1] === '-')) return refuse('stock', 'stock-invalid', terms)
  const milli = (Number(match[2]) * 1_000 + Number((match[3] ?? '').padEnd(3, '0'))) * (match[1] === '-' ? -1 : 1)
  if (wish === 'counted') return read({ kind: 'counted', quantityMilli: milli === 0 ? 0 : milli, reason })
  return milli === 0
    ? refuse('stock', 'stock-invalid', terms)
    : read({ kind: 'moved', byMilli: milli * SIGNS[wish], reason })
}

/** What the stock would be, to be read before it is saved; null where it cannot be told. */
export function stockAfter(form: ArticleForm, beforeMilli: number | null, terms: FormTerms): number | null {
  const stock = readStock(form.stock, terms)
  if (!stock.ok || stock.value === null || stock.value.kind === 'uncounted') return null
  return stock.value.kind === 'counted' ? stock.value.quantityMilli : (beforeMilli ?? 0) + stock.value.byMilli
}
