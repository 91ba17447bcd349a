/**
 * Goal: a file with every kind of damage is imported or reported row by row: nothing crashes, nothing is shown raw, nothing of
 * what is refused is kept. Method: 10,000 rows drawn from a seed, spoilt in every way that is known; the seed is printed.
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdsCardNumber } from '#contract/card-number.ts'
import { damagedArticles } from '#test/support/bad-input/damaged-articles.ts'
import { importOf, report, sendFile } from '#test/support/till/article-files.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { Random } from '#test/world/random.ts'

const ROWS = 10_000
const seed = process.env.SEED ?? String(randomInt(1_000_000_000))
const STEERING = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

let desk: TestTill
beforeAll(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterAll(() => desk.close())

it('is imported or reported, and never kept or shown where it is refused', { timeout: 120_000 }, async () => {
  console.log(`SEED=${seed} draws the same file again`)
  const before = await desk.store.catalogue.productCount()
  const { bytes, kinds } = damagedArticles(ROWS, new Random(seed))
  expect(kinds.size).toBeGreaterThan(25)
  const format = await sendFile(desk, bytes)
  expect(format.columns).toEqual(['reference', 'name', 'barcodes', 'price', 'vat', 'family', 'stock'])
  const dry = await report(desk, 'articles.check', format)
  expect(await desk.store.catalogue.productCount()).toBe(before)
  const { counts, problems, problemsTotal } = await importOf(desk, bytes)
  expect(counts).toEqual(dry.counts)
  expect(counts.added + counts.changed + counts.unchanged + counts.refused).toBe(counts.rows)
  expect(counts.added).toBeGreaterThan(ROWS / 2)
  expect(counts.refused).toBeGreaterThan(1_000)
  expect(problemsTotal).toBeGreaterThanOrEqual(counts.refused)
  for (const { sentence, value } of problems) {
    expect(sentence).toMatch(/^\S.+[.!?]$/u)
    expect(sentence).not.toMatch(/[{}]|undefined/)
    expect(`${sentence}${value}`).not.toMatch(STEERING)
    expect(holdsCardNumber(value) && value.replace(/\D/g, '').length > 13, value).toBe(false)
  }
  await expectCleanCatalogue(before + counts.added)
})

async function expectCleanCatalogue(count: number): Promise<void> {
  const { records } = await desk.store.catalogue.recordsAfter(0, 50_000)
  expect(records.length).toBe(count)
  const codes = records.flatMap(({ barcodes }) => barcodes.map(({ barcode }) => barcode))
  expect(new Set(codes).size).toBe(codes.length)
  const wrong = records.filter(
    ({ name, priceMinor }) =>
      STEERING.test(name) ||
      name.includes('\ufffd') ||
      holdsCardNumber(name) ||
      name.length > 128 ||
      priceMinor < 0 ||
      name === '',
  )
  expect(wrong).toEqual([])
}
