import type { CashMove } from '#contract/views/day-view.ts'
import type { FiscalRecord, NewPrintJob } from './commit-paid-sale.port.ts'

export interface DrawerCount {
  readonly counts: readonly { readonly valueMinor: number; readonly count: number }[]
  readonly countedMinor: number
  readonly countedBy: string
  readonly countedAt: string
}

export interface BusinessDay {
  readonly id: string
  /** Local calendar day of the opening, `2026-11-22`. */
  readonly businessDate: string
  readonly openedAt: string
  readonly openedBy: string
  readonly floatMinor: number
  readonly count: DrawerCount | null
  /** Cash that went in or out without a sale, oldest first; left out where none did. */
  readonly cashMoves?: readonly CashMove[]
  readonly closedAt: string | null
  /** Number of the Z, from 1, without gaps. */
  readonly closingNumber: number | null
}

/** Business days of this till; at most one is open. */
export interface BusinessDaysPort {
  openDay(): Promise<BusinessDay | null>
  lastClosedDay(): Promise<BusinessDay | null>
  /** By acquirer, the newest batch that a Z names; a Z that names no acquirer means `main`, the only one there was. */
  lastNamedBatches(): Promise<Readonly<Record<string, string>>>
  /** Throws when a day is open already. */
  begin(day: BusinessDay, fiscalRecord: FiscalRecord): Promise<void>
  recordCount(dayId: string, count: DrawerCount, fiscalRecord: FiscalRecord): Promise<void>
  /** All that moved so far, with the fiscal record of the last one and the drawer that opens for it, in one transaction. */
  moveCash(
    dayId: string,
    moves: readonly CashMove[],
    fiscalRecord: FiscalRecord,
    printJobs: readonly NewPrintJob[],
  ): Promise<void>
  /** Day, figures, fiscal record and the Z's print job, in one transaction. */
  close(closing: DayClosing): Promise<void>
}

export interface DayClosing {
  readonly dayId: string
  readonly closedAt: string
  readonly closingNumber: number
  /** The figures as printed, plain JSON. */
  readonly body: Readonly<Record<string, unknown>>
  readonly fiscalRecord: FiscalRecord
  readonly printJobs: readonly NewPrintJob[]
}
