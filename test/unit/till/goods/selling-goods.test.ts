import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { eanCheckDigit } from '#contract/barcode.ts'
import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import { openTestTill, type TestTill } from '../../../support/till/open-test-till.ts'

/** Goal: goods with all that a shop says of them go on the ticket at the terms of the moment, and leave the stock with it. */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const goods = (id: string, more: Partial<ProductRecord> = {}): ProductRecord => {
  return {
    id,
    name: id,
    unit: 'piece',
    priceMinor: 100,
    vatBasisPoints: 550,
    familyId: 'drinks',
    barcodes: [],
    ...more,
  }
}
const write = (...products: ProductRecord[]) => desk.store.catalogue.write(products)
const one = (barcode: string, quantityMilli = 1_000) => ({ barcode, quantityMilli })
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const lines = () => desk.till.slice('sale').lines
const scan = (scanned: string, quantityMilli?: number) =>
  desk.call('sale.scan', quantityMilli === undefined ? { code: scanned } : { code: scanned, quantityMilli })
const question = (result: Awaited<ReturnType<typeof scan>>) => (result.ok ? result.value.question : undefined)
const stock = async (id: string) => (await desk.store.catalogue.record(id))?.stockMilli
const payAll = async () => {
  await desk.call('tender.begin', {})
  return desk.call('tender.cash', { givenMinor: desk.till.slice('sale').totalMinor })
}
const labelOf = (first: string) => `${first}${eanCheckDigit(first)}`

describe('a barcode', () => {
  test('of a pack stands for its quantity, and times what was typed', async () => {
    await write(goods('beer', { barcodes: [one('96385074'), one('3017620422003', 6_000)] }))
    await scan('3017620422003')
    await scan('3017620422003', 2_000)
    await scan('96385074')
    expect(lines()).toMatchObject([{ productId: 'beer', quantityMilli: 19_000 }])
  })

  test('of goods that are not sold any more names them', async () => {
    await write(goods('old', { barcodes: [one('96385074')], isArchived: true }))
    const refused = await scan('96385074')
    expect(refused).toMatchObject({ ok: false, error: { code: 'SALE_PRODUCT_ARCHIVED', details: { name: 'old' } } })
    expect(lines()).toEqual([])
  })
})

describe('the label of a scale', () => {
  beforeEach(async () => {
    await write(goods('comte-cut', { unit: 'kg', priceMinor: 2_490, barcodes: [one('2900042')], stockMilli: 10_000 }))
    await write(goods('ham', { unit: 'kg', priceMinor: 1_899, barcodes: [one('77')], stockMilli: 5_000 }))
    await write(goods('chicken', { priceMinor: 900, barcodes: [one('00005')] }))
  })

  test('with a weight gives a weighed line', async () => {
    await scan(labelOf('290004200412'))
    expect(lines()).toMatchObject([{ productId: 'comte-cut', unit: 'kg', quantityMilli: 412, totalMinor: 1_026 }])
  })

  test('with a price costs what it says to the cent, and its weight leaves the stock', async () => {
    await scan(labelOf('210007700537'))
    expect(lines()).toMatchObject([{ productId: 'ham', unit: 'piece', totalMinor: 537, stockPerPieceMilli: 283 }])
    expect(code(await payAll())).toBe('ok')
    expect(await stock('ham')).toBe(4_717)
  })

  test.each([
    ['a wrong check digit', `${'290004200412'}${(eanCheckDigit('290004200412') + 1) % 10}`, 'SALE_UNKNOWN_BARCODE'],
    ['goods nobody knows', labelOf('290999900412'), 'SALE_UNKNOWN_BARCODE'],
    ['no weight', labelOf('290004200000'), 'SALE_LABEL_EMPTY'],
    ['no price', labelOf('210007700000'), 'SALE_LABEL_EMPTY'],
    ['a weight of goods by the piece', labelOf('290000500412'), 'SALE_UNKNOWN_BARCODE'],
    ['a prefix that nobody set', labelOf('250007700537'), 'SALE_UNKNOWN_BARCODE'],
  ])('with %s adds nothing', async (_, scanned, refusal) => {
    expect(code(await scan(scanned))).toBe(refusal)
    expect(lines()).toEqual([])
  })

  test('yields to a product that has the very code', async () => {
    const scanned = labelOf('290004200412')
    await write(goods('own', { barcodes: [one(scanned)] }))
    await scan(scanned)
    expect(lines()).toMatchObject([{ productId: 'own' }])
  })
})

describe('a deposit', () => {
  beforeEach(async () => {
    await write(
      goods('bottle', { name: 'Consigne 0,15', priceMinor: 15, vatBasisPoints: 2_000 }),
      goods('beer', { priceMinor: 300, vatBasisPoints: 2_000, depositProductId: 'bottle' }),
      goods('water', { priceMinor: 90, depositProductId: 'gone' }),
    )
  })
  const add = (productId: string, quantityMilli?: number) =>
    desk.call('sale.addProduct', { productId, ...(quantityMilli !== undefined && { quantityMilli }) })

  test('is a line with its own VAT under its goods, and follows their quantity', async () => {
    await add('beer', 2_000)
    await add('water')
    await add('beer')
    expect(lines()).toMatchObject([
      { productId: 'beer', quantityMilli: 3_000, totalMinor: 900 },
      { productId: 'bottle', quantityMilli: 3_000, totalMinor: 45, vatBasisPoints: 2_000, depositOf: lines()[0]?.id },
      { productId: 'water' },
    ])
    expect(desk.till.slice('sale').touchedLineId).toBe(lines()[0]?.id)
    await desk.call('sale.setDiscount', { lineId: lines()[0]?.id ?? '', basisPoints: 1_000 })
    expect(lines()).toMatchObject([{ totalMinor: 810 }, { totalMinor: 45, discountMinor: 0 }, {}])
    await desk.call('sale.removeLine', { lineId: lines()[0]?.id ?? '' })
    expect(lines()).toMatchObject([{ productId: 'water' }])
  })

  test('is not changed by itself', async () => {
    await add('beer')
    const lineId = lines()[1]?.id ?? ''
    const tries = [
      await desk.call('sale.removeLine', { lineId }),
      await desk.call('sale.setQuantity', { lineId, quantityMilli: 9_000 }),
      await desk.call('sale.setPrice', { lineId, unitPriceMinor: 0 }),
    ]
    expect(tries.map(code)).toEqual(Array(3).fill('SALE_DEPOSIT_LINE_FIXED'))
    expect(lines()).toHaveLength(2)
  })

  test('comes back with a ticket that was put aside, after a restart too', async () => {
    await add('beer', 2_000)
    const before = lines()
    desk = await desk.reopen()
    expect(desk.till.slice('sale').lines).toEqual(before)
  })
})

describe('goods that ask', () => {
  beforeEach(async () => {
    await write(
      goods('flowers', { isOpenPrice: true }),
      goods('tee', { name: 'T-shirt', barcodes: [one('96385074')] }),
      goods('tee-m', { name: 'T-shirt M', parentId: 'tee', variantName: 'M', priceMinor: 1_900 }),
      goods('tee-l', { name: 'T-shirt L', parentId: 'tee', variantName: 'L', isOpenPrice: true }),
    )
  })

  test('for their price are added with it, and not without', async () => {
    const asked = await desk.call('sale.addProduct', { productId: 'flowers', quantityMilli: 2_000 })
    expect(question(asked)).toMatchObject({ kind: 'price', product: { id: 'flowers' }, quantityMilli: 2_000 })
    expect(lines()).toEqual([])
    await desk.call('sale.addProduct', { productId: 'flowers', quantityMilli: 2_000, unitPriceMinor: 1_250 })
    expect(lines()).toMatchObject([{ quantityMilli: 2_000, unitPriceMinor: 1_250 }])
  })

  test.each([0, 1_000_001, 9_999_999_999])('for their price refuse one of %i cents', async (unitPriceMinor) => {
    const refused = await desk.call('sale.addProduct', { productId: 'flowers', unitPriceMinor })
    expect(code(refused)).toBe('SALE_OPEN_PRICE')
    expect(lines()).toEqual([])
  })

  test('which one are never sold themselves; a variant may ask its price next', async () => {
    const asked = question(await scan('96385074'))
    expect(asked).toMatchObject({ kind: 'variant', variants: [{ variantName: 'M' }, { variantName: 'L' }] })
    await desk.call('sale.addProduct', { productId: 'tee-m' })
    expect(question(await desk.call('sale.addProduct', { productId: 'tee-l' }))).toMatchObject({ kind: 'price' })
    expect(lines()).toMatchObject([{ name: 'T-shirt M', unitPriceMinor: 1_900 }])
  })

  test('for their weight are added with it', async () => {
    expect(question(await desk.call('sale.addProduct', { productId: 'comte' }))).toMatchObject({ kind: 'weight' })
    await desk.call('sale.addProduct', { productId: 'comte', quantityMilli: 412 })
    expect(lines()).toMatchObject([{ productId: 'comte', quantityMilli: 412 }])
  })

  test('of another program are refused by name: nobody is there to answer', async () => {
    const sent = { reference: '7', sender: 'web', lines: [{ barcode: '96385074', quantityMilli: 1_000 }] }
    expect(await desk.till.receiveTicket(sent)).toMatchObject({ ok: false, error: { code: 'SALE_PRODUCT_ASKS' } })
  })
})

describe('a price list', () => {
  // Sunday, 14:30 in the shop.
  const set = async (list: object, priceMinor = 80, place = 1) => {
    const id = `list-${place}`
    await desk.store.catalogue.savePriceList({ id, place, name: `Liste ${place}`, ...list })
    await desk.store.catalogue.setListPrices(id, [{ productId: 'baguette', priceMinor }])
  }
  const priceOf = async () => {
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { unitPriceMinor, priceListName } = lines().at(-1) ?? {}
    return [unitPriceMinor, priceListName]
  }

  test('is named on the line, which keeps its price when the hour is over', async () => {
    await set({ from: '14:00', until: '14:31' })
    expect(await priceOf()).toEqual([80, 'Liste 1'])
    desk.clock.advance(60_000)
    expect(await priceOf()).toEqual([130, undefined])
    expect(lines()).toMatchObject([{ unitPriceMinor: 80, quantityMilli: 1_000 }, { unitPriceMinor: 130 }])
  })

  test('of several the first in force is taken, and one of a group only for its customers', async () => {
    await set({ customerGroupId: 'staff' }, 50, 1)
    await set({}, 90, 2)
    await set({}, 10, 3)
    expect(await priceOf()).toEqual([90, 'Liste 2'])
  })

  test('a price by hand is of no list', async () => {
    await set({})
    await priceOf()
    await desk.call('sale.setPrice', { lineId: lines()[0]?.id ?? '', unitPriceMinor: 70 })
    expect(lines()[0]).not.toHaveProperty('priceListName')
  })
})

test('a key is pinned by whoever may, with a product there is', async () => {
  const key = { familyId: 'favourites', row: 4, column: 4, productId: 'comte' }
  expect(code(await desk.call('catalogue.pin', key))).toBe('SESSION_NOT_ALLOWED')
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  expect(code(await desk.call('catalogue.pin', { ...key, productId: 'nobody' }))).toBe('SALE_UNKNOWN_BARCODE')
  expect(code(await desk.call('catalogue.pin', key))).toBe('ok')
  const cells = await desk.store.catalogue.quickKeys('favourites')
  expect(cells.at(-1)).toMatchObject({ row: 4, column: 4, product: { id: 'comte' } })
})

describe('the stock', () => {
  test('goes down with the paid sale, also below zero, and up with nothing else', async () => {
    await write(goods('counted', { stockMilli: 1_000 }), goods('uncounted'))
    await desk.call('sale.addProduct', { productId: 'counted', quantityMilli: 3_000 })
    await desk.call('sale.addProduct', { productId: 'uncounted' })
    expect(await stock('counted')).toBe(1_000)
    expect(code(await payAll())).toBe('ok')
    expect([await stock('counted'), await stock('uncounted')]).toEqual([-2_000, null])
  })
})
