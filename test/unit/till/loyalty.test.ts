import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pointsFor, pointsLost, rewardsWithin, USUAL_LOYALTY } from '#contract/loyalty.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { ticketOf } from '#test/support/till/papers-of.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: points come and go with the ticket that says so, in its transaction, by the rule of the shop; a return takes back its share; no
 * customer is ever below zero; and nothing is given where the shop gives none. On a real database; the card side is scripted.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const points = (customerId: string) => desk.store.loyalty.pointsOf(customerId)
const rules = () => desk.call('loyalty.setRules', { rules: { earnMinor: 100, rewardPoints: 50, rewardMinor: 200 } })

async function customer(loyaltyNumber = '0430000000126'): Promise<string> {
  const draft = customerDraft({ loyaltyNumber, creditLimitMinor: 100_000 })
  const saved = await desk.call('customer.save', { draft })
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}

/** So many jars of honey at 8.45 on the customer's ticket. */
async function ring(customerId: string, jars: number): Promise<void> {
  await desk.call('customer.choose', { customerId })
  await desk.call('sale.addProduct', { productId: 'miel' })
  const lineId = sale().lines[0]?.id ?? ''
  if (jars !== 1) await desk.call('sale.setQuantity', { lineId, quantityMilli: jars * 1_000 })
}

async function buy(customerId: string, jars: number): Promise<string> {
  await ring(customerId, jars)
  const { id, totalMinor } = sale()
  expect(code(await desk.call('tender.cash', { givenMinor: totalMinor }))).toBe('ok')
  return id
}

async function bringBack(saleId: string, jars: number): Promise<void> {
  const line = (await desk.store.paidSales.paidSale(saleId))?.lines[0]
  const wanted = { saleId, lines: [{ lineId: line?.id ?? '', quantityMilli: jars * 1_000 }], to: 'cash' }
  const look = await desk.call('return.look', wanted)
  if (!look.ok) throw new Error(look.error.code)
  const shares = look.value.targets.flatMap(({ key, amountMinor }) => (amountMinor > 0 ? [{ key, amountMinor }] : []))
  expect(await desk.call('return.give', { ...wanted, shares })).toMatchObject({ value: { outcome: 'done' } })
}

const paperOf = (saleId: string) => ticketOf(desk, saleId)

describe('points', () => {
  test('are none before the shop wants them, and none without a card; then they come with the paid ticket', async () => {
    const id = await customer()
    await buy(id, 2)
    expect([await points(id), sale().loyalty]).toEqual([0, undefined])
    await rules()
    await ring(id, 2)
    expect(sale().loyalty).toMatchObject({ points: 0, earned: 16, spent: 0, rewards: 0 })
    expect(await points(id)).toBe(0)
    const { id: saleId } = sale()
    await desk.call('tender.cash', { givenMinor: 1_690 })
    expect(await points(id)).toBe(16)
    expect(await paperOf(saleId)).toMatch(/Points de fidélité gagnés +16\nSolde de points +16/)
    const bare = await customer('')
    await buy(bare, 1)
    expect(await points(bare)).toBe(0)
    desk = await desk.reopen()
    expect(await points(id)).toBe(16)
  })

  test('are spent as a discount that the tax follows, and held by the ticket until it is paid', async () => {
    const id = await customer()
    await rules()
    await buy(id, 7)
    expect(await points(id)).toBe(59)
    await ring(id, 1)
    expect(sale().loyalty).toMatchObject({ points: 59, rewards: 1, rewardPoints: 50, rewardMinor: 200 })
    expect(code(await desk.call('loyalty.spend', { rewards: 2 }))).toBe('LOYALTY_POINTS_TOO_FEW')
    expect(code(await desk.call('loyalty.spend', { rewards: 1 }))).toBe('ok')
    expect(sale()).toMatchObject({ totalMinor: 645, loyalty: { spent: 50, earned: 6, rewards: 0 } })
    expect(code(await desk.call('loyalty.spend', { rewards: 1 }))).toBe('LOYALTY_DISCOUNT_THERE')
    // Put aside, the points are not spent by the next ticket too.
    await desk.call('sale.hold', {})
    await ring(id, 1)
    expect(code(await desk.call('loyalty.spend', { rewards: 1 }))).toBe('LOYALTY_POINTS_TOO_FEW')
    await desk.call('customer.choose', { customerId: null })
    expect(code(await desk.call('loyalty.spend', { rewards: 1 }))).toBe('LOYALTY_NO_CARD')
    await desk.call('sale.void', {})
    const [held] = await desk.store.openSales.openSales()
    await desk.call('sale.recall', { saleId: held?.id ?? '' })
    expect(code(await desk.call('customer.choose', { customerId: null }))).toBe('LOYALTY_TAKE_OFF_FIRST')
    expect(await points(id)).toBe(59)
    const { id: saleId } = sale()
    await desk.call('tender.card', { amountMinor: 645 })
    const store = (commit: Parameters<Parameters<TestTill['till']['commitApproval']>[1]>[0]) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null)
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 645), store)
    expect(await points(id)).toBe(15)
    expect(await paperOf(saleId)).toMatch(/utilisés +-50\n.+gagnés +6\nSolde de points +15/)
  })

  test('stay where the discount is taken off, where the ticket is dropped, and a smaller ticket is refused before money comes in', async () => {
    const id = await customer()
    await rules()
    await buy(id, 12)
    await ring(id, 1)
    await desk.call('sale.addProduct', { productId: 'baguette' })
    expect(code(await desk.call('loyalty.spend', { rewards: 2 }))).toBe('ok')
    await desk.call('sale.removeLine', { lineId: sale().lines[0]?.id ?? '' })
    expect(code(await desk.call('tender.begin', {}))).toBe('LOYALTY_TICKET_TOO_SMALL')
    // Neither shared with others nor kept by a shop that gives no points any more.
    await desk.call('loyalty.setRules', { rules: null })
    expect(code(await desk.call('tender.begin', {}))).toBe('LOYALTY_TAKE_OFF_FIRST')
    await rules()
    await desk.call('cart.discountTicket', { discount: null })
    expect(sale().loyalty).toMatchObject({ points: 101, spent: 0 })
    expect(code(await desk.call('loyalty.spend', { rewards: 1 }))).toBe('LOYALTY_TICKET_TOO_SMALL')
    await desk.call('sale.void', {})
    expect(await points(id)).toBe(101)
  })

  test('of goods that come back are taken back by their share; the reward comes back with the last; never below zero', async () => {
    const id = await customer()
    await rules()
    const first = await buy(id, 10)
    expect(await points(id)).toBe(84)
    await bringBack(first, 3)
    // 10 jars brought 84 points: 7 of them keep floor(58.8).
    expect(await points(id)).toBe(58)
    await ring(id, 1)
    await desk.call('loyalty.spend', { rewards: 1 })
    const { id: second } = sale()
    await desk.call('tender.cash', { givenMinor: 645 })
    expect(await points(id)).toBe(14)
    // What the first one brought is spent: no more is taken than is there.
    await bringBack(first, 7)
    expect(await points(id)).toBe(0)
    await bringBack(second, 1)
    expect(await points(id)).toBe(44)
    const returns = await desk.store.saleSearch.returnsOf(second)
    expect(await paperOf(returns[0]?.id ?? '')).toMatch(/rendus +50\n.+repris +-6\nSolde de points +44/)
  })

  test('cannot be changed in the file without a trace', async () => {
    const id = await customer()
    await rules()
    await buy(id, 2)
    for (const sql of ['UPDATE loyalty_movement SET points = 1000', 'DELETE FROM loyalty_movement']) {
      expect(() => desk.corrupt(sql)).toThrow('points only move by movements')
    }
    expect(await points(id)).toBe(16)
    const told = await desk.till.personalData(id)
    expect(JSON.parse(told.ok ? told.value.json : '{}')).toMatchObject({
      loyaltyPoints: 16,
      tickets: [{ loyaltyPoints: { earned: 16 } }],
    })
  })

  test('stay with their ticket: it is neither shared nor moved while it spends some', async () => {
    const id = await customer()
    await rules()
    await buy(id, 7)
    await desk.call('floor.open', { tableId: 'table-8' })
    await ring(id, 2)
    await desk.call('loyalty.spend', { rewards: 1 })
    const { id: saleId, lines } = sale()
    const shared = await desk.call('floor.split', { saleId, way: { kind: 'equal', count: 2 } })
    expect(code(shared)).toBe('LOYALTY_TAKE_OFF_FIRST')
    const moved = { saleId, toId: 'table-7', lines: [{ lineId: lines[0]?.id ?? '' }] }
    expect(code(await desk.call('floor.moveLines', moved))).toBe('LOYALTY_TAKE_OFF_FIRST')
    expect(await points(id)).toBe(59)
  })
})

test('rewards never cost more points than there are nor take off more than the goods; what is lost in steps is what is lost at once', () => {
  const amount = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(amount, amount, amount, amount, (have, goodsMinor, onceMinor, thenMinor) => {
      const rewards = rewardsWithin(have, goodsMinor, USUAL_LOYALTY)
      expect(rewards * USUAL_LOYALTY.rewardPoints).toBeLessThanOrEqual(have)
      expect(rewards * USUAL_LOYALTY.rewardMinor).toBeLessThanOrEqual(goodsMinor)
      const earned = pointsFor(goodsMinor, USUAL_LOYALTY)
      const once = pointsLost(earned, goodsMinor, onceMinor)
      const both = pointsLost(earned, goodsMinor, onceMinor + thenMinor)
      expect(once >= 0 && once <= both && both <= earned).toBe(true)
      expect(pointsLost(earned, goodsMinor, goodsMinor)).toBe(earned)
    }),
  )
})
