import type { EntryMode, ReturnWay, Scheme } from '#contract/views/sale-view.ts'

/** How the cardholder was known: `device` is a telephone or a watch that asked by itself. */
export type CardholderVerification = 'none' | 'pin-online' | 'pin-offline' | 'signature' | 'device'

/** A card part in the till's words: all that tenders and card tickets say, and nothing secret. */
export interface CardPart {
  readonly saleId: string
  readonly paymentId: string
  readonly paymentNumber: string
  /** All that was charged. */
  readonly amountMinor: number
  /** Of it: the tip, and the cash that was handed out; left out where there is none. */
  readonly tipMinor?: number
  readonly cashbackMinor?: number
  /** Null when it ended before anything was to leave. */
  readonly batchNumber: string | null
  readonly startedAt: string
  readonly entryMode: EntryMode
  /** The stripe was read because the card's chip could not be. */
  readonly fallback: boolean
  readonly scheme: Scheme
  /** `497010******4821`: first six and last four at most; empty when no card was read. */
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
  readonly cardholderVerification: CardholderVerification
  /** Who approved without the bank: the card's chip, or the till for a bank that was away, a person on the telephone. Null: the bank itself. */
  readonly offline: 'card' | 'stand-in' | 'voice' | null
  /** What was asked, where the bank approved a part only. */
  readonly askedMinor?: number
  /** Of what the bank holds, or of a ticket that is paid out of it: how people call it. */
  readonly reservation?: string
  /** What is on the card now, where the bank says it. */
  readonly balanceMinor?: number
  /** It was a gift card. */
  readonly isGiftCard?: true
  /** Families of the goods that it pays, where it pays some only. */
  readonly families?: readonly string[]
  /** A standalone terminal took it: what it is called, and its own tickets, where it leaves their printing to the till. */
  readonly terminal?: { readonly id: string; readonly alias: string; readonly tickets: readonly TerminalTicketLines[] }
}

/** A ticket in the terminal's own words; no card number in it. */
export interface TerminalTicketLines {
  readonly copy: 'customer' | 'merchant'
  readonly lines: readonly string[]
}

/** A card that was asked about, or a gift card that an amount was put on: nobody is charged. */
export interface CardNotePart extends CardPart {
  readonly note: 'balance' | 'card-check' | 'activation' | 'load'
  readonly notedAt: string
}

export interface ApprovedCardPart extends CardPart {
  readonly approvedAt: string
}

/** An amount that the bank holds and has not charged: all of it, where it was raised. */
export interface ReservedCardPart extends ApprovedCardPart {
  readonly reservation: string
  readonly expiresAt: string
}

/** Lines of a ticket that come back, and what of their worth goes back in other ways than on the card. */
export interface ReturnedGoods {
  /** `amountMinor`: of a line that several cards paid, what this one gets for it. */
  readonly lines: readonly { readonly lineId: string; readonly quantityMilli: number; readonly amountMinor?: number }[]
  readonly beside: readonly ReturnShare[]
}

/** An amount that goes back without a card. */
export interface ReturnShare {
  readonly kind: 'cash' | 'account' | 'other'
  readonly amountMinor: number
  readonly means?: { readonly id: string; readonly name: string }
}

/** Money that goes back on a card: taken out of its batch before anybody was charged, or refunded. */
export interface ReturnedCardPart extends ApprovedCardPart {
  readonly way: ReturnWay
  /** The finished sale that it takes back; `saleId` is that of the return. */
  readonly originalSaleId: string
  /** Of a gift card that was paid for and not loaded: nothing else of the sale goes back. */
  readonly giftOrderId?: string
  /** What goes back is no goods but the credit of this customer. */
  readonly creditCustomerId?: string
  /** The lines that come back; left out, the whole ticket or a part of its amount goes back. */
  readonly goods?: ReturnedGoods
}

/** A part that the bank approved and that waits for the cardholder's signature: nothing is paid yet. */
export interface CardPartToSign extends CardPart {
  readonly askedAt: string
}

/**
 * A part that ended and will never charge: declined, or given up before the bank approved, or given back with the
 * reversal acknowledged. Its papers say so; while a reversal is open nobody may say it.
 */
export interface UnpaidCardPart extends CardPart {
  readonly endedAt: string
  readonly ending: 'declined' | 'abandoned' | 'signature-refused'
}

/** How a card part ended when it was not approved; `unknown` is not an end yet. */
export type CardPartOutcome = 'declined' | 'cancelled' | 'failed' | 'unknown' | 'reversed'
