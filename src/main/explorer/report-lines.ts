import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { ReportKind, ReportRow } from '#contract/report-api.ts'
import { CSV_MARK, csvLine } from './csv.ts'
import { EXPORT_WORDS } from './export-words.ts'

/** A report as a file: names of the columns, then a row each. */
export function reportFile(
  by: ReportKind,
  rows: readonly ReportRow[],
  { locale, currency }: { readonly locale: Locale; readonly currency: Currency },
): string {
  const { report, reportBy } = EXPORT_WORDS[locale]
  const head = csvLine([reportBy[by], report.name, report.count, report.quantity, report.amount], locale)
  const lines = rows.map(({ key, name, count, quantityMilli, amountMinor }) =>
    csvLine(
      [
        keyText(by, key, locale),
        name,
        String(count),
        quantityMilli === null ? '' : quantityText(quantityMilli, locale),
        { amountMinor, currency },
      ],
      locale,
    ),
  )
  return [CSV_MARK + head, ...lines].join('')
}

/** A rate as a number of percent, an hour as a clock shows it. */
function keyText(by: ReportKind, key: string, locale: Locale): string {
  if (by === 'vat') return (Number(key) / 100).toFixed(2).replace('.', locale === 'en' ? '.' : ',')
  return by === 'hour' ? `${key}:00` : key
}

function quantityText(quantityMilli: number, locale: Locale): string {
  return (quantityMilli / 1_000).toFixed(3).replace('.', locale === 'en' ? '.' : ',')
}
