import type { PaperDecision } from '#contract/views/sale-view.ts'
import type { FiscalRecord, NewPrintJob } from './commit-paid-sale.port.ts'
import type { SpooledJob } from './print-spool.port.ts'

/** What a person said of a paper, and what follows from it. */
export interface DecidedPaper {
  readonly jobId: string
  /** What the paper must be when this is written. */
  readonly from: SpooledJob['state']
  readonly to: 'printed' | 'not-printed'
  readonly decision: PaperDecision
  /** The person's name. */
  readonly by: string
  /** That it was said, in the fiscal chain. */
  readonly record: FiscalRecord
  /** What is printed instead. */
  readonly printJobs: readonly NewPrintJob[]
}

/**
 * Papers that a person looks after, because they are not out for certain. What the printers do with them goes on beside it:
 * where a paper moved meanwhile nothing is written.
 *
 *   unknown --it came out--> printed        (came-out)
 *   unknown --it did not---> not-printed    (printed-again), a duplicate is queued in the same step
 *   sent, not confirmed --either word--> as unknown
 *   queued, failed --not wanted--> not-printed (cancelled)
 *   queued, failed --to another printer--> queued
 *
 * A paper is failed when it is not printed and nobody said anything of it.
 */
export interface PaperDecisionsPort {
  /** Queued, being sent, unknown and failed ones, oldest first, at most so many of `total`. */
  openPapers(limit: number): Promise<{ readonly jobs: readonly SpooledJob[]; readonly total: number }>
  /** Papers, no openings of the drawer, that were sent, not confirmed, and that nobody said anything of: the newest so many, oldest first. */
  unconfirmed(limit: number): Promise<readonly SpooledJob[]>
  /** Unknown papers alone, oldest first. */
  inDoubt(limit: number): Promise<readonly SpooledJob[]>
  /** @returns false, and nothing is written, when the paper is not as it was any more. */
  decide(paper: DecidedPaper): Promise<boolean>
  /** The paper waits at that printer; null: at the one of the till. @returns as `decide`. */
  sendTo(jobId: string, deviceId: string | null, record: FiscalRecord): Promise<boolean>
  /** Drawer kicks since then, newest first. */
  drawerKicks(since: string, limit: number): Promise<readonly SpooledJob[]>
}
