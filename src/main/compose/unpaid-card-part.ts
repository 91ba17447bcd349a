import { partsOf } from '#payment/engine/amount-parts.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { UnpaidCardPart } from '#till/ports/approved-card-part.ts'

type Unpaid = Extract<PaymentState, { kind: 'declined' | 'cancelled' | 'failed' | 'reversed' }>

/**
 * A payment that charged nothing in the words of its papers; null while it may still charge, or when it did. One that
 * is being reversed is not finished: only the bank's acknowledgement makes it so.
 */
export function unpaidCardPart(
  state: PaymentState,
  endedAt: string,
  acquirers: AcquirerDirectory,
): UnpaidCardPart | null {
  // What a standalone terminal refused is on its own paper, with the names of its own bank.
  if (state.intent.terminal !== undefined) return null
  const ending = endingOf(state)
  if (ending === null || !isUnpaid(state)) return null
  const { intent } = state
  const card = state.card ?? null
  const proof = 'proof' in state ? (state.proof ?? null) : null
  const request = 'request' in state ? (state.request ?? null) : null
  const answer = 'answer' in state ? state.answer : null
  return {
    saleId: intent.saleId,
    paymentId: intent.id,
    paymentNumber: intent.number,
    amountMinor: intent.amountMinor,
    ...partsOf(intent),
    batchNumber: request?.batchNumber ?? null,
    startedAt: intent.startedAt,
    endedAt,
    ending,
    entryMode: card?.entryMode ?? 'none',
    fallback: card?.fallback ?? false,
    scheme: card?.scheme ?? 'other',
    maskedPan: card?.maskedPan ?? '',
    applicationId: card?.applicationId ?? null,
    applicationLabel: card?.applicationLabel ?? null,
    ...terminalOf(state, acquirers),
    stan: request?.stan ?? null,
    retrievalReference: answer?.retrievalReference ?? null,
    // Of no use to anybody once nothing is charged, and it would look like an approval.
    approvalCode: null,
    responseCode: answer?.responseCode ?? null,
    cryptogramHex: proof?.emv.cryptogramHex ?? null,
    terminalVerificationResultsHex: proof?.emv.terminalVerificationResultsHex ?? null,
    transactionStatusHex: proof?.emv.transactionStatusHex ?? null,
    issuerDataHex: proof?.emv.issuerDataHex ?? null,
    cardholderVerification: 'none',
    offline: null,
  }
}

/** A payment that ended before anyone was to take it names the first acquirer. */
function terminalOf(state: Unpaid, { acquirers, acquirer }: AcquirerDirectory): TerminalIdentity {
  const request = 'request' in state ? state.request : undefined
  const [first] = acquirers
  if (first === undefined) throw new Error('a till without an acquirer')
  return request ? acquirer(request.acquirerId).terminal : first.terminal
}

function isUnpaid(state: PaymentState): state is Unpaid {
  return endingOf(state) !== null
}

function endingOf(state: PaymentState): UnpaidCardPart['ending'] | null {
  switch (state.kind) {
    case 'declined':
      return 'declined'
    case 'cancelled':
    case 'failed':
      return 'abandoned'
    case 'reversed':
      // By the bank's word it stands: no paper says that nothing was charged.
      if (state.closedByHand?.word === 'charged') return null
      return state.cause === 'PAYMENT_SIGNATURE_REFUSED' ? 'signature-refused' : 'abandoned'
    default:
      return null
  }
}
