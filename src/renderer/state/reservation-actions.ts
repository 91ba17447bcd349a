import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { useScreenStore } from './screen-store.ts'

/** True for a card that reserves an amount instead of paying a ticket, and for one that a terminal lets go of. */
export function isReserving({ operation }: Pick<CardPaymentView, 'operation'>): boolean {
  return operation === 'pre-authorisation' || operation === 'release'
}

/** Back to the list: a reservation that stands, or that the bank is still asked about, is found there. */
export function leaveReservation(paymentId: string): void {
  useScreenStore.setState({ leftReservationId: paymentId })
}
