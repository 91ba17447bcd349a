import type { Stage } from '../../../tools/stage/stage.ts'
import type { Eyes } from './eyes.ts'
import type { Words } from './words.ts'

/** How the cashier works the screen. */
export type HandsKind = 'keyboard' | 'touch'

export interface PieceCount {
  readonly valueMinor: number
  readonly count: number
}

/** The spaces a person goes to from wherever the till lets them leave. */
export type Place = 'sale' | 'history' | 'day' | 'management' | 'offline'

/** What may be pressed where a card did not pay, or is not through yet. */
export type CardKey = 'again' | 'other' | 'choose' | 'paper' | 'cancel' | 'acceptSignature' | 'refuseSignature'

/**
 * One person's hands at the real screen. Each movement begins when the screen shows what it acts on, so that nothing
 * is pressed blindly; it does not wait for what comes of it.
 */
export interface Hands {
  readonly kind: HandsKind
  /** From the sign-in screen. */
  signIn(name: string, code: string): Promise<void>
  /** From the sign-in screen: the language after the one it is in. */
  nextLanguage(): Promise<void>
  lock(): Promise<void>
  /** Puts so many products on the ticket. */
  ring(count: number): Promise<void>
  /** Puts one product on the ticket, in as many pieces as it takes to be worth at least that. */
  ringWorth(amountMinor: number): Promise<void>
  /** From the ticket to the choice of a tender. */
  pay(): Promise<void>
  payByCard(): Promise<void>
  /** Whole units of the currency, as handed over. */
  payInCash(given: number): Promise<void>
  /** A key of a card that is under way or ended; a refused signature is confirmed. */
  pressCardKey(key: CardKey): Promise<void>
  /** Leaves the screen of a paid sale. */
  nextSale(): Promise<void>
  goTo(place: Place): Promise<void>
  /** In the history, of the newest ticket: asks to give back all of it, or so many whole units, and confirms it. */
  giveBack(part: number | null): Promise<void>
  /** Puts away what came of it. */
  closeGivenBack(): Promise<void>
  /** Types the pieces that are there, then looks at the sums. */
  count(pieces: readonly PieceCount[]): Promise<void>
  /** Asks for the close and confirms it. */
  closeDay(): Promise<void>
  /** In the list of offline payments: chooses a row by its payment number. */
  chooseOffline(paymentNumber: string): Promise<void>
  /** In the list of offline payments, on the row that is chosen or for all. */
  pressOfflineKey(key: 'sendNow' | 'retry' | 'takeNote'): Promise<void>
}

export type MakeHands = (stage: Stage, eyes: Eyes, words: Words) => Hands

/** What the screen shows where a movement begins, by the key of its words. */
export const PLACES = {
  signIn: 'signIn.who',
  ticket: 'search.ready',
  choice: 'payment.choose',
  nextSale: 'action.newSale',
  history: 'history.duplicate',
  wholeBack: 'giveBack.reason.batch-open',
  partBack: 'giveBack.reason.part-of-amount',
  day: 'day.title',
  confirmClose: 'closeDay.title',
  more: 'more.title',
  offline: 'offline.title',
  refuseSignature: 'signature.refuseTitle',
} as const

/** The words on a key of a card, and its name on the keyboard. */
export const CARD_KEYS: Readonly<Record<CardKey, { readonly words: string; readonly key: string }>> = {
  again: { words: 'ended.again.same', key: '*' },
  other: { words: 'ended.again.other', key: '*' },
  choose: { words: 'ended.choose', key: 'Enter' },
  paper: { words: 'ended.paper', key: 'R' },
  cancel: { words: 'payment.cancel', key: 'Escape' },
  acceptSignature: { words: 'signature.accept', key: 'Enter' },
  refuseSignature: { words: 'signature.refuse', key: 'Escape' },
}

export const OFFLINE_KEYS = {
  sendNow: { words: 'offline.sendNow', key: 'Enter' },
  retry: { words: 'offline.retry', key: 'R' },
  takeNote: { words: 'offline.takeNote', key: 'N' },
} as const
