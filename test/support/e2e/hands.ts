import type { Stage } from '../../../tools/stage/stage.ts'
import type { Eyes } from './eyes.ts'

/** How the cashier works the screen. */
export type HandsKind = 'keyboard' | 'touch'

export interface PieceCount {
  readonly valueMinor: number
  readonly count: number
}

/**
 * One person's hands at the real screen. Each movement begins when the screen shows what it acts on, so that nothing
 * is pressed blindly; it does not wait for what comes of it.
 */
export interface Hands {
  readonly kind: HandsKind
  /** From the sign-in screen. */
  signIn(name: string, code: string): Promise<void>
  lock(): Promise<void>
  /** Puts so many products on the ticket. */
  ring(count: number): Promise<void>
  /** From the ticket to the choice of a tender. */
  pay(): Promise<void>
  payByCard(): Promise<void>
  /** Whole units of the currency, as handed over. */
  payInCash(given: number): Promise<void>
  /** From the end of a card that did not pay, back to the choice of a tender. */
  chooseAgain(): Promise<void>
  /** Leaves the screen of a paid sale. */
  nextSale(): Promise<void>
  goToDay(): Promise<void>
  /** Types the pieces that are there, then looks at the sums. */
  count(pieces: readonly PieceCount[]): Promise<void>
  /** Asks for the close and confirms it. */
  closeDay(): Promise<void>
}

export type MakeHands = (stage: Stage, eyes: Eyes) => Hands

/** What the screen shows where a movement begins. */
export const PLACES = {
  signIn: 'Qui tient la caisse ?',
  ticket: 'Prêt à scanner',
  choice: 'Comment le client paie-t-il ?',
  chooseAgain: 'Choisir un règlement',
  nextSale: 'Nouvelle vente',
  day: 'Fin de journée',
  confirmClose: 'Clôturer la journée ?',
  more: 'Autres actions',
} as const
