import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { call, inOrder } from './call.ts'
import { payByCardAgain } from './sale-actions.ts'
import { useScreenStore } from './screen-store.ts'

/** True for a card that reserves an amount instead of paying a ticket. */
export function isReserving({ operation }: Pick<CardPaymentView, 'operation'>): boolean {
  return operation === 'pre-authorisation'
}

/** Puts away a card that did not do what it was asked for, and asks for one again: for the ticket, or for the reservation. */
export function askCardAgain(payment: CardPaymentView): void {
  const { amountMinor, label } = payment
  if (!isReserving(payment) || label === null) {
    payByCardAgain(amountMinor)
    return
  }
  inOrder(async () => {
    if ((await call('payment.dismiss', {})).ok) await call('reservation.begin', { amountMinor, label })
  })
}

/** Back to the list: a reservation that stands, or that the bank is still asked about, is found there. */
export function leaveReservation(paymentId: string): void {
  useScreenStore.setState({ leftReservationId: paymentId })
}
