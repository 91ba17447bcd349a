import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { isOfTicket } from '../../state/card-actions.ts'
import { useSlice } from '../../state/till-store.ts'

/** The card of the ticket in hand: one that reserves an amount, or is only asked about, is seen elsewhere. */
export function useTicketPayment(): CardPaymentView | null {
  const payment = useSlice('payment')
  return payment !== null && isOfTicket(payment) ? payment : null
}
