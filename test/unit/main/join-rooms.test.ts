/**
 * Goal: what the rooms owe each other happens by itself: a batch that waited for a reversal is agreed when that has
 * drained. Method: the joined rooms on a database in a folder; scripted pad and host, time by hand.
 */
import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { PaperOutlet } from '#hardware/printers/spool-worker.ts'
import { BackgroundWork } from '#main/compose/background-work.ts'
import { joinRooms, recover, type Selling } from '#main/compose/join-rooms.ts'
import { besideTrials } from '#main/compose/open-devices.ts'
import { soleAcquirer } from '#payment/routing/acquirer-directory.ts'
import { openStore, type Store } from '#store/open-store.ts'
import { BENCH_TERMINAL, NEVER_OFFLINE } from '#test/support/payment/bench-till.ts'
import { LedgerHost } from '#test/support/payment/ledger-host.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import { counting, fixedSecretStore, testSigner } from '#test/support/till/fixed-ports.ts'
import { copyOfSeededFolder } from '#test/support/till/open-test-till.ts'

const CALLER = { carrier: 'test' } as const
const unexpected: unknown[] = []

let folder: string
let store: Store
let clock: ManualClock
let host: LedgerHost
let rooms: Selling
let background: BackgroundWork

beforeEach(async () => {
  folder = await copyOfSeededFolder()
  clock = new ManualClock()
  host = new LedgerHost()
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
    cardPayments: (engine) => besideTrials(engine, { isPadAtWork: () => false }),
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

it('agrees a batch by itself once the last reversal it waited for has drained', async () => {
  host.sales.push('approve-silent')
  host.reversals.push(...Array.from({ length: 4 }, () => 'unreachable' as const))
  await rooms.engine.start({ saleId: 'sale-x', attempt: 1, amountMinor: 2_000, currency: 'EUR' })
  await settle()
  const closing = rooms.dayClose.close()
  await clock.advance(60_000)
  expect(await closing).toEqual({ ok: true, value: {} })
  const waiting = await store.paymentJournal.unconfirmedBatches()
  expect(waiting).toMatchObject([{ number: '000001', state: 'pending' }])
  expect(host.heard.filter((message) => message.startsWith('0500'))).toEqual([])
  host.reversals.length = 0
  await clock.advance(120_000)
  await background.settled()
  expect(host.netMinor()).toBe(0)
  expect(await store.paymentJournal.unconfirmedBatches()).toEqual([])
  expect(host.heard.at(-1)).toBe('0500 000001')
})

it('agrees it too when what it waited for was the rest of a reservation', async () => {
  const { reservations } = rooms.engine
  const begun = await reservations.begin({ amountMinor: 10_000, label: 'Chambre 12', currency: 'EUR' })
  for (let turn = 0; turn < 4; turn += 1) await settle()
  host.reversals.push(...Array.from({ length: 4 }, () => 'unreachable' as const))
  await rooms.till.calls['sale.addProduct']({ productId: 'miel' }, CALLER)
  const paymentId = begun.ok ? begun.value.paymentId : ''
  expect(await rooms.till.calls['tender.reserved']({ paymentId }, CALLER)).toMatchObject({ ok: true })
  const closing = rooms.dayClose.close()
  await clock.advance(60_000)
  expect(await closing).toEqual({ ok: true, value: {} })
  expect(await store.paymentJournal.unconfirmedBatches()).toMatchObject([{ number: '000001', state: 'pending' }])
  host.reversals.length = 0
  await clock.advance(120_000)
  await background.settled()
  expect(await reservations.list()).toMatchObject([{ state: 'completed', remainderState: 'given-back' }])
  expect(await store.paymentJournal.unconfirmedBatches()).toEqual([])
})
