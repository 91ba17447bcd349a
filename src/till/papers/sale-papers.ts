import type { SaleCustomer } from '#contract/views/customer-view.ts'
import { pays } from '../cart/sale-figures.ts'
import { shortSignature } from '../fiscal/fiscal-chain.ts'
import type { FiscalRecord, PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { CustomerTicket } from '../tickets/ticket-document.ts'
import { type DocumentContext, documentHead } from './document-head.ts'

/** The customer's ticket; without a fiscal record it is the picture of one that is not signed yet. */
export function customerTicket(
  context: DocumentContext,
  sale: PaidSale,
  fiscalRecord: FiscalRecord | null,
  customer?: SaleCustomer,
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
    ...(sale.discount && { discount: sale.discount }),
    ...(sale.pricesExcludeVat && { pricesExcludeVat: true as const }),
    ...(customer && { customer }),
    ...(sale.loyalty && { loyalty: sale.loyalty }),
    ...(sale.returnOf === undefined ? {} : { returnOf: { number: sale.returnOf.number, way: sale.returnOf.way } }),
    ...(sale.approvedBy === undefined ? {} : { approvedBy: sale.approvedBy }),
  }
}
