import type { PrintJobKind, ReturnWay } from '#contract/views/sale-view.ts'
import type {
  ApprovedCardPart,
  CardNotePart,
  CardPart,
  CardPartToSign,
  ReservedCardPart,
  UnpaidCardPart,
} from '../ports/approved-card-part.ts'
import { extrasOf } from '../tender/card-extras.ts'
import type { CardTicket } from '../tickets/ticket-document.ts'
import { type DocumentContext, documentHead } from './document-head.ts'

/** A copy of a card ticket as a job. */
export interface CardPaper {
  readonly kind: Extract<PrintJobKind, 'card-customer' | 'card-merchant'>
  readonly document: CardTicket
}

const PAPER_OUTCOMES = { approved: 'approved', void: 'voided', refund: 'refunded' } as const

/**
 * The copies of an approved or returned part, the customer's first. Where the cardholder signed, the merchant's copy is the slip
 * with the signature, which came out before: only the customer's is left to print.
 */
export function cardTickets(
  context: DocumentContext,
  part: ApprovedCardPart,
  saleNumber: string,
  outcome: 'approved' | ReturnWay = 'approved',
): CardPaper[] {
  const paper = { saleNumber, at: part.approvedAt, outcome: PAPER_OUTCOMES[outcome] } as const
  if (part.terminal !== undefined) return terminalPapers(context, part, paper)
  const customer = cardPaper(context, part, { ...paper, copy: 'customer' })
  if (outcome === 'approved' && part.cardholderVerification === 'signature') return [customer]
  return [customer, cardPaper(context, part, { ...paper, copy: 'merchant' })]
}

/** The terminal's own tickets, as far as it leaves their printing to the till. */
function terminalPapers(context: DocumentContext, part: ApprovedCardPart, paper: Omit<CopyOf, 'copy'>): CardPaper[] {
  const tickets = part.terminal?.tickets ?? []
  return tickets.map(({ copy, lines }) => {
    const { kind, document } = cardPaper(context, part, { ...paper, copy })
    return { kind, document: { ...document, terminalLines: lines } }
  })
}

/**
 * The merchant's slip for the cardholder to sign, printed before anything is paid: it asks for the signature and does
 * not say that the card was charged.
 */
export function signatureSlip(context: DocumentContext, part: CardPartToSign, saleNumber: string): CardPaper {
  return cardPaper(context, part, { saleNumber, at: part.askedAt, outcome: 'to-sign', copy: 'merchant' })
}

/**
 * The slips of an amount that the bank holds: they say that nothing is charged, and until when it is held. Where the
 * cardholder signed, the merchant has the slip with the signature; a terminal has slips of its own.
 */
export function reservationSlips(context: DocumentContext, part: ReservedCardPart): CardPaper[] {
  const heldUntilDate = context.local(part.expiresAt).date
  const paper = { saleNumber: '', at: part.approvedAt, outcome: 'reserved', heldUntilDate } as const
  if (part.terminal !== undefined) return terminalPapers(context, part, paper)
  const customer = cardPaper(context, part, { ...paper, copy: 'customer' })
  if (part.cardholderVerification === 'signature') return [customer]
  return [customer, cardPaper(context, part, { ...paper, copy: 'merchant' })]
}

const NOTE_OUTCOMES = {
  balance: 'balance',
  'card-check': 'card-checked',
  activation: 'activated',
  load: 'loaded',
} as const satisfies Record<CardNotePart['note'], CardTicket['outcome']>

/** What the bank told of a card or put on it, for the customer: the card's last four figures only. */
export function cardNoteSlip(context: DocumentContext, part: CardNotePart): CardPaper {
  const paper = { saleNumber: '', at: part.notedAt, outcome: NOTE_OUTCOMES[part.note], copy: 'customer' } as const
  return cardPaper(context, part, paper)
}

/** Both copies of a part that charged nothing, the customer's first; they say that nothing was charged. */
export function declinePapers(context: DocumentContext, part: UnpaidCardPart, saleNumber: string): CardPaper[] {
  const paper = { saleNumber, at: part.endedAt, outcome: part.ending }
  return [
    cardPaper(context, part, { ...paper, copy: 'customer' }),
    cardPaper(context, part, { ...paper, copy: 'merchant' }),
  ]
}

interface CopyOf {
  readonly saleNumber: string
  readonly at: string
  readonly outcome: CardTicket['outcome']
  readonly copy: CardTicket['copy']
  readonly heldUntilDate?: string
}

function cardPaper(context: DocumentContext, part: CardPart, paper: CopyOf): CardPaper {
  const { saleNumber, at, outcome, copy, heldUntilDate } = paper
  const { paymentNumber, amountMinor, entryMode, fallback, scheme, maskedPan, offline, cardholderVerification } = part
  const { applicationId, applicationLabel, terminalId, merchantId, contract, batchNumber, stan, responseCode } = part
  const { cryptogramHex, terminalVerificationResultsHex, transactionStatusHex, issuerDataHex } = part
  const document: CardTicket = {
    ...documentHead(context, at),
    kind: 'card-ticket',
    copy,
    outcome,
    saleNumber,
    paymentNumber,
    amountMinor,
    ...extrasOf(part),
    entryMode,
    fallback,
    scheme,
    maskedPan: copy === 'customer' ? lastFourOnly(maskedPan) : maskedPan,
    applicationId,
    applicationLabel,
    terminalId,
    merchantId,
    contract,
    ...(batchNumber !== null && { batchNumber }),
    stan,
    approvalCode: offline === null || offline === 'voice' ? part.approvalCode : null,
    responseCode,
    cryptogramHex,
    terminalVerificationResultsHex,
    transactionStatusHex,
    issuerDataHex,
    cardholderVerification,
    offline,
    ...(part.askedMinor !== undefined && { askedMinor: part.askedMinor }),
    ...(part.reservation !== undefined && { reservation: part.reservation }),
    ...(heldUntilDate !== undefined && { heldUntilDate }),
    ...(part.balanceMinor !== undefined && { balanceMinor: part.balanceMinor }),
  }
  return { kind: copy === 'customer' ? 'card-customer' : 'card-merchant', document }
}

/** The customer's copy holds no more than the last four, in the spool as on paper. */
function lastFourOnly(maskedPan: string): string {
  return maskedPan.slice(0, -4).replace(/\d/g, '*') + maskedPan.slice(-4)
}
