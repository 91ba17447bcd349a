/**
 * Goal: the codes that no other test provokes: a card that refuses by itself, a confirmed reversal, an open one that
 * holds up other sales, totals that differ.
 */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { closeBatches } from '#payment/engine/batch-close.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { NO_FIGURES } from '#test/support/payment/scripted-pad.ts'

describe('a card that refuses by itself', () => {
  it('is told as such, and the bank hears nothing', async () => {
    const bench = benchEngine()
    bench.pad.authorisation = async () =>
      succeed({
        decision: 'offline-declined',
        pin: 'none',
        signatureRequired: false,
        deviceVerified: false,
        pinBlockHex: null,
        pinKeySerialHex: null,
        emvDataHex: '',
        emv: NO_FIGURES,
      })
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'declined', failure: { code: 'PAYMENT_CARD_REFUSED' } })
    expect(bench.host.heard).toEqual([])
  })
})

describe('a charge that was taken back', () => {
  it('is told as reversed once the bank has confirmed it', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    await bench.pay()
    expect(bench.engine.view()).toMatchObject({ outcome: 'reversed', failure: { code: 'PAYMENT_REVERSED' } })
    expect(bench.host.netMinor()).toBe(0)
  })
})

describe('a card while the reversal of another sale waits', () => {
  it('is refused until the bank has confirmed it, and asked for after', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay()
    expect(await bench.engine.start({ ...SALE, saleId: 'sale-2' })).toEqual(fail('PAYMENT_REVERSAL_PENDING'))
    expect(bench.host.netMinor()).toBe(SALE.amountMinor)
    await bench.clock.advance(60_000)
    expect(await bench.pay({ saleId: 'sale-2' as 'sale-1' })).toMatchObject({ ok: true })
    expect(bench.host.netMinor()).toBe(SALE.amountMinor)
  })
})

describe('totals that differ from the bank’s', () => {
  it('close the batch as a discrepancy and say so', async () => {
    const bench = benchEngine()
    await bench.pay()
    bench.host.ledger.set('999999', { amountMinor: 700, state: 'approved' })
    const closed = await closeBatches({
      journal: bench.journal,
      acquirers: bench.acquirers,
      clock: bench.clock,
      currency: 'EUR',
      drain: () => bench.engine.drainReversals(1_000),
      forward: async () => true,
      whileIdle: bench.engine.whileIdle.bind(bench.engine),
      onStage: () => {},
    })
    expect(closed).toMatchObject({
      value: [{ result: 'discrepancy', failure: { code: 'BATCH_TOTALS_DIFFER' } }],
    })
    expect((await bench.journal.batch('main')).number).toBe('000002')
  })
})
