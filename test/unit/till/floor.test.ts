/** Goal: a table has one ticket, kept from the first guest on, and nobody takes it off the plan meanwhile. Method: calls of the till. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import type { FloorPlan, TableView } from '#contract/views/floor-view.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { trainingSeed } from '#till/seed/training-seed.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const ok = { ok: true, value: {} }
const plan = (): FloorPlan => structuredClone(trainingSeed('EUR').floor)
const table = (name: string): TableView => {
  const tables = desk.till.slice('floor')?.rooms.flatMap((room) => room.tables) ?? []
  const found = tables.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no table ${name}`)
  return found
}
const open = (name: string, covers?: number) =>
  desk.call('floor.open', { tableId: table(name).id, ...(covers !== undefined && { covers }) })
const ring = (productId = 'croissant') => desk.call('sale.addProduct', { productId })

describe('a table', () => {
  it('is free, then served under its guests, with what they ordered and since when', async () => {
    expect(table('8')).toMatchObject({ state: 'free', covers: null, openedAt: null, tickets: [] })
    desk.clock.advance(60_000)
    expect(await open('8', 3)).toEqual(ok)
    await ring()
    expect(desk.till.slice('sale')).toMatchObject({
      reference: '8',
      table: { id: 'table-8', name: '8', covers: 3 },
    })
    expect(table('8')).toMatchObject({
      state: 'open',
      covers: 3,
      openedAt: '2026-11-22T13:31:00.000Z',
      totalMinor: 125,
      tickets: [{ part: null, isInHand: true }],
    })
  })

  it('keeps its guests on disk before they order anything, and when their ticket is put aside', async () => {
    await open('8', 3)
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(table('8')).toMatchObject({ state: 'open', covers: 3, totalMinor: 0 })
    expect(await desk.call('sale.hold', {})).toEqual(ok)
    expect(table('8')).toMatchObject({ covers: 3, tickets: [{ isInHand: false }] })
    expect(desk.till.slice('sale')).toMatchObject({ lines: [], reference: null })
  })

  it('is free again when its ticket is dropped or paid', async () => {
    await open('8')
    await desk.call('sale.void', {})
    expect(table('8')).toMatchObject({ state: 'free' })
    await open('8')
    await ring()
    await desk.call('tender.cash', { givenMinor: 125 })
    expect(table('8')).toMatchObject({ state: 'free' })
  })

  it('gives its one ticket to whoever opens it, and puts aside what was in hand', async () => {
    await open('8')
    await ring()
    const { id } = desk.till.slice('sale')
    await open('7')
    await ring('baguette')
    expect(await open('8')).toEqual(ok)
    expect(desk.till.slice('sale')).toMatchObject({ id, table: { name: '8' } })
    expect(table('7')).toMatchObject({ state: 'open', totalMinor: 130 })
    expect(await open('8')).toEqual(ok)
    expect(desk.till.slice('sale').id).toBe(id)
  })

  it('has the ticket that waits under its number, whoever put it there', async () => {
    await ring()
    await desk.call('sale.hold', { reference: '8' })
    expect(table('8')).toMatchObject({ state: 'open', covers: 2, totalMinor: 125 })
    await open('8')
    expect(desk.till.slice('sale')).toMatchObject({ reference: '8', table: { name: '8', covers: 2 } })
  })

  it('keeps its ticket under its name, whatever is typed when that is put aside', async () => {
    await open('8')
    await ring()
    await desk.call('sale.hold', { reference: '99' })
    expect(table('8')).toMatchObject({ state: 'open', totalMinor: 125 })
  })

  it('says that it is being paid, and that nobody knows whether a card was charged', async () => {
    await open('8')
    await ring()
    await desk.call('tender.cash', { givenMinor: 25 })
    expect(table('8').state).toBe('paying')
    desk.cards.unresolved = true
    expect(table('8')).toMatchObject({ state: 'unknown', tickets: [{ remainingMinor: 100 }] })
  })

  it('tells its guests anew when their number changes', async () => {
    await open('8', 3)
    const { id: saleId } = desk.till.slice('sale')
    expect(await desk.call('floor.setCovers', { saleId, covers: 5 })).toEqual(ok)
    expect(table('8').covers).toBe(5)
    await desk.call('sale.hold', {})
    await desk.call('floor.setCovers', { saleId, covers: 4 })
    desk = await desk.reopen()
    expect(table('8').covers).toBe(4)
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    expect(await desk.call('floor.setCovers', { saleId: 'none', covers: 4 })).toEqual(fail('SALE_NOT_FOUND'))
  })

  it('that is on no plan is refused, and no ticket is lost by it', async () => {
    await ring()
    const sale = desk.till.slice('sale')
    expect(await desk.call('floor.open', { tableId: 'none' })).toEqual(fail('FLOOR_TABLE_NOT_FOUND'))
    expect(await desk.call('floor.open', { tableId: 'table-8', saleId: sale.id })).toEqual(fail('SALE_NOT_FOUND'))
    expect(desk.till.slice('sale')).toEqual(sale)
  })
})

describe('the plan', () => {
  const save = (drawn: FloorPlan) => desk.call('floor.savePlan', { plan: drawn })
  const changed = (name: string, change: Partial<TableView>): FloorPlan => {
    const drawn = plan()
    const rooms = drawn.rooms.map((room) => ({
      ...room,
      tables: room.tables.map((one) => (one.name === name ? { ...one, ...change } : one)),
    }))
    return { ...drawn, rooms }
  }

  it('loses no course that is ordered, and has no two of one name', async () => {
    await open('8')
    await ring()
    const course = plan().courses[0]
    const sale = desk.till.slice('sale')
    const [line] = sale.lines
    if (course === undefined || line === undefined) throw new Error('no course or no line')
    await desk.call('floor.setCourse', { saleId: sale.id, lineIds: [line.id], courseId: course.id })
    const without = { ...plan(), courses: plan().courses.slice(1) }
    expect(await save(without)).toEqual(fail('FLOOR_COURSE_IN_USE', { course: course.name }))
    await desk.call('sale.hold', {})
    expect(await save(without)).toEqual(fail('FLOOR_COURSE_IN_USE', { course: course.name }))
    const twice = { ...plan(), courses: plan().courses.map((each) => ({ ...each, name: ' Menu ' })) }
    expect(await save(twice)).toEqual(fail('FLOOR_COURSE_NAME_TAKEN', { course: 'Menu' }))
    const turned = { ...plan(), courses: plan().courses.toReversed() }
    expect(await save(turned)).toEqual(ok)
    expect(desk.till.slice('floor')?.courses.at(-1)?.name).toBe(course.name)
  })

  it('is kept by a manager, with names as they are stored', async () => {
    expect(await save(changed('8', { name: ' e\u0301ta ', seats: 6 }))).toEqual(ok)
    desk = await desk.reopen()
    expect(table('\u00e9ta')).toMatchObject({ id: 'table-8', seats: 6 })
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(await save(plan())).toEqual(fail('SESSION_NOT_ALLOWED'))
  })

  it('never loses a table with a ticket, nor its name', async () => {
    await open('8')
    await desk.call('sale.hold', {})
    const without = { ...plan(), rooms: plan().rooms.slice(1) }
    expect(await save(without)).toEqual(fail('FLOOR_TABLE_IN_USE', { table: '8' }))
    expect(await save(changed('8', { name: '80' }))).toEqual(fail('FLOOR_TABLE_IN_USE', { table: '8' }))
    expect(await save(changed('8', { seats: 9, column: 10 }))).toEqual(ok)
    expect(await save(changed('7', { name: '70' }))).toEqual(ok)
  })

  it('has no two tables of one name, none over another, and none outside its room', async () => {
    expect(await save(changed('8', { name: '7' }))).toEqual(fail('FLOOR_NAME_TAKEN', { table: '7' }))
    expect(await save(changed('8', { column: 6 }))).toEqual(fail('FLOOR_PLACE_TAKEN', { table: '8' }))
    expect(await save(changed('8', { row: 12 }))).toEqual(fail('FLOOR_PLACE_TAKEN', { table: '8' }))
  })

  it('keeps no name that looks like a card number', async () => {
    const drawn = plan()
    const rooms = drawn.rooms.map((room) => ({ ...room, name: '4111111111111111' }))
    const refused = await save({ ...drawn, rooms })
    expect(refused.ok ? null : refused.error.code).toBe('SALE_CARD_NUMBER_REFUSED')
  })

  it('of a shop without tables is none', async () => {
    expect(await save({ rooms: [], courses: [] })).toEqual(ok)
    expect(desk.till.slice('floor')).toBeNull()
  })
})
