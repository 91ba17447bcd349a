import { fail, succeed } from '#contract/result.ts'
import type { OperationEndView } from '#contract/views/operation-view.ts'
import type { ReservationView } from '#contract/views/reservation-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'
import { agoIso, paymentAt } from './sample-shop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const inIso = (milliseconds: number) => agoIso(-milliseconds)

function reservationOf(
  change: Partial<ReservationView> & Pick<ReservationView, 'paymentId' | 'label'>,
): ReservationView {
  return {
    paymentNumber: `P-2-00${change.paymentId.slice(-4)}`,
    amountMinor: 8000,
    currency: 'EUR',
    scheme: 'cb',
    cardTail: '4821',
    approvalCode: 'A04821',
    reservedAt: agoIso(3 * DAY_MS),
    // Half a minute more, so that no figure turns while the screen is looked at.
    expiresAt: inIso(3 * DAY_MS + 4 * HOUR_MS + 30_000),
    state: 'reserved',
    completedMinor: null,
    remainderState: 'none',
    ...change,
  }
}

/** One in each state, open ones first. */
export const sampleReservations = (): ReservationView[] => [
  reservationOf({ paymentId: 'payment-9119', label: 'Chambre 12' }),
  reservationOf({
    paymentId: 'payment-9114',
    label: 'Location vélo électrique',
    amountMinor: 30_000,
    scheme: 'mastercard',
    cardTail: '3318',
    expiresAt: inIso(21 * HOUR_MS + 12 * 60_000 + 30_000),
  }),
  reservationOf({ paymentId: 'payment-9113', label: 'Table 7', amountMinor: 2500, state: 'raising' }),
  reservationOf({
    paymentId: 'payment-9102',
    label: 'Chambre 4',
    amountMinor: 12_000,
    scheme: 'visa',
    cardTail: '0917',
    state: 'expired',
    expiresAt: agoIso(5 * HOUR_MS),
  }),
  reservationOf({
    paymentId: 'payment-9117',
    label: 'Pompe 3',
    amountMinor: 10_000,
    state: 'completed',
    completedMinor: 6430,
    remainderState: 'given-back',
  }),
  reservationOf({ paymentId: 'payment-9116', label: 'Pompe 1', state: 'releasing' }),
  reservationOf({ paymentId: 'payment-9115', label: 'Chambre 9', state: 'released' }),
]

const COUNTER = { id: 'device-6', alias: 'Terminal Comptoir' }

/** What a standalone terminal holds: one that stands, one that it is to charge, one that it is to let go of. */
export const sampleHeldAtTerminal = (): ReservationView[] => [
  reservationOf({ paymentId: 'payment-9127', label: 'Chambre 21', cardTail: null, terminal: COUNTER }),
  reservationOf({ paymentId: 'payment-9126', label: 'Chambre 22', state: 'completing', terminal: COUNTER }),
  reservationOf({ paymentId: 'payment-9125', label: 'Chambre 23', state: 'releasing', terminal: COUNTER }),
]

/** The little of a till that the answers change. */
interface Shown {
  readonly slices: Slices
  /** Why the bank holds no more. */
  readonly raiseFailure: OperationEndView['failure']
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void
}

/** The bank that says yes to all of it. */
export function reservationAnswers(till: Shown) {
  const change = (paymentId: string, by: (one: ReservationView) => Partial<ReservationView>) =>
    till.set(
      'reservations',
      till.slices.reservations.map((one) => (one.paymentId === paymentId ? { ...one, ...by(one) } : one)),
    )
  return {
    'reservation.begin': ({ amountMinor, label }: { amountMinor: number; label: string }) => {
      till.set('payment', reservingAt('present-card', { amountMinor, label, prompt: 'present-card' }))
      return succeed({ paymentId: 'payment-9132' })
    },
    'reservation.raise': ({ paymentId, addMinor }: { paymentId: string; addMinor: number }) => {
      const ended = { paymentId: 'payment-9133', returnSaleId: null }
      const failure = till.raiseFailure
      if (failure !== null) return succeed({ ...ended, outcome: 'refused' as const, failure })
      change(paymentId, ({ amountMinor }) => ({ amountMinor: amountMinor + addMinor }))
      return succeed({ ...ended, outcome: 'done' as const, failure: null })
    },
    'reservation.release': ({ paymentId }: { paymentId: string }) => {
      change(paymentId, () => ({ state: 'releasing' }))
      return succeed({})
    },
    'tender.reserved': ({ paymentId }: { paymentId: string }) => {
      const one = till.slices.reservations.find((each) => each.paymentId === paymentId)
      const { remainingMinor } = till.slices.sale
      if (one === undefined) return fail('RESERVATION_NOT_FOUND')
      if (one.amountMinor < remainingMinor) return fail('RESERVATION_TOO_SMALL', { amount: String(one.amountMinor) })
      change(paymentId, () => ({ state: 'completed', completedMinor: remainingMinor, remainderState: 'waiting' }))
      return succeed({ paymentId: 'payment-9134' })
    },
  }
}

/** A card that reserves 80,00 € for a room. */
export function reservingAt(...[current, change = {}]: Parameters<typeof paymentAt>) {
  return paymentAt(current, {
    id: 'payment-9132',
    number: 'P-2-009132',
    saleId: 'reservation-1',
    operation: 'pre-authorisation',
    label: 'Chambre 12',
    amountMinor: 8000,
    padRows: ['80,00 EUR       ', 'CARTE SVP       '],
    ...change,
  })
}
