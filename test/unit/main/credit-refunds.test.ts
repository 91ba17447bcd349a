/**
 * Goal: a customer's credit goes back to a card that he paid with: never more than the credit, never more than the card paid,
 * booked with the bank's yes alone, and once. Method: till, engine and store joined as the program joins them, on a real disk; the bank is a
 * ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { creditRefundCalls } from '#main/handlers/credit-refund-calls.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'

let shop: Awaited<ReturnType<typeof openJoinedRooms>>
let customerId = ''
let paymentId = ''

beforeEach(async () => {
  shop = await openJoinedRooms()
  customerId = await customer('Zofia')
  paymentId = await buy(customerId)
})
afterEach(async () => expect(await shop.close()).toEqual([]))

async function customer(name: string): Promise<string> {
  const saved = await shop.till.calls['customer.save']({ draft: customerDraft({ name }) }, CALLER)
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}

/** Honey, each jar for 8,45 €, paid by the card of the bench. */
async function buy(of: string, jars = 1): Promise<string> {
  await shop.till.calls['customer.choose']({ customerId: of }, CALLER)
  await shop.till.calls['sale.addProduct']({ productId: 'miel', quantityMilli: jars * 1_000 }, CALLER)
  const paid = await shop.till.calls['tender.card']({ amountMinor: jars * 845 }, CALLER)
  await shop.come()
  shop.engine.dismiss()
  if (!paid.ok) throw new Error(paid.error.code)
  return paid.value.paymentId
}

const calls = () =>
  creditRefundCalls({
    till: shop.till,
    operations: shop.engine.operations,
    journal: shop.store.paymentJournal,
    customers: shop.store.customers,
    paidSales: shop.store.paidSales,
  })
const credit = (amountMinor: number) =>
  shop.till.calls['account.correct']({ customerId, amountMinor: -amountMinor, reason: 'Geste commercial' }, CALLER)
const owed = () => shop.store.customers.balanceMinor(customerId)
async function refund(amountMinor: number, of = customerId, payment = paymentId) {
  const asked = calls()['account.refundToCard']({ customerId: of, paymentId: payment, amountMinor }, CALLER)
  asked.catch(() => {})
  await shop.come()
  return asked
}
const left = async () => {
  const read = await calls()['account.cardPayments']({ customerId }, CALLER)
  return read.ok ? read.value.payments.map(({ leftMinor }) => leftMinor) : []
}
const caught = (work: Promise<unknown>) => work.catch((thrown: { failure?: { code: string } }) => thrown.failure?.code)

describe('a credit that goes back to a card', () => {
  it('is booked with the bank’s yes, on a ticket of its own without VAT; turnover stays', async () => {
    await credit(500)
    const before = shop.till.slice('day')
    expect(await left()).toEqual([845])
    const ended = await refund(300)
    expect(ended).toMatchObject({ ok: true, value: { outcome: 'done', failure: null } })
    expect([await owed(), shop.host.netMinor(), await left()]).toEqual([-200, 545, [545]])
    const saleId = ended.ok ? (ended.value.returnSaleId ?? '') : ''
    expect(await shop.store.paidSales.paidSale(saleId)).toMatchObject({ totalMinor: -300, vat: [], customerId })
    expect((await shop.papersOf(saleId)).join('\n')).toContain('Avoir remboursé')
    expect(shop.till.slice('day').turnoverMinor).toBe(before.turnoverMinor)
    expect((await shop.store.accounts.movements(customerId, 9))[0]).toMatchObject({ kind: 'refund', amountMinor: 300 })
  })

  it('takes all of the payment too, on the day of the sale', async () => {
    await credit(2_000)
    expect(await refund(845)).toMatchObject({ value: { outcome: 'done' } })
    expect([await owed(), shop.host.netMinor(), await left()]).toEqual([-1_155, 0, []])
    expect(await refund(1)).toMatchObject({ error: { code: 'PAYMENT_REFUND_TOO_HIGH' } })
  })

  it('is never more than the credit, nor more than the card paid, nor of another customer', async () => {
    await credit(500)
    expect(await caught(refund(501))).toBe('ACCOUNT_CREDIT_TOO_SMALL')
    expect(await refund(846)).toMatchObject({ error: { code: 'PAYMENT_REFUND_TOO_HIGH' } })
    const other = await customer('Ahmed')
    expect(await refund(100, other)).toMatchObject({ error: { code: 'PAYMENT_NOT_RETURNABLE' } })
    expect([await owed(), shop.host.netMinor()]).toEqual([-500, 845])
  })

  it('is for a manager above what a cashier gives back alone, also in small steps', async () => {
    const payment = await buy(customerId, 20)
    await credit(16_900)
    await shop.till.calls['session.signIn']({ userId: 'ines', pin: '1111' }, CALLER)
    expect(await refund(9_000, customerId, payment)).toMatchObject({ value: { outcome: 'done' } })
    expect(await refund(1_001, customerId, payment)).toMatchObject({ error: { code: 'SESSION_NEEDS_APPROVAL' } })
    expect(await refund(1_000, customerId, payment)).toMatchObject({ value: { outcome: 'done' } })
    expect(await owed()).toBe(-6_900)
  })

  it('stays when the bank says no', async () => {
    await credit(500)
    shop.host.sales.push('decline')
    expect(await refund(300)).toMatchObject({ value: { outcome: 'refused' } })
    expect([await owed(), shop.host.netMinor()]).toEqual([-500, 845])
  })

  it('is held while nobody knows, and there again once the bank has taken the refund back', async () => {
    await credit(500)
    shop.host.sales.push('approve-silent')
    shop.host.reversals.push('unreachable')
    expect(await refund(400)).toMatchObject({ value: { outcome: 'unknown' } })
    expect(await owed()).toBe(-500)
    for (let turn = 0; turn < 20 && shop.host.netMinor() !== 845; turn += 1) {
      shop.clock.advance(60_000)
      await shop.come()
    }
    expect([await owed(), shop.host.netMinor()]).toEqual([-500, 845])
    expect(await refund(500)).toMatchObject({ value: { outcome: 'done' } })
    expect([await owed(), shop.host.netMinor()]).toEqual([0, 345])
  })

  it('is not booked when the till is killed before it heard the bank', async () => {
    await credit(500)
    shop.host.afterBooking = () => new Promise(() => {})
    void calls()['account.refundToCard']({ customerId, paymentId, amountMinor: 300 }, CALLER)
    await shop.come()
    expect(shop.host.netMinor()).toBe(545)
    shop = await shop.kill()
    for (let turn = 0; turn < 20 && shop.host.netMinor() !== 845; turn += 1) {
      shop.clock.advance(60_000)
      await shop.come()
    }
    expect([await owed(), shop.host.netMinor()]).toEqual([-500, 845])
  })
})
