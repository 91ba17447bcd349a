import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { StoredReservation } from '../ports/payment-journal.port.ts'
import type { Hold, PaymentState } from './payment-state.ts'

/** What the bank holds or held; null for one that it never held, or that is still being asked for. */
export function holdOf(state: PaymentState): Hold | null {
  return 'hold' in state ? (state.hold ?? null) : null
}

export function isExpired({ expiresAt }: Hold, now: string): boolean {
  return now >= expiresAt
}

/** A reservation as people see it. @param raising it is being raised at this moment. */
export function reservationView(
  { payment, reversal }: StoredReservation,
  { now, raising }: { readonly now: string; readonly raising: boolean },
): ReservationView | null {
  const { state } = payment
  const hold = holdOf(state)
  const kind = hold === null ? null : stateOf(state, hold, now, raising)
  if (hold === null || kind === null || !('card' in state) || !state.card) return null
  const completed = state.kind === 'completed' ? state.completion : null
  return {
    paymentId: payment.id,
    paymentNumber: payment.number,
    label: state.intent.label ?? '',
    amountMinor: hold.reservedMinor,
    currency: state.intent.currency,
    scheme: state.card.scheme,
    cardTail: state.card.maskedPan.slice(-4),
    approvalCode: 'answer' in state ? (state.answer?.approvalCode ?? null) : null,
    reservedAt: hold.reservedAt,
    expiresAt: hold.expiresAt,
    state: kind,
    completedMinor: completed?.amountMinor ?? null,
    remainderState: completed === null ? 'none' : remainderOf(reversal),
  }
}

function stateOf(state: PaymentState, hold: Hold, now: string, raising: boolean): ReservationView['state'] | null {
  switch (state.kind) {
    case 'reserved':
      if (raising) return 'raising'
      return isExpired(hold, now) ? 'expired' : 'reserved'
    case 'completed':
      return 'completed'
    case 'outcome-unknown':
      return 'releasing'
    case 'reversed':
      return 'released'
    default:
      return null
  }
}

function remainderOf(reversal: StoredReservation['reversal']): ReservationView['remainderState'] {
  if (reversal === null || reversal.remainingMinor === null) return 'none'
  switch (reversal.state) {
    case 'armed':
    case 'queued':
      return 'waiting'
    case 'acknowledged':
      return 'given-back'
    case 'parked':
      return 'parked'
    case 'discarded':
      return 'none'
  }
}
