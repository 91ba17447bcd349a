import { type Currency, parseAmount } from '#contract/money.ts'
import { mayBeCardNumber } from '#contract/search-text.ts'
import { isEan } from '../barcode/barcode.ts'
import type { SaleKey, SaleMeaning } from '../ports/sale-search.port.ts'
import { readTicketCode } from '../tickets/ticket-code.ts'

/** What the words of a search depend on. */
export interface SaleTextTerms {
  readonly tillNumber: number
  readonly currency: Currency
}

const NUMBER_DIGITS = 6
/** Fewer digits are no barcode of goods. */
const BARCODE_DIGITS_MIN = 8
const NUMBER = /^(\d{1,3})-(\d{1,7})$/
const PAYMENT = /^P-(\d{1,3})-(\d{1,7})$/i
const TAIL = /^[*•·xX.\s]*(\d{4})$/
const CURRENCY_SIGN = /\s*(€|EUR|ZŁ|PLN)$/i

/** Whether a text typed into the search may be a card number: the barcode of an article is none. */
export function isCardLike(text: string): boolean {
  return mayBeCardNumber(text) && !isEan(text.trim())
}

/**
 * All that a typed text may mean: whoever types what stands on a ticket need not say which line of it was read. An amount or a
 * number in one piece is taken whole; else each word is a condition of its own, `miel 12,50` those of both.
 */
export function meaningsOfSaleText(text: string, terms: SaleTextTerms): SaleMeaning[] {
  const typed = text.trim()
  if (typed === '') return []
  const code = readTicketCode(typed)
  if (code !== null) return [{ keys: numberKeys(code.number), word: null }]
  const whole = exactKeys(typed, terms)
  if (whole.length > 0) return [{ keys: whole, word: wordOf(typed) }]
  const pieces = typed.split(/\s+/).filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  // Nothing but signs fits no ticket.
  if (pieces.length === 0) return [{ keys: [], word: null }]
  return pieces.map((piece) => ({ keys: exactKeys(piece, terms), word: wordOf(piece) }))
}

function exactKeys(piece: string, { tillNumber, currency }: SaleTextTerms): SaleKey[] {
  const keys: SaleKey[] = []
  const [, till, ticket] = NUMBER.exec(piece) ?? []
  if (till !== undefined && ticket !== undefined) return numberKeys(`${till}-${ticket.padStart(NUMBER_DIGITS, '0')}`)
  const [, payingTill, payment] = PAYMENT.exec(piece) ?? []
  if (payment !== undefined) return [`payment:P-${payingTill}-${payment.padStart(NUMBER_DIGITS, '0')}`]
  if (/^\d{1,7}$/.test(piece)) keys.push(...numberKeys(`${tillNumber}-${piece.padStart(NUMBER_DIGITS, '0')}`))
  const tail = TAIL.exec(piece)?.[1]
  if (tail !== undefined) keys.push(`card-tail:${tail}`)
  const amountMinor = parseAmount(piece.replace(/^[-−]/, '').replace(CURRENCY_SIGN, ''), currency)
  if (amountMinor !== null && amountMinor > 0) keys.push(`amount:${amountMinor}`, `amount:${0 - amountMinor}`)
  return keys
}

/** The ticket itself, and what was returned of it. */
function numberKeys(number: string): SaleKey[] {
  return [`number:${number}`, `original:${number}`]
}

/** Figures of an amount or a number are no word; those of a barcode are. */
function wordOf(piece: string): string | null {
  const isFigures = /^[\d.,\-−*•·€\s]+$/.test(piece)
  if (!isFigures) return piece
  return /^\d+$/.test(piece) && piece.length >= BARCODE_DIGITS_MIN ? piece : null
}
