/**
 * Goal: the limits that stop a slip of the finger, or a hand in the drawer, hold where they are reached and one beyond. Method: the till's own
 * calls on a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { delayAfterMs } from '#till/session/sign-in.ts'
import { cashbackLimitMinor } from '#till/tender/card-extras.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')

describe('a ticket', () => {
  test('takes an open price up to its limit, and none of nothing', async () => {
    const open = { id: 'open', name: 'Divers', unit: 'piece', priceMinor: 0, vatBasisPoints: 550 } as const
    await desk.store.catalogue.write([{ ...open, familyId: 'drinks', barcodes: [], isOpenPrice: true }])
    const at = (unitPriceMinor: number) => desk.call('sale.addProduct', { productId: 'open', unitPriceMinor })
    expect(code(await at(LIMITS.openPriceMaxMinor + 1))).toBe('SALE_OPEN_PRICE')
    expect(code(await at(0))).toBe('SALE_OPEN_PRICE')
    expect(sale().lines).toEqual([])
    expect(code(await at(LIMITS.openPriceMaxMinor))).toBe('ok')
    expect(sale().totalMinor).toBe(LIMITS.openPriceMaxMinor)
  })

  test('takes so many pieces on a line, typed at once or piece by piece', async () => {
    const most = LIMITS.lineQuantity * 1_000
    const add = (quantityMilli: number) => desk.call('sale.addProduct', { productId: 'baguette', quantityMilli })
    expect(code(await add(most + 1_000))).toBe('SALE_QUANTITY_OUT_OF_RANGE')
    expect(code(await add(most))).toBe('ok')
    expect(code(await add(1_000))).toBe('SALE_QUANTITY_OUT_OF_RANGE')
    const [line] = sale().lines
    const more = { lineId: line?.id ?? '', quantityMilli: most + 1_000 }
    expect(code(await desk.call('sale.setQuantity', more))).toBe('SALE_QUANTITY_OUT_OF_RANGE')
    expect(sale().lines).toMatchObject([{ quantityMilli: most }])
  })
})

test('cash with a card payment is no more than the program hands out, whatever the shop set', () => {
  const { cashbackMaxMinor } = LIMITS
  expect(cashbackLimitMinor({ cashback: { limitMinor: cashbackMaxMinor * 10 } })).toBe(cashbackMaxMinor)
  expect(cashbackLimitMinor({ cashback: { limitMinor: cashbackMaxMinor - 1 } })).toBe(cashbackMaxMinor - 1)
  expect(cashbackLimitMinor({})).toBeNull()
})

test('the delay after wrong codes doubles, and never grows past its limit', () => {
  const { signInAttempts, signInBlockMs, signInBlockMaxMs } = LIMITS
  expect([1, 2, 3].map((times) => delayAfterMs(times * signInAttempts))).toEqual([
    signInBlockMs,
    signInBlockMs * 2,
    signInBlockMs * 4,
  ])
  expect(delayAfterMs(300 * signInAttempts)).toBe(signInBlockMaxMs)
})

test('a badge is as long as the number of a chip card, or it is none', async () => {
  const least = LIMITS.badgeCharactersMin
  const badge = (length: number) => desk.call('people.setBadge', { userId: 'ines', badge: 'K'.repeat(length) })
  expect(await badge(least - 1)).toMatchObject({ error: { code: 'PEOPLE_BADGE_SHORT', details: { least } } })
  expect(code(await badge(least))).toBe('ok')
})
