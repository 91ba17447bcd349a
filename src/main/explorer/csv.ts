import type { Locale } from '#contract/locale.ts'
import { CURRENCIES, type Currency } from '#contract/money.ts'

/**
 * Comma-separated values (RFC 4180) as the spreadsheet of the language opens them by a double click: UTF-8 with its
 * mark, lines ended by CR LF, a semicolon and a decimal comma in French, Polish and German, a comma and a decimal point
 * in English.
 */
export const CSV_MARK = '\ufeff'

/** A cell: a text, or an amount, which stays a number. */
export type CsvCell = string | { readonly amountMinor: number; readonly currency: Currency }

/** A spreadsheet takes a text that begins so for a formula and runs it. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/
const NEEDS_QUOTES = /["\r\n]/

export function csvLine(cells: readonly CsvCell[], locale: Locale): string {
  const separator = locale === 'en' ? ',' : ';'
  const written = cells.map((cell) => (typeof cell === 'string' ? textCell(cell, separator) : amountCell(cell, locale)))
  return `${written.join(separator)}\r\n`
}

/** An apostrophe before what would be a formula makes it a text again. */
function textCell(text: string, separator: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  const quoted = NEEDS_QUOTES.test(harmless) || harmless.includes(separator)
  return quoted ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Plain figures with a minus, no grouping and no sign of the currency: a number to every spreadsheet. */
function amountCell({ amountMinor, currency }: Exclude<CsvCell, string>, locale: Locale): string {
  const { exponent } = CURRENCIES[currency]
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const mark = locale === 'en' ? '.' : ','
  const figures = `${amountMinor < 0 ? '-' : ''}${digits.slice(0, -exponent)}${mark}${digits.slice(-exponent)}`
  return figures
}
