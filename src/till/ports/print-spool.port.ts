import type { PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'
import type { NewPrintJob } from './commit-paid-sale.port.ts'

export interface SpooledJob {
  readonly id: string
  readonly kind: PrintJobKind
  readonly saleId: string | null
  readonly copyNumber: number
  readonly document: TicketDocument
  readonly state: PrintJobState
  readonly at: string
  /** When it came into its state. */
  readonly movedAt: string
  /** SHA-256 of the bytes sent, once they were. */
  readonly digestHex: string | null
}

export interface SpoolCounts {
  readonly queued: number
  readonly unknown: number
  readonly lastPrintedAt: string | null
  /** When nobody knew any more, the last time, what became of a paper. */
  readonly lastUnknownAt: string | null
}

/**
 * The queue of papers, in the database. A job is `sending` on disk before its first byte leaves; after a kill a
 * `sending` job is `unknown` and is never printed again by itself.
 */
export interface PrintSpoolPort {
  /** Queued jobs, oldest first. */
  queuedJobs(): Promise<SpooledJob[]>
  job(id: string): Promise<SpooledJob | null>
  jobsOfSale(saleId: string): Promise<SpooledJob[]>
  /** All kinds and states, newest first. */
  newestJobs(limit: number): Promise<SpooledJob[]>
  add(job: NewPrintJob): Promise<void>
  /** Moves a job on. Throws when the move is not one of queued→sending→printed|not-printed|unknown, not-printed→queued. */
  move(id: string, state: PrintJobState, extra?: { readonly digestHex?: string }): Promise<void>
  counts(): Promise<SpoolCounts>
  /** Called with the store open, before the first worker runs: `sending` becomes `unknown`. Answers how many. */
  settleInterrupted(): Promise<number>
}
