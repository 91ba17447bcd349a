import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatAmount } from '#contract/money.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { ticketOf } from '#test/support/till/papers-of.ts'
import { debtsOf } from '#till/accounts/debts.ts'
import type { AccountEntry } from '#till/ports/accounts.port.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: one named invoice is paid, in part or whole, never above what is left of it; what is left of all invoices and what the account
 * owes agree after every movement; a payment that goes back opens its invoice again. On a real database; the card side is scripted.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const balance = (customerId: string) => desk.store.customers.balanceMinor(customerId)
type Store = Parameters<TestTill['till']['commitReturn']>[1]
const store: Store = (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null)

const DRAFT = customerDraft({
  name: 'Yann Le Goff',
  street: '3 rue de la Paix',
  city: '44000 Nantes',
  creditLimitMinor: 100_000,
  hasConsented: true,
})

async function customer(): Promise<string> {
  const saved = await desk.call('customer.save', { draft: DRAFT })
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}

/** A jar of honey, 8.45, put on the account and invoiced. */
async function invoiced(customerId: string): Promise<{ saleId: string; number: string }> {
  await desk.call('customer.choose', { customerId })
  await desk.call('sale.addProduct', { productId: 'miel' })
  await desk.call('tender.begin', {})
  const saleId = sale().id
  await desk.call('account.tender', {})
  const issued = await desk.call('invoice.issue', { saleId })
  if (!issued.ok) throw new Error(issued.error.code)
  return { saleId, number: issued.value.number }
}

async function open(customerId: string): Promise<(readonly [number: string, leftMinor: number])[]> {
  const file = await desk.call('customer.file', { customerId })
  if (!file.ok) throw new Error(file.error.code)
  return file.value.openInvoices.map(({ number, leftMinor }) => [number, leftMinor] as const)
}

const add = (customerId: string, amountMinor: number, invoiceNumber?: string) =>
  desk.call('account.addPayment', { customerId, amountMinor, ...(invoiceNumber !== undefined && { invoiceNumber }) })

async function payInCash(customerId: string, amountMinor: number, invoiceNumber?: string): Promise<string> {
  expect(code(await add(customerId, amountMinor, invoiceNumber))).toBe('ok')
  const { id } = sale()
  await desk.call('tender.cash', { givenMinor: amountMinor })
  return id
}

const paperOf = (saleId: string) => ticketOf(desk, saleId)

describe('one invoice that is paid', () => {
  test('in part, then whole, the newer one first: the ticket names it and says what is left', async () => {
    const id = await customer()
    const older = await invoiced(id)
    const newer = await invoiced(id)
    expect(await open(id)).toEqual([
      [older.number, 845],
      [newer.number, 845],
    ])
    const saleId = await payInCash(id, 300, newer.number)
    expect(await paperOf(saleId)).toMatch(/Règlement facture F2-000002[\s\S]+Facture F2-000002 : reste à payer +5,45/)
    expect([await balance(id), await open(id)]).toEqual([
      1_390,
      [
        [older.number, 845],
        [newer.number, 545],
      ],
    ])
    const [movement] = await desk.store.accounts.movements(id, 1)
    expect(movement).toMatchObject({ kind: 'payment', amountMinor: -300, invoiceNumber: newer.number, saleId })
    await payInCash(id, 545, newer.number)
    expect([await balance(id), await open(id)]).toEqual([845, [[older.number, 845]]])
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await open(id)).toEqual([[older.number, 845]])
  })

  test('by card: open until the bank’s yes; and open again when the payment goes back', async () => {
    const id = await customer()
    const { number } = await invoiced(id)
    await add(id, 845, number)
    const saleId = sale().id
    await desk.call('tender.card', { amountMinor: 845 })
    expect(await open(id)).toEqual([[number, 845]])
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 845), store)
    expect([await balance(id), await open(id)]).toEqual([0, []])
    const part = { ...approvalOf('return-1', `${saleId}-pay-1`, 845), originalSaleId: saleId, way: 'void' as const }
    await desk.till.commitReturn(part, store)
    expect([await balance(id), await open(id)]).toEqual([845, [[number, 845]]])
    const back = await paperOf('return-1')
    expect([back.includes(`Règlement facture ${number}`), back.includes('reste à payer')]).toEqual([true, false])
    await payInCash(id, 845, number)
    expect(await open(id)).toEqual([])
  })

  test('never above what is left, pressed twice at once and from tickets that wait counted', async () => {
    const id = await customer()
    const first = await invoiced(id)
    await invoiced(id)
    expect(code(await add(id, 846, first.number))).toBe('INVOICE_PAYMENT_TOO_HIGH')
    const both = await Promise.all([add(id, 845, first.number), add(id, 845, first.number)])
    expect(both.map(code)).toEqual(['ok', 'INVOICE_PAYMENT_TOO_HIGH'])
    await desk.call('sale.hold', {})
    expect(code(await add(id, 1, first.number))).toBe('INVOICE_PAYMENT_TOO_HIGH')
    const known = { code: 'INVOICE_PAYMENT_TOO_HIGH', details: { number: 'F2-000009', left: formatAmount(0, 'EUR') } }
    expect(await add(id, 1, 'F2-000009')).toMatchObject({ error: known })
    // Nobody pays the invoice of somebody else from his own file.
    const other = await customer()
    await desk.call('account.correct', { customerId: other, amountMinor: 5_000, reason: 'Ancien solde' })
    expect(code(await add(other, 100, first.number))).toBe('INVOICE_PAYMENT_TOO_HIGH')
    expect(await open(id)).toEqual([
      [first.number, 845],
      ['F2-000002', 845],
    ])
  })

  test('that got smaller while its line waited is refused before any money comes in', async () => {
    const id = await customer()
    const { number } = await invoiced(id)
    await add(id, 845, number)
    await desk.call('account.correct', { customerId: id, amountMinor: -45, reason: 'Geste commercial' })
    expect(code(await desk.call('tender.begin', {}))).toBe('ACCOUNT_PAYMENT_TOO_HIGH')
    expect(code(await desk.call('tender.cash', { givenMinor: 845 }))).toBe('ACCOUNT_PAYMENT_TOO_HIGH')
    await desk.call('account.correct', { customerId: id, amountMinor: 100, reason: 'Frais' })
    expect(code(await desk.call('tender.begin', {}))).toBe('INVOICE_PAYMENT_TOO_HIGH')
    expect([sale().state, await balance(id)]).toEqual(['open', 900])
    await desk.call('sale.removeLine', { lineId: sale().lines[0]?.id ?? '' })
    await payInCash(id, 800, number)
    expect([await balance(id), await open(id)]).toEqual([100, []])
  })

  test('goods of it that come back make it smaller, and what pays the account as a sum pays the oldest one', async () => {
    const id = await customer()
    const older = await invoiced(id)
    const newer = await invoiced(id)
    await payInCash(id, 845)
    expect(await open(id)).toEqual([[newer.number, 845]])
    const [line] = (await desk.store.paidSales.paidSale(older.saleId))?.lines ?? []
    const lines = [{ lineId: line?.id ?? '', quantityMilli: 1_000 }]
    // Goods of the older one, which the sum has paid: its money is free for the newer one.
    const shares = [{ key: 'account', amountMinor: 845 }]
    const back = await desk.call('return.give', { saleId: older.saleId, lines, to: 'account', shares })
    expect(back).toMatchObject({ ok: true, value: { outcome: 'done' } })
    expect([await balance(id), await open(id)]).toEqual([0, []])
    await invoiced(id)
    expect([await balance(id), await open(id)]).toEqual([845, [['F2-000003', 845]]])
  })
})

test('whatever was moved, no debt is below zero, and all debts less the credit are the balance', () => {
  const saleId = fc.constantFrom('s1', 's2', 's3')
  const invoiceNumber = fc.option(fc.constantFrom('F1', 'F2', 'F3', 'unknown'), { nil: null })
  const amount = fc.integer({ min: 1, max: 500 })
  const blank = { saleId: null, invoiceNumber: null, takesBackSaleId: null }
  const entry: fc.Arbitrary<AccountEntry> = fc.oneof(
    fc.record({ saleId, amount }).map((one) => ({ ...blank, ...one, kind: 'sale' as const, amountMinor: one.amount })),
    fc.record({ invoiceNumber, amount }).map(({ invoiceNumber: number, amount: minor }) => {
      return { ...blank, invoiceNumber: number, kind: 'payment' as const, amountMinor: 0 - minor }
    }),
    fc.record({ invoiceNumber, amount }).map(({ invoiceNumber: number, amount: minor }) => {
      return { ...blank, invoiceNumber: number, kind: 'refund' as const, amountMinor: minor }
    }),
    fc.record({ back: fc.option(saleId, { nil: null }), amount }).map(({ back, amount: minor }) => {
      return { ...blank, takesBackSaleId: back, kind: 'credit' as const, amountMinor: 0 - minor }
    }),
    amount.map((amountMinor) => ({ ...blank, kind: 'correction' as const, amountMinor })),
  )
  const saleOfInvoice = new Map([
    ['F1', 's1'],
    ['F2', 's2'],
    ['F3', 's3'],
  ])
  fc.assert(
    fc.property(
      fc.uniqueArray(entry, { maxLength: 14, selector: (one) => (one.kind === 'sale' ? one.saleId : one) }),
      (entries) => {
        const { leftBySale, otherMinor, creditMinor } = debtsOf(entries, saleOfInvoice)
        const lefts = [...leftBySale.values()]
        expect(lefts.every((minor) => minor >= 0) && otherMinor >= 0 && creditMinor >= 0).toBe(true)
        const balanceMinor = entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
        expect(lefts.reduce((sum, minor) => sum + minor, 0) + otherMinor - creditMinor).toBe(balanceMinor)
      },
    ),
  )
})
