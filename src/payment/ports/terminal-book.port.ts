import type { Failure } from '#contract/result.ts'

/**
 * What the till keeps of standalone terminals beside their payments. One call is one transaction, flushed before it returns.
 * Throws CatalogueFailure.
 */
export interface TerminalBookPort {
  /** Of the newest payment that the terminal told a number of, whatever became of it since; null where there is none. */
  lastReceiptNumber(terminalId: string): Promise<string | null>
  /** The newest day end of each terminal. */
  dayEnds(): Promise<StoredDayEnd[]>
  /** Kept before the terminal hears of it: until `endDay` it is one that nobody heard the end of. */
  beginDayEnd(begun: Pick<StoredDayEnd, 'terminalId' | 'alias' | 'at'>): Promise<void>
  /** How the newest day end of the terminal went. */
  endDay(terminalId: string, ended: Pick<StoredDayEnd, 'state' | 'failure' | 'ticket'>): Promise<void>
}

export interface StoredDayEnd {
  readonly terminalId: string
  readonly alias: string
  readonly at: string
  readonly state: 'done' | 'refused' | 'not-started' | 'unknown'
  readonly failure: Failure | null
  /** As the terminal printed it; null where it printed none on the till. */
  readonly ticket: readonly string[] | null
}
