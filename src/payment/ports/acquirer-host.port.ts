import type { Result } from '#contract/result.ts'
import type { Scheme } from '#contract/views/sale-view.ts'

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
   * The redacted picture of what `requestSale` would send, and the digest of its bytes: both are journaled before.
   * Pure; the same request gives the same bytes.
   */
  describeSale(request: SaleRequest, secrets: SaleSecrets): MessageImage
  sale(request: SaleRequest, secrets: SaleSecrets): Promise<HostOutcome<SaleAnswer>>
  reversal(request: ReversalRequest): Promise<HostOutcome<ReversalAnswer>>
  totals(request: TotalsRequest): Promise<HostOutcome<TotalsAnswer>>
  /** 0800 echo. */
  echo(stan: string): Promise<HostOutcome<{ readonly responseCode: string }>>
  close(): Promise<void>
}

export type HostOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'not-sent'; readonly failure: Extract<Result<never>, { ok: false }>['error'] }
  | { readonly kind: 'silent'; readonly failure: Extract<Result<never>, { ok: false }>['error'] }

/** Field by field, redacted, and the SHA-256 of the wire bytes. */
export interface MessageImage {
  readonly redacted: Readonly<Record<string, string>>
  readonly digestHex: string
}

/** All that identifies a message for ever: kept for its reversal. Card secrets are apart. */
export interface SaleRequest {
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
  readonly panSequence: string | null
  readonly terminalId: string
  readonly merchantId: string
  readonly batchNumber: string
  /** Our reference, DE62. */
  readonly reference: string
  readonly scheme: Scheme
  readonly maskedPan: string
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
  readonly approved: boolean
  readonly approvalCode: string | null
  /** DE37. */
  readonly retrievalReference: string | null
  readonly issuerDataHex: string | null
  readonly redacted: Readonly<Record<string, string>>
}

/** Reason codes of the sheet (DE56). */
export const REVERSAL_REASONS = {
  timeout: '4021',
  cancelled: '4000',
  cardRefused: '4007',
  malformedAnswer: '4020',
} as const
export type ReversalReason = keyof typeof REVERSAL_REASONS

/** Built before the sale leaves and stored with it; only `repeat` and DE7 change later. */
export interface ReversalRequest {
  readonly original: SaleRequest
  readonly reason: ReversalReason
  /** False sends 0420, true 0421. */
  readonly repeat: boolean
  readonly transmittedAt: string
}

export interface ReversalAnswer {
  readonly responseCode: string
  /** Whether the profile counts this code as done (00, 21, 25, 94). */
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
  readonly repeat: boolean
}

export interface TotalsAnswer {
  readonly responseCode: string
  readonly result: 'balanced' | 'differs' | 'host-keeps-none'
  /** The host's own figures, where it sends them. */
  readonly total: DebitCredit | null
  readonly byScheme: Readonly<Partial<Record<Scheme, DebitCredit>>>
}
