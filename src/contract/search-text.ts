import { plainDigits } from './plain-digits.ts'

/** The longest key a person may look for, a reference of the bank, has twelve; a card number at least thirteen. */
const KEY_DIGITS_MAX = 12
/** Digits as people group them. */
const DIGITS = /\d(?:[ .\-_/\u00a0\u202f]?\d)*/g

/**
 * Whether what is typed into a search may be a card number, as far as it is typed: more digits in one run than any key
 * has. No check digit is asked for: what is no key is not kept either.
 */
export function mayBeCardNumber(text: string): boolean {
  return [...plainDigits(text).matchAll(DIGITS)].some(([run]) => run.replace(/\D/g, '').length > KEY_DIGITS_MAX)
}
