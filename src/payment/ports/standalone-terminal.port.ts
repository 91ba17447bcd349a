import type { Currency } from '#contract/money.ts'
import type { Failure, Result } from '#contract/result.ts'
import type { EntryMode, Scheme } from '#contract/views/sale-view.ts'

/** What moves money, or holds it: `reserve` holds, `complete` takes what is used of it and frees the rest, `release` frees all. */
export type TerminalOrderOperation = 'pay' | 'refund' | 'void' | 'reserve' | 'complete' | 'release'

/** What a terminal may be able to do; its settings say which of them it can. */
export type TerminalOperation = TerminalOrderOperation | 'abort' | 'day-end' | 'reprint' | 'last-result'

/**
 * A standalone terminal in the payment engine's words: the till sends an amount, the terminal reads the card, asks its bank and
 * says what became of it. Drivers of several protocols implement it; nothing here is a word of one of them.
 *
 * Guarantees of every driver:
 * - The intent is on disk before a method is called; `not-started` is answered only when no byte of the order left the till.
 * - Every method ends: by the terminal's word, by its own deadline, or by the end of the line. Nothing is sent a second time.
 * - `approved` is answered only for an answer to this very order: its operation, amount and currency were checked, and its
 *   reference where the protocol carries one. Whatever else was heard is `unknown`.
 * - One order at a time: another one meanwhile is answered TERMINAL_BUSY, as `not-started`.
 * - No full card number leaves the driver, whatever the terminal sends.
 */
export interface StandaloneTerminalPort {
  readonly alias: string
  /** `tcp://192.168.1.20:8888`, `serial:/dev/ttyACM0`. */
  readonly endpoint: string
  readonly can: ReadonlySet<TerminalOperation>
  /**
   * Asks who is there, without money. Errors: TERMINAL_NOT_FOUND, TERMINAL_PORT_BUSY, TERMINAL_NO_ANSWER,
   * TERMINAL_WRONG_PROTOCOL, TERMINAL_BUSY.
   */
  probe(): Promise<Result<TerminalIdentity>>
  pay(order: TerminalOrder): Promise<TerminalOutcome>
  refund(order: TerminalOrder): Promise<TerminalOutcome>
  /** Takes a payment of this terminal's open day back as if it had not been. */
  void(order: TerminalOrder): Promise<TerminalOutcome>
  /** Holds an amount on the card, charges nothing; `complete` or `release` follows, days later maybe. */
  reserve(order: TerminalOrder): Promise<TerminalOutcome>
  /** Charges what was used of a reservation, without its card; what remains is free again. */
  complete(order: TerminalOrder): Promise<TerminalOutcome>
  /** Frees a reservation that nothing was used of. */
  release(order: TerminalOrder): Promise<TerminalOutcome>
  /**
   * What became of an order whose answer was lost: asks the terminal, never repeats the order. Where the word itself may still come on
   * the order's own line, that is waited for first, and is the answer.
   */
  lastResult(order: TerminalOrder): Promise<TerminalOutcome>
  /** Has the terminal send its payments to its bank. */
  dayEnd(): Promise<TerminalDayEnd>
  /**
   * The ticket of the terminal's last payment once more, as lines; none where it printed them itself. Errors as `probe`,
   * TERMINAL_CANNOT, and TERMINAL_CANNOT_TELL where nobody knows what became of the last order.
   */
  reprint(): Promise<Result<readonly string[]>>
  /**
   * Asks the terminal to end the order under way. What becomes of it is what the terminal says, as an answer to the order. Errors:
   * TERMINAL_CANNOT, TERMINAL_NO_ANSWER where nothing is under way or the line is gone.
   */
  abort(): Promise<Result<null>>
  /** Ends what is under way as fast as the line allows; the order under way answers `unknown`. */
  close(): Promise<void>
  onNotice(listener: (notice: TerminalNotice) => void): () => void
}

export interface TerminalIdentity {
  /** Version of the protocol that it speaks, as it says. */
  readonly protocolVersion: string
  /** Its own number, where it tells one. */
  readonly terminalId: string | null
  /** What somebody has to do about it, though it answers: TERMINAL_NEEDS_CARE, TERMINAL_DAY_END_DUE. */
  readonly trouble?: Failure
}

/** One order; `id` is the payment's, and goes to the terminal wherever its protocol has room for it. */
export interface TerminalOrder {
  readonly id: string
  readonly operation: TerminalOrderOperation
  /** When the intent was written, UTC: the terminal's record of it is no older. */
  readonly orderedAt: string
  /** Of a completion: what is charged. Of a release: what was reserved. */
  readonly amountMinor: number
  readonly currency: Currency
  /** A card that holds less may pay what it holds. */
  readonly mayBeLess?: true
  /** Of a void: the payment that it takes back. Of a completion or a release: the reservation. */
  readonly original?: TerminalReference
  /** Of a completion: what is reserved, never less than the amount. */
  readonly reservedMinor?: number
  /** Of the payment before it on this terminal; null where the till knows none. */
  readonly lastReceiptNumber: string | null
  /**
   * When its outcome is asked for: what the terminal had told of it before the line went, as `keep` was given it. Where the terminal
   * books only what the till has acknowledged, a payment that it never told of is never said to be approved.
   */
  readonly told?: TerminalReference
  /**
   * Called with an approval before the terminal hears that the till has it, where the protocol has such a moment. False when the disk
   * does not take it: the terminal is told so, and takes the payment back. What is kept is not charged yet: where the order then ends
   * without an outcome, `lastResult` with `told` says what became of it.
   */
  readonly keep: (result: TerminalResult) => Promise<boolean>
  /**
   * Called with a ticket that the till is to print, before the terminal hears that it has it; again with more lines of the same copy,
   * as they come. False when the disk does not take it.
   */
  readonly keepTicket: (ticket: TerminalTicket) => Promise<boolean>
}

export interface TerminalTicket {
  readonly copy: 'customer' | 'shop' | 'other'
  readonly lines: readonly string[]
}

/** By what a terminal knows one of its payments; null where it gave none. */
export interface TerminalReference {
  readonly approvalCode: string | null
  readonly receiptNumber: string | null
  readonly traceNumber: string | null
}

/** What a terminal says of a payment. Text is the terminal's own, its card numbers masked. */
export interface TerminalResult {
  /** Never more than was asked. */
  readonly amountMinor: number
  readonly reference: TerminalReference
  readonly scheme: Scheme
  /** First six and last four at most; null where the terminal told none. */
  readonly maskedPan: string | null
  readonly applicationId: string | null
  readonly entryMode: EntryMode | null
  /** The shop's contract with the bank. */
  readonly contract: string | null
  /** The customer's ticket in lines, where the terminal leaves the printing to the till. */
  readonly ticket: readonly string[] | null
}

/**
 * not-started: no byte left. declined, aborted: the terminal says that nothing was charged. unknown: only the terminal knows,
 * and nobody may try again before it is known.
 */
export type TerminalOutcome =
  | { readonly kind: 'approved'; readonly result: TerminalResult }
  | { readonly kind: 'aborted' | 'not-started' | 'unknown'; readonly failure: Failure }
  | {
      readonly kind: 'declined'
      readonly failure: Failure
      /** Were it a void: it is not done later either. Left out where the terminal may do it a moment later. */
      readonly isNotVoidable?: true
      /** Besides: it may have been done before, by hand on the terminal, whose protocol has no word of its own for that. */
      readonly mayBeVoid?: true
    }

export type TerminalDayEnd =
  | { readonly kind: 'done'; readonly ticket: readonly string[] | null }
  | { readonly kind: 'refused' | 'not-started' | 'unknown'; readonly failure: Failure }

/**
 * late: the word on an order that was answered `unknown` because its time was over, where nobody was asking about it. progress: the customer
 * is not done yet.
 */
export type TerminalNotice =
  | { readonly kind: 'late'; readonly orderId: string; readonly outcome: TerminalOutcome }
  /** What the terminal does just now: a code of the till's own, or the terminal's text. */
  | { readonly kind: 'progress'; readonly orderId: string; readonly step: TerminalStep; readonly text: string | null }

/** What a terminal may be doing, in the till's words. */
export type TerminalStep =
  | 'card-awaited'
  | 'card-inserted'
  | 'remove-card'
  | 'pin-entry'
  | 'customer-chooses'
  | 'look-at-terminal'
  | 'asking-bank'
  | 'reversing'
  | 'please-wait'
  | 'approved'
  | 'refused'
  | 'cancelled'
  | 'day-end'
