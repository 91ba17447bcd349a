/**
 * Goal: a sale without the bank happens only where the rules allow it. Method: the real engine on the bench.
 */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { SALE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { adviceOf, byCard, offlineBench, stateOf } from '#test/support/payment/offline-bench.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

/** A bank whose line is down for everything. */
class AwayHost extends LedgerHost {
  override sale() {
    this.sales.splice(0, this.sales.length, 'unreachable')
    return super.sale(undefined as never)
  }

  override advice() {
    this.advices.splice(0, this.advices.length, 'unreachable')
    return super.advice(undefined as never)
  }
}

describe('a card that says yes by itself', () => {
  it('is approved with its advice in the same step, and the bank is told', async () => {
    const bench = byCard()
    bench.host.advices.push('unreachable')
    await bench.pay()
    expect(stateOf(bench)).toMatchObject({
      kind: 'approved',
      offline: { basis: 'card', responseCode: 'Y1' },
      answer: { approvalCode: null, responseCode: 'Y1' },
    })
    expect(bench.engine.view()).toMatchObject({ outcome: 'approved', offline: 'card' })
    expect(bench.journal.approvedSteps).toMatchObject([{ advice: 'queue', secrets: { pinBlockHex: null } }])
    expect(bench.journal.secrets.has('payment-1')).toBe(true)
    await bench.clock.advance(5_000)
    expect(bench.host.heard).toEqual(['0221 000001'])
    expect([await adviceOf(bench), bench.host.netMinor()]).toMatchObject([{ state: 'settled', attempts: 2 }, 2_000])
    expect(bench.journal.secrets.size).toBe(0)
  })

  it('with a PIN for the bank is not accepted: such a block is never kept for later', async () => {
    const bench = offlineBench({ decision: 'offline-approved', pin: 'online', pinBlockHex: 'CC' })
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    expect(bench.journal.secrets.size).toBe(0)
  })

  it.each([
    ['over the floor limit of its scheme', { amountMinor: 2_501 }, {}],
    ['of a scheme without one, though the till may stand in for it', {}, { scheme: 'visa' }],
  ] as const)('is not accepted %s', async (_, sale, card) => {
    const bench = offlineBench({ decision: 'offline-approved' }, card)
    await bench.pay(sale as Partial<typeof SALE>)
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    expect([await adviceOf(bench), bench.journal.secrets.size]).toEqual([null, 0])
  })

  it.each([
    ['over the floor limit of its scheme', { amountMinor: 2_501 }, {}, false],
    ['of a scheme without one', {}, { scheme: 'visa' }, false],
    ['over what the till may stand in for', { amountMinor: 5_001 }, {}, true],
    ['of a scheme it may not stand in for', {}, { scheme: 'amex' }, true],
    ['as a stripe', {}, { entryMode: 'stripe' }, true],
  ] as const)('is told to go online %s', async (_, sale, card, forceOnline) => {
    const bench = offlineBench({}, card)
    const asked: unknown[] = []
    const { authorise } = bench.pad
    bench.pad.authorise = (...terms: unknown[]) => {
      asked.push(...terms)
      return authorise.call(bench.pad)
    }
    await bench.pay(sale as Partial<typeof SALE>)
    expect(asked).toEqual([{ forceOnline, floorLimitMinor: 0 }])
  })

  it('whose holder signs is told of only when the signature was accepted', async () => {
    const bench = offlineBench({ decision: 'offline-approved', signatureRequired: true })
    await bench.pay()
    expect([bench.engine.view()?.prompt, bench.host.heard]).toEqual(['check-signature', []])
    await bench.engine.cashier.judgeSignature(false)
    await bench.clock.advance(60_000)
    expect(bench.engine.view()).toMatchObject({
      outcome: 'cancelled',
      failure: { code: 'PAYMENT_SIGNATURE_REFUSED' },
    })
    expect([bench.host.heard, bench.journal.secrets.size]).toEqual([[], 0])
    await bench.pay({ attempt: 2 as 1 })
    await bench.engine.cashier.judgeSignature(true)
    await settle()
    expect(bench.host.heard).toEqual(['0220 000002'])
  })
})

describe('a bank that cannot be reached', () => {
  it('is stood in for when the chip agrees, with the card’s last cryptogram in the advice', async () => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () => succeed({ approved: true, emvDataHex: '9F2701', emv: NO_FIGURES })
    const told: (string | null)[] = []
    const { advice } = bench.host
    bench.host.advice = (request, ...secrets: { emvDataHex: string | null }[]) => {
      told.push(...secrets.map(({ emvDataHex }) => emvDataHex))
      return advice.call(bench.host, request)
    }
    await bench.pay()
    expect(bench.pad.asked).toContain('complete unable-to-go-online')
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in', responseCode: 'Y3' } })
    expect([told, bench.host.heard, bench.host.netMinor()]).toEqual([['9F2701'], ['0220 000001'], 2_000])
  })

  it.each([
    ['the card refuses', { approved: false }, 'declined', 'PAYMENT_CARD_REFUSED'],
    ['the card is gone', null, 'failed', 'PINPAD_LINK_LOST'],
  ] as const)('charges nothing when %s', async (_, verdict, outcome, code) => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () =>
      verdict === null ? fail('PINPAD_LINK_LOST') : succeed({ ...verdict, emvDataHex: '', emv: NO_FIGURES })
    await bench.pay()
    await bench.clock.advance(60_000)
    expect(bench.engine.view()).toMatchObject({ outcome, failure: { code } })
    expect([bench.host.heard, bench.journal.secrets.size]).toEqual([[], 0])
  })

  it('charges nothing when the cashier cancels while the card is asked', async () => {
    const bench = offlineBench()
    bench.host.sales.push('unreachable')
    bench.pad.verdict = async () => {
      await bench.engine.cancel()
      return succeed({ approved: true, emvDataHex: '', emv: NO_FIGURES })
    }
    await bench.pay()
    expect([bench.engine.view()?.outcome, bench.host.heard]).toEqual(['cancelled', []])
  })

  it('is told of a tap later, for the card has gone', async () => {
    const bench = offlineBench({}, { entryMode: 'contactless' })
    bench.host.sales.push('unreachable')
    await bench.pay()
    expect(bench.pad.asked).toContain('complete approved')
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in' } })
  })

  it.each([
    ['a PIN for the bank', { pin: 'online', pinBlockHex: 'CC' }, {}, SALE.amountMinor],
    ['a stripe', {}, { entryMode: 'stripe' }, SALE.amountMinor],
    ['a scheme that is not allowed', {}, { scheme: 'amex' }, SALE.amountMinor],
    ['a sale over the ceiling', {}, {}, 5_001],
  ] as const)('is not stood in for with %s', async (_, authorised, card, amountMinor) => {
    const bench = offlineBench(authorised, card)
    bench.host.sales.push('unreachable')
    await bench.pay({ amountMinor: amountMinor as 2_000 })
    expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code: 'HOST_UNREACHABLE' } })
    expect(await adviceOf(bench)).toBeNull()
  })

  it('is stood in for until a ceiling is reached, and the figures say how much is left', async () => {
    const bench = offlineBench({}, {}, { host: new AwayHost() })
    const left = async () => (await bench.engine.offline.figures()).standInLeftMinor
    expect(await left()).toBe(6_000)
    await bench.pay({ amountMinor: 4_000 as 2_000 })
    expect(await left()).toBe(2_000)
    await bench.pay({ attempt: 2 as 1, amountMinor: 2_500 as 2_000 })
    expect(bench.engine.view()?.outcome).toBe('failed')
    await bench.clock.advance(24 * 3_600_000)
    expect(await left()).toBe(0)
  })

  it.each(['HOST_SIGN_ON_REFUSED', 'HOST_KEY_REFUSED', 'HOST_TLS_UNTRUSTED', 'INTERNAL_UNEXPECTED'] as const)(
    'is not one that answered and turned the till away: %s',
    async (code) => {
      const bench = offlineBench()
      bench.host.sale = async () => ({ kind: 'not-sent', failure: { code } })
      await bench.pay()
      expect(bench.engine.view()).toMatchObject({ outcome: 'failed', failure: { code } })
      expect([await adviceOf(bench), bench.journal.secrets.size]).toEqual([null, 0])
    },
  )

  it('is away, too, when its line broke off before it was encrypted', async () => {
    const bench = offlineBench()
    bench.host.sale = async () => ({ kind: 'not-sent', failure: { code: 'HOST_TLS_BROKEN_OFF' } })
    await bench.pay()
    expect(stateOf(bench)).toMatchObject({ kind: 'approved', offline: { basis: 'stand-in' } })
  })

  it('never counts a silent host as one that was not reached', async () => {
    const bench = offlineBench()
    bench.host.sales.push('lost-silent')
    await bench.pay()
    expect([stateOf(bench)?.kind, await adviceOf(bench)]).toEqual(['reversed', null])
  })
})
