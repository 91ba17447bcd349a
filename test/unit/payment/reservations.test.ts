/**
 * Goal: what the bank holds is what the till says, whatever is lost on the way: one ticket at most is paid out of a
 * reservation, and what is left goes back once the bank has the final amount. Method: the real engine on the bench; the
 * host's own ledger is the judge.
 */
import { describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { closeBatches } from '#payment/engine/batch-close.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { type Life, mortalJournal, newLife } from '#test/support/payment/mortal-journal.ts'
import { afterAKill, type Bench, complete, reserved, STAN, viewOf } from '#test/support/payment/reservation-bench.ts'

const kindOf = async (bench: Bench, id: string) => (await bench.journal.payment(id))?.state.kind
const batchOf = (bench: Bench) => bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })

describe('a pre-authorisation', () => {
  it('is held by the bank and charges nothing', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    expect(await viewOf(bench, id)).toMatchObject({
      label: 'Room 12',
      state: 'reserved',
      amountMinor: 10_000,
      completedMinor: null,
      remainderState: 'none',
      approvalCode: '048213',
      expiresAt: '2026-11-29T13:33:00.000Z',
    })
    expect(bench.engine.view()).toMatchObject({
      operation: 'pre-authorisation',
      label: 'Room 12',
      outcome: 'approved',
    })
    expect(bench.host.heldMinor(STAN)).toBe(10_000)
    expect(bench.host.netMinor()).toBe(0)
    expect(await batchOf(bench)).toEqual({})
    expect(await bench.engine.operations.returnPath(id)).toMatchObject({ value: { reason: 'not-charged' } })
  })

  it('needs the bank: neither card nor till may promise it', async () => {
    const bench = benchEngine()
    bench.host.sales.push('unreachable')
    const id = await reserved(bench)
    expect(await kindOf(bench, id)).toBe('failed')
    expect(await bench.engine.reservations.list()).toEqual([])
  })

  it('whose answer is lost is taken back', async () => {
    const bench = benchEngine()
    bench.host.sales.push('approve-silent')
    const id = await reserved(bench)
    expect(await kindOf(bench, id)).toBe('reversed')
    expect(bench.host.heldMinor(STAN)).toBe(0)
    expect(await bench.engine.reservations.list()).toEqual([])
  })

  it('goes on after a restart, and its bank must stay known', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const next = await afterAKill(bench)
    expect(await viewOf(next, id)).toMatchObject({ state: 'reserved' })
    expect(await next.journal.owedAcquirers()).toEqual(['main'])
    expect(next.engine.unresolvedCount()).toBe(0)
  })
})

describe('a ticket paid out of a reservation', () => {
  it('is approved at once, told to the bank, and what is left goes back', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const paid = await complete(bench, id, 3_720)
    expect(paid).toMatchObject({ ok: true })
    await settle()
    expect(bench.host.heard).toEqual([`0100 ${STAN}`, '0220 000002', `0420 ${STAN} leaves 3720`])
    expect(bench.host.netMinor()).toBe(3_720)
    expect(bench.host.heldMinor(STAN)).toBe(3_720)
    expect(await viewOf(bench, id)).toMatchObject({
      state: 'completed',
      completedMinor: 3_720,
      remainderState: 'given-back',
    })
    expect(await batchOf(bench)).toMatchObject({ cb: { debitCount: 1, debitMinor: 3_720, creditCount: 0 } })
    expect(bench.journal.approvedSteps.at(-1)).toMatchObject({ saleId: 'sale-1', state: { kind: 'approved' } })
  })

  it('leaves nothing to give back when it takes all', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    await complete(bench, id, 10_000)
    await settle()
    expect(bench.host.heard).toEqual([`0100 ${STAN}`, '0220 000002'])
    expect(await viewOf(bench, id)).toMatchObject({ state: 'completed', remainderState: 'none' })
  })

  it('waits for a bank that is away, and the rest waits for the bank to have it', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.advices.push('unreachable', 'lost-silent', 'accept-silent')
    expect(await complete(bench, id, 3_720)).toMatchObject({ ok: true })
    await settle()
    expect(await viewOf(bench, id)).toMatchObject({ state: 'completed', remainderState: 'waiting' })
    expect(await bench.engine.offline.list()).toMatchObject([{ basis: 'completion', amountMinor: 3_720 }])
    await bench.clock.advance(20_000)
    expect(bench.host.heard.filter((each) => each.startsWith('0420'))).toEqual([])
    await bench.clock.advance(600_000)
    expect(bench.host.heard.at(-1)).toBe(`0420 ${STAN} leaves 3720`)
    expect(bench.host.netMinor()).toBe(3_720)
    expect(await viewOf(bench, id)).toMatchObject({ remainderState: 'given-back' })
  })

  it('is never more than is held, and never the second one', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    expect(await complete(bench, id, 10_001)).toMatchObject({ error: { code: 'RESERVATION_TOO_SMALL' } })
    expect(await complete(bench, id, 0)).toEqual(fail('SALE_AMOUNT_ZERO'))
    expect(await complete(bench, 'another', 100)).toEqual(fail('RESERVATION_NOT_FOUND'))
    expect(await complete(bench, id, 9_000)).toMatchObject({ ok: true })
    expect(await complete(bench, id, 1_000, 'sale-2')).toEqual(fail('RESERVATION_NOT_OPEN'))
    expect(await bench.engine.reservations.raise(id, 100)).toEqual(fail('RESERVATION_NOT_OPEN'))
    expect(await bench.engine.reservations.release(id, 'Inès')).toEqual(fail('RESERVATION_NOT_OPEN'))
    await settle()
    expect(bench.host.netMinor()).toBe(9_000)
  })

  it('is one of two that were asked for at once', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const both = await Promise.all([complete(bench, id, 4_000, 'sale-1'), complete(bench, id, 5_000, 'sale-2')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await settle()
    expect([4_000, 5_000]).toContain(bench.host.netMinor())
  })

  it('that the disk refuses changes nothing, and can be asked for again', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const life: Life = newLife({ refused: [2] })
    const other = benchEngine({ journal: mortalJournal(bench.journal, life), host: bench.host, clock: bench.clock })
    expect(await complete(other, id, 3_720)).toEqual(fail('STORE_DISK_FULL'))
    await settle()
    expect(bench.host.netMinor()).toBe(0)
    expect(await kindOf(bench, id)).toBe('reserved')
    await other.clock.advance(2_000)
    const again = await other.engine.reservations.complete({
      reservationId: id,
      saleId: 'sale-1',
      attempt: 2,
      amountMinor: 3_720,
    })
    expect(again).toMatchObject({ ok: true })
    await settle()
    expect(bench.host.netMinor()).toBe(3_720)
  })

  it('that the bank refuses is a loss, and nothing more is said of the rest', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.advices.push('refuse')
    await complete(bench, id, 3_720)
    await bench.clock.advance(120_000)
    expect(await bench.engine.offline.list()).toMatchObject([{ state: 'refused' }])
    expect(await viewOf(bench, id)).toMatchObject({ state: 'completed', remainderState: 'none' })
    expect(bench.host.heard.filter((each) => each.startsWith('0420'))).toEqual([])
  })

  it('does not limit what may be sold without the bank', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.advices.push('lost-silent')
    await complete(bench, id, 3_720)
    await settle()
    expect(await bench.engine.offline.figures()).toMatchObject({ waiting: 1, waitingMinor: 3_720 })
    expect(await kindOf(bench, id)).toBe('completed')
  })
})

describe('a ticket that is given back', () => {
  it('leaves the reservation as it was while the bank knows nothing of it', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.reversals.push('unreachable')
    // A reversal that waits keeps everything else from the host.
    bench.host.sales.push('approve-silent')
    await bench.pay({ saleId: 'sale-0' })
    const paid = await complete(bench, id, 3_720)
    if (!paid.ok) throw new Error(paid.error.code)
    await bench.engine.giveBack(paid.value.paymentId)
    expect(await viewOf(bench, id)).toMatchObject({ state: 'reserved', completedMinor: null })
    expect(await kindOf(bench, paid.value.paymentId)).toBe('cancelled')
    await bench.clock.advance(120_000)
    expect(bench.host.heard.filter((each) => each.startsWith('022'))).toEqual([])
    const again = await complete(bench, id, 5_000, 'sale-2')
    expect(again).toMatchObject({ ok: true })
    await settle()
    expect(bench.host.netMinor()).toBe(5_000)
    expect(bench.host.heldMinor(STAN)).toBe(5_000)
  })

  it.each(['accept', 'lost-silent'] as const)(
    'ends the reservation where the bank may know of it: %s',
    async (mood) => {
      const bench = benchEngine()
      const id = await reserved(bench)
      bench.host.advices.push(mood)
      const paid = await complete(bench, id, 3_720)
      if (!paid.ok) throw new Error(paid.error.code)
      await settle()
      await bench.engine.giveBack(paid.value.paymentId)
      await bench.clock.advance(120_000)
      expect(await viewOf(bench, id)).toMatchObject({ state: 'released' })
      expect(await kindOf(bench, paid.value.paymentId)).toBe('reversed')
      expect(bench.host.netMinor()).toBe(0)
      expect(bench.host.heldMinor(STAN)).toBe(0)
      expect(await bench.journal.openReversals()).toEqual([])
    },
  )

  it('while the rest is on its way lets go of all: a yes to the rest is none to the whole', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const answering = bench.host.reversal.bind(bench.host)
    let answer: () => void = () => {}
    const given = new Promise<void>((resolve) => {
      answer = resolve
    })
    // The first answer is a slow one.
    bench.host.reversal = async (message) => {
      bench.host.reversal = answering
      const outcome = await answering(message)
      await given
      return outcome
    }
    const paid = await complete(bench, id, 3_720)
    if (!paid.ok) throw new Error(paid.error.code)
    await settle()
    expect(bench.host.heard.at(-1)).toBe(`0420 ${STAN} leaves 3720`)
    await bench.engine.giveBack(paid.value.paymentId)
    answer()
    await bench.clock.advance(120_000)
    expect(bench.host.heard).toContain(`0420 ${STAN}`)
    expect(bench.host.heldMinor(STAN)).toBe(0)
    expect(bench.host.netMinor()).toBe(0)
    expect(await viewOf(bench, id)).toMatchObject({ state: 'released' })
  })

  it('is refunded by its own name once the batch is closed', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const paid = await complete(bench, id, 3_720)
    if (!paid.ok) throw new Error(paid.error.code)
    await settle()
    const { operations } = bench.engine
    expect(await operations.returnPath(paid.value.paymentId)).toMatchObject({ value: { way: 'void' } })
    await closeBatch(bench)
    expect(await operations.returnPath(paid.value.paymentId)).toMatchObject({ value: { way: 'refund' } })
    const ended = operations.refund(paid.value.paymentId, 3_720)
    await settle()
    expect(await ended).toMatchObject({ ok: true, value: { state: { kind: 'approved' } } })
    expect(bench.host.netMinor()).toBe(0)
  })
})

async function closeBatch(bench: Bench) {
  return closeBatches({
    journal: bench.journal,
    acquirers: bench.acquirers,
    clock: bench.clock,
    currency: 'EUR',
    drain: () => bench.engine.drainReversals(1_000),
    forward: (timeoutMs, onProgress) => bench.engine.forwardAdvices(timeoutMs, onProgress),
    whileIdle: (work) => bench.engine.whileIdle(work),
    onStage: () => {},
  })
}

describe('the day’s end', () => {
  it('counts final amounts as debits and reservations not at all, and gives the rest back before the totals', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    await reserved(bench, 7_000)
    bench.host.advices.push('unreachable')
    await complete(bench, id, 3_720)
    await settle()
    const closed = await closeBatch(bench)
    expect(closed).toMatchObject({
      value: [{ result: 'balanced', till: { cb: { debitCount: 1, debitMinor: 3_720 } } }],
    })
    expect(bench.host.heard.slice(-3)).toEqual(['0221 000003', `0420 ${STAN} leaves 3720`, '0500 000001'])
  })
})
