import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CashRounding, roundedCash } from '#contract/cash-rounding.ts'
import type { TicketDiscount } from '#contract/views/sale-view.ts'
import { saleFigures } from '#till/cart/sale-figures.ts'
import { NO_FIGURES } from '#till/core/till-memory.ts'
import { withSale } from '#till/day/sales-figures.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import type { CartLine } from '#till/ports/open-sales.port.ts'

/** Goal: the till rounds as the public vectors say: line, ticket discount, tax per line and rate, total, cash; and the day adds it up. */

interface Vector {
  readonly name: string
  readonly pricesIncludeVat: boolean
  readonly lines: readonly {
    readonly quantityMilli: number
    readonly unitPriceMinor: number
    readonly vatBasisPoints: number
    readonly discountBasisPoints?: number
    readonly discountAmountMinor?: number
    readonly returned?: true
  }[]
  readonly ticketDiscount?: TicketDiscount
  readonly cashRounding?: CashRounding
  readonly expected: {
    readonly lines: readonly {
      readonly discountMinor: number
      readonly ticketDiscountMinor: number
      readonly vatMinor: number
      readonly totalMinor: number
    }[]
    readonly vat: readonly {
      readonly basisPoints: number
      readonly netMinor: number
      readonly vatMinor: number
      readonly grossMinor: number
    }[]
    readonly totalMinor: number
    readonly cashMinor?: number
    readonly roundingMinor?: number
  }
}

const FILE = join(import.meta.dirname, '../../../docs/rounding-vectors.json')
const VECTORS: readonly Vector[] = JSON.parse(readFileSync(FILE, 'utf8'))

function figuresOf({ lines, ticketDiscount, pricesIncludeVat }: Vector) {
  const cart = lines.map(({ returned, discountBasisPoints = 0, ...line }, place): CartLine => {
    const goods = {
      id: `l${place}`,
      productId: 'p',
      barcode: null,
      name: 'p',
      unit: 'kg' as const,
      discountBasisPoints,
    }
    return { ...goods, ...line, ...(returned && { returned: { reason: '' } }) }
  })
  const prices = pricesIncludeVat ? {} : { pricesExcludeVat: true as const }
  return saleFigures({ lines: cart, tenders: [], discount: ticketDiscount ?? null, ...prices }, [])
}

describe.each(VECTORS)('$name', (vector) => {
  const { expected, cashRounding } = vector
  const figures = figuresOf(vector)

  test('line, rate and total', () => {
    const lines = figures.lines.map(({ discountMinor, ticketDiscountMinor = 0, vatMinor, totalMinor }) => {
      return { discountMinor, ticketDiscountMinor, vatMinor, totalMinor }
    })
    expect(lines).toEqual(expected.lines)
    expect(figures.vat.map(({ letter: _, ...row }) => row)).toEqual(expected.vat)
    expect(figures.totalMinor).toBe(expected.totalMinor)
  })

  test('cash', () => {
    const cashMinor = roundedCash(figures.totalMinor, cashRounding)
    expect(cashMinor).toBe(expected.cashMinor ?? expected.totalMinor)
    expect(cashMinor - figures.totalMinor).toBe(expected.roundingMinor ?? 0)
  })
})

test('the day is the sum of its tickets, rate by rate', () => {
  let day = NO_FIGURES
  for (const vector of VECTORS) {
    const { lines, vat, totalMinor } = figuresOf(vector)
    day = withSale(day, { lines, vat, totalMinor, tenders: [] } as unknown as PaidSale)
  }
  const sum = (values: readonly number[]) => values.reduce((left, right) => left + right, 0)
  expect(day.turnoverMinor).toBe(sum(VECTORS.map(({ expected }) => expected.totalMinor)))
  const rates = new Set(VECTORS.flatMap(({ expected }) => expected.vat.map(({ basisPoints }) => basisPoints)))
  for (const rate of rates) {
    const rows = VECTORS.flatMap(({ expected }) => expected.vat.filter(({ basisPoints }) => basisPoints === rate))
    expect(day.vat.find(({ basisPoints }) => basisPoints === rate)).toEqual({
      basisPoints: rate,
      netMinor: sum(rows.map(({ netMinor }) => netMinor)),
      vatMinor: sum(rows.map(({ vatMinor }) => vatMinor)),
      grossMinor: sum(rows.map(({ grossMinor }) => grossMinor)),
    })
  }
})
