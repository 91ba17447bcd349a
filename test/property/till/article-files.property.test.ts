/**
 * Goal: a file that the till wrote is read again as what it was, in every language, and no cell of it is a formula.
 * Method: articles that fast-check makes; written, read into an empty catalogue, and read again into a full one.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import type { ImportFormat } from '#contract/views/import-view.ts'
import { eanOf } from '#test/support/bad-input/damaged-articles.ts'
import { holdsCardNumber } from '#till/barcode/barcode.ts'
import { harmlessText, holdsSteering, isUnreadable, readText } from '#till/import/cell-text.ts'
import { recordsOf } from '#till/import/file-records.ts'
import { ImportFile } from '#till/import/import-file.ts'
import { runImport } from '#till/import/run-import.ts'
import { CSV_MARK, exportHead, exportRow } from '#till/import/write-export.ts'
import type { ProductRecord } from '#till/ports/catalogue.port.ts'
import type { ListPrice } from '#till/ports/product-imports.port.ts'

const RATES = [0, 550, 1_000, 2_000]
const FAMILIES = [
  { id: 'grocery', nameKey: 'family.grocery', colour: 5 },
  { id: 'own', nameKey: '', name: '=Cave; "à vin"', colour: 1 },
]
const LISTS = [{ id: 'pro', name: 'Pro' }]

const nameArb = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.constantFrom('=1+1', "'=1", '-5', '@x', 'a;b', 'a,b', '"', '""', "l'eau", '🍓', 'חלב', 'Œufs "bio"; 6'),
  )
  .map((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
  .filter(
    (text) =>
      text !== '' && text.length <= 128 && !holdsSteering(text) && !isUnreadable(text) && !holdsCardNumber(text),
  )
  // What begins with apostrophes and a formula is written by nobody but us.
  .filter((text) => readText(text) === text)

const articlesArb = fc
  .uniqueArray(
    fc.record({
      name: nameArb,
      codes: fc.nat(3),
      pack: fc.constantFrom(1_000, 6_000, 500),
      unit: fc.constantFrom('piece' as const, 'kg' as const),
      priceMinor: fc.integer({ min: 0, max: 9_999_999 }),
      vatBasisPoints: fc.constantFrom(...RATES),
      familyId: fc.constantFrom('grocery', 'own'),
      isOpenPrice: fc.boolean(),
      isArchived: fc.boolean(),
      variant: fc.option(nameArb, { nil: null }),
      hasDeposit: fc.boolean(),
      stockMilli: fc.option(fc.integer({ min: -999_999, max: 999_999_999 }), { nil: null }),
      listPrice: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: null }),
    }),
    { minLength: 1, maxLength: 12, selector: ({ name }) => name },
  )
  .map((rows) => rows.map(articleOf))

function articleOf(
  row: {
    name: string
    codes: number
    pack: number
    unit: 'piece' | 'kg'
    priceMinor: number
    vatBasisPoints: number
    familyId: string
    isOpenPrice: boolean
    isArchived: boolean
    variant: string | null
    hasDeposit: boolean
    stockMilli: number | null
    listPrice: number | null
  },
  place: number,
) {
  const barcodes = Array.from({ length: row.codes }, (_, at) => ({
    barcode: eanOf(200_000_000_000 + place * 10 + at),
    quantityMilli: at === 0 ? 1_000 : row.pack,
  }))
  const record: ProductRecord = {
    id: `art-${place}`,
    name: row.name,
    barcodes,
    unit: row.unit,
    priceMinor: row.priceMinor,
    vatBasisPoints: row.vatBasisPoints,
    familyId: row.familyId,
    ...(row.isOpenPrice && { isOpenPrice: true as const }),
    ...(row.isArchived && { isArchived: true as const }),
    ...(row.variant !== null && { parentId: 'art-0', variantName: row.variant }),
    ...(row.hasDeposit && { depositProductId: 'art-0' }),
    stockMilli: row.stockMilli,
  }
  return { record, listPrice: row.listPrice }
}

async function readAll(text: string, known: readonly ProductRecord[], prices: readonly ListPrice[]) {
  const bytes = Buffer.from(text)
  const file = new ImportFile('export.csv', bytes.length)
  file.take(0, bytes)
  const looked = file.look({}, { rates: RATES, priceLists: LISTS })
  if (!looked.ok) throw new Error(looked.error.code)
  const format: ImportFormat = looked.value.format
  const written: ProductRecord[] = []
  const listed: ListPrice[] = []
  const findings = await runImport({
    text: file.text(format.encoding),
    format,
    currency: 'EUR',
    rates: RATES,
    families: FAMILIES,
    imports: {
      find: async (wanted) =>
        wanted.map(({ reference, barcodes }) => ({
          byReference: known.find(({ id }) => id === reference) ?? null,
          byBarcodes: barcodes.map(
            (code) => known.find((each) => each.barcodes.some(({ barcode }) => barcode === code)) ?? null,
          ),
          byName: null,
        })),
      listPrices: async () => prices,
    },
    newId: () => 'new',
    write: async (step) => {
      written.push(...step.products)
      listed.push(...step.listPrices)
      return []
    },
    goOn: async () => true,
  })
  return { findings, written, listed, format }
}

describe('an export', () => {
  it('is read again as what it was, and changes nothing where it came from', async () => {
    await fc.assert(
      fc.asyncProperty(articlesArb, fc.constantFrom(...LOCALES), async (articles, locale) => {
        const terms = { locale, currency: 'EUR' as const, families: FAMILIES, priceLists: LISTS }
        const prices = articles.flatMap(({ record, listPrice }) =>
          listPrice === null ? [] : [{ priceListId: 'pro', productId: record.id, priceMinor: listPrice }],
        )
        const text =
          CSV_MARK + exportHead(terms) + articles.map(({ record }) => exportRow(record, prices, terms)).join('')
        const empty = await readAll(text, [], [])
        expect(empty.findings?.problems.filter(({ code }) => code !== 'price-zero')).toEqual([])
        const told = articles.map(({ record: { stockMilli, ...record } }) =>
          stockMilli === null ? record : { ...record, stockMilli },
        )
        expect(empty.written).toEqual(told)
        expect(empty.listed).toEqual(prices)
        const full = await readAll(
          text,
          articles.map(({ record }) => record),
          prices,
        )
        expect(full.findings?.counts).toMatchObject({ unchanged: articles.length, changed: 0, added: 0, refused: 0 })
      }),
      { numRuns: 60 },
    )
  })

  it('holds no formula, whatever an article is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(readText(harmlessText(text))).toBe(text)
        expect(harmlessText(text)).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })
})

describe('reading', () => {
  it('takes any text apart without throwing, in order, and loses no line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"', ';', '\n', '\r', '\r\n', 'a', ' ', '""', '\u0000', '\u{10fffe}', 'é'), {
          maxLength: 80,
        }),
        fc.constantFrom('semicolon' as const, 'comma' as const, 'tab' as const),
        (parts, separator) => {
          const records = [...recordsOf(parts.join(''), separator)].flat()
          const lines = records.map(({ line }) => line)
          expect(lines).toEqual([...lines].sort((one, other) => one - other))
          expect(records.every(({ cells, problem }) => (cells === null) === (problem !== null))).toBe(true)
        },
      ),
    )
  })
})
