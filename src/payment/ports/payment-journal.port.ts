import type { Currency } from '#contract/money.ts'
import type { OfflineState } from '#contract/views/offline-view.ts'
import type { Scheme } from '#contract/views/sale-view.ts'
import type { PaymentState } from '../engine/payment-state.ts'
import type {
  DebitCredit,
  FinancialMti,
  HostRole,
  MessageImage,
  RedactedMessage,
  ReversalReason,
  SaleRequest,
  SaleSecrets,
} from './acquirer-host.port.ts'

/** Which states end a payment; the store keeps them apart from open ones. */
export { isFinal as isFinalPayment } from '../engine/payment-state.ts'

/**
 * What the engine keeps on disk. One call is one transaction, flushed before it returns; a failure is thrown as
 * CatalogueFailure (STORE_DISK_FULL and its kin) and nothing of the step is kept. Asynchronous in form, so that a
 * server database can stand behind it.
 *
 * Guarantees: the journal only grows; a record never holds card secrets; `secrets` live sealed under a random key
 * of their own payment and are gone, row and key, with the step that says `eraseSecrets`, or with the one that ends the
 * payment; those of a sale that the bank must still be told of stay until its answer is stored.
 */
export interface PaymentJournalPort {
  /**
   * Appends a step: journal record, new state, and whatever must be true together with them. A refund is stored only if
   * so much is left of its original, a void only if nothing of it has gone back and its batch is open; else
   * PAYMENT_REFUND_TOO_HIGH or PAYMENT_NOT_RETURNABLE is thrown. Of a reservation one ticket only is paid, and never more
   * than it holds; else RESERVATION_NOT_OPEN or RESERVATION_TOO_SMALL. Only a parked reversal is closed by hand; else
   * PAYMENT_REVERSAL_NOT_PARKED.
   */
  commit(step: JournalStep): Promise<void>
  /** Several steps, each of another payment, in one transaction: a start that decides many does not flush for each. */
  commitAll(steps: readonly JournalStep[]): Promise<void>
  /** Persisted before it is returned; 000001 to 999999, never reused within a batch of the acquirer. */
  nextStan(acquirerId: string): Promise<string>
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
  /** The batch that new payments at this acquirer go into; opened by the first call. */
  batch(acquirerId: string): Promise<StoredBatch>
  /** Batches of all acquirers whose totals the host has not confirmed yet (`closing` cut short, `pending`), oldest first. */
  unconfirmedBatches(): Promise<StoredBatch[]>
  /** Batches of the acquirer after `number` that were cut, oldest first, as they were agreed so far. */
  endedBatches(acquirerId: string, number: string): Promise<EndedBatch[]>
  /** Approved, unreversed payments of a batch by scheme; with `via` only those that this host has. */
  batchTotals(batch: BatchKey, via?: HostRole): Promise<Partial<Record<Scheme, DebitCredit>>>
  /** Acquirers that something is not settled with: payments, reversals, advices, batches with something in them. */
  owedAcquirers(): Promise<string[]>
  /** Stores the end of a batch; `advance` opens the next one. */
  commitBatch(change: BatchChange): Promise<void>
  /** What has gone back of a payment by refunds, or is on its way. */
  refundedMinor(paymentId: string): Promise<number>
  /** Refunds of this finished sale that made no return: begun and not known yet, and what stands of them by the bank's word alone. */
  returnsWithoutTicket(saleId: string): Promise<{ readonly isUnderWay: boolean; readonly standsMinor: number }>
  /** Reservations: every one that is open or has its rest open, and those begun since `sinceAt`; newest first. */
  reservations(sinceAt: string): Promise<StoredReservation[]>
  /** Of them those that are open alone. */
  openReservations(): Promise<StoredReservation[]>
  /** Payments of a sale, oldest first. */
  paymentsOfSale(saleId: string): Promise<StoredPayment[]>
  /**
   * The newest payment that has charged this card this amount since then, or may have, and was not taken back. Cards are told apart by what is
   * kept of them, first six and last four: a stranger's card may look the same, and a person decides.
   */
  earlierCharge(wanted: ChargeWanted): Promise<EarlierCharge | null>
  /** The newest payment whose request had this STAN under this terminal id; null when it was none of ours. */
  paymentOfRequest(stan: string, terminalId: string): Promise<StoredPayment | null>
  /** Late answers that contradict how their payment ended and that no Z has named yet, oldest first. */
  raisedAnswers(): Promise<RaisedAnswer[]>
  /** A Z names every one up to this record: they are history from now on. */
  nameRaisedAnswers(upToSequence: number): Promise<void>
  /** Reversals that a manager closed by the bank's word and that no Z has named yet, oldest first. */
  closedByHand(): Promise<ClosedReversal[]>
  /** A Z names every one up to this record. */
  nameClosedByHand(upToSequence: number): Promise<void>
  /** Sales approved without the host, oldest first: every open one, and those approved since `sinceAt`. */
  offlineSales(sinceAt: string): Promise<StoredAdvice[]>
  /** Of them those that are open alone. */
  openOfflineSales(): Promise<StoredAdvice[]>
  advice(paymentId: string): Promise<StoredAdvice | null>
  /** What the advice of a sale carries of the card; null once it is erased. */
  adviceSecrets(paymentId: string): Promise<SaleSecrets | null>
  /**
   * Moves one advice on and journals it. The first attempt fixes the batch: the one of its acquirer that is open at that moment. An answer that
   * comes when the advice is no longer `sent` is journaled and changes nothing. With the bank's yes to a final amount the
   * armed rest of its reservation is queued; where the bank will not take it, that is discarded. @returns the advice after it.
   */
  commitAdvice(step: AdviceStep): Promise<StoredAdvice>
  /**
   * What a batch consists of for the host, oldest first, each with what the host acknowledged of it so far; with `via`
   * only what this host has.
   */
  uploadItems(batch: BatchKey, via?: HostRole): Promise<StoredUpload[]>
  /** The host has its copy of this sale. */
  commitUpload(upload: AcknowledgedUpload): Promise<void>
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
  /** queue: the bank must be told of this sale. withdraw: the sale was given back. */
  readonly advice?: 'queue' | 'withdraw'
  /** What the step does to the reservation it belongs to: stored together with it, or neither is. */
  readonly also?: JournalStep
}

/**
 * armed: written with the request, and again when that goes to another host. queued: must go out. discarded: not needed
 * after all. arm-rest: of a reservation, armed until the bank has taken the final amount.
 */
export type ReversalChange =
  | { readonly kind: 'arm'; readonly request: SaleRequest; readonly via: HostRole }
  | ({ readonly kind: 'queue'; readonly reason: ReversalReason } & ReversalTerms)
  | ({ readonly kind: 'arm-rest' } & ReversalTerms)
  | { readonly kind: 'discard' }
  | { readonly kind: 'attempt'; readonly nextAt: string }
  | { readonly kind: 'acknowledge'; readonly responseCode: string }
  | { readonly kind: 'park'; readonly responseCode: string }

/** What a reversal takes back. */
export interface ReversalTerms {
  readonly request: SaleRequest
  /** The host that may know of the sale. */
  readonly via: HostRole
  /** How the host came to know of the sale. */
  readonly originalMti: FinancialMti
  /** What the host charged or holds, where that is not what was asked; else null. */
  readonly amountMinor: number | null
  /** What stands of it afterwards; null for nothing. */
  readonly remainingMinor: number | null
}

export interface ChargeWanted {
  readonly maskedPan: string
  /** All of it, or what it pays of a ticket: a tip may be another one the second time. */
  readonly amountMinor: number
  readonly ticketMinor: number
  readonly currency: Currency
  readonly sinceAt: string
}

/** The same card was charged the same amount, or may have been, a short while ago. */
export interface EarlierCharge {
  readonly paymentNumber: string
  /** The ticket that it paid; null while that is not finished. */
  readonly ticketNumber: string | null
  readonly chargedAt: string
  /** False while the bank still owes its word on it. */
  readonly isCertain: boolean
}

/** The bank's late word is not what the till told: a person must look at the payment. */
export interface RaisedAnswer {
  /** Of its journal record. */
  readonly sequence: number
  readonly at: string
  readonly paymentId: string
  readonly paymentNumber: string
  /** What the bank says it charged, or what the till believed it had. */
  readonly amountMinor: number
}

/** A reversal that the bank refused, ended by its word by telephone. */
export interface ClosedReversal {
  /** Of its journal record. */
  readonly sequence: number
  readonly paymentNumber: string
  /** What was to be taken back. */
  readonly amountMinor: number
  readonly word: 'charged' | 'not-charged'
  readonly by: string
}

export interface StoredPayment {
  readonly id: string
  readonly number: string
  readonly saleId: string
  readonly state: PaymentState
}

/** A payment that asked the bank to hold an amount, with the one reversal that may belong to it. */
export interface StoredReservation {
  readonly payment: StoredPayment
  readonly reversal: StoredReversal | null
}

export interface JournalRecord {
  readonly sequence: number
  readonly at: string
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface StoredReversal extends ReversalTerms {
  readonly paymentId: string
  readonly saleId: string
  readonly stan: string
  readonly state: 'armed' | 'queued' | 'acknowledged' | 'discarded' | 'parked'
  readonly reason: ReversalReason | null
  readonly attempts: number
  readonly nextAt: string | null
}

/** The advice of one sale that was approved without the host. */
export interface StoredAdvice {
  readonly payment: StoredPayment
  /** withdrawn: given back before it counted. `seenBy` tells which of refused and parked a manager has noted. */
  readonly state: Exclude<OfflineState, 'seen'> | 'withdrawn'
  /** Fixed by the first attempt; null before. */
  readonly batchNumber: string | null
  /** The host that the last attempt went to; null before the first. */
  readonly via: HostRole | null
  readonly approvedAt: string
  readonly attempts: number
  readonly nextAt: string | null
  readonly responseCode: string | null
  readonly seenBy: string | null
}

export interface AdviceStep {
  readonly paymentId: string
  readonly saleId: string
  readonly at: string
  readonly change: AdviceChange
}

/**
 * attempt: written before it leaves, with what it looks like. `answer`: what the bank said, as it may be written down. put-off: the host asks for it later.
 * retry: a person has a parked one sent again. note: a person took note of a refused or parked one.
 */
export type AdviceChange =
  | { readonly kind: 'attempt'; readonly via: HostRole; readonly nextAt: string; readonly image: MessageImage }
  | ({ readonly kind: 'settle' | 'refuse' | 'put-off'; readonly responseCode: string } & AdviceWord)
  | ({ readonly kind: 'park'; readonly responseCode: string | null } & AdviceWord)
  | { readonly kind: 'retry'; readonly by: string }
  | { readonly kind: 'note'; readonly by: string }

/** Left out where nothing came that could be read. */
interface AdviceWord {
  readonly answer?: RedactedMessage
}

export interface StoredUpload {
  readonly payment: StoredPayment
  readonly isAcknowledged: boolean
}

export interface AcknowledgedUpload {
  readonly acquirerId: string
  readonly at: string
  readonly batchNumber: string
  readonly paymentId: string
  readonly saleId: string
  readonly responseCode: string
  readonly sent: MessageImage
  readonly answer: RedactedMessage
}

/** A batch number means something only together with its acquirer. */
export interface BatchKey {
  readonly acquirerId: string
  readonly number: string
}

export interface StoredBatch extends BatchKey {
  readonly openedAt: string
  readonly state: 'open' | 'closing' | 'pending'
}

export type EndedBatch = Pick<BatchChange, 'acquirerId' | 'number' | 'result' | 'till' | 'host'>

export interface BatchChange extends BatchKey {
  readonly at: string
  readonly kind: 'closing' | 'closed' | 'pending'
  readonly result: 'balanced' | 'balanced-after-upload' | 'discrepancy' | null
  readonly till: Readonly<Partial<Record<Scheme, DebitCredit>>>
  readonly host: Readonly<Partial<Record<Scheme, DebitCredit>>> | null
  readonly advance: boolean
}
