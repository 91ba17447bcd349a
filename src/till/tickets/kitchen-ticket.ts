import { paperDate, paperQuantity } from './paper-figures.ts'
import type { PaperRows } from './paper-rows.ts'
import type { KitchenTicket } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** Read from afar and by wet hands: table and goods in double size, what is not wanted any more under a word of its own. */
export function addKitchenTicket(rows: PaperRows, ticket: KitchenTicket, words: TicketWords): void {
  rows.centre(ticket.stationName, { bold: true })
  const where = ticket.table === undefined ? ticket.reference : fill(words.table, { table: ticket.table })
  if (where !== null) rows.centre(where, { bold: true, double: true })
  if (ticket.covers !== undefined) rows.centre(fill(words.covers, { count: ticket.covers }), { bold: true })
  rows.pair(
    fill(words.ticket, { number: ticket.number }),
    `${paperDate(ticket.localDate, words)} ${ticket.localTime.slice(0, 5)}`,
  )
  rows.left(ticket.cashierName)
  rows.rule()
  if (ticket.movedFrom !== undefined) {
    rows.centre(words.kitchenMoved, { bold: true })
    rows.centre(`${ticket.movedFrom} > ${ticket.table ?? ticket.reference ?? ''}`, { bold: true, double: true })
  }
  if (ticket.call !== undefined) {
    rows.centre(words.kitchenCall, { bold: true })
    rows.centre(ticket.call.toLocaleUpperCase(ticket.locale), { bold: true, double: true })
    rows.rule()
  }
  const wanted = ticket.items.filter(({ quantityMilli }) => quantityMilli > 0)
  const changed = ticket.items.filter(({ quantityMilli }) => quantityMilli === 0)
  const dropped = ticket.items.filter(({ quantityMilli }) => quantityMilli < 0)
  addItems(rows, wanted, ticket)
  if (changed.length > 0) {
    if (wanted.length > 0) rows.rule()
    rows.centre(words.kitchenChanged, { bold: true })
    addChanges(rows, changed, words)
  }
  if (dropped.length === 0) return
  if (wanted.length + changed.length > 0) rows.rule()
  rows.centre(words.kitchenDropped, { bold: true })
  for (const { name, unit, quantityMilli } of dropped)
    rows.left(`- ${paperQuantity({ unit, quantityMilli: -quantityMilli }, ticket.currency)} x ${name}`, {
      bold: true,
      double: true,
    })
}

/** Goods under their course, with what the customer wants of them; of a course that is called, its name stands above already. */
function addItems(rows: PaperRows, items: KitchenTicket['items'], { call, locale, currency }: KitchenTicket): void {
  let course: string | undefined
  for (const item of items) {
    if (call === undefined && item.course !== course && item.course !== undefined)
      rows.centre(`- ${item.course.toLocaleUpperCase(locale)} -`, { bold: true })
    course = item.course
    rows.left(`${paperQuantity(item, currency)} x ${item.name}`, { bold: true, double: true })
    if (item.note !== undefined) rows.left(`  ! ${item.note}`, { bold: true })
  }
}

/** What is made already, with what is not wanted of it any more and what is instead. */
function addChanges(rows: PaperRows, items: KitchenTicket['items'], words: TicketWords): void {
  for (const { name, note, noteBefore } of items) {
    rows.left(name, { bold: true, double: true })
    if (noteBefore !== undefined) rows.left(`  ${words.kitchenNoteGone}: ${noteBefore}`, { bold: true })
    if (note !== undefined) rows.left(`  ! ${note}`, { bold: true })
  }
}
