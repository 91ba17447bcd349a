/**
 * Goal: one close at a time, no payment between its totals and its batch, and a close that stops says so. Method: the
 * real close, engine and till on a database in a folder; scripted pad, host with a ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { createCardReport } from '#main/compose/card-report.ts'
import { createDayClose, reportCards } from '#main/compose/close-day.ts'
import { createDirectory, type RoutableSale, withOneHost } from '#payment/routing/acquirer-directory.ts'
import { BENCH_TERMINAL, benchEngine, NEVER_OFFLINE, SALE, SOME_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let desk: TestTill
let bench: ReturnType<typeof benchEngine>
beforeEach(async () => {
  bench = benchEngine()
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

function dayClose() {
  const { engine, acquirers, journal, clock } = bench
  return createDayClose({ till: desk.till, engine, journal, acquirers, clock, currency: 'EUR' }).close
}

const zReports = async () => (await desk.store.printSpool.queuedJobs()).filter(({ kind }) => kind === 'z-report')

describe('closing the day', () => {
  it('twice at once agrees one batch and prints its figures, not those of an empty one', async () => {
    await bench.pay()
    const close = dayClose()
    const answers = await Promise.all([close(), close()])
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(bench.host.heard.filter((message) => message.startsWith('050'))).toEqual(['0500 000001'])
    const printed = await zReports()
    expect(printed).toHaveLength(1)
    expect(printed[0]?.document).toMatchObject({ batch: { number: '000001', result: 'balanced' } })
  })

  it('again after it was closed cuts no other batch and keeps the figures of its Z', async () => {
    await bench.pay()
    const close = dayClose()
    await close()
    const { batch } = desk.till.slice('day')
    expect(await close()).toEqual({ ok: true, value: {} })
    expect(desk.till.slice('day').batch).toEqual(batch)
    expect((await bench.journal.batch('main')).number).toBe('000002')
    expect(await zReports()).toHaveLength(1)
  })

  it('waits for a card payment that began while reversals were drained', async () => {
    bench.host.sales.push('approve-silent')
    bench.host.reversals.push('unreachable')
    await bench.pay()
    bench.pad.read = () => new Promise(() => {})
    const drain = bench.engine.drainReversals.bind(bench.engine)
    bench.engine.drainReversals = async (timeoutMs) => {
      const drained = await drain(timeoutMs)
      await bench.engine.start({ ...SALE, saleId: 'sale-2' })
      await settle()
      return drained
    }
    expect(await dayClose()()).toMatchObject({ error: { code: 'PAYMENT_ALREADY_OPEN' } })
    expect(desk.till.slice('day')).toMatchObject({ stage: 'failed', failure: { code: 'PAYMENT_ALREADY_OPEN' } })
    expect(bench.host.heard.filter((message) => message.startsWith('050'))).toEqual([])
    expect((await bench.journal.batch('main')).number).toBe('000001')
  })

  it('that the disk stops says so and can be asked again', async () => {
    await bench.pay()
    const { commitBatch } = bench.journal
    bench.journal.commitBatch = () => Promise.reject(new Error('no room'))
    const close = dayClose()
    await expect(close()).rejects.toThrow('no room')
    expect(desk.till.slice('day').stage).toBe('failed')
    bench.journal.commitBatch = commitBatch
    expect(await close()).toMatchObject({ ok: true })
    expect(desk.till.slice('day').stage).toBe('closed')
  })

  /** The cut is on disk, and what follows it is not. */
  const stopAfterTheCut = async () => {
    const { commitBatch } = bench.journal
    bench.journal.commitBatch = (change) =>
      change.kind === 'closing' ? commitBatch.call(bench.journal, change) : Promise.reject(new Error('no room'))
    await expect(dayClose()()).rejects.toThrow('no room')
    bench.journal.commitBatch = commitBatch
  }

  it('that was stopped after its cut prints that batch, and cuts no empty one', async () => {
    await bench.pay()
    await stopAfterTheCut()
    expect(await dayClose()()).toMatchObject({ ok: true })
    expect((await zReports())[0]?.document).toMatchObject({
      batch: { number: '000001', result: 'balanced', rows: [{ till: { count: 1, amountMinor: SALE.amountMinor } }] },
    })
    expect((await bench.journal.batch('main')).number).toBe('000002')
  })

  it('that was stopped after its cut prints both batches when cards were taken since', async () => {
    await bench.pay()
    await stopAfterTheCut()
    await bench.pay({ attempt: 2 as 1 })
    expect(await dayClose()()).toMatchObject({ ok: true })
    const [row] = desk.till.slice('day').batch.rows
    expect([desk.till.slice('day').batch.number, row?.till]).toEqual([
      '000001-000002',
      { count: 2, amountMinor: 2 * SALE.amountMinor },
    ])
    expect(await desk.store.businessDays.lastNamedBatches()).toEqual({ main: '000002' })
  })

  it('goes on to its Z when the till is locked meanwhile', async () => {
    await bench.pay()
    const { totals } = bench.host
    bench.host.totals = async (request) => {
      await desk.call('session.lock', {})
      return totals.call(bench.host, request)
    }
    expect(await dayClose()()).toMatchObject({ ok: true })
    expect([desk.till.slice('day').stage, (await zReports()).length]).toEqual(['closed', 1])
  })

  it('asks once more about a reversal the host refused, and names it when it still does', async () => {
    bench.host.sales.push('approve-silent')
    let asked = 0
    bench.host.reversal = async () => {
      asked += 1
      return { kind: 'answered', answer: { responseCode: '12', accepted: false, redacted: {} } }
    }
    await bench.pay()
    expect(await dayClose()()).toMatchObject({ ok: true })
    expect(asked).toBe(2)
    expect(desk.till.slice('day').exceptions).toMatchObject([{ kind: 'reversal-open', amountMinor: SALE.amountMinor }])
  })
  it('needs no pad, no bank and no printer', async () => {
    await bench.pay()
    bench.pad.connected = fail('PINPAD_PORT_NOT_FOUND', { port: '/dev/ttyACM0' })
    const away = async () => ({ kind: 'not-sent', failure: fail('HOST_UNREACHABLE').error }) as const
    Object.assign(bench.host, { totals: away, reversal: away, advice: away, upload: away })
    expect(await dayClose()()).toMatchObject({ ok: true })
    expect(desk.till.slice('day')).toMatchObject({ stage: 'closed', failure: { code: 'BATCH_HOST_SILENT' } })
    expect(await zReports()).toHaveLength(1)
  })

  it('names each sale without the bank that is not settled, a loss also when it was noted', async () => {
    bench = benchEngine({ offline: SOME_OFFLINE })
    bench.pad.authorised = { decision: 'offline-approved', pin: 'none', pinBlockHex: null }
    bench.host.advices.push('refuse', 'puzzled', 'unreachable', 'unreachable')
    for (const attempt of [1, 2, 3]) await bench.pay({ attempt: attempt as 1 })
    await bench.engine.offline.takeNote('payment-1', 'Marc D.')
    await dayClose()()
    const matters = desk.till.slice('day').exceptions.map(({ kind, reference }) => [kind, reference])
    expect(matters).toEqual([
      ['offline-refused', 'P-2-000001'],
      ['offline-parked', 'P-2-000002'],
      ['offline-waiting', 'P-2-000003'],
    ])
    expect((await zReports())[0]?.document).toMatchObject({ openMatters: [{ kind: 'offline-refused' }, {}, {}] })
  })

  it('names a late answer that contradicts the till, once', async () => {
    bench.host.sales.push('lost-silent')
    await bench.pay()
    const answer = {
      responseCode: '00',
      approved: true,
      approvedAmountMinor: 2_000,
      signatureRequired: false,
      approvalCode: null,
      retrievalReference: null,
      issuerDataHex: null,
      redacted: {},
    }
    await bench.engine.late.hear({ stan: '000001', terminalId: 'TERM0001', answer })
    await dayClose()()
    const named = { kind: 'late-answer', reference: 'P-2-000001', amountMinor: 2_000 }
    expect(desk.till.slice('day').exceptions).toMatchObject([named])
    expect((await zReports())[0]?.document).toMatchObject({ openMatters: [named] })
    expect(bench.engine.late.raised).toEqual([])
  })

  it.each(['charged', 'not-charged'] as const)('names a reversal closed by hand once: %s', async (word) => {
    bench.host.sales.push('approve-silent')
    bench.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    await bench.pay()
    await bench.engine.bankWord.close('payment-1', { by: 'Claire D.', word, why: 'Mme Roux' })
    await dayClose()()
    const named = { kind: `closed-${word}`, reference: 'P-2-000001', amountMinor: 2_000 }
    expect((await zReports())[0]?.document).toMatchObject({ openMatters: [named] })
    expect(await bench.journal.closedByHand()).toEqual([])
  })

  it('shows how far telling and uploading have come', async () => {
    await bench.pay()
    bench.host.missing.add('000001')
    const seen: unknown[] = []
    const { report } = desk.till.day
    Object.assign(desk.till.day, {
      report: (come: Parameters<typeof report>[0]) => {
        report(come)
        const { stage, progress } = desk.till.slice('day')
        if (progress) seen.push([stage, progress.done, progress.total])
      },
    })
    await dayClose()()
    expect(seen).toEqual([
      ['uploading', 0, 1],
      ['uploading', 1, 1],
    ])
    expect(desk.till.slice('day').batch.result).toBe('balanced-after-upload')
  })
})

describe('the day of a till with two banks', () => {
  const twoBanks = () => {
    const [north, south] = [new LedgerHost(), new LedgerHost({ alias: 'Süd' })]
    const bank = (id: string, primary: LedgerHost) =>
      withOneHost({ id, terminal: BENCH_TERMINAL, offline: NEVER_OFFLINE, primary })
    const banks = [bank('north', north), bank('south', south)]
    const route = ({ card }: RoutableSale) => (card.scheme === 'amex' ? 'south' : 'north')
    bench = benchEngine({ acquirers: createDirectory(banks, route) })
    return { north, south }
  }

  it('is closed with both, and each has its figures on the Z', async () => {
    const { north, south } = twoBanks()
    await bench.pay()
    bench.pad.card = { ...bench.pad.card, scheme: 'amex' }
    await bench.pay({ attempt: 2 as 1 })
    await reportCards({ ...bench, till: desk.till })
    expect(desk.till.slice('day')).toMatchObject({
      batch: { bank: 'Banque', rows: [{ scheme: 'cb' }] },
      otherBatches: [{ bank: 'Süd', rows: [{ scheme: 'amex' }] }],
    })
    expect(await dayClose()()).toEqual({ ok: true, value: {} })
    const [z] = await zReports()
    expect(z?.document).toMatchObject({
      batch: { bank: 'Banque', number: '000001', result: 'balanced', rows: [{ scheme: 'cb' }] },
      otherBatches: [{ bank: 'Süd', number: '000001', result: 'balanced', rows: [{ scheme: 'amex' }] }],
    })
    const paper = layOut(z?.document as Parameters<typeof layOut>[0], 42)
    expect(JSON.stringify(paper.rows)).toContain('Süd')
    expect([north.heard.at(-1), south.heard.at(-1)]).toEqual(['0500 000001', '0500 000001'])
    expect(await desk.store.businessDays.lastNamedBatches()).toEqual({ north: '000001', south: '000001' })
  })

  it('does not wait for one that is dead: its batch stays pending, and is agreed once it is back', async () => {
    const { south } = twoBanks()
    await bench.pay()
    bench.pad.card = { ...bench.pad.card, scheme: 'amex' }
    await bench.pay({ attempt: 2 as 1 })
    const { totals } = south
    south.totals = async () => ({ kind: 'not-sent', failure: { code: 'HOST_UNREACHABLE' } })
    const close = dayClose()
    expect(await close()).toEqual({ ok: true, value: {} })
    expect(desk.till.slice('day')).toMatchObject({
      stage: 'closed',
      failure: { code: 'BATCH_HOST_SILENT' },
      batch: { result: 'balanced' },
      otherBatches: [{ result: null, rows: [{ state: 'pending' }] }],
    })
    expect(await bench.journal.unconfirmedBatches()).toMatchObject([{ acquirerId: 'south', number: '000001' }])
    south.totals = totals
    await close()
    expect(await bench.journal.unconfirmedBatches()).toEqual([])
  })
})

describe('what the day screen says of the cards', () => {
  it('is read once for all that moved while it was being read, and ends with the last of it', async () => {
    const { openReversals } = bench.journal
    let readings = 0
    bench.journal.openReversals = () => {
      readings += 1
      return openReversals.call(bench.journal)
    }
    const report = createCardReport({ ...bench, till: desk.till })
    const first = report()
    await Promise.resolve()
    await bench.pay()
    const before = readings
    await Promise.all([first, ...Array.from({ length: 100 }, report)])
    expect(readings - before).toBeLessThanOrEqual(2)
    expect(desk.till.slice('day').batch.rows).toMatchObject([{ scheme: 'cb', till: { count: 1 } }])
  })

  it('is tried again after a reading that failed', async () => {
    const { openReversals } = bench.journal
    bench.journal.openReversals = () => Promise.reject(new Error('no disk'))
    const report = createCardReport({ ...bench, till: desk.till })
    await expect(report()).rejects.toThrow('no disk')
    bench.journal.openReversals = openReversals
    await bench.pay()
    await report()
    expect(desk.till.slice('day').batch.rows).toMatchObject([{ scheme: 'cb' }])
  })
})
