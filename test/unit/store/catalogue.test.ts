import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { errorsAtBeginning } from '#store/near-words.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'

/** Goal: goods as a shop keeps them: written, found as people type, and taken back to the last barcode. */

let folder: string
let store: Store
const openHere = () =>
  assembleStore(openDatabase({ folder, fileName: 'till.db' }), { secretStore: fixedSecretStore(), clock: testClock() })
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-goods-'))
  store = openHere()
})
afterEach(() => store.catalogue.replaceAll([], []))
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const goods = (id: string, name: string, more: Partial<ProductRecord> = {}): ProductRecord => {
  return { id, name, unit: 'piece', priceMinor: 100, vatBasisPoints: 2_000, familyId: 'f', barcodes: [], ...more }
}
const one = (barcode: string) => ({ barcode, quantityMilli: 1_000 })
const names = async (text: string, limit = 50) =>
  (await store.catalogue.search(text, limit)).products.map(({ name }) => name)

test('a search in one family finds what is behind many others of that name', async () => {
  const others = Array.from({ length: 30 }, (_, place) => goods(`o-${place}`, `Thé ${place}`))
  await store.catalogue.write([...others, goods('cave', 'Thé de cave', { familyId: 'wine' })])
  const { records } = await store.catalogue.list({ text: 'thé', familyId: 'wine' }, null, 9)
  expect(records.map(({ id }) => id)).toEqual(['cave'])
})

describe('products', () => {
  test('have several barcodes, each with its quantity; the first one is shown', async () => {
    const pack = { barcode: '3017620422003', quantityMilli: 6_000 }
    const written = await store.catalogue.write([goods('beer', 'Bière', { barcodes: [one('96385074'), pack] })])
    expect(written).toEqual({ created: ['beer'], replaced: [], refused: [] })
    expect(await store.catalogue.product('beer')).toMatchObject({ barcode: '96385074' })
    const six = await store.catalogue.productByBarcode('3017620422003')
    expect(six).toMatchObject({ product: { id: 'beer' }, quantityMilli: 6_000 })
  })

  test('all that is said of one is read back', async () => {
    const whole = goods('tee-m', 'T-shirt bleu M', {
      unit: 'kg',
      isOpenPrice: true,
      parentId: 'tee',
      variantName: 'Bleu M',
      depositProductId: 'bottle',
      barcodes: [one('1'), one('2')],
      stockMilli: -500,
    })
    await store.catalogue.write([whole])
    expect(await store.catalogue.record('tee-m')).toEqual(whole)
    expect(await store.catalogue.record('nobody')).toBeNull()
  })

  test('one whose barcode another product has is refused alone, and the other is named', async () => {
    await store.catalogue.write([goods('a', 'Thé', { barcodes: [one('96385074')] })])
    const { created, refused } = await store.catalogue.write([
      goods('b', 'Café', { barcodes: [one('1234'), one('96385074')] }),
      goods('c', 'Lait', { barcodes: [one('1234')] }),
    ])
    expect(refused).toEqual([{ id: 'b', barcode: '96385074', ownerId: 'a', ownerName: 'Thé' }])
    expect(created).toEqual(['c'])
    expect(await store.catalogue.product('b')).toBeNull()
  })

  test('a write is taken back: new ones go, changed ones are as they were, also where barcodes changed hands', async () => {
    const before = [
      goods('a', 'Thé vert', { barcodes: [one('111')], stockMilli: 4_000 }),
      goods('b', 'Café noir', { barcodes: [one('222')], stockMilli: null }),
    ]
    await store.catalogue.write(before)
    const first = await store.catalogue.write([goods('a', 'Tisane', { barcodes: [], stockMilli: null })])
    const second = await store.catalogue.write([goods('b', 'Chicorée', { barcodes: [one('111')] }), goods('n', 'Neuf')])
    await store.catalogue.undo({
      created: [...first.created, ...second.created],
      replaced: [...first.replaced, ...second.replaced],
    })
    expect([await store.catalogue.record('a'), await store.catalogue.record('b')]).toEqual(before)
    expect(await store.catalogue.product('n')).toBeNull()
    expect(await names('tisane')).toEqual([])
    expect(await names('the vert')).toEqual(['Thé vert'])
    expect(await names('neuf')).toEqual([])
  })

  test('a stock that a write does not speak of stays', async () => {
    await store.catalogue.write([goods('a', 'A', { stockMilli: 7_000 })])
    await store.catalogue.write([goods('a', 'A bis')])
    expect(await store.catalogue.record('a')).toMatchObject({ name: 'A bis', stockMilli: 7_000 })
  })

  test('an archived one is in no search and on no key, and its barcode still says what it is', async () => {
    await store.catalogue.write([goods('a', 'Fromage', { barcodes: [one('96385074')] })])
    await store.catalogue.pin({ familyId: 'f', row: 0, column: 0, productId: 'a' })
    await store.catalogue.setArchived(['a'], true)
    expect([await names('fromage'), await names('96385074'), await store.catalogue.quickKeys('f')]).toEqual([
      [],
      [],
      [],
    ])
    expect(await store.catalogue.productByBarcode('96385074')).toMatchObject({ product: { isArchived: true } })
    expect((await store.catalogue.list({ isArchived: true }, null, 10)).records).toHaveLength(1)
    expect((await store.catalogue.list({ isArchived: true, text: 'from' }, null, 10)).records).toHaveLength(1)
    await store.catalogue.setArchived(['a'], false)
    expect(await names('fromage')).toEqual(['Fromage'])
    expect(await store.catalogue.quickKeys('f')).toHaveLength(1)
  })

  test('one that is removed leaves nothing behind', async () => {
    await store.catalogue.write([goods('a', 'Fromage', { barcodes: [one('96385074')], stockMilli: 1 })])
    await store.catalogue.remove(['a', 'nobody'])
    expect([await names('fromage'), await names('96385')]).toEqual([[], []])
    const again = await store.catalogue.write([goods('b', 'Autre', { barcodes: [one('96385074')] })])
    expect(again.refused).toEqual([])
  })

  test('a parent knows that it has variants while one of them is sold', async () => {
    await store.catalogue.write([
      goods('tee', 'T-shirt'),
      goods('m', 'T-shirt M', { parentId: 'tee', variantName: 'M' }),
    ])
    expect(await store.catalogue.product('tee')).toMatchObject({ hasVariants: true })
    expect(await store.catalogue.variants('tee')).toMatchObject([{ id: 'm', variantName: 'M' }])
    await store.catalogue.setArchived(['m'], true)
    expect(await store.catalogue.product('tee')).not.toHaveProperty('hasVariants')
  })
})

test('keys of two cells change places, also with a free one', async () => {
  await store.catalogue.write([goods('a', 'A'), goods('b', 'B')])
  const cells = async () =>
    (await store.catalogue.quickKeys('f')).map(({ row, column, product }) => [row, column, product.id])
  const [first, second, free] = [
    { row: 0, column: 0 },
    { row: 0, column: 1 },
    { row: 9, column: 4 },
  ]
  await store.catalogue.pin({ familyId: 'f', ...first, productId: 'a' })
  await store.catalogue.pin({ familyId: 'f', ...second, productId: 'b' })
  await store.catalogue.swapKeys('f', first, second)
  await store.catalogue.swapKeys('f', second, free)
  expect(await cells()).toEqual([
    [0, 0, 'b'],
    [9, 4, 'a'],
  ])
  await store.catalogue.swapKeys('f', free, free)
  await store.catalogue.pin({ familyId: 'f', ...first, productId: 'a' })
  await store.catalogue.unpin({ familyId: 'f', ...free })
  expect(await cells()).toEqual([[0, 0, 'a']])
})

describe('search', () => {
  beforeEach(async () => {
    const all = [
      'Chocolat noir',
      'Chocolat',
      'Lait au chocolat',
      'Chocolatine',
      'Café moulu',
      'Comté',
      'Żubrówka',
      'Lait',
    ]
    await store.catalogue.write(
      all.map((name, place) => goods(`p${place}`, name, { barcodes: [one(`40000${place}`)] })),
    )
  })

  test('gives the name first, then its beginning, then its words', async () => {
    expect(await names('chocolat')).toEqual(['Chocolat', 'Chocolat noir', 'Chocolatine', 'Lait au chocolat'])
  })

  test.each([
    ['choclat', 'Chocolat'],
    ['chocoalt', 'Chocolat'],
    ['xhocolat', 'Chocolat'],
    ['chocolta noir', 'Chocolat noir'],
    ['chokol', 'Chocolat'],
    ['comet', 'Comté'],
    ['zubrowak', 'Żubrówka'],
    ['cafe moluu', 'Café moulu'],
    ['liat', 'Lait'],
  ])('forgives the error in "%s"', async (typed, meant) => {
    expect((await names(typed))[0]).toBe(meant)
  })

  test.each(['xyzzy', '12', 'zzzzzzzzzzzz', '\u{1f34e}', '\u202e', '"*"', 'a'.repeat(80)])(
    'finds nothing for "%s", and does not fail',
    async (typed) => {
      expect(await names(typed)).toEqual([])
    },
  )

  test('by a part of a barcode; the whole one comes first', async () => {
    await store.catalogue.write([goods('long', 'Long', { barcodes: [one('9400003')] })])
    expect(await names('400003')).toEqual(['Chocolatine', 'Long'])
  })

  test('counts the errors before the beginning of a longer word', () => {
    expect(errorsAtBeginning('choco', 'chocolat')).toBe(0)
    expect(errorsAtBeginning('chcoo', 'chocolat')).toBe(1)
    expect(errorsAtBeginning('chaca', 'chocolat')).toBe(2)
    expect(errorsAtBeginning('abc', '')).toBe(3)
  })
})

describe('lists', () => {
  test('articles are paged by name, whole and without a gap, one family or all', async () => {
    const all = Array.from({ length: 25 }, (_, place) => goods(`p${place}`, `Nom ${place % 5}`))
    await store.catalogue.write([...all, goods('other', 'Zoo', { familyId: 'g' })])
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: Awaited<ReturnType<typeof store.catalogue.list>> = await store.catalogue.list(
        { familyId: 'f' },
        next,
        7,
      )
      seen.push(...page.records.map(({ id }) => id))
      next = page.next
    } while (next !== null)
    expect([seen.length, new Set(seen).size]).toEqual([25, 25])
    const { records, last } = await store.catalogue.recordsAfter(0, 20)
    expect(records).toHaveLength(20)
    expect(await store.catalogue.recordsAfter(last ?? 0, 20)).toMatchObject({ records: { length: 6 }, last: null })
  })

  test('price lists hold prices of products, and go with them', async () => {
    await store.catalogue.write([goods('a', 'A')])
    const happy = { id: 'happy', place: 1, name: 'Happy hour', weekdays: [5], from: '17:00', until: '19:00' }
    await store.catalogue.savePriceList(happy)
    await store.catalogue.setListPrices('happy', [
      { productId: 'a', priceMinor: 80 },
      { productId: 'nobody', priceMinor: 1 },
    ])
    expect(await store.catalogue.priceLists()).toEqual([happy])
    expect(await store.catalogue.listPrices('a')).toEqual([{ priceListId: 'happy', priceMinor: 80 }])
    await store.catalogue.setListPrices('happy', [{ productId: 'a', priceMinor: null }])
    expect(await store.catalogue.listPrices('a')).toEqual([])
    await store.catalogue.setListPrices('happy', [{ productId: 'a', priceMinor: 80 }])
    await store.catalogue.removePriceList('happy')
    expect(await store.catalogue.listPrices('a')).toEqual([])
  })

  test('families keep their order; one of the shop has a name', async () => {
    const families = [
      { id: 'b', nameKey: 'family.bakery', colour: 1 },
      { id: 'a', nameKey: '', name: 'Épices', colour: 8 },
    ]
    await store.catalogue.saveFamilies(families)
    expect(await store.catalogue.families()).toEqual(families)
  })
})

test('a catalogue of before this step keeps goods, keys and families, and is found', async () => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
  const older = openDatabase({
    folder,
    fileName: 'till.db',
    migrations: MIGRATIONS.filter(({ number }) => number < 330),
  })
  older.db.exec(`
    INSERT INTO product (id, barcode, name, unit, price_minor, vat_basis_points, family_id)
      VALUES ('old', '96385074', 'Crème brûlée', 'piece', 250, 1000, 'f'), ('loose', NULL, 'Vrac', 'kg', 1, 550, 'f');
    INSERT INTO product_search (rowid, name) VALUES (1, 'creme brulee'), (2, 'vrac');
    INSERT INTO barcode_search (rowid, barcode) VALUES (1, '96385074');
    INSERT INTO quick_key VALUES ('f', 2, 3, 'old');
    INSERT INTO setting VALUES ('shop', '{"floatMinor":1,"families":[{"id":"f","nameKey":"family.f","colour":3}]}')`)
  older.close()
  store = openHere()
  expect(await names('creme brulee')).toEqual(['Crème brûlée'])
  expect(await names('brulée')).toEqual(['Crème brûlée'])
  expect(await names('creem')).toEqual(['Crème brûlée'])
  expect(await store.catalogue.productByBarcode('96385074')).toMatchObject({ product: { id: 'old', priceMinor: 250 } })
  expect(await store.catalogue.product('loose')).toMatchObject({ barcode: null, unit: 'kg' })
  expect(await store.catalogue.quickKeys('f')).toMatchObject([{ row: 2, column: 3, product: { id: 'old' } }])
  expect(await store.catalogue.families()).toEqual([{ id: 'f', nameKey: 'family.f', colour: 3 }])
  expect(await store.settings.shop()).toEqual({ floatMinor: 1 })
})
