import { addCode, addShop } from './customer-ticket.ts'
import { paperDate, paperQuantity } from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperLook } from './paper-look.ts'
import type { PaperRows } from './paper-rows.ts'
import type { GiftReceipt } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** What somebody is given with the goods: no price and no payment on it, and the code of its ticket, by which the goods come back. */
export function addGiftReceipt(
  rows: PaperRows,
  receipt: GiftReceipt,
  { words, look }: { readonly words: TicketWords; readonly look: PaperLook },
): void {
  if (look.logo !== null) {
    rows.image(look.logo)
    rows.blank()
  }
  addShop(rows, receipt.shop, receipt.locale, words)
  rows.blank()
  rows.centre(words.giftReceiptTitle, { bold: true, double: true })
  rows.pair(fill(words.ticket, { number: receipt.number }), paperDate(receipt.localDate, words))
  rows.rule()
  for (const line of receipt.lines) rows.pair(line.name, paperQuantity(line, receipt.currency))
  rows.rule()
  rows.centre(words.exchange)
  rows.blank()
  rows.pair(
    fill(words.signature, { signature: receipt.signature }),
    fill(words.signedNumber, { number: receipt.number }),
  )
  rows.pair(
    fill(words.software, { version: receipt.softwareVersion }),
    receipt.copyNumber > 0 ? duplicateMark(receipt, words) : words.original,
  )
  rows.blank()
  addCode(rows, receipt, look.ticketCode)
}
