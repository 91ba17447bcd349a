import type { Locale } from '../locale.ts'

/** Who can do something about it. */
export type Actor = 'cashier' | 'manager' | 'technician'
/** Whether the same thing may be tried again: at once, after a look at the outcome, or never. */
export type Retry = 'safe' | 'after-check' | 'never'
/** Whether the customer's money moved: the cashier's sentence derives from it. */
export type MoneyMoved = 'no' | 'yes' | 'unknown'

/**
 * One failure the till knows. The code is its only identity; the sentence says what happened, then what to do.
 * `{name}` in a sentence is filled from the failure's details.
 */
export interface ErrorEntry {
  readonly actor: Actor
  readonly retry: Retry
  readonly moneyMoved: MoneyMoved
  readonly words: Readonly<Record<Locale, string>>
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>
