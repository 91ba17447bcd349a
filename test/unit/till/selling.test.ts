import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CatalogueFailure } from '#contract/result.ts'
import { approvalOf, openTestTill, type TestTill } from '../../support/till/open-test-till.ts'

/**
 * Goal: what a cashier does, on a real database: each sale whole on disk, each refusal with its code and nothing
 * lost. The card side is scripted; the papers are read from the spool.
 */

const BAGUETTE = 'baguette'
let desk: TestTill

beforeEach(async () => {
  desk = await openTestTill()
  await desk.call('session.signIn', { userId: 'ines', pin: '1111' })
})
afterEach(() => desk.close())

const sale = () => desk.till.slice('sale')
const code = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok'
const kinds = async (saleId: string) => (await desk.store.printSpool.jobsOfSale(saleId)).map(({ kind }) => kind)
const partOf = (saleId: string) => ({ paymentId: `${saleId}-pay-1`, saleId })
const storeApproval = (commit: Parameters<Parameters<TestTill['till']['commitApproval']>[1]>[0]) =>
  desk.store.commitPaidSale.commitPaidSale(commit, null)

async function ring(...productIds: string[]): Promise<string> {
  for (const productId of productIds) await desk.call('sale.addProduct', { productId })
  return sale().id
}

describe('cash', () => {
  test('a sale is paid, printed, numbered and the next one begins', async () => {
    const saleId = await ring(BAGUETTE, BAGUETTE, 'croissant')
    expect(sale()).toMatchObject({ number: '2-000001', totalMinor: 385, itemCount: 3, state: 'open' })
    expect(code(await desk.call('tender.begin', {}))).toBe('ok')
    expect(code(await desk.call('tender.cash', { givenMinor: 1_000 }))).toBe('ok')
    expect(desk.till.slice('lastSale')).toMatchObject({
      id: saleId,
      number: '2-000001',
      cashierName: 'Inès M.',
      totalMinor: 385,
      changeMinor: 615,
      changePieces: [
        { valueMinor: 500, count: 1 },
        { valueMinor: 100, count: 1 },
        { valueMinor: 10, count: 1 },
        { valueMinor: 5, count: 1 },
      ],
      cardDurationMs: null,
    })
    expect(await kinds(saleId)).toEqual(['drawer', 'customer-ticket'])
    expect(sale()).toMatchObject({ number: '2-000002', lines: [], state: 'open' })
    expect(desk.till.slice('day')).toMatchObject({ ticketCount: 1, turnoverMinor: 385 })
    expect(desk.till.fiscalState()).toEqual({ state: 'verified', lastNumber: '2-000001' })
  })

  test('in two parts, the last one gives the change', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.cash', { givenMinor: 500 })
    expect(sale()).toMatchObject({ remainingMinor: 345, state: 'paying' })
    await desk.call('tender.cash', { givenMinor: 400 })
    expect(desk.till.slice('lastSale')).toMatchObject({ id: saleId, changeMinor: 55 })
    const paid = await desk.store.paidSales.paidSale(saleId)
    expect(paid?.tenders.map(({ amountMinor, givenMinor }) => [amountMinor, givenMinor])).toEqual([
      [500, 500],
      [345, 400],
    ])
  })

  test('every paper says training, originals are copy 0', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.cash', { givenMinor: 130 })
    const jobs = await desk.store.printSpool.jobsOfSale(saleId)
    expect(jobs.find(({ kind }) => kind === 'customer-ticket')?.document).toMatchObject({
      training: true,
      copyNumber: 0,
      localDate: '2026-11-22',
      localTime: '14:30:00',
      signature: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/),
    })
  })
})

describe('a code that the customer reads out', () => {
  const pay = (typed: string, productId = 'mobile') =>
    desk.call('tender.code', { amountMinor: 130, productId, code: typed })

  test.each([
    ['a card number', '4111 1111 1111 1111', 'SALE_CARD_NUMBER_REFUSED'],
    ['too few figures', '48291', 'PAYMENT_CODE_LENGTH'],
    ['too many', '4829173056612', 'PAYMENT_CODE_LENGTH'],
    ['letters', 'ABCDEF', 'PAYMENT_CODE_LENGTH'],
  ])('%s starts nothing and leaves no tender', async (_, typed, refusal) => {
    await ring(BAGUETTE)
    await desk.call('tender.begin', {})
    expect(code(await pay(typed))).toBe(refusal)
    expect([desk.cards.starts, sale().tenders]).toEqual([[], []])
  })

  test('pays as a tender of its own; what is not taken here is refused', async () => {
    await ring(BAGUETTE)
    await desk.call('tender.begin', {})
    expect(code(await pay('482 917', 'other'))).toBe('PAYMENT_NO_ACQUIRER')
    expect(code(await pay('482 917'))).toBe('ok')
    expect(desk.cards.starts).toMatchObject([{ amountMinor: 130, productId: 'mobile', code: '482917' }])
    expect(sale().tenders).toMatchObject([
      { kind: 'card', entryMode: 'manual', amountMinor: 130, outcome: 'in-progress' },
    ])
  })
})

describe('card', () => {
  test('an approval puts sale, both card tickets and the ticket on disk together', async () => {
    const saleId = await ring(BAGUETTE)
    const started = await desk.call('tender.card', { amountMinor: 130 })
    expect(started).toEqual({ ok: true, value: { paymentId: `${saleId}-pay-1` } })
    expect(sale().tenders).toMatchObject([{ outcome: 'in-progress', paymentNumber: 'P-2-000001', amountMinor: 130 }])
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 130), storeApproval)
    expect(desk.till.slice('lastSale')).toMatchObject({ cardDurationMs: 4_500, tenders: [{ cardTail: '1111' }] })
    expect(await kinds(saleId)).toEqual(['card-customer', 'card-merchant', 'customer-ticket'])
    const [customer, merchant] = await desk.store.printSpool.jobsOfSale(saleId)
    expect(customer?.document).toMatchObject({ maskedPan: '************1111' })
    expect(merchant?.document).toMatchObject({ maskedPan: '411111******1111', stan: '000042' })
  })

  test('split: each part is on disk when approved, the sale with the last', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.card', { amountMinor: 500 })
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 500), storeApproval)
    expect(sale()).toMatchObject({ remainingMinor: 345, state: 'paying' })
    expect(await kinds(saleId)).toEqual(['card-customer', 'card-merchant'])
    expect((await desk.store.openSales.openSales())[0]?.tenders).toMatchObject([{ outcome: 'approved' }])
    await desk.call('tender.cash', { givenMinor: 345 })
    const papers = ['card-customer', 'card-merchant', 'drawer', 'customer-ticket']
    expect(await kinds(saleId)).toEqual(papers)
    expect(desk.till.slice('lastSale')).toMatchObject({ cardDurationMs: 4_500, changeMinor: 0 })
  })

  test('declined, then another card: both are told, one is paid', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.card', { amountMinor: 130 })
    await desk.till.cardPartEnded(partOf(saleId), 'declined')
    expect(sale()).toMatchObject({ remainingMinor: 130, tenders: [{ outcome: 'declined' }] })
    await desk.call('tender.card', { amountMinor: 130 })
    expect(desk.cards.starts.map(({ attempt }) => attempt)).toEqual([1, 2])
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-2`, 130), storeApproval)
    const paid = await desk.store.paidSales.paidSale(saleId)
    expect(paid?.tenders.map(({ outcome }) => outcome)).toEqual(['declined', 'approved'])
    const ticket = (await desk.store.printSpool.jobsOfSale(saleId)).find(({ kind }) => kind === 'customer-ticket')
    expect(ticket?.document).toMatchObject({ tenders: [{ outcome: 'approved' }] })
  })

  test('unknown blocks every new tender until it is reversed', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.card', { amountMinor: 130 })
    expect(code(await desk.call('tender.cash', { givenMinor: 130 }))).toBe('PAYMENT_ALREADY_OPEN')
    desk.cards.unresolved = true
    await desk.till.cardPartEnded(partOf(saleId), 'unknown')
    for (const name of ['tender.card', 'tender.cash', 'tender.leave', 'sale.void'] as const) {
      const request = { amountMinor: 130, givenMinor: 130 }
      expect([name, code(await desk.call(name, request))]).toEqual([name, 'PAYMENT_OUTCOME_UNKNOWN'])
    }
    desk.cards.unresolved = false
    await desk.till.cardPartEnded(partOf(saleId), 'reversed')
    expect(sale().tenders).toMatchObject([{ outcome: 'reversed' }])
    expect(code(await desk.call('tender.cash', { givenMinor: 130 }))).toBe('ok')
  })

  test('a start that is refused leaves no tender', async () => {
    await ring(BAGUETTE)
    desk.cards.refuseStart = { code: 'PINPAD_PORT_NOT_FOUND' }
    expect(code(await desk.call('tender.card', { amountMinor: 130 }))).toBe('PINPAD_PORT_NOT_FOUND')
    expect(sale()).toMatchObject({ tenders: [], state: 'paying', remainingMinor: 130 })
  })

  test('leaving gives approved parts and cash back, in words on disk', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 300), storeApproval)
    await desk.call('tender.cash', { givenMinor: 200 })
    expect(code(await desk.call('tender.leave', {}))).toBe('ok')
    expect(desk.cards.givenBack).toEqual([`${saleId}-pay-1`])
    expect(sale()).toMatchObject({ state: 'open', remainingMinor: 845 })
    expect(sale().tenders.map(({ outcome }) => outcome)).toEqual(['reversed', 'reversed'])
    await desk.till.cardPartEnded(partOf(saleId), 'unknown')
    expect(sale().tenders[0]?.outcome).toBe('reversed')
    expect((await kinds(saleId)).filter((kind) => kind === 'drawer')).toHaveLength(2)
  })

  test('late news of a held ticket does not end the payment of the one in hand', async () => {
    const first = await ring('miel')
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(first, `${first}-pay-1`, 300), storeApproval)
    await desk.call('tender.leave', {})
    await desk.call('sale.hold', {})
    await ring(BAGUETTE)
    let release: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    desk.cards.beforeStart = () => gate
    const starting = desk.call('tender.card', { amountMinor: 130 })
    await desk.till.cardPartEnded(partOf(first), 'reversed')
    release()
    expect(code(await starting)).toBe('ok')
    expect(sale().tenders).toMatchObject([{ outcome: 'in-progress', amountMinor: 130 }])
  })

  test('a refused give-back keeps the payment screen', async () => {
    const saleId = await ring('miel')
    await desk.call('tender.card', { amountMinor: 300 })
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 300), storeApproval)
    desk.cards.refuseGiveBack = { code: 'STORE_DISK_FULL' }
    expect(code(await desk.call('tender.leave', {}))).toBe('STORE_DISK_FULL')
    expect(sale()).toMatchObject({ state: 'paying', tenders: [{ outcome: 'approved' }] })
  })

  test('an approval for another sale is thrown back and changes nothing', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.card', { amountMinor: 130 })
    const before = sale()
    const other = approvalOf('elsewhere', `${saleId}-pay-1`, 130)
    await expect(desk.till.commitApproval(other, storeApproval)).rejects.toThrow('does not wait')
    expect(sale()).toEqual(before)
  })
})

describe('the ticket', () => {
  test('is the same after a restart, at each stage', async () => {
    const saleId = await ring(BAGUETTE, 'miel')
    await desk.call('tender.card', { amountMinor: 500 })
    await desk.till.commitApproval(approvalOf(saleId, `${saleId}-pay-1`, 500), storeApproval)
    const before = sale()
    desk = await desk.reopen()
    expect(sale()).toEqual(before)
    expect(desk.till.slice('session').kind).toBe('locked')
  })

  test('a card part cut short by a kill takes the outcome of the journal', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.card', { amountMinor: 130 })
    desk = await desk.reopen()
    expect(sale().tenders).toMatchObject([{ outcome: 'in-progress' }])
    const part = { paymentId: `${saleId}-pay-1`, paymentNumber: 'P-2-000001', saleId, amountMinor: 130 }
    await desk.till.recoverCardParts([{ ...part, startedAt: '2026-11-22T13:31:00.000Z', outcome: 'unknown' }])
    expect(sale().tenders).toMatchObject([{ outcome: 'unknown', paymentId: part.paymentId }])
    await desk.till.recoverCardParts([{ ...part, startedAt: '2026-11-22T13:31:00.000Z', outcome: 'reversed' }])
    expect(sale().tenders).toMatchObject([{ outcome: 'reversed', amountMinor: 130 }])
  })

  test('a card part the journal never heard of is taken off', async () => {
    await ring(BAGUETTE)
    await desk.call('tender.card', { amountMinor: 130 })
    desk = await desk.reopen()
    await desk.till.recoverCardParts([])
    expect(sale()).toMatchObject({ tenders: [], remainingMinor: 130 })
  })

  test('held and recalled as it was; the ticket in hand changes places with it', async () => {
    const first = await ring(BAGUETTE)
    expect(code(await desk.call('sale.hold', {}))).toBe('ok')
    expect(desk.till.heldSaleCount()).toBe(1)
    const second = await ring('croissant')
    expect(code(await desk.call('sale.recall', { saleId: first }))).toBe('ok')
    expect(sale()).toMatchObject({ id: first, state: 'open', totalMinor: 130, number: '2-000001' })
    const held = await desk.call('sale.held', {})
    expect(held.ok && held.value.sales.map(({ id, state }) => [id, state])).toEqual([[second, 'held']])
    desk = await desk.reopen()
    expect([sale().id, desk.till.heldSaleCount()]).toEqual([first, 1])
  })

  test('put aside again, it waits behind the others, after a restart too', async () => {
    const waiting = () => desk.till.slice('day').exceptions.map(({ reference }) => reference)
    const first = await ring(BAGUETTE)
    await desk.call('sale.hold', {})
    await ring('croissant')
    await desk.call('sale.hold', {})
    await desk.call('sale.recall', { saleId: first })
    await desk.call('sale.hold', {})
    expect(waiting()).toEqual(['2-000002', '2-000001'])
    desk = await desk.reopen()
    expect(waiting()).toEqual(['2-000002', '2-000001'])
  })

  test('dropped: its number is used and the chain says so', async () => {
    await ring(BAGUETTE)
    expect(code(await desk.call('sale.void', {}))).toBe('ok')
    expect(sale()).toMatchObject({ lines: [], number: '2-000002' })
    const last = await desk.store.fiscalChain.last()
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ event: 'sale-cancelled', code: 320, number: '2-000001' })
  })

  test('frozen while it is being paid', async () => {
    await ring(BAGUETTE)
    await desk.call('tender.begin', {})
    const lineId = sale().lines[0]?.id ?? ''
    const before = sale()
    expect(code(await desk.call('sale.addProduct', { productId: 'miel' }))).toBe('SALE_IN_PAYMENT')
    expect(code(await desk.call('sale.removeLine', { lineId }))).toBe('SALE_IN_PAYMENT')
    expect(code(await desk.call('sale.hold', {}))).toBe('SALE_IN_PAYMENT')
    expect(sale()).toEqual(before)
  })
})

describe('bad input', () => {
  test.each([
    ['an unknown barcode', 'sale.scan', { code: '3103220099995' }, 'SALE_UNKNOWN_BARCODE'],
    ['a card number', 'sale.scan', { code: '4111111111111111' }, 'SALE_CARD_NUMBER_REFUSED'],
    ['a card number in the search', 'catalogue.search', { text: '5555 5555 5555 4444' }, 'SALE_CARD_NUMBER_REFUSED'],
    ['no money', 'tender.cash', { givenMinor: 0 }, 'SALE_AMOUNT_ZERO'],
    ['a card amount of zero', 'tender.card', { amountMinor: 0 }, 'SALE_AMOUNT_ZERO'],
    ['more than is left by card', 'tender.card', { amountMinor: 131 }, 'SALE_AMOUNT_TOO_HIGH'],
    ['an unknown line', 'sale.removeLine', { lineId: 'x' }, 'SALE_LINE_NOT_FOUND'],
    ['an unknown held ticket', 'sale.recall', { saleId: 'x' }, 'SALE_NOT_FOUND'],
    ['a reprint of nothing', 'ticket.reprint', { saleId: 'x' }, 'SALE_NOT_FOUND'],
  ] as const)('%s: its code, and the ticket keeps its lines', async (_, name, request, expected) => {
    await ring(BAGUETTE)
    const { lines, tenders } = sale()
    expect(code(await desk.call(name, request))).toBe(expected)
    expect(sale()).toMatchObject({ lines, tenders, totalMinor: 130 })
  })

  test('a card number is in no file of the data folder after it was refused', async () => {
    const { readdirSync, readFileSync } = await import('node:fs')
    const refused = await desk.call('sale.scan', { code: '4111111111111111' })
    expect(JSON.stringify(refused)).not.toContain('4111')
    for (const name of readdirSync(desk.folder)) {
      expect(readFileSync(`${desk.folder}/${name}`).includes('4111111111111111'), name).toBe(false)
    }
  })

  test('an empty ticket cannot be paid', async () => {
    expect(code(await desk.call('tender.begin', {}))).toBe('SALE_AMOUNT_ZERO')
  })

  test('a full disk: the tender is refused, nothing is lost, and it works once there is room', async () => {
    const saleId = await ring(BAGUETTE)
    await desk.call('tender.begin', {})
    const before = sale()
    desk.fillDisk()
    let failure: unknown = null
    for (let tries = 0; tries < 200 && failure === null; tries++) {
      failure = await desk.call('drawer.open', {}).then(
        () => null,
        (thrown: unknown) => thrown,
      )
    }
    expect(failure).toBeInstanceOf(CatalogueFailure)
    expect(failure).toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    const paid = desk.call('tender.cash', { givenMinor: 130 })
    await expect(paid).rejects.toMatchObject({ failure: { code: 'STORE_DISK_FULL' } })
    expect(sale()).toEqual(before)
    expect(await kinds(saleId)).toEqual([])
    desk.freeDisk()
    expect(code(await desk.call('tender.cash', { givenMinor: 130 }))).toBe('ok')
    desk = await desk.reopen()
    expect((await desk.store.paidSales.paidSale(saleId))?.totalMinor).toBe(130)
    expect(desk.till.fiscalState().state).toBe('verified')
  })
})
