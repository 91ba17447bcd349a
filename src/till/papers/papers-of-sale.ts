import type { ReprintKind } from '#contract/paper-api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { documentContext, person, recordEvent, type TillContext } from '../core/till-context.ts'
import { facturette } from '../floor/bill-papers.ts'
import { paidSaleOf } from '../tender/tender-records.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'
import { mayCopyVouchers } from '../vouchers/may-copy-voucher.ts'
import { giftReceipt } from './gift-receipt.ts'
import { customerTicket } from './sale-papers.ts'

/** The papers of a sale as they were queued or would come out now, the ticket in hand among them. */
export async function papersOfSale(
  context: TillContext,
  saleId: string,
  kind: PrintJobKind,
): Promise<TicketDocument[]> {
  const { memory, options } = context
  if (saleId === memory.sale.id && kind === 'customer-ticket') {
    const figures = saleFigures(memory.sale, memory.shop.vatBasisPoints)
    const paid = { at: options.clock.now(), changeMinor: 0, cardDurationMs: null }
    const sale = paidSaleOf(context, memory.sale, figures, paid)
    return [customerTicket(documentContext(context), sale, null, memory.sale.customer)]
  }
  const jobs = await options.printSpool.jobsOfSale(saleId)
  const isWanted = (copyNumber: number) => kind === 'duplicate' || copyNumber === 0
  const printed = jobs.filter((job) => job.kind === kind && job.kind !== 'drawer' && isWanted(job.copyNumber))
  if (printed.length > 0) return printed.map(({ document }) => document)
  const sale = await options.paidSales.paidSale(saleId)
  if (sale === null) return []
  if (kind === 'facturette' && sale.returnOf === undefined) return [facturette(context, sale, '')]
  if (kind === 'gift-receipt') return [giftReceipt(context, sale, '')].filter((document) => document !== null)
  const waiting = [...(await options.printSpool.waiting(saleId)), ...(sale.onRequest ?? [])]
  return waiting.filter((paper) => paper.kind === kind).map(({ document }) => document)
}

/** Papers that somebody takes along as a file. */
export interface PaperCopy {
  readonly tickets: readonly LaidOutTicket[]
  /** What the paper is known by: `2-004318`. */
  readonly number: string
  readonly at: string
}

/**
 * The papers of a finished sale as a file of its own: the lines of the paper, marked as a digital copy, and in the fiscal chain like every copy.
 * Errors: SESSION_LOCKED, SALE_NOT_FOUND, those of `mayCopyVouchers`.
 */
export async function copyPaper(context: TillContext, saleId: string, kind: ReprintKind): Promise<Result<PaperCopy>> {
  const { options, memory } = context
  const user = person(context)
  if (!user.ok) return user
  const sale = await options.paidSales.paidSale(saleId)
  const documents = (sale === null ? [] : await papersOfSale(context, saleId, kind)).filter(
    (document) => document.kind !== 'drawer',
  )
  const [first] = documents
  if (sale === null || first === undefined) return fail('SALE_NOT_FOUND')
  const may = await mayCopyVouchers(context, documents)
  if (!may.ok) return may
  const number = first.kind === 'invoice' ? first.number : sale.number
  const at = options.clock.now()
  const userId = memory.signedIn?.user.id ?? ''
  await recordEvent(context, { event: 'digital-copy-made', paper: kind, number, userId })
  const tickets = documents.map((document) => options.layOut({ ...document, isDigitalCopy: true }))
  return succeed({ tickets, number, at })
}
