import { expect, test } from 'vitest'
import { withEvent } from '#renderer/state/till-store.ts'
import { withUnchanged } from '#renderer/state/with-unchanged.ts'
import { SAMPLE_SALE, saleOf, sampleSlices } from '#test/support/renderer/sample-shop.ts'

/** A row is drawn again when its object is another one: what is equal must stay the same, and nothing else may. */

const copy = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

test('a line more leaves every other line the object it was', () => {
  const slices = { ...sampleSlices(), sale: SAMPLE_SALE }
  const more = saleOf([...SAMPLE_SALE.lines, { ...(SAMPLE_SALE.lines[0] as object), id: 'one-more' } as never])
  const state = { slices, sequence: 7, connected: true }
  const next = withEvent(state, { sequence: 8, slice: 'sale', value: copy(more) })
  expect(next?.slices?.sale).toEqual(more)
  const lines = next?.slices?.sale.lines ?? []
  expect(lines.slice(0, -1).every((line, place) => line === SAMPLE_SALE.lines[place])).toBe(true)
  expect(lines).toHaveLength(SAMPLE_SALE.lines.length + 1)
})

test('what is equal all through is the older one itself', () => {
  const before = { a: [1, { b: null }], c: 'd' }
  expect(withUnchanged(before, copy(before))).toBe(before)
})

test.each([
  ['a part that is gone', { a: 1, b: 2 }, { a: 1 }],
  ['a part that is new, and empty', { a: 1 }, { a: 1, b: undefined }],
  ['another name with the same value', { a: undefined }, { b: undefined }],
  ['a list in place of an object', { 0: 'a' }, ['a']],
  ['null in place of an object', { a: {} }, { a: null }],
  ['a shorter list', [1, 2, 3], [1, 2]],
  ['nothing before', null, { a: 1 }],
])('gives the newer one: %s', (_, before, after) => {
  const given = withUnchanged(before, after)
  expect(given).toEqual(after)
  expect(Object.keys(given as object)).toEqual(Object.keys(after as object))
  expect(Array.isArray(given)).toBe(Array.isArray(after))
})
