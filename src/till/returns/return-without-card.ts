import type { UserView } from '#contract/views/user-view.ts'
import { documentContext, keepHead, type TillContext } from '../core/till-context.ts'
import { ensureOpenDay } from '../day/business-day.ts'
import { returnedPoints } from '../loyalty/points.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { ReturnShare } from '../ports/approved-card-part.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { approvedBy } from '../session/call-under-way.ts'
import { sealTicket } from '../tender/tender-records.ts'
import { opensDrawer, tendersBack } from './back-tenders.ts'
import { keepReturn } from './commit-return.ts'
import type { ReturnedFigures } from './returned-lines.ts'

/**
 * Money of a ticket that goes back without a card: a return ticket of its own, with the next number and its own fiscal record, on disk in
 * one transaction with the kick of the drawer. `shares` make up all of it. Throws CatalogueFailure STORE_*, and changes nothing then.
 */
export async function commitReturnWithoutCard(
  context: TillContext,
  user: UserView,
  original: PaidSale,
  { figures, shares }: { readonly figures: ReturnedFigures; readonly shares: readonly ReturnShare[] },
): Promise<PaidSale> {
  const { memory, options } = context
  await ensureOpenDay(context, user.name)
  const at = options.clock.now()
  const number = await options.openSales.nextNumber()
  const before = await options.saleSearch.returnsOf(original.id)
  const tenders = tendersBack(context, shares, { at, number, before })
  const [tender] = tenders
  if (tender === undefined) throw new Error('a return that gives nothing back')
  const sale: PaidSale = {
    id: options.nextId(),
    number,
    at,
    cashierId: user.id,
    cashierName: user.name,
    currency: original.currency,
    ...figures,
    tenders,
    changeMinor: 0,
    training: options.training,
    cardDurationMs: null,
    ...(original.customerId !== undefined && { customerId: original.customerId }),
    ...(await returnedPoints(context, original, figures)),
    returnOf: { saleId: original.id, number: original.number, way: 'refund' },
    ...approvedBy(),
  }
  const fiscalRecord = sealTicket(context, sale)
  const document = customerTicket(documentContext(context), sale, fiscalRecord)
  const kicks = opensDrawer(context, tenders) ? [drawerKick('return', user.name, sale.number)] : []
  const papers = [...kicks, { kind: 'customer-ticket' as const, document }]
  const printJobs = originals(papers, { saleId: sale.id, at, nextId: options.nextId })
  const commit = { saleId: sale.id, tender, paidSale: sale, fiscalRecord, printJobs }
  await options.commitPaidSale.commitPaidSale(commit, null)
  keepHead(context, fiscalRecord)
  keepReturn(context, sale)
  if (!memory.saleStored) memory.sale = { ...memory.sale, number: await options.openSales.nextNumber() }
  options.onPrintJobs()
  return sale
}
