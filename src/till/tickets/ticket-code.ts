import { barcodeProblem, eanCheckDigit } from '#contract/barcode.ts'

/**
 * The number of a ticket as an EAN-13, for scanners that read nothing else:
 *
 *   29 TTT NNNNNNN C    the shop's own range (GS1 General Specifications: 20 to 29 never leave a shop), till, ticket, check
 *
 * Null for a number that does not fit.
 */
export function ticketEan13(number: string): string | null {
  const [, till, ticket] = NUMBER.exec(number) ?? []
  if (till === undefined || ticket === undefined) return null
  const digits = `${OWN_RANGE}${till.padStart(TILL_DIGITS, '0')}${ticket.padStart(TICKET_DIGITS, '0')}`
  return `${digits}${eanCheckDigit(digits)}`
}

/** What the square holds: the number and, once it is signed, the short signature as it is printed. */
export function ticketQr(number: string, signature: string): string {
  return signature === '' ? number : `${number} ${signature}`
}

/** What a scanned code says of a ticket; null for a code that no ticket of any till has. */
export function readTicketCode(code: string): { readonly number: string; readonly signature: string | null } | null {
  const [, number, signature] = SIGNED.exec(code) ?? []
  if (number !== undefined) return { number, signature: signature ?? null }
  if (!code.startsWith(OWN_RANGE) || barcodeProblem('ean13', code) !== null) return null
  const till = Number(code.slice(OWN_RANGE.length, OWN_RANGE.length + TILL_DIGITS))
  const ticket = Number(code.slice(OWN_RANGE.length + TILL_DIGITS, -1))
  return { number: `${till}-${String(ticket).padStart(NUMBER_DIGITS, '0')}`, signature: null }
}

const OWN_RANGE = '29'
const TILL_DIGITS = 3
const TICKET_DIGITS = 7
/** What a number is padded to where it is made. */
const NUMBER_DIGITS = 6
const NUMBER = /^(\d{1,3})-(\d{6,7})$/
const SIGNED = /^(\d{1,3}-\d{6,7})(?: ([0-9A-Za-z-]{1,20}))?$/
