import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFailure } from '#contract/result.ts'
import type { CustomerDraft } from '#contract/views/customer-view.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { fillUp } from '#test/support/till/fill-up.ts'
import { papersOf } from '#test/support/till/papers-of.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: one invoice a ticket, with the ticket's own cents, numbers without a gap, and all that the law wants on paper. On a real
 * database.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'

async function customer(change: Partial<CustomerDraft> = {}): Promise<string> {
  const draft = customerDraft({
    name: 'Yann Le Goff',
    company: 'Ar Bara',
    companyNumber: '73282932000074',
    vatNumber: 'FR44732829320',
    street: '3 rue de la Paix',
    city: '44000 Nantes',
    creditLimitMinor: 100_000,
    hasConsented: true,
    ...change,
  })
  const saved = await desk.call('customer.save', { draft })
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}

/** A ticket that is paid in cash; of a customer where one is named. */
async function sold(customerId: string | null, ...productIds: string[]): Promise<string> {
  if (customerId !== null) await desk.call('customer.choose', { customerId })
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  const { id, totalMinor } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: totalMinor })
  return id
}

const issue = (saleId: string, customerId?: string) =>
  desk.call('invoice.issue', customerId === undefined ? { saleId } : { saleId, customerId })

const papers = (saleId: string) => papersOf(desk, saleId, 'invoice')

describe('an invoice', () => {
  test('has the cents of its ticket, its own number and its record', async () => {
    const id = await customer()
    const saleId = await sold(id, 'baguette', 'miel', 'croissant')
    expect(await issue(saleId)).toEqual({ ok: true, value: { number: 'F2-000001' } })
    const sale = await desk.store.paidSales.paidSale(saleId)
    const invoice = await desk.store.invoices.invoiceOfSale(saleId)
    expect(invoice).toMatchObject({
      totalMinor: sale?.totalMinor,
      vatMinor: sale?.vatMinor,
      vat: sale?.vat,
      lines: sale?.lines,
    })
    const record = JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}')
    expect(record).toMatchObject({ event: 'invoice-issued', number: 'F2-000001', ticketNumber: '2-000001' })
    expect(await desk.call('invoice.ofSale', { saleId })).toMatchObject({ value: { invoice: { number: 'F2-000001' } } })
    desk = await desk.reopen()
    expect(desk.till.fiscalState()).toMatchObject({ state: 'verified' })
  })

  test('bears what French law wants on one', async () => {
    const id = await customer()
    const saleId = await sold(id, 'baguette')
    await issue(saleId)
    const [printed = ''] = await papers(saleId)
    const paper = printed.replaceAll('\n', ' ')
    for (const words of [
      'FACTURE',
      'No F2-000001',
      '22/11/2026',
      'SIRET',
      'Ar Bara',
      '3 rue de la Paix',
      '44000 Nantes',
      '73282932000074',
      'FR44732829320',
      '1 x 1,30',
      'TVA 5,5',
      'Total HT',
      'Total TVA',
      'Facture acquittée',
      '3 fois',
      '40 EUR',
    ]) {
      expect(paper).toContain(words)
    }
  })

  test('of a private person names no late penalty', async () => {
    const id = await customer({ company: '', companyNumber: '', vatNumber: '' })
    const saleId = await sold(id, 'baguette')
    await issue(saleId)
    const [paper = ''] = await papers(saleId)
    expect(paper).toContain('Yann Le Goff')
    expect(paper).not.toContain('40 EUR')
  })

  test('of a ticket on account says when it is due', async () => {
    const id = await customer()
    await desk.call('customer.choose', { customerId: id })
    await desk.call('sale.addProduct', { productId: 'miel' })
    const saleId = desk.till.slice('sale').id
    await desk.call('tender.begin', {})
    await desk.call('account.tender', {})
    await issue(saleId)
    const [paper = ''] = await papers(saleId)
    expect(paper).toContain('Compte client')
    expect(paper).toContain('22/12/2026')
    expect(paper).not.toContain('acquittée')
  })

  test('is never issued twice; printed again it is a marked and counted duplicate', async () => {
    const id = await customer()
    const saleId = await sold(id, 'baguette')
    expect(code(await desk.call('invoice.reprint', { saleId }))).toBe('INVOICE_NOT_FOUND')
    const both = await Promise.all([issue(saleId), issue(saleId)])
    expect(both.map(code).sort()).toEqual(['INVOICE_EXISTS', 'ok'])
    await desk.call('invoice.reprint', { saleId })
    await desk.call('invoice.reprint', { saleId })
    const [, second = '', third = ''] = await papers(saleId)
    expect(second).toContain('DUPLICATA 1')
    expect(third).toContain('DUPLICATA 2')
    const record = JSON.parse((await desk.store.fiscalChain.last())?.body ?? '{}')
    expect(record).toMatchObject({ kind: 'duplicate', original: 'invoice', number: 'F2-000001', copyNumber: 2 })
  })

  test('of an anonymous ticket is for whom it is asked for, and the ticket is that customer’s from then on', async () => {
    const saleId = await sold(null, 'baguette')
    expect(code(await issue(saleId))).toBe('INVOICE_NO_CUSTOMER')
    const id = await customer()
    expect(code(await issue(saleId, id))).toBe('ok')
    expect(await desk.call('customer.file', { customerId: id })).toMatchObject({
      value: { saleCount: 1, invoices: [{ number: 'F2-000001', saleNumber: '2-000001', totalMinor: 130 }] },
    })
  })

  test('needs an address, a ticket, and goods on it', async () => {
    const id = await customer({ street: '' })
    const saleId = await sold(id, 'baguette')
    expect(code(await issue(saleId))).toBe('INVOICE_BUYER_INCOMPLETE')
    expect(code(await issue('x'))).toBe('SALE_NOT_FOUND')
    await desk.call('sale.addGiftCard', { operation: 'activation', amountMinor: 2_000 })
    const gift = desk.till.slice('sale').id
    await desk.call('tender.cash', { givenMinor: 2_000 })
    expect(code(await issue(gift, id))).toBe('INVOICE_NO_GOODS')
  })

  test('leaves no gap: what failed on a full disk took no number', async () => {
    const id = await customer()
    const first = await sold(id, 'baguette')
    const second = await sold(id, 'croissant')
    await fillUp(desk)
    await expect(issue(first)).rejects.toThrow(CatalogueFailure)
    desk.freeDisk()
    expect(await issue(second)).toMatchObject({ value: { number: 'F2-000001' } })
    expect(await issue(first)).toMatchObject({ value: { number: 'F2-000002' } })
    for (const sql of ['UPDATE invoice SET total_minor = 1', 'DELETE FROM invoice']) {
      expect(() => desk.corrupt(sql)).toThrow('an invoice never changes')
    }
  })

  test('keeps its buyer when the customer’s data is erased', async () => {
    const id = await customer()
    const saleId = await sold(id, 'baguette')
    await issue(saleId)
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('ok')
    await desk.call('invoice.reprint', { saleId })
    expect((await papers(saleId)).at(-1)).toContain('Ar Bara')
  })
})

describe('a credit note', () => {
  const giveBack = async (saleId: string) => {
    const paymentId = `${saleId}-pay-1`
    const part = { ...approvalOf('return-1', paymentId, 130), originalSaleId: saleId, way: 'refund' as const }
    await desk.till.commitReturn(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
  }
  async function soldByCard(customerId: string): Promise<string> {
    await desk.call('customer.choose', { customerId })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { id } = desk.till.slice('sale')
    await desk.call('tender.card', { amountMinor: 130 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 130), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
    return id
  }

  test('takes the invoice of what came back, in a series of its own', async () => {
    const saleId = await soldByCard(await customer())
    await issue(saleId)
    await giveBack(saleId)
    expect(await issue('return-1')).toMatchObject({ value: { number: 'A2-000001' } })
    const [paper = ''] = await papers('return-1')
    expect(paper).toContain('AVOIR')
    expect(paper).toContain('F2-000001')
    expect(await desk.store.invoices.invoiceOfSale('return-1')).toMatchObject({
      totalMinor: -130,
      creditNoteOf: 'F2-000001',
    })
  })

  test('is none without an invoice', async () => {
    const saleId = await soldByCard(await customer())
    await giveBack(saleId)
    expect(code(await issue('return-1'))).toBe('INVOICE_RETURN_WITHOUT')
  })
})
