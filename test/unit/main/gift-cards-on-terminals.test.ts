/**
 * Goal: what was paid for a gift card on a standalone terminal is put on a card or goes back, one of them and once. A terminal takes
 * no refund back, so the disk decides before the order is given. Method: till, engine and store joined on a real disk, with a
 * terminal that does what each test says and a bank that is a ledger.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOperationCalls } from '#main/handlers/card-operations.ts'
import { giftCardCalls } from '#main/handlers/gift-card-calls.ts'
import { terminalCalls } from '#main/handlers/terminal-calls.ts'
import { parseCardProduct } from '#payment/products/card-products.ts'
import { benchTerminals, ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'
import giftJson from '../../../resources/card-products/gift.json' with { type: 'json' }

/** The shipped product, known by the card of the bench. */
const parsed = parseCardProduct({ ...giftJson, match: { binRanges: [{ from: '411111', to: '411111' }] } })
if (!parsed.ok) throw new Error(parsed.problem)
const { product: GIFT } = parsed

let terminal: ScriptedTerminal
let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  terminal = new ScriptedTerminal()
  shop = await openJoinedRooms({ cardProducts: [GIFT], terminals: benchTerminals(terminal) })
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const calls = () => ({
  ...shop.till.calls,
  ...terminalCalls({ till: shop.till, terminals: shop.engine.terminals, dayClose: shop.dayClose }),
  ...cardOperationCalls({
    ...shop,
    operations: shop.engine.operations,
    terminals: shop.engine.terminals,
    journal: shop.store.paymentJournal,
  }),
  ...giftCardCalls({
    ...shop,
    journal: shop.store.paymentJournal,
    orders: shop.store.giftOrders,
    paidSales: shop.store.paidSales,
    isPadAtWork: () => false,
  }),
})
const stateOf = async (orderId: string) => (await shop.store.giftOrders.order(orderId))?.state
const given = () => terminal.orders.map(({ operation }) => operation)

/** @returns the order of a ticket for a gift card, with or without a jar of honey, paid on the terminal, and its payment. */
async function sold({ withHoney = false } = {}) {
  await calls()['sale.addGiftCard']({ operation: 'activation', amountMinor: 5_000 }, CALLER)
  if (withHoney) await calls()['sale.addProduct']({ productId: 'miel' }, CALLER)
  const started = await calls()['tender.terminal']({ terminalId: TERMINAL_ID }, CALLER)
  await shop.come()
  const [order] = await shop.store.giftOrders.owed()
  if (!started.ok || order === undefined) throw new Error('nothing was sold')
  shop.engine.dismiss()
  return { orderId: order.id, paymentId: started.value.paymentId }
}

async function deliver(orderId: string) {
  const begun = await calls()['giftCard.deliver']({ orderId }, CALLER)
  await shop.come()
  return begun
}

test('once it is on a card the terminal is not asked to give its money back', async () => {
  const { orderId, paymentId } = await sold()
  await deliver(orderId)
  expect([await stateOf(orderId), shop.host.loadedMinor()]).toEqual(['delivered', 5_000])
  for (const back of [
    () => calls()['card.void']({ paymentId }, CALLER),
    () => shop.engine.terminals.returns.takeBack(paymentId, 'void'),
  ]) {
    await expect(back()).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_OWED' } })
  }
  expect(given()).toEqual(['pay'])
  expect(await shop.store.paymentJournal.openPayments()).toEqual([])
})

test('while nobody knows whether its money went back, it is put on no card and paid back in no other way', async () => {
  const { orderId, paymentId } = await sold()
  terminal.script = () => UNKNOWN
  const asked = calls()['card.void']({ paymentId }, CALLER)
  await shop.come()
  const ended = await asked
  expect(ended).toMatchObject({ value: { outcome: 'unknown' } })
  await expect(deliver(orderId)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_OWED' } })
  await expect(shop.till.giveBackGiftCard(orderId)).rejects.toMatchObject({ failure: { code: 'GIFT_CARD_NOT_OWED' } })
  expect([await stateOf(orderId), shop.host.loadedMinor()]).toEqual(['owed', 0])

  const [open] = await shop.store.paymentJournal.openPayments()
  expect(await calls()['terminal.decide']({ paymentId: open?.id ?? '', outcome: 'not-paid' }, CALLER)).toMatchObject({
    ok: true,
  })
  shop.engine.dismiss()
  await deliver(orderId)
  expect([await stateOf(orderId), shop.host.loadedMinor()]).toEqual(['delivered', 5_000])
})

test('with its ticket its money goes back once, and it is put on no card then', async () => {
  const { orderId, paymentId } = await sold()
  const back = calls()['card.void']({ paymentId }, CALLER)
  await shop.come()
  expect(await back).toMatchObject({ value: { outcome: 'done' } })
  expect(await stateOf(orderId)).toBe('returned')
  expect(await deliver(orderId)).toMatchObject({ error: { code: 'GIFT_CARD_NOT_OWED' } })
  expect([given(), shop.host.loadedMinor()]).toEqual([['pay', 'void'], 0])
})

test.each([
  [false, 'void'],
  [true, 'refund'],
] as const)(
  'what the terminal took goes back on it and not in cash: with goods beside it %s, by a %s',
  async (withHoney, way) => {
    const { orderId } = await sold({ withHoney })
    const { expectedMinor } = shop.till.slice('day').drawer
    const back = calls()['giftCard.giveBack']({ orderId }, CALLER)
    await shop.come()
    expect(await back).toMatchObject({ value: { way: 'card', outcome: 'done' } })
    expect(terminal.orders.map(({ operation, amountMinor }) => [operation, amountMinor])).toEqual([
      ['pay', expect.any(Number)],
      [way, 5_000],
    ])
    expect([await stateOf(orderId), shop.till.slice('day').drawer.expectedMinor]).toEqual(['returned', expectedMinor])
    const [newest] = await shop.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    expect(newest).toMatchObject({ totalMinor: -5_000, lines: [{ giftCard: 'activation' }], returnOf: { way } })
  },
)

const giveBack = async (orderId: string, isNotVoid = false) => {
  const back = calls()['giftCard.giveBack']({ orderId, isNotVoid }, CALLER)
  await shop.come()
  return back
}

test('what is void on the terminal already is not handed out in cash besides, even after its day', async () => {
  const { orderId } = await sold()
  const { expectedMinor } = shop.till.slice('day').drawer
  terminal.script = () => ({ kind: 'declined', failure: { code: 'TERMINAL_ALREADY_VOIDED' } })
  expect(await giveBack(orderId)).toMatchObject({
    value: { way: 'card', outcome: 'refused', failure: { code: 'TERMINAL_ALREADY_VOIDED' } },
  })
  // Its day over, it would not even be asked.
  await shop.engine.terminals.days.dayEnd(TERMINAL_ID)
  expect(await giveBack(orderId)).toMatchObject({ error: { code: 'TERMINAL_ALREADY_VOIDED' } })
  expect([given(), await stateOf(orderId)]).toEqual([['pay', 'void'], 'owed'])
  expect(shop.till.slice('day').drawer.expectedMinor).toBe(expectedMinor)
})

test('what may be void on a terminal that pays nothing back is handed out in cash by that word alone', async () => {
  terminal.can.delete('refund')
  const { orderId } = await sold()
  terminal.script = () => ({
    kind: 'declined',
    failure: { code: 'TERMINAL_DECLINED' },
    isNotVoidable: true,
    mayBeVoid: true,
  })
  const unclear = { error: { code: 'TERMINAL_VOID_UNCLEAR' } }
  expect([await giveBack(orderId), await giveBack(orderId)]).toMatchObject([unclear, unclear])
  await shop.engine.terminals.days.dayEnd(TERMINAL_ID)
  expect(await giveBack(orderId)).toMatchObject(unclear)
  expect([given(), await stateOf(orderId)]).toEqual([['pay', 'void'], 'owed'])
  expect(await giveBack(orderId, true)).toMatchObject({ value: { way: 'cash', outcome: 'done' } })
  expect([given(), await stateOf(orderId)]).toEqual([['pay', 'void'], 'returned'])
})

test('what may be void on the terminal is refunded by the word of a person who has looked, and by nothing less', async () => {
  const { orderId } = await sold()
  const failure = { code: 'TERMINAL_DECLINED' } as const
  terminal.script = () => ({ kind: 'declined', failure, isNotVoidable: true, mayBeVoid: true })
  expect(await giveBack(orderId)).toMatchObject({ error: { code: 'TERMINAL_VOID_UNCLEAR' } })
  terminal.script = (order) => terminal.approve(order)
  expect(await giveBack(orderId)).toMatchObject({ error: { code: 'TERMINAL_VOID_UNCLEAR' } })
  expect(given()).toEqual(['pay', 'void'])
  expect(await giveBack(orderId, true)).toMatchObject({ value: { way: 'card', outcome: 'done' } })
  expect([given(), await stateOf(orderId)]).toEqual([['pay', 'void', 'refund'], 'returned'])
})
