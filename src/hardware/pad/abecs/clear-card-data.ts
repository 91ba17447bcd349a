import { readTlvDeep } from '../emv-tlv.ts'
import { fromLatin1 } from './packet.ts'
import { PP } from './parameters.ts'

/**
 * Looks for card data in clear where only masked or encrypted data may be (ARCHITECTURE: promise 6). A pad that sends
 * some is misconfigured or tampered with; the till stops at once and says which field, never what was in it.
 */

/** First six and last four. */
const CLEAR_DIGITS_MAX = 10
const PAN_DIGITS_MIN = 13
const PAN_DIGITS_MAX = 19

/** Card number, track 2, cardholder's track data, PIN block: no kernel may hand them out (sheet 2.6). */
const FORBIDDEN_TAGS: ReadonlySet<string> = new Set(['5A', '56', '57', '99', '9F1F', '9F20', '9F6B'])

const TEXT_FIELDS: ReadonlyMap<number, string> = new Map([
  [PP.TRK1INC, 'PP_TRK1INC'],
  [PP.TRK2INC, 'PP_TRK2INC'],
  [PP.TRK3INC, 'PP_TRK3INC'],
  [PP.PAN, 'PP_PAN'],
  [PP.CHNAME, 'PP_CHNAME'],
  [PP.LABEL, 'PP_LABEL'],
  [PP.VALUE, 'PP_VALUE'],
])
const ENCRYPTED_FIELDS: ReadonlyMap<number, string> = new Map([
  [PP.TRACK1, 'PP_TRACK1'],
  [PP.TRACK2, 'PP_TRACK2'],
  [PP.TRACK3, 'PP_TRACK3'],
  [PP.ENCPAN, 'PP_ENCPAN'],
])

/** The check digit of ISO/IEC 7812-1. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = digit * 2
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length > 0 && sum % 10 === 0
}

/** True when the text holds a run of digits that could be a card number. */
export function holdsCardNumber(text: string): boolean {
  for (const [run] of text.matchAll(/\d+/g)) {
    for (let start = 0; start + PAN_DIGITS_MIN <= run.length; start += 1) {
      const longest = Math.min(PAN_DIGITS_MAX, run.length - start)
      for (let length = PAN_DIGITS_MIN; length <= longest; length += 1)
        if (passesLuhn(run.slice(start, start + length))) return true
    }
  }
  return false
}

/**
 * The name of the first field that looks like card data in clear, or null.
 * Throws EmvTlvError when the EMV data cannot be read.
 */
export function findClearCardData(parameters: ReadonlyMap<number, Uint8Array>): string | null {
  for (const [id, value] of parameters) {
    const textField = TEXT_FIELDS.get(id)
    if (textField !== undefined && isClearText(id, fromLatin1(value))) return textField
    const encryptedField = ENCRYPTED_FIELDS.get(id)
    if (encryptedField !== undefined && isClearTrack(value)) return encryptedField
    if (id === PP.EMVDATA) {
      const forbidden = readTlvDeep(value).find(({ tag }) => FORBIDDEN_TAGS.has(tag))
      if (forbidden) return `PP_EMVDATA ${forbidden.tag}`
    }
  }
  return null
}

function isClearText(id: number, text: string): boolean {
  if (holdsCardNumber(text)) return true
  // Before the separator stands the card number, masked; after it expiry and service code.
  const number = id === PP.PAN ? text : (/^[B%;]?([^=^D]*)[=^D]/.exec(text)?.[1] ?? '')
  return number.replace(/\D/g, '').length > CLEAR_DIGITS_MAX
}

/** In clear a track or a card number is digits, as characters or two a byte, then a separator or filling. */
function isClearTrack(value: Uint8Array): boolean {
  const characters = /^[%;]?B?(\d{13,19})(?:[=^D]|[\0F]*$)/.exec(fromLatin1(value))?.[1]
  const nibbles = /^(\d{13,19})(?:D|F*$)/.exec(Buffer.from(value).toString('hex').toUpperCase())?.[1]
  return [characters, nibbles].some((digits) => digits !== undefined && passesLuhn(digits))
}
