import type { Confirmation, PrinterProfile, PrinterSettings } from '#contract/views/printer-settings-view.ts'
import type { PrinterHindrance, PrinterTrouble } from './printer-trouble.ts'
import type { PrinterCondition } from './status-reader.ts'
import type { Acknowledgement } from './ticket-acknowledgement.ts'

/** printed: the printer said so. not-printed: no byte left. unknown: bytes left and nobody knows what became of them. */
export type PrintOutcome = 'printed' | 'not-printed' | 'unknown'

/** What is heard of one paper while it is being printed, and how it is ended. */
export interface PaperWatch {
  /** What the paper waits for a person to do, and null when it goes on. */
  readonly onHeld?: (trouble: PrinterTrouble | null) => void
  /** How sure it is that it came out, before it is said to be printed. */
  readonly onConfirmed?: (by: Confirmation) => void
  /** Nobody waits for it any more: it is unknown, and what is not out of it yet never is. */
  readonly signal?: AbortSignal
}

/**
 * One ticket printer.
 *
 * - One call at a time; the worker of the device is the only caller. While a `print` waits for a person the others may be
 *   called: `prepare` answers what hinders it and leaves the line alone, `print` answers not-printed, `kickNow` opens the
 *   drawer past the ticket once that is handed over.
 * - `prepare` opens the line where needed and asks for cover and paper: null when it can print, else what hinders it.
 * - `print` ends when the printer says that all before its acknowledgement is done, when the line is lost, or when
 *   nothing hinders it and it stays silent for `printerTicketTimeoutMs`. Paper that runs out in the middle is waited
 *   for: the printer keeps its buffer and goes on after the refill, so nothing is sent twice. A line that takes no bytes
 *   for longer than the ticket needs is waited for in the same way: the paper is held, and nobody waits for its end.
 * - `close` ends a `print` that is under way as unknown; what was not out then never is.
 */
export interface TicketPrinter {
  readonly alias: string
  readonly endpoint: string
  readonly columns: 32 | 42 | 48
  readonly profile: PrinterProfile
  prepare(): Promise<PrinterHindrance | null>
  /** @param id four letters or digits that the acknowledgement repeats. */
  print(bytes: Uint8Array, id: string, watch?: PaperWatch): Promise<PrintOutcome>
  /** Another driver of it may have left half a ticket: the next paper ends it first, as after every `unknown`. */
  expectHalfTicket(): void
  /** Whether half a ticket may be in it: whoever drives it next must expect that. */
  mayHoldHalfTicket(): boolean
  readonly drawer: PrinterSettings['drawer']
  /** Opens the drawer at once, without paper and with an open cover too; a kick that is not out at once never is. */
  kickNow(watch?: Pick<PaperWatch, 'onConfirmed'>): Promise<PrintOutcome>
  /**
   * Sends bytes for what hangs behind the printer, as a display does; opens the line where needed and leaves it as it was.
   * False: not all of them, or not now, as while half a ticket may be in it. Left out where nothing can hang there.
   */
  passOn?(bytes: Uint8Array): Promise<boolean>
  close(): Promise<void>
  /** Calls back when what hinders the printer changes while it is connected. */
  onTrouble(listener: (trouble: PrinterTrouble | null) => void): () => void
  acknowledgement(): Acknowledgement
  condition(): PrinterCondition | null
}
