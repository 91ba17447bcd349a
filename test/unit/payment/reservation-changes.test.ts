/**
 * Goal: what the bank holds is what the till says when it is raised, released, expires or the engine is killed: a raise
 * that is lost is taken back, and a release is told until it is agreed to. Method: the real engine on the bench; the
 * host's own ledger is the judge.
 */
import { describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import { benchBanks } from '#test/support/payment/bench-banks.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { type Life, mortalJournal, newLife } from '#test/support/payment/mortal-journal.ts'
import { afterAKill, type Bench, complete, reserved, STAN, viewOf } from '#test/support/payment/reservation-bench.ts'

const DAY_MS = 86_400_000
const kindOf = async (bench: Bench, id: string) => (await bench.journal.payment(id))?.state.kind
const batchOf = (bench: Bench) => bench.journal.batchTotals({ acquirerId: 'main', number: '000001' })

describe('a raise', () => {
  it('is held with the rest, and the rest of all goes back', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const raised = bench.engine.reservations.raise(id, 5_000)
    expect(await raised).toMatchObject({ ok: true, value: { state: { kind: 'reserved' } } })
    expect(await viewOf(bench, id)).toMatchObject({ state: 'reserved', amountMinor: 15_000 })
    expect(bench.host.heldMinor(STAN)).toBe(15_000)
    expect(await complete(bench, id, 12_000)).toMatchObject({ ok: true })
    await settle()
    expect(bench.host.netMinor()).toBe(12_000)
    expect(bench.host.heldMinor(STAN)).toBe(12_000)
    expect(await batchOf(bench)).toMatchObject({ cb: { debitCount: 1, debitMinor: 12_000 } })
  })

  it('is seen while the bank is asked, and nothing else is done to the reservation meanwhile', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    let answer: () => void = () => {}
    bench.host.afterBooking = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const raised = bench.engine.reservations.raise(id, 5_000)
    await settle()
    expect(await viewOf(bench, id)).toMatchObject({ state: 'raising', amountMinor: 10_000 })
    expect(await complete(bench, id, 100)).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    expect(await bench.engine.reservations.release(id, 'Inès')).toEqual(fail('PAYMENT_ALREADY_OPEN'))
    answer()
    expect(await raised).toMatchObject({ ok: true })
  })

  it('whose answer is lost is taken back, and the reservation keeps its amount', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.sales.push('approve-silent')
    const ended = await bench.engine.reservations.raise(id, 5_000)
    if (!ended.ok) throw new Error(ended.error.code)
    const { paymentId, state } = ended.value
    expect(failureOf(state)).toEqual({ code: 'RESERVATION_RAISE_UNKNOWN' })
    await settle()
    const after = (await bench.journal.payment(paymentId))?.state
    expect(after && failureOf(after)).toEqual({ code: 'RESERVATION_RAISE_TAKEN_BACK' })
    expect(await viewOf(bench, id)).toMatchObject({ state: 'reserved', amountMinor: 10_000 })
    expect(bench.host.heldMinor(STAN)).toBe(10_000)
  })

  it('that the bank refuses changes nothing', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.sales.push('decline')
    const ended = await bench.engine.reservations.raise(id, 5_000)
    expect(ended).toMatchObject({ value: { state: { failure: { code: 'RESERVATION_RAISE_DECLINED' } } } })
    expect(await viewOf(bench, id)).toMatchObject({ state: 'reserved', amountMinor: 10_000 })
    expect(await bench.engine.reservations.raise(id, 0)).toEqual(fail('SALE_AMOUNT_ZERO'))
  })

  it('that the disk refuses to note is taken back at the bank', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    const life: Life = newLife({ refused: [3] })
    const other = benchEngine({ journal: mortalJournal(bench.journal, life), host: bench.host, clock: bench.clock })
    await other.engine.reservations.raise(id, 5_000)
    await other.clock.advance(120_000)
    expect(bench.host.heldMinor(STAN)).toBe(10_000)
    expect(await viewOf(bench, id)).toMatchObject({ state: 'reserved', amountMinor: 10_000 })
  })
})

describe('a release', () => {
  it('has the bank let go of all of it, raises included', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    await bench.engine.reservations.raise(id, 5_000)
    expect(await bench.engine.reservations.release(id, 'Inès')).toEqual(succeed(null))
    await settle()
    expect(await viewOf(bench, id)).toMatchObject({ state: 'released', amountMinor: 15_000 })
    expect(bench.host.heldMinor(STAN)).toBe(0)
    const state = (await bench.journal.payment(id))?.state
    expect(state && failureOf(state)).toEqual({ code: 'RESERVATION_RELEASED' })
  })

  it('is repeated until the bank has agreed, over a restart', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    bench.host.reversals.push('lost-silent', 'approve-silent')
    await bench.engine.reservations.release(id, 'Inès')
    await settle()
    expect(await viewOf(bench, id)).toMatchObject({ state: 'releasing' })
    const next = await afterAKill(bench)
    await next.clock.advance(120_000)
    expect(await viewOf(next, id)).toMatchObject({ state: 'released' })
    expect(next.host.heldMinor(STAN)).toBe(0)
    expect(next.host.heard.filter((each) => each.startsWith('0421')).length).toBeGreaterThan(0)
  })
})

describe('a reservation that has expired', () => {
  it('is told by itself, and can only be released', async () => {
    const bench = benchEngine()
    const id = await reserved(bench)
    await bench.engine.reservations.list()
    await bench.clock.advance(7 * DAY_MS)
    expect(await viewOf(bench, id)).toMatchObject({ state: 'expired' })
    expect(await complete(bench, id, 100)).toEqual(fail('RESERVATION_EXPIRED'))
    expect(await bench.engine.reservations.raise(id, 100)).toEqual(fail('RESERVATION_EXPIRED'))
    expect(await bench.engine.reservations.release(id, 'Inès')).toEqual(succeed(null))
    await settle()
    expect(await kindOf(bench, id)).toBe('reversed')
    expect(bench.host.heldMinor(STAN)).toBe(0)
  })
})

describe('with a standby that keeps a journal of its own', () => {
  it('final amount and rest go to the host that holds the reservation, and wait for it', async () => {
    const banks = benchBanks()
    const bench = benchEngine({ acquirers: banks.directory, clock: banks.clock })
    const id = await reserved(bench)
    expect(banks.primary.heldMinor(STAN)).toBe(10_000)
    banks.primary.advices.push('unreachable', 'unreachable', 'unreachable')
    await complete(bench, id, 3_720)
    await banks.clock.advance(30_000)
    expect(banks.standby.heard.filter((each) => each.startsWith('022'))).toEqual([])
    await banks.clock.advance(600_000)
    expect(banks.primary.netMinor()).toBe(3_720)
    expect(banks.primary.heldMinor(STAN)).toBe(3_720)
    expect(banks.standby.netMinor()).toBe(0)
  })
})

describe('after a kill at any record', () => {
  /** The engine dies before or after its n-th record; the next one decides from the disk alone. */
  async function killed(at: number, moment: 'before' | 'after', act: (bench: Bench, id: string) => Promise<unknown>) {
    const bench = benchEngine()
    const id = await reserved(bench)
    const life: Life = newLife({ kill: { at, moment } })
    const other = benchEngine({ journal: mortalJournal(bench.journal, life), host: bench.host, clock: bench.clock })
    void act(other, id).catch(() => {})
    await other.clock.advance(1_000)
    life.isOver = true
    const next = await afterAKill(bench)
    await next.clock.advance(600_000)
    return { next, id, view: await viewOf(next, id) }
  }
  const moments = (records: number) =>
    Array.from({ length: records }, (_, index) => index + 1).flatMap((at) => [
      ['before', at] as const,
      ['after', at] as const,
    ])

  it.each(moments(6))(
    'of a ticket paid out of it (%s record %i) the bank charges what the till says',
    async (moment, at) => {
      const { next, view } = await killed(at, moment, (bench, id) => complete(bench, id, 3_720))
      const isPaid = next.journal.approvedSteps.some(({ state }) => state.intent.operation === 'completion')
      expect(view?.state).toBe(isPaid ? 'completed' : 'reserved')
      expect(next.host.netMinor()).toBe(isPaid ? 3_720 : 0)
      expect(next.host.heldMinor(STAN)).toBe(isPaid ? 3_720 : 10_000)
      expect(view?.remainderState).toBe(isPaid ? 'given-back' : 'none')
    },
  )

  it.each(moments(3))('of a raise (%s record %i) the bank holds what the till says', async (moment, at) => {
    const { next, view } = await killed(at, moment, (bench, id) => bench.engine.reservations.raise(id, 5_000))
    expect(view).toMatchObject({ state: 'reserved', amountMinor: next.host.heldMinor(STAN) })
  })

  it.each(moments(3))('of a release (%s record %i) the bank has let go, or was never told', async (moment, at) => {
    const { next, view } = await killed(at, moment, (bench, id) => bench.engine.reservations.release(id, 'Inès'))
    expect(view?.state).toBe(at === 1 && moment === 'before' ? 'reserved' : 'released')
    expect(next.host.heldMinor(STAN)).toBe(view?.state === 'reserved' ? 10_000 : 0)
  })
})
