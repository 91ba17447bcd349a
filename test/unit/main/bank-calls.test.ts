/**
 * Goal: the bank is set by those who may, in the first run by whoever sets the till up, with a trace in the fiscal chain; a till
 * that goes live begins anew. Method: whole tills on real folders, opened as the program opens them.
 */
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openTill } from '#main/compose.ts'
import { readTillOptions } from '#main/till-options.ts'
import { hostProgram } from '#simulators/acquirer-host/host-program.ts'
import { openStore } from '#store/open-store.ts'
import { type Desk, deskOf, signIn, tryCard } from '#test/support/bad-input/desk.ts'
import { folderWith, TYPED, WRITTEN } from '#test/support/bank-bench.ts'
import { fixedSecretStore, testClock } from '#test/support/till/fixed-ports.ts'
import '#test/support/quick-hashes.ts'

const asItIs = (bytes: Uint8Array) => bytes
const open: Desk[] = []
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close()
})

async function tillIn(home: string, empty = false): Promise<Desk> {
  const options = readTillOptions([], home)
  if (!options.ok) throw new Error(options.error.code)
  const opened = await openTill({ ...options.value, empty, safeStorage: { encrypt: asItIs, decrypt: asItIs } })
  if (!opened.ok) throw new Error(opened.error.code)
  const desk = deskOf(opened.value)
  open.push(desk)
  return desk
}

it('lets a manager set the bank and no cashier, traces it, and takes no card until the program is opened anew', async () => {
  const home = folderWith()
  const desk = await tillIn(home)
  await signIn(desk)
  expect(await desk.refused('bank.view', {})).toEqual({ code: 'SESSION_NOT_ALLOWED' })
  expect(await desk.refused('bank.save', { mode: 'training', form: TYPED })).toEqual({ code: 'SESSION_NOT_ALLOWED' })
  expect(await desk.refused('bank.setMode', { mode: 'live' })).toEqual({ code: 'SESSION_NOT_ALLOWED' })
  await desk.ask('session.lock', {})
  expect(await desk.refused('bank.try', { mode: 'training', form: TYPED })).toEqual({ code: 'SESSION_LOCKED' })
  await desk.ask('session.signIn', { userId: 'claire', pin: '3333' })
  const typed = { ...TYPED, referralPhone: '08 00 00 00 01' }
  await desk.ask('bank.save', { mode: 'training', form: typed })
  expect(await desk.ask('bank.view', {})).toMatchObject({
    training: { form: typed },
    restartDue: true,
    nextMode: 'training',
  })
  await desk.ask('sale.addProduct', { productId: 'baguette' })
  await desk.ask('tender.begin', {})
  const { sale } = await desk.look()
  expect(await desk.refused('tender.card', { amountMinor: sale.remainingMinor })).toEqual({ code: 'BANK_RESTART_DUE' })
  await desk.ask('tender.cash', { givenMinor: sale.remainingMinor })
  await desk.close()
  open.pop()
  const store = openStore({ folder: join(home, 'training'), secretStore: fixedSecretStore(), clock: testClock() })
  const records = await store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  store.close()
  const bodies = records.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  const traced = bodies.find(({ event }) => event === 'bank-changed')
  expect(traced).toMatchObject({ mode: 'training', userId: 'claire' })
  expect(traced?.changes).toContainEqual({ name: 'referralPhone', before: '', after: '08 00 00 00 01' })
  const again = await tillIn(home)
  await signIn(again)
  expect((await again.look()).status.banks).toMatchObject([
    {
      id: 'main',
      merchantId: TYPED.merchantId,
      referralPhone: '08 00 00 00 01',
      hosts: [{ endpoint: WRITTEN.hostEndpoint }],
    },
  ])
  await again.ask('sale.addProduct', { productId: 'baguette' })
  await again.ask('tender.begin', {})
  expect((await tryCard(again)).failure).toMatchObject({ code: 'PINPAD_NONE' })
})

it('is set and tried in the first run by whoever sets the till up, and a live till begins with a first run of its own', async () => {
  const host = await hostProgram.start({}, () => {})
  try {
    const home = folderWith()
    const desk = await tillIn(home, true)
    expect(await desk.ask('bank.view', {})).toMatchObject({ live: { form: null, closed: null }, modeFixed: null })
    const { hostname, port } = new URL(host.endpoint)
    const bank = { mode: 'live' as const, form: { ...TYPED, host: hostname, port } }
    await desk.ask('bank.save', bank)
    expect(await desk.refused('bank.setMode', { mode: 'live' })).toEqual({ code: 'BANK_MODE_NOT_READY' })
    await desk.ask('bank.try', bank)
    await desk.until('the answer of the bank', ({ bankTry }) => bankTry?.end?.reason === null)
    await desk.ask('bank.setMode', { mode: 'live' })
    await desk.close()
    open.pop()
    const live = await tillIn(home)
    expect(await live.look()).toMatchObject({
      setup: { stage: 'draft' },
      till: { training: false },
      sale: { lines: [] },
    })
    expect(await live.ask('bank.view', {})).toMatchObject({
      live: { form: bank.form },
      nextMode: 'live',
      restartDue: false,
    })
    await live.ask('bank.setMode', { mode: 'training' })
    expect(await live.ask('bank.view', {})).toMatchObject({ nextMode: 'training', restartDue: true })
  } finally {
    await host.close()
  }
})
