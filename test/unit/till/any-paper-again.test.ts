/**
 * Goal: whatever paper of a sale somebody asks for comes out of the printer that he chooses: the first time as it is, then as a marked and
 * counted duplicate, each in the chain; a gift receipt tells no price. Method: calls of the till on a real database.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fail } from '#contract/result.ts'
import { paperText } from '#test/support/tickets/documents.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { layOut } from '#till/tickets/lay-out.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill({
    printers: () => [
      { id: 'counter', isDefault: true },
      { id: 'bar', isDefault: false },
    ],
  })
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

type Kind = 'gift-receipt' | 'facturette' | 'customer-ticket'

async function sold(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: 2_000 })
  const { id, totalMinor } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: totalMinor })
  return id
}

const print = (saleId: string, kind: Kind, deviceId?: string) =>
  desk.call('ticket.reprint', { saleId, kind, ...(deviceId && { deviceId }) })
async function jobsOf(saleId: string, kind: string) {
  const jobs = await desk.store.printSpool.jobsOfSale(saleId)
  return jobs.filter((job) => job.kind === kind)
}
function documentOf(job: Awaited<ReturnType<typeof jobsOf>>[number] | undefined) {
  if (job === undefined) throw new Error('no paper')
  return job.document
}
async function lastRecord() {
  const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
  const last = records.at(-1)
  return { kind: last?.kind, ...JSON.parse(last?.body ?? '{}') }
}

describe('a gift receipt', () => {
  it('says what the goods are and their ticket’s number, and not what anything costs', async () => {
    const saleId = await sold()
    const sale = await desk.store.paidSales.paidSale(saleId)
    expect(await print(saleId, 'gift-receipt')).toEqual({ ok: true, value: {} })
    const [job] = await jobsOf(saleId, 'gift-receipt')
    expect(await lastRecord()).toMatchObject({ kind: 'event', event: 'gift-receipt-printed', number: sale?.number })
    const laidOut = layOut(documentOf(job), 42)
    const text = paperText(laidOut).join('\n')
    expect(text).toMatch(/TICKET CADEAU/)
    expect(text).toMatch(new RegExp(`${sale?.lines[0]?.name.slice(0, 8)}.* 2`, 'i'))
    expect(laidOut.rows).toContainEqual({ kind: 'barcode', symbology: 'code128', content: sale?.number })
    // Neither on the paper nor beside it in the spool.
    expect(text).not.toMatch(/\d,\d\d|€/)
    expect(JSON.stringify(job?.document)).not.toMatch(/Minor/)
  })

  it('comes out again as a counted duplicate, where it is wanted', async () => {
    const saleId = await sold()
    await print(saleId, 'gift-receipt', 'bar')
    await print(saleId, 'gift-receipt')
    await print(saleId, 'gift-receipt', 'bar')
    const jobs = await jobsOf(saleId, 'gift-receipt')
    expect(jobs.map(({ copyNumber, deviceId }) => [copyNumber, deviceId])).toEqual([
      [0, 'bar'],
      [1, null],
      [2, 'bar'],
    ])
    expect(await lastRecord()).toMatchObject({ kind: 'duplicate', original: 'gift-receipt', copyNumber: 2 })
    expect(paperText(layOut(documentOf(jobs[2]), 42)).join('\n')).toMatch(/DUPLICATA 2/)
  })

  it('is none of a return, nor of what is no goods, and nothing is printed then', async () => {
    const saleId = await sold()
    const seen = await desk.call('return.look', { saleId, lines: [] })
    const lineId = seen.ok ? (seen.value.lines[0]?.lineId ?? '') : ''
    const wanted = { saleId, lines: [{ lineId, quantityMilli: 1_000 }] }
    const back = await desk.call('return.give', { ...wanted, shares: [{ key: 'cash', amountMinor: 845 }] })
    const returnSaleId = back.ok ? (back.value.returnSaleId ?? '') : ''
    expect(await print(returnSaleId, 'gift-receipt')).toEqual(fail('SALE_NOT_FOUND'))
    await desk.call('sale.next', {})
    await desk.call('sale.addGiftCard', { operation: 'activation', amountMinor: 2_000 })
    const { id } = desk.till.slice('sale')
    await desk.call('tender.cash', { givenMinor: 2_000 })
    expect(await print(id, 'gift-receipt')).toEqual(fail('PRINTER_NO_GOODS'))
    expect(await jobsOf(id, 'gift-receipt')).toEqual([])
  })
})

describe('a paper from the history', () => {
  it('is shown before it ever came out, and as it came out after', async () => {
    const saleId = await sold()
    for (const kind of ['facturette', 'gift-receipt'] as const) {
      expect(await desk.call('ticket.preview', { saleId, kind })).toMatchObject({ value: { tickets: [{}] } })
      expect(await jobsOf(saleId, kind)).toEqual([])
      await print(saleId, kind)
      await print(saleId, kind)
      const shown = await desk.call('ticket.preview', { saleId, kind })
      expect(shown.ok && shown.value.tickets).toHaveLength(1)
    }
  })

  it('a facturette comes out of the chosen printer, original first, then counted', async () => {
    const saleId = await sold()
    await print(saleId, 'facturette', 'bar')
    await print(saleId, 'facturette', 'counter')
    const jobs = await jobsOf(saleId, 'facturette')
    expect(jobs.map(({ copyNumber, deviceId }) => [copyNumber, deviceId])).toEqual([
      [0, 'bar'],
      [1, null],
    ])
    expect(await print(saleId, 'facturette', 'nowhere')).toEqual(fail('DEVICE_NOT_FOUND'))
  })
})
