import type { ImportProblemCode } from '#contract/import-words.ts'
import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES, type Currency, formatAmount } from '#contract/money.ts'
import type { DecimalMark } from '#contract/views/import-view.ts'
import { hasCheckDigit, holdsCardNumber, isEan } from '../barcode/barcode.ts'
import type { ProductBarcode } from '../ports/catalogue.port.ts'
import { foldWords } from './guess-columns.ts'

/** Why a cell is not read; the details fill the sentence. */
export interface CellProblem {
  readonly code: ImportProblemCode
  readonly details?: Readonly<Record<string, string | number>>
}

export type CellReading<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: CellProblem }

const read = <Value>(value: Value): CellReading<Value> => ({ ok: true, value })
const refuse = (code: ImportProblemCode, details: CellProblem['details'] = {}): CellReading<never> => {
  return { ok: false, problem: { code, details } }
}

const BLANKS = /[\s\u00a0\u202f']/g
const MONEY_SIGNS = /€|zł|pln|eur|zl/gi

/**
 * A number as people and spreadsheets write it, exactly: `1 234,50`, `1.234,50`, `1,234.50`, `12`. What stands before one or two
 * last figures is the decimal mark, whichever it is; before three it is that of the file.
 * @returns thousandths of the unit, or null when it is no number or has more decimals than three.
 */
export function readMilli(text: string, mark: DecimalMark): number | null {
  const figures = text
    .replace(BLANKS, '')
    .replace(/^\+/, '')
    .replace(/^[\u2212\u2013]/, '-')
  if (!/^-?\d[\d.,]*$/.test(figures)) return null
  const lastMark = Math.max(figures.lastIndexOf('.'), figures.lastIndexOf(','))
  const after = lastMark === -1 ? 0 : figures.length - lastMark - 1
  const isDecimal = lastMark !== -1 && isDecimalMark(figures, lastMark, after, mark)
  const whole = isDecimal ? figures.slice(0, lastMark) : figures
  const decimals = isDecimal ? figures.slice(lastMark + 1).replace(/0+$/, '') : ''
  const digits = /^-?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/.test(whole) ? whole.replace(/[.,]/g, '') : whole
  if (!/^-?\d{1,12}$/.test(digits) || decimals.length > 3) return null
  const sign = digits.startsWith('-') ? -1 : 1
  const milli = Math.abs(Number(digits)) * 1_000 + Number(decimals.padEnd(3, '0'))
  return milli === 0 ? 0 : sign * milli
}

function isDecimalMark(figures: string, at: number, after: number, mark: DecimalMark): boolean {
  const character = figures[at] ?? ''
  const isOnly = figures.indexOf(character) === at
  if (!isOnly) return false
  const hasOther = figures.slice(0, at).search(/[.,]/) !== -1
  return after !== 3 || hasOther || /^-?0/.test(figures) || character === (mark === 'comma' ? ',' : '.')
}

/** A price with tax in minor units. */
export function readPrice(text: string, mark: DecimalMark, currency: Currency): CellReading<number> {
  const milli = readMilli(text.replace(MONEY_SIGNS, ''), mark)
  if (milli === null) return refuse('price-invalid')
  if (milli < 0) return refuse('price-negative')
  const minor = (milli * 10 ** CURRENCIES[currency].exponent) / 1_000
  if (!Number.isInteger(minor)) return refuse('price-invalid')
  const largest = LIMITS.articlePriceMinor
  return minor > largest ? refuse('price-too-large', { max: formatAmount(largest, currency) }) : read(minor)
}

/** Exempt from tax, in Poland and elsewhere. */
const NO_TAX = new Set(['zw', 'np', 'exonere', 'exempt', 'befreit', '0'])

/** A rate of the shop: `5,5`, `5.5 %`, `TVA 5,5`, `0.055` or `550` in hundredths of a percent, whichever the shop has. */
export function readRate(text: string, rates: readonly number[]): CellReading<number> {
  const shown = rates.map(formatRate).join(', ')
  if (NO_TAX.has(foldWords(text)) && rates.includes(0)) return read(0)
  const match = /^[^\d-]*(\d{1,5})(?:[.,](\d{1,4}))?\s*%?\s*$/.exec(text.trim())
  if (match === null) return refuse('vat-invalid')
  const tenThousandths = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
  const meanings = [tenThousandths / 100, tenThousandths, tenThousandths / 10_000]
  const rate = meanings.find((basisPoints) => rates.includes(basisPoints))
  return rate === undefined ? refuse('vat-unknown', { rates: shown }) : read(rate)
}

/** `550` is `5,5`. */
export function formatRate(basisPoints: number): string {
  return String(basisPoints / 100).replace('.', ',')
}

const CODE_DIGITS_MIN = 3
const CODE_DIGITS_MAX = 14
const EAN_DIGITS = 13
/** Lengths that end in a check digit (GS1 General Specifications 7.9): EAN-8, UPC-A, EAN-13, GTIN-14. */
const CHECKED_LENGTHS = new Set([8, 12, 13, 14])
const ONE_PIECE_MILLI = 1_000

/** Several codes in one cell, each with how much one scan of it is: `3760001234567|3760001234574*6`. */
export function readBarcodes(text: string): CellReading<readonly ProductBarcode[]> {
  if (/^\d(?:[.,]\d+)?e\+?\d+$/i.test(text.trim())) return refuse('barcode-spreadsheet')
  const codes = new Map<string, ProductBarcode>()
  for (const part of text.split(/[\s|,;/]+/).filter(Boolean)) {
    const [code = '', quantity] = part.split(/[*x×]/)
    const checked = readCode(code)
    if (!checked.ok) return checked
    const quantityMilli = quantity === undefined ? ONE_PIECE_MILLI : readMilli(quantity, 'point')
    if (quantityMilli === null || quantityMilli <= 0 || quantityMilli > LIMITS.lineQuantity * ONE_PIECE_MILLI) {
      return refuse('barcode-invalid', { min: CODE_DIGITS_MIN, max: CODE_DIGITS_MAX })
    }
    codes.set(checked.value, { barcode: checked.value, quantityMilli })
  }
  if (codes.size > LIMITS.articleBarcodes) return refuse('barcodes-too-many', { max: LIMITS.articleBarcodes })
  return read([...codes.values()])
}

/** Digits as printed; a UPC-A under its thirteen-digit form. */
export function readCode(code: string): CellReading<string> {
  if (!/^\d+$/.test(code) || code.length < CODE_DIGITS_MIN || code.length > CODE_DIGITS_MAX) {
    return refuse('barcode-invalid', { min: CODE_DIGITS_MIN, max: CODE_DIGITS_MAX })
  }
  if (CHECKED_LENGTHS.has(code.length) && !hasCheckDigit(code)) return refuse('barcode-check')
  if (holdsCardNumber(code)) return refuse('card-number')
  return read(code.length === 12 ? `0${code}` : code)
}

/** A code whose first zeros a spreadsheet may have eaten, with them; null where it is none. */
export function withEatenZeros(code: string): string | null {
  if (code.length >= EAN_DIGITS) return null
  const whole = code.padStart(EAN_DIGITS, '0')
  return isEan(whole) ? whole : null
}

const PIECE = new Set([
  'piece',
  'pieces',
  'pce',
  'pcs',
  'pc',
  'u',
  'un',
  'unite',
  'ea',
  'each',
  'unit',
  'szt',
  'sztuka',
  'stuck',
  'stueck',
  'stk',
  'st',
  '1',
])
const KILOGRAM = new Set([
  'kg',
  'kilo',
  'kilogramme',
  'kilogram',
  'kilogramm',
  'kilos',
  'poids',
  'weight',
  'waga',
  'gewicht',
])

/** By the piece or by the kilogram, in any of the four languages. */
export function readUnit(text: string): CellReading<'piece' | 'kg'> {
  const word = foldedOnce(text)
  if (PIECE.has(word)) return read('piece')
  return KILOGRAM.has(word) ? read('kg') : refuse('unit-unknown')
}

const YES = new Set(['oui', 'o', 'yes', 'y', 'tak', 't', 'ja', 'j', '1', 'x', 'true', 'vrai', 'prawda', 'wahr'])
const NO = new Set(['non', 'n', 'no', 'nie', 'nein', '0', 'false', 'faux', 'falsz', 'falsch'])

/** Yes or no, in any of the four languages. */
export function readYesNo(text: string): CellReading<boolean> {
  const word = foldedOnce(text)
  if (YES.has(word)) return read(true)
  return NO.has(word) ? read(false) : refuse('yes-no')
}

/** Columns of few different words are folded once a word; a file full of others costs no memory. */
const folded = new Map<string, string>()
const FOLDED_MAX = 64

function foldedOnce(text: string): string {
  const known = folded.get(text)
  if (known !== undefined) return known
  const words = foldWords(text)
  if (folded.size < FOLDED_MAX && text.length < FOLDED_MAX) folded.set(text, words)
  return words
}

/** A count in thousandths; it may be below zero. */
export function readStock(text: string, mark: DecimalMark): CellReading<number> {
  const milli = readMilli(text, mark)
  return milli === null || Math.abs(milli) > LIMITS.articleStockMilli ? refuse('stock-invalid') : read(milli)
}

const REFERENCE = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/:-]*[\p{L}\p{N}])?$/u

/** What the shop knows an article by. */
export function readReference(text: string): CellReading<string> {
  const reference = text.normalize('NFC')
  const isUsable = reference.length <= LIMITS.articleReferenceCharacters && REFERENCE.test(reference)
  return isUsable ? read(reference) : refuse('reference-invalid', { max: LIMITS.articleReferenceCharacters })
}
