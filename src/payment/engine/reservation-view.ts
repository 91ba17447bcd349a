import { LIMITS } from '#contract/limits.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { StoredReservation } from '../ports/payment-journal.port.ts'
import type { AskedOperation, Hold, PaymentState } from './payment-state.ts'

const DAY_MS = 86_400_000

/** What the bank holds or held; null for one that it never held, or that is still being asked for. */
function holdOf(state: PaymentState): Hold | null {
  return 'hold' in state ? (state.hold ?? null) : null
}

/** The bank keeps it no longer. */
export function isExpired({ expiresAt }: Hold, now: string): boolean {
  return now >= expiresAt
}

/**
 * What a terminal held and nobody ended: its bank has let go of it by time alone. A terminal that is gone, or does not know it any more,
 * would leave it open for ever; for some days after its time it is named nevertheless.
 */
export function isForgotten(state: PaymentState, now: string): boolean {
  if (state.kind !== 'held-by-terminal') return false
  return Date.parse(now) >= Date.parse(state.hold.expiresAt) + LIMITS.reservationListedDays * DAY_MS
}

interface Moment {
  readonly now: string
  /** What is asked about it at this moment, or was, and nobody knows what became of that. */
  readonly asks: AskedOperation | undefined
  /** A terminal gave back the ticket that was paid out of it. */
  readonly isTakenBack: boolean
  /** No order of the till ends it at its terminal. */
  readonly isByHand: boolean
}

/** A reservation as people see it. */
export function reservationView({ payment, reversal }: StoredReservation, moment: Moment): ReservationView | null {
  const { state } = payment
  const hold = holdOf(state)
  const kind = hold === null ? null : stateOf(state, hold, moment)
  const card = cardOf(state)
  if (hold === null || kind === null || card === null) return null
  const completed = 'completion' in state ? state.completion : null
  const { terminal } = state.intent
  return {
    paymentId: payment.id,
    paymentNumber: payment.number,
    label: state.intent.label ?? '',
    amountMinor: hold.reservedMinor,
    currency: state.intent.currency,
    ...card,
    reservedAt: hold.reservedAt,
    expiresAt: hold.expiresAt,
    state: kind,
    completedMinor: completed?.amountMinor ?? null,
    remainderState: completed === null ? 'none' : remainderOf(state, reversal),
    ...(terminal && {
      terminal: { id: terminal.id, alias: terminal.alias, ...(moment.isByHand && { isByHand: true }) },
    }),
  }
}

/** What is known of the card; a terminal need not say. */
function cardOf(state: PaymentState): Pick<ReservationView, 'scheme' | 'cardTail' | 'approvalCode'> | null {
  if ('result' in state) {
    const { scheme, maskedPan, reference } = state.result
    return { scheme, cardTail: maskedPan?.slice(-4) ?? null, approvalCode: reference.approvalCode }
  }
  if (!('card' in state) || !state.card) return null
  const approvalCode = 'answer' in state ? (state.answer?.approvalCode ?? null) : null
  return { scheme: state.card.scheme, cardTail: state.card.maskedPan.slice(-4), approvalCode }
}

function stateOf(state: PaymentState, hold: Hold, { now, asks, isTakenBack }: Moment): ReservationView['state'] | null {
  switch (state.kind) {
    case 'reserved':
      if (asks === 'increment') return 'raising'
      return isExpired(hold, now) ? 'expired' : 'reserved'
    case 'completed':
      return 'completed'
    case 'outcome-unknown':
      return 'releasing'
    case 'reversed':
      return 'released'
    case 'held-by-terminal':
      if (asks === 'completion') return 'completing'
      if (asks === 'release') return 'releasing'
      return isExpired(hold, now) ? 'expired' : 'reserved'
    case 'completed-by-terminal':
      return isTakenBack ? 'released' : 'completed'
    case 'released-by-terminal':
      return 'released'
    default:
      return null
  }
}

function remainderOf(state: PaymentState, reversal: StoredReservation['reversal']): ReservationView['remainderState'] {
  // The completion itself frees it.
  if (state.kind === 'completed-by-terminal') {
    return state.completion.amountMinor < state.hold.reservedMinor ? 'given-back' : 'none'
  }
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
