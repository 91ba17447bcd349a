/**
 * Goal: goods that come back by the lines of their ticket have their money back where it came from, by card, in cash or as a credit, and
 * mixed: all of it is booked or nothing, once, never more than was paid. Method: till, engine and store joined as the program joins them,
 * on a real disk; the bank is a ledger, the terminal does what a test says.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardOperationCalls } from '#main/handlers/card-operations.ts'
import { benchTerminals, ScriptedTerminal, TERMINAL_ID, UNKNOWN } from '#test/support/payment/scripted-terminal.ts'
import { CALLER, type JoinedRooms, openJoinedRooms } from '#test/support/till/joined-rooms.ts'
import { piecesOf, returnHands, sharesOf } from '#test/support/till/return-hands.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'

let shop: JoinedRooms
let terminal: ScriptedTerminal
beforeEach(async () => {
  terminal = new ScriptedTerminal()
  shop = await openJoinedRooms({ terminals: benchTerminals(terminal) })
})
afterEach(async () => expect(await shop.close()).toEqual([]))
const { sell, customer, found, look, give, ended, leftOf, returnsOf, until } = returnHands(() => shop)

const drawer = () => shop.till.slice('day').drawer.expectedMinor
const cardKey = ({ tenders }: PaidSale, place = 0) => `card:${tenders[place]?.paymentId}`
const operations = () =>
  cardOperationCalls({
    till: shop.till,
    operations: shop.engine.operations,
    terminals: shop.engine.terminals,
    journal: shop.store.paymentJournal,
  })

describe('goods that a card paid for', () => {
  it('all of them today: the bank forgets the charge, and the lines are on the return', async () => {
    const sale = await sell()
    const before = drawer()
    expect((await look(sale, 3)).targets).toMatchObject([
      {
        key: cardKey(sale),
        kind: 'card',
        leftMinor: 2_535,
        amountMinor: 2_535,
        path: { way: 'void', reason: 'batch-open' },
      },
    ])
    const end = await give(sale, 3)
    expect(end).toMatchObject({ value: { outcome: 'done', cashMinor: 0, failure: null } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([0, [0]])
    const [back] = await returnsOf(sale)
    expect(back).toMatchObject({
      number: end.ok ? end.value.number : '',
      totalMinor: -2_535,
      itemCount: 3,
      lines: [{ id: sale.lines[0]?.id, quantityMilli: 3_000, totalMinor: -2_535 }],
      tenders: [{ kind: 'card', amountMinor: -2_535 }],
      returnOf: { way: 'void' },
    })
    expect([shop.till.slice('day').turnoverMinor, drawer()]).toEqual([0, before])
    const records = await shop.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({ operation: 'return', totalMinor: -2_535 })
    expect(await shop.papersOf(back?.id ?? '')).toHaveLength(3)
  })

  it('some of them: the bank pays them back, each time those alone, and at last no more than all', async () => {
    const sale = await sell()
    expect((await look(sale, 1)).targets).toMatchObject([{ path: { way: 'refund', reason: 'part-of-amount' } }])
    expect(await give(sale, 1)).toMatchObject({ value: { outcome: 'done' } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([1_690, [2_000]])
    expect(await give(sale, 2)).toMatchObject({ value: { outcome: 'done' } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([0, [0]])
    const vat = (sales: readonly PaidSale[]) => sales.reduce((sum, { vatMinor }) => sum + vatMinor, 0)
    expect(vat(await returnsOf(sale))).toBe(0 - sale.vatMinor)
    expect(await look(sale)).toMatchObject({ leftMinor: 0, targets: [] })
    expect(await give(sale, 1)).toMatchObject({ error: { code: 'SALE_RETURN_TOO_MUCH' } })
  })

  it('that the bank refuses to pay back: nothing is booked, and it may be tried again', async () => {
    const sale = await sell()
    shop.host.sales.push('decline')
    const end = await give(sale, 1)
    expect(end).toMatchObject({ value: { outcome: 'refused', number: null, failure: expect.anything() } })
    expect([shop.host.netMinor(), await leftOf(sale), await returnsOf(sale)]).toEqual([2_535, [3_000], []])
    expect(await give(sale, 1)).toMatchObject({ value: { outcome: 'done' } })
    expect(shop.host.netMinor()).toBe(1_690)
  })

  it('of which the bank says nothing: nothing is booked, nothing else goes back, and its own word frees the ticket', async () => {
    const sale = await sell([1_000])
    shop.host.sales.push('approve-silent')
    shop.host.reversals.push('lost-silent')
    expect(await give(sale, 1)).toMatchObject({ value: { outcome: 'unknown', number: null } })
    expect(await returnsOf(sale)).toEqual([])
    for (const to of [undefined, 'cash']) {
      expect(await give(sale, 1, to)).toMatchObject({ error: { code: 'SALE_RETURN_UNDER_WAY' } })
    }
    await until(() => shop.host.netMinor() === 1_000)
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([1_000, [3_000]])
    shop.engine.dismiss()
    expect(await give(sale, 3)).toMatchObject({ value: { outcome: 'done', cashMinor: 1_535 } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([0, [0]])
  })

  it('whose refund stands by the bank’s word alone: the lines have no return, and their money goes back in no other way', async () => {
    const sale = await sell([2_535], await customer())
    shop.host.sales.push('approve-silent')
    const { reversal } = shop.host
    shop.host.reversal = async () => ({
      kind: 'answered',
      answer: { responseCode: '12', accepted: false, redacted: {} },
    })
    expect(await give(sale, 2)).toMatchObject({ value: { outcome: 'unknown' } })
    const [open] = await shop.store.paymentJournal.openPayments()
    const word = { by: 'Claire D.', word: 'charged', why: 'By phone' } as const
    expect(await shop.engine.bankWord.close(open?.id ?? '', word)).toMatchObject({ ok: true })
    await shop.come()
    shop.host.reversal = reversal
    shop.engine.dismiss()
    expect(await give(sale, 2, 'account')).toMatchObject({ error: { code: 'SALE_RETURN_NOT_LEFT' } })
    expect(await give(sale, 1, 'account')).toMatchObject({ value: { outcome: 'done' } })
    expect(await look(sale)).toMatchObject({ leftMinor: 0, targets: [] })
  })

  it('is not booked when the till is killed before it heard the bank, and goes back after', async () => {
    const sale = await sell()
    shop.host.afterBooking = () => new Promise(() => {})
    void give(sale, 1)
    await shop.come()
    expect(shop.host.netMinor()).toBe(1_690)
    shop = await shop.kill()
    await until(() => shop.host.netMinor() === 2_535)
    expect([shop.host.netMinor(), await leftOf(sale), await returnsOf(sale)]).toEqual([2_535, [3_000], []])
    expect(await give(sale, 1)).toMatchObject({ value: { outcome: 'done' } })
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([1_690, [2_000]])
  })

  it('pressed twice goes back once', async () => {
    const sale = await sell()
    const shares = sharesOf(await look(sale, 1))
    const twice = [1, 2].map(() =>
      shop.till.calls['return.give']({ saleId: sale.id, lines: piecesOf(sale, 1), shares }, CALLER),
    )
    await shop.come()
    const ends = await Promise.all(twice)
    expect(ends.map(({ ok }) => ok)).toEqual([true, false])
    expect([shop.host.netMinor(), await leftOf(sale)]).toEqual([1_690, [2_000]])
  })
})

describe('goods that were paid in several ways', () => {
  it('go back as they were paid, in one ticket: the card takes its part, the drawer gives the rest', async () => {
    const sale = await sell([1_000])
    const before = drawer()
    expect((await look(sale, 3)).targets).toMatchObject([
      { key: cardKey(sale), amountMinor: 1_000, path: { way: 'void' } },
      { key: 'cash', leftMinor: 1_535, amountMinor: 1_535, path: null },
    ])
    expect(await give(sale, 3)).toMatchObject({ value: { outcome: 'done', cashMinor: 1_535 } })
    const [back] = await returnsOf(sale)
    expect(back?.tenders).toMatchObject([
      { kind: 'card', amountMinor: -1_000, outcome: 'approved' },
      { kind: 'cash', amountMinor: -1_535, outcome: 'received' },
    ])
    expect([shop.host.netMinor(), drawer(), shop.till.slice('day').turnoverMinor]).toEqual([0, before - 1_535, 0])
    const jobs = await shop.store.printSpool.jobsOfSale(back?.id ?? '')
    expect(jobs.map(({ kind }) => kind)).toEqual(['drawer', 'card-customer', 'card-merchant', 'customer-ticket'])
    const records = await shop.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({ tenders: [{ kind: 'card' }, { kind: 'cash' }] })
  })

  it('go where they are chosen to go as far as that was paid, and the rest as it was paid', async () => {
    const sale = await sell([1_000])
    expect(sharesOf(await look(sale, 2, 'cash'))).toEqual([
      { key: cardKey(sale), amountMinor: 155 },
      { key: 'cash', amountMinor: 1_535 },
    ])
    expect(await give(sale, 2, 'cash')).toMatchObject({ value: { outcome: 'done', cashMinor: 1_535 } })
    expect(shop.host.netMinor()).toBe(845)
    expect(sharesOf(await look(sale, 1, 'cash'))).toEqual([{ key: cardKey(sale), amountMinor: 845 }])
  })

  it('go to one card where that is enough, to the one that is chosen first', async () => {
    const sale = await sell([1_000, 1_535])
    expect(sharesOf(await look(sale, 1, cardKey(sale)))).toEqual([{ key: cardKey(sale), amountMinor: 845 }])
    expect(await give(sale, 1, cardKey(sale))).toMatchObject({ value: { outcome: 'done' } })
    expect(await give(sale, 1, cardKey(sale, 1))).toMatchObject({ value: { outcome: 'done' } })
    expect(shop.host.netMinor()).toBe(845)
  })

  it('become a credit of the customer, of which no card pays anything back besides', async () => {
    const customerId = await customer()
    const sale = await sell([2_535], customerId)
    expect(await give(sale, 3, 'account')).toMatchObject({ value: { outcome: 'done', cashMinor: 0 } })
    expect(await shop.store.customers.balanceMinor(customerId)).toBe(-2_535)
    expect(shop.till.slice('day')).toMatchObject({ turnoverMinor: 0 })
    const paymentId = sale.tenders[0]?.paymentId ?? ''
    const refused = { failure: { code: 'SALE_RETURN_NOT_LEFT' } }
    await expect(ended(operations()['card.void']({ paymentId }, CALLER))).rejects.toMatchObject(refused)
    await expect(ended(operations()['card.refund']({ paymentId, amountMinor: 1 }, CALLER))).rejects.toMatchObject(
      refused,
    )
    expect(shop.host.netMinor()).toBe(2_535)
  })

  it('do not move when the till has another answer by now than the cashier was shown', async () => {
    const sale = await sell([1_000])
    const shares = sharesOf(await look(sale, 3))
    const paymentId = sale.tenders[0]?.paymentId ?? ''
    const refunded = await ended(operations()['card.refund']({ paymentId, amountMinor: 100 }, CALLER))
    expect(refunded).toMatchObject({ value: { outcome: 'done' } })
    const asked = { saleId: sale.id, lines: piecesOf(sale, 1), shares }
    expect(await shop.till.calls['return.give'](asked, CALLER)).toMatchObject({
      error: { code: 'SALE_RETURN_CHANGED' },
    })
    expect(await returnsOf(sale)).toHaveLength(1)
  })
})

describe('goods that a standalone terminal took the money for', () => {
  async function sold(): Promise<PaidSale> {
    await shop.till.calls['sale.addProduct']({ productId: 'miel', quantityMilli: 3_000 }, CALLER)
    const { id } = shop.till.slice('sale')
    await shop.till.calls['tender.terminal']({ terminalId: TERMINAL_ID, amountMinor: 1_000 }, CALLER)
    await shop.come()
    shop.engine.dismiss()
    await shop.till.calls['tender.cash']({ givenMinor: 1_535 }, CALLER)
    return found(id)
  }

  it('go back there and in cash, in one ticket', async () => {
    const sale = await sold()
    expect(await give(sale, 3)).toMatchObject({ value: { outcome: 'done', cashMinor: 1_535 } })
    const [back] = await returnsOf(sale)
    expect(back?.tenders).toMatchObject([{ kind: 'card', amountMinor: -1_000 }, { kind: 'cash' }])
    expect(back?.lines).toMatchObject([{ id: sale.lines[0]?.id, quantityMilli: 3_000 }])
    expect(await leftOf(sale)).toEqual([0])
  })

  it('whose answer a kill swallowed: the terminal’s own word makes the return, with its lines and the cash beside', async () => {
    const sale = await sold()
    terminal.script = () => new Promise(() => {})
    void give(sale, 3)
    await shop.come()
    terminal.recall = async (order) => ({ kind: 'approved', result: terminal.result(order) })
    shop = await shop.kill()
    await until(async () => (await returnsOf(sale)).length > 0)
    const [back] = await returnsOf(sale)
    expect(back?.tenders).toMatchObject([
      { kind: 'card', amountMinor: -1_000 },
      { kind: 'cash', amountMinor: -1_535 },
    ])
    expect([await leftOf(sale), shop.till.slice('day').turnoverMinor]).toEqual([[0], 0])
  })

  it('of which the terminal cannot tell hold up every other return of the ticket', async () => {
    const sale = await sold()
    terminal.script = () => UNKNOWN
    expect(await give(sale, 3)).toMatchObject({ value: { outcome: 'unknown' } })
    expect(await give(sale, 1, 'cash')).toMatchObject({ error: { code: 'SALE_RETURN_UNDER_WAY' } })
    expect(await returnsOf(sale)).toEqual([])
  })
})

describe('what a cashier may give back alone', () => {
  it('is one limit for the ticket, by whatever ways: cash first and a card after that is no way round it', async () => {
    // Twenty jars at 8,45 €, one half on a card and one half in cash; a cashier gives 100 € back alone.
    const sale = await sell([8_450], undefined, 20)
    await shop.till.calls['session.signIn']({ userId: 'ines', pin: '1111' }, CALLER)
    const { paymentId } = sale.tenders[0] ?? {}
    expect(await give(sale, 9, 'cash')).toMatchObject({ value: { outcome: 'done', cashMinor: 7_605 } })
    const tried = operations()['card.refund']({ paymentId: paymentId ?? '', amountMinor: 7_605 }, CALLER)
    expect(await ended(tried)).toMatchObject({
      error: { code: 'SESSION_NEEDS_APPROVAL', details: { permission: 'refund-above-limit' } },
    })
    expect(shop.host.netMinor()).toBe(8_450)
  })
})
