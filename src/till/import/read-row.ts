import type { ImportProblemCode } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import type { ColumnUse, ImportFormat, ProductColumn } from '#contract/views/import-view.ts'
import { holdsCardNumber, isEan } from '../barcode/barcode.ts'
import type { ProductBarcode } from '../ports/catalogue.port.ts'
import { holdsSteering, isUnreadable, readText, shownCell } from './cell-text.ts'
import {
  type CellProblem,
  type CellReading,
  readBarcodes,
  readPrice,
  readRate,
  readReference,
  readStock,
  readUnit,
  readYesNo,
} from './cell-values.ts'
import type { FileRecord } from './file-records.ts'

/** Something of a row that a person should look at. */
export interface RowProblem {
  readonly line: number
  /** Null: the row as a whole. */
  readonly column: Exclude<ColumnUse, 'ignored'> | null
  readonly code: ImportProblemCode
  readonly details: Readonly<Record<string, string | number>>
  /** As it may be shown. */
  readonly value: string
}

/** What a row says of an article; what it does not say is left out. */
export interface ArticleRow {
  readonly line: number
  readonly reference?: string
  readonly name?: string
  readonly shortName?: string
  readonly barcodes?: readonly ProductBarcode[]
  readonly priceMinor?: number
  readonly vatBasisPoints?: number
  /** As it is written in the file. */
  readonly familyName?: string
  readonly unit?: 'piece' | 'kg'
  readonly isOpenPrice?: boolean
  /** Reference or barcode of the article that is the deposit, and of the one that this is a variant of. */
  readonly deposit?: string
  readonly parent?: string
  readonly variantName?: string
  readonly stockMilli?: number
  readonly isArchived?: boolean
  readonly listPrices: readonly { readonly priceListId: string; readonly priceMinor: number }[]
}

export interface RowTerms {
  readonly format: ImportFormat
  readonly currency: Currency
  /** Of the shop. */
  readonly rates: readonly number[]
}

export type RowReading =
  | { readonly ok: true; readonly row: ArticleRow }
  | { readonly ok: false; readonly line: number; readonly problems: readonly RowProblem[] }

type Mutable<Row> = { -readonly [Name in keyof Row]: Row[Name] }
type Draft = Mutable<Omit<ArticleRow, 'listPrices'>> & { listPrices: { priceListId: string; priceMinor: number }[] }

/**
 * Reads one row as the format says; all of its problems are named, not the first alone. What may be a card number, what
 * steers a printer and what cannot be read is refused, and nothing of it goes on.
 */
export function readRow(record: FileRecord, terms: RowTerms): RowReading {
  const { line, cells, problem } = record
  const { columns } = terms.format
  if (cells === null) {
    const code = problem ?? 'quotes'
    return { ok: false, line, problems: [rowProblem(line, code, { max: LIMITS.importRowCharacters })] }
  }
  const used = withoutEmptyEnd(cells, columns.length)
  if (used.length !== columns.length) {
    const details = { found: used.length, wanted: columns.length }
    return { ok: false, line, problems: [rowProblem(line, 'columns', details)] }
  }
  const draft: Draft = { line, listPrices: [] }
  const problems: RowProblem[] = []
  for (const [place, use] of columns.entries()) {
    const cell = used[place] ?? ''
    if (use === 'ignored' || cell.trim() === '') continue
    const wrong = readCell(draft, use, cell, terms)
    if (wrong !== null) {
      problems.push({ line, column: use, code: wrong.code, details: wrong.details ?? {}, value: shownCell(cell) })
    }
  }
  return problems.length > 0 ? { ok: false, line, problems } : { ok: true, row: draft }
}

const rowProblem = (line: number, code: ImportProblemCode, details: RowProblem['details']): RowProblem => {
  return { line, column: null, code, details, value: '' }
}

/** Spreadsheets end rows with separators of columns that are empty in all of them. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  let length = cells.length
  while (length > width && cells[length - 1]?.trim() === '') length -= 1
  return cells.slice(0, length)
}

/** No card number is shorter: most cells are passed over at once. */
const CARD_CHARACTERS = 13

/** Columns that name an article: shops and we ourselves name many by their barcode. */
const NAMING: ReadonlySet<ColumnUse> = new Set(['reference', 'deposit', 'parent'])

/** Every tenth barcode passes for a card number by chance: `p-3456300008111` is one, and no card. */
const withoutBarcodes = (text: string): string => text.replace(/\d+/g, (digits) => (isEan(digits) ? '' : digits))

/** Western letters, figures and signs, none of which steers or is unreadable: most cells are looked at no closer. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u017f]*$/

/** Puts what the cell says into the draft. @returns why it does not, or null. */
function readCell(draft: Draft, use: Exclude<ColumnUse, 'ignored'>, cell: string, terms: RowTerms): CellProblem | null {
  const isPlain = PLAIN.test(cell)
  const text = readText((isPlain ? cell : cell.replace(/[\t\r\n]+/g, ' ')).trim())
  if (!isPlain && isUnreadable(text)) return { code: 'unreadable' }
  if (!isPlain && holdsSteering(text)) return { code: 'steering' }
  // Codes are looked at one by one: two barcodes in a cell may look like one card number.
  if (
    use !== 'barcodes' &&
    text.length >= CARD_CHARACTERS &&
    holdsCardNumber(NAMING.has(use) ? withoutBarcodes(text) : text)
  ) {
    return { code: 'card-number' }
  }
  if (use.startsWith('list:')) {
    const priceListId = use.slice('list:'.length)
    const { decimalMark } = terms.format
    return keep(readPrice(text, decimalMark, terms.currency), (priceMinor) => {
      draft.listPrices.push({ priceListId, priceMinor })
    })
  }
  return CELLS[use as ProductColumn](draft, text, terms)
}

function keep<Value>(reading: CellReading<Value>, put: (value: Value) => void): CellProblem | null {
  if (!reading.ok) return reading.problem
  put(reading.value)
  return null
}

type CellOf = (draft: Draft, text: string, terms: RowTerms) => CellProblem | null

const CELLS: Readonly<Record<ProductColumn, CellOf>> = {
  reference: (draft, text) =>
    keep(readReference(text), (value) => {
      draft.reference = value
    }),
  name: (draft, text) =>
    keep(readName(text, LIMITS.articleNameCharacters), (value) => {
      draft.name = value
    }),
  shortName: (draft, text) =>
    keep(readName(text, LIMITS.articleShortNameCharacters), (value) => {
      draft.shortName = value
    }),
  barcodes: (draft, text) =>
    keep(readBarcodes(text), (value) => {
      draft.barcodes = value
    }),
  price: (draft, text, { format, currency }) =>
    keep(readPrice(text, format.decimalMark, currency), (value) => {
      draft.priceMinor = value
    }),
  vat: (draft, text, { rates }) =>
    keep(readRate(text, rates), (value) => {
      draft.vatBasisPoints = value
    }),
  family: (draft, text) => {
    const name = spaced(text)
    if (name.length > LIMITS.familyNameCharacters) {
      return { code: 'family-invalid', details: { max: LIMITS.familyNameCharacters } }
    }
    draft.familyName = name
    return null
  },
  unit: (draft, text) =>
    keep(readUnit(text), (value) => {
      draft.unit = value
    }),
  openPrice: (draft, text) =>
    keep(readYesNo(text), (value) => {
      draft.isOpenPrice = value
    }),
  deposit: (draft, text) => {
    draft.deposit = text
    return null
  },
  stock: (draft, text, { format }) =>
    keep(readStock(text, format.decimalMark), (value) => {
      draft.stockMilli = value
    }),
  parent: (draft, text) => {
    draft.parent = text
    return null
  },
  variant: (draft, text) =>
    keep(readName(text, LIMITS.articleNameCharacters), (value) => {
      draft.variantName = value
    }),
  archived: (draft, text) =>
    keep(readYesNo(text), (value) => {
      draft.isArchived = value
    }),
}

const spaced = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

function readName(text: string, max: number): CellReading<string> {
  const name = spaced(text)
  return name.length > max
    ? { ok: false, problem: { code: 'name-too-long', details: { max } } }
    : { ok: true, value: name }
}
