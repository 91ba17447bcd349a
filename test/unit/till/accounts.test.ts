import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFailure } from '#contract/result.ts'
import type { SplitWay } from '#contract/views/floor-view.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { fillUp } from '#test/support/till/fill-up.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: what customers owe moves only with the ticket that says so, in one transaction with it, and never twice; every figure of
 * the day tells it apart. On a real database; the card side is scripted.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const asCashier = () => desk.call('session.signIn', { userId: 'ines', pin: '1111' })
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const balance = (customerId: string) => desk.store.customers.balanceMinor(customerId)
const kinds = async (customerId: string) =>
  (await desk.store.accounts.movements(customerId, 50)).map(({ kind, amountMinor }) => [kind, amountMinor])

async function customer(creditLimitMinor = 1_000, name = 'Zofia'): Promise<string> {
  const draft = customerDraft({ name, creditLimitMinor })
  const saved = await desk.call('customer.save', { draft })
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}

/** A ticket of the customer, about to be paid. */
async function ring(customerId: string, ...productIds: string[]): Promise<string> {
  await desk.call('customer.choose', { customerId })
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  await desk.call('tender.begin', {})
  return sale().id
}

async function owe(customerId: string): Promise<void> {
  await ring(customerId, 'miel')
  expect(code(await desk.call('account.tender', {}))).toBe('ok')
}

describe('a ticket on account', () => {
  test('is paid, owed, printed and counted apart, and is no cash', async () => {
    const id = await customer()
    const saleId = await ring(id, 'miel')
    expect(code(await desk.call('account.tender', {}))).toBe('ok')
    expect([await balance(id), await kinds(id)]).toEqual([845, [['sale', 845]]])
    expect(desk.till.slice('lastSale')).toMatchObject({ id: saleId, tenders: [{ kind: 'account', amountMinor: 845 }] })
    const day = desk.till.slice('day')
    expect(day).toMatchObject({
      turnoverMinor: 845,
      drawer: { cashSalesMinor: 0 },
      accounts: { onAccount: { count: 1, amountMinor: 845 }, paid: { count: 0, amountMinor: 0 } },
    })
    const papers = await desk.store.printSpool.jobsOfSale(saleId)
    expect(papers.map(({ kind }) => kind)).toEqual(['customer-ticket'])
    const record = JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}') as { tenders: unknown }
    expect(record.tenders).toEqual([{ kind: 'account', amountMinor: 845 }])
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toEqual(day)
    expect(await balance(id)).toBe(845)
  })

  test('needs a customer, and no more than what is left', async () => {
    const id = await customer()
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('tender.begin', {})
    expect(code(await desk.call('account.tender', {}))).toBe('ACCOUNT_NO_CUSTOMER')
    await desk.call('tender.leave', {})
    await desk.call('customer.choose', { customerId: id })
    await desk.call('tender.begin', {})
    expect(code(await desk.call('account.tender', { amountMinor: 846 }))).toBe('SALE_AMOUNT_TOO_HIGH')
    expect(await kinds(id)).toEqual([])
  })

  test('stops at the limit for a cashier, for whom a manager lends it; a manager goes beyond', async () => {
    const id = await customer(1_000)
    await owe(id)
    await asCashier()
    await ring(id, 'miel')
    expect(await desk.call('account.tender', {})).toMatchObject({
      error: { code: 'SESSION_NEEDS_APPROVAL', details: { permission: 'manage-accounts' } },
    })
    expect(code(await desk.call('account.tender', { amountMinor: 155 }))).toBe('ok')
    expect(code(await desk.call('account.tender', { amountMinor: 1 }))).toBe('SESSION_NEEDS_APPROVAL')
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(code(await desk.call('account.tender', {}))).toBe('ok')
    expect([await balance(id), await kinds(id)]).toEqual([
      1_690,
      [
        ['sale', 690],
        ['sale', 155],
        ['sale', 845],
      ],
    ])
  })

  test('a part of one that is put aside holds its share of the limit', async () => {
    const id = await customer(1_000)
    await asCashier()
    const first = await ring(id, 'miel')
    await desk.call('account.tender', { amountMinor: 800 })
    expect(await balance(id)).toBe(0)
    desk.cards.unresolved = true
    await desk.call('sale.hold', {})
    desk.cards.unresolved = false
    await ring(id, 'miel')
    expect(code(await desk.call('account.tender', { amountMinor: 300 }))).toBe('SESSION_NEEDS_APPROVAL')
    expect(code(await desk.call('account.tender', { amountMinor: 200 }))).toBe('ok')
    expect(first).not.toBe(sale().id)
  })

  test('that is left before it is paid puts nothing on the account, and opens no drawer', async () => {
    const id = await customer()
    const saleId = await ring(id, 'miel')
    await desk.call('account.tender', { amountMinor: 100 })
    expect(sale()).toMatchObject({ remainingMinor: 745, state: 'paying' })
    await desk.call('tender.leave', {})
    expect(sale()).toMatchObject({ state: 'open', remainingMinor: 845, tenders: [{ outcome: 'reversed' }] })
    expect(await desk.store.printSpool.jobsOfSale(saleId)).toEqual([])
    await desk.call('tender.cash', { givenMinor: 845 })
    expect(await kinds(id)).toEqual([])
  })

  test('is taken off again before the ticket is paid, and leaves a trace', async () => {
    const id = await customer()
    const saleId = await ring(id, 'miel')
    await desk.call('account.tender', { amountMinor: 100 })
    const [tender] = sale().tenders
    expect(code(await desk.call('tender.undo', { tenderId: tender?.id ?? '' }))).toBe('ok')
    expect([sale().remainingMinor, await desk.store.printSpool.jobsOfSale(saleId)]).toEqual([845, []])
    const record = JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}')
    expect(record).toMatchObject({ event: 'tender-undone', tender: 'account', amountMinor: 100 })
    await desk.call('tender.cash', { givenMinor: 845 })
    expect(await kinds(id)).toEqual([])
  })

  test('a card that pays the rest books both at once; on a full disk neither', async () => {
    const id = await customer()
    const saleId = await ring(id, 'miel')
    await desk.call('account.tender', { amountMinor: 800 })
    await desk.call('tender.card', { amountMinor: 45 })
    expect(await balance(id)).toBe(0)
    const part = approvalOf(saleId, `${saleId}-pay-1`, 45)
    const full = desk.till.commitApproval(part, () => Promise.reject(new CatalogueFailure({ code: 'STORE_DISK_FULL' })))
    await expect(full).rejects.toThrow(CatalogueFailure)
    expect([await balance(id), sale().state]).toEqual([0, 'paying'])
    await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    expect([await balance(id), sale().lines]).toEqual([800, []])
  })

  test('a full disk books nothing and leaves the ticket as it was', async () => {
    const id = await customer()
    await ring(id, 'miel')
    await fillUp(desk)
    await expect(desk.call('account.tender', {})).rejects.toThrow(CatalogueFailure)
    desk.freeDisk()
    expect([await kinds(id), sale().remainingMinor]).toEqual([[], 845])
    expect(code(await desk.call('account.tender', {}))).toBe('ok')
    expect(await balance(id)).toBe(845)
  })
})

describe('paying an account', () => {
  test('by a card: a line without VAT, no turnover, and the account moves with the approval alone', async () => {
    const id = await customer()
    await owe(id)
    const before = desk.till.slice('day')
    const perpetual = await desk.store.paidSales.perpetualTotalMinor()
    expect(code(await desk.call('account.addPayment', { customerId: id, amountMinor: 500 }))).toBe('ok')
    expect(sale()).toMatchObject({
      customer: { id },
      totalMinor: 500,
      vatMinor: 0,
      vat: [],
      lines: [{ vatLetter: '' }],
    })
    const saleId = sale().id
    await desk.call('tender.card', { amountMinor: 500 })
    expect(await balance(id)).toBe(845)
    const part = approvalOf(saleId, `${saleId}-pay-1`, 500)
    await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    expect([await balance(id), (await kinds(id))[0]]).toEqual([345, ['payment', -500]])
    const day = desk.till.slice('day')
    expect(day).toMatchObject({
      turnoverMinor: before.turnoverMinor,
      accounts: { onAccount: { amountMinor: 845 }, paid: { count: 1, amountMinor: 500 } },
    })
    expect(await desk.store.paidSales.perpetualTotalMinor()).toBe(perpetual)
    // The same word of the bank again finds no ticket that waits for it.
    const again = desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    await expect(again).rejects.toThrow()
    expect(await balance(id)).toBe(345)
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toEqual(day)
  })

  test('goes back whole, and is owed again; a part of it does not', async () => {
    const id = await customer()
    await owe(id)
    await desk.call('account.addPayment', { customerId: id, amountMinor: 500 })
    const saleId = sale().id
    await desk.call('tender.card', { amountMinor: 500 })
    const paymentId = `${saleId}-pay-1`
    const store = (commit: Parameters<Parameters<TestTill['till']['commitReturn']>[1]>[0]) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null)
    await desk.till.commitApproval(approvalOf(saleId, paymentId, 500), store)
    const wanted = { saleId, way: 'refund' as const }
    expect(code(await desk.till.mayReturn({ ...wanted, amountMinor: 100 }))).toBe('ACCOUNT_PAYMENT_WHOLE')
    expect(code(await desk.till.mayReturn({ ...wanted, amountMinor: 500 }))).toBe('ok')
    const part = { ...approvalOf('return-1', paymentId, 500), originalSaleId: saleId, way: 'refund' as const }
    await desk.till.commitReturn(part, store)
    expect([await balance(id), (await kinds(id))[0]]).toEqual([845, ['refund', 500]])
    const day = desk.till.slice('day')
    expect(day).toMatchObject({ turnoverMinor: 845, accounts: { paid: { count: 0, amountMinor: 0 } } })
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toEqual(day)
  })

  test('in cash opens the drawer, and X names it apart', async () => {
    const id = await customer()
    await owe(id)
    await desk.call('account.addPayment', { customerId: id, amountMinor: 845 })
    await desk.call('tender.cash', { givenMinor: 1_000 })
    expect(await balance(id)).toBe(0)
    await desk.call('day.readX', {})
    const [x] = await desk.store.printSpool.newestJobs(1)
    expect(x?.document).toMatchObject({
      kind: 'x-report',
      turnoverMinor: 845,
      tenders: [
        { kind: 'cash', amountMinor: 845 },
        { kind: 'account', amountMinor: 845 },
      ],
      accountPayments: { count: 1, amountMinor: 845 },
      drawer: { expectedMinor: 15_845 },
    })
  })

  test('no more than is owed, tickets that wait counted; by no account; and nobody else’s', async () => {
    const id = await customer()
    const other = await customer(0, 'Ahmed')
    await owe(id)
    expect(code(await desk.call('account.addPayment', { customerId: id, amountMinor: 846 }))).toBe(
      'ACCOUNT_PAYMENT_TOO_HIGH',
    )
    expect(code(await desk.call('account.addPayment', { customerId: id, amountMinor: 800 }))).toBe('ok')
    expect(code(await desk.call('account.addPayment', { customerId: id, amountMinor: 46 }))).toBe(
      'ACCOUNT_PAYMENT_TOO_HIGH',
    )
    expect(code(await desk.call('account.addPayment', { customerId: other, amountMinor: 1 }))).toBe(
      'ACCOUNT_OTHER_CUSTOMER',
    )
    expect(code(await desk.call('customer.choose', { customerId: other }))).toBe('ACCOUNT_LINE_FIXED')
    const [line] = sale().lines
    const lineId = line?.id ?? ''
    expect(code(await desk.call('sale.setPrice', { lineId, unitPriceMinor: 1 }))).toBe('ACCOUNT_LINE_FIXED')
    await desk.call('tender.begin', {})
    expect(code(await desk.call('account.tender', {}))).toBe('ACCOUNT_BY_ACCOUNT')
    await desk.call('tender.leave', {})
    expect(code(await desk.call('sale.removeLine', { lineId }))).toBe('ok')
    expect(code(await desk.call('cart.restoreLine', {}))).toBe('SALE_LINE_NOT_FOUND')
    expect(await balance(id)).toBe(845)
  })

  test('stays on its customer’s ticket: neither shared, nor moved to a table, nor made one with others', async () => {
    const id = await customer()
    await owe(id)
    await desk.call('floor.open', { tableId: 'table-8' })
    await desk.call('sale.addProduct', { productId: 'croissant' })
    await desk.call('account.addPayment', { customerId: id, amountMinor: 845 })
    const { id: saleId, lines } = sale()
    const payment = lines.find(({ accountPayment }) => accountPayment !== undefined)
    const split = (way: SplitWay) => desk.call('floor.split', { saleId, way })
    expect(code(await split({ kind: 'equal', count: 2 }))).toBe('FLOOR_CANNOT_SHARE')
    const shares = [{ lineId: payment?.id ?? '', parts: [0] }]
    expect(code(await split({ kind: 'items', shares }))).toBe('FLOOR_CANNOT_SHARE')
    const moved = { saleId, toId: 'table-7', lines: [{ lineId: payment?.id ?? '' }] }
    expect(code(await desk.call('floor.moveLines', moved))).toBe('ACCOUNT_LINE_FIXED')
    await desk.call('floor.open', { tableId: 'table-7' })
    await desk.call('sale.addProduct', { productId: 'croissant' })
    const merged = { fromId: 'table-8', toId: 'table-7', merge: true }
    expect(code(await desk.call('floor.move', merged))).toBe('ACCOUNT_LINE_FIXED')
    expect(await balance(id)).toBe(845)
  })
})

describe('a manager', () => {
  test('credits and corrects with a reason, in the chain and on the account at once; nobody else does', async () => {
    const id = await customer()
    expect(
      code(await desk.call('account.correct', { customerId: id, amountMinor: -1_500, reason: 'Geste commercial' })),
    ).toBe('ok')
    expect(code(await desk.call('account.correct', { customerId: id, amountMinor: 200, reason: 'Ancien solde' }))).toBe(
      'ok',
    )
    expect([await balance(id), await kinds(id)]).toEqual([
      -1_300,
      [
        ['correction', 200],
        ['credit', -1_500],
      ],
    ])
    const record = JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}')
    expect(record).toMatchObject({ event: 'account-corrected', customer: 'C-000001', amountMinor: 200 })
    expect(
      code(await desk.call('account.correct', { customerId: id, amountMinor: 1, reason: '4970 1000 0000 0014' })),
    ).toBe('ACCOUNT_CARD_NUMBER')
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('CUSTOMER_HAS_BALANCE')
    await asCashier()
    expect(code(await desk.call('account.correct', { customerId: id, amountMinor: 1, reason: 'Moi aussi' }))).toBe(
      'SESSION_NEEDS_APPROVAL',
    )
    expect(await balance(id)).toBe(-1_300)
  })

  test('what is booked cannot be changed in the file without a trace', async () => {
    const id = await customer()
    await owe(id)
    for (const sql of ['UPDATE account_movement SET amount_minor = 1', 'DELETE FROM account_movement']) {
      expect(() => desk.corrupt(sql)).toThrow('an account only grows')
    }
    expect(await balance(id)).toBe(845)
  })
})

test('whatever is sold, paid and left, the balance is what the tickets say', async () => {
  const deed = fc.oneof(
    fc.record({ kind: fc.constant('sell' as const), onAccount: fc.integer({ min: 0, max: 130 }) }),
    fc.record({ kind: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ kind: fc.constant('leave' as const), onAccount: fc.integer({ min: 1, max: 129 }) }),
  )
  const id = await customer(1_000_000)
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
      let expected = await balance(id)
      for (const one of deeds) {
        if (one.kind === 'pay') {
          const amountMinor = Math.min(one.amount, expected)
          if (amountMinor < 1) continue
          await desk.call('account.addPayment', { customerId: id, amountMinor })
          await desk.call('tender.cash', { givenMinor: amountMinor })
          expected -= amountMinor
          continue
        }
        await ring(id, 'baguette')
        if (one.onAccount > 0) await desk.call('account.tender', { amountMinor: one.onAccount })
        if (one.kind === 'leave') {
          await desk.call('tender.leave', {})
          await desk.call('sale.void', {})
          continue
        }
        const { remainingMinor } = sale()
        if (one.onAccount < 130) await desk.call('tender.cash', { givenMinor: remainingMinor })
        expected += one.onAccount
      }
      expect(await balance(id)).toBe(expected)
      const movements = await desk.store.accounts.movements(id, 10_000)
      expect(movements[0]?.balanceMinor ?? 0).toBe(expected)
    }),
    { numRuns: 12 },
  )
})
