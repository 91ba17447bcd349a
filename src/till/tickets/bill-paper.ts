import { addLine, addShop, addTender, addTicketDiscount } from './customer-ticket.ts'
import { addVatTable, paperAmount, paperDate, paperFigures } from './paper-figures.ts'
import { duplicateMark } from './paper-frame.ts'
import type { PaperLook } from './paper-look.ts'
import type { PaperRows } from './paper-rows.ts'
import type { Facturette, Note } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** Cells of the row on which a guest's name is written by hand. */
const NAME_DOTS = 14

/**
 * What guests owe, before they pay. It must not pass for a receipt: another head, what it is not in words at both ends, an amount that is
 * to be paid, no row of a payment and no code that a till would read.
 */
export function addNote(rows: PaperRows, note: Note, { words }: { readonly words: TicketWords }): void {
  rows.centre(words.noteTitle, { bold: true, double: true })
  rows.centre(words.noteIsNoTicket, { bold: true })
  rows.rule()
  addShop(rows, note.shop, note.locale, words)
  rows.rule()
  rows.pair(
    fill(words.noteNumber, { number: note.number }),
    `${paperDate(note.localDate, words)} ${note.localTime.slice(0, 5)}`,
  )
  addTable(rows, note, words)
  if (note.replaces !== undefined) rows.left(fill(words.noteReplaces, { number: note.replaces }), { bold: true })
  rows.rule()
  for (const line of note.lines) addLine(rows, line, note, words)
  addTicketDiscount(rows, note, words)
  rows.rule()
  rows.pair(words.noteTotal, paperAmount(note.totalMinor, note.currency), { bold: true, double: true })
  rows.rule()
  addVatTable(rows, note.vat, note.currency, words)
  rows.rule()
  rows.centre(words.serviceIncluded, { bold: true })
  rows.centre(words.noteUnpaid)
  addSignature(rows, note, words)
  rows.blank()
  rows.centre(words.noteIsNoTicket, { bold: true })
}

/** What guests paid, with their table and the number of the ticket and of the note that it was paid by: for their expenses. */
export function addFacturette(
  rows: PaperRows,
  bill: Facturette,
  { words, look }: { readonly words: TicketWords; readonly look: PaperLook },
): void {
  if (look.logo !== null) {
    rows.image(look.logo)
    rows.blank()
  }
  addShop(rows, bill.shop, bill.locale, words)
  rows.blank()
  rows.centre(words.billTitle, { bold: true })
  rows.pair(
    fill(words.ticket, { number: bill.number }),
    `${paperDate(bill.localDate, words)} ${bill.localTime.slice(0, 5)}`,
  )
  if (bill.noteNumber !== undefined) rows.left(fill(words.noteNumber, { number: bill.noteNumber }))
  addTable(rows, bill, words)
  rows.blank()
  rows.left(`${words.billCustomer} ${'.'.repeat(NAME_DOTS)}`)
  rows.rule()
  for (const line of bill.lines) addLine(rows, line, bill, words)
  addTicketDiscount(rows, bill, words)
  rows.rule()
  rows.pair(words.billTotal, paperAmount(bill.totalMinor, bill.currency), { bold: true, double: true })
  for (const tender of bill.tenders) addTender(rows, tender, bill.currency, words)
  if (bill.changeMinor !== 0) rows.pair(words.change, paperFigures(bill.changeMinor, bill.currency))
  rows.rule()
  addVatTable(rows, bill.vat, bill.currency, words)
  rows.rule()
  rows.centre(words.serviceIncluded, { bold: true })
  addSignature(rows, bill, words)
  rows.centre(words.thanks)
}

function addTable(rows: PaperRows, { table, covers, cashierName }: Note | Facturette, words: TicketWords): void {
  if (table !== undefined)
    rows.pair(fill(words.table, { table }), covers === undefined ? cashierName : fill(words.covers, { count: covers }))
  if (table === undefined || covers !== undefined) rows.left(fill(words.servedBy, { name: cashierName }))
}

function addSignature(rows: PaperRows, paper: Note | Facturette, words: TicketWords): void {
  rows.blank()
  rows.pair(fill(words.signature, { signature: paper.signature }), fill(words.signedNumber, { number: paper.number }))
  rows.pair(
    fill(words.software, { version: paper.softwareVersion }),
    paper.copyNumber > 0 ? duplicateMark(paper, words) : words.original,
  )
}
