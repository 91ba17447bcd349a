/**
 * Goal: no totals while a reversal is open; both sides scheme by scheme; an unanswered batch is kept and asked again; a
 * batch that differs is uploaded; sales told of afterwards count where the host took them.
 */
import { describe, expect, it } from 'vitest'
import { type BatchCloseOptions, closeBatches, confirmBatches } from '#payment/engine/batch-close.ts'
import { batchRows } from '#payment/engine/batch-figures.ts'
import { benchEngine, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'

function optionsOf(bench: ReturnType<typeof benchEngine>) {
  return {
    journal: bench.journal,
    acquirers: bench.acquirers,
    clock: bench.clock,
    currency: 'EUR' as const,
    drain: () => bench.engine.drainReversals(1_000),
    forward: bench.engine.forwardAdvices.bind(bench.engine),
    whileIdle: bench.engine.whileIdle.bind(bench.engine),
    onStage: () => {},
  }
}

/** Of the bench's one acquirer. */
async function closeBatch(options: BatchCloseOptions) {
  const closed = await closeBatches(options)
  return closed.ok ? { ...closed, value: closed.value[0] } : closed
}

describe('closing the batch', () => {
  it('agrees with the host and opens the next batch', async () => {
    const bench = benchEngine()
    await bench.pay()
    const closed = await closeBatch(optionsOf(bench))
    expect(closed).toMatchObject({ ok: true, value: { number: '000001', result: 'balanced' } })
    expect((await bench.journal.batch('main')).number).toBe('000002')
    expect(bench.host.heard.at(-1)).toBe('0500 000001')
  })

  it('asks no totals while a reversal is open, and agrees the batch once it is gone', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable', 'unreachable')
    await bench.pay()
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { number: '000001', result: null, failure: { code: 'BATCH_REVERSAL_OPEN' } },
    })
    expect(bench.host.heard.filter((message) => message.startsWith('050'))).toEqual([])
    await bench.engine.drainReversals(1_000)
    await confirmBatches(optionsOf(bench))
    expect(bench.journal.batches[0]).toMatchObject({ number: '000001', closed: true, result: 'balanced' })
  })

  it('counts a sale whose advice is answered while the totals are made', async () => {
    const bench = benchEngine({ offline: SOME_OFFLINE })
    bench.pad.authorised = { decision: 'offline-approved', pin: 'none', pinBlockHex: null }
    bench.host.advices.push('accept-silent', 'lost-silent')
    await bench.pay()
    const { journal } = bench
    const { commitBatch, openReversals } = journal
    let isCut = false
    journal.commitBatch = async (change) => {
      await commitBatch.call(journal, change)
      isCut = true
    }
    journal.openReversals = async () => {
      const found = await openReversals.call(journal)
      const change = { kind: 'settle', responseCode: '00' } as const
      if (isCut) await journal.commitAdvice({ paymentId: 'payment-1', saleId: 'sale-1', at: 'now', change })
      return found
    }
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { result: 'balanced', till: { cb: { debitCount: 1, debitMinor: 2_000 } } },
    })
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

describe('a batch with sales that the host was told of afterwards', () => {
  const offline = () => {
    const bench = benchEngine({ offline: SOME_OFFLINE })
    bench.pad.authorised = { decision: 'offline-approved', pin: 'none', pinBlockHex: null }
    return bench
  }

  it('tells the host of them before the totals, and counts what it took', async () => {
    const bench = offline()
    bench.host.advices.push('unreachable')
    await bench.pay()
    const progress: unknown[] = []
    const options = optionsOf(bench)
    const closed = await closeBatch({ ...options, onStage: (stage, come) => progress.push([stage, come]) })
    expect(closed).toMatchObject({ value: { result: 'balanced', till: { cb: { debitCount: 1 } } } })
    expect(bench.host.heard).toEqual(['0221 000001', '0500 000001'])
    expect(progress).toContainEqual(['forwarding', { done: 1, total: 1 }])
  })

  it('carries one that was never sent to the next batch', async () => {
    const bench = offline()
    const { openReversals } = bench.journal
    const { authorisation } = bench.pad
    bench.pad.authorisation = () => {
      bench.journal.openReversals = async () => [
        { state: 'queued', via: 'primary', request: { acquirerId: 'main' } } as never,
      ]
      return authorisation()
    }
    await bench.pay()
    await closeBatch(optionsOf(bench))
    bench.journal.openReversals = openReversals
    await confirmBatches(optionsOf(bench))
    await bench.engine.offline.sendNow()
    expect(bench.journal.batches[0]).toMatchObject({ number: '000001', closed: true, result: 'balanced' })
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toEqual({})
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000002' })).toMatchObject({
      cb: { debitMinor: 2_000 },
    })
  })

  it('stays pending while the host may have one and has not said so; its answer settles it', async () => {
    const bench = offline()
    bench.host.advices.push('accept-silent', 'lost-silent')
    await bench.pay()
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { result: null, failure: { code: 'BATCH_OFFLINE_OPEN' } },
    })
    await bench.engine.offline.sendNow()
    await confirmBatches(optionsOf(bench))
    expect(bench.journal.batches[0]).toMatchObject({ closed: true, result: 'balanced' })
    expect(await bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })).toMatchObject({
      cb: { debitMinor: 2_000 },
    })
  })

  it.each(['refuse', 'puzzled'] as const)('leaves out what the host answered with: %s', async (mood) => {
    const bench = offline()
    bench.host.advices.push(mood)
    await bench.pay()
    expect(await closeBatch(optionsOf(bench))).toMatchObject({ value: { result: 'balanced', till: {} } })
  })
})

describe('a batch that differs', () => {
  const differing = async (sales = 2) => {
    const bench = benchEngine()
    for (let attempt = 1; attempt <= sales; attempt += 1) await bench.pay({ attempt: attempt as 1 })
    bench.host.missing.add('000001')
    return bench
  }
  const uploads = ({ host }: Awaited<ReturnType<typeof differing>>) =>
    host.heard.filter((message) => message.startsWith('03') || message.startsWith('05'))

  it('is shown to the host sale by sale and then agrees', async () => {
    const bench = await differing()
    const progress: unknown[] = []
    const closed = await closeBatch({
      ...optionsOf(bench),
      onStage: (stage, come) => stage === 'uploading' && progress.push(come),
    })
    expect(closed).toMatchObject({ value: { result: 'balanced-after-upload', failure: null } })
    expect(uploads(bench)).toEqual(['0500 000001', '0320 000001', '0320 000002', '0500 000001 final'])
    expect(progress).toEqual([
      { done: 0, total: 2 },
      { done: 1, total: 2 },
      { done: 2, total: 2 },
    ])
  })

  it('repeats what was not answered, and goes on later with what was not acknowledged', async () => {
    const bench = await differing()
    bench.host.uploads.push('accept-silent', 'accept', 'unreachable', 'unreachable', 'unreachable')
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { result: null, failure: { code: 'BATCH_HOST_SILENT' } },
    })
    bench.host.missing.add('000002')
    bench.host.heard.length = 0
    await confirmBatches(optionsOf(bench))
    expect(uploads(bench)).toEqual(['0500 000001', '0320 000002', '0500 000001 final'])
    expect(bench.journal.batches[0]).toMatchObject({ closed: true, result: 'balanced-after-upload' })
  })

  it('and still does after the upload is closed with both figures', async () => {
    const bench = await differing(1)
    bench.host.uploads.push('refuse')
    expect(await closeBatch(optionsOf(bench))).toMatchObject({
      value: { result: 'discrepancy', failure: { code: 'BATCH_TOTALS_DIFFER' }, till: {}, host: {} },
    })
  })
})
