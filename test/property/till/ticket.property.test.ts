import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundedCash } from '#contract/cash-rounding.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import type { SaleLineView } from '#contract/views/sale-view.ts'
import { type Cart, type CartAction, changeCart } from '#till/cart/cart.ts'
import { saleFigures } from '#till/cart/sale-figures.ts'
import { shareExactly, shareOut } from '#till/vat/share-out.ts'

/**
 * Goal: whatever is done to a ticket, its totals are those of a computation that shares no code with the till's: line, ticket and tax to
 * the cent, prices with and without VAT, discounts on lines and on the ticket, weighed goods, goods that come back. fast-check prints
 * its seed.
 */

const RATES = [0, 550, 1_000, 2_000]
const goods = ['bread', 'cheese', 'wine', 'book', 'stamp'].map((id, place) => ({
  id,
  barcode: null,
  name: id,
  unit: id === 'cheese' ? ('kg' as const) : ('piece' as const),
  priceMinor: [99, 2_490, 1_333, 1_990, 116][place] ?? 1,
  vatBasisPoints: [550, 550, 2_000, 1_000, 0][place] ?? 0,
  familyId: 'f',
}))
const quantityMilli = fc.oneof(
  fc.integer({ min: 0, max: 9_999 }),
  fc.integer({ min: 1, max: 40 }).map((pieces) => pieces * 1_000),
)
const place = fc.nat(12)
const minor = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 10 ** 12 }))
const basisPoints = fc.integer({ min: 0, max: 10_000 })
const kind = fc.constantFrom('percent' as const, 'amount' as const)
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), of: fc.nat(4), quantityMilli }) },
  fc.record({ do: fc.constant('quantity' as const), place, quantityMilli }),
  fc.record({ do: fc.constant('price' as const), place, minor }),
  fc.record({ do: fc.constant('percent' as const), place, basisPoints }),
  fc.record({ do: fc.constant('amount' as const), place, minor }),
  fc.record({ do: fc.constant('back' as const), place, quantityMilli }),
  fc.record({ do: fc.constant('note' as const), place, text: fc.constantFrom('', 'well done') }),
  fc.record({ do: fc.constant('remove' as const), place }),
  fc.record({ do: fc.constant('ticket' as const), kind, basisPoints, minor }),
  fc.record({ do: fc.constant('no-ticket' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

function actionOf(cart: Cart, taken: Step, number: number): CartAction {
  const lineId = 'place' in taken ? (cart.lines[taken.place]?.id ?? 'nowhere') : ''
  switch (taken.do) {
    case 'add':
      return {
        kind: 'add',
        lineId: `l${number}`,
        product: goods[taken.of] ?? fail(),
        quantityMilli: taken.quantityMilli,
      }
    case 'quantity':
      return { kind: 'set-quantity', lineId, quantityMilli: taken.quantityMilli }
    case 'price':
      return { kind: 'set-price', lineId, unitPriceMinor: taken.minor }
    case 'percent':
      return { kind: 'set-discount', lineId, basisPoints: taken.basisPoints }
    case 'amount':
      return { kind: 'set-discount-amount', lineId, amountMinor: taken.minor }
    case 'back':
      return { kind: 'bring-back', lineId, reason: 'r', newLineId: `l${number}`, quantityMilli: taken.quantityMilli }
    case 'note':
      return { kind: 'set-note', lineId, note: taken.text }
    case 'remove':
      return { kind: 'remove', lineId }
    case 'no-ticket':
      return { kind: 'discount-ticket', discount: null }
    case 'ticket':
      return {
        kind: 'discount-ticket',
        discount:
          taken.kind === 'percent'
            ? { kind: 'percent', basisPoints: taken.basisPoints }
            : { kind: 'amount', amountMinor: taken.minor },
      }
  }
}

function fail(): never {
  throw new Error('no such goods')
}

const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0)
/** A fraction as its whole and its rest, rounded half away from zero by looking at the rest. */
function rounded(numerator: bigint, divisor: bigint): number {
  const positive = numerator < 0n ? -numerator : numerator
  const rest = positive % divisor
  const whole = (positive - rest) / divisor + (rest + rest >= divisor ? 1n : 0n)
  return Number(numerator < 0n ? -whole : whole)
}

/** The cart again, in fractions: what each line costs before the discount on the ticket. */
function ownTotals(cart: Cart): number[] {
  return cart.lines.map((line) => {
    const full = rounded(BigInt(line.unitPriceMinor) * BigInt(line.quantityMilli), 1_000n)
    const percent = rounded(BigInt(full) * BigInt(line.discountBasisPoints), 10_000n)
    const off = line.discountAmountMinor === undefined ? percent : Math.min(full, line.discountAmountMinor)
    return line.returned ? off - full : full - off
  })
}

function checkTotals(cart: Cart, pricesExcludeVat: boolean): void {
  const sale = { ...cart, tenders: [], ...(pricesExcludeVat && { pricesExcludeVat: true as const }) }
  const figures = saleFigures(sale, RATES)
  const own = ownTotals(cart)
  const weights = own.map((total, at) => (cart.lines[at]?.returned ? 0 : total))
  const base = sum(weights)
  const { discount } = cart
  const wanted = !discount
    ? 0
    : discount.kind === 'percent'
      ? rounded(BigInt(base) * BigInt(discount.basisPoints), 10_000n)
      : Math.min(base, discount.amountMinor)
  const shares = figures.lines.map(({ ticketDiscountMinor = 0 }) => ticketDiscountMinor)
  expect(sum(shares)).toBe(wanted)
  for (const [at, share] of shares.entries()) {
    expect(share).toBeLessThanOrEqual(weights[at] ?? 0)
    if (base > 0) expect(Math.abs(share - (wanted * (weights[at] ?? 0)) / base)).toBeLessThan(1.001)
  }
  const bare = (line: SaleLineView) => line.totalMinor - (pricesExcludeVat ? (line.vatMinor ?? 0) : 0)
  expect(figures.lines.map(bare)).toEqual(own.map((total, at) => total - (shares[at] ?? 0)))
  for (const row of figures.vat) {
    const lines = figures.lines.filter(({ vatBasisPoints }) => vatBasisPoints === row.basisPoints)
    const rateSum = BigInt(sum(lines.map(bare)))
    const points = BigInt(row.basisPoints)
    const vat = rounded(rateSum * points, pricesExcludeVat ? 10_000n : 10_000n + points)
    expect(row.vatMinor).toBe(vat)
    expect(row.netMinor + row.vatMinor).toBe(row.grossMinor)
    expect(sum(lines.map(({ vatMinor = 0 }) => vatMinor))).toBe(row.vatMinor)
    expect(sum(lines.map(({ totalMinor }) => totalMinor))).toBe(row.grossMinor)
  }
  expect(figures.totalMinor).toBe(sum(figures.lines.map(({ totalMinor }) => totalMinor)))
  expect(figures.totalMinor).toBe(sum(figures.vat.map(({ grossMinor }) => grossMinor)))
  expect(Math.abs(figures.totalMinor)).toBeLessThanOrEqual(AMOUNT_MINOR_MAX)
}

describe('a ticket', () => {
  test.each([false, true])(
    'prices without VAT %s: any actions keep the totals of an independent computation',
    (isNet) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
          let cart: Cart = { lines: [], touchedLineId: null, ...(isNet && { pricesExcludeVat: true as const }) }
          for (const [number, each] of steps.entries()) {
            const before = JSON.stringify(cart)
            const changed = changeCart(cart, actionOf(cart, each, number))
            expect(JSON.stringify(cart)).toBe(before)
            if (changed.ok) cart = { ...cart, ...changed.value }
            checkTotals(cart, isNet)
          }
          expect(new Set(cart.lines.map(({ id }) => id)).size).toBe(cart.lines.length)
        }),
        { numRuns: 60 },
      )
    },
  )

  test('split in two, prices with VAT, comes to the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.nat(2 ** 12), (steps, mask) => {
        let cart: Cart = { lines: [], touchedLineId: null }
        for (const [number, each] of steps.entries()) {
          if (each.do === 'ticket') continue
          const changed = changeCart(cart, actionOf(cart, each, number))
          if (changed.ok) cart = changed.value
        }
        const isLeft = (at: number) => ((mask >> (at % 12)) & 1) === 1
        const totalOf = (lines: Cart['lines']) => saleFigures({ lines, tenders: [] }, RATES).totalMinor
        const parts = [cart.lines.filter((_, at) => isLeft(at)), cart.lines.filter((_, at) => !isLeft(at))]
        expect(sum(parts.map(totalOf))).toBe(totalOf(cart.lines))
      }),
    )
  })
})

describe('shares', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1, maxLength: 40 })

  test('add up, none is a unit from exact, nothing weighs more than itself', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (each, part) => {
        const whole = sum(each)
        const amountMinor = Math.floor(whole * part)
        const shares = shareOut(amountMinor, each)
        expect(sum(shares)).toBe(whole === 0 ? 0 : amountMinor)
        for (const [at, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(each[at] ?? 0)
        }
      }),
    )
  })

  test('equal shares of an amount differ by one unit at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 1, max: 60 }), (amountMinor, people) => {
        const shares = shareOut(
          amountMinor,
          Array.from({ length: people }, () => 1),
        )
        expect(sum(shares)).toBe(amountMinor)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('fractions below zero too make the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), { maxLength: 30 }), (numerators) => {
        const whole = numerators.reduce((left, right) => left + right, 0n)
        const wanted = rounded(whole, 10_550n)
        const shares = shareExactly(numerators, 10_550n, wanted)
        expect(sum(shares)).toBe(wanted)
        for (const [at, share] of shares.entries()) {
          const off = BigInt(share) * 10_550n - (numerators[at] ?? 0n)
          expect(off > -10_550n && off <= 10_550n).toBe(true)
        }
      }),
    )
  })
})

/** Switzerland, Belgium, Finland, Ireland, the Netherlands; Sweden. */
const FIVE_CENTS = { stepMinor: 5, tie: 'up' as const }
const WHOLE_CROWN = { stepMinor: 100, tie: 'up' as const }

describe('cash', () => {
  const rule = fc.constantFrom(FIVE_CENTS, WHOLE_CROWN, { stepMinor: 10, tie: 'down' as const }, null)

  test('is rounded to the step, by half of it at most, the same both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), rule, (amountMinor, each) => {
        const cash = roundedCash(amountMinor, each)
        if (each === null) expect(cash).toBe(amountMinor)
        else {
          expect(Math.abs(cash % each.stepMinor)).toBe(0)
          expect(Math.abs(cash - amountMinor) * 2).toBeLessThanOrEqual(each.stepMinor)
        }
        expect(roundedCash(0 - amountMinor, each)).toBe(0 - cash)
        expect(roundedCash(cash, each)).toBe(cash)
      }),
    )
  })
})
