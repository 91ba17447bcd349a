import { LIMITS } from '#contract/limits.ts'

/** What the typed figures are for; null: a code, an amount, or a number of pieces for the next product. */
export type EntryMode = 'quantity' | 'price' | 'discount' | 'discount-amount'

/** Figures being typed on the keypad, before anything is asked of the till. */
export interface Entry {
  readonly digits: string
  readonly mode: EntryMode | null
  /** Set by `3 *`: the quantity of the next product, in thousandths. */
  readonly multiplierMilli: number | null
}

export const EMPTY_ENTRY: Entry = { digits: '', mode: null, multiplierMilli: null }
const DIGITS_MAX = 14
const DISCOUNT_BASIS_POINTS_MAX = 10_000

/** Adds a figure or the decimal mark; point and comma are the same key. A second mark is ignored. */
export function typed(entry: Entry, key: string): Entry {
  const mark = key === ',' || key === '.'
  if (entry.digits.length >= DIGITS_MAX || (mark && entry.digits.includes(','))) return entry
  return { ...entry, digits: entry.digits + (mark ? (entry.digits === '' ? '0,' : ',') : key) }
}

/** Takes back the last figure, then the mode, then the multiplier: one thing per press. */
export function erased(entry: Entry): Entry {
  if (entry.digits !== '') return { ...entry, digits: entry.digits.slice(0, -1) }
  if (entry.mode !== null) return { ...entry, mode: null }
  return EMPTY_ENTRY
}

export function isEmpty(entry: Entry): boolean {
  return entry.digits === '' && entry.mode === null && entry.multiplierMilli === null
}

/**
 * `3` is 3000, `0,412` is 412.
 * @returns thousandths, or null when it is no quantity between 0,001 and the limit.
 */
export function parseQuantityMilli(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,3}))?$/.exec(text)
  if (!match) return null
  const milli = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return milli >= 1 && milli <= LIMITS.lineQuantity * 1000 ? milli : null
}

/**
 * `10` is 1000, `5,5` is 550.
 * @returns hundredths of a percent, or null when it is no percentage from 0 to 100.
 */
export function parseBasisPoints(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match) return null
  const points = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return points <= DISCOUNT_BASIS_POINTS_MAX ? points : null
}

/**
 * Quantity for the next product: the multiplier, else the typed figures.
 * @returns undefined when none was typed, null when what was typed is no quantity.
 */
export function quantityForNext(entry: Entry): number | null | undefined {
  if (entry.multiplierMilli !== null) return entry.multiplierMilli
  return entry.digits === '' ? undefined : parseQuantityMilli(entry.digits)
}
