/** Goal: a kitchen hears of each thing once: what is new, what is dropped, and nothing that it knows. Method: calls of the till. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { KitchenStation } from '#till/kitchen/kitchen-order.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { KitchenTicket } from '#till/tickets/ticket-document.ts'

let desk: TestTill
let stations: KitchenStation[] = []
let croissant = ''

beforeEach(async () => {
  desk = await openTestTill({ kitchenStations: () => stations })
  const product = await desk.store.catalogue.product('croissant')
  const family = product?.familyId ?? ''
  croissant = product?.name ?? ''
  stations = [
    { id: 'kitchen', name: 'Cuisine', families: [family] },
    { id: 'bar', name: 'Bar', families: [] },
  ]
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const ring = (productId: string, quantityMilli = 1_000) => desk.call('sale.addProduct', { productId, quantityMilli })

async function orders(): Promise<readonly (readonly [string | null | undefined, ...string[]])[]> {
  const jobs = (await desk.store.printSpool.newestJobs(50)).toReversed()
  return jobs
    .filter(({ kind }) => kind === 'kitchen-ticket')
    .map(({ deviceId, document }) => [
      deviceId,
      ...(document as KitchenTicket).items.map(({ name, quantityMilli }) => `${quantityMilli / 1_000} ${name}`),
    ])
}

describe('an order', () => {
  it('goes to the kitchen when its ticket is put aside, under its table, and only what is new when it is again', async () => {
    await ring('croissant', 2_000)
    await ring('miel')
    await desk.call('sale.hold', { reference: 'Table 7' })
    expect(await orders()).toEqual([['kitchen', `2 ${croissant}`]])
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(1)
    await desk.call('sale.recall', { saleId })
    await ring('croissant')
    await desk.call('sale.hold', {})
    expect((await orders()).slice(1)).toEqual([['kitchen', `1 ${croissant}`]])
  })

  it('of which nothing is wanted any more is withdrawn once, however often its ticket is put aside', async () => {
    await ring('croissant', 2_000)
    await ring('miel')
    await desk.call('sale.hold', { reference: 'Table 7' })
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.removeLine', { lineId: desk.till.slice('sale').lines[0]?.id ?? '' })
    for (let time = 0; time < 3; time += 1) {
      await desk.call('sale.hold', {})
      await desk.call('sale.recall', { saleId })
    }
    expect((await orders()).slice(1)).toEqual([['kitchen', `-2 ${croissant}`]])
  })

  it('that is paid at once goes with the ticket, and is not told again when it was put aside before', async () => {
    await ring('croissant')
    await desk.call('sale.hold', { reference: 'Table 2' })
    const held = await desk.call('sale.held', {})
    await desk.call('sale.recall', { saleId: held.ok ? (held.value.sales[0]?.id ?? '') : '' })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    await ring('croissant', 3_000)
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(await orders()).toEqual([
      ['kitchen', `1 ${croissant}`],
      ['kitchen', `3 ${croissant}`],
    ])
  })

  it('that is taken back is told too: a line, or the whole ticket', async () => {
    await ring('croissant', 2_000)
    await desk.call('sale.hold', { reference: 'Table 7' })
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    await desk.call('sale.recall', { saleId })
    const lineId = desk.till.slice('sale').lines[0]?.id ?? ''
    await desk.call('sale.setQuantity', { lineId, quantityMilli: 1_000 })
    await desk.call('sale.hold', {})
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.void', {})
    expect((await orders()).slice(1)).toEqual([
      ['kitchen', `-1 ${croissant}`],
      ['kitchen', `-1 ${croissant}`],
    ])
  })

  it('is not given again because the printer of its kitchen was replaced, and is withdrawn on the new one', async () => {
    const [kitchen] = stations
    await ring('croissant', 2_000)
    await desk.call('sale.hold', { reference: 'Table 7' })
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    stations = [{ id: 'anew', name: 'Cuisine', families: kitchen?.families ?? [] }]
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(1)
    await desk.call('sale.recall', { saleId })
    await ring('croissant')
    await desk.call('sale.hold', {})
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.void', {})
    expect((await orders()).slice(1)).toEqual([
      ['anew', `1 ${croissant}`],
      ['anew', `-3 ${croissant}`],
    ])
  })

  it('of goods that are made elsewhere since is not given again there', async () => {
    const [kitchen] = stations
    await ring('croissant', 2_000)
    await desk.call('sale.hold', { reference: 'Table 7' })
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    stations = [
      { id: 'kitchen', name: 'Cuisine', families: ['soups'] },
      { id: 'bar', name: 'Bar', families: kitchen?.families ?? [] },
    ]
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(1)
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.removeLine', { lineId: desk.till.slice('sale').lines[0]?.id ?? '' })
    await desk.call('sale.hold', {})
    expect((await orders()).slice(1)).toEqual([['bar', `-2 ${croissant}`]])
  })

  it('that no kitchen makes any more is withdrawn all the same, under the name of the one that was told', async () => {
    await ring('croissant', 2_000)
    await desk.call('sale.hold', { reference: 'Table 7' })
    const held = await desk.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    stations = []
    await desk.call('sale.recall', { saleId })
    await ring('miel')
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(1)
    await desk.call('sale.recall', { saleId })
    await desk.call('sale.void', {})
    expect((await orders()).slice(1)).toEqual([['kitchen', `-2 ${croissant}`]])
    const [paper] = await desk.store.printSpool.newestJobs(1)
    expect(paper?.document).toMatchObject({ kind: 'kitchen-ticket', stationName: 'Cuisine' })
  })

  it('is remembered over a restart', async () => {
    await ring('croissant')
    await desk.call('sale.hold', { reference: 'Table 7' })
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    const held = await desk.call('sale.held', {})
    await desk.call('sale.recall', { saleId: held.ok ? (held.value.sales[0]?.id ?? '') : '' })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(await orders()).toHaveLength(1)
  })

  it("of a shop without kitchens is nobody's", async () => {
    stations = []
    await ring('croissant')
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(await orders()).toEqual([])
  })
})

describe('its paper', () => {
  const ticket: KitchenTicket = {
    kind: 'kitchen-ticket',
    shop: { name: '', street: '', city: '', phone: '', legal: [], tillLabel: '' },
    locale: 'fr',
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:12',
    training: false,
    copyNumber: 0,
    stationName: 'Cuisine',
    number: '2-004318',
    reference: 'Table 7',
    cashierName: 'Inès M.',
    items: [
      { name: 'Croissant', unit: 'piece', quantityMilli: 2_000 },
      { name: 'Comté', unit: 'kg', quantityMilli: 412 },
      { name: 'Pain au chocolat', unit: 'piece', quantityMilli: -1_000 },
    ],
  }

  it('names table, ticket and quantities, what is dropped apart, and no price', () => {
    const text = paperText(layOut(ticket, 42)).map((row) => row.trim())
    expect(text).toEqual([
      'Cuisine',
      'Table 7',
      'Ticket 2-004318           22/11/2026 14:33',
      'Inès M.',
      '-'.repeat(42),
      '2 x Croissant',
      '0,412 kg x Comté',
      '-'.repeat(42),
      'NE PLUS FAIRE',
      '- 1 x Pain au',
      'chocolat',
    ])
  })

  it('names what is made already apart, with what is not wanted of it any more and what is instead', () => {
    const items = [
      { name: 'Croissant', unit: 'piece', quantityMilli: 1_000 },
      { name: 'Steak', unit: 'piece', quantityMilli: 0, noteBefore: 'sans sel', note: 'bien cuit' },
      { name: 'Salade', unit: 'piece', quantityMilli: 0, noteBefore: 'sans oignon' },
    ] as const
    const text = paperText(layOut({ ...ticket, items }, 42)).map((row) => row.trim())
    expect(text.slice(5)).toEqual([
      '1 x Croissant',
      '-'.repeat(42),
      'MODIFICATION',
      'Steak',
      'ANNULÉ: sans sel',
      '! bien cuit',
      'Salade',
      'ANNULÉ: sans oignon',
    ])
  })
})
