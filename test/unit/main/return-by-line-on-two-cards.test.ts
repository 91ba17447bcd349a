/**
 * Goal: goods that several cards paid for come back to each of them, with a ticket of its own: what one card got stays booked, whatever
 * becomes of the other, and never more than it paid. Method: till, engine and store joined as the program joins them, on a real disk; the
 * bank is a ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CALLER, type JoinedRooms, openJoinedRooms } from '#test/support/till/joined-rooms.ts'
import { returnHands, sharesOf } from '#test/support/till/return-hands.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'

let shop: JoinedRooms
beforeEach(async () => {
  shop = await openJoinedRooms()
})
afterEach(async () => expect(await shop.close()).toEqual([]))
const { sell, found, look, give, ended, leftOf, returnsOf, until } = returnHands(() => shop)

describe('goods that two cards paid for', () => {
  const sumOf = (sales: readonly PaidSale[], of: (sale: PaidSale) => number) =>
    sales.reduce((sum, sale) => sum + of(sale), 0)

  it.each([
    ['three of them', [1_000, 1_535], 3],
    ['one of them, which both paid', [400, 445], 1],
    ['one of them, which three paid', [1, 400, 444], 1],
  ] as const)('%s: each card gets what it paid, on a ticket of its own', async (_, onCards, pieces) => {
    const sale = await sell(onCards, undefined, pieces)
    const seen = await look(sale, pieces)
    expect([...sharesOf(seen)].map(({ amountMinor }) => amountMinor).sort()).toEqual([...onCards].sort())
    expect(seen.failure).toBeNull()
    const end = await give(sale, pieces)
    expect(end).toMatchObject({ value: { outcome: 'done', givenMinor: sale.totalMinor, cashMinor: 0 } })
    const returns = await returnsOf(sale)
    expect(end.ok && end.value.number).toBe(returns.map(({ number }) => number).join(', '))
    const back = returns.flatMap(({ tenders }) =>
      tenders.map(({ cardTail, amountMinor }) => [cardTail, 0 - amountMinor]),
    )
    const paid = sale.tenders.map(({ cardTail, amountMinor }) => [cardTail, amountMinor])
    expect(back.sort()).toEqual(paid.sort())
    for (const { lines, tenders, totalMinor } of returns) {
      expect(totalMinor).toBe(tenders[0]?.amountMinor)
      expect(lines.reduce((sum, line) => sum + line.totalMinor, 0)).toBe(totalMinor)
    }
    expect([sumOf(returns, (one) => one.vatMinor), sumOf(returns, (one) => one.itemCount)]).toEqual([
      0 - sale.vatMinor,
      pieces,
    ])
    expect([shop.host.netMinor(), await leftOf(sale), shop.till.slice('day').turnoverMinor]).toEqual([0, [0], 0])
  })

  /** All that is left, a part of a piece too. */
  async function giveRest(sale: PaidSale) {
    const [{ leftMilli = 0, lineId = '' } = {}] = (await look(sale)).lines
    const lines = [{ lineId, quantityMilli: leftMilli }]
    const seen = await shop.till.calls['return.look']({ saleId: sale.id, lines }, CALLER)
    const shares = seen.ok ? sharesOf(seen.value) : []
    return ended(shop.till.calls['return.give']({ saleId: sale.id, lines, shares }, CALLER))
  }

  it('of which the second refuses: the first has its share, the rest of the goods is still to come back', async () => {
    const sale = await sell([1_000, 1_535])
    shop.host.sales.push('decline')
    const end = await give(sale, 2)
    expect(end).toMatchObject({ value: { outcome: 'refused', givenMinor: 1_535, failure: expect.anything() } })
    expect([shop.host.netMinor(), (await returnsOf(sale)).map(({ totalMinor }) => totalMinor)]).toEqual([
      1_000,
      [-1_535],
    ])
    expect(await leftOf(sale)).toEqual([1_183])
    expect(await give(sale, 1)).toMatchObject({ error: { code: 'SALE_RETURN_TOO_MUCH' } })
    expect(await giveRest(sale)).toMatchObject({ value: { outcome: 'done', givenMinor: 1_000 } })
    expect([shop.host.netMinor(), await leftOf(sale), shop.till.slice('day').turnoverMinor]).toEqual([0, [0], 0])
  })

  it('and the till is killed between the two: the first has its share once, the second after', async () => {
    const sale = await sell([1_000, 1_535])
    shop.host.afterBooking = () => new Promise(() => {})
    void give(sale, 2)
    await shop.come()
    shop = await shop.kill()
    await until(() => shop.host.netMinor() === 1_000)
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([1_000, [1_183]])
    expect(await giveRest(sale)).toMatchObject({ value: { outcome: 'done' } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([0, [0]])
  })

  it('and that nobody can part in two say so, and nothing is booked', async () => {
    const saffron = { id: 'saffron', name: 'Safran', unit: 'kg', priceMinor: 1_000_000, vatBasisPoints: 550 } as const
    await shop.store.catalogue.write([{ ...saffron, familyId: 'drinks', barcodes: [] }])
    const { calls } = shop.till
    await calls['sale.addProduct']({ productId: 'saffron', quantityMilli: 1 }, CALLER)
    const { id } = shop.till.slice('sale')
    for (const amountMinor of [400, 600]) {
      await calls['tender.card']({ amountMinor }, CALLER)
      await shop.come()
      shop.engine.dismiss()
    }
    const sale = await found(id)
    const lines = [{ lineId: sale.lines[0]?.id ?? '', quantityMilli: 1 }]
    const seen = await calls['return.look']({ saleId: id, lines }, CALLER)
    if (!seen.ok) throw new Error(seen.error.code)
    const asked = calls['return.give']({ saleId: id, lines, shares: sharesOf(seen.value) }, CALLER)
    expect(await asked).toMatchObject({ error: { code: 'SALE_RETURN_NOT_PARTED' } })
    expect(await returnsOf(sale)).toEqual([])
  })
})
