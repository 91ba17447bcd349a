/**
 * Goal: cash that goes in or out without a sale changes what the drawer should hold, once, and stands on X, Z and in the chain with who
 * moved it and why. Method: the till's own calls on a real database, opened again as after a kill.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Request } from '#contract/api.ts'
import { CASH_MOVES_MAX } from '#contract/views/day-view.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { shortSignature, verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const drawer = () => desk.till.slice('day').drawer
const BANK = { direction: 'out', amountMinor: 5_000, reason: 'bank', note: '' } as const
const move = (change: Partial<Request<'cash.move'>> = {}) => desk.call('cash.move', { ...BANK, ...change })
const jobs = async (kind: string) => (await desk.store.printSpool.queuedJobs()).filter((job) => job.kind === kind)
async function paper(kind: 'x-report' | 'z-report'): Promise<string> {
  const document = (await jobs(kind)).at(-1)?.document
  if (document === undefined) throw new Error('no paper')
  return paperText(layOut(document, 42)).join('\n')
}

test('what goes in and out changes the expected cash, opens the drawer, and outlives the program', async () => {
  const before = drawer().expectedMinor
  expect(code(await move())).toBe('ok')
  expect(code(await move({ direction: 'in', amountMinor: 2_000, reason: 'change' }))).toBe('ok')
  expect(drawer()).toMatchObject({
    expectedMinor: before - 3_000,
    moves: [
      { direction: 'out', amountMinor: 5_000, reason: 'bank', byName: 'Claire D.' },
      { direction: 'in', amountMinor: 2_000, reason: 'change' },
    ],
  })
  expect(await jobs('drawer')).toHaveLength(2)
  expect(await desk.call('drawer.log', {})).toMatchObject({ value: { openings: [{ reason: 'cash-moved' }, {}] } })
  const kept = drawer()
  desk = await desk.reopen()
  expect(drawer()).toEqual(kept)
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
  expect(verifyChain(records, null, desk.signer)).toBeNull()
  const moved = records.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === 'cash-moved')
  expect(moved).toMatchObject([{ userId: 'claire', direction: 'out', amountMinor: 5_000, reason: 'bank' }, {}])
})

test('each movement prints a slip with the drawer, signed and numbered within its day', async () => {
  const before = drawer().expectedMinor
  await move({ reason: 'expense', amountMinor: 1_250, note: ' Piles ' })
  await move({ direction: 'in', amountMinor: 2_000, reason: 'change' })
  const slips = (await jobs('cash-slip')).map(({ document }) => document)
  const { businessDate } = desk.till.slice('day')
  expect(slips).toMatchObject([
    { number: `${businessDate}/1`, direction: 'out', amountMinor: 1_250, note: 'Piles', byName: 'Claire D.' },
    { number: `${businessDate}/2`, direction: 'in', reason: 'change', expectedMinor: before + 750 },
  ])
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
  const moved = records.filter(({ body }) => JSON.parse(body).event === 'cash-moved')
  expect(slips.map((slip) => slip.kind === 'cash-slip' && slip.signature)).toEqual(moved.map(shortSignature))
  await move({ amountMinor: 99_999_999 })
  expect(await jobs('cash-slip')).toHaveLength(2)
})

test('the slip of a movement that a manager let a cashier make names both', async () => {
  await desk.call('people.setPermission', { role: 'cashier', permission: 'move-cash', allowed: false })
  await desk.call('session.lock', {})
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  expect(code(await move({ amountMinor: 1_000 }))).toBe('SESSION_NEEDS_APPROVAL')
  const lent = await desk.call('session.approve', {
    call: 'cash.move',
    payload: { ...BANK, amountMinor: 1_000 },
    permission: 'move-cash',
    proof: { userId: 'claire', pin: '3333' },
  })
  expect(code(lent)).toBe('ok')
  expect(code(await move({ amountMinor: 1_000 }))).toBe('ok')
  const [slip] = await jobs('cash-slip')
  expect(slip?.document).toMatchObject({ byName: 'Inès M.', approvedBy: 'Claire D.' })
})

test('X and Z name each movement, the next day begins without any', async () => {
  await move({ reason: 'expense', amountMinor: 1_250, note: ' Piles de la balance ' })
  await desk.call('day.readX', {})
  const x = await paper('x-report')
  expect(x).toMatch(/Sortie: achat +-12,50\n +Piles de la balance/)
  expect(code(await desk.till.day.close())).toBe('ok')
  expect(await paper('z-report')).toMatch(/Sortie: achat +-12,50/)
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 50 })
  const closing = records.map(({ body }) => JSON.parse(body)).find(({ number }) => String(number).startsWith('Z-'))
  expect(closing).toMatchObject({ drawer: { moves: [{ amountMinor: 1_250, note: 'Piles de la balance' }] } })
  expect(code(await move({ direction: 'in', amountMinor: 100 }))).toBe('CASH_DAY_CLOSED')
  await desk.call('session.lock', {})
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  expect(code(await move({ direction: 'in', amountMinor: 100 }))).toBe('ok')
  expect(drawer().moves).toHaveLength(1)
})

test('refuses what is not there, what nobody explains, a card number, and more than a day takes', async () => {
  const { expectedMinor } = drawer()
  expect(code(await move({ amountMinor: expectedMinor + 1 }))).toBe('CASH_NOT_IN_DRAWER')
  expect(code(await move({ reason: 'other', note: '  ' }))).toBe('CASH_REASON_MISSING')
  expect(code(await move({ note: '4111 1111 1111 1111' }))).toBe('SALE_CARD_NUMBER_REFUSED')
  expect(drawer().moves).toBeUndefined()
  expect(code(await move({ amountMinor: expectedMinor }))).toBe('ok')
  expect(drawer().expectedMinor).toBe(0)
  for (let moved = 1; moved < CASH_MOVES_MAX; moved++) await move({ direction: 'in', amountMinor: 1 })
  expect(code(await move({ direction: 'in' }))).toBe('CASH_MOVES_FULL')
})

test('a disk that is full moves nothing', async () => {
  desk.fillDisk()
  let last = drawer()
  const untilFull = async () => {
    for (let moved = 0; moved < CASH_MOVES_MAX; moved++) {
      await move({ direction: 'in', note: 'Monnaie apportée de la banque' })
      last = drawer()
    }
  }
  await expect(untilFull()).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
  expect(drawer()).toEqual(last)
  desk.freeDisk()
  desk = await desk.reopen()
  expect(drawer()).toEqual(last)
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  expect(code(await move())).toBe('ok')
})

test('a difference above what the shop lets pass, or a drawer that nobody counted, is closed by a manager', async () => {
  const shop = await desk.call('shop.view', {})
  if (!shop.ok) throw new Error(shop.error.code)
  const { country: _, currency: __, tillNumber: ___, ...kept } = shop.value
  expect(code(await desk.call('shop.change', { ...kept, differenceMaxMinor: 200 }))).toBe('ok')
  await desk.call('session.lock', {})
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  const { expectedMinor } = drawer()
  const needs = { error: { code: 'SESSION_NEEDS_APPROVAL', details: { permission: 'close-with-difference' } } }
  expect(desk.till.day.mayClose()).toMatchObject(needs)
  const count = (missingMinor: number) =>
    desk.call('day.count', {
      counts: [
        { valueMinor: 1, count: 0 },
        { valueMinor: 100, count: (expectedMinor - missingMinor) / 100 },
      ],
    })
  await count(300)
  expect(desk.till.day.mayClose()).toMatchObject(needs)
  await count(200)
  expect(desk.till.day.mayClose()).toMatchObject({ ok: true })
  await count(-300)
  expect(desk.till.day.mayClose()).toMatchObject(needs)
  await desk.call('session.lock', {})
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  expect(desk.till.day.mayClose()).toMatchObject({ ok: true })
})
