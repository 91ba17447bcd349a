/** Goal: the Z of any closed day is found, shown and printed again, marked, counted and in the chain. Method: calls of the till on a real database. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill({
    printers: () => [
      { id: 'counter', isDefault: true },
      { id: 'bar', isDefault: false },
    ],
  })
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

/** A day with one sale. @returns the number of its Z. */
async function closedDay(productId = 'miel'): Promise<string> {
  await desk.call('sale.addProduct', { productId })
  await desk.call('tender.cash', { givenMinor: desk.till.slice('sale').totalMinor })
  await desk.call('sale.next', {})
  const closed = await desk.till.day.close()
  if (!closed.ok) throw new Error(closed.error.code)
  return closed.value.closedNumber
}

const listed = async (beforeNumber?: string) => {
  const page = await desk.call('closing.list', beforeNumber === undefined ? {} : { beforeNumber })
  if (!page.ok) throw new Error(page.error.code)
  return page.value
}
const reportsOf = async (number: string) => desk.store.printSpool.zReports({ number })

test('closed days stand newest first, each with what its Z says; a duplicate is no day of its own', async () => {
  const first = await closedDay()
  const second = await closedDay('biere')
  await desk.call('closing.reprint', { number: first })
  expect(await listed()).toMatchObject({
    closings: [
      { number: second, ticketCount: 1 },
      { number: first, ticketCount: 1, turnoverMinor: 845, currency: 'EUR' },
    ],
    more: false,
  })
  expect(await listed(second)).toMatchObject({ closings: [{ number: first }] })
  expect(await listed(first)).toEqual({ closings: [], more: false })
  expect(await desk.call('closing.preview', { number: first })).toMatchObject({ ok: true })
  expect(await desk.call('closing.preview', { number: 'Z-9-999999' })).toEqual(fail('PRINTER_PAPER_NOT_FOUND'))
})

test('a Z comes out again as a counted duplicate, where it is wanted, and the chain says so', async () => {
  const number = await closedDay()
  for (const deviceId of ['bar', 'counter'])
    expect(await desk.call('closing.reprint', { number, deviceId })).toEqual({ ok: true, value: {} })
  const papers = await reportsOf(number)
  expect(papers.map(({ copyNumber, deviceId }) => [copyNumber, deviceId])).toEqual([
    [0, null],
    [1, 'bar'],
    [2, null],
  ])
  expect(papers[2]?.document).toMatchObject({ ...papers[0]?.document, copyNumber: 2 })
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  const last = records.at(-1)
  expect([last?.kind, JSON.parse(last?.body ?? '{}')]).toMatchObject([
    'duplicate',
    { original: 'z-report', number, copyNumber: 2, cashierId: 'claire' },
  ])
  expect(await desk.call('closing.reprint', { number: 'Z-9-999999' })).toEqual(fail('PRINTER_PAPER_NOT_FOUND'))
  expect(await desk.call('closing.reprint', { number, deviceId: 'nowhere' })).toEqual(fail('DEVICE_NOT_FOUND'))
})

test('more days than a page holds come a page at a time, by an index and not by all papers', async () => {
  const number = await closedDay()
  const [report] = await reportsOf(number)
  if (report === undefined) throw new Error('no Z')
  for (let day = 0; day < LIMITS.closingRows; day += 1) {
    const document = { ...report.document, number: `Z-2-9${String(day).padStart(5, '0')}` }
    const job = { id: `z${day}`, kind: 'z-report', saleId: null, copyNumber: 0, at: report.at } as const
    await desk.store.printSpool.add({ ...job, document: document as typeof report.document })
  }
  const page = await listed()
  expect([page.closings.length, page.more]).toEqual([LIMITS.closingRows, true])
  expect((await listed(page.closings.at(-1)?.number)).closings.map((one) => one.number)).toEqual([number])
  const plan = desk.explain(
    "SELECT * FROM print_job WHERE kind = 'z-report' AND copy_number = 0 ORDER BY sequence DESC",
  )
  expect(plan.join()).toMatch(/print_job_z_report/)
})
