/**
 * Goal: what a standalone terminal holds is on disk, on paper and on the day's screen as any reservation, and a ticket that is paid
 * out of it is a sale as any other. Method: till, engine and store joined on a real disk, with a terminal that does what each test
 * says.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reservationCalls } from '#main/handlers/reservation-calls.ts'
import { terminalCalls } from '#main/handlers/terminal-calls.ts'
import {
  benchTerminals,
  HOLDING,
  ScriptedTerminal,
  TERMINAL_ID,
  UNKNOWN,
} from '#test/support/payment/scripted-terminal.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'

let terminal: ScriptedTerminal
let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  terminal = new ScriptedTerminal()
  for (const operation of HOLDING) terminal.can.add(operation)
  shop = await openJoinedRooms({ terminals: benchTerminals(terminal) })
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const calls = () => ({
  ...shop.till.calls,
  ...terminalCalls({ till: shop.till, terminals: shop.engine.terminals, dayClose: shop.dayClose }),
  // The pad is being tried out: a terminal does not wait for that.
  ...reservationCalls({
    till: shop.till,
    reservations: shop.engine.reservations,
    isPadAtWork: () => true,
    isAtPump: () => false,
  }),
})

async function hold(): Promise<string> {
  const wanted = { amountMinor: 10_000, label: 'Chambre 12', terminalId: TERMINAL_ID }
  const begun = await calls()['reservation.begin'](wanted, CALLER)
  await shop.come()
  if (!begun.ok) throw new Error(begun.error.code)
  return begun.value.paymentId
}

/** Rings a jar of honey, and pays it out of the reservation. */
async function payFrom(reservationId: string): Promise<string> {
  await calls()['sale.addProduct']({ productId: 'miel', quantityMilli: 1_000 }, CALLER)
  const paid = await calls()['tender.reserved']({ paymentId: reservationId }, CALLER)
  await shop.come()
  if (!paid.ok) throw new Error(paid.error.code)
  return paid.value.paymentId
}

const stored = async (id: string) => {
  const payment = await shop.store.paymentJournal.payment(id)
  if (payment === null) throw new Error(`no payment ${id}`)
  return payment
}
const outcomeOf = async (id: string) => (await shop.store.paymentSearch.found(id))?.outcome
const release = async (id: string) => {
  const released = await calls()['reservation.release']({ paymentId: id }, CALLER)
  await shop.come()
  return released
}

test('an amount is held: the terminal’s own slip, no ticket, no figures, and a line at the day’s end', async () => {
  const id = await hold()
  const slips = await shop.papersOf((await stored(id)).saleId)
  expect(slips).toHaveLength(1)
  expect(slips[0]).toContain('CARTE BANCAIRE')
  expect(slips[0]).not.toContain('497010')
  expect(shop.till.slice('day')).toMatchObject({
    ticketCount: 0,
    turnoverMinor: 0,
    exceptions: [{ kind: 'reservation-open', amountMinor: 10_000, dueAt: '2026-11-29T13:33:00.000Z' }],
  })
  expect(await shop.engine.reservations.list()).toMatchObject([
    { paymentId: id, state: 'reserved', label: 'Chambre 12', terminal: { alias: 'Comptoir 1' } },
  ])
  expect(await outcomeOf(id)).toBe('approved')
  expect(await shop.store.paymentJournal.owedAcquirers()).toEqual([])
})

test('a ticket is paid out of it, as any ticket on that terminal, and the next order knows the newest receipt', async () => {
  const id = await hold()
  const paidId = await payFrom(id)
  const { totalMinor, tenders } = { totalMinor: 0, tenders: [], ...shop.till.slice('lastSale') }
  expect(tenders).toMatchObject([
    { kind: 'card', amountMinor: totalMinor, outcome: 'approved', terminal: { id: TERMINAL_ID, alias: 'Comptoir 1' } },
  ])
  expect(shop.till.slice('day')).toMatchObject({
    turnoverMinor: totalMinor,
    exceptions: [],
    terminals: [{ id: TERMINAL_ID, count: 1, amountMinor: totalMinor }],
  })
  expect(await shop.engine.reservations.list()).toMatchObject([
    { state: 'completed', completedMinor: totalMinor, remainderState: 'given-back' },
  ])
  expect([await outcomeOf(id), await outcomeOf(paidId)]).toEqual(['approved', 'approved'])
  expect((await shop.store.paymentSearch.found(paidId))?.operation).toBe('completion')
  expect(await shop.store.terminalBook.lastReceiptNumber(TERMINAL_ID)).toBe('0002')
})

test('a ticket that the terminal does not charge is paid in another way, and the amount stays held', async () => {
  const id = await hold()
  terminal.script = () => ({ kind: 'not-started', failure: { code: 'TERMINAL_NOT_FOUND' } })
  await payFrom(id)
  expect(shop.till.slice('sale').tenders).toMatchObject([{ outcome: 'cancelled' }])
  await calls()['tender.cash']({ givenMinor: 5_000 }, CALLER)
  expect(shop.till.slice('lastSale')?.tenders.at(-1)).toMatchObject({ kind: 'cash' })
  expect(await shop.engine.reservations.list()).toMatchObject([{ state: 'reserved' }])
})

test('it is decided by the disk: nothing is ordered beside an order without an outcome, and nothing after its end', async () => {
  const id = await hold()
  terminal.script = () => UNKNOWN
  const paidId = await payFrom(id)
  const { state, saleId } = await stored(paidId)
  const started = (change: object) => {
    const intent = { ...state.intent, id: 'x', number: 'P-9', idempotencyKey: 'x/1', ...change }
    const ordered = { kind: 'ordered', intent, told: null, tickets: [], cancelRequested: false } as const
    const step = { paymentId: 'x', saleId, at: shop.clock.now(), kind: 'started', body: {}, state: ordered }
    return shop.store.paymentJournal.commit(step)
  }
  const refused = { failure: { code: 'RESERVATION_NOT_OPEN' } }
  await expect(started({})).rejects.toMatchObject(refused)
  await expect(started({ operation: 'release' })).rejects.toMatchObject(refused)
  await calls()['terminal.decide']({ paymentId: paidId, outcome: 'not-paid' }, CALLER)
  await expect(started({ amountMinor: 10_001 })).rejects.toMatchObject({ failure: { code: 'RESERVATION_TOO_SMALL' } })
  terminal.script = (order) => terminal.approve(order)
  expect(await release(id)).toEqual({ ok: true, value: {} })
  await expect(started({})).rejects.toMatchObject(refused)
  expect(await release(id)).toMatchObject({ ok: false, error: { code: 'RESERVATION_NOT_OPEN' } })
})

test('what a person has released on the terminal itself is no longer held, but not beside an order without an outcome', async () => {
  const id = await hold()
  terminal.script = () => UNKNOWN
  await release(id)
  const byHand = () => calls()['reservation.release']({ paymentId: id, isByHand: true }, CALLER)
  await expect(byHand()).rejects.toMatchObject({ failure: { code: 'RESERVATION_NOT_OPEN' } })
  const releaseId = shop.engine.view()?.id ?? ''
  await calls()['terminal.decide']({ paymentId: releaseId, outcome: 'not-paid' }, CALLER)
  expect(await byHand()).toEqual({ ok: true, value: {} })
  expect(shop.till.slice('day').exceptions).toEqual([])
  expect([await outcomeOf(id), (await stored(id)).state]).toMatchObject(['reversed', { released: { by: 'Claire D.' } }])
})

test('it is let go of on its terminal, with that one’s slip; a reading of its ticket is nothing for the Z', async () => {
  const id = await hold()
  terminal.script = () => UNKNOWN
  await release(id)
  const releaseId = shop.engine.view()?.id ?? ''
  expect(await outcomeOf(releaseId)).toBe('unknown')
  expect(shop.till.slice('day').exceptions).toMatchObject([
    { kind: 'reservation-open' },
    { kind: 'terminal-unknown', amountMinor: 10_000 },
  ])
  terminal.recall = (order) => terminal.approve(order)
  expect(await calls()['terminal.askAgain']({ paymentId: releaseId }, CALLER)).toEqual({ ok: true, value: {} })
  expect(await shop.engine.reservations.list()).toMatchObject([{ paymentId: id, state: 'released' }])
  expect([await outcomeOf(id), await outcomeOf(releaseId)]).toEqual(['reversed', 'approved'])
  expect(await shop.papersOf((await stored(releaseId)).saleId)).toHaveLength(1)
  terminal.script = () => UNKNOWN
  const other = await hold()
  await calls()['terminal.decide']({ paymentId: other, outcome: 'paid' }, CALLER)
  expect((await stored(other)).state.kind).toBe('held-by-terminal')
  expect(await shop.store.paymentJournal.closedByHand()).toEqual([])
})
