import { COLUMN_WORDS, FILE_WORDS, filled, problemSentence } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { CURRENCIES, type Currency } from '#contract/money.ts'
import { type ColumnUse, PRODUCT_COLUMNS, type ProductColumn } from '#contract/views/import-view.ts'
import type { FamilyView } from '#contract/views/till-view.ts'
import type { PriceList, ProductRecord } from '../ports/catalogue.port.ts'
import type { ListPrice } from '../ports/product-imports.port.ts'
import { harmlessText } from './cell-text.ts'
import { barcodesText } from './decide-row.ts'
import { familyName } from './family-names.ts'
import type { RowProblem } from './read-row.ts'

/** Tells a spreadsheet that the file is UTF-8. */
export const CSV_MARK = '\ufeff'

export interface ExportTerms {
  readonly locale: Locale
  readonly currency: Currency
  readonly families: readonly FamilyView[]
  readonly priceLists: readonly Pick<PriceList, 'id' | 'name'>[]
}

/**
 * A row as spreadsheets of the language open it by a double click: a semicolon and a decimal comma in French, Polish and
 * German, a comma and a decimal point in English. No cell is a formula, and what is read again is what was written.
 */
function rowOf(cells: readonly string[], locale: Locale): string {
  const separator = locale === 'en' ? ',' : ';'
  const written = cells.map((cell) =>
    /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${written.join(separator)}\r\n`
}

/** The line with the names of the columns, in the till's language. */
export function exportHead({ locale, priceLists }: ExportTerms): string {
  const names = [
    ...PRODUCT_COLUMNS.map((column) => COLUMN_WORDS[column][locale]),
    ...priceLists.map(({ name }) => harmlessText(filled(FILE_WORDS.list[locale], { name }))),
  ]
  return rowOf(names, locale)
}

/** An article as a line that an import reads again. */
export function exportRow(record: ProductRecord, prices: readonly ListPrice[], terms: ExportTerms): string {
  const { locale, currency, priceLists } = terms
  const cells = PRODUCT_COLUMNS.map((column) => CELLS[column](record, terms))
  const inLists = priceLists.map(({ id }) => {
    const price = prices.find(({ priceListId, productId }) => priceListId === id && productId === record.id)
    return price === undefined ? '' : amount(price.priceMinor, currency, locale)
  })
  return rowOf([...cells, ...inLists], locale)
}

const decimal = (figures: string, locale: Locale): string => (locale === 'en' ? figures : figures.replace('.', ','))

function amount(minor: number, currency: Currency, locale: Locale): string {
  const { exponent } = CURRENCIES[currency]
  const digits = String(minor).padStart(exponent + 1, '0')
  return decimal(`${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`, locale)
}

type CellOf = (record: ProductRecord, terms: ExportTerms) => string

const CELLS: Readonly<Record<ProductColumn, CellOf>> = {
  reference: ({ id }) => harmlessText(id),
  name: ({ name }) => harmlessText(name),
  shortName: ({ shortName = '' }) => harmlessText(shortName),
  barcodes: ({ barcodes }) => barcodesText(barcodes),
  price: ({ priceMinor }, { currency, locale }) => amount(priceMinor, currency, locale),
  vat: ({ vatBasisPoints }, { locale }) => decimal(String(vatBasisPoints / 100), locale),
  family: ({ familyId }, { families, locale }) => {
    const family = families.find(({ id }) => id === familyId)
    return harmlessText(family === undefined ? familyId : familyName(family, locale))
  },
  unit: ({ unit }, { locale }) => FILE_WORDS[`unit.${unit}`][locale],
  openPrice: ({ isOpenPrice = false }, { locale }) => FILE_WORDS[isOpenPrice ? 'yes' : 'no'][locale],
  deposit: ({ depositProductId = '' }) => harmlessText(depositProductId),
  stock: ({ stockMilli }, { locale }) => (stockMilli == null ? '' : decimal(String(stockMilli / 1_000), locale)),
  parent: ({ parentId = '' }) => harmlessText(parentId),
  variant: ({ variantName = '' }) => harmlessText(variantName),
  archived: ({ isArchived = false }, { locale }) => FILE_WORDS[isArchived ? 'yes' : 'no'][locale],
}

/** Our name of a column. */
export function columnName(
  column: RowProblem['column'],
  { locale, priceLists }: Pick<ExportTerms, 'locale' | 'priceLists'>,
): string {
  if (column === null) return ''
  if (!isList(column)) return COLUMN_WORDS[column][locale]
  const name = priceLists.find(({ id }) => `list:${id}` === column)?.name ?? ''
  return filled(FILE_WORDS.list[locale], { name })
}

const isList = (column: Exclude<ColumnUse, 'ignored'>): column is `list:${string}` => column.startsWith('list:')

/** What is to be corrected, line by line. */
export function* problemRows(
  problems: readonly RowProblem[],
  total: number,
  terms: Pick<ExportTerms, 'locale' | 'priceLists'>,
): Generator<string> {
  const { locale } = terms
  const words = (['head.line', 'head.column', 'head.value', 'head.problem'] as const).map(
    (key) => FILE_WORDS[key][locale],
  )
  yield CSV_MARK + rowOf(words, locale)
  for (let at = 0; at < problems.length; at += LIMITS.exportPageRows) {
    yield problems
      .slice(at, at + LIMITS.exportPageRows)
      .map(({ line, column, code, details, value }) =>
        rowOf(
          [String(line), columnName(column, terms), harmlessText(value), problemSentence(code, details, locale)],
          locale,
        ),
      )
      .join('')
  }
  const left = total - problems.length
  if (left > 0) yield rowOf(['', '', '', filled(FILE_WORDS.more[locale], { count: left })], locale)
}
