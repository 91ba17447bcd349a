import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EMPTY_ENTRY,
  type Entry,
  erased,
  isEmpty,
  parseBasisPoints,
  parseQuantityMilli,
  quantityForNext,
  typed,
} from '#renderer/input/entry.ts'

/** What the keypad holds before the till is asked: figures, one decimal mark, quantities and percentages. */

const typeAll = (keys: string) => [...keys].reduce<Entry>((entry, key) => typed(entry, key), EMPTY_ENTRY)

describe('typing', () => {
  test.each([
    ['12,5', '12,5'],
    ['12.5', '12,5'],
    [',5', '0,5'],
    ['1,2,3', '1,23'],
    ['007', '007'],
  ])('%s shows %s', (keys, digits) => {
    expect(typeAll(keys).digits).toBe(digits)
  })

  test('stops at fourteen figures, the longest code plus one', () => {
    expect(typeAll('1'.repeat(40)).digits).toHaveLength(14)
  })

  test('erasing takes back one thing at a time: figures, mode, multiplier', () => {
    const full: Entry = { digits: '12', mode: 'price', multiplierMilli: null }
    const steps = [full]
    for (let each = full; !isEmpty(each); ) {
      each = erased(each)
      steps.push(each)
    }
    expect(steps.map(({ digits, mode }) => `${digits}|${mode}`)).toEqual(['12|price', '1|price', '|price', '|null'])
    expect(erased({ ...EMPTY_ENTRY, multiplierMilli: 3000 })).toEqual(EMPTY_ENTRY)
  })
})

describe('quantities in thousandths', () => {
  test.each([
    ['3', 3000],
    ['0,412', 412],
    ['0.412', 412],
    ['9999', 9_999_000],
    ['1,5', 1500],
  ])('%s is %i', (text, milli) => {
    expect(parseQuantityMilli(text)).toBe(milli)
  })

  test.each(['', '0', '0,000', '10000', '1,2345', 'x', '-1', '9999,5'])('%j is no quantity', (text) => {
    expect(parseQuantityMilli(text)).toBeNull()
  })

  test('any allowed quantity reads back from its own figures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_000 }), (milli) => {
        const text = `${Math.floor(milli / 1000)},${String(milli % 1000).padStart(3, '0')}`
        expect(parseQuantityMilli(text)).toBe(milli)
      }),
    )
  })
})

describe('discounts in hundredths of a percent', () => {
  test.each([
    ['10', 1000],
    ['5,5', 550],
    ['100', 10_000],
    ['0', 0],
  ])('%s is %i', (text, points) => {
    expect(parseBasisPoints(text)).toBe(points)
  })
  test.each(['', '100,01', '101', '5,555', 'a'])('%j is no percentage', (text) => {
    expect(parseBasisPoints(text)).toBeNull()
  })
})

describe('the quantity of the next product', () => {
  test('is the multiplier, else the typed figures, else not given', () => {
    expect(quantityForNext({ ...EMPTY_ENTRY, multiplierMilli: 3000 })).toBe(3000)
    expect(quantityForNext({ ...EMPTY_ENTRY, digits: '2' })).toBe(2000)
    expect(quantityForNext(EMPTY_ENTRY)).toBeUndefined()
    expect(quantityForNext({ ...EMPTY_ENTRY, digits: '0' })).toBeNull()
  })
})
