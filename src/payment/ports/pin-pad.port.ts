import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { Result } from '#contract/result.ts'
import type { CardCue } from '#contract/views/payment-view.ts'
import type { EntryMode, Scheme } from '#contract/views/sale-view.ts'
import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { CardAnswer } from '../products/card-products.ts'
import type { HostPrompt } from './host-prompt.port.ts'

/**
 * The thin PIN pad in the payment engine's words. Drivers of several makers implement it; nothing here is a word
 * of one protocol.
 *
 * Guarantees of every driver:
 * - One conversation at a time: a second `beginPurchase` before `end` answers PINPAD_BUSY.
 * - Every method ends: by an answer, by its own deadline, by `cancel`, or by PINPAD_LINK_LOST within the link's
 *   byte times after an unplug. Nothing that was asked is sent again after the link came back.
 * - `cancel` makes the method under way answer PAYMENT_CANCELLED. What the pad says afterwards is dropped.
 * - No card number, track or PIN block in clear ever leaves the driver; a reply that looks like one ends the
 *   conversation with PINPAD_CLEAR_CARD_DATA and the name of the field.
 */
export interface PinPadPort {
  readonly alias: string
  /** `tcp://127.0.0.1:4000`, `serial:/dev/ttyACM0`. */
  readonly endpoint: string
  /**
   * Opens link and session, ends whatever a former till left running, reads who the pad is. Idempotent.
   * Errors: PINPAD_PORT_NOT_FOUND, PINPAD_PORT_BUSY, PINPAD_WRONG_PROTOCOL, PINPAD_TOO_OLD,
   * PINPAD_LINK_LOST, PINPAD_MALFORMED.
   */
  connect(): Promise<Result<PadIdentity>>
  /** Shows the amount and reads a card. Errors: any PINPAD code, PAYMENT_CANCELLED. */
  beginPurchase(request: PurchaseRequest): Promise<Result<CardRead>>
  /** The encrypted track of the card just read. One call per card read. */
  encryptTrack(): Promise<Result<EncryptedTrack>>
  /** Asks the card (and the customer's PIN where the card wants it) for a cryptogram. */
  authorise(terms: AuthorisationTerms): Promise<Result<CardAuthorisation>>
  /**
   * Asks the customer something for the host while the payment goes on; the card stays as it is. Answers what
   * `PromptAnswer` holds for the kind. Null, at once, where this pad cannot ask that: no letters, no room, no fixed text.
   * Errors: PINPAD_CUSTOMER_CANCELLED, PINPAD_TIMEOUT, any PINPAD code, PAYMENT_CANCELLED.
   */
  askCustomer(question: CustomerQuestion): Promise<Result<string>> | null
  /** Tells the card what the host said. Its verdict is final: a refusal after an approval means a reversal. */
  complete(answer: HostVerdict): Promise<Result<CardVerdict>>
  /** Waits until the card is out; a failure here never changes a payment. */
  removeCard(): Promise<Result<null>>
  /** Idle text; ends the conversation and wipes what the pad holds. */
  end(): Promise<Result<null>>
  /** Stops what is under way. Answers once the pad confirmed, or PINPAD_LINK_LOST. Safe to call at any time. */
  cancel(): Promise<Result<null>>
  /** Closes the link; `connect` opens it again. */
  disconnect(): Promise<void>
  /** What the customer reads, what the pad tells the cashier, and the health of the link. */
  onNotice(listener: (notice: PadNotice) => void): () => void
}

export interface PadIdentity {
  readonly model: string
  readonly maker: string
  readonly serialNumber: string
  readonly specification: string
  readonly supportsContactless: boolean
  readonly secureLink: boolean
  /** Version of the pad's own program. */
  readonly software: string
  /** Of a pad that runs on one and says so. */
  readonly battery?: { readonly percent: number; readonly isCharging: boolean }
  /** How it is joined when not by a cable, where it says so. */
  readonly wireless?: 'bluetooth' | 'wifi' | 'other'
}

/** The others are asked without a card: the bank knows them by their original. */
export type CardOperation = Exclude<BankOperation, 'refund' | 'increment' | 'completion'>

export interface PurchaseRequest {
  /** What the customer reads and agrees to, cash included; zero where the bank is only asked about a card. */
  readonly amountMinor: number
  /** What the card is read for; a sale where it is left out. */
  readonly operation?: CardOperation
  /** Of it: cash that the customer takes along; left out for none. */
  readonly cashbackMinor?: number
  readonly currency: Currency
  /** Local date and time frozen at card entry: `2026-11-22`, `14:33:12`. */
  readonly localDate: string
  readonly localTime: string
  readonly locale: Locale
  readonly allowContactless: boolean
  readonly timeoutMs: number
}

/** What the till allows the card to decide by itself. */
export interface AuthorisationTerms {
  /** The card may not approve without the bank, whatever its own rules say; not even when the bank cannot be reached. */
  readonly forceOnline: boolean
  /** Up to this amount the card may approve without asking; zero means never. */
  readonly floorLimitMinor: number
}

/** A host's prompt as a pad may ask it. */
export interface CustomerQuestion
  extends Pick<HostPrompt, 'kind' | 'subject' | 'title' | 'options' | 'minLength' | 'maxLength'> {
  readonly timeoutMs: number
}

/** What was read of the card: never more than first six and last four. */
export interface CardRead {
  /** manual: no card, a code that was typed; never told by a pad. */
  readonly entryMode: Extract<EntryMode, 'chip' | 'contactless' | 'stripe' | 'manual'>
  /** `497010******4821`; empty without a card. */
  readonly maskedPan: string
  readonly scheme: Scheme
  /** Application id and label of the chip, as printed on tickets. */
  readonly applicationId: string | null
  readonly applicationLabel: string | null
  /** Card sequence number (5F34), for DE23. */
  readonly panSequence: string | null
  /** The stripe of a card whose chip could not be read: the bank is told (DE22). */
  readonly fallback: boolean
  /** Name of the card product it is of, where it is no plain bank card; told by the engine, never by a pad. */
  readonly productId?: string
  /** Families of the goods that its product pays, where it pays some only. Told by the engine, as its product. */
  readonly families?: readonly string[]
  /** Its product can be loaded: what it pays was paid for before. Told by the engine, as its product. */
  readonly isGiftCard?: true
  /** What its product was told before the bank is asked; added by the engine, never by a pad. */
  readonly answers?: readonly CardAnswer[]
  /** A phone or a watch: its holder was asked by the device, and never signs. */
  readonly device: 'card' | 'wallet'
}

/** Ciphertext as the pad emitted it. Lives in memory and in pending_sensitive only. */
export interface EncryptedTrack {
  readonly track2Hex: string
  readonly keySerialHex: string
}

/** `online`: send to the host. `offline-approved`, `offline-declined`: the card decided. */
export interface CardAuthorisation {
  readonly decision: 'online' | 'offline-approved' | 'offline-declined'
  readonly pin: 'none' | 'online' | 'offline'
  readonly signatureRequired: boolean
  /** The holder was verified on his own phone or watch. */
  readonly deviceVerified: boolean
  /** Present when `pin` is `online`. */
  readonly pinBlockHex: string | null
  readonly pinKeySerialHex: string | null
  /** BER-TLV of the request for DE55; holds the cryptogram. */
  readonly emvDataHex: string
  readonly emv: EmvFigures
}

/** Proof of the card's side, as tickets print it. Upper-case hex; null where the card gave none. */
export interface EmvFigures {
  readonly cryptogramHex: string | null
  readonly terminalVerificationResultsHex: string | null
  readonly transactionStatusHex: string | null
  readonly transactionCounterHex: string | null
  readonly issuerDataHex: string | null
}

export interface HostVerdict {
  readonly kind: 'approved' | 'declined' | 'unable-to-go-online'
  /** DE39. */
  readonly responseCode: string | null
  /** Issuer data of DE55 (tags 91, 71, 72), if any. */
  readonly issuerDataHex: string | null
}

export interface CardVerdict {
  readonly approved: boolean
  /** BER-TLV of the card's last word for an advice; empty where the card gave none. */
  readonly emvDataHex: string
  readonly emv: EmvFigures
}

export type PadNotice =
  | { readonly kind: 'display'; readonly rows: readonly [string, string] }
  /** The pad's own words for the cashier, mirrored. */
  | { readonly kind: 'cashier-text'; readonly text: string }
  | { readonly kind: 'pin-entry' }
  /** Why the card is asked for again; null takes the cue back. */
  | { readonly kind: 'cue'; readonly cue: CardCue | null }
  | { readonly kind: 'seen'; readonly at: string }
  | { readonly kind: 'lost' }
