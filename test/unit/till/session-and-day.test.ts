import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import { delayAfterMs } from '#till/session/sign-in.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/** Goal: who may do what, the counted drawer, X and Z, duplicates, and the chain over all of it. */

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
})
afterEach(() => desk.close())

const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const signIn = (userId = 'ines', pin = '1111') => desk.call('session.signIn', { userId, pin })

async function sellBaguette(): Promise<string> {
  await desk.call('sale.addProduct', { productId: 'baguette' })
  const { id } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: 200 })
  return id
}

describe('session', () => {
  test('three wrong codes, then a delay that even the right code waits for', async () => {
    expect(await signIn('ines', '9999')).toMatchObject({ error: { code: 'SESSION_WRONG_PIN', details: { left: 2 } } })
    expect(await signIn('ines', '9999')).toMatchObject({ error: { code: 'SESSION_WRONG_PIN', details: { left: 1 } } })
    expect(await signIn('ines', '9999')).toMatchObject({ error: { code: 'SESSION_BLOCKED', details: { seconds: 30 } } })
    expect(code(await signIn())).toBe('SESSION_BLOCKED')
    expect(code(await signIn('hugo', '2222'))).toBe('ok')
    desk.clock.advance(30_000)
    expect(code(await signIn())).toBe('ok')
  })

  test('the delay grows with wrong codes in a row, to an end, and the right one ends it', async () => {
    const wrong = async () => {
      for (let tried = 1; tried < LIMITS.signInAttempts; tried++) await signIn('ines', '9999')
      const last = await signIn('ines', '9999')
      const seconds = last.ok ? null : Number(last.error.details?.seconds)
      desk.clock.advance((seconds ?? 0) * 1_000)
      return seconds
    }
    expect([await wrong(), await wrong()]).toEqual([30, 60])
    expect(code(await signIn())).toBe('ok')
    expect(await wrong()).toBe(30)
    expect([9, 12, 15, 3_000].map(delayAfterMs)).toEqual([120_000, ...Array(3).fill(LIMITS.signInBlockMaxMs)])
  })

  test('a restart gives no attempt back', async () => {
    await signIn('ines', '9999')
    await signIn('ines', '9999')
    desk = await desk.reopen()
    expect(code(await signIn('ines', '9999'))).toBe('SESSION_BLOCKED')
  })

  test('the first sign-in opens the business day, the next one does not', async () => {
    expect(desk.till.slice('till').openedAt).toBeNull()
    await signIn()
    const { openedAt } = desk.till.slice('till')
    expect(openedAt).toBe('2026-11-22T13:30:00.000Z')
    desk.clock.advance(60_000)
    await signIn('hugo', '2222')
    expect(desk.till.slice('till').openedAt).toBe(openedAt)
  })

  test('nothing sells while locked, and the look may be changed', async () => {
    for (const [name, request] of [
      ['sale.addProduct', { productId: 'baguette' }],
      ['sale.scan', { code: '3103220028766' }],
      ['tender.begin', {}],
      ['drawer.open', {}],
      ['history.list', {}],
      ['day.readX', {}],
      ['catalogue.search', { text: 'pain' }],
    ] as const) {
      expect([name, code(await desk.call(name, request))]).toEqual([name, 'SESSION_LOCKED'])
    }
    expect(code(await desk.call('settings.setLocale', { locale: 'pl' }))).toBe('ok')
    expect(code(await desk.call('settings.setHand', { hand: 'left' }))).toBe('ok')
    desk = await desk.reopen()
    expect(desk.till.slice('till')).toMatchObject({ locale: 'pl', hand: 'left', theme: 'light', training: true })
  })

  test('a technician does not sell', async () => {
    await signIn('technician', '6666')
    expect(code(await desk.call('sale.addProduct', { productId: 'baguette' }))).toBe('SESSION_NOT_ALLOWED')
  })
})

describe('history', () => {
  test('a duplicate is marked, counted, signed and queued', async () => {
    await signIn()
    const saleId = await sellBaguette()
    expect(code(await desk.call('ticket.reprint', { saleId }))).toBe('ok')
    expect(code(await desk.call('ticket.reprint', { saleId }))).toBe('ok')
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    const duplicates = jobs.filter(({ kind }) => kind === 'duplicate')
    expect(duplicates.map(({ copyNumber, document }) => [copyNumber, document])).toMatchObject([
      [1, { kind: 'customer-ticket', copyNumber: 1 }],
      [2, { kind: 'customer-ticket', copyNumber: 2 }],
    ])
    expect(await desk.store.fiscalChain.last()).toMatchObject({ kind: 'duplicate' })
    const preview = await desk.call('ticket.preview', { saleId, kind: 'duplicate' })
    expect(preview.ok && preview.value.tickets).toHaveLength(2)
  })

  test('newest first, a page before a number, the ticket in hand previewed', async () => {
    await signIn()
    for (let count = 0; count < 3; count++) await sellBaguette()
    const all = await desk.call('history.list', {})
    expect(all.ok && all.value.sales.map(({ number }) => number)).toEqual(['2-000003', '2-000002', '2-000001'])
    const older = await desk.call('history.list', { beforeNumber: '2-000002' })
    expect(older.ok && older.value.sales.map(({ number }) => number)).toEqual(['2-000001'])
    await desk.call('sale.addProduct', { productId: 'miel' })
    const preview = { saleId: desk.till.slice('sale').id, kind: 'customer-ticket' } as const
    expect(code(await desk.call('ticket.preview', preview))).toBe('ok')
  })

  test('the papers of the last sale follow the printer', async () => {
    await signIn()
    const saleId = await sellBaguette()
    const job = (await desk.store.printSpool.jobsOfSale(saleId)).find(({ kind }) => kind === 'customer-ticket')
    await desk.store.printSpool.move(job?.id ?? '', 'sending')
    await desk.store.printSpool.move(job?.id ?? '', 'printed', { digestHex: 'ab' })
    await desk.till.printJobsChanged()
    expect(desk.till.slice('lastSale')?.printJobs.map(({ kind, state }) => [kind, state])).toEqual([
      ['drawer', 'queued'],
      ['customer-ticket', 'printed'],
    ])
    await desk.call('sale.next', {})
    expect(desk.till.slice('lastSale')).toBeNull()
  })
})

describe('day', () => {
  const BATCH = {
    number: '000001',
    result: 'balanced',
    rows: [
      {
        scheme: 'visa',
        till: { count: 1, amountMinor: 500 },
        host: { count: 1, amountMinor: 500 },
        differenceMinor: 0,
        state: 'agreed',
      },
    ],
  } as const

  test('the drawer: float, cash, counted, difference by name', async () => {
    await signIn()
    await sellBaguette()
    expect(code(await desk.call('day.count', { counts: [{ valueMinor: 5_000, count: 3 }] }))).toBe('ok')
    expect(desk.till.slice('day').drawer).toMatchObject({
      floatMinor: 15_000,
      cashSalesMinor: 130,
      expectedMinor: 15_130,
      countedMinor: 15_000,
      differenceMinor: -130,
      countedBy: 'Inès M.',
    })
    expect(desk.till.slice('day').exceptions).toEqual([{ kind: 'cash-differs', amountMinor: -130, reference: '' }])
    expect(code(await desk.call('day.count', { counts: [{ valueMinor: 7, count: 1 }] }))).toBe('IPC_BAD_REQUEST')
    desk = await desk.reopen()
    expect(desk.till.slice('day').drawer.countedMinor).toBe(15_000)
  })

  test('the figures in memory are those of the disk, after cash, card, split and a held ticket', async () => {
    await signIn()
    await sellBaguette()
    for (const productId of ['sandwich', 'biere']) await desk.call('sale.addProduct', { productId })
    await desk.call('sale.addProduct', { productId: 'comte', quantityMilli: 1_000 })
    const { id } = desk.till.slice('sale')
    await desk.call('tender.card', { amountMinor: 800 })
    await desk.till.commitApproval(approvalOf(id, `${id}-pay-1`, 800), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
    await desk.call('tender.cash', { givenMinor: 5_000 })
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('sale.hold', {})
    await desk.call('day.readX', {})
    const before = desk.till.slice('day')
    expect(before).toMatchObject({ ticketCount: 2, turnoverMinor: 130 + 3_300 })
    desk = await desk.reopen()
    await signIn()
    await desk.call('day.readX', {})
    expect(desk.till.slice('day')).toEqual(before)
    const [first, second] = (await desk.store.printSpool.queuedJobs()).filter(({ kind }) => kind === 'x-report')
    expect(second?.document).toEqual(first?.document)
  })

  test('X prints the figures and closes nothing', async () => {
    await signIn()
    await sellBaguette()
    await desk.call('day.readX', {})
    const x = (await desk.store.printSpool.queuedJobs()).find(({ kind }) => kind === 'x-report')
    expect(x?.document).toMatchObject({ number: null, turnoverMinor: 130, tenders: [{ kind: 'cash', count: 1 }] })
    expect(desk.till.slice('day').stage).toBe('open')
  })

  test('Z: refused with a ticket in hand, then signed, printed once and the next day is new', async () => {
    await signIn()
    await sellBaguette()
    await desk.call('sale.addProduct', { productId: 'miel' })
    expect(code(await desk.till.day.close())).toBe('BATCH_SALE_OPEN')
    await desk.call('sale.hold', {})
    desk.till.day.reportCards([{ ...BATCH, rows: [...BATCH.rows] }], [])
    expect(await desk.till.day.close()).toEqual({ ok: true, value: { closedNumber: 'Z-2-000001' } })
    expect(await desk.till.day.close()).toEqual({ ok: true, value: { closedNumber: 'Z-2-000001' } })
    expect(desk.till.slice('day')).toMatchObject({ stage: 'closed', closedNumber: 'Z-2-000001', turnoverMinor: 130 })
    const z = (await desk.store.printSpool.queuedJobs()).filter(({ kind }) => kind === 'z-report')
    expect(z).toHaveLength(1)
    expect(z[0]?.document).toMatchObject({
      number: 'Z-2-000001',
      perpetualTotalMinor: 130,
      batch: { number: '000001', result: 'balanced' },
      vat: [{ letter: 'A', basisPoints: 550, grossMinor: 130, vatMinor: 7, netMinor: 123 }],
    })
    const saleId = desk.till.slice('sale').id
    await sellBaguette()
    expect(desk.till.slice('day')).toMatchObject({ stage: 'open', ticketCount: 1, closedNumber: null })
    expect(saleId).not.toBe('')
    desk = await desk.reopen()
    expect(desk.till.slice('day')).toMatchObject({ stage: 'open', turnoverMinor: 130 })
    expect(await desk.store.paidSales.perpetualTotalMinor()).toBe(260)
  })

  test('the whole day is one chain that verifies, and any change in it is found', async () => {
    await signIn()
    const saleId = await sellBaguette()
    await desk.call('ticket.reprint', { saleId })
    await desk.call('drawer.open', {})
    await desk.till.day.close()
    await desk.call('session.lock', {})
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    const events = ['event', 'event', 'ticket', 'duplicate', 'event', 'closing', 'event']
    expect(records.map(({ kind }) => kind)).toEqual(events)
    expect(verifyChain(records, null, desk.signer)).toBeNull()
    // Who opened the drawer by hand, without a sale.
    expect(JSON.parse(records[4]?.body ?? '')).toMatchObject({ event: 'drawer-opened', userId: 'ines' })
    for (const [place, record] of records.entries()) {
      const forged = records.with(place, {
        ...record,
        body: record.body.replace(/\d/, (digit) => `${(+digit + 1) % 10}`),
      })
      expect(verifyChain(forged, null, desk.signer)?.sequence).toBe(place + 1)
    }
    const cut = verifyChain(records.toSpliced(2, 1), null, desk.signer)
    expect(cut).toEqual({ sequence: 4, cause: 'sequence' })
  })

  test("a chain bent behind the till's back is told at the next start", async () => {
    await signIn()
    await sellBaguette()
    expect(desk.till.fiscalState()).toEqual({ state: 'verified', lastNumber: '2-000001' })
    desk.corrupt(`DROP TRIGGER fiscal_record_no_update;
                  UPDATE fiscal_record SET body = replace(body, '"totalMinor":130', '"totalMinor":13')`)
    desk = await desk.reopen()
    expect(desk.till.fiscalState()).toEqual({ state: 'broken', lastNumber: '2-000001' })
  })
})
