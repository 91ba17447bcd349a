import { plainDigits } from './plain-digits.ts'

/** Groups of digits as people write them: a few blanks, points or dashes in between. */
const RUN = /\d+(?:[\s.\-_/\u2010-\u2015\u2212]{1,3}\d+)*/g
/** Groups with any other signs in between, as somebody writes them who was refused: commas, stars, quotes, bars. */
const ANY_RUN = /\d+(?:[^\p{L}\p{N}]{1,3}\d+)*/gu
/** Card numbers have 13 to 19 digits (ISO/IEC 7812-1). */
const CARD_DIGITS_MIN = 13
const CARD_DIGITS_MAX = 19
/** Most have 16; three figures of a card verification value fit behind them. */
const USUAL_DIGITS = 16
/** The smallest group that a card number is written in: 4 4 4 4, 4 6 5, 4 4 4 4 3. */
const GROUP_DIGITS_MIN = 3

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
 * Whether a text holds what may be a card number: 13 to 19 digits, however grouped, that pass Luhn. One that stands beside
 * other figures is found too: a room before it, an expiry or a verification value behind it, the rest of a stripe as a
 * reader types it. Digits of every script and form count, and so do signs in between.
 */
export function holdsCardNumber(text: string): boolean {
  const plain = plainDigits(text)
  if (plain.replace(/\D+/g, '').length < CARD_DIGITS_MIN) return false
  const groupsOf = (runs: RegExp) => [...plain.matchAll(runs)].map(([run]) => run.match(/\d+/g) ?? [])
  return groupsOf(RUN).some(holdOne) || groupsOf(ANY_RUN).some(holdOneApart)
}

/** A date with its time is figures with all kinds of signs too: groups of a card number are large, or all of one size. */
function holdOneApart(groups: readonly string[]): boolean {
  const [first = ''] = groups
  const isEven = groups.every(({ length }) => length === first.length)
  return isEven ? holdOne(groups) : groups.some((_, at) => beginsOne(groups.slice(at)))
}

function holdOne(groups: readonly string[]): boolean {
  const digits = groups.join('')
  if (digits.length < CARD_DIGITS_MIN) return false
  if (digits.length <= CARD_DIGITS_MAX) {
    if (passesLuhn(digits)) return true
  } else if (beginsWithOne(digits)) return true
  return groups.some((group, at) => isFollowedByItsValue(group) || beginsOne(groups.slice(at)))
}

/** Longer than any card number. */
function beginsWithOne(digits: string): boolean {
  for (let length = CARD_DIGITS_MIN; length <= CARD_DIGITS_MAX; length++) {
    if (passesLuhn(digits.slice(0, length))) return true
  }
  return false
}

/** Some of the groups from the first one on are a card number: a block of its own, or groups that are all large enough. */
function beginsOne(groups: readonly string[]): boolean {
  let digits = ''
  for (const group of groups) {
    const isFirst = digits === ''
    digits += group
    const isWritten = isFirst || (group.length >= GROUP_DIGITS_MIN && (groups[0] ?? '').length >= GROUP_DIGITS_MIN)
    if (!isWritten || digits.length > CARD_DIGITS_MAX) return false
    if (digits.length >= CARD_DIGITS_MIN && passesLuhn(digits)) return true
  }
  return false
}

/** No card of a bank begins with another figure (ISO/IEC 7812-1 annex). */
function isFollowedByItsValue(group: string): boolean {
  const isLonger = group.length > USUAL_DIGITS && group.length <= CARD_DIGITS_MAX
  return isLonger && /^[2-6]/.test(group) && passesLuhn(group.slice(0, USUAL_DIGITS))
}
