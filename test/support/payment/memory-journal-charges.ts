import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { ChargeWanted, EarlierCharge, StoredPayment, StoredReversal } from '#payment/ports/payment-journal.port.ts'

interface Held {
  readonly payments: ReadonlyMap<string, StoredPayment>
  readonly reversals: ReadonlyMap<string, StoredReversal>
}

/** A person has said that the bank charged it after all. */
export const isClosedCharged = (state: PaymentState) =>
  state.kind === 'reversed' && state.closedByHand?.word === 'charged'

/** The newest charge of the same card and amount that still stands. */
export function earlierCharge(
  journal: Held,
  { maskedPan, amountMinor, currency, sinceAt }: ChargeWanted,
): EarlierCharge | null {
  for (const { id, number, state } of [...journal.payments.values()].reverse()) {
    const isCounted = state.kind === 'approved' || state.kind === 'outcome-unknown'
    if (!isCounted && !(state.kind === 'reversed' && isClosedCharged(state))) continue
    if (state.intent.operation === 'refund' || isTakenBack(journal, id, state)) continue
    const chargedAt = state.kind === 'approved' ? state.approvedAt : state.intent.startedAt
    const same = state.card.maskedPan === maskedPan && state.intent.amountMinor === amountMinor
    if (!same || state.intent.currency !== currency || chargedAt < sinceAt) continue
    return { paymentNumber: number, ticketNumber: null, chargedAt, isCertain: state.kind !== 'outcome-unknown' }
  }
  return null
}

function isTakenBack({ payments, reversals }: Held, id: string, state: PaymentState): boolean {
  const isParked = reversals.get(id)?.state === 'parked'
  if (state.kind === 'outcome-unknown') return state.reason === 'cancelled' && !isParked
  const refunds = [...payments.values()].filter(
    (other) => other.state.kind === 'approved' && other.state.intent.original?.paymentId === id,
  )
  return refunds.reduce((sum, other) => sum + other.state.intent.amountMinor, 0) >= state.intent.amountMinor
}
