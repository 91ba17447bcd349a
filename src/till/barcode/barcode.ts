import { holdsCardNumber as holdsCardDigits } from '#contract/card-number.ts'

/** True for 8 or 13 digits whose last one is the check digit of GS1 (General Specifications 7.9). */
export function isEan(code: string): boolean {
  return /^(?:\d{8}|\d{13})$/.test(code) && hasCheckDigit(code)
}

/** Whether the last of some digits is their check digit; GS1 counts from the right, so that zeros before them change nothing. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 3)
  }
  return sum % 10 === 0
}

/**
 * Whether a text holds what may be a card number. A valid EAN-13 alone is none: every tenth one passes Luhn by chance,
 * and goods are scanned here all day.
 */
export function holdsCardNumber(text: string): boolean {
  return !isEan(text.trim()) && holdsCardDigits(text)
}

/** Whether an id is a card number and nothing else: figures of one that was drawn at random may pass for one by chance, between its letters. */
export function isCardNumberAlone(id: string): boolean {
  return !/\p{L}/u.test(id) && holdsCardNumber(id)
}

/** How many characters of an unknown code an error may repeat: a whole EAN, never a whole card number. */
const SHOWN_CHARACTERS_MAX = 13

/** Stands for a code that no error may repeat. */
export const HIDDEN_CODE = '…'

/** An unknown code as an error may show it: digits of a barcode's length, else nothing of it. */
export function showableCode(code: string): string {
  return /^\d+$/.test(code) && code.length <= SHOWN_CHARACTERS_MAX ? code : HIDDEN_CODE
}
