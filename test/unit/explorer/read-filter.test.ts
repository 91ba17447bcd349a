/**
 * Goal: what a person types is taken for every key it may be and for nothing else; a card number is taken for nothing
 * at all; a day is that of the shop.
 */
import { describe, expect, it } from 'vitest'
import { explorerFilterSchema } from '#contract/views/explorer-view.ts'
import { createSystemClock } from '#main/compose/system-clock.ts'
import { meaningsOf, readFilter } from '#main/explorer/read-filter.ts'
import { wallMs } from '#till/history/day-window.ts'

const { local } = createSystemClock('Europe/Paris')
const TERMS = { tillNumber: 2, currency: 'EUR', local } as const
const kinds = (text: string) => meaningsOf(text, TERMS).map(({ kind }) => kind)

describe('a typed text', () => {
  it.each([
    ['4821', ['card-tail', 'stan', 'payment-number', 'ticket-number', 'amount']],
    ['•••• 4821', ['card-tail']],
    ['004322', ['stan', 'payment-number', 'ticket-number', 'approval-code', 'amount']],
    ['a04821', ['approval-code']],
    ['632614004319', ['retrieval-reference']],
    ['P-2-009131', ['payment-number']],
    ['2-4318', ['ticket-number']],
    ['12,50', ['amount']],
    ['12.5 €', ['amount']],
    ['64', ['stan', 'payment-number', 'ticket-number', 'amount']],
    ['bonjour', []],
    ['0', ['stan', 'payment-number', 'ticket-number']],
  ])('%s may be %j', (text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })

  it('is filled up to the length that is kept', () => {
    expect(meaningsOf('9131', TERMS)).toContainEqual({ kind: 'payment-number', value: 'P-2-009131' })
    expect(meaningsOf('p-2-9131', TERMS)).toEqual([{ kind: 'payment-number', value: 'P-2-009131' }])
    expect(meaningsOf('1 234,56 €', TERMS)).toEqual([{ kind: 'amount', amountMinor: 123_456 }])
  })

  it.each(['0002-11-22', '0202-11-22', '9999-12-30', '9999-12-31'])(
    'of the day %s is a moment that can be looked for',
    (day) => {
      const read = readFilter({ fromDay: day, toDay: day }, TERMS)
      const { fromMs, beforeMs } = read.ok ? read.value : { fromMs: null, beforeMs: null }
      expect([Number.isFinite(fromMs), Number.isFinite(beforeMs)]).toEqual([true, true])
    },
  )

  it('that means nothing finds nothing, and an empty one asks for nothing', () => {
    expect(readFilter({ text: 'bonjour' }, TERMS)).toMatchObject({ ok: true, value: { anyOf: [] } })
    expect(readFilter({ text: '  ' }, TERMS)).toMatchObject({ ok: true, value: { anyOf: null } })
  })
})

describe('a card number', () => {
  it.each([
    '4970101234567890',
    '4970 1012 3456 7893',
    '4970-1012-3456-7',
    'carte 4970101234567',
    '49701012345678901234',
  ])('%s is refused, and not repeated', (text) => {
    const read = readFilter({ text }, TERMS)
    expect(read).toEqual({ ok: false, error: { code: 'PAYMENT_CARD_NUMBER_TYPED' } })
  })

  it('has no field: none is longer than a reference of the bank', () => {
    for (const name of ['cardTail', 'stan', 'retrievalReference', 'approvalCode']) {
      expect(explorerFilterSchema.safeParse({ [name]: '4970101234567' }).success, name).toBe(false)
    }
    expect(explorerFilterSchema.safeParse({ cardNumber: '4970101234567890' }).success).toBe(false)
  })
})

describe('days', () => {
  it('begin when the shop’s clock says so, also where it is changed', () => {
    const at = (day: string) => new Date(wallMs(day, '00:00', local)).toISOString()
    expect(at('2026-11-22')).toBe('2026-11-21T23:00:00.000Z')
    expect(at('2026-07-14')).toBe('2026-07-13T22:00:00.000Z')
    // The clock goes forward at two on the 29th of March, back at three on the 25th of October.
    expect(['2026-03-29', '2026-03-30', '2026-10-25', '2026-10-26'].map(at)).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ])
  })

  it('are whole ones, the last included', () => {
    const read = readFilter({ fromDay: '2026-11-22', toDay: '2026-11-30' }, TERMS)
    expect(read).toMatchObject({
      ok: true,
      value: { fromMs: Date.parse('2026-11-21T23:00:00Z'), beforeMs: Date.parse('2026-11-30T23:00:00Z') },
    })
  })
})

it('codes are compared as they are kept', () => {
  const read = readFilter({ stan: '42', approvalCode: 'a1b2c3', retrievalReference: 'a00000000042' }, TERMS)
  expect(read.ok && read.value.exact).toEqual({
    stan: '000042',
    approvalCode: 'A1B2C3',
    retrievalReference: 'A00000000042',
  })
})
