import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CustomerDraft } from '#contract/views/customer-view.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: the customers of the shop on a real database: found as people type, on the ticket by key or card, nothing of a
 * person where it can never be erased.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await signIn('ines')
})
afterEach(() => desk.close())

const signIn = (userId: string) => desk.call('session.signIn', { userId, pin: userId === 'ines' ? '1111' : '3333' })
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const draft = (change: Partial<CustomerDraft> = {}) =>
  customerDraft({ name: 'Zofia Żak', hasConsented: true, ...change })
async function add(change: Partial<CustomerDraft> = {}): Promise<string> {
  const saved = await desk.call('customer.save', { draft: draft(change) })
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value.customerId
}
const titles = async (text: string, withArchived = false) => {
  const found = await desk.call('customer.search', { text, withArchived })
  return found.ok ? found.value.customers.map(({ title }) => title) : code(found)
}
const sale = () => desk.till.slice('sale')

describe('a file', () => {
  test.each([
    ['zak', 'by a name without its marks'],
    ['Żak zof', 'by the beginnings of two words'],
    ['06 12 34', 'by a telephone as it is written'],
    ['0612345678', 'by a telephone without its country'],
    ['+33612345678', 'by a telephone with its country'],
    ['0000000126', 'by a part of the loyalty number'],
    ['C-000001', 'by its number'],
  ])('"%s" is found %s', async (text) => {
    await add({ phone: '+33 6 12 34 56 78', loyaltyNumber: '0430000000126' })
    await add({ name: 'Somebody Else', phone: '02 40 00 00 00' })
    expect(await titles(text)).toEqual(['Zofia Żak'])
  })

  test.each(['"', 'words:*', "'; DROP TABLE customer; --", '(', '^', '-'])('"%s" never fails', async (text) => {
    await add()
    expect(await titles(text)).toBeInstanceOf(Array)
  })

  test.each([
    [{ name: '  ', company: '' }, 'CUSTOMER_NAME_MISSING'],
    [{ companyNumber: '732 829 320 00075' }, 'CUSTOMER_COMPANY_NUMBER_WRONG'],
    [{ vatNumber: 'FR45732829320' }, 'CUSTOMER_VAT_NUMBER_WRONG'],
    [{ email: 'zofia@' }, 'CUSTOMER_EMAIL_WRONG'],
    [{ loyaltyNumber: 'a b' }, 'CUSTOMER_LOYALTY_WRONG'],
    [{ loyaltyNumber: '2-000001' }, 'CUSTOMER_LOYALTY_WRONG'],
    [{ loyaltyNumber: '3103220028766' }, 'CUSTOMER_LOYALTY_WRONG'],
    [{ note: '4970 1000 0000 0014' }, 'SALE_CARD_NUMBER_REFUSED'],
    [{ phone: '4970100000000014' }, 'SALE_CARD_NUMBER_REFUSED'],
    [{ creditLimitMinor: 100 }, 'SESSION_NEEDS_APPROVAL'],
  ] as const)('%o is refused, and nothing is kept', async (change, refusal) => {
    expect(code(await desk.call('customer.save', { draft: draft(change) }))).toBe(refusal)
    expect(await titles('')).toEqual([])
  })

  test('is kept tidy: NFC, no control characters, numbers without their blanks', async () => {
    const id = await add({
      name: 'Zofia\u001b@ Z\u0307ak',
      company: 'Ar  Bara',
      companyNumber: '732 829 320 00074',
      vatNumber: 'fr 44 732829320',
    })
    const file = await desk.call('customer.file', { customerId: id })
    expect(file).toMatchObject({
      value: { name: 'Zofia @ Żak', title: 'Ar Bara', companyNumber: '73282932000074', vatNumber: 'FR44732829320' },
    })
  })

  test('keeps the day of the consent while it stands, and forgets it when it is taken back', async () => {
    const id = await add()
    const consentedAt = desk.clock.now()
    desk.clock.advance(86_400_000)
    await desk.call('customer.save', { customerId: id, draft: draft({ city: 'Nantes' }) })
    expect(await desk.store.customers.customer(id)).toMatchObject({ city: 'Nantes', consentedAt })
    await desk.call('customer.save', { customerId: id, draft: draft({ hasConsented: false }) })
    expect(await desk.store.customers.customer(id)).toMatchObject({ consentedAt: null })
  })

  test('two never share a loyalty number, and one that was handed out is not made again', async () => {
    const first = await desk.call('customer.newLoyaltyNumber', {})
    const second = await desk.call('customer.newLoyaltyNumber', {})
    expect([first, second]).toMatchObject([
      { value: { loyaltyNumber: '0430000000012' } },
      { value: { loyaltyNumber: '0430000000029' } },
    ])
    const id = await add({ loyaltyNumber: '0430000000012' })
    expect(await desk.call('customer.save', { draft: draft({ loyaltyNumber: '0430000000012' }) })).toMatchObject({
      error: { code: 'CUSTOMER_LOYALTY_TAKEN', details: { number: 'C-000001' } },
    })
    expect(
      code(await desk.call('customer.save', { customerId: id, draft: draft({ loyaltyNumber: '0430000000012' }) })),
    ).toBe('ok')
  })

  test('an archived one is found on request only, and comes on no ticket', async () => {
    const id = await add({ loyaltyNumber: 'CLUB-17' })
    await desk.call('customer.archive', { customerId: id, isArchived: true })
    expect([await titles('zofia'), await titles('zofia', true)]).toEqual([[], ['Zofia Żak']])
    expect(code(await desk.call('customer.choose', { customerId: id }))).toBe('CUSTOMER_ARCHIVED')
    expect(code(await desk.call('sale.scan', { code: 'club-17' }))).toBe('CUSTOMER_ARCHIVED')
    await desk.call('customer.archive', { customerId: id, isArchived: false })
    expect(code(await desk.call('customer.choose', { customerId: id }))).toBe('ok')
  })

  test('needs somebody at the till', async () => {
    await desk.call('session.lock', {})
    for (const answer of [
      await desk.call('customer.search', { text: '' }),
      await desk.call('customer.save', { draft: draft() }),
      await desk.call('customer.choose', { customerId: 'x' }),
      await desk.till.personalData('x'),
    ]) {
      expect(code(answer)).toBe('SESSION_LOCKED')
    }
  })
})

describe('on the ticket', () => {
  test('a scanned loyalty number puts its customer there, with the group of prices; it is there after a restart', async () => {
    const id = await add({ loyaltyNumber: '0430000000012', groupId: 'pro' })
    // A scanner that leaves the first zero out reads the same card.
    expect(await desk.call('sale.scan', { code: '430000000012' })).toEqual({ ok: true, value: { customerId: id } })
    expect(sale()).toMatchObject({ customer: { id, title: 'Zofia Żak', loyaltyNumber: '0430000000012' }, lines: [] })
    desk = await desk.reopen()
    expect(sale()).toMatchObject({ customer: { id } })
    expect(await desk.store.openSales.openSales()).toMatchObject([{ customerGroupId: 'pro' }])
  })

  test('a file that changes shows at once; who is taken off is off, the group with it', async () => {
    const id = await add({ groupId: 'pro' })
    await desk.call('customer.choose', { customerId: id })
    await desk.call('customer.save', { customerId: id, draft: draft({ company: 'Żak SA' }) })
    expect(sale().customer).toMatchObject({ title: 'Żak SA' })
    expect(code(await desk.call('customer.choose', { customerId: null }))).toBe('ok')
    expect(sale().customer).toBeUndefined()
    expect(Object.keys((await desk.store.openSales.openSales())[0] ?? {})).not.toContain('customerGroupId')
  })

  test('goes on hold and comes back with its ticket; not while it is being paid', async () => {
    const id = await add()
    await desk.call('sale.addProduct', { productId: 'baguette' })
    await desk.call('customer.choose', { customerId: id })
    const saleId = sale().id
    await desk.call('sale.hold', {})
    expect(sale().customer).toBeUndefined()
    await desk.call('sale.recall', { saleId })
    expect(sale().customer).toMatchObject({ id })
    await desk.call('tender.begin', {})
    expect(code(await desk.call('customer.choose', { customerId: null }))).toBe('SALE_IN_PAYMENT')
  })

  test('stands on the paper with the loyalty number; what is signed and kept for ever names nobody', async () => {
    const id = await add({ loyaltyNumber: 'CLUB-17' })
    await desk.call('customer.choose', { customerId: id })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const saleId = sale().id
    await desk.call('tender.cash', { givenMinor: 130 })
    const paid = await desk.store.paidSales.paidSale(saleId)
    const last = await desk.store.fiscalChain.last()
    expect(paid).toMatchObject({ customerId: id })
    expect(JSON.stringify([paid, last])).not.toContain('Zofia')
    const paper = await ticketText(saleId)
    expect(paper).toContain('Client : Zofia')
    expect(paper).toContain('CLUB-17')
    expect(desk.till.slice('lastSale')).toMatchObject({ customerId: id })
    expect(sale().customer).toBeUndefined()
    expect(await desk.call('customer.file', { customerId: id })).toMatchObject({
      value: { saleCount: 1, sales: [{ saleId, totalMinor: 130 }] },
    })
  })
})

describe('data protection', () => {
  test('a person gets all that is kept, and nobody else’s', async () => {
    const id = await add({ note: 'Aime le pain noir' })
    await add({ name: 'Somebody Else' })
    await desk.call('customer.choose', { customerId: id })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    await desk.call('tender.cash', { givenMinor: 130 })
    const data = await desk.till.personalData(id)
    const json = data.ok ? data.value.json : ''
    expect(data).toMatchObject({ value: { fileName: 'C-000001.json' } })
    expect(JSON.parse(json)).toMatchObject({
      customer: { name: 'Zofia Żak', note: 'Aime le pain noir' },
      tickets: [{ number: '2-000001', totalMinor: 130, lines: [{ name: 'Baguette tradition' }] }],
    })
    expect(json).not.toContain('Somebody')
  })

  test('who is erased is nowhere but in the law’s tickets, which stay as they were signed', async () => {
    const id = await add({ loyaltyNumber: 'CLUB-17', phone: '0612345678' })
    await desk.call('customer.choose', { customerId: id })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const saleId = sale().id
    await desk.call('tender.cash', { givenMinor: 130 })
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('SESSION_NEEDS_APPROVAL')
    const before = await desk.store.paidSales.paidSale(saleId)
    await signIn('claire')
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('ok')
    expect([await titles('zofia', true), await titles('0612345678', true)]).toEqual([[], []])
    expect(code(await desk.call('sale.scan', { code: 'CLUB-17' }))).toBe('SALE_UNKNOWN_BARCODE')
    expect(await desk.call('customer.file', { customerId: id })).toMatchObject({
      value: { title: 'C-000001', name: '', phone: '', saleCount: 1 },
    })
    await desk.call('ticket.reprint', { saleId })
    const paper = await ticketText(saleId)
    expect(paper).not.toContain('Zofia')
    expect(paper).toContain('DUPLICATA')
    expect(await desk.store.paidSales.paidSale(saleId)).toEqual(before)
    desk = await desk.reopen()
    expect(desk.till.fiscalState()).toMatchObject({ state: 'verified' })
    expect(code(await desk.call('customer.choose', { customerId: id }))).toBe('SESSION_LOCKED')
    await signIn('claire')
    expect(code(await desk.call('customer.choose', { customerId: id }))).toBe('CUSTOMER_ERASED')
    expect(code(await desk.call('customer.save', { customerId: id, draft: draft() }))).toBe('CUSTOMER_ERASED')
  })

  test('nobody is erased whose account is open; who is not there is not found', async () => {
    await signIn('claire')
    const id = await add()
    desk.corrupt(`INSERT INTO account_movement (id, customer_id, kind, amount_minor, at, by_name)
                  VALUES ('m-1', '${id}', 'sale', 100, '2026-11-22T13:30:00.000Z', 'Claire D.')`)
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('CUSTOMER_HAS_BALANCE')
    for (const answer of [
      await desk.call('customer.erase', { customerId: 'x' }),
      await desk.call('customer.file', { customerId: 'x' }),
      await desk.call('customer.save', { customerId: 'x', draft: draft() }),
      await desk.till.personalData('x'),
    ]) {
      expect(code(answer)).toBe('CUSTOMER_NOT_FOUND')
    }
  })

  test('nobody is erased or archived who is on an unfinished ticket', async () => {
    await signIn('claire')
    const id = await add({ creditLimitMinor: 5_000 })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    await desk.call('customer.choose', { customerId: id })
    await desk.call('sale.hold', {})
    expect(code(await desk.call('customer.erase', { customerId: id }))).toBe('CUSTOMER_IN_USE')
    expect(code(await desk.call('customer.archive', { customerId: id, isArchived: true }))).toBe('CUSTOMER_IN_USE')
  })
})

/** All papers of a ticket as they would come out. */
async function ticketText(saleId: string): Promise<string> {
  const jobs = await desk.store.printSpool.jobsOfSale(saleId)
  return jobs
    .filter(({ kind }) => kind !== 'drawer')
    .flatMap(({ document }) => layOut(document, 42).rows)
    .map((row) => (row.kind === 'text' ? row.text : ''))
    .join('\n')
}
