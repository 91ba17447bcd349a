/**
 * Goal: a reservation pays a real ticket on a real disk: slips that charge nothing, a ticket out of it, the list at the
 * day's end, and one ticket only, whatever was asked for. Method: till, engine and store joined as the program joins them;
 * the bank is a ledger.
 */
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'
import { BackgroundWork } from '#main/compose/background-work.ts'
import { joinRooms, recover, type Selling } from '#main/compose/join-rooms.ts'
import { besideTrials } from '#main/compose/open-devices.ts'
import { reservationCalls } from '#main/handlers/reservation-calls.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { BENCH_TERMINAL, NEVER_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { counting, fixedSecretStore, testSigner } from '#test/support/till/fixed-ports.ts'
import { copyOfSeededFolder } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'

const CALLER = { carrier: 'test' } as const
const STAN = '000001'

let folder: string
let store: Store
let host: LedgerHost
let clock: ManualClock
let rooms: Selling
let background: BackgroundWork
let isPadAtWork: boolean
let atPump: string | null
const unexpected: unknown[] = []

beforeEach(async () => {
  folder = await copyOfSeededFolder()
  clock = new ManualClock()
  host = new LedgerHost()
  isPadAtWork = false
  atPump = null
  store = openStore({ folder, secretStore: fixedSecretStore(), clock })
  background = new BackgroundWork((thrown) => unexpected.push(thrown))
  const log = { info: () => {}, warn: () => {}, unexpected: (thrown: unknown) => String(unexpected.push(thrown)) }
  const ground = { store, fiscalSigner: testSigner(), clock, log, training: true, newId: counting('t') }
  rooms = await joinRooms(ground, {
    acquirers: soleAcquirer({ terminal: BENCH_TERMINAL, offline: NEVER_OFFLINE, primary: host }),
    pad: new ScriptedPad(),
    printer: { alias: 'Printer', onTrouble: () => () => {} } as unknown as PaperOutlet,
    desk: { paymentEnded: () => {} },
    testSales: { settled: () => {}, signatureAsked: () => {} },
    cardPayments: (engine) => besideTrials(engine, { isPadAtWork: () => isPadAtWork }, isAtPump),
    touch: () => {},
    background,
  })
  await recover(rooms, { log, store })
  await rooms.till.calls['session.signIn']({ userId: 'claire', pin: '3333' }, CALLER)
})
afterEach(async () => {
  await rooms.engine.close()
  await background.settled()
  store.close()
  rmSync(folder, { recursive: true, force: true })
  expect(unexpected.splice(0)).toEqual([])
})

const isAtPump = (paymentId: string) => paymentId === atPump
const calls = () => {
  const { till, engine } = rooms
  return reservationCalls({ till, reservations: engine.reservations, isPadAtWork: () => isPadAtWork, isAtPump })
}

async function reserved(amountMinor = 10_000): Promise<string> {
  const begun = await calls()['reservation.begin']({ amountMinor, label: 'Chambre 12' }, CALLER)
  if (!begun.ok) throw new Error(begun.error.code)
  for (let turn = 0; turn < 4; turn += 1) await settle()
  return begun.value.paymentId
}

/** A ticket of one honey. @returns its sum. */
async function ring(): Promise<number> {
  const added = await rooms.till.calls['sale.addProduct']({ productId: 'miel' }, CALLER)
  expect(added.ok).toBe(true)
  return rooms.till.slice('sale').totalMinor
}
const pay = (paymentId: string) => rooms.till.calls['tender.reserved']({ paymentId }, CALLER)

/** Papers of a payment as they would be printed. */
async function papersOf(paymentId: string): Promise<string[]> {
  const payment = await store.paymentJournal.payment(paymentId)
  const jobs = await store.printSpool.jobsOfSale(payment?.saleId ?? '')
  return jobs.map(({ document }) => paperText(layOut(document, 42)).join('\n'))
}

it('holds an amount: slips that charge nothing, no ticket, no figures, and a line at the day’s end', async () => {
  const id = await reserved()
  const slips = await papersOf(id)
  expect(slips).toHaveLength(2)
  for (const slip of slips) {
    expect(slip).toMatch(/PRÉAUTORISATION/)
    expect(slip).toMatch(/CARTE NON DÉBITÉE/)
    expect(slip).toMatch(/Chambre 12/)
    expect(slip).toMatch(/29\/11\/2026/)
    expect(slip).not.toMatch(/^ *DÉBIT *$/m)
  }
  await settle()
  const day = rooms.till.slice('day')
  expect(day).toMatchObject({ ticketCount: 0, turnoverMinor: 0, batch: { rows: [] } })
  expect(day.exceptions).toMatchObject([
    { kind: 'reservation-open', amountMinor: 10_000, dueAt: '2026-11-29T13:33:00.000Z' },
  ])
  expect(host.heldMinor(STAN)).toBe(10_000)
})

it('is left alone while a pump sells on it: the fuel would be paid by nobody, or a ticket by another’s card', async () => {
  const id = await reserved()
  await ring()
  atPump = id
  const refused = fail('PUMP_SELLS_ON_IT')
  expect(await calls()['reservation.release']({ paymentId: id }, CALLER)).toEqual(refused)
  expect(await calls()['reservation.raise']({ paymentId: id, addMinor: 100 }, CALLER)).toEqual(refused)
  expect(await pay(id)).toEqual(refused)
  expect(rooms.till.slice('sale').tenders).toEqual([])
  expect([host.heldMinor(STAN), host.netMinor()]).toEqual([10_000, 0])
  // What no pump sells on any more, paid or not, is a person's to let go of.
  atPump = null
  expect(await calls()['reservation.release']({ paymentId: id }, CALLER)).toEqual(succeed({}))
  await clock.advance(1_000)
  expect(host.heldMinor(STAN)).toBe(0)
})

it('pays a whole ticket, which is a sale as any other, and the rest goes back', async () => {
  const id = await reserved()
  const totalMinor = await ring()
  const paid = await pay(id)
  expect(paid).toMatchObject({ ok: true })
  await clock.advance(1_000)
  const { lastSale } = { lastSale: rooms.till.slice('lastSale') }
  expect(lastSale).toMatchObject({
    totalMinor,
    tenders: [{ kind: 'card', amountMinor: totalMinor, approvalCode: '048213' }],
  })
  expect(host.netMinor()).toBe(totalMinor)
  expect(host.heldMinor(STAN)).toBe(totalMinor)
  expect(await rooms.engine.reservations.list()).toMatchObject([
    { state: 'completed', completedMinor: totalMinor, remainderState: 'given-back' },
  ])
  expect((await papersOf(paid.ok ? paid.value.paymentId : '')).join('\n')).toMatch(/Chambre 12/)
  expect(rooms.till.slice('day')).toMatchObject({ ticketCount: 1, turnoverMinor: totalMinor, exceptions: [] })
})

it('pays one ticket only, and leaves no tender on the one it does not pay', async () => {
  const id = await reserved(500)
  const totalMinor = await ring()
  expect(totalMinor).toBeGreaterThan(500)
  expect(await pay(id)).toMatchObject({ ok: false, error: { code: 'RESERVATION_TOO_SMALL' } })
  expect(rooms.till.slice('sale').tenders).toEqual([])
  expect(await calls()['reservation.raise']({ paymentId: id, addMinor: totalMinor - 500 }, CALLER)).toMatchObject({
    value: { outcome: 'done', returnSaleId: null },
  })
  expect(await pay(id)).toMatchObject({ ok: true })
  await rooms.till.calls['sale.next']({}, CALLER)
  await ring()
  expect(await pay(id)).toEqual(fail('RESERVATION_NOT_OPEN'))
  await clock.advance(1_000)
  expect(host.netMinor()).toBe(totalMinor)
})

it('is decided by the disk, whoever asks: a second ticket, too much, and what is over are refused in the transaction', async () => {
  const id = await reserved()
  const { paymentJournal: journal } = store
  const held = await journal.payment(id)
  if (held?.state.kind !== 'reserved') throw new Error('not held')
  const { kind: _, ...state } = held.state
  const step = (amountMinor: number) => {
    const completion = { paymentId: 'x', amountMinor, completedAt: clock.now() }
    const completed = { ...state, kind: 'completed', completion } as const
    return { paymentId: id, saleId: held.saleId, at: clock.now(), kind: 'completed', body: {}, state: completed }
  }
  await expect(journal.commit(step(10_001))).rejects.toMatchObject({ failure: { code: 'RESERVATION_TOO_SMALL' } })
  await journal.commit(step(4_000))
  await expect(journal.commit(step(4_000))).rejects.toMatchObject({ failure: { code: 'RESERVATION_NOT_OPEN' } })
})

it('is released by name, and refuses a name that looks like a card, or a pad that is being tried out', async () => {
  const id = await reserved()
  const begin = calls()['reservation.begin']
  const number = ['4111', '1111', '1111', '1111'].join(' ')
  expect(await begin({ amountMinor: 100, label: number }, CALLER)).toEqual(fail('SALE_CARD_NUMBER_REFUSED'))
  isPadAtWork = true
  expect(await begin({ amountMinor: 100, label: 'Table 4' }, CALLER)).toEqual(fail('PINPAD_BUSY'))
  isPadAtWork = false
  expect(await calls()['reservation.release']({ paymentId: id }, CALLER)).toEqual(succeed({}))
  await clock.advance(1_000)
  expect(await rooms.engine.reservations.list()).toMatchObject([{ state: 'released' }])
  expect(host.heldMinor(STAN)).toBe(0)
  await rooms.till.calls['session.lock']({}, CALLER)
  expect(await begin({ amountMinor: 100, label: 'Table 4' }, CALLER)).toEqual(fail('SESSION_LOCKED'))
})
