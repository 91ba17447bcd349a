/**
 * Goal: money goes back only of a finished ticket, and above the shop's limit only with a manager; what is refused moves
 * nothing. Method: the real calls, engine and till; scripted pad and host, a database in a folder.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { cardOperationCalls } from '#main/handlers/card-operations.ts'
import { benchEngine, SALE } from '#test/support/payment/bench-till.ts'
import { approvalOf, openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { ShopSettings } from '#till/ports/settings.port.ts'

const CALLER = { carrier: 'test' } as const
const MAX_MINOR = LIMITS.refundAloneMaxMinor

let desk: TestTill
let bench: ReturnType<typeof benchEngine>
beforeEach(async () => {
  bench = benchEngine()
  desk = await openTestTill()
  await signIn('cashier')
})
afterEach(() => desk.close())

const CODES = { cashier: { userId: 'ines', pin: '1111' }, manager: { userId: 'claire', pin: '3333' } } as const
const signIn = (who: keyof typeof CODES) => desk.call('session.signIn', CODES[who])
const calls = () =>
  cardOperationCalls({
    till: desk.till,
    operations: bench.engine.operations,
    terminals: bench.engine.terminals,
    journal: bench.journal,
  })

/** A card payment; the ticket of it is finished unless it is left open. */
async function paid(amountMinor: number, isFinished = true): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id: saleId, totalMinor } = desk.till.slice('sale')
  if (isFinished) {
    const started = await desk.call('tender.card', { amountMinor: totalMinor })
    if (!started.ok) throw new Error(started.error.code)
    await desk.till.commitApproval(approvalOf(saleId, started.value.paymentId, totalMinor), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
  }
  await bench.pay({ ...SALE, saleId, amountMinor })
  return 'payment-1'
}

async function withShop(returns: ShopSettings['returns']): Promise<void> {
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('no shop')
  await desk.store.settings.saveShop({ ...shop, ...(returns && { returns }) })
  desk = await desk.reopen()
  await signIn('cashier')
}

const refund = (paymentId: string, amountMinor: number) => calls()['card.refund']({ paymentId, amountMinor }, CALLER)
const NEEDS_MANAGER = fail('SESSION_NEEDS_APPROVAL', { permission: 'refund-above-limit' })
const DONE = { ok: true, value: { outcome: 'done' } }

describe('money that goes back on a card', () => {
  it('is that of a finished ticket: of an open one neither the way is told nor anything moved', async () => {
    const paymentId = await paid(2_000, false)
    const notFinished = fail('PAYMENT_SALE_NOT_FINISHED')
    expect(await calls()['card.returnPath']({ paymentId }, CALLER)).toEqual(notFinished)
    expect(await calls()['card.void']({ paymentId }, CALLER)).toEqual(notFinished)
    expect(await refund(paymentId, 500)).toEqual(notFinished)
    expect(await refund('another', 500)).toEqual(fail('PAYMENT_NOT_FOUND'))
    expect(bench.host.netMinor()).toBe(2_000)
  })

  it('needs a manager above the limit, also in small steps', async () => {
    const paymentId = await paid(MAX_MINOR + 1_000)
    expect(await refund(paymentId, MAX_MINOR + 1)).toEqual(NEEDS_MANAGER)
    expect(await refund(paymentId, MAX_MINOR - 1)).toMatchObject(DONE)
    expect(await refund(paymentId, 2)).toEqual(NEEDS_MANAGER)
    expect(await refund(paymentId, 1)).toMatchObject(DONE)
    await desk.call('session.lock', {})
    await signIn('manager')
    expect(await refund(paymentId, 1_000)).toMatchObject(DONE)
    expect(bench.host.netMinor()).toBe(0)
  })

  it('needs one for a void where the shop says so, and none by default, whatever the amount', async () => {
    await withShop({ voidNeedsManager: true })
    const paymentId = await paid(500)
    expect(await calls()['card.void']({ paymentId }, CALLER)).toEqual(NEEDS_MANAGER)
    await withShop({ voidNeedsManager: false })
    expect(await calls()['card.void']({ paymentId }, CALLER)).toMatchObject(DONE)
  })

  it.each([
    ['never', null, MAX_MINOR * 10, true],
    ['from the first cent', 0, 1, false],
  ])('needs one %s where the shop says so', async (_, refundAloneMaxMinor, amountMinor, isDone) => {
    await withShop({ refundAloneMaxMinor })
    const paymentId = await paid(MAX_MINOR * 20)
    const answer = await refund(paymentId, amountMinor)
    if (isDone) expect(answer).toMatchObject(DONE)
    else expect(answer).toEqual(NEEDS_MANAGER)
  })
})
