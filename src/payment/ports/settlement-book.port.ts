/** A line of the bank about cards, as it is kept. */
export interface StoredBankLine {
  /** The same movement has the same key in every file that holds it. */
  readonly key: string
  readonly importId: string
  /** remittance: what a batch was credited with. fee: the bank's charge, on its own. */
  readonly kind: 'remittance' | 'fee'
  readonly line: number
  /** Calendar days, `2026-11-22`. */
  readonly bookedOn: string
  readonly valueOn: string
  readonly amountMinor: number
  /** Fee told beside the line, zero or more; null when none is told. */
  readonly feeMinor: number | null
  readonly label: string
  readonly reference: string
  /** Runs of figures in its texts: one of them may be the number of a batch. */
  readonly figures: readonly string[]
}

export interface StoredImport {
  readonly id: string
  readonly fileName: string
  readonly digest: string
  readonly readAt: string
  readonly readBy: string
  readonly from: string
  readonly to: string
  readonly cardLines: number
  readonly otherLines: number
}

/** What a person decided about a line: it is this batch, or it is none of ours. */
export interface StoredDecision {
  readonly lineKey: string
  readonly batch: { readonly acquirerId: string; readonly number: string } | null
  readonly by: string
  readonly at: string
}

/** A batch that was closed, with the net of both sides. */
export interface ClosedBatch {
  readonly acquirerId: string
  readonly number: string
  readonly closedAt: string
  readonly tillMinor: number
  readonly hostMinor: number | null
}

/**
 * Statements of the bank and what was decided about their lines, beside the batches that were closed. One call is one
 * transaction, flushed before it returns; troubles of the disk are thrown as CatalogueFailure STORE_*.
 */
export interface SettlementBookPort {
  /** Newest first. */
  imports(): Promise<StoredImport[]>
  /** Each movement once, from the first file that brought it. Newest first. */
  lines(): Promise<StoredBankLine[]>
  decisions(): Promise<StoredDecision[]>
  /** The newest ones that counted anything, newest first. */
  closedBatches(limit: number): Promise<ClosedBatch[]>
  /** A file whose digest is known changes nothing. */
  add(statement: StoredImport, lines: readonly StoredBankLine[]): Promise<void>
  /** With what was decided about lines that no other file holds. @returns false when it was not there. */
  remove(importId: string): Promise<boolean>
  /** In place of what was decided about this line before. */
  decide(decision: StoredDecision): Promise<void>
  reopen(lineKey: string): Promise<void>
}
