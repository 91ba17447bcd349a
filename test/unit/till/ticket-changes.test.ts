import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: discounts, notes and goods that come back, on a real database: what the customer pays, what the fiscal chain keeps of each
 * correction, and what the papers and the day say of them.
 */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const sale = () => desk.till.slice('sale')
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const ring = async (...productIds: string[]) => {
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
}
const lineOf = (productId: string) => sale().lines.find((line) => line.productId === productId)?.id ?? ''
const records = async () =>
  (await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })).map(({ body }) => JSON.parse(body))
const events = async () =>
  (await records()).flatMap(({ kind, event }) =>
    kind === 'event' && !['signed-in', 'locked'].includes(event) ? [event] : [],
  )
const ticketOf = async (saleId: string) =>
  (await desk.store.printSpool.jobsOfSale(saleId)).find(({ kind }) => kind === 'customer-ticket')?.document
async function withShop(change: object): Promise<void> {
  const shop = await desk.store.settings.shop()
  if (shop === null) throw new Error('the shop is not set up')
  await desk.store.settings.saveShop({ ...shop, ...change })
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
}
async function asManager(): Promise<void> {
  const session = await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  expect(code(session)).toBe('ok')
}

describe('a discount on the ticket', () => {
  test('is shared over the lines, told, printed, signed and counted', async () => {
    await ring('baguette', 'croissant', 'miel')
    expect(sale().totalMinor).toBe(1_100)
    const discount = { kind: 'percent', basisPoints: 1_000 } as const
    expect(code(await desk.call('cart.discountTicket', { discount, reason: 'Geste commercial' }))).toBe('ok')
    expect(sale()).toMatchObject({
      totalMinor: 990,
      discount: { agreed: { ...discount, reason: 'Geste commercial' }, amountMinor: 110 },
    })
    expect(sale().lines.map(({ ticketDiscountMinor, totalMinor }) => [ticketDiscountMinor, totalMinor])).toEqual([
      [13, 117],
      [13, 112],
      [84, 761],
    ])
    const saleId = sale().id
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(sale()).toMatchObject({ id: saleId, totalMinor: 990 })
    await desk.call('tender.cash', { givenMinor: 1_000 })
    expect(await ticketOf(saleId)).toMatchObject({ discount, totalMinor: 990 })
    const ticket = (await records()).find(({ kind }) => kind === 'ticket')
    expect(ticket).toMatchObject({
      totalMinor: 990,
      discount: { basisPoints: 1_000 },
      lines: [{ ticketDiscountMinor: 13 }, {}, {}],
    })
    expect(await events()).toEqual(['day-opened', 'ticket-discounted'])
    const day = await desk.store.businessDays.openDay()
    const stored = await desk.store.paidSales.figures(day?.id ?? '')
    expect(stored.adjustments.discounts).toEqual({ count: 1, amountMinor: 110 })
    expect(stored.turnoverMinor).toBe(990)
  })

  test('goes away with a word, and with the last line', async () => {
    await asManager()
    await ring('baguette')
    await desk.call('cart.discountTicket', { discount: { kind: 'amount', amountMinor: 30 } })
    expect(sale().totalMinor).toBe(100)
    await desk.call('cart.discountTicket', { discount: null })
    expect([sale().totalMinor, sale().discount]).toEqual([130, undefined])
    await desk.call('cart.discountTicket', { discount: { kind: 'amount', amountMinor: 30 } })
    await desk.call('sale.removeLine', { lineId: lineOf('baguette') })
    await ring('croissant')
    expect(sale().totalMinor).toBe(125)
    expect(await events()).toEqual([
      'day-opened',
      'ticket-discounted',
      'ticket-discount-removed',
      'ticket-discounted',
      'line-removed',
    ])
  })

  test('an amount never is more than the goods: refused, and cut when goods go', async () => {
    await asManager()
    await ring('baguette', 'croissant')
    const amount = (amountMinor: number) => ({ discount: { kind: 'amount' as const, amountMinor } })
    expect(code(await desk.call('cart.discountTicket', amount(256)))).toBe('SALE_DISCOUNT_TOO_HIGH')
    expect(code(await desk.call('cart.discountTicket', amount(200)))).toBe('ok')
    await desk.call('sale.removeLine', { lineId: lineOf('baguette') })
    expect(sale()).toMatchObject({ totalMinor: 0, discount: { amountMinor: 125 } })
  })

  test('above what a seller gives alone it needs a manager, also when it becomes so by what is taken off', async () => {
    await ring('miel', 'baguette')
    const of = (amountMinor: number) => ({ discount: { kind: 'amount' as const, amountMinor } })
    expect(code(await desk.call('cart.discountTicket', of(196)))).toBe('SESSION_NEEDS_APPROVAL')
    expect(code(await desk.call('cart.discountTicket', { discount: { kind: 'percent', basisPoints: 2_001 } }))).toBe(
      'SESSION_NEEDS_APPROVAL',
    )
    expect(code(await desk.call('cart.discountTicket', of(195)))).toBe('ok')
    expect(code(await desk.call('sale.removeLine', { lineId: lineOf('miel') }))).toBe('SESSION_NEEDS_APPROVAL')
    expect(sale()).toMatchObject({ totalMinor: 780, lines: [{}, {}] })
    await asManager()
    expect(code(await desk.call('sale.removeLine', { lineId: lineOf('miel') }))).toBe('ok')
  })

  test('wants a reason where the shop does, and never a card number', async () => {
    await withShop({ discountNeedsReason: true })
    await ring('baguette')
    const discount = { kind: 'percent', basisPoints: 500 } as const
    const lineId = lineOf('baguette')
    expect(code(await desk.call('cart.discountTicket', { discount }))).toBe('SALE_REASON_NEEDED')
    expect(code(await desk.call('cart.discountLine', { lineId, discount, reason: ' \n' }))).toBe('SALE_REASON_NEEDED')
    expect(code(await desk.call('sale.setDiscount', { lineId, basisPoints: 500 }))).toBe('SALE_REASON_NEEDED')
    const card = { discount, reason: 'card 4111 1111 1111 1111' }
    expect(code(await desk.call('cart.discountTicket', card))).toBe('SALE_CARD_NUMBER_REFUSED')
    expect(sale().totalMinor).toBe(130)
    expect(code(await desk.call('cart.discountLine', { lineId, discount, reason: 'abîmé' }))).toBe('ok')
    expect((await records()).at(-1)).toMatchObject({ event: 'line-discounted', reason: 'abîmé', discountMinor: 7 })
    expect(JSON.stringify(await records())).not.toContain('4111')
  })
})

describe('a line', () => {
  test('an amount off takes the place of a percentage, and the other way round', async () => {
    await ring('miel')
    const lineId = lineOf('miel')
    await desk.call('sale.setDiscount', { lineId, basisPoints: 1_000 })
    const off = (amountMinor: number) => ({ lineId, discount: { kind: 'amount' as const, amountMinor } })
    expect(code(await desk.call('cart.discountLine', off(846)))).toBe('SALE_DISCOUNT_TOO_HIGH')
    await desk.call('cart.discountLine', off(45))
    expect(sale()).toMatchObject({ totalMinor: 800, lines: [{ discountBasisPoints: 0, discountMinor: 45 }] })
    await desk.call('sale.setDiscount', { lineId, basisPoints: 1_000 })
    expect(sale().lines[0]).toMatchObject({ discountMinor: 85, totalMinor: 760 })
    expect(sale().lines[0]).not.toHaveProperty('discountAmountMinor')
    await desk.call('cart.discountLine', { lineId, discount: null })
    expect(sale().totalMinor).toBe(845)
  })

  test('a note stays with it, keeps it apart, reaches the paper, and holds no control bytes or card number', async () => {
    await ring('baguette')
    const lineId = lineOf('baguette')
    const noted = (note: string) => desk.call('cart.noteLine', { lineId, note })
    expect(code(await noted('\u001b@ bien\r\ncuite\u202e '))).toBe('ok')
    expect(sale().lines[0]?.note).toBe('@ bien cuite')
    expect(code(await noted('4111 1111 1111 1111'))).toBe('SALE_CARD_NUMBER_REFUSED')
    await ring('baguette')
    expect(sale().lines.map(({ note }) => note)).toEqual(['@ bien cuite', undefined])
    const saleId = sale().id
    await desk.call('tender.cash', { givenMinor: 260 })
    expect(await ticketOf(saleId)).toMatchObject({ lines: [{ note: '@ bien cuite' }, {}] })
    expect(await events()).toEqual(['day-opened'])
  })

  test('that was taken off by mistake comes back as it was, once, also after a restart', async () => {
    await ring('baguette', 'miel')
    const [bread, honey] = sale().lines
    await desk.call('cart.noteLine', { lineId: bread?.id ?? '', note: 'bien cuite' })
    await desk.call('sale.removeLine', { lineId: bread?.id ?? '' })
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(code(await desk.call('cart.restoreLine', {}))).toBe('ok')
    expect(sale().lines).toEqual([honey, { ...bread, note: 'bien cuite' }])
    expect(code(await desk.call('cart.restoreLine', {}))).toBe('SALE_LINE_NOT_FOUND')
    expect(await events()).toEqual(['day-opened', 'line-removed', 'line-restored'])
  })

  test('each correction is an event, on disk with the change; what only adds is none', async () => {
    await ring('baguette', 'baguette', 'croissant')
    const lineId = lineOf('baguette')
    await desk.call('sale.setQuantity', { lineId, quantityMilli: 5_000 })
    await desk.call('sale.setQuantity', { lineId, quantityMilli: 3_000 })
    await desk.call('sale.setPrice', { lineId, unitPriceMinor: 100 })
    await desk.call('sale.setDiscount', { lineId, basisPoints: 1_000 })
    await desk.call('sale.removeLine', { lineId })
    await desk.call('sale.void', {})
    expect(await events()).toEqual([
      'day-opened',
      'quantity-lowered',
      'price-changed',
      'line-discounted',
      'line-removed',
      'sale-cancelled',
    ])
    expect((await records()).at(-2)).toMatchObject({
      event: 'line-removed',
      number: '2-000001',
      cashierName: 'Inès M.',
      name: expect.any(String),
      quantityMilli: 3_000,
      totalMinor: 270,
    })
    desk = await desk.reopen()
    expect(desk.till.fiscalState().state).toBe('verified')
  })
})

describe('goods that come back without their ticket', () => {
  beforeEach(asManager)
  const back = (productId: string, change: { quantityMilli?: number; reason?: string } = {}) =>
    desk.call('cart.bringBack', { lineId: lineOf(productId), reason: 'Défectueux', ...change })

  test('a part of a line becomes a line below zero; pressed again it is sold', async () => {
    await ring('baguette', 'baguette', 'baguette')
    expect(code(await back('baguette', { reason: '' }))).toBe('SALE_REASON_NEEDED')
    expect(code(await back('baguette', { quantityMilli: 4_000 }))).toBe('SALE_QUANTITY_OUT_OF_RANGE')
    expect(code(await back('baguette', { quantityMilli: 1_000 }))).toBe('ok')
    expect(sale().lines.map(({ quantityMilli, totalMinor }) => [quantityMilli, totalMinor])).toEqual([
      [2_000, 260],
      [1_000, -130],
    ])
    expect(sale()).toMatchObject({ totalMinor: 130, vatMinor: 7 })
    const lineId = sale().lines[1]?.id ?? ''
    await desk.call('cart.bringBack', { lineId, reason: '' })
    expect(sale().totalMinor).toBe(390)
    expect(await events()).toEqual(['day-opened', 'goods-back', 'return-undone'])
  })

  test('scanned again the goods are sold beside those that come back', async () => {
    await ring('baguette')
    await back('baguette')
    await ring('baguette')
    expect(sale()).toMatchObject({ totalMinor: 0, lines: [{ totalMinor: -130 }, { totalMinor: 130 }] })
  })

  test('worth more than what is sold: cash goes out by a manager, once, and no card is charged', async () => {
    await ring('miel')
    await back('miel')
    await ring('baguette')
    const saleId = sale().id
    expect(sale().totalMinor).toBe(-715)
    expect(code(await desk.call('tender.card', { amountMinor: 715 }))).toBe('SALE_PAYS_OUT_CASH')
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(code(await desk.call('tender.cash', { givenMinor: 0 }))).toBe('SESSION_NEEDS_APPROVAL')
    expect(desk.till.slice('lastSale')).toBeNull()
    await asManager()
    expect(code(await desk.call('tender.cash', { givenMinor: 0 }))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      totalMinor: -715,
      changeMinor: 0,
      changePieces: [{ valueMinor: 500 }, { valueMinor: 200 }, { valueMinor: 10 }, { valueMinor: 5 }],
      tenders: [{ kind: 'cash', amountMinor: -715, givenMinor: null }],
    })
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    expect(jobs.map(({ kind }) => kind)).toEqual(['drawer', 'customer-ticket'])
    expect(jobs[0]?.document).toMatchObject({ reason: 'return' })
    const day = desk.till.slice('day')
    expect([day.turnoverMinor, day.drawer.expectedMinor - day.drawer.floatMinor]).toEqual([-715, -715])
    const opened = await desk.store.businessDays.openDay()
    const { adjustments } = await desk.store.paidSales.figures(opened?.id ?? '')
    expect(adjustments.goodsBack).toEqual({ count: 1, amountMinor: 845 })
  })

  test('worth as much: the ticket ends without money and without the drawer', async () => {
    await ring('baguette')
    await back('baguette')
    await ring('baguette')
    const saleId = sale().id
    expect(code(await desk.call('tender.cash', { givenMinor: 0 }))).toBe('ok')
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    expect(jobs.map(({ kind }) => kind)).toEqual(['customer-ticket'])
  })
})

describe('prices without VAT', () => {
  test('the tax is added per rate; ticket, record and day agree to the cent', async () => {
    await withShop({ pricesIncludeVat: false })
    await ring('baguette', 'croissant', 'miel')
    const saleId = sale().id
    expect(sale()).toMatchObject({ pricesExcludeVat: true, totalMinor: 1_161, vatMinor: 61 })
    expect(sale().lines.map(({ vatMinor }) => vatMinor)).toEqual([7, 7, 47])
    await desk.call('tender.cash', { givenMinor: 1_161 })
    expect(await ticketOf(saleId)).toMatchObject({ pricesExcludeVat: true, totalMinor: 1_161 })
    const ticket = (await records()).find(({ kind }) => kind === 'ticket')
    expect(ticket).toMatchObject({
      pricesExcludeVat: true,
      totalMinor: 1_161,
      vat: [{ netMinor: 1_100, vatMinor: 61 }],
    })
    expect(desk.till.slice('day').turnoverMinor).toBe(1_161)
  })
})

describe('cash that is rounded', () => {
  test('what is finished in cash is rounded, a part and a card are not; drawer, ticket and day say so', async () => {
    await withShop({ cashRounding: { stepMinor: 5, tie: 'up' } })
    await ring('miel')
    await desk.call('cart.discountLine', { lineId: lineOf('miel'), discount: { kind: 'amount', amountMinor: 2 } })
    const saleId = sale().id
    await desk.call('tender.cash', { givenMinor: 500 })
    expect(sale()).toMatchObject({ remainingMinor: 343 })
    await desk.call('tender.cash', { givenMinor: 500 })
    expect(desk.till.slice('lastSale')).toMatchObject({ changeMinor: 155, totalMinor: 843 })
    const paid = await desk.store.paidSales.paidSale(saleId)
    expect(paid?.tenders.map(({ amountMinor, roundingMinor }) => [amountMinor, roundingMinor])).toEqual([
      [500, undefined],
      [345, 2],
    ])
    expect(await ticketOf(saleId)).toMatchObject({ tenders: [{}, { roundingMinor: 2 }] })
    expect((await records()).at(-1)).toMatchObject({ tenders: [{}, { amountMinor: 345, roundingMinor: 2 }] })
    const day = desk.till.slice('day')
    expect([day.turnoverMinor, day.drawer.cashSalesMinor]).toEqual([843, 845])
    const opened = await desk.store.businessDays.openDay()
    const { adjustments } = await desk.store.paidSales.figures(opened?.id ?? '')
    expect(adjustments.rounding).toEqual({ count: 1, amountMinor: 2 })
  })

  test('money that goes back is rounded too', async () => {
    await withShop({ cashRounding: { stepMinor: 5, tie: 'up' } })
    await ring('miel')
    await desk.call('cart.discountLine', { lineId: lineOf('miel'), discount: { kind: 'amount', amountMinor: 3 } })
    await asManager()
    await desk.call('cart.bringBack', { lineId: lineOf('miel'), reason: 'Défectueux' })
    await desk.call('tender.cash', { givenMinor: 0 })
    expect(desk.till.slice('lastSale')?.tenders).toMatchObject([{ amountMinor: -840, roundingMinor: 2 }])
  })
})
