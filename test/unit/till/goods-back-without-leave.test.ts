/**
 * Goal: what a manager let come back without its ticket stays what was let come back: who may not take goods back makes no money of it,
 * by more pieces, a higher price, a discount taken off, a voucher or a credit. Method: two people on one till with a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

const CODES = { ines: '1111', claire: '3333' } as const

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await signIn('claire')
  const means = await desk.call('means.list', {})
  if (!means.ok) throw new Error(means.error.code)
  const voucher = { id: 'avoir', kind: 'shop-voucher', name: '', excess: 'refused', opensDrawer: true } as const
  await desk.call('means.save', { means: [...means.value.means, { ...voucher, isCounted: true, families: null }] })
})
afterEach(() => desk.close())

const signIn = (userId: keyof typeof CODES) => desk.call('session.signIn', { userId, pin: CODES[userId] })
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')

/** A jar of honey, 8.45, that the manager lets come back, with 10 % off where it was bought so; then the cashier has the ticket. */
async function broughtBack({ basisPoints = 0 } = {}): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const lineId = sale().lines[0]?.id ?? ''
  if (basisPoints > 0) await desk.call('sale.setDiscount', { lineId, basisPoints })
  expect(code(await desk.call('cart.bringBack', { lineId, reason: 'Pot cassé' }))).toBe('ok')
  await desk.call('sale.hold', {})
  const saleId = (await desk.store.openSales.openSales())[0]?.id ?? ''
  await signIn('ines')
  expect(code(await desk.call('sale.recall', { saleId }))).toBe('ok')
  return lineId
}

describe('goods that were let come back without their ticket', () => {
  test('come back in no more pieces, and for no higher price, than was let', async () => {
    const lineId = await broughtBack({ basisPoints: 1_000 })
    const before = sale().totalMinor
    const tried = [
      await desk.call('sale.setQuantity', { lineId, quantityMilli: 100_000 }),
      await desk.call('sale.setPrice', { lineId, unitPriceMinor: 10_000 }),
      await desk.call('sale.setDiscount', { lineId, basisPoints: 0 }),
      await desk.call('cart.discountLine', { lineId, discount: null }),
    ]
    expect(tried.map(code)).toEqual(Array(4).fill('SESSION_NEEDS_APPROVAL'))
    expect(sale().totalMinor).toBe(before)
  })

  test('may be made less, or taken off and put back, by whoever sells', async () => {
    const lineId = await broughtBack()
    expect(code(await desk.call('sale.setPrice', { lineId, unitPriceMinor: 800 }))).toBe('ok')
    expect(code(await desk.call('sale.removeLine', { lineId }))).toBe('ok')
    expect(code(await desk.call('cart.restoreLine', {}))).toBe('ok')
    expect(sale().totalMinor).toBe(-800)
  })

  test('pay out by no other way either: no voucher and no credit where no cash', async () => {
    await broughtBack()
    const saved = await desk.call('customer.save', { draft: CUSTOMER })
    await desk.call('customer.choose', { customerId: saved.ok ? saved.value.customerId : '' })
    await desk.call('tender.begin', {})
    const tried = [
      await desk.call('tender.cash', { givenMinor: 0 }),
      await desk.call('voucher.issue', {}),
      await desk.call('account.tender', {}),
    ]
    expect(tried.map(code)).toEqual(Array(3).fill('SESSION_NEEDS_APPROVAL'))
    expect(sale().tenders).toEqual([])
    await signIn('claire')
    expect(code(await desk.call('voucher.issue', {}))).toBe('ok')
  })

  test('are made more by whoever may take them back', async () => {
    const lineId = await broughtBack()
    await signIn('claire')
    expect(code(await desk.call('sale.setQuantity', { lineId, quantityMilli: 2_000 }))).toBe('ok')
    expect(sale().totalMinor).toBe(-1_690)
  })
})

const CUSTOMER = {
  name: 'Zofia',
  company: '',
  companyNumber: '',
  vatNumber: '',
  street: '',
  city: '',
  phone: '',
  email: '',
  loyaltyNumber: '',
  groupId: null,
  note: '',
  creditLimitMinor: 0,
  hasConsented: false,
}
