/**
 * Goal: what a manager let be taken off is taken off, and no more: a seller makes no larger discount of it, neither by another amount nor
 * by fewer goods under it. Method: two people on one till with a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

const CODES = { ines: '1111', claire: '3333' } as const

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
})
afterEach(() => desk.close())

const signIn = (userId: keyof typeof CODES) => desk.call('session.signIn', { userId, pin: CODES[userId] })
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const off = (amountMinor: number) => ({ kind: 'amount', amountMinor }) as const

/** Ten jars of honey, 84.50, and a bottle, 3.20; the manager takes something off, then the cashier has the ticket. */
async function lent(taken: (lineId: string) => Promise<unknown>): Promise<string> {
  await signIn('claire')
  await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 10_000 })
  const lineId = sale().lines[0]?.id ?? ''
  await desk.call('sale.addProduct', { productId: 'biere' })
  await taken(lineId)
  await signIn('ines')
  return lineId
}

describe('a large discount that a manager agreed to', () => {
  test('of a line is made no larger by a seller: by no amount, fewer pieces or another price', async () => {
    const lineId = await lent((id) => desk.call('cart.discountLine', { lineId: id, discount: off(2_500) }))
    const before = sale().totalMinor
    const tried = [
      await desk.call('cart.discountLine', { lineId, discount: off(8_450) }),
      await desk.call('cart.discountLine', { lineId, discount: off(2_501) }),
      await desk.call('sale.setQuantity', { lineId, quantityMilli: 3_000 }),
      await desk.call('sale.setPrice', { lineId, unitPriceMinor: 300 }),
    ]
    expect(tried.map(code)).toEqual(Array(4).fill('SESSION_NEEDS_APPROVAL'))
    expect(sale().totalMinor).toBe(before)
    await signIn('claire')
    expect(code(await desk.call('sale.setQuantity', { lineId, quantityMilli: 3_000 }))).toBe('ok')
  })

  test('of the ticket neither: not by another amount, nor with goods taken off under it', async () => {
    const lineId = await lent(() => desk.call('cart.discountTicket', { discount: off(3_000) }))
    const before = sale().totalMinor
    const tried = [
      await desk.call('cart.discountTicket', { discount: off(8_000) }),
      await desk.call('sale.setQuantity', { lineId, quantityMilli: 4_000 }),
      await desk.call('sale.removeLine', { lineId }),
    ]
    expect(tried.map(code)).toEqual(Array(3).fill('SESSION_NEEDS_APPROVAL'))
    expect(sale().totalMinor).toBe(before)
  })

  test('is made smaller by whoever sells, and more goods may come to it', async () => {
    const lineId = await lent((id) => desk.call('cart.discountLine', { lineId: id, discount: off(2_500) }))
    const done = [
      await desk.call('sale.setQuantity', { lineId, quantityMilli: 11_000 }),
      await desk.call('cart.discountLine', { lineId, discount: off(2_400) }),
      await desk.call('cart.noteLine', { lineId, note: 'Cadeau' }),
      await desk.call('sale.addProduct', { productId: 'chips' }),
      await desk.call('cart.discountLine', { lineId, discount: null }),
    ]
    expect(done.map(code)).toEqual(Array(5).fill('ok'))
  })
})
