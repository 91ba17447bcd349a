import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { Scheme } from '#contract/views/sale-view.ts'
import type { AcquirerProfile } from '../iso8583/acquirer-profile.ts'
import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { AdviceVerdict } from '../ports/acquirer-host.port.ts'

/**
 * The answers of a host (DE39, ISO 8583:1987) in the cashier's terms, after the acquirer-host sheet 2.7.
 *
 * A code that the sheet lists twice stands in one row: 38 with the PIN tries, 92 with the bank that is away. Codes
 * that approve (00, 08, 10, 11, 16, 85) are not here. Codes after which the outcome is open (09, 68, 94) never come
 * this far in a sale, because the profile has it reversed; they are here for the case that a profile does not.
 */
const ROWS: readonly (readonly [code: ErrorCode, responseCodes: string])[] = [
  ['PAYMENT_DECLINED', '05 57 59 62'],
  ['PAYMENT_KEEP_CARD', '04 07 33 34 35 36 37 41 43 67'],
  ['PAYMENT_CALL_BANK', '01 02'],
  ['PAYMENT_TERMINAL_REFUSED', '03 58 89'],
  ['PAYMENT_HOST_FAULT', '06 12 21 22 30 40 63 77 78 88 95 97 98 D1'],
  ['PAYMENT_TRY_ONCE_MORE', '19 96'],
  ['PAYMENT_BANK_AWAY', '90 91 92'],
  ['PAYMENT_AMOUNT_REFUSED', '13 61 65'],
  ['PAYMENT_CARD_UNKNOWN', '14 15 31 56'],
  ['PAYMENT_CUSTOMER_STOPPED', '17'],
  ['PAYMENT_ORIGINAL_UNKNOWN', '25'],
  ['PAYMENT_NO_ACCOUNT', '39 42 52 53'],
  ['PAYMENT_FUNDS_SHORT', '51'],
  ['PAYMENT_CARD_EXPIRED', '54'],
  ['PAYMENT_WRONG_PIN', '55'],
  ['PAYMENT_PIN_TRIES_USED', '38 75'],
  ['PAYMENT_PIN_WANTED', '70 1A'],
  ['PAYMENT_OUTCOME_UNKNOWN', '09 68 94'],
]

const FAILURE_CODES: ReadonlyMap<string, ErrorCode> = new Map(
  ROWS.flatMap(([code, responseCodes]) => responseCodes.split(' ').map((each) => [each, code] as const)),
)

/** Refusals that say nothing about the card: the message, the till or the contract is in question. */
const ABOUT_THE_MESSAGE: ReadonlySet<ErrorCode> = new Set([
  'PAYMENT_TERMINAL_REFUSED',
  'PAYMENT_HOST_FAULT',
  'PAYMENT_ORIGINAL_UNKNOWN',
])

/**
 * What the cashier is told when the host said no. A code that nobody published is a plain refusal with the raw code
 * in it; a suspicion of fraud is a plain refusal without one.
 *
 * @param scheme Mastercard uses 65 for "PIN or chip wanted"; for the others it is a limit.
 * @param operation a refund that is refused leaves the customer without the money, and no card to try again; nor is there
 * one where a reservation is not raised.
 */
export function declineFailure(responseCode: string, scheme?: Scheme, operation: BankOperation = 'sale'): Failure {
  if (operation === 'refund' && responseCode !== '25') return fail('PAYMENT_REFUND_DECLINED', { responseCode }).error
  if (operation === 'activation' || operation === 'load') return fail('GIFT_CARD_LOAD_DECLINED', { responseCode }).error
  if (operation === 'increment') return fail('RESERVATION_RAISE_DECLINED', { responseCode }).error
  if (responseCode === '65' && scheme === 'mastercard') return fail('PAYMENT_PIN_WANTED').error
  const code = FAILURE_CODES.get(responseCode)
  if (code === undefined) return fail('PAYMENT_DECLINED_WITH_CODE', { responseCode }).error
  return code === 'PAYMENT_HOST_FAULT' ? fail(code, { responseCode }).error : fail(code).error
}

/**
 * What the host made of a sale that was approved without it. Only a refusal that is known to be one counts as a loss:
 * a code that nobody published leaves the sale for a person to look at.
 */
export function adviceVerdict(profile: AcquirerProfile, responseCode: string): AdviceVerdict {
  if (profile.adviceDoneCodes.includes(responseCode)) return 'accepted'
  if (profile.tryLaterCodes.includes(responseCode)) return 'try-later'
  const code = FAILURE_CODES.get(responseCode)
  return code === undefined || ABOUT_THE_MESSAGE.has(code) ? 'not-understood' : 'refused'
}
