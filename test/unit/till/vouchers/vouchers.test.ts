/**
 * Goal: a voucher of the shop is worth what its ticket put on it, once, whoever scans it and whatever stops in between. Method: the till's
 * own calls on a real database, ended and opened again as after a kill.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readVoucherCode } from '#contract/voucher-code.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { withoutVoucherCodes } from '#till/vouchers/hidden-code.ts'
import { voucherCode } from '#till/vouchers/voucher-code.ts'
import { openTestTill, type TestTill } from '../../../support/till/open-test-till.ts'

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
  const means = await desk.call('means.list', {})
  if (!means.ok) throw new Error(means.error.code)
  const own = { id: 'avoir', kind: 'shop-voucher', name: '', excess: 'refused', opensDrawer: true } as const
  await desk.call('means.save', { means: [...means.value.means, { ...own, isCounted: true, families: null }] })
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const sale = () => desk.till.slice('sale')
const paid = async (id: string): Promise<PaidSale> => {
  const found = await desk.store.paidSales.paidSale(id)
  if (found === null) throw new Error('the sale is not on disk')
  return found
}
const list = async () => {
  const listed = await desk.call('voucher.list', {})
  if (!listed.ok) throw new Error(listed.error.code)
  return listed.value
}
const scan = (scanned: string) => desk.call('sale.scan', { code: scanned })
async function again(): Promise<void> {
  desk = await desk.reopen()
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
}

/** Goods for 8,45 € each on the ticket, and to the payment. */
async function begin(pieces = 1): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel', quantityMilli: pieces * 1_000 })
  await desk.call('tender.begin', {})
  return sale().id
}

/** A voucher of 8,45 € for a jar that somebody brings back without its ticket. @returns its code. */
async function issue(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'miel' })
  const { id, lines } = sale()
  await desk.call('cart.bringBack', { lineId: lines[0]?.id ?? '', reason: 'Cadeau' })
  expect(code(await desk.call('voucher.issue', {}))).toBe('ok')
  const { tenders } = await paid(id)
  return tenders[0]?.voucher?.issued?.code ?? ''
}

describe('a voucher', () => {
  test('is issued with the ticket that owes it, in place of cash: number, worth, last day, paper with its code', async () => {
    const before = desk.till.slice('day').drawer.expectedMinor
    const issued = await issue()
    expect(readVoucherCode(issued.toLowerCase())).toBe(issued)
    const { vouchers, openMinor } = await list()
    const [one] = vouchers
    expect(one).toMatchObject({ amountMinor: 845, leftMinor: 845, expiresOn: '2027-11-22', isExpired: false })
    expect(JSON.stringify(vouchers)).not.toContain(issued)
    expect([openMinor, desk.till.slice('day').drawer.expectedMinor]).toEqual([845, before])
    const [ticket] = (await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })).map(({ id }) => id)
    const jobs = await desk.store.printSpool.jobsOfSale(ticket ?? '')
    expect(jobs.map(({ kind }) => kind)).toEqual(['customer-ticket'])
    const rows = JSON.stringify(layOut(jobs[0]?.document ?? never(), 32).rows)
    for (const part of ['AVOIR', '8,45', '22/11/2027', issued]) expect(rows).toContain(part)
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(JSON.parse(records.at(-1)?.body ?? '{}')).toMatchObject({
      tenders: [{ means: { id: 'avoir' }, amountMinor: -845, voucher: { number: one?.number, leftMinor: 845 } }],
    })
    expect(records.map(({ body }) => body).join()).not.toContain(issued)
  })

  test('shows its code on its paper alone: on no screen, where whoever sells could pay with it', async () => {
    const issued = await issue()
    const [stored] = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    const saleId = stored?.id ?? ''
    const told = [
      desk.till.slice('lastSale'),
      await desk.call('history.list', {}),
      await desk.call('ticket.preview', { saleId, kind: 'customer-ticket' }),
      await desk.call('voucher.list', {}),
    ]
    expect(JSON.stringify(told)).toContain(saleId)
    expect(JSON.stringify(told)).not.toContain(issued)
    const [job] = await desk.store.printSpool.jobsOfSale(saleId)
    expect(JSON.stringify(job?.document)).toContain(issued)
    const shown = layOut(withoutVoucherCodes(job?.document ?? never()), 42)
    expect(JSON.stringify(shown)).not.toContain(issued)
    expect(shown.rows.length).toBe(layOut(job?.document ?? never(), 42).rows.length)
  })

  test('pays by a scan what it can, and what is left stays on it', async () => {
    const issued = await issue()
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { totalMinor } = sale()
    expect(code(await scan(issued))).toBe('VOUCHER_AT_PAYMENT')
    await desk.call('tender.begin', {})
    const { id } = sale()
    expect(code(await scan(issued))).toBe('ok')
    const { tenders } = await paid(id)
    expect(tenders).toMatchObject([
      { kind: 'other', amountMinor: totalMinor, voucher: { leftMinor: 845 - totalMinor } },
    ])
    expect((await list()).openMinor).toBe(845 - totalMinor)
    await begin()
    expect(code(await scan(issued))).toBe('ok')
    expect(sale().remainingMinor).toBe(totalMinor)
    expect(code(await scan(issued))).toBe('VOUCHER_SPENT')
    expect((await list()).vouchers[0]?.leftMinor).toBe(0)
    await desk.call('tender.cash', { givenMinor: totalMinor })
    // Its line of the day: what was issued and what paid, which is nothing in the end.
    const { tenders: sums } = await desk.store.paidSales.figures((await desk.store.businessDays.openDay())?.id ?? '')
    expect(sums.find(({ means }) => means?.id === 'avoir')).toMatchObject({ count: 3, amountMinor: 0 })
  })

  test('is spent by an open ticket too, after a kill as before, until its part is taken back or the ticket is left', async () => {
    const issued = await issue()
    await begin(2)
    await scan(issued)
    await again()
    expect((await list()).vouchers[0]?.leftMinor).toBe(0)
    expect(sale().tenders).toMatchObject([{ voucher: { leftMinor: 0 } }])
    expect(code(await scan(issued))).toBe('VOUCHER_SPENT')
    await desk.call('tender.undo', { tenderId: sale().tenders[0]?.id ?? '' })
    expect((await list()).vouchers[0]?.leftMinor).toBe(845)
    await scan(issued)
    await desk.call('tender.leave', {})
    expect((await list()).vouchers[0]?.leftMinor).toBe(845)
  })

  test('is never worth more than it is, whatever two tickets believe', async () => {
    const issued = await issue()
    const voucher = (await list()).vouchers[0]
    await begin()
    const open = sale()
    await scan(issued)
    const [stored] = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    if (stored === undefined) throw new Error('no sale')
    const second = { ...stored, id: 'second', number: await desk.store.openSales.nextNumber() }
    const commit = { saleId: 'second', tender: stored.tenders[0] ?? never(), fiscalRecord: null, printJobs: [] }
    const twice = desk.store.commitPaidSale.commitPaidSale(
      {
        ...commit,
        paidSale: {
          ...second,
          returnOf: { saleId: open.id, number: open.number, way: 'refund' },
          tenders: stored.tenders.map((tender) => ({ ...tender, id: 'other' })),
        },
      },
      null,
    )
    await expect(twice).rejects.toMatchObject({ failure: { code: 'VOUCHER_SPENT' } })
    expect((await list()).vouchers).toMatchObject([{ number: voucher?.number, leftMinor: 0 }])
  })

  test('that is unknown, out of date, or of a shop that issues none, pays nothing', async () => {
    const issued = await issue()
    await begin()
    expect(code(await scan(voucherCode('another')))).toBe('VOUCHER_UNKNOWN')
    desk.clock.advance(366 * 86_400_000)
    expect(await scan(issued)).toMatchObject({ error: { code: 'VOUCHER_EXPIRED', details: { date: '22/11/2027' } } })
    expect((await list()).openMinor).toBe(0)
    expect(code(await desk.call('tender.means', { meansId: 'avoir', amountMinor: 100 }))).toBe('VOUCHER_AT_PAYMENT')
  })

  test('is good for as long as the shop wants from then on, to the last day of a shorter month; older ones keep their day', async () => {
    const day = async () => (await list()).vouchers[0]?.expiresOn
    await issue()
    expect(await day()).toBe('2027-11-22')
    const means = await desk.call('means.list', {})
    if (!means.ok) throw new Error(means.error.code)
    const last = means.value.means.map((each) => (each.id === 'avoir' ? { ...each, validMonths: 3 as const } : each))
    expect(code(await desk.call('means.save', { means: last }))).toBe('ok')
    expect(await desk.call('means.list', {})).toMatchObject({ value: { means: last } })
    desk.clock.advance(8 * 86_400_000)
    await issue()
    expect((await list()).vouchers.map(({ expiresOn }) => expiresOn)).toEqual(['2027-02-28', '2027-11-22'])
  })

  test('is issued for nothing that a ticket does not owe', async () => {
    await begin()
    expect(code(await desk.call('voucher.issue', {}))).toBe('VOUCHER_NOTHING_OWED')
    await desk.call('tender.leave', {})
    await desk.call('means.save', { means: [] })
    expect(code(await desk.call('voucher.issue', {}))).toBe('VOUCHER_NOT_OFFERED')
  })

  test('takes the money of goods that come back by their line, whatever paid them', async () => {
    const id = await begin()
    await desk.call('tender.cash', { givenMinor: 845 })
    const { lines } = await paid(id)
    const wanted = { saleId: id, lines: [{ lineId: lines[0]?.id ?? '', quantityMilli: 1_000 }], to: 'means:avoir' }
    const seen = await desk.call('return.look', wanted)
    if (!seen.ok) throw new Error(seen.error.code)
    const shares = seen.value.targets.filter(({ amountMinor }) => amountMinor > 0)
    expect(shares).toMatchObject([{ key: 'means:avoir', amountMinor: 845 }])
    const given = await desk.call('return.give', {
      ...wanted,
      shares: shares.map(({ key, amountMinor }) => ({ key, amountMinor })),
    })
    expect(given).toMatchObject({ value: { outcome: 'done', cashMinor: 0 } })
    expect((await list()).vouchers).toMatchObject([{ number: given.ok ? given.value.number : '', leftMinor: 845 }])
  })
})

function never(): never {
  throw new Error('not there')
}

describe('one more paper of a voucher', () => {
  const NEEDED = {
    ok: false,
    error: { code: 'SESSION_NEEDS_APPROVAL', details: { permission: 'return-without-ticket' } },
  }

  test('is for a manager as long as it is worth something: its code pays whoever reads it', async () => {
    const voucher = await issue()
    const [ticket] = await desk.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    const saleId = ticket?.id ?? ''
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(await desk.call('ticket.reprint', { saleId })).toMatchObject(NEEDED)
    expect(await desk.till.copyPaper(saleId, 'customer-ticket')).toMatchObject(NEEDED)
    const asked = { call: 'ticket.reprint', payload: { saleId }, permission: 'return-without-ticket' } as const
    await desk.call('session.approve', { ...asked, proof: { userId: 'claire', pin: '3333' } })
    expect(code(await desk.call('ticket.reprint', { saleId }))).toBe('ok')
    await begin(2)
    expect(code(await scan(voucher))).toBe('ok')
    await desk.call('tender.cash', { givenMinor: 1_000 })
    expect(code(await desk.call('ticket.reprint', { saleId }))).toBe('ok')
  })
  test('is for a manager as well where its printer says nothing of papers, and somebody says that it did not come out', async () => {
    await issue()
    const job = (await desk.store.printSpool.queuedJobs()).findLast(({ kind }) => kind === 'customer-ticket')
    const jobId = job?.id ?? ''
    await desk.store.printSpool.move(jobId, 'sending')
    await desk.store.printSpool.move(jobId, 'printed', { confirmedBy: 'none' })
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    expect(await desk.call('papers.answer', { jobId, cameOut: false })).toMatchObject(NEEDED)
    expect(code(await desk.call('papers.answer', { jobId, cameOut: true }))).toBe('ok')
  })
})

test('a ticket that waited for its bank while the day was closed is paid by a voucher in the next day', async () => {
  const voucher = await issue()
  const saleId = await begin()
  await desk.call('tender.card', { amountMinor: 100 })
  const [tender] = sale().tenders
  desk.cards.unresolved = true
  const part = { paymentId: tender?.paymentId ?? '', saleId }
  await desk.till.cardPartEnded(part, 'unknown')
  await desk.call('sale.hold', {})
  desk.cards.unresolved = false
  expect(await desk.till.day.close()).toMatchObject({ ok: true })
  await desk.call('sale.recall', { saleId })
  await desk.till.cardPartEnded(part, 'declined')
  expect(code(await scan(voucher))).toBe('ok')
  expect((await paid(saleId)).tenders).toMatchObject([{ outcome: 'declined' }, { outcome: 'received' }])
})
