/** Goal: no totals while a reversal is open; both sides scheme by scheme; an unanswered batch is kept and asked again. */
import { describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { batchRows, closeBatch } from '#payment/engine/batch-close.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'

function optionsOf(bench: ReturnType<typeof benchEngine>) {
  return {
    journal: bench.journal,
    host: bench.host,
    clock: bench.clock,
    currency: 'EUR' as const,
    terminal: { terminalId: 'TERM0001', merchantId: 'MERCHANT0000001', contract: '0000000' },
    drain: () => bench.engine.drainReversals(1_000),
    whileIdle: bench.engine.whileIdle.bind(bench.engine),
    onStage: () => {},
  }
}

describe('closing the batch', () => {
  it('agrees with the host and opens the next batch', async () => {
    const bench = benchEngine()
    await bench.pay()
    const closed = await closeBatch(optionsOf(bench))
    expect(closed).toMatchObject({ ok: true, value: { number: '000001', result: 'balanced' } })
    expect((await bench.journal.batch()).number).toBe('000002')
    expect(bench.host.heard.at(-1)).toBe('0500 000001')
  })

  it('waits while a reversal is open', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay()
    expect(await closeBatch(optionsOf(bench))).toEqual(fail('BATCH_REVERSAL_OPEN'))
    expect((await bench.journal.batch()).number).toBe('000001')
  })

  it('keeps a batch the host did not confirm, and asks again at the next close', async () => {
    const bench = benchEngine()
    await bench.pay()
    const { totals } = bench.host
    bench.host.totals = async () => ({ kind: 'silent', failure: { code: 'HOST_NO_ANSWER' } })
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { result: null, failure: { code: 'BATCH_HOST_SILENT' } },
    })
    expect(await bench.journal.unconfirmedBatches()).toHaveLength(1)
    bench.host.totals = totals
    await closeBatch(optionsOf(bench))
    expect(await bench.journal.unconfirmedBatches()).toEqual([])
    expect(bench.journal.batches[0]).toMatchObject({ number: '000001', closed: true, result: 'balanced' })
  })

  it('names the scheme that differs', () => {
    const side = (debitMinor: number) => ({ debitCount: 1, debitMinor, creditCount: 0, creditMinor: 0 })
    expect(batchRows({ cb: side(100), visa: side(50) }, { cb: side(100), visa: side(40) })).toEqual([
      expect.objectContaining({ scheme: 'cb', state: 'agreed', differenceMinor: 0 }),
      expect.objectContaining({ scheme: 'visa', state: 'differs', differenceMinor: -10 }),
    ])
  })
})
