import { CURRENCIES, type Currency, formatFigures } from '#contract/money.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import type { SaleLineView, Scheme, VatRow } from '#contract/views/sale-view.ts'
import { cellsFit, type PaperRows } from './paper-rows.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** `1 234,56`, with the spaces and the minus that paper has. */
export function paperFigures(amountMinor: number, currency: Currency): string {
  return foldForPaper(formatFigures(amountMinor, currency))
}

/** `37,76 EUR`: on paper the code, since not every printer has the sign. */
export function paperAmount(amountMinor: number, currency: Currency): string {
  return `${paperFigures(amountMinor, currency)} ${currency}`
}

/** Hundredths of a percent as `5,5 %`, with at least `decimalsMin` decimals and the mark that amounts have in the shop's currency. */
export function paperPercent(basisPoints: number, decimalsMin: 0 | 1, currency: Currency): string {
  const [whole, decimals = ''] = (basisPoints / 100).toFixed(2).split('.')
  const kept = decimals.replace(/0{1,2}$/, '').padEnd(decimalsMin, '0')
  return `${whole}${kept === '' ? '' : `${CURRENCIES[currency].mark}${kept}`} %`
}

/** `2` pieces, `0,412 kg` or `23,456 l`; with a point where amounts have one. */
export function paperQuantity(
  { quantityMilli, unit }: Pick<SaleLineView, 'quantityMilli' | 'unit'>,
  currency: Currency,
): string {
  const { mark } = CURRENCIES[currency]
  const decimals = String(quantityMilli % 1000).padStart(3, '0')
  const whole = Math.floor(quantityMilli / 1000)
  if (unit === 'kg') return `${whole}${mark}${decimals} kg`
  if (unit === 'litre') return `${whole}${mark}${decimals} l`
  return decimals === '000' ? String(whole) : `${whole}${mark}${decimals}`
}

/** Two decimals, or three where the price has thousandths: `1,879`. */
export function paperUnitPrice(
  { unitPriceMinor, unitPriceMilli }: Pick<SaleLineView, 'unitPriceMinor' | 'unitPriceMilli'>,
  currency: Currency,
): string {
  if (unitPriceMilli === undefined) return paperFigures(unitPriceMinor, currency)
  return `${Math.floor(unitPriceMilli / 1000)}${CURRENCIES[currency].mark}${String(unitPriceMilli % 1000).padStart(3, '0')}`
}

/** `2026-11-22` in the order and with the signs of the language. */
export function paperDate(localDate: string, words: TicketWords): string {
  const [year = '', month = '', day = ''] = localDate.split('-')
  return fill(words.date, { year, month, day })
}

export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = {
  cb: 'CB',
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  diners: 'Diners Club',
  other: '',
}

/** The four ends of the VAT table's cells; the first holds letter and rate together. */
const VAT_WIDTHS: Readonly<Record<number, readonly [number, number, number, number]>> = {
  32: [11, 7, 7, 7],
  42: [16, 8, 9, 9],
  48: [18, 10, 10, 10],
}

/**
 * VAT by rate: a table where the figures fit, else each rate as a block of labelled figures, so that a narrow paper
 * or a large amount loses nothing.
 */
export function addVatTable(rows: PaperRows, vat: readonly VatRow[], currency: Currency, words: TicketWords): void {
  const [first, ...others] = VAT_WIDTHS[rows.columns] ?? [rows.columns, 0, 0, 0]
  const cells = (label: string, rate: string, figures: readonly string[]) => [
    { text: label + rate.padStart(first - label.length), width: first },
    ...figures.map((text, index) => ({ text, width: others[index] ?? 0 })),
  ]
  const lines = vat.map(({ letter, basisPoints, netMinor, vatMinor, grossMinor }) => ({
    letter,
    rate: paperPercent(basisPoints, 1, currency),
    figures: [netMinor, vatMinor, grossMinor].map((amountMinor) => paperFigures(amountMinor, currency)),
  }))
  const table = [
    cells(words.vat, `${words.vatRate} `, [words.vatNet, words.vat, words.vatGross]),
    ...lines.map(({ letter, rate, figures }) => cells(letter, rate, figures)),
  ]
  if (table.every(cellsFit)) {
    for (const row of table) rows.table(row)
    return
  }
  for (const { letter, rate, figures } of lines) {
    rows.left(`${words.vat} ${letter} ${rate}`)
    for (const [index, label] of [words.vatNet, words.vat, words.vatGross].entries())
      rows.pair(`  ${label}`, figures[index] ?? '')
  }
}
