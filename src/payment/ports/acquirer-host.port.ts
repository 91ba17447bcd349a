import type { Result } from '#contract/result.ts'
import type { Scheme } from '#contract/views/sale-view.ts'
import type { BankOperation, FinancialMti } from '../iso8583/bank-operations.ts'
import type { CardAnswer } from '../products/card-products.ts'
import type { HostDialogue } from './host-prompt.port.ts'

export type { BankOperation, FinancialMti }

/**
 * The acquirer's host in the engine's words. An adapter encodes by a profile and moves frames.
 *
 * The one thing that matters here is what is known when no answer came:
 * - `not-sent`: no byte of this message left; nothing happened, nothing need be reversed.
 * - `silent`: at least one byte left and no usable answer came: the outcome is unknown.
 * The adapter never repeats a message by itself and never sends to a second host.
 */
export interface AcquirerHostPort {
  readonly alias: string
  readonly endpoint: string
  /**
   * The redacted picture of what `sale` would send, and the digest of its bytes: both are journaled before.
   * Pure; the same request gives the same bytes.
   */
  describeSale(request: SaleRequest, secrets: SaleSecrets | CodeSecret | null): MessageImage
  /**
   * Asks the bank for an operation: a sale where the request names no other. `secrets` are those of the card in the pad, or
   * the code that stands for one; null where the bank knows the card by the original. `dialogue` answers what the host asks a person meanwhile; the
   * deadline of the answer stands still while it does.
   */
  sale(
    request: SaleRequest,
    secrets: SaleSecrets | CodeSecret | null,
    dialogue?: HostDialogue,
  ): Promise<HostOutcome<SaleAnswer>>
  /** The picture of what `reversal` would send. Pure, as `describeSale`. */
  describeReversal(request: ReversalRequest): MessageImage
  reversal(request: ReversalRequest): Promise<HostOutcome<ReversalAnswer>>
  /** The picture of what `advice` would send. Pure, as `describeSale`. */
  describeAdvice(request: AdviceRequest, secrets: SaleSecrets | null): MessageImage
  /**
   * Tells of a sale that was approved without the host, or of the final amount of a pre-authorisation (no card then).
   * Never with a PIN block: such a request is `not-sent`.
   */
  advice(request: AdviceRequest, secrets: SaleSecrets | null): Promise<HostOutcome<AdviceAnswer>>
  totals(request: TotalsRequest): Promise<HostOutcome<TotalsAnswer>>
  /** The picture of what `upload` would send. Pure, as `describeSale`. */
  describeUpload(item: UploadRequest): MessageImage
  /** One sale of a batch whose totals differ, so that the host can replace its own copy of it. Never with a card. */
  upload(item: UploadRequest): Promise<HostOutcome<UploadAnswer>>
  /** 0800 echo. */
  echo(stan: string): Promise<HostOutcome<{ readonly responseCode: string }>>
  /** 0800 sign-on. The adapter signs on by itself, where the profile asks for it, before the first message of a line. */
  signOn(stan: string): Promise<HostOutcome<SignOnAnswer>>
  /** 0800 key change: the new working key is checked and kept in memory only. */
  exchangeKeys(stan: string): Promise<HostOutcome<KeyExchangeAnswer>>
  close(): Promise<void>
}

/** An acquirer answers through its primary host, or through the standby that takes its place. */
export type HostRole = 'primary' | 'standby'

export type HostOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'not-sent'; readonly failure: Extract<Result<never>, { ok: false }>['error'] }
  | { readonly kind: 'silent'; readonly failure: Extract<Result<never>, { ok: false }>['error'] }

/** A message field by field: what may not be written down shows its length only. */
export type RedactedMessage = Readonly<Record<string, string>>

/** What a message looks like, and the SHA-256 of the wire bytes. */
export interface MessageImage {
  readonly redacted: RedactedMessage
  readonly digestHex: string
}

/** All that identifies a message for ever: kept for its reversal. Card secrets are apart. */
export interface SaleRequest {
  /** Whose STAN and batch these are; never on the wire. */
  readonly acquirerId: string
  readonly stan: string
  readonly amountMinor: number
  /** ISO 4217 number, `978`. */
  readonly currencyNumeric: string
  /** DE7, UTC `MMDDhhmmss`. */
  readonly transmittedAt: string
  /** DE12 `hhmmss` and DE13 `MMDD`, local, frozen at card entry. */
  readonly localTime: string
  readonly localDate: string
  /** DE22. */
  readonly entryModeCode: string
  /** The stripe was taken because the chip could not be read: some hosts want another DE22 then. */
  readonly fallback?: boolean
  readonly panSequence: string | null
  readonly terminalId: string
  readonly merchantId: string
  readonly batchNumber: string
  /** Our reference, DE62. */
  readonly reference: string
  readonly scheme: Scheme
  readonly maskedPan: string
  /** What the card's product was told; sub-fields beside the card. */
  readonly answers?: readonly CardAnswer[]
  /** What the bank is asked; a sale where it is left out. */
  readonly operation?: BankOperation
  /** Parts of the amount: handed out in cash, left for the staff. */
  readonly cashbackMinor?: number
  readonly tipMinor?: number
  /** What a refund, an increment or a completion refers to: the bank knows the card by it. */
  readonly original?: OriginalReference
}

/** How the bank knows an earlier operation (DE90, 37 and 38). */
export interface OriginalReference {
  readonly mti: FinancialMti
  readonly stan: string
  /** DE7 that it was sent with. */
  readonly transmittedAt: string
  readonly retrievalReference: string | null
  readonly approvalCode: string | null
}

/** A code that the customer read out: good once, in memory until it has left, and nowhere else. */
export interface CodeSecret {
  readonly code: string
}

/** Ciphertext only; leaves memory for the wire and for pending_sensitive, nothing else. */
export interface SaleSecrets {
  readonly encryptedTrack2Hex: string
  readonly trackKeySerialHex: string
  readonly pinBlockHex: string | null
  readonly pinKeySerialHex: string | null
  readonly emvDataHex: string | null
}

export interface SaleAnswer {
  readonly responseCode: string
  /** Approved for the whole amount. */
  readonly approved: boolean
  /** What the host has charged: all of it, a part (`approved` is false then, and the part must be reversed), or nothing. */
  readonly approvedAmountMinor: number | null
  /** Approved on condition that the customer is identified: a signature on the merchant's copy. */
  readonly signatureRequired: boolean
  readonly approvalCode: string | null
  /** DE37. */
  readonly retrievalReference: string | null
  readonly issuerDataHex: string | null
  /** What the card's account holds, where the host says it; may be below zero. */
  readonly balanceMinor?: number
  readonly redacted: RedactedMessage
}

/** The host's answer to a request that had been given up: it is told to the engine, and never revives a payment. */
export interface LateAnswer {
  readonly stan: string
  /** DE41 as it came, with its spaces. */
  readonly terminalId: string
  readonly answer: SaleAnswer
}

/** Reason codes of reversals (DE56). */
export const REVERSAL_REASONS = {
  timeout: '4021',
  cancelled: '4000',
  cardRefused: '4007',
  malformedAnswer: '4020',
  partial: '4004',
} as const
export type ReversalReason = keyof typeof REVERSAL_REASONS

/** Built before the sale leaves and stored with it; only `repeat` and DE7 change later. */
export interface ReversalRequest {
  readonly original: SaleRequest
  /** How the host came to know of it; when it is left out, as its operation is asked for. */
  readonly originalMti?: FinancialMti
  /** What stands of the original afterwards; nothing when it is left out. */
  readonly remainingMinor?: number
  /** What the host has charged, where that is a part only of what was asked. */
  readonly amountMinor?: number
  readonly reason: ReversalReason
  /** False sends 0420, true 0421. */
  readonly repeat: boolean
  readonly transmittedAt: string
}

export interface ReversalAnswer {
  readonly responseCode: string
  /** Whether the profile counts this code as done (00, 21, 25, 94). */
  readonly accepted: boolean
  readonly redacted: RedactedMessage
}

/** Why a sale was approved without the host (DE56): below the floor limit, by the chip itself, host away. */
export const ADVICE_REASONS = { 'floor-limit': '1006', 'card-approved': '1005', 'host-unreachable': '1003' } as const
export type AdviceReason = keyof typeof ADVICE_REASONS

/** Only `repeat` and `transmittedAt` change from one try to the next; the host knows the sale by `original`. */
export interface AdviceRequest {
  readonly original: SaleRequest
  /** Null for the final amount of a pre-authorisation: the host was asked before. */
  readonly reason: AdviceReason | null
  /** The terminal's own decision: Y1 offline approved, Y3 unable to go online and approved, 00 stand-in. */
  readonly terminalResponseCode: 'Y1' | 'Y3' | '00'
  /** A code given by voice, typed by a person. */
  readonly approvalCode?: string
  /** False sends 0220, true 0221. */
  readonly repeat: boolean
  readonly transmittedAt: string
}

/**
 * accepted: the host has it. refused: the issuer declined; a loss, never to be sent again. try-later: the host or the
 * way behind it is away. not-understood: the message itself is in question; a person has to look.
 */
export type AdviceVerdict = 'accepted' | 'refused' | 'try-later' | 'not-understood'

export interface AdviceAnswer {
  readonly responseCode: string
  readonly verdict: AdviceVerdict
  readonly redacted: RedactedMessage
}

/** One approved sale of a closed batch. */
export interface UploadRequest {
  readonly original: SaleRequest
  readonly originalMti: FinancialMti
  readonly approvalCode: string | null
  readonly retrievalReference: string | null
  /** The code that the sale was approved with. */
  readonly responseCode: string
  /** Of the upload; a repeat keeps it. */
  readonly stan: string
  readonly transmittedAt: string
  /** False sends 0320, true 0321. */
  readonly repeat: boolean
}

export interface UploadAnswer {
  readonly responseCode: string
  /** Whether the profile counts this code as done. */
  readonly accepted: boolean
  readonly redacted: RedactedMessage
}

export interface SignOnAnswer {
  readonly responseCode: string
  readonly accepted: boolean
  /** The host's clock (DE12, DE13) and batch number, where it sends them. */
  readonly localTime: string | null
  readonly localDate: string | null
  readonly batchNumber: string | null
}

export interface KeyExchangeAnswer {
  readonly responseCode: string
  /** The key came, opened and matched its check value. */
  readonly accepted: boolean
}

/** Amounts of one scheme or of a whole batch, from the cardholder's view. */
export interface DebitCredit {
  readonly debitCount: number
  readonly debitMinor: number
  readonly creditCount: number
  readonly creditMinor: number
}

export interface TotalsRequest {
  readonly stan: string
  readonly batchNumber: string
  readonly terminalId: string
  readonly merchantId: string
  readonly currencyNumeric: string
  readonly transmittedAt: string
  readonly localTime: string
  readonly localDate: string
  readonly total: DebitCredit
  readonly byScheme: Readonly<Partial<Record<Scheme, DebitCredit>>>
  /** After an upload: closes the batch even when the figures still differ. */
  readonly final?: boolean
  readonly repeat: boolean
}

export interface TotalsAnswer {
  readonly responseCode: string
  readonly result: 'balanced' | 'differs' | 'host-keeps-none'
  /** The host's own figures, where it sends them. */
  readonly total: DebitCredit | null
  readonly byScheme: Readonly<Partial<Record<Scheme, DebitCredit>>>
}
