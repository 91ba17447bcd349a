import { paperDate, paperQuantity } from './paper-figures.ts'
import type { PaperRows } from './paper-rows.ts'
import type { KitchenTicket } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** Read from afar and by wet hands: table and goods in double size, what is not wanted any more under a word of its own. */
export function addKitchenTicket(rows: PaperRows, ticket: KitchenTicket, words: TicketWords): void {
  rows.centre(ticket.stationName, { bold: true })
  if (ticket.reference !== null) rows.centre(ticket.reference, { bold: true, double: true })
  rows.pair(
    fill(words.ticket, { number: ticket.number }),
    `${paperDate(ticket.localDate, words)} ${ticket.localTime.slice(0, 5)}`,
  )
  rows.left(ticket.cashierName)
  rows.rule()
  const wanted = ticket.items.filter(({ quantityMilli }) => quantityMilli >= 0)
  for (const { name, unit, quantityMilli, note } of wanted) {
    const goods = quantityMilli === 0 ? name : `${paperQuantity({ unit, quantityMilli })} x ${name}`
    rows.left(goods, { bold: true, double: true })
    if (note !== undefined) rows.left(`  ! ${note}`, { bold: true })
  }
  const dropped = ticket.items.filter(({ quantityMilli }) => quantityMilli < 0)
  if (dropped.length === 0) return
  if (wanted.length > 0) rows.rule()
  rows.centre(words.kitchenDropped, { bold: true })
  for (const { name, unit, quantityMilli } of dropped)
    rows.left(`- ${paperQuantity({ unit, quantityMilli: -quantityMilli })} x ${name}`, { bold: true, double: true })
}
