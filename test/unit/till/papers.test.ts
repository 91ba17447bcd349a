/**
 * Goal: a paper that nobody is sure of ends by a person's word, with his name, and is never lost nor printed twice without
 * a mark. Method: calls of the till on a real spool; the printer's part is played by moving papers.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import { approvalOf, openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'
import { verifyChain } from '#till/fiscal/fiscal-chain.ts'
import type { KitchenStation } from '#till/kitchen/kitchen-order.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'

const PRINTERS = [
  { id: 'counter', isDefault: true },
  { id: 'kitchen', isDefault: false },
]
let desk: TestTill
let stations: KitchenStation[] = []
let wakes = 0
/** The printer's part in giving up what it holds. */
let giveUpPaper: (jobId: string) => Promise<boolean> = async () => false

beforeEach(async () => {
  wakes = 0
  giveUpPaper = async () => false
  desk = await openTestTill({
    kitchenStations: () => stations,
    printers: () => PRINTERS,
    onPrintJobs: () => {
      wakes += 1
    },
    giveUpPaper: (jobId) => giveUpPaper(jobId),
  })
  const product = await desk.store.catalogue.product('croissant')
  stations = [{ id: 'kitchen', name: 'Cuisine', families: [product?.familyId ?? ''] }]
  await desk.call('session.signIn', { userId: 'claire', pin: '3333' })
})
afterEach(() => desk.close())

const codeOf = (result: { readonly ok: boolean; readonly error?: { readonly code: string } }) =>
  result.error?.code ?? 'ok'
const jobs = async () => (await desk.store.printSpool.newestJobs(50)).toReversed()
const last = async (kind: PrintJobKind) => (await jobs()).findLast((job) => job.kind === kind) as SpooledJob

async function sell(productId = 'baguette'): Promise<string> {
  await desk.call('sale.addProduct', { productId })
  const { id } = desk.till.slice('sale')
  await desk.call('tender.cash', { givenMinor: 50_000 })
  return id
}

async function become({ id }: SpooledJob, ...states: readonly PrintJobState[]): Promise<void> {
  for (const state of states) await desk.store.printSpool.move(id, state)
  await desk.till.printJobsChanged()
}

async function listed() {
  const list = await desk.call('papers.list', {})
  if (!list.ok) throw new Error(list.error.code)
  return list.value.papers.map(({ kind, state, reference, copyNumber }) => [kind, state, reference, copyNumber])
}

/** What the fiscal chain heard since it had so many records. */
async function chainAfter(count: number) {
  const records = await desk.store.fiscalChain.records({ afterSequence: count, limit: 100 })
  return records.map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as object) }))
}
const chainLength = async () => (await desk.store.fiscalChain.last())?.sequence ?? 0

describe('a paper of which nobody knows', () => {
  it('is printed once somebody says that it is there, by that name', async () => {
    const saleId = await sell()
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending', 'unknown')
    expect(await listed()).toContainEqual(['customer-ticket', 'unknown', '2-000001', 0])
    expect(desk.till.slice('day').exceptions).toMatchObject([{ kind: 'print-unknown', reference: '2-000001' }])
    const before = await chainLength()
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut: true }))).toBe('ok')
    expect(await last('customer-ticket')).toMatchObject({
      state: 'printed',
      decision: 'came-out',
      decidedBy: 'Claire D.',
    })
    expect(await chainAfter(before)).toMatchObject([
      { kind: 'event', event: 'print-came-out', paper: 'customer-ticket', reference: '2-000001', userId: 'claire' },
    ])
    expect(desk.till.slice('day').exceptions).toEqual([])
    expect(desk.till.slice('lastSale')?.printJobs.find(({ id }) => id === ticket.id)).toMatchObject({
      saleId,
      state: 'printed',
      decidedBy: 'Claire D.',
    })
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut: false }))).toBe('PRINTER_PAPER_SETTLED')
  })

  it('is printed again as a duplicate, as often as it must be, each with its number', async () => {
    const saleId = await sell()
    await desk.call('ticket.reprint', { saleId })
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending', 'unknown')
    await desk.call('papers.answer', { jobId: ticket.id, cameOut: false })
    const second = await last('duplicate')
    expect(second).toMatchObject({ copyNumber: 2, state: 'queued', document: { copyNumber: 2, number: '2-000001' } })
    await become(second, 'sending', 'unknown')
    const before = await chainLength()
    const heard = wakes
    await desk.call('papers.answer', { jobId: second.id, cameOut: false, deviceId: 'kitchen' })
    expect(await last('duplicate')).toMatchObject({ copyNumber: 3, deviceId: 'kitchen' })
    expect(await chainAfter(before)).toMatchObject([{ kind: 'duplicate', original: 'ticket', copyNumber: 3 }])
    expect(wakes).toBeGreaterThan(heard)
    expect(await desk.store.printSpool.job(second.id)).toMatchObject({
      state: 'not-printed',
      decision: 'printed-again',
      decidedBy: 'Claire D.',
    })
    const records = await desk.store.fiscalChain.records({ afterSequence: 0, limit: 100 })
    expect(verifyChain(records, null, desk.signer)).toBeNull()
  })

  it('of a card is counted with its own copies alone', async () => {
    await desk.call('sale.addProduct', { productId: 'baguette' })
    const { id, totalMinor } = desk.till.slice('sale')
    const started = await desk.call('tender.card', { amountMinor: totalMinor })
    const paymentId = started.ok ? started.value.paymentId : ''
    await desk.till.commitApproval(approvalOf(id, paymentId, totalMinor), (commit) =>
      desk.store.commitPaidSale.commitPaidSale(commit, null),
    )
    await desk.call('ticket.reprint', { saleId: id })
    const merchant = await last('card-merchant')
    await become(merchant, 'sending', 'unknown')
    await desk.call('papers.answer', { jobId: merchant.id, cameOut: false })
    expect(await last('duplicate')).toMatchObject({
      copyNumber: 1,
      document: { kind: 'card-ticket', copy: 'merchant' },
    })
  })

  it.each([
    ['kitchen-ticket', { original: 'kitchen-ticket', number: '2-000001' }, 'kitchen'],
    ['x-report', { original: 'x-report' }, null],
  ] as const)('that is a %s keeps its kind and its printer', async (kind, record, deviceId) => {
    await sell('croissant')
    await desk.call('day.readX', {})
    const paper = await last(kind)
    await become(paper, 'sending', 'unknown')
    const before = await chainLength()
    await desk.call('papers.answer', { jobId: paper.id, cameOut: false })
    expect(await last(kind)).toMatchObject({ copyNumber: 1, deviceId, document: { kind, copyNumber: 1 } })
    expect(await chainAfter(before)).toMatchObject([{ kind: 'duplicate', copyNumber: 1, ...record }])
  })

  it('that was to open the drawer opens nothing later', async () => {
    await sell()
    const kick = await last('drawer')
    await become(kick, 'sending', 'unknown')
    await desk.call('papers.answer', { jobId: kick.id, cameOut: false })
    expect((await jobs()).filter(({ kind }) => kind === 'drawer')).toMatchObject([
      { state: 'not-printed', decision: 'cancelled' },
    ])
    expect((await listed()).map(([kind]) => kind)).not.toContain('drawer')
    await desk.call('drawer.open', {})
    const next = await last('drawer')
    const elsewhere = await desk.call('papers.printOn', { jobId: next.id, deviceId: 'kitchen' })
    expect(codeOf(elsewhere)).toBe('IPC_BAD_REQUEST')
  })
})

describe('a paper of which nothing has left the till', () => {
  it('goes to another printer, unmarked, and is logged', async () => {
    await sell('croissant')
    const order = await last('kitchen-ticket')
    const before = await chainLength()
    expect(codeOf(await desk.call('papers.printOn', { jobId: order.id, deviceId: 'counter' }))).toBe('ok')
    expect(await desk.store.printSpool.job(order.id)).toMatchObject({ state: 'queued', deviceId: null, copyNumber: 0 })
    expect(await chainAfter(before)).toMatchObject([
      { event: 'print-moved', paper: 'kitchen-ticket', userId: 'claire' },
    ])
  })

  it('is not printed any more when somebody says so, and his name stays', async () => {
    await sell()
    const ticket = await last('customer-ticket')
    const before = await chainLength()
    await desk.call('papers.cancel', { jobId: ticket.id })
    expect(await desk.store.printSpool.job(ticket.id)).toMatchObject({ decision: 'cancelled', decidedBy: 'Claire D.' })
    expect((await desk.store.printSpool.queuedJobs()).map(({ id }) => id)).not.toContain(ticket.id)
    expect(await chainAfter(before)).toMatchObject([{ event: 'print-cancelled', reference: '2-000001' }])
  })

  it('and failed stays in the list until it is printed or given up', async () => {
    await sell()
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending', 'not-printed')
    expect(await listed()).toContainEqual(['customer-ticket', 'not-printed', '2-000001', 0])
    await desk.call('papers.printOn', { jobId: ticket.id, deviceId: 'kitchen' })
    expect(await desk.store.printSpool.job(ticket.id)).toMatchObject({ state: 'queued', deviceId: 'kitchen' })
  })

  it('is left alone where it cannot be helped', async () => {
    await sell()
    const ticket = await last('customer-ticket')
    const printOn = (deviceId: string) => desk.call('papers.printOn', { jobId: ticket.id, deviceId })
    expect(codeOf(await printOn('gone'))).toBe('DEVICE_NOT_FOUND')
    expect(codeOf(await desk.call('papers.cancel', { jobId: 'none' }))).toBe('PRINTER_PAPER_NOT_FOUND')
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut: true }))).toBe('PRINTER_PAPER_SETTLED')
    await become(ticket, 'sending')
    expect(codeOf(await printOn('kitchen'))).toBe('PRINTER_BUSY')
    await become(ticket, 'unknown')
    expect(codeOf(await desk.call('papers.cancel', { jobId: ticket.id }))).toBe('PRINTER_OUTCOME_UNKNOWN')
    const answer = { jobId: ticket.id, cameOut: false, deviceId: 'gone' }
    expect(codeOf(await desk.call('papers.answer', answer))).toBe('DEVICE_NOT_FOUND')
    await desk.call('session.lock', {})
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut: true }))).toBe('SESSION_LOCKED')
    expect(codeOf(await desk.call('papers.list', {}))).toBe('SESSION_LOCKED')
    expect(await desk.store.printSpool.job(ticket.id)).toMatchObject({ state: 'unknown', decision: null })
  })
})

describe('a paper that its printer holds up', () => {
  it.each([
    [true, 'came-out', 'printed'],
    [false, 'printed-again', 'not-printed'],
  ] as const)('is waited for no more by a person’s word: it is there is %s', async (cameOut, decision, state) => {
    await sell()
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending')
    const given: string[] = []
    giveUpPaper = async (jobId) => {
      given.push(jobId)
      await become(ticket, 'unknown')
      return true
    }
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut }))).toBe('ok')
    expect(given).toEqual([ticket.id])
    expect(await desk.store.printSpool.job(ticket.id)).toMatchObject({ state, decision, decidedBy: 'Claire D.' })
  })

  it('is waited for still where it was to go to a printer that is gone', async () => {
    await sell()
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending')
    giveUpPaper = () => Promise.reject(new Error('ended for nothing'))
    const answer = { jobId: ticket.id, cameOut: false, deviceId: 'gone' }
    expect(codeOf(await desk.call('papers.answer', answer))).toBe('DEVICE_NOT_FOUND')
    expect((await desk.store.printSpool.job(ticket.id))?.state).toBe('sending')
  })

  it('is left to its printer where that is at it, and by whoever is not signed in', async () => {
    await sell()
    const ticket = await last('customer-ticket')
    await become(ticket, 'sending')
    const answer = () => desk.call('papers.answer', { jobId: ticket.id, cameOut: true })
    expect(codeOf(await answer())).toBe('PRINTER_BUSY')
    await desk.call('session.lock', {})
    giveUpPaper = () => Promise.reject(new Error('asked of nobody'))
    expect(codeOf(await answer())).toBe('SESSION_LOCKED')
    expect((await desk.store.printSpool.job(ticket.id))?.state).toBe('sending')
  })
})

describe('a paper that was sent and not confirmed', () => {
  const send = async (job: SpooledJob, confirmedBy: Confirmation) => {
    await desk.store.printSpool.move(job.id, 'sending')
    await desk.store.printSpool.move(job.id, 'printed', { confirmedBy })
    await desk.till.printJobsChanged()
  }

  it('stands at the end of the list and with its ticket as just that, unlike one that its printer answered for', async () => {
    const saleId = await sell()
    const ticket = await last('customer-ticket')
    await desk.call('ticket.reprint', { saleId })
    await send(await last('duplicate'), 'response')
    await send(await last('drawer'), 'none')
    await send(ticket, 'none')
    await desk.call('day.readX', {})
    const states = (await listed()).map(([kind, state]) => `${kind} ${state}`)
    expect(states.slice(-2)).toEqual(['x-report queued', 'customer-ticket printed'])
    expect(states.filter((state) => state.endsWith('printed'))).toEqual(['customer-ticket printed'])
    const shown = desk.till.slice('lastSale')?.printJobs.map(({ kind, confirmedBy }) => [kind, confirmedBy])
    expect(shown).toEqual(
      expect.arrayContaining([
        ['customer-ticket', 'none'],
        ['duplicate', 'response'],
        ['drawer', 'none'],
      ]),
    )
    const log = await desk.call('drawer.log', {})
    expect(log.ok && log.value.openings).toMatchObject([{ state: 'printed', confirmedBy: 'none' }])
  })

  it.each([
    [true, 'came-out', 0],
    [false, 'printed-again', 1],
  ] as const)('leaves the list by a person’s word: it came out is %s', async (cameOut, decision, duplicates) => {
    await sell()
    const ticket = await last('customer-ticket')
    await send(ticket, 'none')
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut }))).toBe('ok')
    expect(await desk.store.printSpool.job(ticket.id)).toMatchObject({ decision, decidedBy: 'Claire D.' })
    const kinds = (await listed()).map(([kind]) => kind)
    expect([kinds.includes('customer-ticket'), kinds.filter((kind) => kind === 'duplicate').length]).toEqual([
      false,
      duplicates,
    ])
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut }))).toBe('PRINTER_PAPER_SETTLED')
  })

  it('is listed among the newest only, and one that was confirmed is never asked about', async () => {
    for (let sale = 0; sale < LIMITS.unconfirmedPaperRows + 2; sale += 1) {
      await sell()
      await send(await last('customer-ticket'), 'none')
    }
    const sent = (await listed()).filter(([, state]) => state === 'printed').map(([, , reference]) => reference)
    expect([sent.length, sent[0], sent.at(-1)]).toEqual([LIMITS.unconfirmedPaperRows, '2-000003', '2-000012'])
    await sell()
    const ticket = await last('customer-ticket')
    await send(ticket, 'status')
    expect(codeOf(await desk.call('papers.answer', { jobId: ticket.id, cameOut: false }))).toBe('PRINTER_PAPER_SETTLED')
  })
})

describe('a reprint', () => {
  it('comes out where it is asked for', async () => {
    const saleId = await sell()
    await desk.call('ticket.reprint', { saleId, deviceId: 'kitchen' })
    expect(await last('duplicate')).toMatchObject({ deviceId: 'kitchen', copyNumber: 1 })
    await desk.call('ticket.reprint', { saleId, deviceId: 'counter' })
    expect(await last('duplicate')).toMatchObject({ deviceId: null, copyNumber: 2 })
    expect(codeOf(await desk.call('ticket.reprint', { saleId, deviceId: 'gone' }))).toBe('DEVICE_NOT_FOUND')
  })
})

describe('the drawer', () => {
  it('says of each opening who, why and for which ticket', async () => {
    await sell()
    await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
    await desk.call('drawer.open', {})
    await desk.call('sale.addProduct', { productId: 'miel' })
    await desk.call('tender.begin', {})
    await desk.call('tender.cash', { givenMinor: 100 })
    await desk.call('tender.leave', {})
    const log = await desk.call('drawer.log', {})
    expect(log.ok && log.value.openings.map(({ userName, reason, number }) => [userName, reason, number])).toEqual([
      ['Inès M.', 'return', '2-000002'],
      ['Inès M.', 'sale', '2-000002'],
      ['Inès M.', 'by-hand', null],
      ['Claire D.', 'sale', '2-000001'],
    ])
    await desk.call('session.lock', {})
    expect(codeOf(await desk.call('drawer.log', {}))).toBe('SESSION_LOCKED')
  })
})

describe('a ticket that waits', () => {
  const ORDER = { document: { reference: '12', items: [{ quantityMilli: 2_000 }] } }
  const orders = async () => (await jobs()).filter(({ kind }) => kind === 'kitchen-ticket')
  /** What a waiter's program sends, of goods that are made in the kitchen. */
  async function ofTheKitchen() {
    const barcode = '3103220028766'
    const known = await desk.store.catalogue.productByBarcode(barcode)
    stations = [{ id: 'kitchen', name: 'Cuisine', families: [known?.product.familyId ?? ''] }]
    return { reference: '12', sender: 'waiter', lines: [{ barcode, quantityMilli: 2_000 }] }
  }

  it('shows what became of its paper in the kitchen', async () => {
    await desk.call('sale.addProduct', { productId: 'croissant' })
    await desk.call('sale.hold', { reference: '7' })
    await become(await last('kitchen-ticket'), 'sending', 'unknown')
    const held = await desk.call('sale.held', {})
    expect(held.ok && held.value.sales.map(({ kitchenPapers }) => kitchenPapers)).toMatchObject([
      [{ kind: 'kitchen-ticket', state: 'unknown', deviceId: 'kitchen' }],
    ])
  })

  it('is ordered in the kitchen when another program sent it, and not a second time', async () => {
    const sent = await ofTheKitchen()
    expect(await desk.till.receiveTicket(sent)).toMatchObject({ ok: true })
    await desk.till.receiveTicket(sent)
    expect(await orders()).toMatchObject([{ ...ORDER, deviceId: 'kitchen' }])
    const held = await desk.call('sale.held', {})
    await desk.call('sale.recall', { saleId: held.ok ? (held.value.sales[0]?.id ?? '') : '' })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(await orders()).toHaveLength(1)
  })

  it('is taken once where the disk refused its order, and is ordered when it is paid', async () => {
    const sent = await ofTheKitchen()
    vi.spyOn(desk.store.openSales, 'save').mockRejectedValueOnce(new CatalogueFailure({ code: 'STORE_DISK_FULL' }))
    expect(await desk.till.receiveTicket(sent)).toMatchObject({ ok: true })
    expect(await desk.till.receiveTicket(sent)).toMatchObject({ ok: true })
    const held = await desk.call('sale.held', {})
    const waiting = held.ok ? held.value.sales : []
    expect([waiting.length, (await jobs()).length]).toEqual([1, 0])
    await desk.call('sale.recall', { saleId: waiting[0]?.id ?? '' })
    await desk.call('tender.cash', { givenMinor: 50_000 })
    expect(await orders()).toMatchObject([ORDER])
  })
})
