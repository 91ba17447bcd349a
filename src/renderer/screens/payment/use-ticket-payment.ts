import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { isReserving } from '../../state/reservation-actions.ts'
import { useSlice } from '../../state/till-store.ts'

/** The card of the ticket in hand: one that reserves an amount is seen among the reservations. */
export function useTicketPayment(): CardPaymentView | null {
  const payment = useSlice('payment')
  return payment !== null && isReserving(payment) ? null : payment
}
