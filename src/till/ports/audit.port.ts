import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** Which events of the chain. */
export interface AuditWanted {
  /** Names of events. */
  readonly events: readonly string[]
  readonly userId: string | null
  /** From and before, in UTC. */
  readonly from: string | null
  readonly before: string | null
  /** Older than this record. */
  readonly beforeSequence: number | null
  readonly limit: number
}

/** What the fiscal chain says of people, found without reading all of it. */
export interface AuditPort {
  /** Newest first. */
  events(wanted: AuditWanted): Promise<Pick<FiscalRecord, 'sequence' | 'at' | 'body'>[]>
}
