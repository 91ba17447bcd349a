import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { StoredPayment } from '#payment/ports/payment-journal.port.ts'
import type {
  ApprovedCardPart,
  CardPart,
  CardPartOutcome,
  CardPartToSign,
  ReturnedCardPart,
} from '#till/ports/approved-card-part.ts'
import type { JournaledCardPart } from '#till/till.ts'

type Approved = Extract<PaymentState, { kind: 'approved' }>
type Signing = Extract<PaymentState, { kind: 'signing' }>

/** An approval of the payment engine in the words of tenders and tickets. */
export function approvedCardPart(state: Approved, terminal: TerminalIdentity): ApprovedCardPart {
  return { ...cardPart(state, terminal), approvedAt: state.approvedAt }
}

/** What the slip to sign says. */
export function cardPartToSign(state: Signing, terminal: TerminalIdentity): CardPartToSign {
  return { ...cardPart(state, terminal), cardholderVerification: 'signature', askedAt: state.askedAt }
}

/** Of a card that was not there: it proved nothing. */
const NOTHING_PROVED = {
  entryMode: 'none',
  fallback: false,
  cryptogramHex: null,
  terminalVerificationResultsHex: null,
  transactionStatusHex: null,
  issuerDataHex: null,
  cardholderVerification: 'none',
  offline: null,
} as const

/** A refund that the bank approved. */
export function refundedCardPart(
  state: Approved,
  originalSaleId: string,
  terminal: TerminalIdentity,
): ReturnedCardPart {
  return { ...approvedCardPart(state, terminal), ...NOTHING_PROVED, way: 'refund', originalSaleId }
}

/** A payment that is taken out of its batch: the return is another sale than the one it paid. */
export function voidedCardPart(
  state: Approved,
  { returnSaleId, at }: { readonly returnSaleId: string; readonly at: string },
  terminal: TerminalIdentity,
): ReturnedCardPart {
  const part = { ...approvedCardPart(state, terminal), ...NOTHING_PROVED }
  return { ...part, way: 'void', saleId: returnSaleId, originalSaleId: part.saleId, approvedAt: at }
}

const PIN_VERIFICATION = { none: 'none', online: 'pin-online', offline: 'pin-offline' } as const

/** What the bank, the card and the pad said, as both approvals and slips print it. */
function cardPart(state: Approved | Signing, terminal: TerminalIdentity): CardPart {
  const { intent, card, proof, request, answer } = state
  return {
    saleId: intent.saleId,
    paymentId: intent.id,
    paymentNumber: intent.number,
    amountMinor: intent.amountMinor,
    batchNumber: request.batchNumber,
    startedAt: intent.startedAt,
    entryMode: card.entryMode,
    fallback: card.fallback,
    scheme: card.scheme,
    maskedPan: card.maskedPan,
    applicationId: card.applicationId,
    applicationLabel: card.applicationLabel,
    terminalId: terminal.terminalId,
    merchantId: terminal.merchantId,
    contract: terminal.contract,
    stan: request.stan,
    retrievalReference: answer.retrievalReference,
    approvalCode: answer.approvalCode,
    responseCode: answer.responseCode,
    cryptogramHex: proof.emv.cryptogramHex,
    terminalVerificationResultsHex: proof.emv.terminalVerificationResultsHex,
    transactionStatusHex: proof.emv.transactionStatusHex,
    issuerDataHex: proof.emv.issuerDataHex,
    cardholderVerification: verificationOf(state),
    offline: state.offline?.basis ?? null,
  }
}

function verificationOf({ card, proof, signed }: Approved | Signing): CardPart['cardholderVerification'] {
  if (signed) return 'signature'
  if (card.device === 'wallet' && proof.pin === 'none') return 'device'
  return PIN_VERIFICATION[proof.pin]
}

/** How a payment ended for its sale; null while it is under way, or when it was approved. */
export function cardPartOutcome(state: PaymentState): CardPartOutcome | null {
  switch (state.kind) {
    case 'declined':
    case 'cancelled':
    case 'failed':
    case 'reversed':
      return state.kind
    case 'outcome-unknown':
      return 'unknown'
    default:
      return null
  }
}

/** The payments of a sale as the till takes them up again after a restart. */
export function journaledCardParts(payments: readonly StoredPayment[]): JournaledCardPart[] {
  return payments.flatMap(({ id, number, saleId, state }) => {
    const outcome = state.kind === 'approved' ? 'approved' : cardPartOutcome(state)
    if (outcome === null) return []
    const { amountMinor, startedAt } = state.intent
    return [{ paymentId: id, paymentNumber: number, saleId, amountMinor, startedAt, outcome }]
  })
}
