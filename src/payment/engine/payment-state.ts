import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { Currency } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { HostRole, ReversalReason, SaleAnswer, SaleRequest } from '../ports/acquirer-host.port.ts'
import type { EarlierCharge } from '../ports/payment-journal.port.ts'
import type { CardAuthorisation, CardRead, EmvFigures } from '../ports/pin-pad.port.ts'
import type {
  TerminalOrder,
  TerminalOutcome,
  TerminalReference,
  TerminalResult,
  TerminalTicket,
} from '../ports/standalone-terminal.port.ts'
import type { CardQuestion, TicketGoods } from '../products/card-products.ts'

/** Which lines of a ticket come back, and what of their worth goes back beside the card. */
export interface GoodsBack {
  readonly lines: readonly { readonly lineId: string; readonly quantityMilli: number; readonly amountMinor?: number }[]
  readonly beside: readonly {
    readonly kind: 'cash' | 'account' | 'other'
    readonly amountMinor: number
    readonly means?: { readonly id: string; readonly name: string }
  }[]
}

/** What never changes in a payment once its intent is on disk, but for its amount where a part of it is kept. */
export interface PaymentIntent extends TicketGoods {
  readonly id: string
  readonly number: string
  readonly saleId: string
  /** Sale and attempt: a second start with the same key answers the first one. */
  readonly idempotencyKey: string
  /** All that the bank is asked for, tip and cash included. */
  readonly amountMinor: number
  /** Of it: what the customer adds for the people who serve; left out for none. */
  readonly tipMinor?: number
  /** Of it: the cash that the customer takes along. */
  readonly cashbackMinor?: number
  /** What was asked, where the bank charged a part only and the part was kept: `amountMinor` is the part. */
  readonly askedMinor?: number
  readonly currency: Currency
  readonly startedAt: string
  /** Neither card nor till may answer for the bank. */
  readonly bankOnly?: true
  /** What is asked of the bank, by the till or by a standalone terminal; a sale where it is left out. */
  readonly operation?: AskedOperation
  /** Paid by a code, without a card: the product by its name. */
  readonly codeProduct?: string
  /** The payment that it refers to, and the sale of that. */
  readonly original?: { readonly paymentId: string; readonly saleId: string }
  /** A refund of an amount that was to be put on a gift card: the line of the ticket that it was paid on. */
  readonly giftOrderId?: string
  /** A refund that pays out a credit: of the customer with this account. */
  readonly creditCustomerId?: string
  /** Money back for lines of the ticket: the till's own words, kept until its return ticket is made. */
  readonly goods?: GoodsBack
  /** What a person calls a reservation: a room, a pump. */
  readonly label?: string
  /** Who takes the money; nobody for a test of a device, and for what was started before cashiers were kept. */
  readonly cashier?: Cashier
  /** Taken by a standalone terminal: no pad and no bank of the till has a part in it. */
  readonly terminal?: OrderIntent
}

/** A till asks no bank for a release: there it is a reversal. A terminal is ordered to do it. */
export type AskedOperation = BankOperation | 'release'

/** What a standalone terminal is asked to do. */
export interface OrderIntent {
  readonly id: string
  readonly alias: string
  readonly order: TerminalOrder['operation']
  /** Of the payment before it on this terminal; null where the till knows none. */
  readonly lastReceiptNumber: string | null
  /** How the terminal knows what goes back, or the reservation that is completed or released. */
  readonly original?: TerminalReference
  /** Of a completion: what is reserved, never less than the amount. */
  readonly reservedMinor?: number
  /** All of the original goes back, and the original is taken back with it: its sale was left, or it is a void. */
  readonly takesBack?: true
  /** The sale that it gives back is not finished: no ticket of return is made. */
  readonly isUnfinished?: true
}

/** What a manager heard from the bank: whether the amount stands there, charged, held or paid back. */
export interface BankNote {
  /** Who noted it. */
  readonly by: string
  readonly word: 'charged' | 'not-charged'
}

/** A reversal that the bank never agreed to was ended by a person. */
export interface HandClose extends BankNote {
  /** The manager's own sentence. */
  readonly why: string
}

export interface Cashier {
  readonly id: string
  readonly name: string
}

/** The card's proof without its secrets: what journal, tickets and screens may keep. */
export type CardProof = Pick<CardAuthorisation, 'decision' | 'pin' | 'signatureRequired'> & { readonly emv: EmvFigures }

/** The host's answer as it is stored: nothing secret in it. */
export type StoredAnswer = Omit<SaleAnswer, 'redacted'>

/** Of an answer what a payment keeps; its redacted picture is in the journal. */
export function storedAnswer({ redacted: _, ...kept }: SaleAnswer): StoredAnswer {
  return kept
}

/**
 * The card payment, as it lies on disk after each step. Final kinds: approved, declined, cancelled, failed, reversed.
 *
 *              same card, same amount: asks; its product wants to be told something
 *                ┌──► confirming-repeat ─┬► asking ┐        card says yes alone, floor limit
 *                │           │           ▼    │    ▼      ┌──────────────────────────────────────┐
 *   intent ──► reading ──────│──► encrypting ──► authorising ──► requesting ──► completing ──► signing ──► approved
 *     │           │          │         │              │           │  │   │           │  └─────────────────────▲
 *     └───────────┴──────────┴─────────┴──────────────┘           │  │   └► declined │           │  no signature
 *        cancel, customer, a no, pad trouble: nothing left        │  │               │           │
 *                        │                           not reached, │  │ silent, cut,  │ card refu-│ refused,
 *                        ▼                           may stand in │  │ cancel, kill  │ ses, can- │ overdue,
 *                cancelled / failed                               ▼  │               │ cel, gone,│ cancel,
 *                        ▲                             standing-in   │               │ kill      │ kill
 *                        │ cancel, pad gone, kill          │  │      ▼               ▼           ▼
 *                        └─────────────────────────────────┘  │      └───────► outcome-unknown ◄─┘ ──► reversed
 *                                         declined ◄──────────┤               (reversal queued)    (acknowledged)
 *                                         card refuses        └──► signing, approved
 *
 * `confirming-repeat` waits for the cashier before the card is asked for anything; no answer in time is a no. `asking`
 * has what the card's product must be told: each answer is on disk, and without all of them nothing is asked of the bank.
 * A tap or a stripe has no `completing`: its approval leads to `signing` or `approved` at once; nor has a tap a
 * `standing-in`, for its card is gone. `requesting` is on disk together with the armed reversal before the first byte
 * of the 0200 leaves; `signing` together with the slip that the cardholder signs. A host that was never reached (no
 * byte left) leads once to the acquirer's other host, which is on disk before it is asked, then gives failed, unless the
 * till may stand in. What was approved without the bank is on disk together
 * with its advice; until then the bank knows nothing of it, and every other way out of it is cancelled or failed.
 * What is asked without a card (a refund, a sale by a code that the customer reads out) has neither pad nor chip: `intent` leads to `requesting`, that to `approved`.
 * An approved payment of a finished sale is voided by the same reversal that gives a part of an unfinished one back.
 * What the bank only holds (a pre-authorisation, a raise of one) ends as `reserved` where a sale is `approved`; how a
 * reservation goes on from there stands in `reservation.machine.ts`. A ticket that is paid out of one needs neither card
 * nor bank: `intent` leads to `approved`, and the bank is told.
 * A reversal that the bank refused for good is ended by a manager, by the bank's word: `reversed`, with `closedByHand`.
 * A question about a card (`question.machine.ts`) goes the same way and ends as `looked-at`; nothing of it is reversed, for
 * nothing of it can charge. What is put on a gift card ends as `loaded` where a sale is `approved`, without a signature.
 * A part that the bank charges is chosen about in `choosing-part` (part-approval.machine.ts), a bank that wants to be
 * telephoned in `referred` (referral.machine.ts).
 * After a kill: states left of requesting and all without the bank become cancelled; requesting, completing and signing
 * outcome-unknown.
 */
export type PaymentState =
  | { readonly kind: 'intent'; readonly intent: PaymentIntent }
  | { readonly kind: 'reading'; readonly intent: PaymentIntent }
  | {
      readonly kind: 'confirming-repeat'
      readonly intent: PaymentIntent
      readonly card: CardRead
      readonly earlier: EarlierCharge
      /** What its product is to be told next. */
      readonly questions?: readonly CardQuestion[]
      /** After this the card is not charged again. */
      readonly dueAt: string
    }
  | {
      readonly kind: 'asking'
      readonly intent: PaymentIntent
      readonly card: CardRead
      /** Those without an answer yet, the first one first; never empty. */
      readonly questions: readonly CardQuestion[]
    }
  | { readonly kind: 'encrypting'; readonly intent: PaymentIntent; readonly card: CardRead }
  | { readonly kind: 'authorising'; readonly intent: PaymentIntent; readonly card: CardRead }
  | ({
      readonly kind: 'requesting'
      readonly cancelRequested: boolean
      /** No byte left for the first host: this is the other one. */
      readonly rerouted?: true
    } & Requested)
  | ({ readonly kind: 'standing-in'; readonly cancelRequested: boolean } & Requested)
  | ({ readonly kind: 'completing'; readonly cancelRequested: boolean; readonly answer: StoredAnswer } & Requested)
  | ({
      readonly kind: 'choosing-part'
      readonly answer: StoredAnswer
      readonly askedAt: string
      /** After this the part is taken back. */
      readonly dueAt: string
    } & Requested)
  | ({
      readonly kind: 'referred'
      readonly answer: StoredAnswer
      readonly askedAt: string
      /** After this the sale is declined. */
      readonly dueAt: string
    } & Requested)
  | ({
      readonly kind: 'signing'
      readonly answer: StoredAnswer
      readonly askedAt: string
      /** After this the signature counts as refused. */
      readonly dueAt: string
      readonly signed: true
      readonly offline: OfflineApproval | null
    } & Requested)
  | ({
      readonly kind: 'approved'
      readonly answer: StoredAnswer
      readonly approvedAt: string
      /** The cardholder signed and the cashier accepted it. */
      readonly signed: boolean
      readonly offline: OfflineApproval | null
    } & Requested)
  /** The bank holds the amount and charges nothing: a reservation, or what one was raised by. */
  | ({ readonly kind: 'reserved' } & Held)
  /** A ticket was paid out of the reservation. */
  | ({ readonly kind: 'completed'; readonly completion: Completion } & Held)
  /** The bank has told what it was asked about a card. */
  | ({ readonly kind: 'looked-at'; readonly answer: StoredAnswer } & Requested)
  /** The amount is on the gift card. */
  | ({ readonly kind: 'loaded'; readonly answer: StoredAnswer; readonly loadedAt: string } & Requested)
  | ({
      readonly kind: 'declined'
      readonly failure: Failure
      readonly answer: StoredAnswer | null
    } & Partial<Requested> & { readonly intent: PaymentIntent })
  | {
      readonly kind: 'cancelled'
      readonly intent: PaymentIntent
      readonly failure: Failure
      readonly card: CardRead | null
    }
  | {
      readonly kind: 'failed'
      readonly intent: PaymentIntent
      readonly failure: Failure
      readonly card: CardRead | null
    }
  | ({
      readonly kind: 'outcome-unknown'
      readonly cause: ErrorCode
      readonly reason: ReversalReason
      readonly attempts: number
      readonly nextAttemptAt: string | null
      readonly answer: StoredAnswer | null
      /** The bank was told of the sale afterwards, not asked before. */
      readonly isAdvised: boolean
      /** Of a reservation that is being released. */
      readonly hold?: Hold
    } & Requested)
  | ({
      readonly kind: 'reversed'
      readonly cause: ErrorCode
      readonly reason: ReversalReason
      readonly attempts: number
      readonly answer: StoredAnswer | null
      readonly hold?: Hold
      /** The bank never agreed: its word by telephone stands instead, which may be that the amount stands. */
      readonly closedByHand?: HandClose
    } & Requested)
  /** A standalone terminal has the order, or is about to: terminal-payment.machine.ts has the diagram. */
  | ({ readonly kind: 'ordered'; readonly cancelRequested: boolean } & Ordered)
  /** Only the terminal knows what became of it. */
  | ({
      readonly kind: 'order-unknown'
      readonly failure: Failure
      /** What the terminal said and the disk refused. */
      readonly unstored?: TerminalOutcome
    } & Ordered)
  | ({
      readonly kind: 'paid-by-terminal'
      /** It did not take it back by a void: from now on it pays back. */
      readonly isVoidRefused?: true
      /** It did not say whether it was taken back there by hand before: only a person can find out. */
      readonly mayBeVoid?: true
      /** By the terminal it was taken back before: it never pays back besides. */
      readonly isVoidAlready?: true
    } & PaidByTerminal)
  /** Given back by another order to the same terminal. */
  | ({ readonly kind: 'taken-back-by-terminal'; readonly takenBack: TakenBack } & PaidByTerminal)
  /** A standalone terminal's bank holds the amount: terminal-reservation.machine.ts has the diagram. */
  | ({ readonly kind: 'held-by-terminal' } & HeldByTerminal)
  /** A ticket was paid out of it by another order to the same terminal. */
  | ({ readonly kind: 'completed-by-terminal'; readonly completion: Completion } & HeldByTerminal)
  /** Another order to the same terminal let go of all of it, or a person did on the terminal itself. */
  | ({
      readonly kind: 'released-by-terminal'
      readonly released: TakenBack | { readonly by: string; readonly at: string }
    } & HeldByTerminal)

/** What a terminal has told of an order so far. */
export interface Ordered {
  readonly intent: PaymentIntent
  /** Kept before the terminal heard that the till has it; null before. */
  readonly told: TerminalResult | null
  readonly tickets: readonly TerminalTicket[]
}

export interface PaidByTerminal {
  readonly intent: PaymentIntent
  readonly result: TerminalResult
  readonly tickets: readonly TerminalTicket[]
  readonly approvedAt: string
  /** Who read it on the terminal's ticket; null where the terminal said so itself. */
  readonly readBy: string | null
}

export interface HeldByTerminal extends PaidByTerminal {
  readonly hold: Hold
}

/** Which other order did it. */
export interface TakenBack {
  readonly paymentId: string
  readonly at: string
}

/** What the bank holds for the shop. */
export interface Hold {
  /** Raises included. */
  readonly reservedMinor: number
  readonly reservedAt: string
  /** From then on nothing is paid out of it. */
  readonly expiresAt: string
}

/** The ticket that was paid out of a reservation. */
export interface Completion {
  readonly paymentId: string
  readonly amountMinor: number
  readonly completedAt: string
}

interface Held extends Requested {
  readonly answer: StoredAnswer
  readonly hold: Hold
  readonly signed: boolean
}

/**
 * Approved without the bank. card: the card itself said yes below the floor limit. stand-in: the bank could not be
 * reached, and the till answered in its stead; the merchant carries the loss if the bank does not pay. completion: the
 * bank had promised the amount before. voice: a person at the bank promised it on the telephone.
 */
export interface OfflineApproval {
  readonly basis: 'card' | 'stand-in' | 'completion' | 'voice'
  /** DE39 of the terminal: Y1 offline approved, Y3 unable to go online and approved, 00 promised before. */
  readonly responseCode: 'Y1' | 'Y3' | '00'
}

/** A payment whose request may have left the till. */
export interface Requested {
  readonly intent: PaymentIntent
  readonly card: CardRead
  readonly proof: CardProof
  readonly request: SaleRequest
  /** The host that the request was sent to, or would have been. */
  readonly via: HostRole
  /** How many days its acquirer keeps a reservation. */
  readonly holdDays?: number
}

const FINAL_KINDS = [
  'approved',
  'reserved',
  'completed',
  'looked-at',
  'loaded',
  'declined',
  'cancelled',
  'failed',
  'reversed',
  'paid-by-terminal',
  'taken-back-by-terminal',
  'held-by-terminal',
  'completed-by-terminal',
  'released-by-terminal',
] as const
export type FinalPaymentState = Extract<PaymentState, { kind: (typeof FINAL_KINDS)[number] }>

const FINAL: ReadonlySet<string> = new Set(FINAL_KINDS)

/** Nothing is awaited of it any more: it stands as it is, unless somebody gives it back. */
export function isFinal(state: PaymentState): state is FinalPaymentState {
  return FINAL.has(state.kind)
}

/** Nobody knows what became of it: it charges nobody any more by itself, and nothing else may charge in its place. */
export function isInDoubt(state: PaymentState): boolean {
  return state.kind === 'outcome-unknown' || state.kind === 'order-unknown'
}

/** It asks for no charge any more: it has ended, or nobody knows how. */
export function isSettled(state: PaymentState): boolean {
  return isFinal(state) || isInDoubt(state)
}
