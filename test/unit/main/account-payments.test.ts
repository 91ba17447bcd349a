/**
 * Goal: what a customer owes moves with the commit of the bank's yes and with nothing else: not with a no, not with an answer
 * that is lost, not with a kill between the bank's booking and the till's; and once. Method: till, engine and store joined as
 * the program joins them, on a real disk; the bank is a ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'

let shop: Awaited<ReturnType<typeof openJoinedRooms>>
let customerId = ''

beforeEach(async () => {
  shop = await openJoinedRooms()
  const saved = await shop.till.calls['customer.save']({ draft: customerDraft({ creditLimitMinor: 100_000 }) }, CALLER)
  if (!saved.ok) throw new Error(saved.error.code)
  customerId = saved.value.customerId
  await shop.till.calls['account.correct']({ customerId, amountMinor: 5_000, reason: 'Ancien solde' }, CALLER)
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const owed = () => shop.store.customers.balanceMinor(customerId)
const movements = async () => (await shop.store.accounts.movements(customerId, 50)).map(({ kind }) => kind)

async function pay(amountMinor: number): Promise<string> {
  await shop.till.calls['account.addPayment']({ customerId, amountMinor }, CALLER)
  const { id } = shop.till.slice('sale')
  await shop.till.calls['tender.card']({ amountMinor }, CALLER)
  await shop.come()
  return id
}

describe('an account that is paid by card', () => {
  it('is paid with the approval, once, and the ticket says what for', async () => {
    const saleId = await pay(3_000)
    expect([await owed(), await movements()]).toEqual([2_000, ['payment', 'correction']])
    expect(shop.host.netMinor()).toBe(3_000)
    expect(await shop.store.paidSales.paidSale(saleId)).toMatchObject({ totalMinor: 3_000, vat: [], customerId })
    expect((await shop.papersOf(saleId)).join('\n')).toContain('Règlement du compte C-000001')
    expect(shop.till.slice('day')).toMatchObject({
      turnoverMinor: 0,
      accounts: { paid: { count: 1, amountMinor: 3_000 } },
    })
  })

  it('owes as before when the bank says no', async () => {
    shop.host.sales.push('decline')
    await pay(3_000)
    expect([await owed(), await movements(), shop.host.netMinor()]).toEqual([5_000, ['correction'], 0])
  })

  it('owes as before while nobody knows, and after the bank has taken it back; then cash pays it, once', async () => {
    shop.host.sales.push('approve-silent')
    const saleId = await pay(3_000)
    expect(await owed()).toBe(5_000)
    for (let turn = 0; turn < 20 && shop.host.netMinor() !== 0; turn += 1) {
      shop.clock.advance(60_000)
      await shop.come()
    }
    expect([shop.host.netMinor(), await owed()]).toEqual([0, 5_000])
    shop.engine.dismiss()
    expect(shop.till.slice('sale')).toMatchObject({ id: saleId, state: 'paying', remainingMinor: 3_000 })
    await shop.till.calls['tender.cash']({ givenMinor: 3_000 }, CALLER)
    expect([await owed(), await movements()]).toEqual([2_000, ['payment', 'correction']])
  })

  it('owes as before when the till is killed between the bank’s booking and its own, and the card gets its money back', async () => {
    shop.host.afterBooking = () => new Promise(() => {})
    await pay(3_000)
    expect([shop.host.netMinor(), await owed()]).toEqual([3_000, 5_000])
    shop = await shop.kill()
    expect([await owed(), await movements()]).toEqual([5_000, ['correction']])
    for (let turn = 0; turn < 20 && shop.host.netMinor() !== 0; turn += 1) {
      shop.clock.advance(60_000)
      await shop.come()
    }
    expect([shop.host.netMinor(), await owed()]).toEqual([0, 5_000])
    expect(shop.till.slice('sale')).toMatchObject({ customer: { id: customerId }, lines: [{ totalMinor: 3_000 }] })
  })
})
