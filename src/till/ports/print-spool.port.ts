import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { PaperDecision, PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'
import type { NewPrintJob } from './commit-paid-sale.port.ts'

/** The printer that a paper was sent to; another one than that it was for where one stood in for it. */
export interface PrintedOn {
  readonly id: string
  /** As it was called then. */
  readonly alias: string
  readonly isStandIn: boolean
}

export interface SpooledJob {
  readonly id: string
  readonly kind: PrintJobKind
  readonly saleId: string | null
  readonly copyNumber: number
  /** The printer it is for; null: the one of the till. */
  readonly deviceId?: string | null
  readonly document: TicketDocument
  readonly state: PrintJobState
  readonly at: string
  /** When it came into its state. */
  readonly movedAt: string
  /** SHA-256 of the bytes sent, once they were. */
  readonly digestHex: string | null
  /** What a person said of it, and who; null where nobody had to. */
  readonly decision?: PaperDecision | null
  readonly decidedBy?: string | null
  /** Once it was sent; null too where nobody noted it. */
  readonly printedOn: PrintedOn | null
  /** What a printed one was confirmed by; null where a person said so, or nobody noted it. */
  readonly confirmedBy?: Confirmation | null
}

/** What there is to know of a paper, but what stands on it. */
export type SpooledPaper = Omit<SpooledJob, 'document'>

/** What there is to know of a paper that waits before its turn comes. */
export type QueuedJob = Pick<SpooledJob, 'id' | 'kind' | 'deviceId' | 'at'>

/** What is noted with a move of a job. */
export interface SpoolMoveMore {
  readonly digestHex?: string
  readonly printedOn?: PrintedOn
  readonly confirmedBy?: Confirmation
}

/** The papers of one printer, or of the till's: all but those of printers that have a worker of their own. */
export type SpoolShare = { readonly only: string } | { readonly allBut: readonly string[] }

export interface SpoolCounts {
  readonly queued: number
  readonly unknown: number
  readonly lastPrintedAt: string | null
  /** When nobody knew any more, the last time, what became of a paper of which nobody noted the printer. */
  readonly lastUnknownAt: string | null
}

/**
 * The queue of papers, in the database. A job is `sending` on disk before its first byte leaves; after a kill a
 * `sending` job is `unknown` and is never printed again by itself.
 */
export interface PrintSpoolPort {
  /** Queued jobs, oldest first; of all printers where no share is given, as below. */
  queuedJobs(share?: SpoolShare): Promise<SpooledJob[]>
  /** The same without their documents: it costs little however much waits, as while a printer is out of paper. */
  queue(share?: SpoolShare): Promise<QueuedJob[]>
  job(id: string): Promise<SpooledJob | null>
  jobsOfSale(saleId: string): Promise<SpooledJob[]>
  /** The same without their documents. */
  papersOfSale(saleId: string): Promise<SpooledPaper[]>
  /** All kinds and states, newest first. */
  newestJobs(limit: number): Promise<SpooledJob[]>
  add(job: NewPrintJob): Promise<void>
  /** Moves a job on. Throws when the move is not one of queued→sending→printed|not-printed|unknown, sending→queued. */
  move(id: string, state: PrintJobState, more?: SpoolMoveMore): Promise<void>
  counts(share?: SpoolShare): Promise<SpoolCounts>
  /**
   * Printers that may hold half a paper: nobody knew what became of one, and they have printed none since. What a person
   * says of that paper changes nothing of it.
   */
  printersInDoubt(): Promise<string[]>
  /**
   * Called once, with the store open and before the first worker runs: `sending` becomes `unknown`. Answers how many. Later
   * it would take the paper that another worker is printing for one.
   */
  settleInterrupted(): Promise<number>
}
