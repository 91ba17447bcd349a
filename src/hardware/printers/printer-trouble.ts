import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { PrinterCondition } from './status-reader.ts'

/** What a person must mend before a printer prints; `PRINTER_TAKES_NOTHING`: its line holds back what it is sent. */
export type PrinterTrouble = Extract<
  ErrorCode,
  'PRINTER_UNREACHABLE' | 'PRINTER_PAPER_OUT' | 'PRINTER_COVER_OPEN' | 'PRINTER_STOPPED' | 'PRINTER_TAKES_NOTHING'
>

/** Why the next paper cannot begin; `PRINTER_BUSY`: another one is not over yet, and nothing is wrong. */
export type PrinterHindrance = PrinterTrouble | 'PRINTER_BUSY'

/** What hinders printing, the first thing a person must mend first. */
export function troubleOf({ coverOpen, paperOut, stopped }: PrinterCondition): PrinterTrouble | null {
  if (coverOpen) return 'PRINTER_COVER_OPEN'
  if (paperOut) return 'PRINTER_PAPER_OUT'
  return stopped ? 'PRINTER_STOPPED' : null
}
