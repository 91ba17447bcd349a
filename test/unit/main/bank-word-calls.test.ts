/**
 * Goal: what the bank says by telephone is a manager's to write down, and no card number goes with it. Method: the real
 * calls and engine; scripted pad, a host that refuses reversals.
 */
import { describe, expect, it } from 'vitest'
import { API } from '#contract/api.ts'
import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { bankWordCalls } from '#main/handlers/bank-word-calls.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'

const CALLER = { carrier: 'test' } as const
const WORD = { paymentId: 'payment-1', word: 'not-charged' } as const

/** A payment whose reversal the bank has refused for good. */
async function refused() {
  const bench = benchEngine()
  bench.host.sales.push('approve-silent')
  bench.host.reversal = async () => ({
    kind: 'answered',
    answer: { responseCode: '12', accepted: false, redacted: {} },
  })
  await bench.pay()
  const callsOf = (manager: Result<string>) => bankWordCalls(bench.engine.bankWord, () => manager)
  return { callsOf, records: () => bench.journal.records.map(({ kind }) => kind) }
}

describe('the word of the bank', () => {
  it('is not a cashier’s to keep, and ends nothing without a manager', async () => {
    const { callsOf, records } = await refused()
    const before = records()
    const calls = callsOf(fail('SESSION_NOT_ALLOWED'))
    const close = calls['payment.closeByHand']({ ...WORD, why: 'By phone' }, CALLER)
    expect(await close).toEqual(fail('SESSION_NOT_ALLOWED'))
    expect(await calls['payment.noteBankWord'](WORD, CALLER)).toEqual(fail('SESSION_NOT_ALLOWED'))
    expect(records()).toEqual(before)
  })

  it('with a card number beside it is refused and not kept; with a sentence it ends the doubt', async () => {
    const { callsOf, records } = await refused()
    const before = records()
    const calls = callsOf(succeed('Claire D.'))
    const close = (why: string) => calls['payment.closeByHand']({ ...WORD, why }, CALLER)
    expect(await close('card 4111 1111 1111 1111')).toEqual(fail('SALE_CARD_NUMBER_REFUSED'))
    expect(records()).toEqual(before)
    expect(await close('Mme Roux, 14 h 20')).toEqual(succeed({}))
    expect(records()).toEqual([...before, 'closed-by-hand'])
  })

  it.each([
    ['', false],
    ['   ', false],
    ['x'.repeat(LIMITS.handCloseCharacters), true],
    ['x'.repeat(LIMITS.handCloseCharacters + 1), false],
  ])('wants a sentence of some length: %#', (why, fits) => {
    expect(API['payment.closeByHand'].request.safeParse({ ...WORD, why }).success).toBe(fits)
  })
})
