/**
 * Goal: a ticket is found by whatever a person has of it, nothing else is, and a card number is looked for nowhere. Method:
 * the till on a real database; the way of SQLite through its index read back, since a million tickets take no other.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { HistoryFilter } from '#contract/views/history-view.ts'
import { historyFilterSchema } from '#contract/views/history-view.ts'
import { createSystemClock } from '#main/compose/system-clock.ts'
import { MIGRATIONS } from '#store/migrations/migrations.ts'
import { openDatabase } from '#store/open-database.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import { customerDraft } from '#test/support/till/customer-draft.ts'
import { utcWindow } from '#till/history/day-window.ts'
import { isCardLike, meaningsOfSaleText } from '#till/history/read-sale-text.ts'
import type { ReturnedCardPart } from '#till/ports/approved-card-part.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

const EVERYTHING = { meanings: [], keys: [], from: null, before: null, beforeNumber: null, limit: 100 } as const
const TERMS = { tillNumber: 2, currency: 'EUR' } as const
const keysOf = (text: string) => meaningsOfSaleText(text, TERMS).map(({ keys }) => keys)

describe('a typed text', () => {
  it.each([
    ['4318', ['number:2-004318', 'original:2-004318', 'card-tail:4318', 'amount:431800', 'amount:-431800']],
    ['2-004318', ['number:2-004318', 'original:2-004318']],
    ['3-12', ['number:3-000012', 'original:3-000012']],
    ['•••• 4821', ['card-tail:4821']],
    ['*4821', ['card-tail:4821']],
    ['12,50', ['amount:1250', 'amount:-1250']],
    ['12.5 €', ['amount:1250', 'amount:-1250']],
    ['1 234,50', ['amount:123450', 'amount:-123450']],
    ['p-2-17', ['payment:P-2-000017']],
  ])('%s is every key it may be', (text, keys) => {
    expect(keysOf(text)).toEqual([keys])
  })

  it('is words where it is no key, each a condition of its own', () => {
    expect(meaningsOfSaleText('miel 12,50 €', TERMS)).toEqual([
      { keys: [], word: 'miel' },
      { keys: ['amount:1250', 'amount:-1250'], word: null },
    ])
    expect(meaningsOfSaleText(' ', TERMS)).toEqual([])
  })

  it('that may be a card number is one; the barcode of an article is none', () => {
    expect(
      ['4111111111111111', '4111 1111 1111 1111', '5555555555554', 'ticket 4970101234567890'].map(isCardLike),
    ).toEqual([true, true, true, true])
    expect(['3017620422003', '2-004318', '123456789012'].map(isCardLike)).toEqual([false, false, false])
  })
})

test('days and hours are those of the shop, the last minute included, also when the clocks change', () => {
  const { local } = createSystemClock('Europe/Paris')
  expect(utcWindow({ fromDay: '2026-11-22', toDay: '2026-11-22' }, local)).toEqual({
    from: '2026-11-21T23:00:00.000Z',
    before: '2026-11-22T23:00:00.000Z',
  })
  const hours = { fromDay: '2026-11-22', fromTime: '14:00', toDay: '2026-11-22', toTime: '14:59' }
  expect(utcWindow(hours, local)).toEqual({ from: '2026-11-22T13:00:00.000Z', before: '2026-11-22T14:00:00.000Z' })
  expect(utcWindow({ fromDay: '2026-10-25', toDay: '2026-10-25' }, local)).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    before: '2026-10-25T23:00:00.000Z',
  })
  expect(historyFilterSchema.safeParse({ fromTime: '24:00' }).success).toBe(false)
})

describe('a ticket', () => {
  let desk: TestTill
  beforeEach(async () => {
    desk = await openTestTill()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
  })
  afterEach(() => desk.close())

  async function begin(...productIds: readonly string[]) {
    for (const productId of productIds) await desk.call('sale.addProduct', { productId })
    return desk.till.slice('sale')
  }

  async function byCash(...productIds: readonly string[]) {
    const { number, totalMinor } = await begin(...productIds)
    await desk.call('tender.cash', { givenMinor: totalMinor + 500 })
    await desk.call('sale.next', {})
    return { number, totalMinor }
  }

  async function byCard(...productIds: readonly string[]) {
    const { id, number, totalMinor } = await begin(...productIds)
    const started = await desk.call('tender.card', { amountMinor: totalMinor })
    if (!started.ok) throw new Error(started.error.code)
    const part = approvalOf(id, started.value.paymentId, totalMinor)
    await desk.till.commitApproval(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    await desk.call('sale.next', {})
    return { id, number, totalMinor }
  }

  async function find(filter: HistoryFilter, beforeNumber?: string): Promise<string[]> {
    const found = await desk.call('history.find', { filter, ...(beforeNumber !== undefined && { beforeNumber }) })
    if (!found.ok) throw new Error(found.error.code)
    return found.value.sales.map(({ number }) => number)
  }

  it('is found by number, amount, card, payment, article without its accents, and cashier', async () => {
    const cash = await byCash('baguette', 'baguette')
    const card = await byCard('miel')
    const short = String(Number(card.number.slice(2)))
    const [miel] = (await desk.store.paidSales.paidSaleByNumber(card.number))?.lines ?? []
    for (const text of [short, card.number, '1111', '•••• 1111', 'P-2-000001', 'miel', 'MIE']) {
      expect([text, await find({ text })]).toEqual([text, [card.number]])
    }
    expect(await find({ text: (card.totalMinor / 100).toFixed(2).replace('.', ',') })).toEqual([card.number])
    if (miel?.barcode) expect(await find({ text: miel.barcode })).toEqual([card.number])
    expect(await find({ text: `${(cash.totalMinor / 100).toFixed(2)} €` })).toEqual([cash.number])
    expect(await find({ text: 'inès' })).toEqual([card.number, cash.number])
    expect(await find({ text: 'ines baguette' })).toEqual([cash.number])
    expect(await find({ text: 'nothing of the kind' })).toEqual([])
    expect(await find({ text: '?!' })).toEqual([])
  })

  it('is found by tender, cashier and way, all of them together', async () => {
    const cash = await byCash('baguette')
    const card = await byCard('miel')
    await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
    const hers = await byCash('baguette')
    expect(await find({ tender: 'cash' })).toEqual([hers.number, cash.number])
    expect(await find({ tender: 'card' })).toEqual([card.number])
    expect(await find({ tender: 'gift-card' })).toEqual([])
    expect(await find({ cashierId: 'ines' })).toEqual([card.number, cash.number])
    expect(await find({ cashierId: 'ines', tender: 'cash', text: 'baguette' })).toEqual([cash.number])
    const choices = await desk.call('history.choices', {})
    expect(choices.ok && choices.value.cashiers.map(({ id }) => id)).toContain('claire')
  })

  it('is found by its customer, of whom the index holds nothing but the file', async () => {
    const draft = customerDraft({ name: 'Zofia Żak', hasConsented: true })
    const saved = await desk.call('customer.save', { draft })
    if (!saved.ok) throw new Error(saved.error.code)
    const { customerId } = saved.value
    await byCash('miel')
    await begin('baguette')
    await desk.call('customer.choose', { customerId })
    const hers = await byCash('miel')
    expect(await find({ text: 'zak' })).toEqual([hers.number])
    expect(await find({ text: 'zofia miel' })).toEqual([hers.number])
    expect(await find({ customerId })).toEqual([hers.number])
    expect(await desk.store.saleSearch.find({ ...EVERYTHING, meanings: [{ keys: [], word: 'zak' }] })).toEqual([])
  })

  it('is found with what was returned of it, and the returns alone', async () => {
    const card = await byCard('miel')
    const part: ReturnedCardPart = {
      ...approvalOf('return-1', 'payment-2', card.totalMinor),
      way: 'refund',
      originalSaleId: card.id,
    }
    await desk.till.commitReturn(part, (commit) => desk.store.commitPaidSale.commitPaidSale(commit, null))
    const [returned] = await find({ operation: 'return' })
    expect(await find({ text: card.number })).toEqual([returned, card.number])
    expect(await find({ operation: 'sale' })).toEqual([card.number])
    expect((await desk.store.saleSearch.returnsOf(card.id)).map(({ number }) => number)).toEqual([returned])
    expect(await desk.store.saleSearch.returnsOf('nobody')).toEqual([])
  })

  it('is found within days and hours of the shop, wherever the clock was put back', async () => {
    const first = await byCash('baguette')
    desk.clock.advance(3_600_000)
    const second = await byCash('baguette')
    desk.clock.advance(-7_200_000)
    const third = await byCash('baguette')
    const day = { fromDay: '2026-11-22', toDay: '2026-11-22' }
    expect(await find(day)).toEqual([third.number, second.number, first.number])
    expect(await find({ ...day, fromTime: '14:30', toTime: '14:30' })).toEqual([first.number])
    expect(await find({ ...day, toTime: '14:45' })).toEqual([third.number, first.number])
    expect(await find({ ...day, toTime: '14:45', text: 'baguette' })).toEqual([third.number, first.number])
    expect(await find({ fromDay: '2026-11-23' })).toEqual([])
    expect(await find({ toDay: '2026-11-21', text: 'baguette' })).toEqual([])
  })

  it('is paged: older ones behind a number, and told whether there are more', async () => {
    const numbers: string[] = []
    for (let count = 0; count < 4; count++) numbers.unshift((await byCash('baguette')).number)
    expect(await find({ text: 'baguette' }, numbers[1])).toEqual(numbers.slice(2))
    const meanings = [{ keys: [], word: 'baguette' }]
    const page = await desk.store.saleSearch.find({ ...EVERYTHING, meanings, limit: 2 })
    expect(page.map(({ number }) => number)).toEqual(numbers.slice(0, 2))
    expect(await desk.call('history.find', { filter: { text: 'baguette' } })).toMatchObject({ value: { more: false } })
  })

  it('is not looked for by a card number, nor by nobody', async () => {
    const refused = { error: { code: 'PAYMENT_CARD_NUMBER_TYPED' } }
    expect(await desk.call('history.find', { filter: { text: '4111111111111111' } })).toMatchObject(refused)
    await desk.call('session.lock', {})
    expect(await desk.call('history.find', { filter: {} })).toMatchObject({ error: { code: 'SESSION_LOCKED' } })
    expect(await desk.call('history.choices', {})).toMatchObject({ error: { code: 'SESSION_LOCKED' } })
  })

  it('is found by what nobody can type into an expression of the index', async () => {
    const cash = await byCash('baguette')
    for (const text of ['"', "b'ag*", 'NEAR(baguette)', 'keys : x', 'a OR b', '-', '^baguette', 'x6E']) {
      expect([text, (await desk.call('history.find', { filter: { text } })).ok]).toEqual([text, true])
    }
    expect(await find({ text: '"baguette"' })).toEqual([cash.number])
  })
})

describe('the index', () => {
  test('leads in the order of the tickets, and sorts nothing', async () => {
    const desk = await openTestTill()
    const plan = (sql: string): string => desk.explain(sql).join(' | ')
    const plans = [
      plan(`SELECT body FROM sale_search CROSS JOIN paid_sale ON paid_sale.sequence = sale_search.rowid
        WHERE sale_search MATCH 'words : "a" *' AND sale_search.rowid >= 1 AND sale_search.rowid < 9
        AND paid_sale.at >= '2026' ORDER BY sale_search.rowid DESC LIMIT 8`),
      plan(`SELECT body FROM paid_sale WHERE sequence >= 1 AND sequence < 9 AND paid_sale.at < '2027'
        ORDER BY sequence DESC LIMIT 8`),
      plan(`SELECT min(sequence) AS first, max(sequence) AS last FROM paid_sale INDEXED BY paid_sale_by_time
        WHERE at >= '2026' AND at < '2027'`),
      plan(`SELECT body FROM paid_sale WHERE json_extract(body, '$.returnOf.saleId') = 'a' ORDER BY sequence`),
    ]
    desk.close()
    expect(plans.join('\n')).not.toContain('TEMP B-TREE')
    expect(plans[0]).toMatch(/SCAN sale_search VIRTUAL TABLE INDEX.*SEARCH paid_sale USING INTEGER PRIMARY KEY/)
    expect(plans[1]).toContain('SEARCH paid_sale USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
    expect(plans[2]).toContain('COVERING INDEX paid_sale_by_time')
    expect(plans[3]).toContain('paid_sale_by_original')
  })

  test('takes in the tickets of before, letters without their marks among them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-found-'))
    const migrations = MIGRATIONS.filter(({ number }) => number < 380)
    const before = openDatabase({ folder, fileName: DATABASE_FILE_NAME, migrations })
    const body = { lines: [{ name: 'Chleb żytni Łódź', barcode: null }], tenders: [], cashierName: 'Zoë' }
    before.db.exec(`INSERT INTO business_day VALUES (1, 'd', 'd', 'a', 'b', 0, NULL, NULL, NULL, NULL)`)
    before.db
      .prepare('INSERT INTO paid_sale (id, number, day_id, at, total_minor, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run('s', '2-000001', 'd', '2026-01-01T00:00:00.000Z', 500, JSON.stringify(body))
    before.close()
    const after = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
    const count = (expression: string) =>
      after.db.prepare('SELECT count(*) AS n FROM sale_search WHERE sale_search MATCH ?').get(expression)
    expect(count('words : "lodz" *')).toEqual({ n: 1 })
    expect(count('words : "zoe" *')).toEqual({ n: 1 })
    expect(count(`keys : "x${Buffer.from('amount:500').toString('hex')}"`)).toEqual({ n: 1 })
    after.close()
    rmSync(folder, { recursive: true })
  })
})
