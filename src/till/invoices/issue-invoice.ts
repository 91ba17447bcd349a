import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { pays } from '../cart/sale-figures.ts'
import { documentContext, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import { titleOf } from '../customers/customer-views.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import { documentHead, originals } from '../papers/document-head.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { Customer } from '../ports/customers.port.ts'
import type { Invoice, InvoiceBuyer } from '../ports/invoices.port.ts'
import { accountPaymentMinor } from '../ports/paid-sales.port.ts'
import type { InvoicePaper } from '../tickets/ticket-document.ts'

const DAY_MS = 86_400_000

/**
 * The one invoice of a paid ticket, or the credit note of a return: number, fiscal record and paper in one transaction. Its
 * lines, its VAT and its total are those of the ticket, to the cent; nothing is computed anew.
 */
export async function issueInvoice(
  context: TillContext,
  { saleId, customerId }: { saleId: string; customerId?: string | undefined },
): Promise<Result<{ number: string }>> {
  const { options } = context
  const user = person(context)
  if (!user.ok) return user
  const sale = await options.paidSales.paidSale(saleId)
  if (sale === null) return fail('SALE_NOT_FOUND')
  const known = await options.invoices.invoiceOfSale(saleId)
  if (known !== null) return fail('INVOICE_EXISTS', { number: known.number })
  if (sale.vat.length === 0 || accountPaymentMinor(sale) !== 0) return fail('INVOICE_NO_GOODS')
  const original = sale.returnOf === undefined ? null : await options.invoices.invoiceOfSale(sale.returnOf.saleId)
  if (sale.returnOf !== undefined && original === null) {
    return fail('INVOICE_RETURN_WITHOUT', { number: sale.returnOf.number })
  }
  const buyer = await buyerOf(context, original, sale.customerId ?? customerId)
  if (!buyer.ok) return buyer
  const invoice = await invoiceOf(context, sale, { original, ...buyer.value })
  const record = seal(context, 'event', invoice.at, {
    event: invoice.kind === 'invoice' ? 'invoice-issued' : 'credit-note-issued',
    number: invoice.number,
    ticketNumber: invoice.saleNumber,
    totalMinor: invoice.totalMinor,
    vatMinor: invoice.vatMinor,
    userId: user.value.id,
    training: options.training,
  })
  const document = invoicePaper(context, invoice, sale, shortSignature(record))
  const job = { saleId, at: invoice.at, nextId: options.nextId }
  await options.invoices.issue(invoice, record, originals([{ kind: 'invoice', document }], job))
  keepHead(context, record)
  options.onPrintJobs()
  return succeed({ number: invoice.number })
}

/** A credit note is for whom its invoice was, also where that person's file is gone. */
async function buyerOf(
  { options }: TillContext,
  original: Invoice | null,
  customerId: string | undefined,
): Promise<Result<{ buyer: InvoiceBuyer; customerId: string }>> {
  if (original !== null) return succeed({ buyer: original.buyer, customerId: original.customerId })
  if (customerId === undefined) return fail('INVOICE_NO_CUSTOMER')
  const customer = await options.customers.customer(customerId)
  if (customer === null) return fail('CUSTOMER_NOT_FOUND')
  if (customer.erasedAt !== null) return fail('CUSTOMER_ERASED')
  if (customer.street === '' || customer.city === '') return fail('INVOICE_BUYER_INCOMPLETE')
  return succeed({ buyer: buyer(customer), customerId })
}

function buyer(customer: Customer): InvoiceBuyer {
  const { company, name, street, city, companyNumber, vatNumber } = customer
  const isCompany = company !== '' || companyNumber !== '' || vatNumber !== ''
  return {
    title: titleOf(customer),
    name: company === '' ? '' : name,
    street,
    city,
    companyNumber,
    vatNumber,
    isCompany,
  }
}

async function invoiceOf(
  { options }: TillContext,
  sale: PaidSale,
  to: { readonly original: Invoice | null; readonly buyer: InvoiceBuyer; readonly customerId: string },
): Promise<Invoice> {
  const at = options.clock.now()
  const kind = to.original === null ? 'invoice' : 'credit-note'
  const onAccount = sale.tenders.filter((tender) => tender.kind === 'account' && pays(tender))
  const onAccountMinor = onAccount.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const isDueLater = kind === 'invoice' && onAccountMinor > 0
  const dueMs = Date.parse(at) + (isDueLater ? LIMITS.invoiceDueDays * DAY_MS : 0)
  return {
    number: await options.invoices.nextNumber(kind),
    kind,
    at,
    saleId: sale.id,
    saleNumber: sale.number,
    soldAt: sale.at,
    customerId: to.customerId,
    currency: sale.currency,
    buyer: to.buyer,
    lines: sale.lines,
    vat: sale.vat,
    totalMinor: sale.totalMinor,
    vatMinor: sale.vatMinor,
    onAccountMinor,
    dueOn: options.clock.local(new Date(dueMs).toISOString()).date,
    creditNoteOf: to.original?.number ?? null,
  }
}

function invoicePaper(context: TillContext, invoice: Invoice, sale: PaidSale, signature: string): InvoicePaper {
  const { kind: invoiceKind, number, saleNumber, soldAt, buyer: to, lines, vat, totalMinor, vatMinor } = invoice
  const { onAccountMinor, dueOn, creditNoteOf } = invoice
  const paper = documentContext(context)
  return {
    ...documentHead(paper, invoice.at),
    kind: 'invoice',
    invoiceKind,
    number,
    saleNumber,
    soldOn: paper.local(soldAt).date,
    buyer: to,
    lines,
    vat,
    totalMinor,
    vatMinor,
    tenders: sale.tenders.filter((tender) => pays(tender) && tender.kind !== 'account'),
    changeMinor: sale.changeMinor,
    onAccountMinor,
    dueOn,
    creditNoteOf,
    signature,
    softwareVersion: paper.softwareVersion,
  }
}
