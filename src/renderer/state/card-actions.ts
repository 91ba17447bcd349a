import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { call, inOrder } from './call.ts'
import { isReserving } from './reservation-actions.ts'
import { payByCardAgain } from './sale-actions.ts'

type Asked = Pick<CardPaymentView, 'operation'>

/** True for a card that the bank is only asked about. */
export function isQuestion({ operation }: Asked): boolean {
  return operation === 'balance' || operation === 'card-check'
}

/** True for a card of the ticket in hand: one that reserves or is asked about is seen at a place of its own. */
export function isOfTicket(payment: Asked): boolean {
  return !isReserving(payment) && !isQuestion(payment)
}

/** Has the bank asked about a card that is presented next. */
export function lookAt(question: 'balance' | 'card-check'): void {
  inOrder(() => call('card.look', { question }))
}

/** Puts away a card that did not do what it was asked for, and asks for one again, for the same. */
export function askCardAgain(payment: CardPaymentView): void {
  const { amountMinor, label, operation } = payment
  if (isOfTicket(payment)) {
    payByCardAgain(payment)
    return
  }
  inOrder(async () => {
    if (!(await call('payment.dismiss', {})).ok) return
    if (operation === 'balance' || operation === 'card-check') await call('card.look', { question: operation })
    else if (label !== null) await call('reservation.begin', { amountMinor, label })
  })
}
