import { holdsCardNumber } from '#contract/card-number.ts'

const PAN_DIGITS_MAX = 19
const FIRST_DIGITS = 6
const LAST_DIGITS = 4

/**
 * A card number as a terminal sends it, whole or masked by its own sign, with first six and last four at most:
 * `5017670000006700` and `501767******6700` give `501767******6700`. Null for what is none.
 */
export function maskedNumber(text: string): string | null {
  const number = text.replace(/[^0-9A-Za-z#*.]/g, '')
  if (number.length < FIRST_DIGITS + LAST_DIGITS || number.length > PAN_DIGITS_MAX) return null
  const end = number.length - LAST_DIGITS
  return [...number].map((sign, place) => (isShown(place, end) && /\d/.test(sign) ? sign : '*')).join('')
}

const isShown = (place: number, end: number): boolean => place < FIRST_DIGITS || place >= end

/** Text of a terminal for screens and tickets: NFC, without control signs, and with no digit in what may hold a card number. */
export function safeText(text: string): string {
  const printable = text
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trimEnd()
  return holdsCardNumber(printable) ? printable.replace(/\p{N}/gu, '*') : printable
}

/** The lines of a ticket; UTF-8 where it is that, Latin-1 else. */
export function ticketLines(bytes: Uint8Array): readonly string[] {
  const lines = decoded(bytes).split(/\r\n|\r|\n/)
  while (lines.at(-1)?.trim() === '') lines.pop()
  return lines.map(safeText)
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}
