import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { PrintJobKind } from '#contract/views/sale-view.ts'
import { saleFigures } from '../cart/sale-figures.ts'
import { documentContext, person, recordEvent, type TillContext } from '../core/till-context.ts'
import { facturette, printFacturette } from '../floor/bill-papers.ts'
import { findSales, listSales } from '../history/find-sales.ts'
import { reprintInvoice } from '../invoices/reprint-invoice.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { duplicatesOf } from '../papers/duplicates.ts'
import { giftReceipt, printGiftReceipt } from '../papers/gift-receipt.ts'
import { printDuplicate } from '../papers/print-duplicate.ts'
import { drawerOpening } from '../papers/print-job-view.ts'
import { chosenPrinter } from '../papers/printer-choice.ts'
import { customerTicket } from '../papers/sale-papers.ts'
import { paidSaleOf } from '../tender/tender-commit.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'
import { printOnRequest } from '../unattended/commit-unattended.ts'
import type { CallsNamed } from './call-names.ts'
import { returnCalls } from './return-calls.ts'

export function historyCalls(context: TillContext): CallsNamed<'history' | 'return' | 'ticket' | 'drawer'> {
  const { memory, options, queue } = context
  return {
    ...returnCalls(context),
    'history.list': (request) => listSales(context, request),
    'history.find': (request) => findSales(context, request),
    'history.choices': async () => {
      const user = person(context)
      if (!user.ok) return user
      return succeed({ cashiers: memory.users.map(({ id, name }) => ({ id, name })) })
    },
    'ticket.preview': async ({ saleId, kind }) => {
      const user = person(context)
      if (!user.ok) return user
      const documents = await documentsOf(context, saleId, kind)
      return documents.length === 0 ? fail('SALE_NOT_FOUND') : succeed({ tickets: documents.map(options.layOut) })
    },
    'ticket.reprint': ({ saleId, kind = 'customer-ticket', deviceId }) =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const where = chosenPrinter(context, deviceId)
        if (!where.ok) return where
        switch (kind) {
          case 'facturette':
            return printFacturette(context, saleId, where.value)
          case 'gift-receipt':
            return printGiftReceipt(context, saleId, where.value)
          case 'invoice':
            return reprintInvoice(context, { saleId, deviceId })
          default:
            return reprintTicket(context, saleId, kind, where.value)
        }
      }),
    'drawer.open': () =>
      queue.run(async () => {
        const user = person(context)
        if (!user.ok) return user
        const job = { saleId: null, at: options.clock.now(), nextId: options.nextId }
        const kick = drawerKick('by-hand', user.value.name)
        await recordEvent(context, { event: 'drawer-opened', userId: user.value.id }, originals([kick], job))
        return succeed({})
      }),
    'drawer.log': async () => {
      const user = person(context)
      if (!user.ok) return user
      const since = memory.day?.openedAt ?? memory.startedAt
      const kicks = await options.paperDecisions.drawerKicks(since, LIMITS.drawerOpeningRows)
      return succeed({ openings: kicks.map(drawerOpening) })
    },
  }
}

/** Duplicates of the customer's ticket or of the card tickets; the first time that somebody asks for them, as they are. */
async function reprintTicket(
  context: TillContext,
  saleId: string,
  kind: 'customer-ticket' | 'card-customer' | 'card-merchant',
  deviceId: string | null,
): Promise<Result<Record<string, never>>> {
  if ((await printOnRequest(context, saleId, [kind], deviceId)) > 0) return succeed({})
  const duplicates = duplicatesOf(await context.options.printSpool.jobsOfSale(saleId), kind)
  if (duplicates.length === 0) return fail('SALE_NOT_FOUND')
  for (const document of duplicates) await printDuplicate(context, saleId, document, deviceId)
  return succeed({})
}

/** The papers of a sale as they were queued or would come out now, the ticket in hand among them. */
async function documentsOf(context: TillContext, saleId: string, kind: PrintJobKind): Promise<TicketDocument[]> {
  const { memory, options } = context
  if (saleId === memory.sale.id && kind === 'customer-ticket') {
    const figures = saleFigures(memory.sale, memory.shop.vatBasisPoints)
    const paid = { at: options.clock.now(), changeMinor: 0, cardDurationMs: null }
    const sale = paidSaleOf(context, memory.sale, figures, paid)
    return [customerTicket(documentContext(context), sale, null, memory.sale.customer)]
  }
  const jobs = await options.printSpool.jobsOfSale(saleId)
  const printed = jobs.filter((job) => job.kind === kind && job.kind !== 'drawer' && job.copyNumber === 0)
  if (printed.length > 0) return printed.map(({ document }) => document)
  const sale = await options.paidSales.paidSale(saleId)
  if (sale === null) return []
  if (kind === 'facturette' && sale.returnOf === undefined) return [facturette(context, sale, '')]
  if (kind === 'gift-receipt') return [giftReceipt(context, sale, '')].filter((document) => document !== null)
  return (sale.onRequest ?? []).filter((paper) => paper.kind === kind).map(({ document }) => document)
}
