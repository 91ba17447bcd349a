/**
 * Goal: whoever brings goods (screen, file, program), the store keeps no text that steers a printer or lies on a screen, no
 * price that is none, and no code twice; people's own scripts stay as they are written. Method: names of every kind, written
 * by the port itself, and a random one of any characters.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { plainText } from '#contract/plain-text.ts'
import { openDatabase } from '#store/open-database.ts'
import { assembleStore, type Store } from '#store/open-store.ts'
import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import { fixedSecretStore, testClock } from '../../support/till/fixed-ports.ts'

let folder: string
let store: Store
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-texts-'))
  store = assembleStore(openDatabase({ folder, fileName: 'till.db' }), {
    secretStore: fixedSecretStore(),
    clock: testClock(),
  })
})
afterEach(() => store.catalogue.replaceAll([], []))
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const goods = (change: Partial<ProductRecord> = {}): ProductRecord => ({
  id: 'a',
  name: 'Thé',
  unit: 'piece',
  priceMinor: 100,
  vatBasisPoints: 550,
  familyId: 'f',
  barcodes: [],
  ...change,
})
const STEERING = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u
const RED = '\u001b[31m'

describe('the name of an article', () => {
  test.each([
    ['the start of a cut', 'Thé\u001dV\u0000', 'Thé V '],
    ['a colour of a terminal', `${RED}Thé`, ' [31mThé'],
    ['lines', 'Thé\r\nvert\tbio', 'Thé  vert bio'],
    ['an order of letters turned round', 'Th\u202etrév', 'Th trév'],
    ['half a character', 'Thé \ud83c vert', 'Thé   vert'],
    ['letters in pieces', 'The\u0301', 'Thé'],
  ])('with %s is kept without it', async (_, name, kept) => {
    await store.catalogue.write([goods({ name })])
    expect((await store.catalogue.product('a'))?.name).toBe(kept)
  })

  test.each(['חלב 3% שומן', 'حليب كامل الدسم', '緑茶 100g', 'Crêpe 🥞 à l’œuf 👩‍🍳', 'Żółć gęślą jaźń'])(
    'in its own script is kept as it is: %s',
    async (name) => {
      await store.catalogue.write([goods({ name })])
      expect((await store.catalogue.product('a'))?.name).toBe(name.normalize('NFC'))
      expect((await store.catalogue.search(name, 5)).products.length).toBeLessThanOrEqual(1)
    },
  )

  test('of any characters is kept harmless, whole to its last character, and can be searched for', async () => {
    const property = fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), async (name) => {
      fc.pre(plainText(name, 128).trim() !== '')
      await store.catalogue.write([goods({ name, variantName: name })])
      const kept = (await store.catalogue.product('a'))?.name ?? ''
      expect(kept).not.toMatch(STEERING)
      expect(kept.length).toBeLessThanOrEqual(128)
      expect(kept).toBe(kept.normalize('NFC').toWellFormed())
      await store.catalogue.search(name, 5)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  test('that is nothing is refused, and nothing of the piece is written', async () => {
    for (const name of ['', '   ', '\u0000\u001b']) {
      await expect(store.catalogue.write([goods({ id: 'b' }), goods({ name })])).rejects.toThrow('has no name')
    }
    expect(await store.catalogue.productCount()).toBe(0)
  })
})

test('families and price lists are named as harmlessly', async () => {
  const long = `${RED}Cave `.repeat(20)
  await store.catalogue.saveFamilies([{ id: 'f', nameKey: '', name: long, colour: 1 }])
  await store.catalogue.savePriceList({ id: 'p', place: 0, name: long })
  const [family] = await store.catalogue.families()
  const [list] = await store.catalogue.priceLists()
  for (const name of [family?.name ?? RED, list?.name ?? RED]) {
    expect(name).not.toMatch(STEERING)
    expect(name.length).toBeLessThanOrEqual(40)
  }
  await store.catalogue.removePriceList('p')
})

test.each([-1, 1.5, Number.NaN, 1_234_567_890])('the price %s is refused', async (priceMinor) => {
  await expect(store.catalogue.write([goods({ priceMinor })])).rejects.toThrow()
  expect(await store.catalogue.productCount()).toBe(0)
})

test('a price of nothing is one; a code that is said twice is kept once', async () => {
  const code = (quantityMilli: number) => ({ barcode: '96385074', quantityMilli })
  await store.catalogue.write([goods({ priceMinor: 0, barcodes: [code(1_000), code(6_000)] })])
  const record = await store.catalogue.record('a')
  expect(record).toMatchObject({ priceMinor: 0, barcodes: [code(6_000)] })
})
