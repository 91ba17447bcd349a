import { CaisseApError, type CaisseApFields, STATUS_TAG } from './caisse-ap.codec.ts'

/**
 * Concert E and E+ (standalone-terminals sheet 2c): what Concert terminals said before V3, each thing at its place.
 *
 *   request  offset  length  what                         answer  offset  length  what
 *            0       2       till (CA)                             0       2       till (CA)
 *            2       8       amount (CB)                           2       1       0 done, 7 refused, 9 only handled (AE)
 *            10      1       0: a short answer                     3       8       amount (CB)
 *            11      1       1: card                               11      1       kind of payment
 *            12      1       0 debit, 1 credit, 2 void (CD)        12      55      card and more, only where it was asked for
 *            13      3       currency (CE)                         -13     3       currency (CE)
 *            16      10      the till's own (CF)                   -10     10      the till's own (CF)
 *   E+ also  26      8       A010, answer at the end; B010, not forced
 *
 * Read and written as the fields of Caisse-AP that mean the same.
 */
export const CONCERT_LAYOUTS = ['e', 'e-plus'] as const
export type ConcertLayout = (typeof CONCERT_LAYOUTS)[number]

const AMOUNT_LENGTH = 8
/** A larger one has no room. */
export const CONCERT_AMOUNT_MINOR_MAX = 99_999_999
const REFERENCE_LENGTH = 10
const SHORT_ANSWER = '0'
const CARD = '1'
const AT_THE_END_AND_NOT_FORCED = 'A010B010'
const ANSWER = /^(\d{2})(\d)(\d{8})[ -~]([ -~]{55})?(\d{3})([ -~]{10})$/
const DONE = '10'
const STATES: Readonly<Record<string, string>> = { 0: DONE, 7: '01' }
/** Accepted for later: nobody knows what became of it. */
const ONLY_HANDLED = '11'

/** The name of an order in ten signs. */
export const concertReferenceOf = (orderId: string): string => orderId.replaceAll('-', '').slice(-REFERENCE_LENGTH)

/** A request, of which CF is the name of its order. Throws CaisseApError for an amount that has no room. */
export function encodeConcertE(fields: CaisseApFields, layout: ConcertLayout): Uint8Array {
  const of = (tag: string) => fields.get(tag) ?? ''
  const amount = of('CB').padStart(AMOUNT_LENGTH, '0')
  if (amount.length > AMOUNT_LENGTH) throw new CaisseApError(`CB has ${amount.length} figures`)
  const reference = concertReferenceOf(of('CF')).padEnd(REFERENCE_LENGTH)
  const head = [of('CA'), amount, SHORT_ANSWER, CARD, of('CD'), of('CE'), reference]
  return Buffer.from([...head, layout === 'e-plus' ? AT_THE_END_AND_NOT_FORCED : ''].join(''), 'latin1')
}

/** An answer; null for what is none. What it says of its card is left where it is: its number may be whole. */
export function readConcertE(body: Uint8Array): CaisseApFields | null {
  const [, till = '', state = '', amount = '', , currency = '', own = ''] =
    ANSWER.exec(Buffer.from(body).toString('latin1')) ?? []
  if (state === '') return null
  const reference = own.trim()
  return new Map([
    ['CA', till],
    [STATUS_TAG, STATES[state] ?? ONLY_HANDLED],
    ['CB', amount],
    ['CE', currency],
    ...(reference === '' ? [] : [['CF', reference] as const]),
  ])
}
