import { expect, test } from 'vitest'
import { kitchenOrder } from '#till/kitchen/kitchen-order.ts'
import type { CartLine } from '#till/ports/open-sales.port.ts'

/** Goal: the kitchen hears what the customer wants of a line, once, also when it is said later; and makes nothing that comes back. */

const KITCHEN = [{ id: 'kitchen', name: 'Cuisine', families: ['deli'] }]

function line(change: Partial<CartLine> = {}): CartLine {
  return {
    id: 'l1',
    productId: 'steak',
    barcode: null,
    name: 'Steak',
    unit: 'piece',
    quantityMilli: 1_000,
    unitPriceMinor: 1_800,
    discountBasisPoints: 0,
    vatBasisPoints: 1_000,
    familyId: 'deli',
    ...change,
  }
}

const told = (lines: readonly CartLine[], notes: Parameters<typeof kitchenOrder>[1]) => {
  const { orders, notes: known } = kitchenOrder(lines, notes, KITCHEN)
  return { known, items: orders.flatMap(({ items }) => items.map(({ quantityMilli, note }) => [quantityMilli, note])) }
}

test('a note goes with the goods, a later one by itself, and neither twice', () => {
  const first = told([line({ note: 'saignant' })], [])
  expect(first.items).toEqual([[1_000, 'saignant']])
  expect(told([line({ note: 'saignant' })], first.known).items).toEqual([])
  const second = told([line({ note: 'bien cuit' })], first.known)
  expect(second.items).toEqual([[0, 'bien cuit']])
  expect(told([line({ note: 'bien cuit' })], second.known).items).toEqual([])
})

const changes = (lines: readonly CartLine[], notes: Parameters<typeof kitchenOrder>[1]) =>
  kitchenOrder(lines, notes, KITCHEN).orders.flatMap(({ items }) => items)

test('a note that is taken back, or becomes another, is told as a change, once', () => {
  const { known } = told([line({ note: 'sans sel' })], [])
  const item = { name: 'Steak', unit: 'piece', quantityMilli: 0 }
  expect(changes([line()], known)).toEqual([{ ...item, noteBefore: 'sans sel' }])
  expect(changes([line({ note: 'bien cuit' })], known)).toEqual([
    { ...item, note: 'bien cuit', noteBefore: 'sans sel' },
  ])
  expect(told([line()], told([line()], known).known).items).toEqual([])
})

test('a note that changes with the quantity stands apart from what is ordered or dropped besides', () => {
  const { known } = told([line({ note: 'sans sel', quantityMilli: 2_000 })], [])
  expect(told([line({ note: 'bien cuit', quantityMilli: 3_000 })], known).items).toEqual([
    [0, 'bien cuit'],
    [1_000, 'bien cuit'],
  ])
  expect(told([line({ quantityMilli: 1_000 })], known).items).toEqual([
    [0, undefined],
    [-1_000, undefined],
  ])
})

test('what is brought back is not made, and withdrawn where it was ordered', () => {
  const returned = { reason: 'Défectueux' }
  expect(told([line({ returned })], []).items).toEqual([])
  const { known } = told([line()], [])
  expect(told([line({ returned })], known).items).toEqual([[-1_000, undefined]])
})
