/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1). */
const CARD_DIGITS = /\d(?:[ .\-_/]?\d){12,}/g
const CARD_DIGITS_MIN = 13
const CARD_DIGITS_MAX = 19

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
 * A run that is longer is searched for one inside, as a stripe reader types it.
 */
export function holdsCardNumber(text: string): boolean {
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
