import type { Currency } from '#contract/money.ts'
import type { SaleLineView } from '#contract/views/sale-view.ts'
import { addShop, tenderLabel } from './customer-ticket.ts'
import {
  addVatTable,
  paperAmount,
  paperDate,
  paperFigures,
  paperPercent,
  paperQuantity,
  paperUnitPrice,
} from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperRows } from './paper-rows.ts'
import type { InvoicePaper } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/**
 * An invoice or a credit note with all that French law wants on one (CGI annexe II art. 242 nonies A, Code de commerce L441-9
 * and L441-10): both parties, number, dates, lines with their rate, net and VAT by rate, the total, when it is due, and for
 * professionals what a late payment costs.
 */
export function addInvoice(rows: PaperRows, invoice: InvoicePaper, words: TicketWords): void {
  const { currency, invoiceKind, number, buyer } = invoice
  addShop(rows, invoice.shop, invoice.locale, words)
  rows.blank()
  rows.centre(invoiceKind === 'invoice' ? words.invoiceTitle : words.creditNoteTitle, { bold: true, double: true })
  rows.pair(fill(words.invoiceNumber, { number }), paperDate(invoice.localDate, words), { bold: true })
  rows.left(fill(words.invoiceOfTicket, { number: invoice.saleNumber, date: paperDate(invoice.soldOn, words) }))
  if (invoice.creditNoteOf !== null) rows.left(fill(words.creditNoteOf, { number: invoice.creditNoteOf }))
  rows.rule()
  rows.left(words.invoiceTo)
  rows.left(buyer.title, { bold: true })
  for (const line of [buyer.name, buyer.street, buyer.city]) if (line !== '') rows.left(line)
  if (buyer.companyNumber !== '') rows.left(fill(words.companyNumber, { number: buyer.companyNumber }))
  if (buyer.vatNumber !== '') rows.left(fill(words.vatNumber, { number: buyer.vatNumber }))
  rows.rule()
  for (const line of invoice.lines) addLine(rows, line, currency, words)
  rows.rule()
  addVatTable(rows, invoice.vat, currency, words)
  rows.rule()
  const netMinor = invoice.vat.reduce((sum, row) => sum + row.netMinor, 0)
  rows.pair(words.totalNet, paperFigures(netMinor, currency))
  rows.pair(words.totalVat, paperFigures(invoice.vatMinor, currency))
  rows.pair(words.total, paperAmount(invoice.totalMinor, currency), { bold: true, double: true })
  addPaid(rows, invoice, words)
  rows.rule()
  addTerms(rows, invoice, words)
  rows.blank()
  rows.pair(
    fill(words.signature, { signature: invoice.signature }),
    invoice.copyNumber > 0 ? duplicateMark(invoice, words) : words.original,
  )
  rows.left(fill(words.software, { version: invoice.softwareVersion }))
}

/** Quantity, price and rate of each line stand on the paper, also of a single piece. */
function addLine(rows: PaperRows, line: SaleLineView, currency: Currency, words: TicketWords): void {
  rows.pair(line.name, `${paperFigures(line.totalMinor, currency)} ${line.vatLetter || ' '}`)
  const rate =
    line.vatLetter === ''
      ? ''
      : `  ${fill(words.lineVatRate, { percent: paperPercent(line.vatBasisPoints, 1, currency) })}`
  rows.left(`   ${paperQuantity(line, currency)} x ${paperUnitPrice(line, currency)}${rate}`)
  if (line.discountMinor !== 0) rows.left(`   ${words.discount} ${paperFigures(0 - line.discountMinor, currency)}`)
}

/** What was paid with the ticket, and what is left on the account. */
function addPaid(rows: PaperRows, invoice: InvoicePaper, words: TicketWords): void {
  const { currency } = invoice
  for (const tender of invoice.tenders)
    rows.pair(tenderLabel(tender, words), paperFigures(tender.amountMinor, currency))
  if (invoice.onAccountMinor !== 0) rows.pair(words.account, paperFigures(invoice.onAccountMinor, currency))
}

function addTerms(rows: PaperRows, invoice: InvoicePaper, words: TicketWords): void {
  if (invoice.invoiceKind === 'credit-note') return
  if (invoice.onAccountMinor === 0) rows.left(words.invoicePaid, { bold: true })
  else rows.left(fill(words.invoiceDue, { date: paperDate(invoice.dueOn, words) }), { bold: true })
  if (!invoice.buyer.isCompany) return
  rows.left(words.latePenalty)
  rows.left(words.recoveryCosts)
  rows.left(words.noDiscount)
}
