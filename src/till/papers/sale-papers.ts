import type { PrintJobKind } from '#contract/views/sale-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import type { ApprovedCardPart } from '../ports/approved-card-part.ts'
import type { FiscalRecord, PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { CardTicket, CustomerTicket } from '../tickets/ticket-document.ts'
import { type DocumentContext, documentHead } from './document-head.ts'

/** The customer's ticket; without a fiscal record it is the picture of one that is not signed yet. */
export function customerTicket(
  context: DocumentContext,
  sale: PaidSale,
  fiscalRecord: FiscalRecord | null,
): CustomerTicket {
  return {
    ...documentHead(context, sale.at),
    kind: 'customer-ticket',
    number: sale.number,
    cashierName: sale.cashierName,
    lines: sale.lines,
    itemCount: sale.itemCount,
    totalMinor: sale.totalMinor,
    vat: sale.vat,
    tenders: sale.tenders.filter(pays),
    changeMinor: sale.changeMinor,
    signature: fiscalRecord === null ? '' : shortSignature(fiscalRecord),
    softwareVersion: context.softwareVersion,
  }
}

/** Both copies of an approved card part, the customer's first. */
export function cardTickets(
  context: DocumentContext,
  part: ApprovedCardPart,
  saleNumber: string,
): { readonly kind: PrintJobKind; readonly document: CardTicket }[] {
  const { paymentNumber, amountMinor, entryMode, scheme, maskedPan, applicationId, applicationLabel } = part
  const { terminalId, merchantId, contract, stan, batchNumber, approvalCode, responseCode, cardholderVerification } =
    part
  const { cryptogramHex, terminalVerificationResultsHex, transactionStatusHex, issuerDataHex } = part
  const ticket = (copy: CardTicket['copy']): CardTicket => ({
    ...documentHead(context, part.approvedAt),
    kind: 'card-ticket',
    copy,
    outcome: 'approved',
    saleNumber,
    paymentNumber,
    amountMinor,
    entryMode,
    scheme,
    maskedPan: copy === 'customer' ? lastFourOnly(maskedPan) : maskedPan,
    applicationId,
    applicationLabel,
    terminalId,
    merchantId,
    contract,
    batchNumber,
    stan,
    approvalCode,
    responseCode,
    cryptogramHex,
    terminalVerificationResultsHex,
    transactionStatusHex,
    issuerDataHex,
    cardholderVerification,
  })
  return [
    { kind: 'card-customer', document: ticket('customer') },
    { kind: 'card-merchant', document: ticket('merchant') },
  ]
}

/** The customer's copy holds no more than the last four, in the spool as on paper. */
function lastFourOnly(maskedPan: string): string {
  return maskedPan.slice(0, -4).replace(/\d/g, '*') + maskedPan.slice(-4)
}
