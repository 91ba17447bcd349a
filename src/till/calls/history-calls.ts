import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { person, recordEvent, type TillContext } from '../core/till-context.ts'
import { printFacturette } from '../floor/bill-papers.ts'
import { findSales, listSales } from '../history/find-sales.ts'
import { reprintInvoice } from '../invoices/reprint-invoice.ts'
import { drawerKick, originals } from '../papers/document-head.ts'
import { duplicatesOf } from '../papers/duplicates.ts'
import { printGiftReceipt } from '../papers/gift-receipt.ts'
import { papersOfSale } from '../papers/papers-of-sale.ts'
import { printDuplicate } from '../papers/print-duplicate.ts'
import { drawerOpening } from '../papers/print-job-view.ts'
import { chosenPrinter } from '../papers/printer-choice.ts'
import { refreshPapers } from '../papers/refresh-papers.ts'
import { printOnRequest } from '../unattended/commit-unattended.ts'
import { withoutVoucherCodes } from '../vouchers/hidden-code.ts'
import { mayCopyVouchers } from '../vouchers/may-copy-voucher.ts'
import type { CallsNamed } from './call-names.ts'
import { returnCalls } from './return-calls.ts'

/** Answers the calls about what was sold: finding it, taking it back, its papers, and the drawer without a sale. */
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
      const documents = await papersOfSale(context, saleId, kind)
      if (documents.length === 0) return fail('SALE_NOT_FOUND')
      return succeed({ tickets: documents.map((document) => options.layOut(withoutVoucherCodes(document))) })
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
  if ((await context.options.printSpool.askFor(saleId, [kind], deviceId)) > 0) {
    context.options.onPrintJobs()
    await refreshPapers(context)
    return succeed({})
  }
  if ((await printOnRequest(context, saleId, [kind], deviceId)) > 0) return succeed({})
  const duplicates = duplicatesOf(await context.options.printSpool.jobsOfSale(saleId), kind)
  if (duplicates.length === 0) return fail('SALE_NOT_FOUND')
  const may = await mayCopyVouchers(context, duplicates)
  if (!may.ok) return may
  for (const document of duplicates) await printDuplicate(context, saleId, document, deviceId)
  return succeed({})
}
