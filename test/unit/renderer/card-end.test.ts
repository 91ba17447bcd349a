import { describe, expect, test } from 'vitest'
import { ERROR_CODES, type ErrorCode, errorEntry } from '#contract/errors/catalogue.ts'
import type { CardPaymentView, PaymentOutcome } from '#contract/views/payment-view.ts'
import { cardEndOf } from '#renderer/screens/payment/card-end.ts'

/** The ends of a card that did not pay are told apart, and the card is asked for again only where nothing can be charged twice. */

const endOf = (outcome: PaymentOutcome, code: ErrorCode, operation: CardPaymentView['operation'] = 'sale') =>
  cardEndOf({ outcome, failure: { code }, operation })

describe('the end of a card', () => {
  test.each([
    ['declined', 'PAYMENT_DECLINED', 'declined', 'other'],
    ['declined', 'PAYMENT_CARD_REFUSED', 'cardRefused', 'other'],
    ['cancelled', 'PAYMENT_CANCELLED', 'cancelled', 'same'],
    ['cancelled', 'PINPAD_CUSTOMER_CANCELLED', 'customerCancelled', 'same'],
    ['cancelled', 'PAYMENT_NOT_REPEATED', 'notRepeated', 'other'],
    ['failed', 'PINPAD_TIMEOUT', 'timedOut', 'same'],
    ['failed', 'PINPAD_CARD_LEFT', 'cardLeft', 'same'],
    ['failed', 'PINPAD_LINK_LOST', 'padAway', 'same'],
    ['failed', 'HOST_UNREACHABLE', 'bankAway', 'same'],
    ['failed', 'PINPAD_CARD_UNREADABLE', 'cardUnread', 'same'],
    ['reversed', 'HOST_NO_ANSWER', 'reversed', 'same'],
    ['reversed', 'PAYMENT_SIGNATURE_REFUSED', 'signatureRefused', 'other'],
    ['failed', 'PINPAD_CLEAR_CARD_DATA', 'failed', null],
  ] as const)('%s, %s is %s', (outcome, code, kind, again) => {
    expect(endOf(outcome, code)).toMatchObject({ kind, again })
  })

  test('of money that did not go back, or of what a terminal holds, leads to no charge', () => {
    for (const operation of ['refund', 'completion', 'release'] as const) {
      expect(endOf('declined', 'TERMINAL_DECLINED', operation).again).toBeNull()
    }
    expect(endOf('declined', 'TERMINAL_DECLINED').again).toBe('other')
  })

  test('declined, time-out, pad away, bank away and cancelled look different', () => {
    const looks = (
      [
        ['declined', 'PAYMENT_DECLINED'],
        ['cancelled', 'PAYMENT_CANCELLED'],
        ['failed', 'PINPAD_TIMEOUT'],
        ['failed', 'PINPAD_LINK_LOST'],
        ['failed', 'HOST_UNREACHABLE'],
      ] as const
    ).map(([outcome, code]) => endOf(outcome, code).icon)
    expect(new Set(looks).size).toBe(looks.length)
  })

  test('whatever failed, the card is not asked for again when money may have moved', () => {
    const charged = ERROR_CODES.filter((code) => errorEntry(code).moneyMoved !== 'no')
    expect(charged.length).toBeGreaterThan(0)
    expect(charged.filter((code) => endOf('failed', code).again !== null)).toEqual([])
  })
})
