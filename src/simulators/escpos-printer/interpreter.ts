import type { PrinterFamily } from './code-pages.ts'
import { readCommand } from './command-reader.ts'
import { PaperStrip, type PrintedRow, rowText } from './paper-strip.ts'

export interface InterpretedTicket {
  readonly rows: readonly PrintedRow[]
  /** The rows as text, without the blank ones that only push the paper past the blade. */
  readonly text: string
  readonly problems: readonly string[]
}

/** Reads whole bytes of one ticket as a printer that was just switched on would. */
export function interpretTicket(bytes: Uint8Array, columns: number, family?: PrinterFamily): InterpretedTicket {
  const strip = new PaperStrip(columns, family)
  let offset = 0
  for (let read = readCommand(bytes, offset); read !== null; read = readCommand(bytes, offset)) {
    strip.apply(read.command)
    offset += read.length
  }
  if (offset < bytes.length) strip.problems.push('the ticket ends within a command')
  const last = strip.rows.findLastIndex(({ characters, graphic }) => characters.length > 0 || graphic !== null)
  const rows = strip.rows.slice(0, last + 1)
  return { rows, text: rows.map(rowText).join('\n'), problems: strip.problems }
}
