/**
 * Goal: what a standalone terminal takes or gives back is a sale as any other: ticket, fiscal record, papers, figures, and the
 * day's end. Method: till, engine and store joined on a real disk, with a terminal that does what each test says.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cardOperationCalls } from '#main/handlers/card-operations.ts'
import { printDecline } from '#main/handlers/print-decline.ts'
import { terminalCalls } from '#main/handlers/terminal-calls.ts'
import { benchTerminals, ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { CALLER, openJoinedRooms } from '#test/support/till/joined-rooms.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let terminal: ScriptedTerminal
let shop: Awaited<ReturnType<typeof openJoinedRooms>>
beforeEach(async () => {
  terminal = new ScriptedTerminal()
  shop = await openJoinedRooms({
    terminals: benchTerminals(terminal),
    printers: [
      { id: 'counter', isDefault: true },
      { id: 'bar', isDefault: false },
    ],
  })
})
afterEach(async () => expect(await shop.close()).toEqual([]))

const calls = () => ({
  ...shop.till.calls,
  ...terminalCalls({ till: shop.till, terminals: shop.engine.terminals, dayClose: shop.dayClose }),
  ...cardOperationCalls({
    till: shop.till,
    operations: shop.engine.operations,
    terminals: shop.engine.terminals,
    journal: shop.store.paymentJournal,
  }),
})

/** Rings a jar of honey. @returns the sale. */
async function ring() {
  if (shop.till.slice('lastSale') !== null) await calls()['sale.next']({}, CALLER)
  await calls()['sale.addProduct']({ productId: 'miel', quantityMilli: 1_000 }, CALLER)
  return shop.till.slice('sale')
}

async function payOnTerminal(amountMinor?: number): Promise<string> {
  const asked = { terminalId: TERMINAL_ID, ...(amountMinor !== undefined && { amountMinor }) }
  const started = await calls()['tender.terminal'](asked, CALLER)
  await shop.come()
  if (!started.ok) throw new Error(started.error.code)
  return started.value.paymentId
}

test('a ticket is paid whole: on disk with the terminal’s own ticket, and counted apart from any batch', async () => {
  const { id, totalMinor } = await ring()
  await payOnTerminal()
  const sale = await shop.store.paidSales.paidSale(id)
  expect(sale?.tenders).toMatchObject([
    { kind: 'card', amountMinor: totalMinor, outcome: 'approved', terminal: { id: TERMINAL_ID, alias: 'Comptoir 1' } },
  ])
  const papers = (await shop.papersOf(id)).join('\n')
  expect(papers).toContain('CARTE BANCAIRE')
  expect(papers).not.toContain('497010')
  const sums = [{ id: TERMINAL_ID, alias: 'Comptoir 1', count: 1, amountMinor: totalMinor }]
  expect(shop.till.slice('day')).toMatchObject({ turnoverMinor: totalMinor, terminals: [{ ...sums[0], dayEnd: null }] })
  expect(shop.till.slice('day').batch.rows).toEqual([])
  const day = await shop.store.businessDays.openDay()
  expect((await shop.store.paidSales.figures(day?.id ?? '')).terminals).toEqual(sums)
  const found = await shop.store.paymentSearch.found(sale?.tenders[0]?.paymentId ?? '')
  expect(found).toMatchObject({
    outcome: 'approved',
    scheme: 'cb',
    cardTail: '4821',
    approvalCode: '123456',
    terminalId: 'Comptoir 1',
  })
})

test('a card that holds less pays what it holds, and the rest is paid in another way', async () => {
  const { id, totalMinor } = await ring()
  terminal.script = async (order) => ({
    kind: 'approved',
    result: terminal.result({ amountMinor: order.amountMinor - 100 }),
  })
  await payOnTerminal()
  expect(shop.till.slice('sale')).toMatchObject({ id, remainingMinor: 100 })
  await calls()['tender.cash']({ givenMinor: 100 }, CALLER)
  expect(
    (await shop.store.paidSales.paidSale(id))?.tenders.map(({ kind, amountMinor }) => [kind, amountMinor]),
  ).toEqual([
    ['card', totalMinor - 100],
    ['cash', 100],
  ])
})

test('a part that a person read on the terminal’s ticket is paid, and the rest is still to be collected', async () => {
  const { id, totalMinor } = await ring()
  terminal.script = () => UNKNOWN
  const paymentId = await payOnTerminal()
  const decide = (amountMinor: number) =>
    calls()['terminal.decide']({ paymentId, outcome: 'paid', amountMinor }, CALLER)
  expect(await decide(totalMinor + 1)).toMatchObject({ error: { code: 'TERMINAL_READ_AMOUNT' } })
  expect(await decide(totalMinor - 100)).toEqual({ ok: true, value: {} })
  expect(shop.till.slice('sale')).toMatchObject({ id, state: 'paying', remainingMinor: 100 })
  await calls()['tender.cash']({ givenMinor: 100 }, CALLER)
  const paid = await shop.store.paidSales.paidSale(id)
  expect(paid?.tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['card', totalMinor - 100],
    ['cash', 100],
  ])
})

test('a ticket that waits on hold for the terminal’s word is finished by it, and the one in hand stays', async () => {
  const { id } = await ring()
  terminal.script = () => UNKNOWN
  const paymentId = await payOnTerminal()
  expect(shop.till.slice('sale').tenders).toMatchObject([{ outcome: 'unknown' }])
  expect(await calls()['tender.cash']({ givenMinor: 5_000 }, CALLER)).toMatchObject({
    error: { code: 'PAYMENT_OUTCOME_UNKNOWN' },
  })
  expect(await calls()['sale.hold']({}, CALLER)).toMatchObject({ ok: true })
  const next = await ring()
  const decided = await calls()['terminal.decide']({ paymentId, outcome: 'paid', approvalCode: '654321' }, CALLER)
  expect(decided).toEqual({ ok: true, value: {} })
  expect((await shop.store.paidSales.paidSale(id))?.tenders).toMatchObject([
    { outcome: 'approved', approvalCode: '654321' },
  ])
  expect([shop.till.heldSaleCount(), shop.till.slice('sale').id, shop.till.slice('day').ticketCount]).toEqual([
    0,
    next.id,
    1,
  ])
  expect(await shop.store.paymentJournal.closedByHand()).toMatchObject([{ word: 'charged', by: 'Claire D.' }])
})

test('a ticket that is left is taken back on the terminal first', async () => {
  const { id, totalMinor } = await ring()
  await payOnTerminal(totalMinor - 100)
  expect(await calls()['tender.leave']({}, CALLER)).toMatchObject({ ok: true })
  await shop.come()
  // Each order knows the payment before it, so that a lost answer is told apart from it.
  const told = terminal.orders.map(({ operation, lastReceiptNumber }) => [operation, lastReceiptNumber])
  expect(told).toEqual([
    ['pay', null],
    ['void', '0001'],
  ])
  expect(shop.till.slice('sale')).toMatchObject({ id, state: 'open', tenders: [{ outcome: 'reversed' }] })
  expect((await shop.store.paymentJournal.openPayments()).length).toBe(0)
})

test('money of a finished ticket goes back on its terminal with a ticket of its own; what the till told is the way', async () => {
  const { id, totalMinor } = await ring()
  const paymentId = await payOnTerminal()
  const path = await calls()['card.returnPath']({ paymentId }, CALLER)
  expect(path).toMatchObject({ value: { way: 'void', reason: 'batch-open', leftMinor: totalMinor, cardTail: '4821' } })
  const ended = await calls()['card.void']({ paymentId }, CALLER)
  if (!ended.ok || ended.value.returnSaleId === null) throw new Error('not returned')
  expect(ended.value.outcome).toBe('done')
  const back = await shop.store.paidSales.paidSale(ended.value.returnSaleId)
  expect(back).toMatchObject({ totalMinor: -totalMinor, returnOf: { saleId: id, way: 'void' } })
  expect(shop.till.slice('day').terminals).toMatchObject([{ count: 2, amountMinor: 0 }])
  expect(await calls()['card.returnPath']({ paymentId }, CALLER)).toMatchObject({ value: { way: 'none' } })
})

test('a refund of which nobody knows what became is told so, and gives nothing back a second time', async () => {
  await ring()
  const paymentId = await payOnTerminal()
  terminal.script = () => UNKNOWN
  expect(await calls()['card.refund']({ paymentId, amountMinor: 100 }, CALLER)).toMatchObject({
    value: { outcome: 'unknown', failure: { code: 'TERMINAL_RETURN_UNKNOWN' } },
  })
  expect(await calls()['card.refund']({ paymentId, amountMinor: 100 }, CALLER)).toMatchObject({
    error: { code: 'TERMINAL_BLOCKED' },
  })
  const [doubt] = await shop.store.paymentJournal.openPayments()
  await calls()['terminal.decide']({ paymentId: doubt?.id ?? '', outcome: 'not-paid' }, CALLER)
  expect(await calls()['card.returnPath']({ paymentId }, CALLER)).toMatchObject({ value: { way: 'void' } })
})

test('the day’s close ends the terminal’s day too; one that refuses holds nothing up, is named, and is asked again', async () => {
  const { totalMinor } = await ring()
  await payOnTerminal()
  await calls()['sale.next']({}, CALLER)
  terminal.dayEnds = [
    Promise.resolve({ kind: 'refused', failure: { code: 'TERMINAL_REFUSED_ORDER', details: { reason: '09' } } }),
  ]
  expect(await shop.dayClose.close()).toMatchObject({ ok: true })
  const day = shop.till.slice('day')
  expect(day).toMatchObject({ stage: 'closed', terminals: [{ amountMinor: totalMinor, dayEnd: { state: 'refused' } }] })
  const [report] = (await shop.store.printSpool.newestJobs(9)).filter(({ kind }) => kind === 'z-report')
  if (report === undefined) throw new Error('no Z')
  const paper = paperText(layOut(report.document, 42)).join('\n')
  expect(paper).toMatch(/Terminal Comptoir 1 \(1\).*\n.*Clôture du terminal à refaire/)
  expect(day.exceptions).toContainEqual({
    kind: 'terminal-day-end',
    amountMinor: totalMinor,
    reference: 'Comptoir 1',
    terminalId: TERMINAL_ID,
  })
  expect(await calls()['terminal.dayEnd']({ terminalId: TERMINAL_ID }, CALLER)).toMatchObject({
    value: { state: 'done' },
  })
  expect(shop.till.slice('day').exceptions).toEqual([])
  expect((await shop.store.terminalBook.dayEnds()).map(({ state, ticket }) => [state, ticket])).toEqual([
    ['done', ['TELECOLLECTE OK']],
  ])
})

test('a card that the terminal refused has the terminal’s own paper, and none of the till’s bank', async () => {
  await ring()
  terminal.script = () => ({ kind: 'declined', failure: { code: 'TERMINAL_DECLINED', details: { reason: '05' } } })
  const paymentId = await payOnTerminal()
  expect(shop.till.slice('sale').tenders).toMatchObject([{ outcome: 'declined' }])
  const { store, till, acquirers } = shop
  const printed = await printDecline({ till, journal: store.paymentJournal, acquirers }, paymentId)
  expect(printed).toMatchObject({ error: { code: 'PAYMENT_NOT_DECLINED' } })
})

test('the terminal’s last ticket comes out on the till’s printer', async () => {
  expect(await calls()['terminal.reprint']({ terminalId: TERMINAL_ID }, CALLER)).toEqual({ ok: true, value: {} })
  const [job] = await shop.store.printSpool.newestJobs(1)
  expect(job?.document).toMatchObject({ kind: 'terminal-slip', lines: ['DUPLICATA', 'CARTE BANCAIRE'] })
})

test.each([
  ['counter', null],
  ['bar', 'bar'],
] as const)('its last ticket comes out on the printer %s that a person chose', async (deviceId, printer) => {
  expect(await calls()['terminal.reprint']({ terminalId: TERMINAL_ID, deviceId }, CALLER)).toMatchObject({ ok: true })
  const [job] = await shop.store.printSpool.newestJobs(1)
  expect(job).toMatchObject({ kind: 'terminal-slip', deviceId: printer })
})

test('its last ticket is not asked for where the printer is gone', async () => {
  const asked = calls()['terminal.reprint']({ terminalId: TERMINAL_ID, deviceId: 'gone' }, CALLER)
  expect(await asked).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  expect(await shop.store.printSpool.newestJobs(1)).toEqual([])
  expect(terminal.reprints).toBe(0)
})

test('a terminal’s word that comes after the day was closed opens the next one, and the ticket is in it', async () => {
  const { id } = await ring()
  terminal.script = () => UNKNOWN
  await payOnTerminal()
  expect(await calls()['sale.hold']({}, CALLER)).toMatchObject({ ok: true })
  expect(await shop.dayClose.close()).toMatchObject({ ok: true })
  expect(await shop.store.businessDays.openDay()).toBeNull()
  const [order] = terminal.orders
  if (order === undefined) throw new Error('no order')
  terminal.tell({ kind: 'late', orderId: order.id, outcome: { kind: 'approved', result: terminal.result(order) } })
  await shop.come()
  expect((await shop.store.paidSales.paidSale(id))?.tenders).toMatchObject([{ outcome: 'approved' }])
  expect(await shop.store.businessDays.openDay()).not.toBeNull()
  expect(shop.till.slice('day').ticketCount).toBe(1)
})
