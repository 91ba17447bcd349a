import type { DatabaseFacts, TrialView } from '#contract/views/backup-view.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** How copies are made: the key of the passphrase lies sealed, so that one is made at night without anybody typing it. */
export interface BackupSettings {
  readonly folder: string
  readonly keep: number
  readonly salt: string
  readonly sealedKey: string
}

/** What became of the last ones. */
export interface BackupState {
  readonly last: { readonly at: string; readonly path: string; readonly bytes: number } | null
  readonly failure: { readonly at: string; readonly code: string } | null
  readonly trial: TrialView | null
}

export interface Counter {
  readonly name: string
  readonly value: number
}

/** A voucher that only the data that gave way knows: its paper is out. */
export interface LostVoucher {
  readonly number: string
  readonly code: string
  readonly amountMinor: number
  readonly leftMinor: number
  readonly issuedAt: string
  readonly expiresOn: string
  readonly saleId: string
  readonly byName: string
}

/**
 * What a restore would let be paid out twice, or not at all. Where the data that gave way never knew a voucher, or cannot be read, nobody can
 * tell what it paid meanwhile: it is in doubt.
 */
export interface LostClaims {
  readonly vouchersSpent: readonly { readonly number: string; readonly amountMinor: number }[]
  readonly vouchersIssued: readonly LostVoucher[]
  readonly vouchersInDoubt: readonly string[]
  readonly ticketsReturned: readonly { readonly saleId: string; readonly amountMinor: number }[]
  /** On a gift card, or paid back, where this data still owes it. */
  readonly giftCardsDone: readonly {
    readonly orderId: string
    readonly state: 'delivered' | 'returned'
    readonly amountMinor: number
  }[]
}

/** What the till remembers of its copies. */
export interface BackupBookPort {
  settings(): Promise<BackupSettings | null>
  /** With the record of the change, as it is one of the till's parameters. */
  saveSettings(settings: BackupSettings, record: FiscalRecord | null): Promise<void>
  state(): Promise<BackupState>
  saveState(state: BackupState): Promise<void>
  facts(): Promise<DatabaseFacts>
  /** Of a copy that was just made. */
  factsOfCopy(path: string): Promise<DatabaseFacts>
  /** The sums that the newest Z was signed with. */
  lastClosing(): Promise<{ readonly turnoverMinor: number; readonly ticketCount: number } | null>
  counters(): Promise<readonly Counter[]>
  /** Those of data that gave way; null where it is gone or damaged. Throws where it may be read at another time (STORE_*). */
  countersOfCopy(path: string): Promise<readonly Counter[] | null>
  /** Numbers that are on paper or at a bank are never given again, whatever data counts them. */
  raiseCounters(counters: readonly Counter[]): Promise<void>
  /** Leaves out the STANs that banks may have had from data that nobody can read any more. */
  passOverStans(): Promise<void>
  /** The id of the last restore that was noted. */
  lastRestore(): Promise<string | null>
  /** What the data that gave way, at this path, gave out that this data does not know. Throws as `countersOfCopy`. */
  lostClaims(path: string): Promise<LostClaims>
  /** With the record that this data took the place of other data, and what that one gave out. */
  noteRestored(id: string, at: string, record: FiscalRecord | null, claims: LostClaims): Promise<void>
  /** A whole copy of the database under this name, in steps between which the till sells; card blocks are wiped from it. */
  saveCopy(path: string, onProgress: (done: number, total: number) => void): Promise<void>
}
