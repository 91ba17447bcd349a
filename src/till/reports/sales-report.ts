import type { ReportKind, ReportRow } from '#contract/report-api.ts'
import { lineSign } from '../ports/adjustments.ts'
import type { TillClock } from '../ports/clock.port.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { notTurnoverMinor } from '../ports/paid-sales.port.ts'

/** Sums by their keys, as tickets are added; newest ticket first, so that what it calls something stays. */
export type ReportSums = Map<string, ReportRow>

/** What one ticket adds to a report. Its parts add up to what it is of the turnover. */
export function addToReport(sums: ReportSums, by: ReportKind, sale: PaidSale, local: TillClock['local']): void {
  switch (by) {
    case 'family':
    case 'article':
      for (const line of goodsOf(sale)) {
        const quantityMilli = lineSign(line, sale.returnOf !== undefined) * line.quantityMilli
        add(sums, { key: line.productId, name: line.name, quantityMilli, amountMinor: line.totalMinor })
      }
      return
    case 'vat':
      for (const { basisPoints, grossMinor } of sale.vat)
        add(sums, { key: String(basisPoints), name: '', quantityMilli: null, amountMinor: grossMinor })
      return
    case 'cashier':
      addTicket(sums, sale, { key: sale.cashierId, name: sale.cashierName })
      return
    case 'day':
      addTicket(sums, sale, { key: local(sale.at).date, name: '' })
      return
    case 'hour':
      addTicket(sums, sale, { key: local(sale.at).time.slice(0, 2), name: '' })
      return
  }
}

/** Articles as the families that they are of now. */
export function byFamily(articles: ReportSums, familyOf: (productId: string) => string): ReportSums {
  const sums: ReportSums = new Map()
  for (const { key, count, amountMinor } of articles.values())
    add(sums, { key: familyOf(key), name: '', quantityMilli: null, amountMinor }, count)
  return sums
}

/** What has a time or a rate in its order, all else by what it came to. */
export function reportRows(sums: ReportSums, by: ReportKind): ReportRow[] {
  const rows = [...sums.values()]
  if (by === 'vat') return rows.toSorted((one, other) => Number(one.key) - Number(other.key))
  if (by === 'day' || by === 'hour') return rows.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return rows.toSorted((one, other) => other.amountMinor - one.amountMinor || (one.name < other.name ? -1 : 1))
}

export const turnoverOf = (sale: PaidSale): number => sale.totalMinor - notTurnoverMinor(sale)

const goodsOf = ({ lines }: PaidSale) =>
  lines.filter(({ giftCard, accountPayment }) => giftCard === undefined && accountPayment === undefined)

function addTicket(sums: ReportSums, sale: PaidSale, of: Pick<ReportRow, 'key' | 'name'>): void {
  add(sums, { ...of, quantityMilli: null, amountMinor: turnoverOf(sale) })
}

function add(sums: ReportSums, more: Omit<ReportRow, 'count'>, times = 1): void {
  const before = sums.get(more.key)
  if (before === undefined) {
    sums.set(more.key, { ...more, count: times })
    return
  }
  const quantityMilli = more.quantityMilli === null ? null : (before.quantityMilli ?? 0) + more.quantityMilli
  const amountMinor = before.amountMinor + more.amountMinor
  sums.set(more.key, { ...before, quantityMilli, amountMinor, count: before.count + times })
}
