import { roundedCash } from '#contract/cash-rounding.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import type { UserView } from '#contract/views/till-view.ts'
import { documentContext, keepHead, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { approvedBy } from '../session/call-under-way.ts'
import { sealTicket } from '../tender/tender-commit.ts'
import { keepReturn } from './commit-return.ts'
import type { ReturnedFigures } from './returned-lines.ts'

/**
 * Money that is handed out in cash for a ticket: a return ticket of its own, with the next number and its own fiscal record, on disk in one
 * transaction with the kick of the drawer. Throws CatalogueFailure STORE_*, and changes nothing then.
 */
export async function commitCashReturn(
  context: TillContext,
  user: UserView,
  original: PaidSale,
  figures: ReturnedFigures,
): Promise<PaidSale> {
  const { memory, options } = context
  await ensureOpenDay(context, user.name)
  const at = options.clock.now()
  const dueMinor = roundedCash(figures.totalMinor, memory.shop.cashRounding)
  const tender = cashBack(options.nextId(), at, dueMinor, dueMinor - figures.totalMinor)
  const sale: PaidSale = {
    id: options.nextId(),
    number: await options.openSales.nextNumber(),
    at,
    cashierId: user.id,
    cashierName: user.name,
    currency: original.currency,
    ...figures,
    tenders: [tender],
    changeMinor: 0,
    training: options.training,
    cardDurationMs: null,
    returnOf: { saleId: original.id, number: original.number, way: 'refund' },
    ...approvedBy(),
  }
  const fiscalRecord = sealTicket(context, sale)
  const document = customerTicket(documentContext(context), sale, fiscalRecord)
  const papers = [drawerKick('return', user.name, sale.number), { kind: 'customer-ticket' as const, document }]
  const printJobs = originals(papers, { saleId: sale.id, at, nextId: options.nextId })
  const commit = { saleId: sale.id, tender, paidSale: sale, fiscalRecord, printJobs }
  await options.commitPaidSale.commitPaidSale(commit, null)
  keepHead(context, fiscalRecord)
  keepReturn(context, sale)
  if (!memory.saleStored) memory.sale = { ...memory.sale, number: await options.openSales.nextNumber() }
  options.onPrintJobs()
  return sale
}

function cashBack(id: string, at: string, amountMinor: number, roundingMinor: number): TenderView {
  return {
    id,
    kind: 'cash',
    amountMinor,
    ...(roundingMinor !== 0 && { roundingMinor }),
    givenMinor: null,
    outcome: 'received',
    at,
    paymentId: null,
    paymentNumber: null,
    scheme: null,
    cardTail: null,
    approvalCode: null,
    entryMode: 'none',
  }
}
