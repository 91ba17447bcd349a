import type { FiscalRecord, NewPrintJob } from './commit-paid-sale.port.ts'

/**
 * The fiscal records of this till, kept for ever. The store refuses a record that does not follow the last one,
 * whichever port brings it; nothing can change or remove one.
 */
export interface FiscalChainPort {
  last(): Promise<FiscalRecord | null>
  /** In order, from the record after `afterSequence`. */
  records(options: { readonly afterSequence: number; readonly limit: number }): Promise<FiscalRecord[]>
  /** A record of its own (event, duplicate) with the papers it causes, in one transaction. */
  append(record: FiscalRecord, printJobs: readonly NewPrintJob[]): Promise<void>
}
