import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { holdsCardNumber, isEan } from '#till/barcode/barcode.ts'
import { type Cart, type CartAction, changeCart } from '#till/cart/cart.ts'
import { saleFigures } from '#till/cart/sale-figures.ts'
import { changePieces, worthOf } from '#till/cash/change-pieces.ts'
import { vatRows } from '#till/vat/vat.ts'

/** Goal: no cent is ever made or lost, whatever is rung up; no card number passes as anything else. */

const RATES = [550, 1_000, 2_000]
const rate = fc.constantFrom(0, 210, 550, 1_000, 2_000, 2_300)
const line = fc.record({ vatBasisPoints: rate, totalMinor: fc.integer({ min: -10_000_000, max: 10_000_000 }) })

describe('tax', () => {
  test('net and tax make gross in each row, the rows make the lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const rows = vatRows(lines, RATES)
        for (const { netMinor, vatMinor, grossMinor, basisPoints } of rows) {
          expect(netMinor + vatMinor).toBe(grossMinor)
          expect(Math.abs(vatMinor - (grossMinor * basisPoints) / (10_000 + basisPoints))).toBeLessThanOrEqual(0.5)
        }
        const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0)
        expect(sum(rows.map(({ grossMinor }) => grossMinor))).toBe(sum(lines.map(({ totalMinor }) => totalMinor)))
        expect(new Set(rows.map(({ basisPoints }) => basisPoints)).size).toBe(rows.length)
      }),
    )
  })
})

describe('cart', () => {
  const goods = fc.constantFrom(
    ...['a', 'b', 'c', 'd'].map((id, place) => ({
      id,
      barcode: null,
      name: id,
      unit: place % 2 === 0 ? ('piece' as const) : ('kg' as const),
      priceMinor: 99 + place * 1_234,
      vatBasisPoints: RATES[place % RATES.length] ?? 550,
      familyId: 'f',
    })),
  )
  const quantity = fc.oneof(
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.integer({ min: 1, max: 40 }).map((n) => n * 1_000),
  )
  const lineId = fc.integer({ min: 0, max: 30 }).map((place) => `l${place}`)
  const action: fc.Arbitrary<CartAction> = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), lineId, product: goods, quantityMilli: quantity }),
    fc.record({ kind: fc.constant('set-quantity' as const), lineId, quantityMilli: quantity }),
    fc.record({
      kind: fc.constant('set-price' as const),
      lineId,
      unitPriceMinor: fc.integer({ min: 0, max: 10 ** 12 }),
    }),
    fc.record({ kind: fc.constant('set-discount' as const), lineId, basisPoints: fc.integer({ min: 0, max: 10_000 }) }),
    fc.record({ kind: fc.constant('remove' as const), lineId }),
  )

  test('any actions keep a cart whole, and a refused one changes nothing', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        let cart: Cart = { lines: [], touchedLineId: null }
        for (const [place, each] of actions.entries()) {
          const before = JSON.stringify(cart)
          const changed = changeCart(cart, each.kind === 'add' ? { ...each, lineId: `l${place}` } : each)
          expect(JSON.stringify(cart)).toBe(before)
          if (!changed.ok) continue
          cart = changed.value
          const figures = saleFigures({ lines: cart.lines, tenders: [] }, RATES)
          expect(figures.totalMinor).toBe(figures.vat.reduce((sum, row) => sum + row.netMinor + row.vatMinor, 0))
          expect(figures.lines.every(({ totalMinor, discountMinor }) => totalMinor >= 0 && discountMinor >= 0)).toBe(
            true,
          )
          expect(new Set(cart.lines.map(({ id }) => id)).size).toBe(cart.lines.length)
          expect(cart.lines.length).toBeLessThanOrEqual(LIMITS.saleLines)
          const touched = cart.touchedLineId
          expect(touched === null ? cart.lines.length : cart.lines.filter(({ id }) => id === touched).length).toBe(
            touched === null ? 0 : 1,
          )
        }
      }),
    )
  })
})

describe('cash', () => {
  const EURO = [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1]
  test('the pieces are worth the change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (amountMinor) => {
        const pieces = changePieces(amountMinor, EURO)
        expect(worthOf(pieces)).toBe(amountMinor)
        expect(pieces.map(({ valueMinor }) => valueMinor)).toEqual(
          pieces.map(({ valueMinor }) => valueMinor).sort((left, right) => right - left),
        )
      }),
    )
  })
})

describe('codes', () => {
  /** Luhn-valid numbers in the ranges no issuer uses (leading 0), so that no test holds anybody's card. */
  const cardLike = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 })
    .map((digits) => withLuhn(`0${digits.join('')}`))

  function withLuhn(body: string): string {
    const sum = [...body].reverse().reduce((total, character, place) => {
      const doubled = Number(character) * (place % 2 === 0 ? 2 : 1)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
    return `${body}${(10 - (sum % 10)) % 10}`
  }

  test('a card number is found in any grouping and any company', () => {
    fc.assert(
      fc.property(cardLike, fc.constantFrom('', ' ', '-', '.'), fc.constantFrom('', ';', 'x '), (number, gap, lead) => {
        fc.pre(!isEan(number))
        const grouped = number.replace(/(.{4})(?=.)/g, `$1${gap}`)
        expect(holdsCardNumber(`${lead}${grouped}`)).toBe(true)
      }),
    )
  })

  test('any text is judged without a throw, a valid EAN never as a card', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{0,40}$/)), (text) => {
        const found = holdsCardNumber(text)
        if (isEan(text)) expect(found).toBe(false)
        if ((text.match(/\d/g) ?? []).length < 13) expect(found).toBe(false)
      }),
    )
  })
})
