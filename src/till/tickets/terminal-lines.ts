import type { PaperRows } from './paper-rows.ts'
import type { CardTicket, TerminalSlip } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** The terminal says all there is to say of a payment, in its own words; the till adds which sale it was for. */
export function addTerminalTicket(
  rows: PaperRows,
  { saleNumber, paymentNumber }: CardTicket,
  lines: readonly string[],
  words: TicketWords,
): void {
  addLines(rows, lines)
  rows.rule()
  if (saleNumber === '') rows.right(paymentNumber)
  else rows.pair(fill(words.sale, { number: saleNumber }), paymentNumber)
}

/** Lines that belong to no ticket: the terminal's day end, or its last ticket once more. */
export function addTerminalSlip(rows: PaperRows, { terminalAlias, lines, localDate, localTime }: TerminalSlip): void {
  rows.centre(terminalAlias, { bold: true })
  rows.centre(`${localDate} ${localTime}`)
  rows.blank()
  addLines(rows, lines)
}

function addLines(rows: PaperRows, lines: readonly string[]): void {
  for (const line of lines) {
    if (line.trim() === '') rows.blank()
    else rows.left(line)
  }
}
