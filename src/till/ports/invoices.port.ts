import type { Currency } from '#contract/money.ts'
import type { InvoiceKind, InvoiceRow } from '#contract/views/invoice-view.ts'
import type { SaleLineView, VatRow } from '#contract/views/sale-view.ts'
import type { FiscalRecord, NewPrintJob } from './commit-paid-sale.port.ts'

/** Who an invoice is for, as it was then: the law has it kept, whatever becomes of the customer's file. */
export interface InvoiceBuyer {
  readonly title: string
  /** The person, where the title is a company. */
  readonly name: string
  readonly street: string
  readonly city: string
  readonly companyNumber: string
  readonly vatNumber: string
  /** A professional: late penalties and recovery costs are named. */
  readonly isCompany: boolean
}

/** An invoice as it is kept for ever: the very figures of its ticket. */
export interface Invoice {
  readonly number: string
  readonly kind: InvoiceKind
  readonly at: string
  readonly saleId: string
  readonly saleNumber: string
  readonly soldAt: string
  readonly customerId: string
  readonly currency: Currency
  readonly buyer: InvoiceBuyer
  readonly lines: readonly SaleLineView[]
  readonly vat: readonly VatRow[]
  readonly totalMinor: number
  readonly vatMinor: number
  /** Of it: what was put on the customer's account, and is due then. */
  readonly onAccountMinor: number
  /** Local day. */
  readonly dueOn: string
  /** Of a credit note: the invoice that it takes back. */
  readonly creditNoteOf: string | null
}

/** What of an invoice says who owes what and since when. */
export type DueInvoice = Pick<Invoice, 'number' | 'saleId' | 'at' | 'dueOn' | 'totalMinor'>

/**
 * Invoices of this till.
 *
 * Guarantees: numbers of each kind have no gap, because the number is taken in the transaction that stores the invoice with its
 * fiscal record and its paper; a ticket has one invoice at most; nothing changes or removes one.
 */
export interface InvoicesPort {
  invoiceOfSale(saleId: string): Promise<Invoice | null>
  /** The number that the next one of its kind will get, without taking it. */
  nextNumber(kind: InvoiceKind): Promise<string>
  /** Throws when the number was taken meanwhile, or the ticket has an invoice. */
  issue(invoice: Invoice, fiscalRecord: FiscalRecord, printJobs: readonly NewPrintJob[]): Promise<void>
  /** Those of which a part was put on the customer's account, oldest first. */
  onAccount(customerId: string): Promise<DueInvoice[]>
  /** Newest first. */
  invoices(customerId: string, limit: number): Promise<InvoiceRow[]>
}
