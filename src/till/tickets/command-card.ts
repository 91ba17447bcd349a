import { COMMAND_CODES } from '#contract/command-codes.ts'
import type { PaperRows } from './paper-rows.ts'
import type { TicketWords } from './ticket-words.ts'

/** A barcode for each command that a scanner may give. */
export function addCommandCard(rows: PaperRows, words: TicketWords): void {
  rows.centre(words.commandsTitle, { bold: true })
  rows.centre(words.commandsNote)
  for (const [code, command] of Object.entries(COMMAND_CODES)) {
    rows.rule()
    rows.centre(words.commands[command], { bold: true, double: true })
    rows.barcode('code128', code)
  }
}
