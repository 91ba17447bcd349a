import { describe, expect, test } from 'vitest'
import { isEan } from '#till/barcode/barcode.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'

/** Goal: the training shop is what it promises: real goods of both countries, every key and letter in its place. */

describe('the training shop', () => {
  const seed = trainingSeed('EUR')
  const real = seed.products.filter(({ barcode }) => barcode !== null)
  const names = real.map(({ name }) => name)

  test('300 real products, Polish ones and awkward letters among them', () => {
    expect(real).toHaveLength(300)
    expect(real.every(({ barcode }) => isEan(barcode ?? ''))).toBe(true)
    expect(new Set(real.map(({ barcode }) => barcode)).size).toBe(300)
    expect(real.filter(({ barcode }) => barcode?.startsWith('590')).length).toBeGreaterThanOrEqual(40)
    expect(names.filter((name) => name.includes('œ')).length).toBeGreaterThanOrEqual(10)
    expect(names.filter((name) => /[łżźćńśąęó]/.test(name)).length).toBeGreaterThanOrEqual(5)
    expect(names.filter((name) => name.includes('€') || name !== name.normalize('NFC'))).toEqual([])
  })

  test('every product has a price, a rate and a family of the shop', () => {
    const families = new Set(seed.families.map(({ id }) => id))
    for (const product of seed.products) {
      expect(product.priceMinor, product.id).toBeGreaterThan(0)
      expect(seed.settings.vatBasisPoints, product.id).toContain(product.vatBasisPoints)
      expect(families.has(product.familyId), product.id).toBe(true)
    }
    expect(seed.products.filter(({ unit }) => unit === 'kg').every(({ barcode }) => barcode === null)).toBe(true)
  })

  test('eight families; each page pins known products, one per cell of 5 by 5', () => {
    expect(seed.families).toHaveLength(8)
    const known = new Set(seed.products.map(({ id }) => id))
    for (const { familyId, row, column, productId } of seed.quickKeys) {
      expect(known.has(productId), productId).toBe(true)
      expect(row < 5 && column < 5, `${familyId} ${row} ${column}`).toBe(true)
    }
    const cells = seed.quickKeys.map(({ familyId, row, column }) => `${familyId} ${row} ${column}`)
    expect(new Set(cells).size).toBe(cells.length)
    expect(new Set(seed.quickKeys.map(({ familyId }) => familyId)).size).toBe(8)
  })

  test('the six people of the sign-in, each with a code of their own', () => {
    expect(seed.users.map(({ user, code }) => `${user.initials} ${user.role} ${code}`)).toEqual([
      'IM cashier 1111',
      'HP cashier 2222',
      'CD manager 3333',
      'LB cashier 4444',
      'TK cashier 5555',
      'TR technician 6666',
    ])
  })
})
