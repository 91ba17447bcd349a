import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { COMMAND_CODES, commandOf } from '#contract/command-codes.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import type { TenderMeans } from '#till/ports/settings.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: the shop's own ways to pay keep their rules, to the cent, on a real database; what was taken by mistake is taken back with a
 * record; sale, day and drawer agree.
 */

const MEANS: readonly TenderMeans[] = [
  { id: 'cheque', kind: 'cheque', excess: 'refused', opensDrawer: true, isCounted: true },
  { id: 'meal', kind: 'meal-voucher', excess: 'kept', opensDrawer: true, isCounted: true, families: ['bakery'] },
  { id: 'gift', kind: 'voucher', name: 'Bon de la mairie', excess: 'change', opensDrawer: false, isCounted: true },
]

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('the shop is not set up')
  await desk.store.settings.saveShop({ ...shop, tenderMeans: MEANS })
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const sale = () => desk.till.slice('sale')
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const ring = async (...productIds: string[]) => {
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  return sale().id
}
const pay = (meansId: string, amountMinor: number | null) => desk.call('tender.means', { meansId, amountMinor })
const kinds = async (saleId: string) => (await desk.store.printSpool.jobsOfSale(saleId)).map(({ kind }) => kind)
const records = async () =>
  (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })).map(({ body }) => JSON.parse(body))
const figures = async () => desk.store.paidSales.figures((await desk.store.businessDays.openDay())?.id ?? '')

describe('a way to pay of the shop’s own', () => {
  test('pays all or a part, opens the drawer, and stands by its name on ticket, record and day', async () => {
    const saleId = await ring('miel')
    expect(code(await pay('cheque', 500))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 345, state: 'paying' })
    expect(code(await pay('cheque', null))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      tenders: [
        { kind: 'other', means: { id: 'cheque', name: 'Chèque' }, amountMinor: 500 },
        { kind: 'other', amountMinor: 345, givenMinor: null },
      ],
    })
    expect(await kinds(saleId)).toEqual(['drawer', 'drawer', 'customer-ticket'])
    expect((await records()).at(-1)).toMatchObject({ tenders: [{ kind: 'other', means: { name: 'Chèque' } }, {}] })
    const means = { id: 'cheque', name: 'Chèque' }
    expect((await figures()).tenders).toEqual([{ kind: 'other', means, count: 2, amountMinor: 845 }])
    const { drawer } = desk.till.slice('day')
    expect(drawer.expectedMinor).toBe(drawer.floatMinor)
    expect(desk.till.slice('day').countedMeans).toEqual([{ id: 'cheque', name: 'Chèque', count: 2, amountMinor: 845 }])
  })

  test('that is refused above what is left says how much it may be', async () => {
    await ring('miel')
    expect(await pay('cheque', 846)).toMatchObject({
      error: { code: 'SALE_MEANS_TOO_HIGH', details: { name: 'Chèque' } },
    })
    expect(code(await pay('cheque', 0))).toBe('SALE_AMOUNT_ZERO')
    expect(code(await pay('bitcoin', null))).toBe('SALE_MEANS_NOT_TAKEN')
    expect(sale().tenders).toEqual([])
  })

  test('for some goods pays no others, and gives no change', async () => {
    await ring('baguette', 'miel')
    expect(code(await pay('meal', 900))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 845, tenders: [{ amountMinor: 130, givenMinor: 900 }] })
    expect(code(await pay('meal', null))).toBe('SALE_MEANS_NOT_THIS_TICKET')
    await desk.call('tender.cash', { givenMinor: 845 })
    expect(desk.till.slice('lastSale')).toMatchObject({ changeMinor: 0 })
  })

  test('that gives change does so in cash, from the drawer', async () => {
    const saleId = await ring('miel')
    expect(code(await pay('gift', 1_000))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      tenders: [
        { kind: 'other', means: { name: 'Bon de la mairie' }, amountMinor: 1_000 },
        { kind: 'cash', amountMinor: -155 },
      ],
    })
    const { drawer, turnoverMinor } = desk.till.slice('day')
    expect([drawer.expectedMinor - drawer.floatMinor, turnoverMinor]).toEqual([-155, 845])
    expect(await kinds(saleId)).toEqual(['drawer', 'customer-ticket'])
  })
})

test('more change than a seller pays back alone needs a manager', async () => {
  await ring('baguette')
  expect(code(await pay('gift', 10_131))).toBe('SESSION_NEEDS_APPROVAL')
  expect(sale().tenders).toEqual([])
  expect(code(await pay('gift', 10_130))).toBe('ok')
})

describe('taken by mistake', () => {
  const undo = (place: number) => desk.call('tender.undo', { tenderId: sale().tenders[place]?.id ?? 'none' })

  test('cash and a cheque go back one by one, each with a record; the ticket stays in payment', async () => {
    await ring('miel')
    await desk.call('tender.cash', { givenMinor: 500 })
    await pay('cheque', 100)
    expect(code(await undo(0))).toBe('ok')
    expect(sale()).toMatchObject({ remainingMinor: 745, state: 'paying', tenders: [{ outcome: 'reversed' }, {}] })
    expect(code(await undo(0))).toBe('SALE_TENDER_NOT_FOUND')
    expect(code(await undo(1))).toBe('ok')
    const events = (await records()).map(({ event, amountMinor }) => [event, amountMinor])
    expect(events.slice(-2)).toEqual([
      ['cash-given-back', 500],
      ['tender-undone', 100],
    ])
    desk = await desk.reopen()
    expect(sale()).toMatchObject({ remainingMinor: 845, state: 'paying' })
    expect(desk.till.fiscalState().state).toBe('verified')
  })

  test('a card’s part does not, nor anything while a card may still be charged', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.cash', { givenMinor: 100 })
    await desk.call('tender.card', { amountMinor: 200 })
    expect(code(await undo(0))).toBe('PAYMENT_ALREADY_OPEN')
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 200), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
    expect(code(await undo(1))).toBe('SALE_TENDER_NOT_FOUND')
    expect(code(await undo(0))).toBe('ok')
    expect(sale().remainingMinor).toBe(645)
  })

  test('a ticket that is left gives cheques back too', async () => {
    await ring('miel')
    await pay('cheque', 100)
    await desk.call('tender.leave', {})
    expect(sale()).toMatchObject({ state: 'open', remainingMinor: 845, tenders: [{ outcome: 'reversed' }] })
  })
})

describe('the rules of sale', () => {
  const rules = (change: TicketRules) => desk.call('settings.setTicketRules', change)

  test('are set by who keeps the till, hold from the next ticket on, and leave an event', async () => {
    expect(code(await rules({ discountNeedsReason: true }))).toBe('SESSION_NOT_ALLOWED')
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    await ring('miel')
    expect(code(await rules({ pricesExcludeVat: true, cashRounding: { stepMinor: 5, tie: 'up' } }))).toBe('ok')
    expect(sale().totalMinor).toBe(845)
    await desk.call('tender.cash', { givenMinor: 845 })
    await ring('miel')
    expect(sale()).toMatchObject({ pricesExcludeVat: true, totalMinor: 891 })
    expect(code(await rules({ cashRounding: null, means: [{ kind: 'cheque', excess: 'kept' }] }))).toBe('ok')
    const till = desk.till.slice('till')
    expect(till.means).toEqual([{ id: 'cheque', kind: 'cheque', name: 'Chèque', excess: 'kept' }])
    expect(till.cashRounding).toBeUndefined()
    expect((await records()).at(-1)).toMatchObject({ event: 'ticket-rules-set', userId: 'claire' })
    desk = await desk.reopen()
    expect(desk.till.slice('till')).toMatchObject({ pricesExcludeVat: true, means: [{ excess: 'kept' }] })
  })
})

describe('commands to scan', () => {
  test('their paper has a barcode for each that a scanner can read back', async () => {
    expect(code(await desk.call('cart.printCommands', {}))).toBe('ok')
    const [job] = await desk.store.printSpool.queuedJobs()
    if (job === undefined) throw new Error('nothing is to be printed')
    const codes = layOut(job.document, 42).rows.flatMap((row) => (row.kind === 'barcode' ? [row.content] : []))
    expect(codes.map(commandOf)).toEqual(Object.values(COMMAND_CODES))
    expect([commandOf('3103220028766'), commandOf('CMD-')]).toEqual([null, null])
  })
})
