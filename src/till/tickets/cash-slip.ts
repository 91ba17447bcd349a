import { addShop } from './customer-ticket.ts'
import { cashReason } from './day-report.ts'
import { paperAmount, paperDate } from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperRows } from './paper-rows.ts'
import type { CashSlip } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** Where somebody writes, on a paper of any width. */
const SIGNING_LINE = '_'.repeat(24)

/** Cash that moved without a sale: how much, why, who did it, what the drawer should hold then, and room for two people to sign. */
export function addCashSlip(rows: PaperRows, slip: CashSlip, words: TicketWords): void {
  const { direction, amountMinor, expectedMinor, currency } = slip
  addShop(rows, slip.shop, slip.locale, words)
  rows.blank()
  rows.centre(direction === 'in' ? words.cashInTitle : words.cashOutTitle, { bold: true })
  rows.blank()
  rows.pair(fill(words.cashSlipNumber, { number: slip.number }), slip.shop.tillLabel)
  rows.pair(words.printedAt, `${paperDate(slip.localDate, words)} ${slip.localTime}`)
  rows.rule()
  rows.left(direction === 'in' ? words.cashIn : words.cashTaken)
  rows.bigFigure(paperAmount(amountMinor, currency))
  rows.pair(words.cashWhy, cashReason(slip.reason, words))
  if (slip.note !== '') rows.left(slip.note)
  rows.pair(words.cashAfterwards, paperAmount(expectedMinor, currency))
  rows.rule()
  addSigner(rows, fill(words.cashMovedBy, { name: slip.byName }))
  addSigner(rows, slip.approvedBy === undefined ? words.cashSeenBy : fill(words.cashLetBy, { name: slip.approvedBy }))
  rows.rule()
  rows.left(words.cashKeep)
  rows.left(fill(words.signature, { signature: slip.signature }))
  rows.pair(
    fill(words.software, { version: slip.softwareVersion }),
    slip.copyNumber > 0 ? duplicateMark(slip, words) : words.original,
  )
}

/** Who signs, and three rows of room to do it. */
function addSigner(rows: PaperRows, who: string): void {
  rows.left(who)
  rows.blank()
  rows.blank()
  rows.right(SIGNING_LINE)
}
