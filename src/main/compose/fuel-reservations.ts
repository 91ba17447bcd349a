import { fail, succeed } from '#contract/result.ts'
import type { DayView } from '#contract/views/day-view.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import type { PaymentState } from '#payment/engine/payment-state.ts'
import type { FuelReservationPort, ReservationNow } from '#payment/ports/fuel-reservation.port.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'

export interface FuelReservationParts {
  readonly engine: () => Pick<PaymentEngine, 'reservations'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'paymentsOfSale'>
  /** How far the day's end has come. */
  readonly stage: () => DayView['stage']
  /** The pad is being tried out. */
  readonly isPadAtWork: () => boolean
}

/** While these run, a ticket would belong to neither day. */
const AT_REST: readonly DayView['stage'][] = ['open', 'closed', 'failed']

/** The engine's reservations for pumps without a cashier. The journal answers what was done before, so all may be repeated. */
export function fuelReservations({ engine, journal, stage, isPadAtWork }: FuelReservationParts): FuelReservationPort {
  const isClosing = () => !AT_REST.includes(stage())
  return {
    begin: async (wanted) => {
      if (isClosing()) return fail('SALE_DAY_CLOSING')
      if (isPadAtWork()) return fail('PINPAD_BUSY')
      const begun = await engine().reservations.begin(wanted)
      return begun.ok ? succeed(null) : begun
    },
    find: async (saleId) => {
      const payment = (await journal.paymentsOfSale(saleId)).at(-1)
      return payment === undefined ? null : reservationNow(payment.id, payment.state)
    },
    complete: async ({ paymentId: reservationId, saleId, amountMinor }) => {
      const before = await journal.paymentsOfSale(saleId)
      const paid = before.find(({ state }) => state.kind === 'approved')
      if (paid !== undefined) return succeed({ paymentId: paid.id })
      if (isClosing()) return fail('SALE_DAY_CLOSING')
      const attempt = before.length + 1
      const done = await engine().reservations.complete({ reservationId, saleId, attempt, amountMinor })
      return done.ok ? succeed({ paymentId: done.value.paymentId }) : done
    },
    release: async (paymentId) => {
      const payment = await journal.payment(paymentId)
      if (payment !== null && payment.state.kind !== 'reserved') return succeed(null)
      return engine().reservations.release(paymentId, payment?.state.intent.label ?? '')
    },
  }
}

function reservationNow(paymentId: string, state: PaymentState): ReservationNow {
  switch (state.kind) {
    case 'reserved':
      return { state: 'reserved', paymentId, amountMinor: state.hold.reservedMinor }
    case 'approved':
    case 'completed':
    case 'declined':
    case 'cancelled':
    case 'failed':
    case 'reversed':
      return { state: 'ended', failure: failureOf(state) ?? { code: 'PAYMENT_CANCELLED' } }
    default:
      return { state: 'undecided' }
  }
}
