/**
 * Goal: where the shop's country wants it, the customer's papers come out once they are asked for and not before, whenever that is; what must come
 * out by itself does; nothing of it is lost, by a restart neither. Method: calls of the till on a real database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COUNTRY_RULES } from '#contract/country-rules.ts'
import { fail } from '#contract/result.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { approvalOf, openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { ShopSettings } from '#till/ports/settings.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill({
    printers: () => [
      { id: 'counter', isDefault: true },
      { id: 'bar', isDefault: false },
    ],
  })
  await keep({ customerPaper: 'on-request' })
})
afterEach(() => desk.close())

async function keep(change: Partial<ShopSettings>): Promise<void> {
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('no shop')
  await desk.store.settings.saveShop({ ...shop, ...change })
  await reopen()
}

async function reopen(): Promise<void> {
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
}

async function sell(productId = 'miel'): Promise<string> {
  await desk.call('sale.addProduct', { productId })
  const { id, totalMinor } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: totalMinor })
  return id
}

async function sellByCard(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, totalMinor } = desk.till.slice('sale')
  const started = await desk.call('tender.card', { amountMinor: totalMinor })
  if (!started.ok) throw new Error(started.error.code)
  const part = approvalOf(id, started.value.paymentId, totalMinor)
  await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
  return id
}

const kindsOf = async (saleId: string) => (await desk.store.printSpool.jobsOfSale(saleId)).map(({ kind }) => kind)
const shown = async (saleId: string) => {
  const found = await desk.call('history.list', { fromSaleId: saleId })
  return found.ok ? found.value.sales[0] : undefined
}

describe('the ticket of a sale', () => {
  it('waits until it is asked for: the drawer opens, no paper comes out, and the screen says so', async () => {
    const saleId = await sell()
    expect(await kindsOf(saleId)).toEqual(['drawer'])
    expect(desk.till.slice('lastSale')).toMatchObject({ id: saleId, waiting: ['customer-ticket'] })
    expect(await desk.call('papers.printWaiting', { saleId })).toEqual({ ok: true, value: {} })
    expect(await kindsOf(saleId)).toEqual(['drawer', 'customer-ticket'])
    expect(desk.till.slice('lastSale')).not.toHaveProperty('waiting')
    expect(await desk.call('papers.printWaiting', { saleId })).toEqual(fail('PRINTER_PAPER_NOT_FOUND'))
  })

  it('comes out of the history days later as the original, of the chosen printer, and as a duplicate after that', async () => {
    const saleId = await sell()
    await desk.call('sale.next', {})
    await sell('biere')
    await reopen()
    expect(await shown(saleId)).toMatchObject({ waiting: ['customer-ticket'] })
    expect(await desk.call('ticket.preview', { saleId, kind: 'customer-ticket' })).toMatchObject({
      value: { tickets: [{}] },
    })
    await desk.call('ticket.reprint', { saleId, deviceId: 'bar' })
    await desk.call('ticket.reprint', { saleId })
    const jobs = (await desk.store.printSpool.jobsOfSale(saleId)).filter(({ kind }) => kind !== 'drawer')
    expect(jobs.map(({ kind, copyNumber, deviceId }) => [kind, copyNumber, deviceId])).toEqual([
      ['customer-ticket', 0, 'bar'],
      ['duplicate', 1, null],
    ])
  })

  it('with a card waits with the customer’s card ticket; the merchant’s copy is the shop’s own', async () => {
    const saleId = await sellByCard()
    expect(await kindsOf(saleId)).toEqual(['card-merchant'])
    expect((await shown(saleId))?.waiting).toEqual(['card-customer', 'customer-ticket'])
    await desk.call('papers.printWaiting', { saleId, deviceId: 'bar' })
    expect(await kindsOf(saleId)).toEqual(['card-merchant', 'card-customer', 'customer-ticket'])
  })

  it('does not hold up the next sale, which begins with the next article', async () => {
    const saleId = await sell()
    expect((await desk.call('sale.addProduct', { productId: 'biere' })).ok).toBe(true)
    expect(desk.till.slice('lastSale')).toBeNull()
    expect(await shown(saleId)).toMatchObject({ waiting: ['customer-ticket'] })
  })
})

describe('by itself comes out', () => {
  it('the ticket of goods that were weighed', async () => {
    await desk.call('sale.addProduct', { productId: 'tomates', quantityMilli: 412 })
    const { id, totalMinor, lines } = desk.till.slice('sale')
    expect(lines[0]?.unit).toBe('kg')
    await desk.call('tender.cash', { givenMinor: totalMinor })
    expect(await kindsOf(id)).toEqual(['drawer', 'customer-ticket'])
  })

  it('the ticket of goods under legal guarantee, which it names', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    const familyId = (await desk.store.openSales.openSales())[0]?.lines[0]?.familyId ?? ''
    await desk.call('sale.void', {})
    await keep({ guaranteeFamilies: [familyId] })
    const saleId = await sell()
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    const ticket = jobs.find(({ kind }) => kind === 'customer-ticket')?.document
    expect(ticket).toMatchObject({ hasLegalGuarantee: true })
    expect(ticket && paperText(layOut(ticket, 42)).join(' ')).toMatch(/Garantie légale de conformité/)
  })

  it('the ticket of a table, and that of a return', async () => {
    await desk.call('floor.open', { tableId: 'table-8', covers: 2 })
    const saleId = await sell('biere')
    expect(await kindsOf(saleId)).toContain('customer-ticket')
    await desk.call('sale.next', {})
    const other = await sell()
    const lineId = (await desk.store.paidSales.paidSale(other))?.lines[0]?.id ?? ''
    const wanted = { saleId: other, lines: [{ lineId, quantityMilli: 1_000 }] }
    const back = await desk.call('return.give', { ...wanted, shares: [{ key: 'cash', amountMinor: 845 }] })
    expect(await kindsOf(back.ok ? (back.value.returnSaleId ?? '') : '')).toEqual(['drawer', 'customer-ticket'])
  })
})

describe('the rule', () => {
  it('is that of the country until the shop says otherwise, and a change of it stands in the chain', async () => {
    expect(Object.entries(COUNTRY_RULES).map(([country, { customerPaper }]) => [country, customerPaper])).toEqual([
      ['fr', 'on-request'],
      ['pl', 'always'],
      ['de', 'always'],
      ['gb', 'always'],
      ['other', 'always'],
    ])
    await desk.call('session.lock', {})
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const view = await desk.call('shop.view', {})
    if (!view.ok) throw new Error(view.error.code)
    const { country: _, currency: __, tillNumber: ___, ...change } = view.value
    expect(await desk.call('shop.change', { ...change, customerPaper: 'always' })).toEqual({ ok: true, value: {} })
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({
      event: 'parameters-changed',
      changes: [{ name: 'customerPaper', before: 'on-request', after: 'always' }],
    })
    expect(await kindsOf(await sell())).toEqual(['drawer', 'customer-ticket'])
  })

  it('keeps no name of a customer on a paper that waits once his data is erased', async () => {
    await desk.call('session.lock', {})
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const saved = await desk.call('customer.save', { draft: customerDraft() })
    const customerId = saved.ok ? saved.value.customerId : ''
    await desk.call('customer.choose', { customerId })
    const saleId = await sell()
    expect(JSON.stringify(await desk.store.printSpool.waiting(saleId))).toMatch(/Zofia/)
    expect((await desk.call('customer.erase', { customerId })).ok).toBe(true)
    expect(JSON.stringify(await desk.store.printSpool.waiting(saleId))).not.toMatch(/Zofia/)
  })
})
