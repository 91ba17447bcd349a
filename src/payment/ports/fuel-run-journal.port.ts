import type { FuelRunState } from '../unattended/fuel-run.ts'

/** What a step of a run is stored with: the state after it and the event that led there. */
export interface FuelRunStep {
  readonly at: string
  /** Its name, and what of it is not in the state. */
  readonly event: string
  readonly state: FuelRunState
  /** Nothing more happens to it. */
  readonly isOver: boolean
}

/**
 * Sales without a cashier, as they stand, and how they came there (append-only). One call is one transaction, flushed
 * before it returns. A pump has one open run at most: a second one throws. Throws CatalogueFailure STORE_*.
 */
export interface FuelRunJournalPort {
  begin(step: FuelRunStep): Promise<void>
  commit(step: FuelRunStep): Promise<void>
  run(id: string): Promise<FuelRunState | null>
  /** Those that are not over, oldest first. */
  openRuns(): Promise<FuelRunState[]>
  /** The run of a pump that was begun last. */
  newestRun(pumpId: string): Promise<FuelRunState | null>
  /** What happened to a run, oldest first. */
  records(id: string): Promise<{ readonly at: string; readonly event: string; readonly kind: FuelRunState['kind'] }[]>
}
