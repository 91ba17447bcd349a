/**
 * Goal: whatever is moved, joined or split, the tickets of the tables come to what they were, kitchens hear of it once, and each part
 * of a bill is paid by itself. Method: calls of the till on a real database; the port itself where it is cut off.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail, succeed } from '#contract/result.ts'
import type { SplitWay, TableView } from '#contract/views/floor-view.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { KitchenTicket } from '#till/tickets/ticket-document.ts'

let desk: TestTill
const KITCHEN = { id: 'kitchen', name: 'Cuisine', families: ['bakery', 'deli', 'dairy'] }
beforeEach(async () => {
  desk = await openTestTill({ kitchenStations: () => [KITCHEN] })
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const ok = { ok: true, value: {} }
const table = (name: string): TableView => {
  const found = desk.till
    .slice('floor')
    ?.rooms.flatMap(({ tables }) => tables)
    .find((one) => one.name === name)
  if (found === undefined) throw new Error(`no table ${name}`)
  return found
}
const saleIdOf = (name: string, part: string | null = null) =>
  table(name).tickets.find((ticket) => ticket.part === part)?.saleId ?? ''
const ticketOf = async (name: string, part: string | null = null) => {
  const told = await desk.call('floor.ticket', { saleId: saleIdOf(name, part) })
  if (!told.ok) throw new Error(told.error.code)
  return told.value
}
async function serve(name: string, ...productIds: readonly string[]): Promise<void> {
  await desk.call('floor.open', { tableId: table(name).id, covers: 2 })
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  await desk.call('sale.hold', {})
}
async function orders(): Promise<KitchenTicket[]> {
  const jobs = (await desk.store.printSpool.newestJobs(50)).toReversed()
  return jobs.flatMap(({ document }) => (document.kind === 'kitchen-ticket' ? [document] : []))
}
const itemsOf = ({ items }: KitchenTicket) => items.map(({ name, quantityMilli }) => `${quantityMilli / 1_000} ${name}`)
const events = async () => {
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  return records.map(({ body }) => JSON.parse(body)).filter(({ event }) => event !== undefined)
}
const move = (from: string, to: string, merge = false) =>
  desk.call('floor.move', { fromId: table(from).id, toId: table(to).id, merge })

describe('guests who change their table', () => {
  it('take their ticket along as it is, and the kitchen is told once', async () => {
    await serve('8', 'croissant', 'biere')
    const before = await ticketOf('8')
    expect(await move('8', '12')).toEqual(ok)
    expect(table('8').state).toBe('free')
    expect(await ticketOf('12')).toMatchObject({
      id: before.id,
      number: before.number,
      lines: before.lines,
      reference: '12',
      table: { name: '12', covers: 2 },
    })
    const [, moved, ...more] = await orders()
    expect(moved).toMatchObject({ movedFrom: '8', table: '12', items: [] })
    expect(more).toEqual([])
    expect((await events()).at(-1)).toMatchObject({
      event: 'table-moved',
      before: [{ table: '8' }],
      after: [{ table: '12' }],
    })
  })

  it('to a table that has guests are asked whether the tickets become one', async () => {
    await serve('8', 'croissant')
    await serve('7', 'baguette', 'croissant')
    expect(await move('8', '7')).toEqual(fail('FLOOR_TABLE_TAKEN', { table: '7' }))
    expect(await move('8', '7', true)).toEqual(ok)
    expect(table('8').state).toBe('free')
    expect(table('7')).toMatchObject({ covers: 4, totalMinor: 125 + 130 + 125, tickets: { length: 1 } })
    const merged = await ticketOf('7')
    expect(merged.lines.map(({ name, orderedBy }) => [name, orderedBy])).toHaveLength(3)
    expect(merged.lines.every(({ orderedBy }) => orderedBy === 'Inès M.')).toBe(true)
    await desk.call('floor.open', { tableId: table('7').id })
    await desk.call('sale.hold', {})
    expect((await orders()).flatMap(itemsOf).sort()).toEqual([
      '1 Baguette tradition',
      '1 Croissant au beurre',
      '1 Croissant au beurre',
    ])
    expect((await events()).at(-1)).toMatchObject({
      event: 'tickets-merged',
      before: [{ totalMinor: 255 }, { totalMinor: 125 }],
      after: [{ totalMinor: 380 }],
    })
  })

  it('keep their ticket where it is while a payment of it is open or unknown', async () => {
    await serve('8', 'croissant')
    await serve('7', 'baguette')
    const { number } = await ticketOf('8')
    desk.cards.unresolved = true
    expect(await move('8', '7', true)).toEqual(fail('FLOOR_TICKET_IN_PAYMENT', { number }))
    expect(table('8').totalMinor).toBe(125)
  })

  it('may go while their ticket is in hand, which stays in hand', async () => {
    await desk.call('floor.open', { tableId: table('8').id })
    await desk.call('sale.addProduct', { productId: 'croissant' })
    expect(await move('8', '13')).toEqual(ok)
    expect(desk.till.slice('sale')).toMatchObject({ table: { name: '13' }, lines: { length: 1 } })
  })
})

describe('lines that are moved', () => {
  it('stand on the other ticket only, also in part, at the same price in all', async () => {
    await serve('8', 'croissant', 'croissant', 'croissant', 'biere')
    const [croissants, beer] = (await ticketOf('8')).lines
    const lines = [{ lineId: croissants?.id ?? '', quantityMilli: 1_000 }, { lineId: beer?.id ?? '' }]
    expect(await desk.call('floor.moveLines', { saleId: saleIdOf('8'), toId: table('7').id, lines })).toEqual(ok)
    expect((await ticketOf('8')).lines).toMatchObject([{ quantityMilli: 2_000, totalMinor: 250 }])
    expect((await ticketOf('7')).lines).toMatchObject([{ quantityMilli: 1_000 }, { id: beer?.id }])
    expect(table('7').totalMinor + table('8').totalMinor).toBe(3 * 125 + (beer?.totalMinor ?? 0))
    await desk.call('floor.open', { tableId: table('7').id })
    await desk.call('sale.hold', {})
    expect((await orders()).flatMap(itemsOf)).toEqual(['3 Croissant au beurre'])
  })

  it('that are all leave their table free, and more than there is of a line is refused', async () => {
    await serve('8', 'croissant')
    const lineId = (await ticketOf('8')).lines[0]?.id ?? ''
    const moved = (quantityMilli: number) =>
      desk.call('floor.moveLines', { saleId: saleIdOf('8'), toId: table('7').id, lines: [{ lineId, quantityMilli }] })
    expect(await moved(2_000)).toEqual(fail('SALE_QUANTITY_OUT_OF_RANGE', { max: 1 }))
    expect(await moved(1_000)).toEqual(ok)
    expect([table('8').state, table('7').totalMinor]).toEqual(['free', 125])
  })
})

describe('courses', () => {
  it('come one after the other: the first with the order, the next ones when they are called', async () => {
    await serve('8', 'pizza-norvegienne', 'tarte-pommes', 'eau-source')
    const first = await ticketOf('8')
    expect(first.table).toMatchObject({ sent: ['starters'], called: 'starters' })
    const called = await desk.call('floor.nextCourse', { saleId: first.id })
    expect(called).toMatchObject({ ok: true, value: { course: 'Desserts', papers: 1, kitchens: 1 } })
    const [order, call, ...more] = await orders()
    expect(order).toMatchObject({ table: '8', covers: 2, items: [{ course: 'Entrées' }] })
    expect(call).toMatchObject({ call: 'Desserts', items: [{ name: 'Tarte aux pommes, part' }] })
    expect(more).toEqual([])
    expect(await desk.call('floor.nextCourse', { saleId: first.id })).toEqual(fail('FLOOR_NO_NEXT_COURSE'))
    await desk.call('floor.open', { tableId: table('8').id })
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(2)
  })

  it('are sent all at once by a word, and a line goes with another course until the kitchen has it', async () => {
    await serve('8', 'pizza-norvegienne', 'tarte-pommes')
    const { id: saleId, lines } = await ticketOf('8')
    const [pizza, tart] = lines
    await desk.call('floor.setCourse', { saleId, lineIds: [tart?.id ?? ''], courseId: 'mains' })
    await desk.call('floor.setCourse', { saleId, lineIds: [pizza?.id ?? ''], courseId: 'mains' })
    expect((await ticketOf('8')).lines.map(({ course }) => course)).toEqual(['starters', 'mains'])
    expect(await desk.call('floor.send', { saleId })).toEqual(succeed({ papers: 1, kitchens: 1 }))
    expect(await desk.call('floor.send', { saleId })).toEqual(succeed({ papers: 0, kitchens: 1 }))
    expect((await orders()).flatMap(itemsOf)).toHaveLength(2)
    expect((await orders()).at(-1)?.items[0]).toMatchObject({ course: 'Plats' })
  })

  it('are paid for together: what was not called is ordered with the payment', async () => {
    await serve('8', 'pizza-norvegienne', 'tarte-pommes')
    await desk.call('floor.open', { tableId: table('8').id })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect((await orders()).flatMap(itemsOf)).toHaveLength(2)
  })

  it('are read from afar on the paper of the kitchen', async () => {
    await serve('8', 'pizza-norvegienne', 'tarte-pommes')
    await desk.call('floor.nextCourse', { saleId: saleIdOf('8') })
    const [order, call] = (await orders()).map((document) => paperText(layOut(document, 32)).join('\n'))
    expect(order).toContain('Table 8')
    expect(order).toContain('2 couverts')
    expect(order).toContain('- ENTRÉES -')
    expect(call).toContain('SUITE')
    expect(call).toContain('DESSERTS')
  })
})

describe('a bill that is split', () => {
  const split = (way: SplitWay) => desk.call('floor.split', { saleId: saleIdOf('8'), way })
  const linesOf = async () => (await ticketOf('8')).lines
  const parts = () => table('8').tickets.map(({ part, totalMinor }) => [part, totalMinor])

  it('by item gives each what is theirs, half of what they share, and leaves the rest on the table', async () => {
    await serve('8', 'croissant', 'croissant', 'baguette', 'biere')
    const [croissants, baguette, beer] = await linesOf()
    const share = (lineId: string | undefined, ...of: number[]) => ({ lineId: lineId ?? '', parts: of })
    expect(await split({ kind: 'items', shares: [share(croissants?.id, 0, 1), share(baguette?.id, 0)] })).toMatchObject(
      { ok: true },
    )
    expect(parts()).toEqual([
      [null, beer?.totalMinor],
      ['A', 255],
      ['B', 125],
    ])
    expect((await ticketOf('8', 'A')).reference).toBe('8 A')
    expect(table('8')).toMatchObject({ covers: 2, totalMinor: 380 + (beer?.totalMinor ?? 0) })
  })

  it('in equal parts gives each of them a ticket of their own, and undone it is the ticket that it was', async () => {
    await serve('8', 'croissant', 'baguette', 'biere')
    const before = await ticketOf('8')
    await split({ kind: 'equal', count: 3 })
    const amounts = parts().map(([, amount]) => Number(amount))
    expect(parts().map(([part]) => part)).toEqual(['A', 'B', 'C'])
    expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
    expect(table('8').totalMinor).toBe(before.totalMinor)
    expect(await orders()).toHaveLength(1)
    expect(await desk.call('floor.undoSplit', { tableId: table('8').id })).toEqual(ok)
    const after = await ticketOf('8')
    expect(after).toMatchObject({ id: before.id, totalMinor: before.totalMinor, vat: before.vat })
    expect(after.lines.map(({ name, quantityMilli, totalMinor }) => [name, quantityMilli, totalMinor])).toEqual(
      before.lines.map(({ name, quantityMilli, totalMinor }) => [name, quantityMilli, totalMinor]),
    )
    await desk.call('floor.open', { tableId: table('8').id })
    await desk.call('sale.hold', {})
    expect(await orders()).toHaveLength(1)
  })

  it('by amount has exactly that amount, and no more than there is', async () => {
    await serve('8', 'croissant', 'biere')
    const { totalMinor } = await ticketOf('8')
    expect(await split({ kind: 'amount', amountMinor: totalMinor })).toEqual(fail('SALE_AMOUNT_TOO_HIGH'))
    expect(await split({ kind: 'amount', amountMinor: 0 })).toEqual(fail('SALE_AMOUNT_ZERO'))
    await split({ kind: 'amount', amountMinor: 100 })
    expect(parts()).toEqual([
      [null, totalMinor - 100],
      ['A', 100],
    ])
  })

  it('is paid part by part, each with its ticket, and one that nobody knows of blocks itself alone', async () => {
    await serve('8', 'croissant', 'biere')
    await split({ kind: 'equal', count: 2 })
    const tableId = table('8').id
    await desk.call('floor.open', { tableId, saleId: saleIdOf('8', 'A') })
    const { remainingMinor } = desk.till.slice('sale')
    await desk.call('tender.card', { amountMinor: remainingMinor })
    const paymentId = desk.cards.starts[0] === undefined ? '' : `${desk.cards.starts[0].saleId}-pay-1`
    const part = { paymentId, saleId: saleIdOf('8', 'A') }
    await desk.till.cardPartEnded(part, 'unknown')
    expect(await desk.call('sale.hold', {})).toEqual(ok)
    expect(table('8').state).toBe('unknown')
    await desk.call('floor.open', { tableId, saleId: saleIdOf('8', 'B') })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(desk.till.slice('lastSale')).toMatchObject({ totalMinor: expect.any(Number) })
    expect(table('8')).toMatchObject({ state: 'unknown', tickets: [{ part: 'A' }] })
  })

  it('waits for what the kitchen does not know yet, and needs two parts', async () => {
    await serve('8', 'pizza-norvegienne', 'tarte-pommes')
    expect(await split({ kind: 'equal', count: 2 })).toEqual(
      fail('FLOOR_COURSE_WAITS', { line: 'Tarte aux pommes, part' }),
    )
    await desk.call('floor.send', { saleId: saleIdOf('8') })
    expect(await split({ kind: 'items', shares: [] })).toEqual(fail('FLOOR_NOTHING_TO_SPLIT'))
    expect(await desk.call('floor.undoSplit', { tableId: table('8').id })).toEqual(fail('FLOOR_NOTHING_TO_SPLIT'))
    expect(await split({ kind: 'equal', count: 2 })).toMatchObject({ ok: true })
  })

  it('never shares an amount for a gift card', async () => {
    await desk.call('floor.open', { tableId: table('8').id })
    await desk.call('sale.addGiftCard', { operation: 'activation', amountMinor: 2_000 })
    await desk.call('sale.addProduct', { productId: 'croissant' })
    await desk.call('sale.hold', {})
    const refused = await split({ kind: 'equal', count: 2 })
    expect(refused.ok ? null : refused.error.code).toBe('FLOOR_CANNOT_SHARE')
  })
})

describe('tickets that change together', () => {
  it('are all as they were when the change is cut off in the middle, on disk and in hand', async () => {
    await serve('8', 'croissant', 'biere')
    await serve('7', 'baguette')
    const before = [table('7'), table('8')]
    const records = (await events()).length
    const [one, other] = await desk.store.openSales.openSales()
    if (one === undefined || other === undefined) throw new Error('no tickets')
    const gone = { ...other, id: 'gone' }
    await expect(
      desk.store.openSales.rearrange({ saved: [{ ...one, lines: [] }, gone], opened: [], dropped: [] }, {}),
    ).rejects.toThrow()
    const late = { ...other, id: 'new', number: '2-000001' }
    await expect(
      desk.store.openSales.rearrange({ saved: [{ ...one, lines: [] }], opened: [late], dropped: [other.id] }, {}),
    ).rejects.toThrow()
    desk.fillDisk()
    await expect(split8()).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    expect([table('7'), table('8')]).toEqual(before)
    desk.freeDisk()
    desk = await desk.reopen()
    expect([table('7'), table('8')]).toEqual(before)
    expect(await events()).toHaveLength(records)
  })
  const split8 = () => desk.call('floor.split', { saleId: saleIdOf('8'), way: { kind: 'equal', count: 9 } })

  it('are all changed when the answer is lost: after a kill the disk has the tickets of after', async () => {
    await serve('8', 'croissant', 'biere')
    const { totalMinor } = await ticketOf('8')
    await split8()
    desk = await desk.reopen()
    expect(table('8')).toMatchObject({ totalMinor, tickets: { length: 9 } })
    expect(desk.till.fiscalState().state).toBe('verified')
  })
})
