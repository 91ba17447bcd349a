/**
 * Goal: a backup that is gone back to makes no used voucher good again and no ticket pay back twice, and no voucher worthless whose paper is
 * out; where nobody can tell any more, a manager is asked. Method: a till on a real database, and a copy of it that another one goes on with.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import { counting } from '../../support/till/fixed-ports.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let lost: TestTill
let folder: string
let restored: TestTill | null = null
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-restored-'))
  lost = await openTestTill()
  await lost.call('session.signIn', { userId: 'claire', pin: '3333' })
  const voucher = { id: 'avoir', kind: 'shop-voucher', name: '', excess: 'kept', opensDrawer: false } as const
  await lost.call('means.save', { means: [{ ...voucher, isCounted: false, families: null }] })
})
afterEach(() => {
  lost.close()
  restored?.close()
  restored = null
  rmSync(folder, { recursive: true, force: true })
})

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const byCode = (desk: TestTill, voucher: string) => desk.store.vouchers.byCode(voucher)
const copy = () => lost.store.backupBook.saveCopy(join(folder, DATABASE_FILE_NAME), () => {})

/** A jar of honey, 8.45, that comes back for a voucher. @returns its code. */
async function issued(): Promise<string> {
  await lost.call('sale.addProduct', { productId: 'miel' })
  await lost.call('cart.bringBack', { lineId: lost.till.slice('sale').lines[0]?.id ?? '', reason: 'Cadeau' })
  expect(code(await lost.call('voucher.issue', {}))).toBe('ok')
  const [ticket] = await lost.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
  return ticket?.tenders[0]?.voucher?.issued?.code ?? ''
}

/** So many baguettes at 1.30, of which the voucher pays what it may. */
async function spend(desk: TestTill, voucher: string, pieces: number): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'baguette', quantityMilli: pieces * 1_000 })
  await desk.call('tender.begin', {})
  return code(await desk.call('sale.scan', { code: voucher }))
}

/** A ticket of three jars in cash. */
async function sold(): Promise<{ readonly saleId: string; readonly lineId: string }> {
  await lost.call('sale.addProduct', { productId: 'miel', quantityMilli: 3_000 })
  const { id: saleId, lines } = lost.till.slice('sale')
  await lost.call('tender.cash', { givenMinor: 5_000 })
  return { saleId, lineId: lines[0]?.id ?? '' }
}

async function giveBack(desk: TestTill, { saleId, lineId }: Awaited<ReturnType<typeof sold>>, pieces: number) {
  const wanted = { saleId, lines: [{ lineId, quantityMilli: pieces * 1_000 }], to: 'cash' }
  const seen = await desk.call('return.look', wanted)
  if (!seen.ok || seen.value.failure !== null) return seen.ok ? seen.value.failure?.code : seen.error.code
  const shares = seen.value.targets.flatMap(({ key, amountMinor }) => (amountMinor > 0 ? [{ key, amountMinor }] : []))
  return code(await desk.call('return.give', { ...wanted, shares }))
}

/** The copy takes the place of the data, which is read where it lies aside, or is gone. */
async function goBack({ isReadable = true } = {}): Promise<TestTill> {
  const aside = isReadable ? join(lost.folder, DATABASE_FILE_NAME) : join(folder, 'gone.db')
  const desk = await openTestTill({ folder, nextId: counting('restored') })
  restored = desk
  const claims = await desk.store.backupBook.lostClaims(aside)
  await desk.store.backupBook.noteRestored('restore-1', '2026-09-30T10:00:00.000Z', null, claims)
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  return desk
}

describe('after a backup was gone back to', () => {
  test('a voucher that was used meanwhile is used, and what is left of one pays once', async () => {
    const [whole, part] = [await issued(), await issued()]
    await copy()
    expect(await spend(lost, whole, 7)).toBe('ok')
    await lost.call('tender.cash', { givenMinor: 1_000 })
    expect(await spend(lost, part, 1)).toBe('ok')
    const desk = await goBack()
    expect((await byCode(desk, whole))?.leftMinor).toBe(0)
    expect((await byCode(desk, part))?.leftMinor).toBe(715)
    expect(await spend(desk, whole, 1)).toBe('VOUCHER_SPENT')
    expect(code(await desk.call('sale.scan', { code: part }))).toBe('ok')
    expect((await byCode(desk, part))?.leftMinor).toBe(585)
  })

  test('a voucher that was issued meanwhile pays what it is still worth', async () => {
    await copy()
    const voucher = await issued()
    expect(await spend(lost, voucher, 1)).toBe('ok')
    const desk = await goBack()
    expect(await byCode(desk, voucher)).toMatchObject({ amountMinor: 845, leftMinor: 715 })
    expect(await spend(desk, voucher, 1)).toBe('ok')
  })

  test('a voucher of which nobody can tell is for a manager, once for each use', async () => {
    const voucher = await issued()
    await copy()
    expect(await spend(lost, voucher, 7)).toBe('ok')
    const desk = await goBack({ isReadable: false })
    expect(await spend(desk, voucher, 1)).toBe('SESSION_NEEDS_APPROVAL')
    const asked = { call: 'sale.scan', payload: { code: voucher }, permission: 'settle-doubts' } as const
    await desk.call('session.approve', { ...asked, proof: { userId: 'claire', pin: '3333' } })
    expect(code(await desk.call('sale.scan', { code: voucher }))).toBe('ok')
    expect(await spend(desk, voucher, 1)).toBe('SESSION_NEEDS_APPROVAL')
  })

  test('a ticket pays back no more than it came to, what went back meanwhile counted', async () => {
    const ticket = await sold()
    await copy()
    expect(await giveBack(lost, ticket, 2)).toBe('ok')
    const desk = await goBack()
    expect(await desk.store.paymentJournal.returnsWithoutTicket(ticket.saleId)).toEqual({
      isUnderWay: false,
      standsMinor: 1_690,
    })
    expect(await desk.store.backupBook.lostClaims(join(lost.folder, DATABASE_FILE_NAME))).toMatchObject({
      ticketsReturned: [],
    })
  })

  test('an amount that was put on its gift card meanwhile is owed no more', async () => {
    await lost.call('sale.addGiftCard', { operation: 'load', amountMinor: 2_000 })
    await lost.call('tender.cash', { givenMinor: 2_000 })
    const [order] = await lost.store.giftOrders.owed()
    await copy()
    lost.corrupt(`UPDATE gift_card_order SET state = 'delivered' WHERE id = '${order?.id}'`)
    const desk = await goBack()
    expect(await desk.store.giftOrders.owed()).toEqual([])
    expect(code({ ...(await desk.till.giveBackGiftCard(order?.id ?? '')) })).toBe('GIFT_CARD_NOT_OWED')
  })

  test('nothing is in doubt, and nothing taken, where nothing was paid out meanwhile', async () => {
    const voucher = await issued()
    const ticket = await sold()
    await giveBack(lost, ticket, 1)
    await copy()
    const desk = await goBack()
    expect(await desk.store.vouchers.isInDoubt((await byCode(desk, voucher))?.number ?? '')).toBe(false)
    expect((await byCode(desk, voucher))?.leftMinor).toBe(845)
    expect(await giveBack(desk, ticket, 2)).toBe('ok')
  })
})
