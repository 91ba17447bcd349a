/**
 * Goal: another program's ticket waits at this till's prices, once, and its sender reads what became of it, whatever it
 * wrote. Method: real folders, the real till on a real database; time by hand.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import { TicketFolder } from '#main/compose/ticket-folder.ts'
import { TEST_PAN } from '#test/support/acquirer/test-card.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let till: TestTill
let folder: string
let clock: ManualClock
let tickets: TicketFolder
const unexpected: unknown[] = []

const open = () =>
  new TicketFolder({
    folder,
    clock,
    receive: (ticket) => till.till.receiveTicket(ticket),
    newestPaid: () => till.store.paidSales.paidSales({ beforeNumber: null, limit: LIMITS.historyRows }),
    onUnexpected: (thrown) => unexpected.push(thrown),
  })

beforeEach(async () => {
  till = await openTestTill()
  folder = mkdtempSync(join(tmpdir(), 'ticket-folder-'))
  mkdirSync(join(folder, 'in'))
  clock = new ManualClock()
  tickets = open()
})
afterEach(async () => {
  await tickets.close()
  till.close()
  rmSync(folder, { recursive: true })
  expect(unexpected.splice(0)).toEqual([])
})

const BARCODE = '3017620422003'
const put = (name: string, ticket: unknown) => {
  const path = join(folder, 'in', name)
  writeFileSync(path, typeof ticket === 'string' ? ticket : JSON.stringify(ticket))
  const at = Date.parse(clock.now()) / 1_000
  utimesSync(path, at, at)
}
const result = (name: string) => JSON.parse(readFileSync(join(folder, 'out', name), 'utf8')) as unknown
const once = () => clock.advance(LIMITS.ticketFolderPauseMs)
const sent = async (barcode: string) => ({
  reference: 'A-17',
  sender: 'web-shop',
  lines: [{ barcode, quantityMilli: 2_000 }],
})

async function knownBarcode(): Promise<string> {
  const { products } = await till.store.catalogue.search('miel', 20)
  return products.map(({ barcode }) => barcode).find((barcode) => barcode !== null) ?? BARCODE
}

describe('a ticket in the folder', () => {
  it('waits under its reference, once, and its sender is told the number', async () => {
    const ticket = await sent(await knownBarcode())
    put('one.json', ticket)
    tickets.start()
    await once()
    expect(result('one.json')).toEqual({ state: 'waiting', reference: 'A-17', number: '2-000001' })
    expect(readdirSync(join(folder, 'in'))).toEqual([])
    put('again.json', ticket)
    put('other.json', { ...ticket, sender: 'other-shop' })
    await once()
    expect(result('again.json')).toMatchObject({ state: 'waiting', number: '2-000001' })
    expect(result('other.json')).toMatchObject({ state: 'refused', code: 'SALE_REFERENCE_TAKEN' })
    expect(till.till.heldSaleCount()).toBe(1)
  })

  it('with other goods than those that wait under its reference is refused: they would be on no ticket', async () => {
    const ticket = await sent(await knownBarcode())
    put('one.json', ticket)
    tickets.start()
    await once()
    put('more.json', { ...ticket, lines: [...ticket.lines, { ...ticket.lines[0], quantityMilli: 1_000 }] })
    await once()
    expect(result('more.json')).toMatchObject({ state: 'refused', code: 'SALE_REFERENCE_TAKEN' })
    put('same.json', { ...ticket, lines: [1, 2].map(() => ({ ...ticket.lines[0], quantityMilli: 1_000 })) })
    await once()
    expect(result('same.json')).toMatchObject({ state: 'waiting', number: '2-000001' })
  })

  it.each<[string, object, RegExp]>([
    ['a barcode nobody knows', { lines: [{ barcode: '12345670', quantityMilli: 1_000 }] }, /SALE_UNKNOWN_BARCODE/],
    ['a card number', { lines: [{ barcode: TEST_PAN, quantityMilli: 1_000 }] }, /SALE_CARD_NUMBER_REFUSED/],
    ['no reference', { reference: undefined }, /reference: /],
    ['no lines', { lines: [] }, /lines: /],
    ['too little', { lines: [{ barcode: '1', quantityMilli: 0 }] }, /lines\.0\.quantityMilli: /],
  ])('with %s is refused with the reason and taken away', async (_, change, reason) => {
    put('bad.json', { ...(await sent(BARCODE)), ...change })
    tickets.start()
    await once()
    expect(result('bad.json')).toMatchObject({ state: 'refused' })
    expect(JSON.stringify(result('bad.json'))).toMatch(reason)
    expect(JSON.stringify(result('bad.json'))).not.toContain(TEST_PAN)
    expect(readdirSync(join(folder, 'in'))).toEqual([])
    expect(till.till.heldSaleCount()).toBe(0)
  })

  it('waits its turn behind as many as are taken at once', async () => {
    tickets.start()
    await once()
    for (let at = 0; at <= LIMITS.ticketFolderFiles; at += 1) put(`${String(at).padStart(3, '0')}.json`, { lines: [] })
    await once()
    expect(readdirSync(join(folder, 'out'))).toHaveLength(LIMITS.ticketFolderFiles)
    expect(readdirSync(join(folder, 'in'))).toEqual([`${String(LIMITS.ticketFolderFiles).padStart(3, '0')}.json`])
    await once()
    expect(readdirSync(join(folder, 'in'))).toEqual([])
  })

  it('is waited for while half of it is written, and refused when it never gets whole, or is too long', async () => {
    put('half.json', '{ "reference": ')
    put('long.json', ' '.repeat(LIMITS.ticketFolderBytesMax + 1))
    tickets.start()
    await once()
    expect(existsSync(join(folder, 'out', 'half.json'))).toBe(false)
    expect(result('long.json')).toMatchObject({ state: 'refused' })
    await clock.advance(LIMITS.ticketFolderWholeMs)
    expect(result('half.json')).toMatchObject({ state: 'refused' })
  })

  it('is not held up by what is no file, and one with a card number for a name or a sender is kept nowhere', async () => {
    mkdirSync(join(folder, 'in', 'a.json'))
    put(`${TEST_PAN}.json`, await sent(await knownBarcode()))
    put('b.json', { ...(await sent(await knownBarcode())), sender: TEST_PAN })
    put('c.json', await sent(await knownBarcode()))
    tickets.start()
    await once()
    expect(result('b.json')).toMatchObject({ state: 'refused', problem: 'sender: may be a card number' })
    expect(result('c.json')).toMatchObject({ state: 'waiting' })
    expect(readdirSync(join(folder, 'out'))).toEqual(['b.json', 'c.json'])
    expect(till.till.heldSaleCount()).toBe(1)
  })

  it('is told paid with its tenders, also when the till was stopped in between', async () => {
    put('one.json', await sent(await knownBarcode()))
    tickets.start()
    await once()
    await till.call('session.signIn', { userId: 'ines', pin: '1111' })
    const held = await till.call('sale.held', {})
    const saleId = held.ok ? (held.value.sales[0]?.id ?? '') : ''
    await till.call('sale.recall', { saleId })
    const { totalMinor } = till.till.slice('sale')
    await till.call('tender.cash', { givenMinor: totalMinor })
    await tickets.close()
    tickets = open()
    tickets.start()
    await once()
    expect(result('A-17-2-000001.json')).toMatchObject({
      state: 'paid',
      sender: 'web-shop',
      totalMinor,
      tenders: [{ kind: 'cash', amountMinor: totalMinor }],
    })
  })

  it('is told paid once its folder is back: a share that was away, at the start or later, stops nothing', async () => {
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'no folder')
    tickets = open()
    tickets.start()
    await once()
    await once()
    expect(unexpected.splice(0)).toHaveLength(1)
    rmSync(folder)
    await once()
    put('one.json', await sent(await knownBarcode()))
    await once()
    await till.call('session.signIn', { userId: 'ines', pin: '1111' })
    const held = await till.call('sale.held', {})
    await till.call('sale.recall', { saleId: held.ok ? (held.value.sales[0]?.id ?? '') : '' })
    await till.call('tender.cash', { givenMinor: till.till.slice('sale').totalMinor })
    const [paid] = await till.store.paidSales.paidSales({ beforeNumber: null, limit: 1 })
    if (paid === undefined) throw new Error('nothing was paid')
    rmSync(folder, { recursive: true })
    expect(tickets.paid(paid)).toEqual(fail('SCENARIO_SENDER_AWAY', { folder }))
    await once()
    expect(result('A-17-2-000001.json')).toMatchObject({ state: 'paid' })
  })
})
