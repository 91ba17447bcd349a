import type { TerminalTicket } from '#payment/ports/standalone-terminal.port.ts'
import { safeText } from '../terminal-text.ts'
import type { NexoReceipts } from './nexo-messages.codec.ts'

const COPIES: Readonly<Record<string, TerminalTicket['copy']>> = { CustomerReceipt: 'customer', CashierReceipt: 'shop' }
/** `name=Card&value=…&key=pan`, each part encoded as in an address. Other terminals send the line itself. */
const IS_FIELDS = /^(name|value|key)=/

/** The tickets that the till is to print, card numbers masked; without those that the terminal has printed itself. */
export function nexoTickets(receipts: NexoReceipts = []): readonly TerminalTicket[] {
  return receipts
    .filter(({ IntegratedPrintFlag }) => IntegratedPrintFlag !== true)
    .map(({ DocumentQualifier, OutputContent }) => ({
      copy: COPIES[DocumentQualifier] ?? 'other',
      lines: linesOf(OutputContent.OutputText),
    }))
    .filter(({ lines }) => lines.length > 0)
}

function linesOf(texts: NexoReceipts[number]['OutputContent']['OutputText']): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const { Text, EndOfLineFlag } of texts) {
    line += wordsOf(Text)
    if (!EndOfLineFlag) continue
    lines.push(line)
    line = ''
  }
  if (line !== '') lines.push(line)
  while (lines.at(-1)?.trim() === '') lines.pop()
  while (lines[0]?.trim() === '') lines.shift()
  return lines.map(safeText)
}

/** A line without a name is a blank one. */
function wordsOf(text: string): string {
  if (!IS_FIELDS.test(text)) return text
  const fields = new URLSearchParams(text)
  const name = fields.get('name') ?? ''
  const value = fields.get('value') ?? ''
  return name === '' || value === '' ? `${name}${value}` : `${name}: ${value}`
}
