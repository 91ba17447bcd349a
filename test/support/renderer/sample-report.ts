import type { Response } from '#contract/api.ts'
import type { ReportKind, ReportRow } from '#contract/report-api.ts'

const ROWS: Readonly<
  Record<ReportKind, readonly (readonly [key: string, name: string, count: number, amountMinor: number])[]>
> = {
  day: [['2026-11-22', '', 43, 83_412]],
  hour: [
    ['08', '', 12, 14_310],
    ['09', '', 19, 41_252],
    ['10', '', 12, 27_850],
  ],
  family: [
    ['dairy', '', 41, 38_210],
    ['bakery', '', 67, 21_460],
    ['drinks', '', 22, 12_930],
    ['', '', 9, 10_812],
  ],
  article: [
    ['comte', 'Comté (32 % MG)', 14, 22_640],
    ['baguette', 'Baguette tradition', 61, 7_930],
    ['miel', 'Miel de fleurs 500 g', 1, -845],
  ],
  cashier: [
    ['ines', 'Inès M.', 31, 61_200],
    ['tomasz', 'Tomasz K.', 12, 22_212],
  ],
  vat: [
    ['550', '', 40, 61_300],
    ['2000', '', 12, 22_112],
  ],
}

/** What was sold, summed up in one way. */
export function sampleReport(by: ReportKind): Response<'report.sales'> {
  const rows = ROWS[by].map(([key, name, count, amountMinor]): ReportRow => {
    return { key, name, count, quantityMilli: by === 'article' ? count * 1_000 : null, amountMinor }
  })
  return { rows, more: by === 'article' ? 12 : 0, tickets: 43, totalMinor: 83_412 }
}
