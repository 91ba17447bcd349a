import { fail, succeed } from '#contract/result.ts'
import type { InvoiceRow } from '#contract/views/invoice-view.ts'
import { person, type TillContext } from '../core/till-context.ts'
import { issueInvoice } from '../invoices/issue-invoice.ts'
import { reprintInvoice } from '../invoices/reprint-invoice.ts'
import type { Invoice } from '../ports/invoices.port.ts'
import type { CallsNamed } from './call-names.ts'

/** Answers the calls about invoices. */
export function invoiceCalls(context: TillContext): CallsNamed<'invoice'> {
  const { options, queue } = context
  return {
    'invoice.ofSale': async ({ saleId }) => {
      const user = person(context)
      if (!user.ok) return user
      const sale = await options.paidSales.paidSale(saleId)
      if (sale === null) return fail('SALE_NOT_FOUND')
      const invoice = await options.invoices.invoiceOfSale(saleId)
      return succeed({ invoice: invoice && invoiceRow(invoice), customerId: sale.customerId ?? null })
    },
    'invoice.issue': (request) => queue.run(() => issueInvoice(context, request)),
    'invoice.reprint': (request) => queue.run(() => reprintInvoice(context, request)),
  }
}

function invoiceRow({ number, kind, saleId, saleNumber, at, totalMinor }: Invoice): InvoiceRow {
  return { number, kind, saleId, saleNumber, at, totalMinor }
}
