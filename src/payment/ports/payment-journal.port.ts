import type { Scheme } from '#contract/views/sale-view.ts'
import type { PaymentState } from '../engine/payment-state.ts'
import type { DebitCredit, ReversalReason, SaleRequest, SaleSecrets } from './acquirer-host.port.ts'

/** Which states end a payment; the store keeps them apart from open ones. */
export { isFinal as isFinalPayment } from '../engine/payment-state.ts'

/**
 * What the engine keeps on disk. One call is one transaction, flushed before it returns; a failure is thrown as
 * CatalogueFailure (STORE_DISK_FULL and its kin) and nothing of the step is kept. Asynchronous in form, so that a
 * server database can stand behind it.
 *
 * Guarantees: the journal only grows; a record never holds card secrets; `secrets` live sealed under a random key
 * of their own payment and are gone, row and key, with the step that says `eraseSecrets`.
 */
export interface PaymentJournalPort {
  /** Appends a step: journal record, new state, and whatever must be true together with them. */
  commit(step: JournalStep): Promise<void>
  /** Persisted before it is returned; 000001 to 999999, never reused within a batch. */
  nextStan(): Promise<string>
  /** The next payment number of this till, `P-2-009127`. */
  nextPaymentNumber(): Promise<string>
  payment(id: string): Promise<StoredPayment | null>
  /** Payments whose state is not final, oldest first. */
  openPayments(): Promise<StoredPayment[]>
  /** Journal records of one payment, in order. */
  story(paymentId: string): Promise<JournalRecord[]>
  /** Reversals not yet acknowledged or discarded, oldest first; `armed` ones belong to a request under way. */
  openReversals(): Promise<StoredReversal[]>
  reversal(paymentId: string): Promise<StoredReversal | null>
  /** The batch new payments go into; opened by the first call. */
  batch(): Promise<StoredBatch>
  /** Batches whose totals the host has not confirmed yet (`closing` cut short, `pending`), oldest first. */
  unconfirmedBatches(): Promise<StoredBatch[]>
  /** Approved, unreversed payments of a batch by scheme. */
  batchTotals(batchNumber: string): Promise<Partial<Record<Scheme, DebitCredit>>>
  /** Stores the end of a batch; `advance` opens the next one. */
  commitBatch(change: BatchChange): Promise<void>
  /** Payments of a sale, oldest first. */
  paymentsOfSale(saleId: string): Promise<StoredPayment[]>
}

export interface JournalStep {
  readonly paymentId: string
  readonly saleId: string
  readonly at: string
  /** The event that caused the step, already redacted: `host-answered`. */
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
  readonly state: PaymentState
  readonly secrets?: SaleSecrets
  readonly eraseSecrets?: boolean
  readonly reversal?: ReversalChange
}

/** armed: written with the request. queued: must go out. discarded: not needed after all. */
export type ReversalChange =
  | { readonly kind: 'arm'; readonly request: SaleRequest }
  | { readonly kind: 'queue'; readonly reason: ReversalReason }
  | { readonly kind: 'discard' }
  | { readonly kind: 'attempt'; readonly nextAt: string }
  | { readonly kind: 'acknowledge'; readonly responseCode: string }
  | { readonly kind: 'park'; readonly responseCode: string }

export interface StoredPayment {
  readonly id: string
  readonly number: string
  readonly saleId: string
  readonly state: PaymentState
}

export interface JournalRecord {
  readonly sequence: number
  readonly at: string
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface StoredReversal {
  readonly paymentId: string
  readonly saleId: string
  readonly stan: string
  readonly state: 'armed' | 'queued' | 'acknowledged' | 'discarded' | 'parked'
  readonly reason: ReversalReason | null
  readonly request: SaleRequest
  readonly attempts: number
  readonly nextAt: string | null
}

export interface StoredBatch {
  readonly number: string
  readonly openedAt: string
  readonly state: 'open' | 'closing' | 'pending'
}

export interface BatchChange {
  readonly at: string
  readonly number: string
  readonly kind: 'closing' | 'closed' | 'pending'
  readonly result: 'balanced' | 'balanced-after-upload' | 'discrepancy' | null
  readonly till: Readonly<Partial<Record<Scheme, DebitCredit>>>
  readonly host: Readonly<Partial<Record<Scheme, DebitCredit>>> | null
  readonly advance: boolean
}
