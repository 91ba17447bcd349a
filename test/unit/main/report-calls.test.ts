/**
 * Goal: a report of sales adds up to what the day's own figures say, whatever it is summed by, and its file holds every row.
 * Method: sales, discounts and returns through the till's own calls on a real database, summed up in each way.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { REPORT_KINDS, REPORT_TICKETS_MAX, type ReportKind } from '#contract/report-api.ts'
import { reportCalls } from '#main/handlers/report-calls.ts'
import { periodDays } from '#renderer/screens/reports/periods.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let desk: TestTill
const written: { name: string; text: string }[] = []
beforeEach(async () => {
  desk = await openTestTill()
  written.length = 0
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const calls = () =>
  reportCalls({
    search: desk.store.saleSearch,
    catalogue: desk.store.catalogue,
    clock: desk.clock,
    writeFile: async (name, text) => {
      written.push({ name, text })
      return `/exports/${name}`
    },
    familyName: (id) => (id === 'bakery' ? 'Le pain' : null),
    terms: () => ({ locale: 'fr', currency: 'EUR' }),
  })
const today = () => {
  const { date } = desk.clock.local(desk.clock.now())
  return { fromDay: date, toDay: date }
}
const ask = async (by: ReportKind, days = today()) => {
  const made = await calls()['report.sales']({ by, ...days }, { carrier: 'process' })
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}
async function sell(productId: string, pieces = 1): Promise<string> {
  await desk.call('sale.addProduct', { productId, quantityMilli: pieces * 1_000 })
  const { id, totalMinor } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: totalMinor })
  await desk.call('sale.next', {})
  return id
}

describe('a report of sales', () => {
  it('counts goods that cost nothing as they were sold and came back', async () => {
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('sale.setPrice', { lineId: desk.till.slice('sale').lines[0]?.id ?? '', unitPriceMinor: 0 })
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { id: saleId, lines } = desk.till.slice('sale')
    await desk.call('tender.cash', { givenMinor: 130 })
    const wanted = { saleId, lines: lines.map(({ id }) => ({ lineId: id, quantityMilli: 1_000 })) }
    const given = await desk.call('return.give', { ...wanted, shares: [{ key: 'cash', amountMinor: 130 }] })
    expect(given).toMatchObject({ ok: true, value: { cashMinor: 130 } })
    const { rows } = await ask('article')
    expect(rows.map(({ key, quantityMilli }) => [key, quantityMilli])).toEqual(
      expect.arrayContaining([
        ['miel', 0],
        ['baguette', 0],
      ]),
    )
  })

  it('adds up to the turnover of the day in every way, returns and discounts taken off', async () => {
    await sell('baguette', 3)
    await desk.call('sale.addProduct', { productId: 'biere', quantityMilli: 2_000 })
    await desk.call('cart.discountTicket', { discount: { kind: 'percent', basisPoints: 333 }, reason: 'Fidèle' })
    const back = await sell('miel', 2)
    const sale = await desk.store.paidSales.paidSale(back)
    const line = sale?.lines.find(({ productId }) => productId === 'miel')
    const wanted = { saleId: back, lines: [{ lineId: line?.id ?? '', quantityMilli: 1_000 }] }
    const seen = await desk.call('return.look', wanted)
    if (!seen.ok) throw new Error(seen.error.code)
    const shares = seen.value.targets.flatMap(({ key, amountMinor }) => (amountMinor > 0 ? [{ key, amountMinor }] : []))
    expect(await desk.call('return.give', { ...wanted, shares })).toMatchObject({ ok: true })
    const { turnoverMinor, ticketCount } = desk.till.slice('day')
    for (const by of REPORT_KINDS) {
      const { rows, tickets, totalMinor, more } = await ask(by)
      const sum = rows.reduce((all, { amountMinor }) => all + amountMinor, 0)
      expect({ by, sum, tickets, totalMinor, more }).toEqual({
        by,
        sum: turnoverMinor,
        tickets: ticketCount,
        totalMinor: turnoverMinor,
        more: 0,
      })
    }
    const articles = (await ask('article')).rows
    expect(articles.find(({ key }) => key === 'miel')).toMatchObject({ count: 2, quantityMilli: 1_000 })
    expect((await ask('family')).rows.map(({ key }) => key)).not.toContain('')
  })

  it('holds the tickets of its days alone, in the hours of the shop', async () => {
    await sell('baguette')
    const first = today()
    desk.clock.advance(86_400_000)
    await sell('miel')
    expect((await ask('article')).rows.map(({ key }) => key)).toEqual(['miel'])
    const both = await ask('day', { fromDay: first.fromDay, toDay: today().toDay })
    expect(both.rows.map(({ key, count }) => [key, count])).toEqual([
      [first.fromDay, 1],
      [today().toDay, 1],
    ])
    const { time } = desk.clock.local(desk.clock.now())
    expect((await ask('hour')).rows).toMatchObject([{ key: time.slice(0, 2), count: 1 }])
    expect((await ask('vat', { fromDay: '2020-01-01', toDay: '2020-01-01' })).rows).toEqual([])
  })

  it('is written as a file that a spreadsheet opens, with every row', async () => {
    await sell('baguette', 2)
    const answer = await calls()['report.exportSales']({ by: 'article', ...today() }, { carrier: 'process' })
    expect(answer).toMatchObject({ ok: true, value: { rows: 1 } })
    expect(written[0]?.name).toMatch(/^sales-article-\d{4}-\d\d-\d\d-\d{6}\.csv$/)
    expect(written[0]?.text.split('\r\n').slice(1, 2)).toEqual(['baguette;Baguette tradition;1;2,000;2,60'])
    await calls()['report.exportSales']({ by: 'vat', ...today() }, { carrier: 'process' })
    expect(written[1]?.text).toMatch(/\r\n5,50;;1;;2,60\r\n$/)
  })

  it('gives up where there are more tickets than it may read', async () => {
    const sale = await desk.store.paidSales.paidSale(await sell('baguette'))
    if (sale === null) throw new Error('the sale is not on disk')
    const endless = reportCalls({
      search: { find: async ({ limit }) => Array.from({ length: limit }, () => sale) },
      catalogue: desk.store.catalogue,
      clock: desk.clock,
      writeFile: async () => '',
      familyName: () => null,
      terms: () => ({ locale: 'fr', currency: 'EUR' }),
    })
    const answer = await endless['report.sales']({ by: 'day', ...today() }, { carrier: 'process' })
    expect(answer).toMatchObject({ error: { code: 'REPORT_TOO_LONG', details: { count: REPORT_TICKETS_MAX } } })
  })
})

it('weeks begin on Monday and months on their first, in the calendar of the shop', () => {
  const sunday = Date.parse('2026-11-29T12:00:00Z')
  expect(periodDays('today', sunday)).toEqual({ fromDay: '2026-11-29', toDay: '2026-11-29' })
  expect(periodDays('yesterday', sunday)).toEqual({ fromDay: '2026-11-28', toDay: '2026-11-28' })
  expect(periodDays('week', sunday)).toEqual({ fromDay: '2026-11-23', toDay: '2026-11-29' })
  expect(periodDays('month', sunday)).toEqual({ fromDay: '2026-11-01', toDay: '2026-11-29' })
})
