import type { TenderView } from '#contract/views/sale-view.ts'
import { VOUCHER_CODE_LETTERS } from '#contract/voucher-code.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'

/** As wide as a code, and none. */
const HIDDEN = `V${'-'.repeat(VOUCHER_CODE_LETTERS)}`

/** A part of a ticket as screens get it: the code of a new voucher is money to whoever reads it, and stands on its paper alone. */
export function withoutVoucherCode(tender: TenderView): TenderView {
  const { voucher } = tender
  if (voucher?.issued === undefined) return tender
  return { ...tender, voucher: { ...voucher, issued: { ...voucher.issued, code: HIDDEN } } }
}

/** A paper as a screen shows it. */
export function withoutVoucherCodes(document: TicketDocument): TicketDocument {
  if (document.kind !== 'customer-ticket') return document
  return { ...document, tenders: document.tenders.map(withoutVoucherCode) }
}
