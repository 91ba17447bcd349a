/** Every answer of the published table in the cashier's words, and what none of them gives away. */
import { describe, expect, it } from 'vitest'
import { type ErrorCode, errorEntry, errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { declineFailure } from '#payment/acquirer/response-codes.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'

/** The rows of the sheet's table 2.7 that decline, code by code; a code in two rows stands where this till puts it. */
const TABLE: readonly (readonly [string, ErrorCode])[] = [
  ['01 02', 'PAYMENT_CALL_BANK'],
  ['03 58 89', 'PAYMENT_TERMINAL_REFUSED'],
  ['04 07 33 34 35 36 37 41 43 67', 'PAYMENT_KEEP_CARD'],
  ['05 57 62 59', 'PAYMENT_DECLINED'],
  ['06 12 21 22 30 40 63 88 97 98 D1', 'PAYMENT_HOST_FAULT'],
  ['13 61 65', 'PAYMENT_AMOUNT_REFUSED'],
  ['14 15 31 56', 'PAYMENT_CARD_UNKNOWN'],
  ['17', 'PAYMENT_CUSTOMER_STOPPED'],
  ['19 96', 'PAYMENT_TRY_ONCE_MORE'],
  ['25', 'PAYMENT_ORIGINAL_UNKNOWN'],
  ['39 42 52 53', 'PAYMENT_NO_ACCOUNT'],
  ['51', 'PAYMENT_FUNDS_SHORT'],
  ['54', 'PAYMENT_CARD_EXPIRED'],
  ['55', 'PAYMENT_WRONG_PIN'],
  ['38 75', 'PAYMENT_PIN_TRIES_USED'],
  ['70 1A', 'PAYMENT_PIN_WANTED'],
  ['68 09 94', 'PAYMENT_OUTCOME_UNKNOWN'],
  ['77 78 95', 'PAYMENT_HOST_FAULT'],
  ['90 91 92', 'PAYMENT_BANK_AWAY'],
]
const rows = TABLE.flatMap(([codes, failure]) => codes.split(' ').map((code) => [code, failure] as const))

describe('a refusal of the host', () => {
  it.each(rows)('%s is %s', (responseCode, code) => {
    expect(declineFailure(responseCode).code).toBe(code)
  })

  it('has a sentence of its own for every thing a cashier would do differently', () => {
    const sentences = new Set(
      rows.map(([code]) => errorSentence(declineFailure(code), 'en').replace(/ \(code ..\)/, '')),
    )
    expect(sentences.size).toBe(18)
  })

  it('without a published meaning shows its raw code in a plain refusal', () => {
    expect(declineFailure('N7')).toEqual({ code: 'PAYMENT_DECLINED_WITH_CODE', details: { responseCode: 'N7' } })
    expect(errorSentence(declineFailure('N7'), 'en')).toContain('(code N7)')
  })

  it('on suspicion says only that it is one: no code, no reason, in any language', () => {
    for (const code of ['59', '62', '57', '05']) {
      expect(declineFailure(code)).toEqual({ code: 'PAYMENT_DECLINED' })
    }
    for (const locale of LOCALES) {
      for (const code of ['05', '43', '41']) {
        expect(errorSentence(declineFailure(code), locale)).not.toMatch(
          /fraud|stolen|lost|vol[ée]|perdu|kradz|zgub|gestohlen|verloren|betrug|oszust/i,
        )
      }
    }
  })

  it('with 65 asks a Mastercard for chip and PIN, and any other card for a smaller amount', () => {
    expect(declineFailure('65', 'mastercard').code).toBe('PAYMENT_PIN_WANTED')
    expect(declineFailure('65', 'visa').code).toBe('PAYMENT_AMOUNT_REFUSED')
  })

  it('moved no money, unless its outcome is open: and those the profile never lets through as a refusal', () => {
    for (const [responseCode] of rows) {
      const { moneyMoved } = errorEntry(declineFailure(responseCode).code)
      expect(moneyMoved, responseCode).toBe(['68', '09', '94'].includes(responseCode) ? 'unknown' : 'no')
    }
    expect(ascii87.unsettledCodes).toEqual(expect.arrayContaining(['68', '09', '94', '85']))
  })

  it('is never one of the codes that approve', () => {
    const approving = [...ascii87.approvedCodes, ...ascii87.partialCodes]
    expect(approving.sort()).toEqual(['00', '08', '10', '11', '16'])
    for (const code of approving) expect(rows.map(([row]) => row)).not.toContain(code)
  })
})
