import { holdsCardNumber } from '#contract/card-number.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { ReservationDesk } from '#payment/engine/reservation-desk.ts'
import type { Till } from '#till/till.ts'
import { endView } from '../compose/card-returns.ts'

interface Parts {
  readonly till: Pick<Till, 'seller' | 'terms'>
  readonly reservations: ReservationDesk
  /** The pad is being tried out. */
  readonly isPadAtWork: () => boolean
  /** A pump sells up to this reservation. */
  readonly isAtPump: (paymentId: string) => boolean
}

/** What the bank holds for the shop, or a standalone terminal's. Whoever may sell may reserve, raise and release; a ticket is paid by `tender.reserved`. */
export function reservationCalls({
  till,
  reservations,
  isPadAtWork,
  isAtPump,
}: Parts): Pick<Handlers, 'reservation.begin' | 'reservation.raise' | 'reservation.release'> {
  return {
    'reservation.begin': async ({ amountMinor, label: typed, terminalId }) => {
      const user = till.seller()
      if (!user.ok) return user
      const label = typed.normalize('NFC')
      if (holdsCardNumber(label)) return fail('SALE_CARD_NUMBER_REFUSED')
      if (terminalId === undefined && isPadAtWork()) return fail('PINPAD_BUSY')
      const { currency } = till.terms()
      const { id, name } = user.value
      const at = terminalId === undefined ? {} : { terminalId }
      const begun = await reservations.begin({ amountMinor, currency, label, ...at, cashier: { id, name } })
      return begun.ok ? succeed({ paymentId: begun.value.paymentId }) : begun
    },
    'reservation.raise': async ({ paymentId, addMinor }) => {
      const user = till.seller()
      if (!user.ok) return user
      if (isAtPump(paymentId)) return fail('PUMP_SELLS_ON_IT')
      const { id, name } = user.value
      const ended = await reservations.raise(paymentId, addMinor, { id, name })
      return ended.ok ? succeed(endView(ended.value.state)) : ended
    },
    'reservation.release': async ({ paymentId, isByHand = false }) => {
      const user = till.seller()
      if (!user.ok) return user
      if (isAtPump(paymentId)) return fail('PUMP_SELLS_ON_IT')
      const { id, name } = user.value
      const released = isByHand
        ? await reservations.releasedByHand(paymentId, name)
        : await reservations.release(paymentId, name, { id, name })
      return released.ok ? succeed({}) : released
    },
  }
}
