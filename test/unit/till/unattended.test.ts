/**
 * Goal: fuel sold without a cashier is a ticket like any other, beside the one in hand, and its papers wait to be asked
 * for. Method: the till on its real store; what the engine would store beside it is left out.
 */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

let desk: TestTill

beforeEach(async () => {
  desk = await openTestTill()
})
afterEach(() => desk.close())

const FUEL = {
  pumpName: 'Pump 1',
  fuelName: 'SP95-E10',
  volumeMl: 10_643,
  priceMilli: 1_879,
  amountMinor: 2_000,
  vatBasisPoints: 2_000,
}

const sell = (saleId = 'fuel-1', paidMinor = FUEL.amountMinor, metered = FUEL) =>
  desk.till.commitUnattended(approvalOf(saleId, `payment-${saleId}`, paidMinor), metered, (commit) =>
    desk.store.commitPaidSale.commitPaidSale(commit, null),
  )

it('sells with nobody signed in: number, tax, figures and chain are those of any sale', async () => {
  const waiting = desk.till.slice('sale').number
  await sell()
  const sale = await desk.store.paidSales.paidSale('fuel-1')
  expect(sale).toMatchObject({
    number: waiting,
    cashierName: 'Pump 1',
    totalMinor: 2_000,
    vatMinor: 333,
    lines: [{ name: 'SP95-E10', unit: 'litre', quantityMilli: 10_643, unitPriceMilli: 1_879, totalMinor: 2_000 }],
    tenders: [{ kind: 'card', amountMinor: 2_000, outcome: 'approved' }],
  })
  expect(desk.till.slice('day')).toMatchObject({ ticketCount: 1, turnoverMinor: 2_000 })
  expect(desk.till.slice('sale').number).not.toBe(waiting)
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  expect(verifyChain(records, null, desk.signer)).toBeNull()
  expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({ lines: [{ unitPriceMilli: 1_879 }] })
})

it('leaves the ticket in hand as it is', async () => {
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  await desk.call('sale.addProduct', { productId: 'miel' })
  const inHand = desk.till.slice('sale')
  await sell()
  expect(desk.till.slice('sale')).toEqual(inHand)
  const paid = await desk.call('tender.cash', { givenMinor: inHand.totalMinor })
  expect(paid.ok).toBe(true)
  const sales = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 5 })
  expect(new Set(sales.map(({ number }) => number)).size).toBe(2)
  expect(desk.till.slice('day')).toMatchObject({ ticketCount: 2, turnoverMinor: 2_000 + inHand.totalMinor })
})

it('prints when it is asked to, then counted duplicates', async () => {
  await sell()
  const jobs = async () => (await desk.store.printSpool.jobsOfSale('fuel-1')).map(({ kind }) => kind)
  expect(await jobs()).toEqual([])
  await desk.till.printReceipt('fuel-1')
  expect(await jobs()).toEqual(['customer-ticket', 'card-customer'])
  await desk.till.printReceipt('fuel-1')
  expect(await jobs()).toEqual(['customer-ticket', 'card-customer', 'duplicate'])
  expect(await desk.till.printReceipt('none')).toEqual({ ok: false, error: { code: 'SALE_NOT_FOUND' } })
})

it('is previewed and printed from the history like any ticket, with litres and three decimals', async () => {
  await sell()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  const preview = await desk.call('ticket.preview', { saleId: 'fuel-1', kind: 'customer-ticket' })
  expect(preview.ok && preview.value.tickets).toHaveLength(1)
  await desk.call('ticket.reprint', { saleId: 'fuel-1', kind: 'card-merchant' })
  await desk.call('ticket.reprint', { saleId: 'fuel-1' })
  const jobs = await desk.store.printSpool.jobsOfSale('fuel-1')
  expect(jobs.map(({ kind, copyNumber }) => [kind, copyNumber])).toEqual([
    ['card-merchant', 0],
    ['customer-ticket', 0],
  ])
  const ticket = jobs.find(({ kind }) => kind === 'customer-ticket')
  const rows = ticket === undefined ? [] : layOut(ticket.document, 42).rows
  expect(rows.map((row) => ('text' in row ? row.text : '')).join('\n')).toContain('10,643 l x 1,879')
})

it('of a meter that went past what was reserved shows the rest as a discount', async () => {
  await sell('fuel-1', 2_000, { ...FUEL, volumeMl: 11_000, amountMinor: 2_067 })
  const sale = await desk.store.paidSales.paidSale('fuel-1')
  expect(sale?.lines).toMatchObject([{ discountMinor: 67, totalMinor: 2_000, quantityMilli: 11_000 }])
  expect(sale?.totalMinor).toBe(2_000)
})

it('whose commit fails leaves nothing, and is sold the next time', async () => {
  const failing = desk.till.commitUnattended(approvalOf('fuel-1', 'p', 2_000), FUEL, async () => {
    throw new Error('no disk')
  })
  await expect(failing).rejects.toThrow('no disk')
  expect(desk.till.slice('day')).toMatchObject({ ticketCount: 0, turnoverMinor: 0 })
  await sell()
  expect(desk.till.slice('day')).toMatchObject({ ticketCount: 1, turnoverMinor: 2_000 })
})
