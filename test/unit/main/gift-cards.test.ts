/**
 * Goal: an amount that was paid for a gift card is on a card or given back, one of them and once, and is no turnover before it
 * pays for goods. Method: till, engine and store joined as the program
 * joins them, on a real disk; the bank is a ledger.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { cardOperationCalls } from '#main/handlers/card-operations.ts'
import { giftCardCalls } from '#main/handlers/gift-card-calls.ts'
import { parseCardProduct } from '#payment/products/card-products.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'
import type { GiftOrder } from '#till/ports/gift-orders.port.ts'
import giftJson from '../../../resources/card-products/gift.json' with { type: 'json' }

/** The shipped product, known by the card of the bench. */
const parsed = parseCardProduct({ ...giftJson, match: { binRanges: [{ from: '411111', to: '411111' }] } })
if (!parsed.ok) throw new Error(parsed.problem)
const { product: GIFT } = parsed

let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  shop = await openJoinedRooms({ cardProducts: [GIFT] })
})
afterEach(async () => expect(await shop.close()).toEqual([]))

describe('a gift card that is sold', () => {
  const HONEY = 'miel'
  const calls = () =>
    giftCardCalls({
      ...shop,
      journal: shop.store.paymentJournal,
      orders: shop.store.giftOrders,
      paidSales: shop.store.paidSales,
      isPadAtWork: () => false,
    })
  const put = (amountMinor = 5_000, operation: 'activation' | 'load' = 'activation') =>
    shop.till.calls['sale.addGiftCard']({ operation, amountMinor }, CALLER)
  /** Rings up, pays all of it. @returns the orders. */
  async function sold(by: 'cash' | 'card' | 'two-cards', withHoney = false, amountMinor = 5_000) {
    expect(await put(amountMinor)).toMatchObject({ ok: true })
    if (withHoney) await shop.till.calls['sale.addProduct']({ productId: HONEY }, CALLER)
    const { totalMinor } = shop.till.slice('sale')
    // The bench has one card, and that is a gift card: another one pays.
    if (by !== 'cash') shop.pad.card = { ...shop.pad.card, maskedPan: '497010******4821' }
    const parts = by === 'two-cards' ? [totalMinor - 2_500, 2_500] : [totalMinor]
    for (const minor of parts) {
      if (by === 'cash') await shop.till.calls['tender.cash']({ givenMinor: minor }, CALLER)
      else await shop.till.calls['tender.card']({ amountMinor: minor }, CALLER)
      await shop.come()
      shop.engine.dismiss()
    }
    shop.pad.card = { ...shop.pad.card, maskedPan: '411111******1111' }
    const [order] = await shop.store.giftOrders.owed()
    if (order === undefined) throw new Error('nothing was ordered')
    shop.engine.dismiss()
    return order
  }
  const deliver = async (orderId: string) => {
    const begun = await calls()['giftCard.deliver']({ orderId }, CALLER)
    await shop.come()
    return begun
  }
  const giveBack = async (orderId: string) => {
    const given = calls()['giftCard.giveBack']({ orderId }, CALLER)
    await shop.come()
    return given
  }
  /** What is given back of a paid ticket beside its orders. */
  async function goodsOf({ saleId, amountMinor: giftMinor }: GiftOrder) {
    const operations = cardOperationCalls({
      ...shop,
      operations: shop.engine.operations,
      terminals: shop.engine.terminals,
      journal: shop.store.paymentJournal,
    })
    const paidSale = await shop.store.paidSales.paidSale(saleId)
    const paymentIds = (paidSale?.tenders ?? []).flatMap(({ paymentId }) => paymentId ?? [])
    const ended = async <Value>(asked: Promise<Value>): Promise<Value> => {
      asked.catch(() => {})
      await shop.come()
      return asked
    }
    return {
      paymentIds,
      paymentId: paymentIds[0] ?? '',
      goodsMinor: (paidSale?.totalMinor ?? 0) - giftMinor,
      refund: (paymentId: string, amountMinor: number) =>
        ended(operations['card.refund']({ paymentId, amountMinor }, CALLER)),
      voided: (paymentId: string) => ended(operations['card.void']({ paymentId }, CALLER)),
    }
  }
  const stateOf = async (orderId: string) => (await shop.store.giftOrders.order(orderId))?.state
  const day = () => shop.till.slice('day')

  it('is a line without VAT, no turnover, and owed until the bank has put it on a card; then its slip says so', async () => {
    const order = await sold('cash', true)
    const sale = shop.till.slice('lastSale')
    const honeyMinor = (sale?.totalMinor ?? 0) - 5_000
    expect((await shop.store.paidSales.paidSale(order.saleId))?.vat).toMatchObject([{ grossMinor: honeyMinor }])
    expect((await shop.papersOf(order.saleId)).join()).toMatch(/Carte cadeau +50,00 *\n[\s\S]*Carte cadeau : TVA à l/)
    expect(day()).toMatchObject({ turnoverMinor: honeyMinor, giftCards: { sold: { count: 1, amountMinor: 5_000 } } })
    expect(await shop.store.paidSales.perpetualTotalMinor()).toBe(honeyMinor)
    expect(day().exceptions).toMatchObject([{ kind: 'gift-card-owed', amountMinor: 5_000 }])
    expect(await deliver(order.id)).toMatchObject({ ok: true })
    expect([await stateOf(order.id), shop.host.loadedMinor()]).toEqual(['delivered', 5_000])
    const [slip = ''] = await shop.papersOf(order.id)
    expect(slip).toMatch(/CARTE CADEAU ACTIVÉE/)
    expect(slip).toMatch(/50,00 EUR[\s\S]*CARTE NON DÉBITÉE/)
    expect(slip).not.toMatch(/411111/)
    expect(day().exceptions).toEqual([])
    expect(await deliver(order.id)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_OWED' } })
    expect(await giveBack(order.id)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_OWED' } })
    expect(shop.host.loadedMinor()).toBe(5_000)
  })

  it('that the bank does not load stays owed: it is tried again, or the cash goes back', async () => {
    const order = await sold('cash')
    shop.host.sales.push('decline')
    await deliver(order.id)
    expect(shop.engine.view()?.failure?.code).toBe('GIFT_CARD_LOAD_DECLINED')
    expect(shop.till.slice('giftCards')).toMatchObject([{ orderId: order.id, state: 'owed' }])
    const drawer = day().drawer.expectedMinor
    expect(await giveBack(order.id)).toMatchObject({ value: { way: 'cash', outcome: 'done' } })
    expect(await stateOf(order.id)).toBe('returned')
    expect(day().drawer.expectedMinor).toBe(drawer - 5_000)
    expect(day()).toMatchObject({ turnoverMinor: 0, giftCards: { sold: { count: 0, amountMinor: 0 } }, exceptions: [] })
    expect(await deliver(order.id)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_OWED' } })
    expect(shop.host.loadedMinor()).toBe(0)
    const figures = await shop.store.paidSales.figures((await shop.store.businessDays.openDay())?.id ?? '')
    expect(figures.giftCards).toEqual(day().giftCards)
  })

  it('goes back on the account that paid for it, and not in cash: a credit is no money in hand', async () => {
    const { calls: till } = shop.till
    const draft = customerDraft({ creditLimitMinor: 10_000 })
    const saved = await till['customer.save']({ draft }, CALLER)
    const customerId = saved.ok ? saved.value.customerId : ''
    await till['customer.choose']({ customerId }, CALLER)
    await put()
    await till['tender.begin']({}, CALLER)
    expect(await till['account.tender']({}, CALLER)).toMatchObject({ ok: true })
    expect(await shop.store.customers.balanceMinor(customerId)).toBe(5_000)
    const [order] = await shop.store.giftOrders.owed()
    const drawer = day().drawer.expectedMinor
    expect(await giveBack(order?.id ?? '')).toMatchObject({ value: { way: 'other', outcome: 'done' } })
    expect([await shop.store.customers.balanceMinor(customerId), day().drawer.expectedMinor]).toEqual([0, drawer])
  })

  it('goes back on a voucher where one paid for it, and what cash paid beside it in cash', async () => {
    const { calls: till } = shop.till
    const own = { id: 'avoir', kind: 'shop-voucher', name: '', excess: 'kept', opensDrawer: false } as const
    await till['means.save']({ means: [{ ...own, isCounted: false, families: null }] }, CALLER)
    await till['sale.addProduct']({ productId: HONEY }, CALLER)
    const lineId = shop.till.slice('sale').lines[0]?.id ?? ''
    await till['cart.bringBack']({ lineId, reason: 'Cadeau' }, CALLER)
    await till['voucher.issue']({}, CALLER)
    const [issued] = await shop.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    await put(1_000)
    await till['tender.begin']({}, CALLER)
    await till['sale.scan']({ code: issued?.tenders[0]?.voucher?.issued?.code ?? '' }, CALLER)
    await till['tender.cash']({ givenMinor: 155 }, CALLER)
    const [order] = await shop.store.giftOrders.owed()
    const drawer = day().drawer.expectedMinor
    expect(await giveBack(order?.id ?? '')).toMatchObject({ value: { way: 'other', outcome: 'done' } })
    expect(day().drawer.expectedMinor).toBe(drawer - 155)
    expect(await shop.store.vouchers.openMinor('2020-01-01')).toBe(845)
  })

  it('whose load the bank leaves open is in doubt: neither tried nor given back until the reversal is agreed', async () => {
    const order = await sold('cash')
    shop.host.sales.push('approve-silent')
    shop.host.reversals.push('lost-silent')
    await deliver(order.id)
    expect(shop.till.slice('giftCards')).toMatchObject([{ state: 'in-doubt' }])
    expect(await deliver(order.id)).toMatchObject({ error: { code: 'PAYMENT_OUTCOME_UNKNOWN' } })
    expect(await giveBack(order.id)).toMatchObject({ error: { code: 'PAYMENT_OUTCOME_UNKNOWN' } })
    // The disk itself would refuse it, whoever asks.
    await expect(shop.till.giveBackGiftCard(order.id)).rejects.toMatchObject({
      failure: { code: 'GIFT_CARD_NOT_OWED' },
    })
    await shop.clock.advance(30_000)
    await shop.come()
    expect(shop.till.slice('giftCards')).toMatchObject([{ state: 'owed' }])
    shop.engine.dismiss()
    await deliver(order.id)
    expect([await stateOf(order.id), shop.host.loadedMinor()]).toEqual(['delivered', 5_000])
  })

  it.each([
    ['charged', 'delivered', 5_000],
    ['not-charged', 'owed', 0],
  ] as const)(
    'whose load the bank never reverses is closed by its word: %s leaves it %s, and is loaded once at most',
    async (word, state, loadedMinor) => {
      const order = await sold('cash')
      // With the bank's word that nothing was put on it, nothing is on it.
      shop.host.sales.push(word === 'charged' ? 'approve-silent' : 'lost-silent')
      const { reversal } = shop.host
      shop.host.reversal = async () => ({
        kind: 'answered',
        answer: { responseCode: '12', accepted: false, redacted: {} },
      })
      await deliver(order.id)
      expect(shop.till.slice('giftCards')).toMatchObject([{ state: 'in-doubt' }])
      const [open] = await shop.store.paymentJournal.openPayments()
      const close = { by: 'Claire D.', word, why: 'By phone' } as const
      expect(await shop.engine.bankWord.close(open?.id ?? '', close)).toMatchObject({ ok: true })
      await shop.come()
      expect([await stateOf(order.id), shop.host.loadedMinor()]).toEqual([state, loadedMinor])
      expect(shop.till.slice('giftCards')).toMatchObject(state === 'owed' ? [{ state }] : [])
      // What is on a card goes back in no other way; what is not may still be put there.
      shop.host.reversal = reversal
      shop.engine.dismiss()
      expect((await deliver(order.id)).ok).toBe(state === 'owed')
      expect([await stateOf(order.id), shop.host.loadedMinor()]).toEqual(['delivered', 5_000])
      expect(await giveBack(order.id)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_OWED' } })
    },
  )

  it('stands on the X report with what was loaded and what gift cards paid', async () => {
    await sold('cash')
    await put(3_000, 'load')
    await shop.till.calls['tender.cash']({ givenMinor: 3_000 }, CALLER)
    shop.engine.dismiss()
    await shop.till.calls['sale.addProduct']({ productId: HONEY }, CALLER)
    const { totalMinor } = shop.till.slice('sale')
    await shop.till.calls['tender.card']({ amountMinor: totalMinor }, CALLER)
    await shop.come()
    expect(await shop.till.calls['day.readX']({}, CALLER)).toMatchObject({ ok: true })
    const x = (await shop.store.printSpool.queuedJobs()).find(({ kind }) => kind === 'x-report')
    expect(x?.document).toMatchObject({
      turnoverMinor: totalMinor,
      giftCards: {
        sold: { count: 1, amountMinor: 5_000 },
        loaded: { count: 1, amountMinor: 3_000 },
        redeemed: { count: 1, amountMinor: totalMinor },
      },
    })
  })

  it('that a card has paid for goes back on it: forgotten by the bank as a whole, refunded as a part of the ticket', async () => {
    const whole = await sold('card')
    expect(await giveBack(whole.id)).toMatchObject({ value: { way: 'card', outcome: 'done' } })
    expect([await stateOf(whole.id), shop.host.netMinor()]).toEqual(['returned', 0])
    await shop.till.calls['sale.next']({}, CALLER)
    const part = await sold('card', true)
    const paidMinor = shop.host.netMinor()
    expect(await giveBack(part.id)).toMatchObject({ value: { way: 'card', outcome: 'done' } })
    expect([await stateOf(part.id), shop.host.netMinor()]).toEqual(['returned', paidMinor - 5_000])
    const [newest] = await shop.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    expect(newest).toMatchObject({ totalMinor: -5_000, vat: [], lines: [{ giftCard: 'activation' }] })
  })

  it('does not go back with its ticket once it is on a card; the goods do', async () => {
    const order = await sold('card', true)
    await deliver(order.id)
    const { refund, voided, paymentId, goodsMinor } = await goodsOf(order)
    expect(await refund(paymentId, goodsMinor + 1)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_RETURNABLE' } })
    await expect(voided(paymentId)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_OWED' } })
    expect(await refund(paymentId, goodsMinor)).toMatchObject({ value: { outcome: 'done' } })
    const [back] = await shop.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    expect(back?.vat).toMatchObject([{ grossMinor: -goodsMinor }])
  })

  it('keeps its part of the ticket once it is on a card, in however many steps and from however many cards the rest goes back', async () => {
    const order = await sold('card', true, 100)
    await deliver(order.id)
    const { refund, paymentId, goodsMinor } = await goodsOf(order)
    expect(await refund(paymentId, goodsMinor)).toMatchObject({ value: { outcome: 'done' } })
    await expect(refund(paymentId, 100)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_RETURNABLE' } })
    expect([shop.host.netMinor(), shop.host.loadedMinor()]).toEqual([100, 100])

    await shop.till.calls['sale.next']({}, CALLER)
    const onTwo = await sold('two-cards', true)
    const both = await goodsOf(onTwo)
    const [first = '', second = ''] = both.paymentIds
    const before = shop.host.netMinor()
    expect(await both.refund(first, both.goodsMinor)).toMatchObject({ value: { outcome: 'done' } })
    await expect(both.refund(second, 1)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_RETURNABLE' } })
    await expect(both.voided(second)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_RETURNABLE' } })
    expect(shop.host.netMinor()).toBe(before - both.goodsMinor)
  })

  it.each(['refuse', 'unreachable'] as const)(
    'is not paid back in cash while the bank owes its money: an advice that meets with %s',
    async (mood) => {
      shop.host.declineCode = '01'
      shop.host.sales.push('decline')
      shop.host.advices.push(mood)
      await put()
      await shop.till.calls['sale.addProduct']({ productId: HONEY }, CALLER)
      shop.pad.card = { ...shop.pad.card, maskedPan: '497010******4821' }
      await shop.till.calls['tender.card']({ amountMinor: shop.till.slice('sale').totalMinor }, CALLER)
      await shop.come()
      expect(await shop.engine.cashier.answerReferral('A1B2C3')).toMatchObject({ ok: true })
      await shop.come()
      const [order] = await shop.store.giftOrders.owed()
      const drawer = day().drawer.expectedMinor
      expect(await giveBack(order?.id ?? '')).toMatchObject({ error: { code: 'PAYMENT_NOT_RETURNABLE' } })
      expect([await stateOf(order?.id ?? ''), day().drawer.expectedMinor]).toEqual(['owed', drawer])
    },
  )

  it('that went back on its card leaves the goods to go back, a part at a time', async () => {
    const order = await sold('card', true)
    expect(await giveBack(order.id)).toMatchObject({ value: { way: 'card', outcome: 'done' } })
    const { refund, paymentId, goodsMinor } = await goodsOf(order)
    expect(await refund(paymentId, goodsMinor - 1)).toMatchObject({ value: { outcome: 'done' } })
    expect(await refund(paymentId, 1)).toMatchObject({ value: { outcome: 'done' } })
    expect(shop.host.netMinor()).toBe(0)
  })

  it.each([
    ['charged', 'returned'],
    ['not-charged', 'owed'],
  ] as const)('whose refund the bank leaves open is in doubt until its word: %s leaves it %s', async (word, state) => {
    const order = await sold('card', true)
    shop.host.sales.push('approve-silent')
    const { reversal } = shop.host
    shop.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    expect(await giveBack(order.id)).toMatchObject({ value: { way: 'card', outcome: 'unknown' } })
    expect(shop.till.slice('giftCards')).toMatchObject([{ state: 'in-doubt' }])
    expect(await deliver(order.id)).toMatchObject({ error: { code: 'PAYMENT_OUTCOME_UNKNOWN' } })
    expect(await giveBack(order.id)).toMatchObject({ error: { code: 'PAYMENT_OUTCOME_UNKNOWN' } })
    await expect(shop.till.giveBackGiftCard(order.id)).rejects.toMatchObject({
      failure: { code: 'GIFT_CARD_NOT_OWED' },
    })
    const [open] = await shop.store.paymentJournal.openPayments()
    expect(await shop.engine.bankWord.close(open?.id ?? '', { by: 'Claire D.', word, why: 'By phone' })).toMatchObject({
      ok: true,
    })
    await shop.come()
    expect(await stateOf(order.id)).toBe(state)
    expect(shop.till.slice('giftCards')).toMatchObject(state === 'owed' ? [{ state }] : [])
    shop.host.reversal = reversal
    expect((await deliver(order.id)).ok).toBe(state === 'owed')
    expect(shop.host.loadedMinor()).toBe(state === 'owed' ? 5_000 : 0)
  })

  it('is not paid for with a gift card, which pays the goods beside it', async () => {
    await put()
    await shop.till.calls['sale.addProduct']({ productId: HONEY }, CALLER)
    const goodsMinor = shop.till.slice('sale').totalMinor - 5_000
    const pay = async (amountMinor: number) => {
      await shop.till.calls['tender.card']({ amountMinor }, CALLER)
      await shop.come()
      const { outcome = null, failure = null } = shop.engine.view() ?? {}
      shop.engine.dismiss()
      return [outcome, failure?.code]
    }
    expect(await pay(goodsMinor + 1)).toEqual(['failed', 'GIFT_CARD_BY_GIFT_CARD'])
    expect(shop.host.netMinor()).toBe(0)
    expect(await pay(goodsMinor)).toEqual(['approved', undefined])
    expect(await pay(1)).toEqual(['failed', 'GIFT_CARD_BY_GIFT_CARD'])
    expect([shop.host.netMinor(), shop.till.slice('sale').remainingMinor]).toEqual([goodsMinor, 5_000])
  })

  it('is changed by nothing but removing it, has a limit, and is paid from counted apart', async () => {
    await put()
    const [line] = shop.till.slice('sale').lines
    const changed = { lineId: line?.id ?? '', quantityMilli: 2_000 }
    expect(await shop.till.calls['sale.setQuantity'](changed, CALLER)).toMatchObject({
      error: { code: 'GIFT_CARD_LINE_FIXED' },
    })
    expect(await put(LIMITS.giftCardMaxMinor + 1)).toMatchObject({ error: { code: 'GIFT_CARD_AMOUNT' } })
    await shop.till.calls['sale.removeLine']({ lineId: changed.lineId }, CALLER)
    expect(shop.till.slice('sale').lines).toEqual([])
    await shop.till.calls['sale.addProduct']({ productId: HONEY }, CALLER)
    const { totalMinor } = shop.till.slice('sale')
    await shop.till.calls['tender.card']({ amountMinor: totalMinor }, CALLER)
    await shop.come()
    expect(day()).toMatchObject({
      turnoverMinor: totalMinor,
      giftCards: { redeemed: { count: 1, amountMinor: totalMinor } },
    })
  })
})
