import type { Locale } from '#contract/locale.ts'
import { type Currency, formatFigures } from '#contract/money.ts'
import type { TipChoice } from '#contract/tip.ts'
import type { SaleLineView, SaleView } from '#contract/views/sale-view.ts'
import type { ScenarioTicket } from './scenario.machine.ts'

/** Lines of a menu on a pad: nine at most, each with two columns for the key that takes it. */
const CHOICES_MAX = 9
const COLUMNS = 14

/** Left and right end of a line; the words give way to the figures. */
function line(words: string, figures: string): string {
  const room = COLUMNS - figures.length - 1
  return `${words.slice(0, Math.max(0, room)).padEnd(Math.max(0, room))} ${figures}`
}

/** Tickets to choose from, the oldest first: what they wait under, else the end of their number, and what they cost. */
export function ticketChoices(
  tickets: readonly ScenarioTicket[],
  totalMinor: (saleId: string) => number,
  currency: Currency,
): string[] {
  return tickets
    .slice(0, CHOICES_MAX)
    .map(({ saleId, number, reference }) => line(reference ?? number, formatFigures(totalMinor(saleId), currency)))
}

/** The lines of a ticket; what does not fit is summed in the last one. */
export function lineChoices(lines: readonly SaleLineView[], currency: Currency): string[] {
  const shown = lines.length <= CHOICES_MAX ? lines : lines.slice(0, CHOICES_MAX - 1)
  const rest = lines.slice(shown.length)
  const rows = shown.map(({ name, quantityMilli, unit, totalMinor }) => {
    const pieces = unit === 'piece' && quantityMilli > 1_000 ? `${quantityMilli / 1_000} ` : ''
    return line(`${pieces}${name}`, formatFigures(totalMinor, currency))
  })
  if (rest.length === 0) return rows
  const restMinor = rest.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  return [...rows, line(`+ ${rest.length}`, formatFigures(restMinor, currency))]
}

const NO_TIP: Readonly<Record<Locale, string>> = { fr: 'SANS', en: 'NO TIP', pl: 'BEZ', de: 'KEINES' }

/** `5 %     0,60`: what may be given, and none as the last line. */
export function tipLines(tips: readonly TipChoice[], currency: Currency, locale: Locale): string[] {
  const rows = tips.map(({ basisPoints, amountMinor }) =>
    line(`${basisPoints / 100} %`, formatFigures(amountMinor, currency)),
  )
  return [...rows, NO_TIP[locale]]
}

const TOTAL: Readonly<Record<Locale, string>> = { fr: 'TOTAL', en: 'TOTAL', pl: 'RAZEM', de: 'SUMME' }

/** `TOTAL 12,50 EUR` above the lines. */
export function totalTitle(
  { totalMinor, currency }: Pick<SaleView, 'totalMinor' | 'currency'>,
  locale: Locale,
): string {
  return `${TOTAL[locale]} ${formatFigures(totalMinor, currency)} ${currency}`
}
