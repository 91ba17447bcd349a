import { describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { TenderView } from '#contract/views/sale-view.ts'
import { HIDDEN_CODE, holdsCardNumber, isEan, showableCode } from '#till/barcode/barcode.ts'
import { type Cart, changeCart } from '#till/cart/cart.ts'
import { saleFigures } from '#till/cart/sale-figures.ts'
import { changePieces, worthOf } from '#till/cash/change-pieces.ts'
import type { CatalogueProduct } from '#till/ports/catalogue.port.ts'
import { newTender } from '#till/tender/begin-paying.ts'
import { timesOver } from '#till/vat/half-up.ts'
import { vatLetter } from '#till/vat/vat.ts'

/** Goal: the figures of the reference ticket to the cent, and each refusal of cart and scanner with its code. */

const RATES = [550, 1_000, 2_000]
const EMPTY: Cart = { lines: [], touchedLineId: null }

function product(id: string, priceMinor: number, vatBasisPoints: number, unit: 'piece' | 'kg' = 'piece') {
  return { id, barcode: null, name: id, unit, priceMinor, vatBasisPoints, familyId: 'f' } satisfies CatalogueProduct
}

function tender(amountMinor: number, outcome: TenderView['outcome']): TenderView {
  return {
    ...newTender(`t${amountMinor}`, '2026-11-30T09:00:00.000Z'),
    kind: 'cash',
    amountMinor,
    outcome,
  } as TenderView
}

function cartOf(...adds: readonly (readonly [CatalogueProduct, quantityMilli: number])[]): Cart {
  return adds.reduce((cart, [goods, quantityMilli], place) => {
    const changed = changeCart(cart, { kind: 'add', lineId: `l${place}`, product: goods, quantityMilli })
    if (!changed.ok) throw new Error(changed.error.code)
    return changed.value
  }, EMPTY)
}

describe('the reference ticket', () => {
  const cart = cartOf(
    [product('baguette', 130, 550), 2_000],
    [product('comte', 2_490, 550, 'kg'), 412],
    [product('jambon', 645, 550), 1_000],
    [product('sandwich', 490, 1_000), 1_000],
    [product('orangina', 180, 550), 2_000],
    [product('biere', 320, 2_000), 2_000],
    [product('tartelettes', 395, 550), 1_000],
  )
  const discounted = changeCart(cart, { kind: 'set-discount', lineId: 'l6', basisPoints: 1_000 })
  const figures = saleFigures({ lines: discounted.ok ? discounted.value.lines : [], tenders: [] }, RATES)

  test('lines, count and total', () => {
    expect(figures.lines.map(({ totalMinor }) => totalMinor)).toEqual([260, 1_026, 645, 490, 360, 640, 355])
    expect(figures.lines.at(-1)?.discountMinor).toBe(40)
    expect(figures.itemCount).toBe(10)
    expect(figures.totalMinor).toBe(3_776)
  })

  test('tax once per rate, with the letters of the shop', () => {
    expect(figures.vat).toEqual([
      { letter: 'A', basisPoints: 550, netMinor: 2_508, vatMinor: 138, grossMinor: 2_646 },
      { letter: 'B', basisPoints: 1_000, netMinor: 445, vatMinor: 45, grossMinor: 490 },
      { letter: 'C', basisPoints: 2_000, netMinor: 533, vatMinor: 107, grossMinor: 640 },
    ])
    expect(figures.vatMinor).toBe(290)
  })

  test('a letter does not depend on what else is on the ticket', () => {
    expect([vatLetter(2_000, RATES), vatLetter(210, RATES)]).toEqual(['C', 'D'])
  })
})

describe('the same lines', () => {
  const { lines } = cartOf([product('baguette', 130, 550), 2_000], [product('sandwich', 490, 1_000), 1_000])
  const unpaid = saleFigures({ lines, tenders: [] }, RATES)
  const anew = (sale: Partial<Parameters<typeof saleFigures>[0]>) => ({ lines: [...lines], tenders: [], ...sale })

  test('are not changed by what is paid: only what remains is', () => {
    const paid = saleFigures({ lines, tenders: [tender(500, 'received'), tender(100, 'declined')] }, RATES)
    expect(paid).toEqual({ ...unpaid, paidMinor: 500, remainingMinor: 250 })
    expect(saleFigures({ lines, tenders: [] }, RATES)).toEqual({ ...unpaid, paidMinor: 0, remainingMinor: 750 })
  })

  test('are priced anew where the discount, the way of prices or the rates of the shop are others', () => {
    const discount = { kind: 'percent', basisPoints: 1_000 } as const
    const others = [
      [{ discount }, RATES],
      [{ discount: { ...discount, basisPoints: 2_000 } }, RATES],
      [{ pricesExcludeVat: true }, RATES],
      [{}, [2_000, 1_000, 550]],
      [{}, RATES],
    ] as const
    const asked = others.map(([terms, rates]) => saleFigures({ lines, tenders: [], ...terms }, rates))
    expect(asked).toEqual(others.map(([terms, rates]) => saleFigures(anew(terms), rates)))
    expect(asked.map(({ totalMinor }) => totalMinor)).toEqual([675, 600, 813, 750, 750])
    expect(asked.map(({ vat }) => vat.map(({ letter }) => letter).join(''))).toEqual(['AB', 'AB', 'AB', 'BC', 'AB'])
  })
})

describe('cart', () => {
  test('the same piece goods share a line, weighings and changed terms do not', () => {
    const bread = product('bread', 130, 550)
    const cheese = product('cheese', 2_490, 550, 'kg')
    const cart = cartOf([bread, 1_000], [cheese, 412], [bread, 2_000], [cheese, 300])
    expect(cart.lines.map(({ productId, quantityMilli }) => [productId, quantityMilli])).toEqual([
      ['bread', 3_000],
      ['cheese', 412],
      ['cheese', 300],
    ])
    const priced = changeCart(cart, { kind: 'set-price', lineId: 'l0', unitPriceMinor: 100 })
    const again = priced.ok
      ? changeCart(priced.value, { kind: 'add', lineId: 'l9', product: bread, quantityMilli: 1_000 })
      : null
    if (!again?.ok) throw new Error('the line was refused')
    expect(again.value.lines).toHaveLength(4)
  })

  test('the selection follows the last action, and falls to the newest line left', () => {
    const cart = cartOf([product('a', 1, 550), 1_000], [product('b', 1, 550), 1_000])
    const changed = changeCart(cart, { kind: 'set-quantity', lineId: 'l0', quantityMilli: 5_000 })
    expect(changed.ok && changed.value.touchedLineId).toBe('l0')
    const removed = changeCart(cart, { kind: 'remove', lineId: 'l1' })
    expect(removed.ok && removed.value).toMatchObject({ touchedLineId: 'l0', lines: [{ id: 'l0' }] })
    const zero = changeCart(cart, { kind: 'set-quantity', lineId: 'l0', quantityMilli: 0 })
    expect(zero.ok && zero.value.lines.map(({ id }) => id)).toEqual(['l1'])
  })

  const one = cartOf([product('a', 100, 550), 1_000])
  test.each([
    ['an unknown line', { kind: 'remove', lineId: 'nowhere' }, 'SALE_LINE_NOT_FOUND'],
    ['half a piece', { kind: 'set-quantity', lineId: 'l0', quantityMilli: 500 }, 'SALE_QUANTITY_OUT_OF_RANGE'],
    [
      'too many pieces',
      { kind: 'set-quantity', lineId: 'l0', quantityMilli: 10_000_000 },
      'SALE_QUANTITY_OUT_OF_RANGE',
    ],
    ['a fortune', { kind: 'set-price', lineId: 'l0', unitPriceMinor: 999_999_999_999 + 1 }, 'SALE_AMOUNT_TOO_HIGH'],
  ] as const)('refuses %s', (_, action, code) => {
    const refused = changeCart(one, action)
    expect(refused.ok ? null : refused.error.code).toBe(code)
  })

  test('takes as many pieces as a line may have, and not one more', () => {
    const mostMilli = LIMITS.lineQuantity * 1_000
    const set = (quantityMilli: number) => changeCart(one, { kind: 'set-quantity', lineId: 'l0', quantityMilli })
    expect(set(mostMilli)).toMatchObject({ value: { lines: [{ quantityMilli: mostMilli }] } })
    const details = { max: LIMITS.lineQuantity }
    expect(set(mostMilli + 1_000)).toEqual({ ok: false, error: { code: 'SALE_QUANTITY_OUT_OF_RANGE', details } })
  })

  test('refuses the line after the last allowed one', () => {
    const full = cartOf(
      ...Array.from({ length: LIMITS.saleLines }, (_, place) => [product(`p${place}`, 1, 550), 1_000] as const),
    )
    const action = { kind: 'add', lineId: 'x', product: product('one-more', 1, 550), quantityMilli: 1_000 } as const
    const refused = changeCart(full, action)
    expect(refused).toEqual({ ok: false, error: { code: 'SALE_TOO_LONG', details: { max: LIMITS.saleLines } } })
  })
})

describe('cash', () => {
  test('change in pieces, largest first', () => {
    const pieces = changePieces(3_788, [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1])
    expect(pieces.map(({ valueMinor, count }) => `${count}x${valueMinor}`)).toEqual([
      '1x2000',
      '1x1000',
      '1x500',
      '1x200',
      '1x50',
      '1x20',
      '1x10',
      '1x5',
      '1x2',
      '1x1',
    ])
    expect(worthOf(pieces)).toBe(3_788)
  })

  test.each([
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
    [1, 1, 3, 0],
    [999_999_999_999, 9_000, 1_000, 8_999_999_999_991],
  ])('%d × %d ÷ %d is %d, half away from zero', (a, b, divisor, expected) => {
    expect(timesOver(a, b, divisor)).toBe(expected)
  })
})

describe('codes', () => {
  test.each(['3103220028766', '20277109', '5900012000232'])('%s is an EAN', (code) => {
    expect([isEan(code), holdsCardNumber(code)]).toEqual([true, false])
  })

  test.each(['3103220028767', '2027710', '', 'abcdefgh', '590001200023'])('"%s" is none', (code) => {
    expect(isEan(code)).toBe(false)
  })

  test.each([
    '4111111111111111',
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '378282246310005',
    '5555555555554444',
    '%B4111111111111111^TEST/CARD^2912',
    ';4111111111111111=29121010000000000000?',
    'baguette 6011111111111117 x',
    'Room 12 4111 1111 1111 1111',
    'Room 12-4111111111111111',
    '4111 1111 1111 1111 123',
    '4111111111111111 12/27',
    '4111111111111111123',
    '4111  1111  1111  1111',
    '4111\u00a01111\u00a01111\u00a01111',
    '4111 – 1111 – 1111 – 1111',
    '3782 822463 10005 (12/27)',
  ])('%s is taken for a card', (text) => {
    expect(holdsCardNumber(text)).toBe(true)
  })

  test.each([
    '4111111111111112',
    'Comté 12 mois',
    '0123456789',
    '1,5 kg 33 cl',
    'By phone 2026-11-29 14.30, 01 44 55 66 77',
    'Room 12 – 2026-11-29',
  ])('%s is not', (text) => {
    expect(holdsCardNumber(text)).toBe(false)
  })

  test('an error never repeats more than a barcode', () => {
    expect([showableCode('3103220028767'), showableCode('41111111111111'), showableCode('Marie')]).toEqual([
      '3103220028767',
      HIDDEN_CODE,
      HIDDEN_CODE,
    ])
  })
})
