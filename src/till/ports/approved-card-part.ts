import type { EntryMode, Scheme } from '#contract/views/sale-view.ts'

/** An approved card part in the till's words: all that tenders and card tickets say, and nothing secret. */
export interface ApprovedCardPart {
  readonly saleId: string
  readonly paymentId: string
  readonly paymentNumber: string
  readonly amountMinor: number
  readonly batchNumber: string
  readonly startedAt: string
  readonly approvedAt: string
  readonly entryMode: EntryMode
  readonly scheme: Scheme
  /** `497010******4821`: first six and last four at most. */
  readonly maskedPan: string
  readonly applicationId: string | null
  readonly applicationLabel: string | null
  readonly terminalId: string
  readonly merchantId: string
  readonly contract: string
  readonly stan: string | null
  readonly retrievalReference: string | null
  readonly approvalCode: string | null
  readonly responseCode: string | null
  readonly cryptogramHex: string | null
  readonly terminalVerificationResultsHex: string | null
  readonly transactionStatusHex: string | null
  readonly issuerDataHex: string | null
  readonly cardholderVerification: 'none' | 'pin-online' | 'pin-offline' | 'signature'
}

/** How a card part ended when it was not approved; `unknown` is not an end yet. */
export type CardPartOutcome = 'declined' | 'cancelled' | 'failed' | 'unknown' | 'reversed'
