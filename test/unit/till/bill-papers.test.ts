/** Goal: a note never passes for a receipt, every print of it is counted and in the chain, and the facturette tells what was paid. Method: calls of the till. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import type { Facturette, Note, TicketDocument } from '#till/tickets/ticket-document.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  await desk.call('floor.open', { tableId: 'table-8', covers: 3 })
  await desk.call('sale.addProduct', { productId: 'pizza-norvegienne' })
  await desk.call('sale.addProduct', { productId: 'biere', quantityMilli: 2_000 })
})
afterEach(() => desk.close())

const ok = { ok: true, value: {} }
const saleId = () => desk.till.slice('sale').id
const note = (id = saleId()) => desk.call('floor.note', { saleId: id })
async function papers<Kind extends TicketDocument['kind']>(
  kind: Kind,
): Promise<Extract<TicketDocument, { kind: Kind }>[]> {
  const jobs = (await desk.store.printSpool.newestJobs(50)).toReversed()
  return jobs.flatMap(({ document }) =>
    document.kind === kind ? [document as Extract<TicketDocument, { kind: Kind }>] : [],
  )
}
const records = async () => {
  const all = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  return all.map(({ kind, body }) => ({ kind, ...JSON.parse(body) }))
}
const stateOf8 = () => desk.till.slice('floor')?.rooms[0]?.tables.find(({ name }) => name === '8')?.state

describe('a note', () => {
  it('says what is owed, in a row of numbers of its own, and is in the chain as a provisional document', async () => {
    expect(await note()).toEqual({ ok: true, value: { number: 'N-2-000001' } })
    const [first] = await papers('note')
    expect(first).toMatchObject({
      number: 'N-2-000001',
      table: '8',
      covers: 3,
      copyNumber: 0,
      totalMinor: 690 + 640,
      vat: [{ basisPoints: 1_000 }, { basisPoints: 2_000 }],
    } satisfies Partial<Record<keyof Note, unknown>>)
    expect((await records()).at(-1)).toMatchObject({
      event: 'note-printed',
      document: 'provisional',
      number: 'N-2-000001',
      totalMinor: 1_330,
    })
    expect(stateOf8()).toBe('note')
    expect((await desk.till.calls['history.list']({}, { carrier: 'test' })).ok).toBe(true)
  })

  it('once more is a counted duplicate, also after a restart', async () => {
    await note()
    await note()
    desk = await desk.reopen()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(await note()).toEqual({ ok: true, value: { number: 'N-2-000001' } })
    expect((await papers('note')).map(({ copyNumber }) => copyNumber)).toEqual([0, 1, 2])
    expect((await records()).filter(({ original }) => original === 'note')).toMatchObject([
      { kind: 'duplicate', number: 'N-2-000001', copyNumber: 1 },
      { kind: 'duplicate', copyNumber: 2 },
    ])
  })

  it('of a bill that changed is a new one that says which it replaces, and the table is no longer noted meanwhile', async () => {
    await note()
    await desk.call('sale.addProduct', { productId: 'biere' })
    expect(stateOf8()).toBe('open')
    expect(await note()).toEqual({ ok: true, value: { number: 'N-2-000002' } })
    expect((await papers('note')).at(-1)).toMatchObject({ replaces: 'N-2-000001', totalMinor: 1_650, copyNumber: 0 })
  })

  it('is of goods that are not paid: neither of an empty ticket nor of one that is being paid', async () => {
    await desk.call('tender.cash', { givenMinor: 100 })
    const { number } = desk.till.slice('sale')
    expect(await note()).toEqual(fail('FLOOR_TICKET_IN_PAYMENT', { number }))
    expect(await note('none')).toEqual(fail('SALE_NOT_FOUND'))
    expect(await papers('note')).toEqual([])
  })

  it('takes its number in the transaction that prints it: a number that is not the next one changes nothing', async () => {
    const [sale] = await desk.store.openSales.openSales()
    if (sale === undefined) throw new Error('no ticket')
    const taken = desk.store.openSales.save({ ...sale, lines: [] }, { noteNumber: 7 })
    await expect(taken).rejects.toThrow('note number')
    expect(await desk.store.openSales.openSales()).toEqual([sale])
    expect(await note()).toEqual({ ok: true, value: { number: 'N-2-000001' } })
    expect(desk.till.fiscalState().state).toBe('verified')
  })
})

describe('a facturette', () => {
  const bill = (id: string) => desk.call('floor.facturette', { saleId: id })

  it('says what was paid at which table, by which note and ticket, and comes out again as a counted duplicate', async () => {
    await note()
    const id = saleId()
    expect(await bill(id)).toEqual(fail('SALE_NOT_FOUND'))
    const { number } = desk.till.slice('sale')
    await desk.call('tender.cash', { givenMinor: 2_000 })
    expect(await bill(id)).toEqual(ok)
    expect(await bill(id)).toEqual(ok)
    const [first, again] = await papers('facturette')
    expect(first).toMatchObject({
      number,
      noteNumber: 'N-2-000001',
      table: '8',
      covers: 3,
      totalMinor: 1_330,
      changeMinor: 670,
      tenders: [{ kind: 'cash' }],
      copyNumber: 0,
    } satisfies Partial<Record<keyof Facturette, unknown>>)
    expect(again).toMatchObject({ copyNumber: 1, signature: first?.signature })
    expect((await records()).slice(-2)).toMatchObject([
      { event: 'facturette-printed', number, noteNumber: 'N-2-000001' },
      { kind: 'duplicate', original: 'facturette', copyNumber: 1 },
    ])
  })

  it('of a part of a bill is that part alone', async () => {
    const split = await desk.call('floor.split', { saleId: saleId(), way: { kind: 'equal', count: 2 } })
    const [first = ''] = split.ok ? split.value.saleIds : []
    await desk.call('floor.open', { tableId: 'table-8', saleId: first })
    await desk.call('tender.cash', { givenMinor: 5_000 })
    await bill(first)
    const [paper] = await papers('facturette')
    expect(paper).toMatchObject({ table: '8 A', totalMinor: 665 })
  })
})
