import type { ImportProblemCode } from '#contract/import-words.ts'
import type { ColumnUse, ImportFormat, ProductColumn } from '#contract/views/import-view.ts'
import type { ProductBarcode, ProductRecord } from '../ports/catalogue.port.ts'
import type { FoundProduct, ListPrice, WantedProduct } from '../ports/product-imports.port.ts'
import { withEatenZeros } from './cell-values.ts'
import type { ArticleRow, RowProblem } from './read-row.ts'

/** What becomes of a row. */
export type RowDecision =
  | { readonly kind: 'refused'; readonly problems: readonly RowProblem[] }
  | {
      readonly kind: 'added' | 'changed' | 'unchanged'
      readonly line: number
      readonly record: ProductRecord
      readonly before: ProductRecord | null
      readonly changes: readonly ColumnChange[]
      readonly listPrices: readonly ListPrice[]
      /** What is imported and should be looked at all the same. */
      readonly notes: readonly RowProblem[]
    }

export interface ColumnChange {
  readonly column: Exclude<ColumnUse, 'ignored'>
  readonly before: string | number | boolean | null
  readonly after: string | number | boolean | null
}

/** What deciding needs of the shop and of the rows before. */
export interface DecisionTerms {
  readonly format: ImportFormat
  readonly newId: () => string
  /** The id of a family by its name as written; null where there can be no more families. */
  readonly familyOf: (name: string | null) => string | null
  /** The article that a reference or a barcode names, be it of the catalogue or of a row before. */
  readonly articleOf: (name: string) => string | null
  readonly claims: FileClaims
  readonly pricesBefore: ReadonlyMap<string, readonly ListPrice[]>
  readonly familiesMax: number
}

/** Which row of the file has a barcode or an article already. */
export class FileClaims {
  readonly #barcodes = new Map<string, number>()
  readonly #articles = new Map<string, number>()
  readonly #names = new Map<string, number>()

  lineOfBarcode(barcode: string): number | null {
    return this.#barcodes.get(barcode) ?? null
  }

  lineOfArticle(id: string): number | null {
    return this.#articles.get(id) ?? null
  }

  lineOfName(name: string): number | null {
    return this.#names.get(name) ?? null
  }

  claim(line: number, { id, name, barcodes }: Pick<ProductRecord, 'id' | 'name' | 'barcodes'>): void {
    this.#articles.set(id, line)
    this.#names.set(name, line)
    for (const { barcode } of barcodes) this.#barcodes.set(barcode, line)
  }
}

/** The codes that a row may be known under: its own, and those whose first zeros a spreadsheet ate. */
export function wantedProduct(row: ArticleRow): WantedProduct {
  const codes = (row.barcodes ?? []).flatMap(({ barcode }) => {
    const whole = withEatenZeros(barcode)
    return whole === null ? [barcode] : [barcode, whole]
  })
  return {
    reference: row.reference ?? null,
    barcodes: codes,
    name: row.reference === undefined && codes.length === 0 ? (row.name ?? null) : null,
  }
}

/** Decides one row beside what was found of it; what it may not do is named, and changes nothing. */
export function decideRow(row: ArticleRow, found: FoundProduct, terms: DecisionTerms): RowDecision {
  const refuse = (
    column: RowProblem['column'],
    code: ImportProblemCode,
    details: RowProblem['details'] = {},
    value = '',
  ): RowDecision => ({ kind: 'refused', problems: [{ line: row.line, column, code, details, value }] })

  const owners = [...new Map(found.byBarcodes.flatMap((one) => (one === null ? [] : [[one.id, one]]))).values()]
  const before = found.byReference ?? owners[0] ?? found.byName
  const stranger = owners.find(({ id }) => id !== before?.id)
  if (before !== null && stranger !== undefined) {
    return found.byReference === null
      ? refuse('barcodes', 'two-articles', { one: before.name, other: stranger.name })
      : refuse('barcodes', 'barcode-taken', { name: stranger.name })
  }
  const barcodes = mergedBarcodes(row, before)
  const twice = barcodes.find(({ barcode }) => terms.claims.lineOfBarcode(barcode) !== null)
  if (twice !== undefined) {
    const line = terms.claims.lineOfBarcode(twice.barcode) ?? 0
    return refuse('barcodes', 'barcode-twice', { line }, twice.barcode)
  }
  const id = before?.id ?? row.reference ?? terms.newId()
  const claimed = terms.claims.lineOfArticle(id) ?? lineOfNamesake(row, terms)
  if (claimed !== null) return refuse(null, 'reference-twice', { line: claimed })
  const links = linksOf(row, before, terms)
  if ('code' in links) return refuse(links.column, links.code)
  const family = familyOf(row, before, terms)
  if (family === null) return refuse('family', 'families-full', { max: terms.familiesMax })
  const { format } = terms
  if (row.name === undefined && before === null) return refuse('name', 'name-missing')
  const isOpenPrice = row.isOpenPrice ?? before?.isOpenPrice ?? (row.priceMinor === undefined && before === null)
  const mayBeAsked = row.isOpenPrice ?? format.withoutPrice === 'open-price'
  if (row.priceMinor === undefined && before === null && !mayBeAsked) return refuse('price', 'price-missing')
  const shortName = row.shortName ?? before?.shortName
  const record: ProductRecord = {
    id,
    name: row.name ?? before?.name ?? '',
    ...(shortName !== undefined && { shortName }),
    barcodes,
    unit: row.unit ?? before?.unit ?? 'piece',
    priceMinor: row.priceMinor ?? before?.priceMinor ?? 0,
    vatBasisPoints: row.vatBasisPoints ?? before?.vatBasisPoints ?? format.vatBasisPoints,
    familyId: family,
    ...(isOpenPrice && { isOpenPrice: true as const }),
    ...((row.isArchived ?? before?.isArchived ?? false) && { isArchived: true as const }),
    ...links,
    ...(row.stockMilli !== undefined && { stockMilli: row.stockMilli }),
  }
  terms.claims.claim(row.line, record)
  return { ...outcome(row, record, before, terms), line: row.line, record, before }
}

/** A row with nothing but a name is the article that a row before it named. */
function lineOfNamesake({ name, reference, barcodes = [] }: ArticleRow, { claims }: DecisionTerms): number | null {
  return name === undefined || reference !== undefined || barcodes.length > 0 ? null : claims.lineOfName(name)
}

function outcome(row: ArticleRow, record: ProductRecord, before: ProductRecord | null, terms: DecisionTerms) {
  const prices = terms.pricesBefore.get(record.id) ?? []
  const listPrices = row.listPrices
    .filter(({ priceListId, priceMinor }) => priceOf(prices, priceListId) !== priceMinor)
    .map((price) => ({ ...price, productId: record.id }))
  const changes: ColumnChange[] = [
    ...(before === null ? [] : changesOf(before, record)),
    ...listPrices.map(({ priceListId, priceMinor }) => {
      return { column: `list:${priceListId}` as const, before: priceOf(prices, priceListId), after: priceMinor }
    }),
  ]
  const isFree = record.priceMinor === 0 && record.isOpenPrice !== true && before?.priceMinor !== 0
  const notes: RowProblem[] = isFree
    ? [{ line: row.line, column: 'price', code: 'price-zero', details: {}, value: '0' }]
    : []
  const kind = before === null ? 'added' : changes.length > 0 ? 'changed' : 'unchanged'
  return { kind, changes, listPrices, notes } as const
}

const priceOf = (prices: readonly ListPrice[], listId: string): number | null =>
  prices.find(({ priceListId }) => priceListId === listId)?.priceMinor ?? null

/** Those there are, then those that the file adds: a supplier's list with one code an article takes none away. */
function mergedBarcodes(row: ArticleRow, before: ProductRecord | null): readonly ProductBarcode[] {
  const known = new Map((before?.barcodes ?? []).map((each) => [each.barcode, each]))
  for (const each of row.barcodes ?? []) {
    const whole = withEatenZeros(each.barcode)
    const code = whole !== null && known.has(whole) && !known.has(each.barcode) ? whole : each.barcode
    known.set(code, { ...each, barcode: code })
  }
  return [...known.values()]
}

type Links = Pick<ProductRecord, 'depositProductId' | 'parentId' | 'variantName'>
type WrongLink = { readonly column: ProductColumn; readonly code: ImportProblemCode }

function linksOf(row: ArticleRow, before: ProductRecord | null, { articleOf }: DecisionTerms): Links | WrongLink {
  const depositProductId = row.deposit === undefined ? before?.depositProductId : articleOf(row.deposit)
  if (depositProductId === null) return { column: 'deposit', code: 'article-unknown' }
  const parentId = row.parent === undefined ? before?.parentId : articleOf(row.parent)
  if (parentId === null) return { column: 'parent', code: 'article-unknown' }
  const variantName = row.variantName ?? before?.variantName
  if ((parentId === undefined) !== (variantName === undefined)) return { column: 'variant', code: 'variant-name' }
  return {
    ...(depositProductId !== undefined && { depositProductId }),
    ...(parentId !== undefined && { parentId }),
    ...(variantName !== undefined && { variantName }),
  }
}

function familyOf(row: ArticleRow, before: ProductRecord | null, { familyOf: named, format }: DecisionTerms) {
  if (row.familyName !== undefined) return named(row.familyName)
  return before?.familyId ?? format.familyId ?? named(null)
}

/** By column, what an article has now and would have then. Stock only where the file tells it. */
function changesOf(before: ProductRecord, after: ProductRecord): ColumnChange[] {
  const pairs: readonly (readonly [ProductColumn, ColumnChange['before'], ColumnChange['after']])[] = [
    ['name', before.name, after.name],
    ['shortName', before.shortName ?? null, after.shortName ?? null],
    ['barcodes', barcodesText(before.barcodes), barcodesText(after.barcodes)],
    ['price', before.priceMinor, after.priceMinor],
    ['vat', before.vatBasisPoints, after.vatBasisPoints],
    ['family', before.familyId, after.familyId],
    ['unit', before.unit, after.unit],
    ['openPrice', before.isOpenPrice === true, after.isOpenPrice === true],
    ['deposit', before.depositProductId ?? null, after.depositProductId ?? null],
    ['parent', before.parentId ?? null, after.parentId ?? null],
    ['variant', before.variantName ?? null, after.variantName ?? null],
    ['archived', before.isArchived === true, after.isArchived === true],
    ...(after.stockMilli === undefined ? [] : [['stock', before.stockMilli ?? null, after.stockMilli] as const]),
  ]
  return pairs.flatMap(([column, was, is]) => (was === is ? [] : [{ column, before: was, after: is }]))
}

/** `3760001234567|3760001234574*6`: the first is the one that is shown. */
export function barcodesText(barcodes: readonly ProductBarcode[]): string {
  return barcodes
    .map(({ barcode, quantityMilli }) => (quantityMilli === 1_000 ? barcode : `${barcode}*${quantityMilli / 1_000}`))
    .join('|')
}
