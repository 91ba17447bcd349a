import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { type Failure, fail } from '#contract/result.ts'
import { STATUS, type StatusName } from './parameters.ts'

/** What a status means to a cashier; whatever is not here is a refusal for a technician, with its number. */
const CODES: Partial<Record<StatusName, ErrorCode>> = {
  TIMEOUT: 'PINPAD_TIMEOUT',
  CANCEL: 'PINPAD_CUSTOMER_CANCELLED',
  NOCARD: 'PINPAD_CARD_REMOVED',
  PINBUSY: 'PINPAD_BUSY',
  MCDATAERR: 'PINPAD_CARD_UNREADABLE',
  DUMBCARD: 'PINPAD_CARD_UNREADABLE',
  ERRCARD: 'PINPAD_CARD_UNREADABLE',
  CARDPROBLEMS: 'PINPAD_CARD_UNREADABLE',
  CARDINVDATA: 'PINPAD_CARD_UNREADABLE',
  ERRFALLBACK: 'PINPAD_CARD_UNREADABLE',
  // Too many cryptograms in one insertion (2.20): the next payment waits until the card was out.
  SECURITY: 'PINPAD_CARD_UNREADABLE',
  CTLSMULTIPLE: 'PINPAD_CARD_UNREADABLE',
  CTLSCOMMERR: 'PINPAD_CARD_UNREADABLE',
  CTLSPROBLEMS: 'PINPAD_CARD_UNREADABLE',
  CARDINVALIDAT: 'PINPAD_CARD_NOT_ACCEPTED',
  CARDAPPNAV: 'PINPAD_CARD_NOT_ACCEPTED',
  CARDAPPNAUT: 'PINPAD_CARD_NOT_ACCEPTED',
  CARDBLOCKED: 'PINPAD_CARD_NOT_ACCEPTED',
  CTLSINVALIDAT: 'PINPAD_CARD_NOT_ACCEPTED',
  CTLSAPPNAV: 'PINPAD_CARD_NOT_ACCEPTED',
  CTLSAPPNAUT: 'PINPAD_CARD_NOT_ACCEPTED',
  CTLSIFCHG: 'PINPAD_CARD_NOT_ACCEPTED',
  CTLSEXTCVM: 'PINPAD_CARD_NOT_ACCEPTED',
}

const BY_STATUS: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries(CODES).map(([name, code]) => [STATUS[name as StatusName], code]),
)

/** The catalogue's failure for a status other than 000. */
export function statusFailure(status: string): { readonly ok: false; readonly error: Failure } {
  const code = BY_STATUS.get(status)
  return code === undefined ? fail('PINPAD_REFUSED', { status }) : fail(code)
}
