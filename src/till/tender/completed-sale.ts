import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { changePieces } from '../cash/change-pieces.ts'
import { printJobView, type ShownJob } from '../papers/print-job-view.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'

/** A paid sale as approved screen and history show it. */
export function completedSaleView(
  sale: PaidSale,
  jobs: readonly ShownJob[],
  piecesMinor: readonly number[],
): CompletedSaleView {
  return {
    id: sale.id,
    number: sale.number,
    at: sale.at,
    cashierName: sale.cashierName,
    currency: sale.currency,
    itemCount: sale.itemCount,
    totalMinor: sale.totalMinor,
    vatMinor: sale.vatMinor,
    tenders: [...sale.tenders],
    changeMinor: sale.changeMinor,
    changePieces: changePieces(sale.changeMinor, piecesMinor),
    cardDurationMs: sale.cardDurationMs,
    returnOf: sale.returnOf ?? null,
    printJobs: jobs.map(printJobView),
  }
}
