/**
 * Goal: a bill that is split keeps the terms of what is on it: a deposit is given back whole, so nothing is taken off it on any part, and no
 * portion is less than nothing. Method: the till on a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  await desk.store.catalogue.write([
    goods('bottle', { priceMinor: 50, vatBasisPoints: 2_000 }),
    goods('beer', { priceMinor: 300, vatBasisPoints: 2_000, depositProductId: 'bottle' }),
    goods('truffle', { unit: 'kg', priceMinor: 200_000 }),
  ])
  const tableId = desk.till.slice('floor')?.rooms[0]?.tables[0]?.id ?? ''
  await desk.call('floor.open', { tableId, covers: 4 })
})
afterEach(() => desk.close())

function goods(id: string, more: Partial<ProductRecord>): ProductRecord {
  return { id, name: id, unit: 'piece', priceMinor: 0, vatBasisPoints: 550, familyId: 'drinks', barcodes: [], ...more }
}
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')

test('a deposit that stands by itself on a part of a bill has nothing taken off it', async () => {
  await desk.call('sale.addProduct', { productId: 'beer', quantityMilli: 2_000 })
  await desk.call('sale.addProduct', { productId: 'miel' })
  const [beer, deposit] = sale().lines
  const shares = [beer, deposit].map((line) => ({ lineId: line?.id ?? '', parts: [0] }))
  const split = await desk.call('floor.split', { saleId: sale().id, way: { kind: 'items', shares } })
  const part = split.ok ? split.value.saleIds.at(-1) : ''
  expect(code(await desk.call('sale.recall', { saleId: part ?? '' }))).toBe('ok')
  expect(sale().lines).toMatchObject([{ productId: 'beer' }, { productId: 'bottle', totalMinor: 100 }])
  const lineId = sale().lines[1]?.id ?? ''
  const percent = { kind: 'percent', basisPoints: 5_000 } as const
  expect(code(await desk.call('cart.discountTicket', { discount: percent }))).toBe('ok')
  expect(sale().lines).toMatchObject([{ totalMinor: 300 }, { totalMinor: 100 }])
  expect(code(await desk.call('sale.setDiscount', { lineId, basisPoints: 5_000 }))).toBe('SALE_DEPOSIT_LINE_FIXED')
  expect(code(await desk.call('cart.discountLine', { lineId, discount: percent }))).toBe('SALE_DEPOSIT_LINE_FIXED')
  expect(sale().totalMinor).toBe(400)
})

test('a line is shared by no more people than it has thousandths', async () => {
  const weighing = { by: 'typed' } as const
  await desk.call('sale.addProduct', { productId: 'truffle', quantityMilli: 3, weighing })
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, lines } = sale()
  const by = (count: number) => {
    const parts = Array.from({ length: count }, (_, part) => part)
    const shares = [{ lineId: lines[0]?.id ?? '', parts }]
    return desk.call('floor.split', { saleId: id, way: { kind: 'items', shares } })
  }
  expect(await by(6)).toMatchObject({ error: { code: 'FLOOR_CANNOT_SHARE', details: { line: 'truffle' } } })
  expect(await desk.call('floor.ticket', { saleId: id })).toMatchObject({ value: { totalMinor: 600 + 845 } })
  expect(code(await by(3))).toBe('ok')
  const portions = (await desk.store.openSales.openSales()).flatMap((one) => one.lines)
  expect(portions.filter(({ productId }) => productId === 'truffle').map(({ quantityMilli }) => quantityMilli)).toEqual(
    [1, 1, 1],
  )
})

const tables = () => desk.till.slice('floor')?.rooms[0]?.tables ?? []
const openSales = () => desk.store.openSales.openSales()
/** Every unfinished ticket taken in hand, one after the other. @returns what they come to. */
async function totals(): Promise<number[]> {
  const found: number[] = []
  for (const { id } of await openSales()) {
    if (id !== sale().id) await desk.call('sale.recall', { saleId: id })
    found.push(sale().totalMinor)
  }
  return found.sort((one, other) => one - other)
}

describe('an amount that was taken off a line', () => {
  /** Ten jars of honey at 8.45, 25.00 off. */
  async function discounted(): Promise<string> {
    await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 10_000 })
    const lineId = sale().lines[0]?.id ?? ''
    await desk.call('cart.discountLine', { lineId, discount: { kind: 'amount', amountMinor: 2_500 } })
    expect(sale().totalMinor).toBe(5_950)
    return lineId
  }
  /** The same pieces are typed again on each part: what was agreed for it gives way to its price and its discount. */
  async function typedAgain(): Promise<number> {
    let sum = 0
    for (const { id } of await openSales()) {
      if (id !== sale().id) await desk.call('sale.recall', { saleId: id })
      for (const { id: lineId, quantityMilli } of sale().lines) {
        expect(code(await desk.call('sale.setQuantity', { lineId, quantityMilli }))).toBe('ok')
      }
      sum += sale().totalMinor
    }
    return sum
  }

  test('is off its parts together no more than that, however the bill is split', async () => {
    const lineId = await discounted()
    await desk.call('sale.addProduct', { productId: 'biere' })
    const shares = [{ lineId, parts: [0, 1] }]
    const split = await desk.call('floor.split', { saleId: sale().id, way: { kind: 'items', shares } })
    expect(split.ok).toBe(true)
    expect(await typedAgain()).toBe(5_950 + 320)
  })

  test('goes with moved pieces by their share, and is whole again where they meet', async () => {
    const lineId = await discounted()
    const saleId = sale().id
    const toId = tables()[1]?.id ?? ''
    await desk.call('floor.moveLines', { saleId, toId, lines: [{ lineId, quantityMilli: 3_000 }] })
    expect(await totals()).toEqual([1_785, 4_165])
    expect(await typedAgain()).toBe(5_950)
    await desk.call('floor.move', { fromId: toId, toId: tables()[0]?.id ?? '', merge: true })
    const [joined, ...others] = await openSales()
    expect(others).toEqual([])
    await desk.call('sale.recall', { saleId: joined?.id ?? '' })
    expect(sale().lines).toMatchObject([{ quantityMilli: 10_000, discountAmountMinor: 2_500, totalMinor: 5_950 }])
  })
})

describe('a shop that changes between prices with VAT and without', () => {
  const without = (pricesExcludeVat: boolean) => desk.call('settings.setTicketRules', { pricesExcludeVat })

  test('leaves the parts of a bill that waits at its prices', async () => {
    await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 4_000 })
    const { id: saleId, lines } = sale()
    await without(true)
    const way = { kind: 'equal', count: 2 } as const
    expect((await desk.call('floor.split', { saleId, way })).ok).toBe(true)
    expect(await totals()).toEqual([1_690, 1_690])
    expect(lines).toHaveLength(1)
  })

  test('joins no tickets whose figures mean other money', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    await without(true)
    const [first, second] = tables()
    await desk.call('floor.open', { tableId: second?.id ?? '' })
    await desk.call('sale.addProduct', { productId: 'miel' })
    const before = await totals()
    const merged = await desk.call('floor.move', { fromId: second?.id ?? '', toId: first?.id ?? '', merge: true })
    expect(code(merged)).toBe('FLOOR_PRICES_DIFFER')
    expect(await totals()).toEqual(before)
  })
})
