/**
 * Goal: what goes back on a terminal takes its minutes, and holds up nothing but its own ticket: neither the till nor the word of
 * another terminal. Method: till, engine and store joined on a real disk, with two terminals that do what each test says.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TerminalOrder, TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'
import { benchTerminals, ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'

const SECOND_ID = 'terminal-2'
const HONEY = { productId: 'miel', quantityMilli: 1_000 }

let first: ScriptedTerminal
let second: ScriptedTerminal
let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  first = new ScriptedTerminal()
  second = new ScriptedTerminal()
  const terminals = benchTerminals(first)
  terminals.set([{}, { id: SECOND_ID, port: second }])
  shop = await openJoinedRooms({ terminals })
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const calls = () => shop.till.calls

async function ring() {
  await calls()['sale.addProduct'](HONEY, CALLER)
  return shop.till.slice('sale')
}

async function pay(terminalId: string, amountMinor: number): Promise<void> {
  expect(await calls()['tender.terminal']({ terminalId, amountMinor }, CALLER)).toMatchObject({ ok: true })
  await shop.come()
}

/** What it answers once the till has done all it can by itself; `waits` where it still does not. */
async function soon<Value>(asked: Promise<Value>): Promise<Value | 'waits'> {
  let answer: Value | 'waits' = 'waits'
  void asked.then((value) => {
    answer = value
  })
  await shop.come()
  return answer
}

/** The next order to the second terminal waits. @returns how it ends. */
function holdUp() {
  let end: (outcome: TerminalOutcome) => void = () => {}
  second.script = () =>
    new Promise((resolve) => {
      end = resolve
    })
  return {
    approve: async () => end(await second.approve(second.orders.at(-1) as TerminalOrder)),
    refuse: () => end({ kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } }),
  }
}

/** The first terminal says late that it took its order. */
async function tellLate(): Promise<void> {
  const [order] = first.orders
  if (order === undefined) throw new Error('no order')
  first.tell({ kind: 'late', orderId: order.id, outcome: { kind: 'approved', result: first.result(order) } })
  await shop.come()
}

const refusal = (code: string) => ({ ok: false, error: { code } })

test('one ticket is left on a terminal while the word of another terminal finishes another ticket', async () => {
  const held = await ring()
  first.script = () => UNKNOWN
  await pay(TERMINAL_ID, held.totalMinor)
  await calls()['sale.hold']({}, CALLER)
  const left = await ring()
  await pay(SECOND_ID, left.totalMinor - 100)
  const back = holdUp()
  const leaving = calls()['tender.leave']({}, CALLER)
  expect(await soon(leaving)).toBe('waits')
  // Whoever stands there sees the money go back, and can do no other thing to the ticket.
  expect(shop.engine.view()).toMatchObject({
    saleId: left.id,
    operation: 'refund',
    outcome: null,
    prompt: 'follow-terminal',
    terminal: { id: SECOND_ID },
  })
  expect(await soon(calls()['tender.cash']({ givenMinor: 100 }, CALLER))).toMatchObject(refusal('PAYMENT_ALREADY_OPEN'))
  expect(await soon(calls()['sale.hold']({}, CALLER))).toMatchObject(refusal('SALE_IN_PAYMENT'))
  expect(await soon(calls()['sale.void']({}, CALLER))).toMatchObject(refusal('SALE_IN_PAYMENT'))
  expect(await soon(calls()['tender.leave']({}, CALLER))).toMatchObject(refusal('PAYMENT_ALREADY_OPEN'))
  await tellLate()
  expect((await shop.store.paidSales.paidSale(held.id))?.tenders).toMatchObject([{ outcome: 'approved' }])
  await back.approve()
  expect(await soon(leaving)).toEqual({ ok: true, value: {} })
  expect(shop.till.slice('sale')).toMatchObject({ id: left.id, state: 'open', tenders: [{ outcome: 'reversed' }] })
})

test('a ticket that is being left is not finished by the late word on its other part', async () => {
  const { id, totalMinor } = await ring()
  await pay(SECOND_ID, totalMinor - 100)
  first.script = () => UNKNOWN
  await pay(TERMINAL_ID, 100)
  const back = holdUp()
  const leaving = calls()['tender.leave']({}, CALLER)
  expect(await soon(leaving)).toBe('waits')
  await tellLate()
  expect(await shop.store.paidSales.paidSale(id)).toBeNull()
  await back.approve()
  expect(await soon(leaving)).toEqual({ ok: true, value: {} })
  await shop.clock.advance(10_000)
  await shop.come()
  expect(await shop.store.paidSales.paidSale(id)).toBeNull()
  expect(shop.till.slice('sale')).toMatchObject({ id, state: 'paying', remainingMinor: totalMinor - 100 })
  expect(shop.till.slice('sale').tenders.map(({ outcome }) => outcome)).toEqual(['reversed', 'approved'])
})

test('a ticket whose money does not go back can still be paid', async () => {
  const { id, totalMinor } = await ring()
  await pay(SECOND_ID, totalMinor - 100)
  const back = holdUp()
  const leaving = calls()['tender.leave']({}, CALLER)
  await shop.come()
  back.refuse()
  expect(await soon(leaving)).toMatchObject(refusal('TERMINAL_ABANDONED'))
  expect(await calls()['tender.cash']({ givenMinor: 100 }, CALLER)).toMatchObject({ ok: true })
  expect((await shop.store.paidSales.paidSale(id))?.totalMinor).toBe(totalMinor)
})

test('a ticket whose money may be void on the terminal already goes back by the word of whoever looked', async () => {
  const { totalMinor } = await ring()
  await pay(SECOND_ID, totalMinor - 100)
  const failure = { code: 'TERMINAL_DECLINED' } as const
  second.script = (order) =>
    order.operation === 'void'
      ? { kind: 'declined', failure, isNotVoidable: true, mayBeVoid: true }
      : second.approve(order)
  for (const _ of ['refused', 'pressed again']) {
    expect(await soon(calls()['tender.leave']({}, CALLER))).toMatchObject(refusal('TERMINAL_VOID_UNCLEAR'))
  }
  expect(second.orders.map(({ operation }) => operation)).toEqual(['pay', 'void'])
  expect(shop.till.slice('sale')).toMatchObject({ state: 'paying', remainingMinor: 100 })
  expect(await soon(calls()['tender.leave']({ isNotVoid: true }, CALLER))).toEqual({ ok: true, value: {} })
  expect(second.orders.map(({ operation }) => operation)).toEqual(['pay', 'void', 'refund'])
  expect(shop.till.slice('sale')).toMatchObject({ state: 'open', tenders: [{ outcome: 'reversed' }] })
})
