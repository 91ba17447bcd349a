import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SalesFigures } from '#till/ports/paid-sales.port.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: whatever is sold in a day, at prices with and without VAT, with discounts, goods that come back and rounded cash, the tickets,
 * their fiscal records, the day's figures, the store's own sums and the signed Z say the same to the cent. On a real database;
 * fast-check prints its seed.
 */

const PRODUCTS = ['baguette', 'croissant', 'miel', 'quatre-quarts', 'pain-chocolat'] as const
const ticket = fc.record({
  lines: fc.array(fc.record({ product: fc.nat(4), pieces: fc.integer({ min: 1, max: 9 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  lineOffMinor: fc.nat(400),
  ticketOff: fc.option(fc.integer({ min: 1, max: 10_000 })),
  back: fc.boolean(),
  way: fc.constantFrom('cash', 'cheque', 'both'),
})

type Ticket = typeof ticket extends fc.Arbitrary<infer Value> ? Value : never

const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0)

async function ring(desk: TestTill, { lines, lineOffMinor, ticketOff, back, way }: Ticket) {
  const sale = () => desk.till.slice('sale')
  for (const { product, pieces } of lines) {
    const productId = PRODUCTS[product] ?? 'miel'
    await desk.call('sale.addProduct', { productId, quantityMilli: pieces * 1_000 })
  }
  const [first] = sale().lines
  if (lineOffMinor > 0 && first !== undefined) {
    await desk.call('cart.discountLine', { lineId: first.id, discount: { kind: 'amount', amountMinor: lineOffMinor } })
  }
  const last = sale().lines.at(-1)
  if (back && last !== undefined) await desk.call('cart.bringBack', { lineId: last.id, reason: 'r' })
  if (ticketOff !== null) {
    await desk.call('cart.discountTicket', { discount: { kind: 'percent', basisPoints: ticketOff } })
  }
  const leftMinor = sale().remainingMinor
  if (way === 'cheque' && leftMinor > 0) await desk.call('tender.means', { meansId: 'cheque', amountMinor: null })
  else {
    if (way === 'both' && leftMinor > 1) {
      await desk.call('tender.means', { meansId: 'cheque', amountMinor: Math.floor(leftMinor / 2) })
    }
    await desk.call('tender.cash', { givenMinor: Math.max(0, leftMinor) + 1_000 })
  }
  expect(sale().lines, 'the ticket was not finished').toEqual([])
}

const vatSums = (vat: SalesFigures['vat']) =>
  vat.map(({ basisPoints, vatMinor, grossMinor }) => [basisPoints, vatMinor, grossMinor])

test.each([false, true])(
  'the day agrees with its tickets, prices without VAT: %s',
  async (pricesExcludeVat) => {
    await fc.assert(
      fc.asyncProperty(fc.array(ticket, { minLength: 1, maxLength: 5 }), async (tickets) => {
        const desk = await openTestTill()
        try {
          await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
          await desk.call('settings.setTicketRules', { pricesExcludeVat, cashRounding: { stepMinor: 5, tie: 'up' } })
          for (const each of tickets) await ring(desk, each)
          const day = (await desk.store.businessDays.openDay())?.id ?? ''
          const stored = await desk.store.paidSales.figures(day)
          const paid = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 100 })
          expect(paid).toHaveLength(tickets.length)
          for (const { lines, vat, totalMinor, tenders } of paid) {
            expect(sum(lines.map((line) => line.totalMinor))).toBe(totalMinor)
            expect(sum(vat.map(({ grossMinor }) => grossMinor))).toBe(totalMinor)
            expect(sum(lines.map(({ vatMinor = 0 }) => vatMinor))).toBe(sum(vat.map(({ vatMinor }) => vatMinor)))
            expect(sum(tenders.map(({ amountMinor, roundingMinor = 0 }) => amountMinor - roundingMinor))).toBe(
              totalMinor,
            )
          }
          const turnoverMinor = sum(paid.map(({ totalMinor }) => totalMinor))
          expect(stored.turnoverMinor).toBe(turnoverMinor)
          expect(desk.till.slice('day').turnoverMinor).toBe(turnoverMinor)
          expect(sum(stored.tenders.map(({ amountMinor }) => amountMinor))).toBe(
            turnoverMinor + stored.adjustments.rounding.amountMinor,
          )
          const closed = await desk.till.day.close()
          expect(closed.ok).toBe(true)
          const bodies = (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 500 })).map(({ body }) =>
            JSON.parse(body),
          )
          const signed = bodies.filter(({ kind }) => kind === 'ticket')
          expect(sum(signed.map(({ totalMinor }) => totalMinor))).toBe(turnoverMinor)
          const z = bodies.find(({ kind }) => kind === 'closing')
          expect(z).toMatchObject({ turnoverMinor, perpetualTotalMinor: turnoverMinor })
          expect(vatSums(z.vat)).toEqual(vatSums(stored.vat))
          expect(z.tenders).toEqual(stored.tenders)
        } finally {
          desk.close()
        }
      }),
      { numRuns: 4 },
    )
  },
  60_000,
)
