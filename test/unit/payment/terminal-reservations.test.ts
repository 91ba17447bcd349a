/**
 * Goal: an amount that a standalone terminal holds is charged or released once, by the terminal that holds it, and where nobody
 * knows it stays open until the terminal or a person says. Method: the engine on a bench with a terminal that does what each test
 * says; its orders are what is counted.
 */
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { benchEngine } from '#test/support/payment/bench-till.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import { HOLDING, ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { terminalTill } from '#test/support/payment/terminal-till.ts'

const DAY_MS = 86_400_000

/** A till with a terminal that holds amounts; `hold` has it hold 100.00 for room 12. */
function holdingTill() {
  const terminal = new ScriptedTerminal()
  for (const operation of HOLDING) terminal.can.add(operation)
  const till = terminalTill(undefined, terminal)
  const { reservations } = till.engine
  const wanted = { amountMinor: 10_000, currency: 'EUR', label: 'Room 12', terminalId: TERMINAL_ID } as const
  const hold = async () => {
    const begun = await reservations.begin(wanted)
    await settle()
    return begun.ok ? begun.value.paymentId : begun.error.code
  }
  const complete = async (reservationId: string, amountMinor: number, saleId = 'sale-1') => {
    const begun = await reservations.complete({ reservationId, saleId, attempt: 1, amountMinor })
    await settle()
    return begun.ok ? begun.value.paymentId : begun.error.code
  }
  const release = async (reservationId: string) => {
    const begun = await reservations.release(reservationId, 'Claire D.', { id: 'claire', name: 'Claire D.' })
    await settle()
    return begun.ok ? null : begun.error.code
  }
  const viewOf = async (id: string) => (await reservations.list()).find(({ paymentId }) => paymentId === id)
  const ordered = () => terminal.orders.map(({ operation }) => operation)
  return { ...till, terminal, hold, complete, release, viewOf, ordered }
}

const declined: TerminalOutcome = { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } }
const away: TerminalOutcome = { kind: 'not-started', failure: { code: 'TERMINAL_NOT_FOUND' } }

describe('an amount that a terminal is to hold', () => {
  test('is on disk before the terminal hears of it, and is listed with its time once it holds it', async () => {
    const { hold, terminal, journal, viewOf, engine, clock } = holdingTill()
    terminal.script = (order) => {
      expect(journal.payments.get(order.id)?.state).toMatchObject({ kind: 'ordered', intent: { label: 'Room 12' } })
      return terminal.approve(order)
    }
    const id = await hold()
    expect(terminal.orders).toMatchObject([{ operation: 'reserve', amountMinor: 10_000 }])
    expect(terminal.orders[0]).not.toHaveProperty('mayBeLess')
    expect(await viewOf(id)).toMatchObject({
      state: 'reserved',
      label: 'Room 12',
      amountMinor: 10_000,
      cardTail: '4821',
      expiresAt: new Date(Date.parse(clock.now()) + LIMITS.reservationDays * DAY_MS).toISOString(),
      terminal: { id: TERMINAL_ID, alias: 'Comptoir 1' },
    })
    expect(engine.view()).toMatchObject({ operation: 'pre-authorisation', outcome: 'approved', label: 'Room 12' })
    expect(await engine.reservations.held()).toMatchObject([{ label: 'Room 12', hold: { reservedMinor: 10_000 } }])
    expect(journal.approvedSteps).toHaveLength(1)
  })

  test.each([
    [declined, 'declined'],
    [{ kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } }, 'cancelled'],
    [away, 'failed'],
  ] as const)('is not held where the terminal says %o', async (outcome, seen) => {
    const { hold, terminal, engine } = holdingTill()
    terminal.script = () => outcome
    await hold()
    expect(engine.view()).toMatchObject({ outcome: seen, failure: outcome.failure })
    expect(await engine.reservations.list()).toEqual([])
  })

  test.each(HOLDING)('is not begun at a terminal that cannot %s', async (operation) => {
    const { hold, terminal } = holdingTill()
    terminal.can.delete(operation)
    expect(await hold()).toBe('TERMINAL_CANNOT')
    expect(terminal.orders).toEqual([])
  })

  test('is found by asking where its answer was lost, and counts from when it was ordered', async () => {
    const { hold, terminal, engine, viewOf, wait, clock } = holdingTill()
    const orderedAt = clock.now()
    terminal.script = () => UNKNOWN
    await engine.terminals.start()
    const id = await hold()
    expect(engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'TERMINAL_HOLD_UNKNOWN' } })
    await wait(4_000)
    expect(await viewOf(id)).toBeUndefined()
    terminal.recall = (order) => terminal.approve(order)
    await wait(10_000)
    expect(await viewOf(id)).toMatchObject({ state: 'reserved', reservedAt: orderedAt })
    expect(terminal.orders).toHaveLength(1)
  })

  test('that only a ticket shows is held without a name: nothing is ordered for it', async () => {
    const { hold, terminal, engine, journal, viewOf, complete, release, ordered } = holdingTill()
    terminal.script = () => UNKNOWN
    const id = await hold()
    await engine.terminals.read(id, { by: 'Claire D.', outcome: 'paid', typed: '' })
    expect(await viewOf(id)).toMatchObject({ state: 'reserved', cardTail: null })
    expect(journal.records.at(-1)).toMatchObject({ kind: 'terminal-read', body: { word: 'held', by: 'Claire D.' } })
    expect([await complete(id, 100), await release(id)]).toEqual(['RESERVATION_NAMELESS', 'RESERVATION_NAMELESS'])
    expect(ordered()).toEqual(['reserve'])
  })
})

describe('a ticket that is paid out of what a terminal holds', () => {
  test('is charged by that terminal, by the name it gave, and the rest is free', async () => {
    const { hold, complete, terminal, viewOf, stateOf, engine } = holdingTill()
    const id = await hold()
    const paidId = await complete(id, 6_430)
    expect(terminal.orders[1]).toMatchObject({
      operation: 'complete',
      amountMinor: 6_430,
      reservedMinor: 10_000,
      original: { receiptNumber: '0001' },
    })
    expect(stateOf(paidId)).toMatchObject({ kind: 'paid-by-terminal', intent: { operation: 'completion' } })
    expect(await viewOf(id)).toMatchObject({ state: 'completed', completedMinor: 6_430, remainderState: 'given-back' })
    expect(engine.view()).toMatchObject({ operation: 'completion', outcome: 'approved', amountMinor: 6_430 })
    expect(await engine.reservations.held()).toEqual([])
    expect([await complete(id, 100, 'sale-2'), await engine.reservations.raise(id, 100)]).toMatchObject([
      'RESERVATION_NOT_OPEN',
      { error: { code: 'RESERVATION_NOT_OPEN' } },
    ])
  })

  test('is never more than it holds, nor paid out of one that has expired, which is released still', async () => {
    const { hold, complete, release, viewOf, stateOf, ordered, wait, engine } = holdingTill()
    const id = await hold()
    expect(await complete(id, 10_001)).toBe('RESERVATION_TOO_SMALL')
    expect(await engine.reservations.raise(id, 100)).toMatchObject({ error: { code: 'TERMINAL_CANNOT' } })
    await wait(LIMITS.reservationDays * DAY_MS)
    expect(await complete(id, 100)).toBe('RESERVATION_EXPIRED')
    expect(await viewOf(id)).toMatchObject({ state: 'expired' })
    expect(await release(id)).toBeNull()
    expect(stateOf(id)).toMatchObject({ kind: 'released-by-terminal' })
    expect(ordered()).toEqual(['reserve', 'release'])
  })

  test.each([
    [declined, 'TERMINAL_DECLINED'],
    [away, 'TERMINAL_NOT_FOUND'],
  ] as const)('leaves the reservation as it was where the terminal says %o', async (outcome, code) => {
    const { hold, complete, terminal, viewOf, engine } = holdingTill()
    const id = await hold()
    terminal.script = () => outcome
    await complete(id, 6_430)
    expect(engine.view()).toMatchObject({ failure: { code } })
    expect(await viewOf(id)).toMatchObject({ state: 'reserved', completedMinor: null })
    terminal.script = (order) => terminal.approve(order)
    await complete(id, 6_430, 'sale-2')
    expect(await viewOf(id)).toMatchObject({ state: 'completed' })
  })

  test('waits for the terminal that holds it: no other is ordered', async () => {
    const { hold, complete, release, directory, viewOf, terminal } = holdingTill()
    const id = await hold()
    const other = new ScriptedTerminal()
    for (const operation of HOLDING) other.can.add(operation)
    directory.set([{ id: 'terminal-2', port: other }])
    expect([await complete(id, 100), await release(id)]).toEqual(['TERMINAL_NOT_SET_UP', 'TERMINAL_NOT_SET_UP'])
    expect(await viewOf(id)).toMatchObject({ state: 'reserved' })
    expect([terminal.orders.length, other.orders.length]).toEqual([1, 0])
  })

  test('of which nobody knows is not ordered again, in no way, until the terminal says', async () => {
    const { hold, complete, release, terminal, viewOf, engine, ordered, wait } = holdingTill()
    const id = await hold()
    await engine.terminals.start()
    terminal.script = () => UNKNOWN
    const paidId = await complete(id, 6_430)
    expect(await viewOf(id)).toMatchObject({ state: 'completing' })
    expect(engine.isUnresolved('sale-1')).toBe(true)
    expect([await complete(id, 100, 'sale-2'), await release(id)]).toEqual(['TERMINAL_BLOCKED', 'TERMINAL_BLOCKED'])
    terminal.recall = (order) => terminal.approve(order)
    await wait(10_000)
    expect(terminal.asked.at(-1)).toMatchObject({ id: paidId, operation: 'complete', reservedMinor: 10_000 })
    expect(await viewOf(id)).toMatchObject({ state: 'completed', completedMinor: 6_430 })
    expect(ordered()).toEqual(['reserve', 'complete'])
  })

  test('that a person reads as not paid leaves the reservation open; the terminal’s late word is raised', async () => {
    const { hold, complete, terminal, viewOf, engine } = holdingTill()
    const id = await hold()
    terminal.script = () => UNKNOWN
    const paidId = await complete(id, 6_430)
    await engine.terminals.read(paidId, { by: 'Claire D.', outcome: 'not-paid', typed: '' })
    expect(await viewOf(id)).toMatchObject({ state: 'reserved' })
    const result = terminal.result({ amountMinor: 6_430 })
    terminal.tell({ kind: 'late', orderId: paidId, outcome: { kind: 'approved', result } })
    await settle()
    expect(engine.late.raised).toMatchObject([{ amountMinor: 6_430 }])
  })

  test('is given back with all that was held where the ticket is left', async () => {
    const { hold, complete, viewOf, engine, ordered } = holdingTill()
    const id = await hold()
    const paidId = await complete(id, 6_430)
    expect(await engine.giveBack(paidId)).toEqual({ ok: true, value: null })
    expect(await viewOf(id)).toMatchObject({ state: 'released' })
    expect(ordered()).toEqual(['reserve', 'complete', 'void'])
  })
})

describe('what a terminal is to let go of', () => {
  test('is free once it says so, and nothing can be paid out of it', async () => {
    const { hold, release, complete, terminal, viewOf, engine } = holdingTill()
    const id = await hold()
    expect(await release(id)).toBeNull()
    expect(terminal.orders[1]).toMatchObject({
      operation: 'release',
      amountMinor: 10_000,
      original: { receiptNumber: '0001' },
    })
    expect(await viewOf(id)).toMatchObject({ state: 'released' })
    expect(engine.view()).toMatchObject({ operation: 'release', outcome: 'approved' })
    expect([await complete(id, 100), await release(id)]).toEqual(['RESERVATION_NOT_OPEN', 'RESERVATION_NOT_OPEN'])
  })

  test('stays open where the terminal refuses, and in doubt where nobody knows; what a ticket shows ends that', async () => {
    const { hold, release, terminal, viewOf, engine, ordered, journal } = holdingTill()
    const id = await hold()
    terminal.script = () => declined
    await release(id)
    expect(await viewOf(id)).toMatchObject({ state: 'reserved' })
    terminal.script = () => UNKNOWN
    await release(id)
    expect(await viewOf(id)).toMatchObject({ state: 'releasing' })
    expect(engine.view()).toMatchObject({ outcome: 'unknown', failure: { code: 'TERMINAL_RELEASE_UNKNOWN' } })
    const releaseId = engine.view()?.id ?? ''
    await engine.terminals.read(releaseId, { by: 'Claire D.', outcome: 'paid', typed: '' })
    expect(await viewOf(id)).toMatchObject({ state: 'released' })
    expect(journal.records.find(({ kind }) => kind === 'terminal-read')?.body).toMatchObject({ word: 'released' })
    expect(ordered()).toEqual(['reserve', 'release', 'release'])
  })
})

describe('what no order of the till can end', () => {
  test('is noted as released by whoever did it on the terminal, and asks nobody', async () => {
    const { hold, terminal, engine, journal, viewOf, ordered } = holdingTill()
    terminal.script = () => UNKNOWN
    const id = await hold()
    await engine.terminals.read(id, { by: 'Claire D.', outcome: 'paid', typed: '' })
    expect(await viewOf(id)).toMatchObject({ state: 'reserved', terminal: { isByHand: true } })
    expect(await engine.reservations.releasedByHand(id, 'Claire D.')).toEqual({ ok: true, value: null })
    expect(journal.records.at(-1)).toMatchObject({ kind: 'freed-by-hand', body: { by: 'Claire D.' } })
    expect(await viewOf(id)).toMatchObject({ state: 'released', completedMinor: null })
    expect([await engine.reservations.held(), ordered()]).toEqual([[], ['reserve']])
    expect(await engine.reservations.releasedByHand(id, 'Claire D.')).toMatchObject({
      error: { code: 'RESERVATION_NOT_OPEN' },
    })
  })

  test('is what a terminal holds that is removed, unless nobody knows what became of an order about it', async () => {
    const { hold, complete, directory, terminal, viewOf, engine } = holdingTill()
    const [id, other] = [await hold(), await hold()]
    expect((await viewOf(id))?.terminal).not.toHaveProperty('isByHand')
    terminal.script = () => UNKNOWN
    const paidId = await complete(other, 6_430)
    directory.set([])
    expect(await viewOf(id)).toMatchObject({ state: 'reserved', terminal: { isByHand: true } })
    await expect(engine.reservations.releasedByHand(other, 'Claire D.')).rejects.toMatchObject({
      failure: { code: 'RESERVATION_NOT_OPEN' },
    })
    await engine.terminals.read(paidId, { by: 'Claire D.', outcome: 'not-paid', typed: '' })
    for (const each of [id, other]) {
      expect(await engine.reservations.releasedByHand(each, 'Claire D.')).toEqual({ ok: true, value: null })
    }
  })
})

test.each([
  ['release', 'approved', 'RESERVATION_RELEASED'],
  ['complete', 'declined', 'RESERVATION_NOT_OPEN'],
] as const)(
  'what the terminal was to %s and has let go of before is no longer open',
  async (operation, outcome, code) => {
    const { hold, complete, release, terminal, viewOf, engine, ordered } = holdingTill()
    const id = await hold()
    terminal.script = () => ({ kind: 'declined', failure: { code: 'TERMINAL_ALREADY_VOIDED' } })
    if (operation === 'release') await release(id)
    else await complete(id, 6_430)
    expect(engine.view()).toMatchObject({ outcome, failure: { code } })
    expect(await viewOf(id)).toMatchObject({ state: 'released', completedMinor: null })
    expect([await release(id), ordered()]).toEqual(['RESERVATION_NOT_OPEN', ['reserve', operation]])
  },
)

test.each(['reserve', 'complete', 'release'] as const)(
  'a kill while the terminal has the %s asks, and repeats nothing',
  async (operation) => {
    const { hold, complete, release, terminal, journal, directory, book } = holdingTill()
    const stuck = (order: TerminalOrder) =>
      order.operation === operation ? new Promise<TerminalOutcome>(() => {}) : terminal.approve(order)
    terminal.script = stuck
    const id = await hold()
    if (operation === 'complete') await complete(id, 6_430)
    if (operation === 'release') await release(id)
    const given = terminal.orders.length
    const { engine, clock } = benchEngine({ journal, terminals: directory, terminalBook: book })
    terminal.recall = (order) => terminal.approve(order)
    await engine.recover()
    await engine.terminals.start()
    await clock.advance(60_000)
    await settle()
    const ends = { reserve: 'reserved', complete: 'completed', release: 'released' }
    expect(await engine.reservations.list()).toMatchObject([{ paymentId: id, state: ends[operation] }])
    expect([terminal.orders.length, terminal.asked.at(-1)?.operation]).toEqual([given, operation])
  },
)

test('an approval that the disk refuses is kept, and the reservation moves with it once the disk takes it', async () => {
  const { hold, complete, terminal, journal, viewOf, wait, engine, ordered } = holdingTill()
  const id = await hold()
  await engine.terminals.start()
  let isFull = false
  journal.beforeCommit = () => {
    if (isFull) throw new CatalogueFailure({ code: 'STORE_DISK_FULL' })
  }
  terminal.script = async (order) => {
    isFull = true
    return { kind: 'approved', result: terminal.result(order) }
  }
  await complete(id, 6_430)
  await wait(3_000)
  expect(await viewOf(id)).toMatchObject({ state: 'completing' })
  isFull = false
  await wait(60_000)
  expect(await viewOf(id)).toMatchObject({ state: 'completed', completedMinor: 6_430 })
  expect([ordered(), terminal.asked]).toEqual([['reserve', 'complete'], []])
})

test('what nobody ended is named for some days after its time, and then no more', async () => {
  const { hold, engine, wait } = holdingTill()
  await hold()
  await wait(LIMITS.reservationDays * DAY_MS)
  expect([(await engine.reservations.list()).length, (await engine.reservations.held()).length]).toEqual([1, 1])
  await wait(LIMITS.reservationListedDays * DAY_MS)
  expect([(await engine.reservations.list()).length, (await engine.reservations.held()).length]).toEqual([0, 0])
})
