/** Goal: a bill that is split comes to the cent to what it was, line by line and rate by rate. Method: random bills. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalShares } from '#contract/bill-shares.ts'
import { lineTotals } from '#till/cart/line-totals.ts'
import {
  type CostingLine,
  type Portions,
  portionLines,
  portionsByAmount,
  portionsByLine,
  rejoined,
} from '#till/floor/portions.ts'
import type { CartLine } from '#till/ports/open-sales.port.ts'
import { vatRows } from '#till/vat/vat.ts'

const RATES = [550, 1_000, 2_000]
const SEED = Number(process.env.SEED ?? Date.now())
const settings = { seed: SEED, numRuns: 120 }

const line = fc.record({
  quantityMilli: fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((pieces) => pieces * 1_000),
    fc.integer({ min: 1, max: 5_000 }),
  ),
  unitPriceMinor: fc.integer({ min: 0, max: 20_000 }),
  discountBasisPoints: fc.constantFrom(0, 0, 1_000, 3_333),
  vatBasisPoints: fc.constantFrom(...RATES),
})
const bill = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) =>
  lines.map((one, at): CostingLine => {
    const cart: CartLine = {
      id: `line-${at}`,
      productId: 'p',
      barcode: null,
      name: `Plat ${at}`,
      unit: 'piece',
      ...one,
    }
    return { line: cart, totalMinor: lineTotals(cart).totalMinor }
  }),
)
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
const sumOf = (lines: readonly CostingLine[]) => sum(lines.map(({ totalMinor }) => totalMinor))
const amountOf = (portions: Portions, part: number) => sum((portions[part] ?? []).map((minor) => minor ?? 0))

/** Lines part by part, as they stand on the tickets of the parts. */
function ticketsOf(lines: readonly CostingLine[], portions: Portions): readonly (readonly CartLine[])[] {
  let made = 0
  const nextId = () => {
    made += 1
    return `new-${made}`
  }
  const parts = portions.map((): CartLine[] => [])
  lines.forEach((costing, at) => {
    portionLines(
      costing,
      portions.map((row) => row[at] ?? null),
      nextId,
    ).forEach((portion, part) => {
      if (portion !== null) parts[part]?.push(portion)
    })
  })
  return parts
}

/** Nothing is lost or doubled: quantities and amounts of each line, and the gross of each rate, are what they were. */
function expectWhole(lines: readonly CostingLine[], parts: readonly (readonly CartLine[])[]): void {
  const all = parts.flat()
  for (const { line: origin, totalMinor } of lines) {
    const own = all.filter(({ id, portionOf }) => id === origin.id || portionOf === origin.id)
    expect(sum(own.map((one) => lineTotals(one).totalMinor))).toBe(totalMinor)
    expect(sum(own.map(({ quantityMilli }) => quantityMilli))).toBe(origin.quantityMilli)
  }
  const grossOf = (of: readonly CartLine[]) => {
    const views = of.map((one) => ({ ...one, ...lineTotals(one), vatLetter: '' }))
    return RATES.map((rate) => vatRows(views, RATES).find(({ basisPoints }) => basisPoints === rate)?.grossMinor ?? 0)
  }
  const whole = grossOf(lines.map((one) => one.line))
  const split = parts.map(grossOf)
  expect(RATES.map((_, rate) => sum(split.map((gross) => gross[rate] ?? 0)))).toEqual(whole)
}

describe(`a bill in parts (seed ${SEED})`, () => {
  it('of equal amounts differs by a cent at most, and is the bill', () => {
    fc.assert(
      fc.property(bill, fc.integer({ min: 2, max: 9 }), (lines, count) => {
        const portions = portionsByAmount(lines, equalShares(sumOf(lines), count))
        const amounts = portions.map((_, part) => amountOf(portions, part))
        expect(sum(amounts)).toBe(sumOf(lines))
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
        expect(portions.flat().every((minor) => minor === null || minor >= 0)).toBe(true)
        if (lines.every(({ line: { quantityMilli } }) => quantityMilli >= count))
          expectWhole(lines, ticketsOf(lines, portions))
      }),
      settings,
    )
  })

  it('of an amount and the rest has exactly that amount', () => {
    fc.assert(
      fc.property(bill, fc.nat(), (lines, wish) => {
        const totalMinor = sumOf(lines)
        const amountMinor = totalMinor === 0 ? 0 : wish % (totalMinor + 1)
        const portions = portionsByAmount(lines, [amountMinor, totalMinor - amountMinor])
        expect([amountOf(portions, 0), amountOf(portions, 1)]).toEqual([amountMinor, totalMinor - amountMinor])
        if (lines.every(({ line: { quantityMilli } }) => quantityMilli >= 2))
          expectWhole(lines, ticketsOf(lines, portions))
      }),
      settings,
    )
  })

  it('by who shares what is the bill, and who shares alike pays alike to the cent', () => {
    fc.assert(
      fc.property(
        bill,
        fc.integer({ min: 2, max: 6 }),
        fc.infiniteStream(fc.nat({ max: 63 })),
        (lines, count, draws) => {
          const parts = Array.from({ length: count }, (_, part) => part)
          const sharers = lines.map(({ line: { quantityMilli } }) => {
            const mask = draws.next().value ?? 0
            const some = parts.filter((part) => (mask >> part) % 2 === 1)
            return quantityMilli < count ? parts.slice(0, 1) : some.length === 0 ? parts : some
          })
          expectWhole(lines, ticketsOf(lines, portionsByLine(lines, sharers, count)))
          const alike = portionsByLine(
            lines,
            lines.map(() => parts),
            count,
          )
          const amounts = parts.map((part) => amountOf(alike, part))
          expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
        },
      ),
      settings,
    )
  })

  it('is the bill again when its parts are joined', () => {
    fc.assert(
      fc.property(bill, fc.integer({ min: 2, max: 5 }), (lines, count) => {
        fc.pre(lines.every(({ line: { quantityMilli } }) => quantityMilli >= count))
        const parts = ticketsOf(lines, portionsByAmount(lines, equalShares(sumOf(lines), count)))
        const joined = rejoined(parts.flat()).lines.map(({ portionOf: _, ...plain }) => plain)
        expect(joined.toSorted((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }))).toEqual(
          lines.map((one) => one.line),
        )
      }),
      settings,
    )
  })
})

describe('a line in portions', () => {
  const pizza: CartLine = {
    id: 'pizza',
    productId: 'pizza',
    barcode: null,
    name: 'Pizza',
    unit: 'piece',
    quantityMilli: 1_000,
    unitPriceMinor: 1_490,
    discountBasisPoints: 0,
    vatBasisPoints: 1_000,
  }
  it('says how much of it each has, and agrees an amount only where the price does not give it', () => {
    const thirds = portionLines({ line: pizza, totalMinor: 1_490 }, [497, 497, 496], () => 'new')
    expect(thirds.map((one) => one?.quantityMilli)).toEqual([334, 333, 333])
    // 0,334 at 14,90 gives 4,98; 0,333 gives 4,96.
    expect(thirds.map((one) => one?.agreedMinor)).toEqual([497, 497, undefined])
    expect(thirds.map((one) => (one ? lineTotals(one).totalMinor : 0))).toEqual([497, 497, 496])
  })

  it('of whole pieces stays pieces at the price', () => {
    const two = { ...pizza, quantityMilli: 2_000 }
    const halves = portionLines({ line: two, totalMinor: 2_980 }, [1_490, 1_490], () => 'new')
    expect(halves).toMatchObject([
      { id: 'pizza', quantityMilli: 1_000 },
      { id: 'new', quantityMilli: 1_000 },
    ])
    expect(halves.every((one) => one?.agreedMinor === undefined)).toBe(true)
  })
})
