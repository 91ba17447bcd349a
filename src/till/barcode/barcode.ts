/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1), EAN-13 has 13: both may pass the other's check. */
const CARD_DIGITS = /\d(?:[ .\-_/]?\d){12,}/g
const CARD_DIGITS_MIN = 13
const CARD_DIGITS_MAX = 19

/** True for 8 or 13 digits whose last one is the check digit of GS1 (General Specifications 7.9). */
export function isEan(code: string): boolean {
  if (!/^(?:\d{8}|\d{13})$/.test(code)) return false
  const digits = [...code].map(Number).reverse()
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

/** Check by Luhn (ISO/IEC 7812-1 annex B). */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, character, place) => {
    const digit = Number(character)
    const doubled = digit * 2
    return total + (place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}

/**
 * Whether a text holds what may be a card number: a run of 13 to 19 digits, however grouped, that passes Luhn.
 * A run that is longer is searched for one inside, as a stripe reader types it. A valid EAN-13 alone is none:
 * every tenth one passes Luhn by chance, and goods are scanned here all day.
 */
export function holdsCardNumber(text: string): boolean {
  if (isEan(text.trim())) return false
  for (const [run] of text.matchAll(CARD_DIGITS)) {
    const digits = run.replace(/\D/g, '')
    if (digits.length <= CARD_DIGITS_MAX) {
      if (passesLuhn(digits)) return true
      continue
    }
    for (let length = CARD_DIGITS_MIN; length <= CARD_DIGITS_MAX; length++) {
      if (passesLuhn(digits.slice(0, length))) return true
    }
  }
  return false
}

/** How many characters of an unknown code an error may repeat: a whole EAN, never a whole card number. */
const SHOWN_CHARACTERS_MAX = 13

/** Stands for a code that no error may repeat. */
export const HIDDEN_CODE = '…'

/** An unknown code as an error may show it: digits of a barcode's length, else nothing of it. */
export function showableCode(code: string): string {
  return /^\d+$/.test(code) && code.length <= SHOWN_CHARACTERS_MAX ? code : HIDDEN_CODE
}
