/**
 * Goal: at a pump without a cashier the pump's ledger and the bank's book agree, whatever answers are lost and wherever
 * the program dies. Method: the desk on a pump, a card side and a disk in memory that outlive it; time is set by hand.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { sellsOn } from '#payment/unattended/fuel-run.ts'
import { isDead, type PumpNow, UnattendedDesk } from '#payment/unattended/unattended-desk.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { Death, MemoryPump, MemoryReservations, MemoryRunJournal } from '#test/support/unattended/memory-forecourt.ts'

let clock: ManualClock
let pump: MemoryPump
let bank: MemoryReservations
let journal: MemoryRunJournal
let desk: UnattendedDesk
let ids: number
const unexpected: unknown[] = []

beforeEach(async () => {
  ids = 0
  unexpected.length = 0
  clock = new ManualClock()
  pump = new MemoryPump()
  bank = new MemoryReservations()
  journal = new MemoryRunJournal()
  await live()
})
afterEach(() => expect(unexpected.filter((thrown) => !(thrown instanceof Death))).toEqual([]))

/** A life of the program on what the one before left. */
async function live(): Promise<void> {
  const reservations = bank
  const mine = new UnattendedDesk({
    pumps: [
      { id: 'p1', name: 'Pump 1', port: pump.port(), wantedMinor: 2_000, liftWithinSeconds: 120, nozzles: NOZZLES },
    ],
    reservations,
    journal,
    currency: 'EUR',
    clock,
    newId: () => `id-${++ids}`,
    newSaleId: () => `fuel-${++ids}`,
    onChange: () => {},
    onUnexpected: (thrown) => unexpected.push(thrown),
  })
  desk = mine
  journal.onDeath = () => void mine.close()
  await mine.recover()
  mine.start()
  await clock.advance(0)
}

const NOZZLES = [{ nozzle: 1, priceMilli: 1_879, fuel: 'SP95-E10', vatBasisPoints: 2_000 }]
const now = () => desk.now()[0]
const pass = (ms: number = LIMITS.pumpLookPauseMs) => clock.advance(ms)

/** A customer who takes the nozzle, fills and hangs up. */
async function fill(volumeMl: number): Promise<void> {
  pump.body.lift(1)
  await pass()
  pump.body.pour(volumeMl)
  await pass()
  pump.body.hangUp()
  await pass()
}

/** Each delivery is paid once, for what the meter counted; nothing is held that nobody pays out of. */
function expectAgreement(): void {
  const delivered = pump.ledger.orders().filter(({ amountMinor }) => amountMinor > 0)
  expect(bank.completions.map(({ amountMinor }) => amountMinor)).toEqual(
    delivered.map(({ amountMinor }) => amountMinor),
  )
  for (const { state } of bank.book.values()) expect(['completed', 'released', 'ended']).toContain(state)
  for (const order of pump.ledger.orders()) expect(order).toMatchObject({ state: 'ended' })
}

describe('a customer at the pump', () => {
  it('pays what was delivered, and the pump may forget it', async () => {
    await fill(5_000)
    expect(now()?.run).toMatchObject({ kind: 'done', delivery: { amountMinor: 940, chargedMinor: 940 } })
    // What the nozzles gave, at which rate of VAT, stays with the run whatever is set later.
    expect(now()?.run?.run.fuels).toEqual(NOZZLES)
    expect(pump.ledger.untaken()).toEqual([])
    expectAgreement()
    await fill(1_000)
    expect(bank.completions).toHaveLength(2)
    expectAgreement()
  })

  it('has the reservation for the pump alone, from its release until the ticket is paid', async () => {
    const isKept = () => {
      const run = now()?.run ?? null
      return run !== null && [...bank.book.values()].some(({ paymentId }) => sellsOn(run, paymentId))
    }
    pump.body.lift(1)
    await pass()
    expect(isKept()).toBe(true)
    pump.body.pour(1_000)
    await pass()
    expect(isKept()).toBe(true)
    pump.body.hangUp()
    await pass()
    expect([now()?.run?.kind, isKept()]).toEqual(['done', false])
  })

  it('who is refused gets nothing, and is not asked again before the nozzle is back', async () => {
    bank.answer = 'no'
    pump.body.lift(1)
    await pass()
    pump.tell({ kind: 'calling', nozzle: 1 })
    await pass()
    expect(now()?.run?.kind).toBe('not-reserved')
    expect([bank.book.size, pump.releases]).toEqual([1, 0])
    pump.body.hangUp()
    bank.answer = 'yes'
    await fill(1_000)
    expect(bank.completions).toHaveLength(1)
  })

  it('waits while the bank has not said anything', async () => {
    bank.answer = 'wait'
    pump.body.lift(1)
    await pass(5_000)
    expect([now()?.run?.kind, pump.releases]).toEqual(['reserving', 0])
    for (const booked of bank.book.values()) booked.state = 'reserved'
    await pass()
    expect(now()?.run?.kind).toBe('released')
  })

  it('who takes nothing has nothing held any more', async () => {
    pump.body.lift(1)
    await pass()
    pump.body.hangUp()
    await pass()
    expect(now()?.run?.kind).toBe('let-go')
    expectAgreement()
  })

  it('is stopped by the till, and pays what ran', async () => {
    pump.body.lift(1)
    await pass()
    pump.body.pour(1_000)
    expect(await desk.stop('p1')).toEqual({ ok: true, value: null })
    await pass()
    expect(pump.body.pour(1_000)).toBe(0)
    expect(bank.completions).toMatchObject([{ amountMinor: 188 }])
    expect(await desk.stop('p1')).toEqual({ ok: false, error: { code: 'PUMP_IDLE' } })
  })

  it('of a pump whose valve stays open pays the ceiling', async () => {
    pump.body.isLeaking = true
    await fill(20_000)
    expect(now()?.run).toMatchObject({ kind: 'done', delivery: { amountMinor: 3_758, chargedMinor: 2_000 } })
  })
})

describe('trouble', () => {
  it.each([[[true]], [[false]], [[true, true]], [[false, true, false]]])(
    'a release whose answers are lost (%j) is taken back, or what ran is paid',
    async (losses) => {
      pump.losses = [...losses]
      await fill(1_000)
      await pass(5_000)
      expectAgreement()
    },
  )

  it('ends that are told twice, late and in wrong order are paid once', async () => {
    await fill(5_000)
    const [order] = pump.ledger.orders()
    if (order === undefined) throw new Error('nothing was delivered')
    pump.tell({ kind: 'order', order })
    pump.tell({ kind: 'order', order: { ...order, state: 'delivering', end: null, amountMinor: 100 } })
    pump.tell({ kind: 'order', order: { ...order, id: 'of-another-till' } })
    await pass()
    expectAgreement()
  })

  it('a till that cannot pay now tries until it can', async () => {
    bank.troubles = Array.from({ length: 3 }, () => ({ code: 'PAYMENT_ALREADY_OPEN' }))
    await fill(5_000)
    expect(now()).toMatchObject({ run: { kind: 'completing' }, failure: { code: 'PAYMENT_ALREADY_OPEN' } })
    await pass(3_000)
    expect(now()).toMatchObject({ run: { kind: 'done' }, failure: null })
    expectAgreement()
  })

  it('a delivery that can never be paid is told until a manager notes it', async () => {
    bank.troubles = [{ code: 'RESERVATION_EXPIRED' }]
    await fill(5_000)
    expect(now()?.run).toMatchObject({ kind: 'unpaid', cause: { code: 'RESERVATION_EXPIRED' } })
    pump.body.lift(1)
    await pass()
    expect(bank.book.size).toBe(1)
    await desk.takeNote('p1', 'Anna')
    expect(now()?.run).toMatchObject({ kind: 'noted', by: 'Anna' })
  })
})

describe('a pump that is dead', () => {
  /** Fuel runs, then the pump answers nothing any more. */
  async function die(): Promise<void> {
    pump.body.lift(1)
    await pass()
    pump.body.pour(1_000)
    await pass()
    pump.losses = Array.from({ length: 50 }, () => false)
    await pass()
  }

  it('is closed by hand with what its counter shows, and that is paid once', async () => {
    await die()
    expect(isDead(now() as PumpNow)).toBe(true)
    expect(await desk.closeByHand('p1', { by: 'Anna', amountMinor: 188 })).toEqual({ ok: true, value: null })
    await pass()
    expect(now()?.run).toMatchObject({
      kind: 'done',
      run: { closedBy: 'Anna' },
      delivery: { nozzle: 1, priceMilli: 1_879, volumeMl: 1_001, amountMinor: 188, chargedMinor: 188 },
    })
    expect(bank.completions).toMatchObject([{ amountMinor: 188 }])
    // The pump comes back and says the same: nothing is paid again, and it may forget it.
    pump.losses = []
    pump.body.hangUp()
    await pass()
    expect(bank.completions).toHaveLength(1)
    expect([now()?.run?.run.toldLaterMinor, pump.ledger.untaken()]).toEqual([undefined, []])
  })

  it('is closed with nothing: the hold goes, and what the pump says later is kept for a person', async () => {
    await die()
    await desk.closeByHand('p1', { by: 'Anna', amountMinor: 0 })
    await pass()
    expect([now()?.run?.kind, bank.completions]).toEqual(['let-go', []])
    await desk.close()
    await live()
    pump.losses = []
    pump.body.hangUp()
    await pass()
    expect(now()?.run).toMatchObject({ kind: 'let-go', run: { closedBy: 'Anna', toldLaterMinor: 188 } })
    expect([...bank.book.values()].map(({ state }) => state)).toEqual(['released'])
    expect(pump.ledger.untaken()).toEqual([])
    await fill(1_000)
    expect(bank.completions).toHaveLength(1)
  })

  it('is not closed while it answers, nor with more than is held, nor when nobody is there', async () => {
    const close = (amountMinor: number) => desk.closeByHand('p1', { by: 'Anna', amountMinor })
    expect(await close(0)).toEqual(fail('PUMP_IDLE'))
    pump.body.lift(1)
    await pass()
    expect(await close(0)).toEqual(fail('PUMP_ANSWERS'))
    pump.body.hangUp()
    await pass()
    await die()
    expect(await close(2_001)).toMatchObject({ ok: false, error: { code: 'RESERVATION_TOO_SMALL' } })
    expect(now()?.run?.kind).toBe('delivering')
    expect(await desk.closeByHand('p9', { by: 'Anna', amountMinor: 0 })).toEqual(fail('PUMP_IDLE'))
  })

  it.each(['before', 'after'] as const)('and a till that dies %s that is on disk: one or the other', async (moment) => {
    await die()
    const written = journal.kinds.length
    journal.kill = { at: written + 1, moment }
    await desk.closeByHand('p1', { by: 'Anna', amountMinor: 188 }).catch(() => {})
    await live()
    await pass(5_000)
    expect(now()?.run?.kind).toBe(moment === 'after' ? 'done' : 'delivering')
    if (moment === 'before') await desk.closeByHand('p1', { by: 'Anna', amountMinor: 188 })
    await pass(5_000)
    expect(bank.completions).toMatchObject([{ amountMinor: 188 }])
  })
})

describe('a program that dies at a record', () => {
  const KILLS = [1, 2, 3, 4, 5, 6].flatMap((at) => [
    { at, moment: 'before' as const },
    { at, moment: 'after' as const },
  ])

  it.each(KILLS.map((kill) => [`${kill.moment} record ${kill.at}`, kill] as const))(
    'agrees with the pump after its restart, killed %s',
    async (_, kill) => {
      journal.kill = kill
      pump.body.lift(1)
      await pass()
      pump.body.pour(1_000)
      await pass()
      pump.body.pour(500)
      pump.body.hangUp()
      await pass()
      expect(journal.kill).toBeNull()
      await live()
      await pass(5_000)
      expectAgreement()
      expect(journal.runs.every(({ kind }) => ['done', 'let-go', 'not-reserved'].includes(kind))).toBe(true)
    },
  )

  it('never releases for whoever stands there at the restart', async () => {
    journal.kill = { at: 2, moment: 'after' }
    pump.body.lift(1)
    await pass()
    pump.body.hangUp()
    const before = pump.releases
    await live()
    await pass(5_000)
    expect([pump.releases, pump.body.open()]).toEqual([before, null])
    expectAgreement()
  })
})
