/**
 * Goal: a ticket in the customer's hand is found by its code, whatever code it has; a paper that is not this till's is not,
 * and what tickets look like is set by who keeps the till. Method: codes written and read; the till on a real database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { barcodeProblem } from '#contract/barcode.ts'
import type { PaperPicture } from '#contract/views/ticket-view.ts'
import { readTicketCode, ticketEan13, ticketQr } from '#till/tickets/ticket-code.ts'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

describe('a code', () => {
  test.each([
    ['1-000001', '2900100000017'],
    ['2-004318', '2900200043181'],
    ['999-9999999', '2999999999991'],
  ])('of %s is %s, and is read back', (number, ean) => {
    expect(ticketEan13(number)).toBe(ean)
    expect(barcodeProblem('ean13', ean)).toBe(null)
    expect(readTicketCode(ean)).toEqual({ number, signature: null })
    expect(readTicketCode(ticketQr(number, ''))).toEqual({ number, signature: null })
    expect(readTicketCode(ticketQr(number, 'b7Kq-2fTe-9xLm'))).toEqual({ number, signature: 'b7Kq-2fTe-9xLm' })
  })

  test.each(['1000-000001', '2-00431', '2-00431800', 'Z-2-000031', ''])('of %j has no EAN-13', (number) => {
    expect(ticketEan13(number)).toBe(null)
  })

  test.each(['3017620422003', '2900200043182', '290020004318', 'P-2-009127', '2-4318', '2-004318 x y', ' '])(
    'that is %j is no ticket’s',
    (code) => {
      expect(readTicketCode(code)).toBe(null)
    },
  )
})

describe('at the till', () => {
  let desk: TestTill
  beforeEach(async () => {
    desk = await openTestTill()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  })
  afterEach(() => desk.close())

  async function sell(): Promise<{ id: string; number: string; signature: string }> {
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { id } = desk.till.slice('sale')
    await desk.call('tender.cash', { givenMinor: 200 })
    const jobs = await desk.store.printSpool.jobsOfSale(id)
    const document = jobs.map((job) => job.document).find(({ kind }) => kind === 'customer-ticket')
    if (document?.kind !== 'customer-ticket') throw new Error('no ticket')
    return { id, number: document.number, signature: document.signature }
  }
  const scan = (code: string) => desk.call('sale.scan', { code })

  test('each code of a paid ticket answers with its sale, and puts nothing on the ticket in hand', async () => {
    const { id, number, signature } = await sell()
    await sell()
    for (const code of [number, ticketEan13(number) ?? '', ticketQr(number, signature)])
      expect(await scan(code)).toEqual({ ok: true, value: { saleId: id } })
    expect(desk.till.slice('sale').lines).toEqual([])
  })

  test('a number that was never paid is an unknown code; another’s signature is no ticket of this till', async () => {
    const { number } = await sell()
    expect(await scan('2-000009')).toMatchObject({ error: { code: 'SALE_UNKNOWN_BARCODE' } })
    expect(await scan(ticketQr(number, 'AAAA-AAAA-AAAA'))).toMatchObject({ error: { code: 'SALE_NOT_FOUND' } })
  })

  test('waits as goods do while a ticket is being paid, and for who may sell', async () => {
    const { number } = await sell()
    await desk.call('sale.addProduct', { productId: 'baguette' })
    await desk.call('tender.begin', {})
    expect(await scan(number)).toMatchObject({ error: { code: 'SALE_IN_PAYMENT' } })
    await desk.call('session.lock', {})
    expect(await scan(number)).toMatchObject({ error: { code: 'SESSION_LOCKED' } })
  })

  test('goods that have a ticket’s code are goods', async () => {
    const { id } = await sell()
    const product = await desk.store.catalogue.product('baguette')
    if (product === null) throw new Error('no baguette')
    await desk.store.catalogue.replaceAll([{ ...product, barcode: ticketEan13('2-000001') }], [])
    expect(await scan(ticketEan13('2-000001') ?? '')).toEqual({ ok: true, value: {} })
    expect(await desk.call('history.list', { fromSaleId: id })).toMatchObject({ ok: true, value: { sales: [{ id }] } })
  })

  test('the history begins with a ticket that was asked for, those before it behind', async () => {
    const sales = [await sell(), await sell(), await sell()]
    const listed = await desk.call('history.list', { fromSaleId: sales[1]?.id })
    expect(listed).toMatchObject({ ok: true, value: { sales: [{ id: sales[1]?.id }, { id: sales[0]?.id }] } })
    expect(await desk.call('history.list', { fromSaleId: 'nobody' })).toMatchObject({
      error: { code: 'SALE_NOT_FOUND' },
    })
  })

  test('a manager sets code and logo for every ticket after; a cashier does not; both are there after a restart', async () => {
    const logo: PaperPicture = { acrossBytes: 1, downDots: 2, hex: 'ff81' }
    for (const call of [
      desk.call('settings.setLogo', { logo }),
      desk.call('settings.setTicketCode', { ticketCode: 'qr' }),
    ])
      expect(await call).toMatchObject({ error: { code: 'SESSION_NOT_ALLOWED' } })
    expect(desk.till.slice('till')).toMatchObject({ logo: null, ticketCode: 'code128' })
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await desk.call('settings.setLogo', { logo })).toEqual({ ok: true, value: {} })
    expect(await desk.call('settings.setTicketCode', { ticketCode: 'qr' })).toEqual({ ok: true, value: {} })
    expect(desk.till.paperLook()).toEqual({ ticketCode: 'qr', logo })
    desk = await desk.reopen()
    expect(desk.till.slice('till')).toMatchObject({ logo, ticketCode: 'qr', locale: 'fr' })
    expect(desk.till.paperLook()).toEqual({ ticketCode: 'qr', logo })
  })
})
