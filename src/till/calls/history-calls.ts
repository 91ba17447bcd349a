import type { Json } from '#contract/json.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, succeed } from '#contract/result.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { documentContext, keepHead, person, recordEvent, seal, type TillContext } from '../core/till-context.ts'
import { DRAWER_KICK, originals } from '../papers/document-head.ts'
import { duplicatesOf } from '../papers/duplicates.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import type { NewPrintJob } from '../ports/commit-paid-sale.port.ts'
import { completedSaleView } from '../tender/completed-sale.ts'
import { paidSaleOf } from '../tender/tender-commit.ts'
import type { CardTicket, CustomerTicket, TicketDocument } from '../tickets/ticket-document.ts'
import type { CallsNamed } from './call-names.ts'

export function historyCalls(context: TillContext): CallsNamed<'history' | 'ticket' | 'drawer'> {
  const { memory, options, queue } = context
  return {
    'history.list': async ({ beforeNumber = null }) => {
      const user = person(context)
      if (!user.ok) return user
      const paid = await options.paidSales.paidSales({ beforeNumber, limit: LIMITS.historyRows })
      const sales = []
      for (const sale of paid) {
        const jobs = await options.printSpool.jobsOfSale(sale.id)
        sales.push(completedSaleView(sale, jobs, memory.shop.piecesMinor))
      }
      return succeed({ sales })
    },
    'ticket.preview': async ({ saleId, kind }) => {
      const user = person(context)
      if (!user.ok) return user
      const documents = await documentsOf(context, saleId, kind)
      return documents.length === 0 ? fail('SALE_NOT_FOUND') : succeed({ tickets: documents.map(options.layOut) })
    },
    'ticket.reprint': ({ saleId, kind = 'customer-ticket' }) =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const duplicates = duplicatesOf(await options.printSpool.jobsOfSale(saleId), kind)
        if (duplicates.length === 0) return fail('SALE_NOT_FOUND')
        for (const document of duplicates) await printDuplicate(context, saleId, document)
        return succeed({})
      }),
    'drawer.open': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const job = { saleId: null, at: options.clock.now(), nextId: options.nextId }
        await recordEvent(context, { event: 'drawer-opened', userId: user.value.id }, originals([DRAWER_KICK], job))
        return succeed({})
      }),
  }
}

/** The papers of a sale as they were queued, or the ticket in hand as it would come out now. */
async function documentsOf(context: TillContext, saleId: string, kind: PrintJobKind): Promise<TicketDocument[]> {
  const { memory, options } = context
  if (saleId === memory.sale.id && kind === 'customer-ticket') {
    const figures = saleFigures(memory.sale, memory.shop.vatBasisPoints)
    const paid = { at: options.clock.now(), changeMinor: 0, cardDurationMs: null }
    const sale = paidSaleOf(context, memory.sale, figures, paid)
    return [customerTicket(documentContext(context), sale, null)]
  }
  const jobs = await options.printSpool.jobsOfSale(saleId)
  return jobs.filter((job) => job.kind === kind && job.kind !== 'drawer').map(({ document }) => document)
}

/** Duplicates are numbered per paper, signed, and say so on paper. */
async function printDuplicate(
  context: TillContext,
  saleId: string,
  document: CustomerTicket | CardTicket,
): Promise<void> {
  const { options } = context
  const at = options.clock.now()
  const { copyNumber } = document
  const job: NewPrintJob = { id: options.nextId(), kind: 'duplicate', saleId, copyNumber, document, at }
  const named: Record<string, Json> =
    document.kind === 'customer-ticket'
      ? { original: 'ticket', number: document.number }
      : { original: `card-${document.copy}`, number: document.saleNumber, payment: document.paymentNumber }
  const body = { ...named, copyNumber, cashierId: context.memory.signedIn?.user.id ?? '' }
  const record = seal(context, 'duplicate', at, body)
  await options.fiscalChain.append(record, [job])
  keepHead(context, record)
  options.onPrintJobs()
}
