import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { call, inOrder } from './call.ts'
import { isReserving } from './reservation-actions.ts'
import { payByCardAgain } from './sale-actions.ts'
import { goTo } from './screen-store.ts'

type Asked = Pick<CardPaymentView, 'operation'>

/** True for a card that the bank is only asked about. */
export function isQuestion({ operation }: Asked): boolean {
  return operation === 'balance' || operation === 'card-check'
}

/** True for a gift card that an amount is put on. */
export function isLoading({ operation }: Asked): boolean {
  return operation === 'activation' || operation === 'load'
}

/** True for a card that charges nobody: it is asked about or loaded. */
export function isAside(payment: Asked): boolean {
  return isQuestion(payment) || isLoading(payment)
}

/** True for a card of the ticket in hand: one that reserves or charges nobody is seen at a place of its own. */
export function isOfTicket(payment: Asked): boolean {
  return !isReserving(payment) && !isAside(payment)
}

/** Puts a paid amount on the gift card that is presented next. */
export function deliver(orderId: string): void {
  goTo('cards')
  inOrder(() => call('giftCard.deliver', { orderId }))
}

/** Has the bank asked about a card that is presented next. */
export function lookAt(question: 'balance' | 'card-check'): void {
  inOrder(() => call('card.look', { question }))
}

/** Puts away a card that did not do what it was asked for, and asks for one again, for the same. */
export function askCardAgain(payment: CardPaymentView): void {
  const { amountMinor, label, operation, terminal } = payment
  const at = terminal === null ? {} : { terminalId: terminal.id }
  if (isOfTicket(payment)) {
    payByCardAgain(payment)
    return
  }
  inOrder(async () => {
    if (!(await call('payment.dismiss', {})).ok) return
    if (operation === 'balance' || operation === 'card-check') await call('card.look', { question: operation })
    else if (isLoading(payment)) await call('giftCard.deliver', { orderId: payment.saleId })
    else if (label !== null) await call('reservation.begin', { amountMinor, label, ...at })
  })
}
