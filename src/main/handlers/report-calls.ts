import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Handlers } from '#contract/dispatch.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import { REPORT_ROWS_MAX, REPORT_TICKETS_MAX, type ReportQuestion, type ReportRow } from '#contract/report-api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { utcWindow } from '#till/history/day-window.ts'
import type { CataloguePort } from '#till/ports/catalogue.port.ts'
import type { TillClock } from '#till/ports/clock.port.ts'
import type { SaleSearchPort } from '#till/ports/sale-search.port.ts'
import { addToReport, byFamily, type ReportSums, reportRows, turnoverOf } from '#till/reports/sales-report.ts'
import { reportFile } from '../explorer/report-lines.ts'

export type ReportCalls = Pick<Handlers, 'report.sales' | 'report.exportSales'>

export interface ReportCallParts {
  readonly search: Pick<SaleSearchPort, 'find'>
  readonly catalogue: Pick<CataloguePort, 'product'>
  readonly clock: Pick<TillClock, 'now' | 'local'>
  /** Answers with its path. Throws CatalogueFailure STORE_*. */
  readonly writeFile: (fileName: string, text: string) => Promise<string>
  /** As the shop calls them; a family of the training shop has no name but in the words of the screen. */
  readonly familyName: (familyId: string) => string | null
  readonly terms: () => { readonly locale: Locale; readonly currency: Currency }
}

interface Report {
  readonly rows: readonly ReportRow[]
  readonly tickets: number
  readonly totalMinor: number
}

/** What was sold in a time, summed up for whoever may read reports, and as a file. */
export function reportCalls(parts: ReportCallParts): ReportCalls {
  return {
    'report.sales': async (question) => {
      const made = await report(parts, question)
      if (!made.ok) return made
      const { rows, tickets, totalMinor } = made.value
      const more = Math.max(0, rows.length - REPORT_ROWS_MAX)
      return succeed({ rows: rows.slice(0, REPORT_ROWS_MAX), more, tickets, totalMinor })
    },
    'report.exportSales': async (question) => {
      const made = await report(parts, question)
      if (!made.ok) return made
      const { date, time } = parts.clock.local(parts.clock.now())
      const { rows } = made.value
      const text = reportFile(question.by, rows, parts.terms())
      const path = await parts.writeFile(`sales-${question.by}-${date}-${time.replaceAll(':', '')}.csv`, text)
      return succeed({ path, rows: rows.length })
    },
  }
}

/** Page by page: between two of them the till sells on. */
async function report(parts: ReportCallParts, { by, fromDay, toDay }: ReportQuestion): Promise<Result<Report>> {
  const { search, clock } = parts
  const window = utcWindow({ fromDay, toDay }, clock.local)
  const sums: ReportSums = new Map()
  let [tickets, totalMinor] = [0, 0]
  let beforeNumber: string | null = null
  for (;;) {
    const question = { meanings: [], keys: [], ...window, beforeNumber, limit: LIMITS.exportPageRows }
    const sales: Awaited<ReturnType<SaleSearchPort['find']>> = await search.find(question)
    for (const sale of sales) {
      addToReport(sums, by, sale, clock.local)
      totalMinor += turnoverOf(sale)
    }
    tickets += sales.length
    if (tickets > REPORT_TICKETS_MAX) return fail('REPORT_TOO_LONG', { count: REPORT_TICKETS_MAX })
    if (sales.length < LIMITS.exportPageRows) break
    beforeNumber = sales.at(-1)?.number ?? null
    await nextTurn()
  }
  const named = by === 'family' ? await families(parts, sums) : sums
  return succeed({ rows: reportRows(named, by), tickets, totalMinor })
}

async function families({ catalogue, familyName }: ReportCallParts, articles: ReportSums): Promise<ReportSums> {
  const familyOf = new Map<string, string>()
  for (const productId of articles.keys()) familyOf.set(productId, (await catalogue.product(productId))?.familyId ?? '')
  const sums = byFamily(articles, (productId) => familyOf.get(productId) ?? '')
  return new Map([...sums].map(([key, row]) => [key, { ...row, name: familyName(key) ?? '' }]))
}
