import type { CardPaymentView } from '#contract/views/payment-view.ts'

/** What is said of a card while it is asked and when it ended, by what it was for: keys of the words. */
export interface CardWords {
  readonly title: string
  readonly cancel: string
  /** On the key that stops it: no gift card is to be cancelled. */
  readonly stop: string
  readonly nothing: string
  readonly reversed: string
  /** What waits, or can be done again. */
  readonly later: string
  readonly leave: string
  /** A paper says that nothing was charged. */
  readonly hasPaper: boolean
}

const TICKET: CardWords = {
  title: 'payment.cardTitle',
  cancel: 'payment.cancelText',
  stop: 'payment.cancel',
  nothing: 'ended.nothingCharged',
  reversed: 'ended.reversed',
  later: 'ended.saleWaits',
  leave: 'ended.choose',
  hasPaper: true,
}
/** Money that goes back on a terminal. */
const RETURN: CardWords = {
  title: 'terminal.backTitle',
  cancel: 'payment.cancelText',
  stop: 'payment.cancel',
  nothing: 'ended.nothingBack',
  reversed: 'ended.reversed',
  later: 'ended.saleWaits',
  leave: 'ended.choose',
  hasPaper: false,
}
const RESERVATION: CardWords = {
  title: 'reserve.cardTitle',
  cancel: 'reserve.cancelText',
  stop: 'payment.cancel',
  nothing: 'ended.nothingReserved',
  reversed: 'ended.reserveReversed',
  later: 'ended.reserveAgain',
  leave: 'ended.toReservations',
  hasPaper: false,
}
/** A ticket that a terminal charges out of what it holds: there is no card to cancel. */
const COMPLETION: CardWords = { ...TICKET, stop: 'cards.stop' }
/** What a terminal holds is let go of there. */
const RELEASE: CardWords = {
  title: 'release.cardTitle',
  cancel: 'payment.cancelText',
  stop: 'cards.stop',
  nothing: 'ended.notReleased',
  reversed: 'ended.reserveReversed',
  later: 'ended.stillHeld',
  leave: 'ended.toReservations',
  hasPaper: false,
}
const LOAD: Omit<CardWords, 'title'> = {
  cancel: 'cards.cancelLoad',
  stop: 'cards.stop',
  nothing: 'ended.nothingLoaded',
  reversed: 'ended.loadReversed',
  later: 'ended.loadAgain',
  leave: 'ended.toCards',
  hasPaper: false,
}
const question = (operation: string): CardWords => ({
  title: `operation.${operation}`,
  cancel: 'cards.cancelText',
  stop: 'cards.stop',
  nothing: 'ended.nothingCharged',
  reversed: 'ended.reversed',
  later: 'ended.askAgain',
  leave: 'ended.toCards',
  hasPaper: false,
})

export function cardWordsOf({ operation }: Pick<CardPaymentView, 'operation'>): CardWords {
  if (operation === 'pre-authorisation') return RESERVATION
  if (operation === 'completion') return COMPLETION
  if (operation === 'release') return RELEASE
  if (operation === 'refund') return RETURN
  if (operation === 'activation' || operation === 'load') return { title: `cards.putting.${operation}`, ...LOAD }
  return operation === 'balance' || operation === 'card-check' ? question(operation) : TICKET
}

/** Whether the till has a paper that says so: a standalone terminal gives its own. */
export function hasPaperOf(payment: Pick<CardPaymentView, 'operation' | 'terminal'>): boolean {
  return payment.terminal === null && cardWordsOf(payment).hasPaper
}

/** Whether nobody at the bank has said yes yet; who telephoned was told so by a person there. */
export function isUnpromised(offline: CardPaymentView['offline'] | undefined): boolean {
  return offline === 'card' || offline === 'stand-in'
}
