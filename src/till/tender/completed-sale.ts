import type { CompletedSaleView } from '#contract/views/sale-view.ts'
import { changePieces } from '../cash/change-pieces.ts'
import { printJobView, type ShownJob } from '../papers/print-job-view.ts'
import type { NewPrintJob, PaidSale } from '../ports/commit-paid-sale.port.ts'
import { withoutVoucherCode } from '../vouchers/hidden-code.ts'

/** A paid sale as approved screen and history show it. */
export function completedSaleView(
  sale: PaidSale,
  jobs: readonly ShownJob[],
  { piecesMinor, waiting = [] }: { readonly piecesMinor: readonly number[]; readonly waiting?: readonly NewPrintJob[] },
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
    tenders: sale.tenders.map(withoutVoucherCode),
    changeMinor: sale.changeMinor,
    changePieces: changePieces(handedOutMinor(sale), piecesMinor),
    cardDurationMs: sale.cardDurationMs,
    ...(sale.customerId !== undefined && { customerId: sale.customerId }),
    returnOf: sale.returnOf ?? null,
    ...shownPapers(jobs, waiting),
  }
}

/** What became of its papers so far. */
export function shownPapers(
  jobs: readonly ShownJob[],
  waiting: readonly NewPrintJob[],
): Pick<CompletedSaleView, 'printJobs' | 'waiting'> {
  return {
    printJobs: jobs.map(printJobView),
    ...(waiting.length > 0 && { waiting: waiting.map(({ kind }) => kind) }),
  }
}

/** Change, or what goods that came back were worth more than those that were sold. */
function handedOutMinor({ changeMinor, tenders, returnOf }: PaidSale): number {
  if (returnOf !== undefined) return changeMinor
  const cashMinor = tenders.reduce(
    (sum, { kind, outcome, amountMinor }) => sum + (kind === 'cash' && outcome === 'received' ? amountMinor : 0),
    0,
  )
  return cashMinor < 0 ? 0 - cashMinor : changeMinor
}
