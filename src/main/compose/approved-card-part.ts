import { partsOf, ticketMinor } from '#payment/engine/amount-parts.ts'
import { withoutBank } from '#payment/engine/payment-projection.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { VoidedPayment } from '#payment/ports/approval-commit.port.ts'
import type { JournalStep, StoredPayment } from '#payment/ports/payment-journal.port.ts'
import type {
  ApprovedCardPart,
  CardNotePart,
  CardPart,
  CardPartOutcome,
  CardPartToSign,
  ReservedCardPart,
  ReturnedCardPart,
  ReturnedGoods,
} from '#till/ports/approved-card-part.ts'
import type { JournaledCardPart } from '#till/till.ts'

type Approved = Extract<PaymentState, { kind: 'approved' }>
type Signing = Extract<PaymentState, { kind: 'signing' }>
type Reserved = Extract<PaymentState, { kind: 'reserved' }>
type OnTerminal = Extract<PaymentState, { kind: 'paid-by-terminal' }>
type HeldByTerminal = Extract<PaymentState, { kind: 'held-by-terminal' }>
type Noted = Extract<PaymentState, { kind: 'looked-at' | 'loaded' }>

/** An approval of the payment engine in the words of tenders and tickets. */
export function approvedCardPart(state: Approved, terminal: TerminalIdentity): ApprovedCardPart {
  const part = { ...cardPart(state, terminal), approvedAt: state.approvedAt }
  // The card that a ticket out of a reservation is charged to was not there.
  return state.offline?.basis === 'completion' ? { ...part, ...NOTHING_PROVED } : part
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

/** What the bank holds now: with the raise, where this step is one. */
export function reservedCardPart(
  { state, at, also }: JournalStep & { readonly state: Reserved },
  terminal: TerminalIdentity,
): ReservedCardPart {
  const raised = also?.state.kind === 'reserved' ? also.state : null
  const { hold } = raised ?? state
  const held = { amountMinor: hold.reservedMinor, approvedAt: at, expiresAt: hold.expiresAt }
  const part = { ...cardPart(state, terminal), reservation: state.intent.label ?? '', ...held }
  return raised === null ? part : { ...part, ...NOTHING_PROVED }
}

/** What the bank told of a card, or put on it. */
export function cardNotePart(state: Noted, at: string, terminal: TerminalIdentity): CardNotePart {
  const { operation } = state.intent
  const isLoad = operation === 'activation' || operation === 'load'
  if (!isLoad && operation !== 'balance' && operation !== 'card-check') throw new Error(`no slip of a ${operation}`)
  return { ...cardPart(state, terminal), note: operation, notedAt: at }
}

/** A refund that the bank approved. */
export function refundedCardPart(
  state: Approved,
  originalSaleId: string,
  terminal: TerminalIdentity,
): ReturnedCardPart {
  return {
    ...approvedCardPart(state, terminal),
    ...NOTHING_PROVED,
    way: 'refund',
    originalSaleId,
    ...giftOrderOf(state),
    ...creditOf(state),
    ...goodsOf(state.intent),
  }
}

const giftOrderOf = ({ intent: { giftOrderId } }: Approved | OnTerminal) =>
  giftOrderId === undefined ? {} : { giftOrderId }

const goodsOf = ({ goods }: { readonly goods?: ReturnedGoods }) => (goods === undefined ? {} : { goods })

const creditOf = ({ intent: { creditCustomerId } }: Approved) =>
  creditCustomerId === undefined ? {} : { creditCustomerId }

/** A payment that is taken out of its batch: the return is another sale than the one it paid. */
export function voidedCardPart(
  state: Approved,
  { returnSaleId, at, goods }: Omit<VoidedPayment, 'state'>,
  terminal: TerminalIdentity,
): ReturnedCardPart {
  const part = { ...approvedCardPart(state, terminal), ...NOTHING_PROVED }
  return {
    ...part,
    way: 'void',
    saleId: returnSaleId,
    originalSaleId: part.saleId,
    approvedAt: at,
    ...(goods && { goods }),
  }
}

/** What a standalone terminal took; its bank is its own, and so is its ticket. */
export function terminalCardPart({
  intent,
  result,
  tickets,
  approvedAt,
}: OnTerminal | HeldByTerminal): ApprovedCardPart {
  const { reference, scheme, maskedPan, applicationId, entryMode, contract } = result
  const { id = '', alias = '' } = intent.terminal ?? {}
  return {
    ...NOTHING_PROVED,
    saleId: intent.saleId,
    paymentId: intent.id,
    paymentNumber: intent.number,
    amountMinor: intent.amountMinor,
    batchNumber: null,
    startedAt: intent.startedAt,
    approvedAt,
    entryMode: entryMode ?? 'none',
    scheme,
    maskedPan: maskedPan ?? '',
    applicationId,
    applicationLabel: null,
    terminalId: '',
    merchantId: '',
    contract: contract ?? '',
    stan: null,
    retrievalReference: null,
    approvalCode: reference.approvalCode,
    responseCode: null,
    ...(intent.askedMinor === undefined ? {} : { askedMinor: intent.askedMinor }),
    terminal: {
      id,
      alias,
      tickets: tickets.map(({ copy, lines }) => ({ copy: copy === 'customer' ? 'customer' : 'merchant', lines })),
    },
  }
}

/** What a standalone terminal holds. */
export function terminalReservedPart(state: HeldByTerminal): ReservedCardPart {
  const { hold, intent } = state
  return { ...terminalCardPart(state), reservation: intent.label ?? '', expiresAt: hold.expiresAt }
}

/** What a standalone terminal gave back of a finished sale. */
export function terminalReturnPart(state: OnTerminal): ReturnedCardPart {
  const { original, terminal } = state.intent
  const way = terminal?.order === 'void' ? 'void' : 'refund'
  const part = { ...terminalCardPart(state), ...giftOrderOf(state), ...goodsOf(state.intent) }
  return { ...part, entryMode: 'none', way, originalSaleId: original?.saleId ?? '' }
}

const PIN_VERIFICATION = { none: 'none', online: 'pin-online', offline: 'pin-offline' } as const

/** What the bank, the card and the pad said, as both approvals and slips print it. */
function cardPart(state: Approved | Signing | Reserved | Noted, terminal: TerminalIdentity): CardPart {
  const { intent, card, proof, request, answer } = state
  return {
    saleId: intent.saleId,
    paymentId: intent.id,
    paymentNumber: intent.number,
    amountMinor: intent.amountMinor,
    ...partsOf(intent),
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
    ...(intent.askedMinor === undefined ? {} : { askedMinor: intent.askedMinor }),
    offline: 'offline' in state ? withoutBank(state.offline) : null,
    ...(intent.label === undefined ? {} : { reservation: intent.label }),
    ...(card.isGiftCard && { isGiftCard: true as const }),
    ...(card.families && { families: card.families }),
    ...(answer.balanceMinor === undefined ? {} : { balanceMinor: answer.balanceMinor }),
  }
}

function verificationOf(state: Approved | Signing | Reserved | Noted): CardPart['cardholderVerification'] {
  const { card, proof } = state
  if ('signed' in state && state.signed) return 'signature'
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
    case 'taken-back-by-terminal':
      return 'reversed'
    case 'outcome-unknown':
    case 'order-unknown':
      return 'unknown'
    default:
      return null
  }
}

/** The payments of a sale as the till takes them up again after a restart. */
export function journaledCardParts(payments: readonly StoredPayment[]): JournaledCardPart[] {
  return payments.flatMap(({ id, number, saleId, state }) => {
    const isPaid = state.kind === 'approved' || state.kind === 'paid-by-terminal'
    const outcome = isPaid ? 'approved' : cardPartOutcome(state)
    // What gives a part of the ticket back on its terminal pays nothing of it.
    if (outcome === null || state.intent.terminal?.isUnfinished) return []
    const { intent } = state
    const charge = { amountMinor: ticketMinor(intent), ...partsOf(intent), startedAt: intent.startedAt }
    return [{ paymentId: id, paymentNumber: number, saleId, ...charge, outcome }]
  })
}
