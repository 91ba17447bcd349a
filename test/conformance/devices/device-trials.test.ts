/**
 * Goal: what a technician tries on a device works on real lines and leaves nothing behind: no charge at the bank, no
 * ticket, no figure of the day. Method: the whole till on simulators in processes of their own.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '#test/support/bad-input/desk.ts'
import { openDeviceTill, signInAs, untilDevice } from '#test/support/devices/device-till.ts'

const CARD = { card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 1 }
const SIGNING_CARD = { card: 'visa-signature', how: 'insert', afterMs: 1 }

let bench: Awaited<ReturnType<typeof openDeviceTill>>
let desk: Desk
beforeAll(async () => {
  bench = await openDeviceTill()
  desk = await bench.open()
  await untilDevice(desk, 'TPE Comptoir', ({ state }) => state === 'ready')
})
afterAll(() => bench.close())

const device = async (alias: string) => {
  const found = (await desk.look()).devices.devices.find((each) => each.alias === alias)
  if (!found) throw new Error(`no device ${alias}`)
  return found
}
/** Papers of the sale before may still come out first. */
async function nextPaperOf(alias: string): Promise<string> {
  for (;;) {
    const paper = JSON.stringify(await bench.printer.next('ticket', 15_000))
    if (paper.includes(alias)) return paper
  }
}
const customer = (card: object) => bench.pad.command({ do: 'customer', plan: [card] })

describe('a pad', () => {
  it('tells its keys and tables, and takes new tables', async () => {
    const { id, pad } = await device('TPE Comptoir')
    expect(pad?.keys.length).toBeGreaterThan(0)
    expect(pad?.keys.filter(({ isTest }) => !isTest)).toEqual([])
    expect(pad?.tablesCurrent).toBe(false)
    await desk.ask('devices.loadTables', { deviceId: id })
    const after = await device('TPE Comptoir')
    expect(after.pad?.tablesCurrent).toBe(true)
    expect(after.log[0]?.kind).toBe('tables-loaded')
  })

  it('shows a text until it is stopped', async () => {
    const { id } = await device('TPE Comptoir')
    const shown = desk.ask('devices.testText', { deviceId: id })
    const rows = await desk.until('the text', ({ devices }) => devices.work?.padRows ?? false)
    expect(rows[1]).toBe('TPE Comptoir')
    expect(await bench.pad.command({ do: 'display' })).toEqual(rows.map((row) => row.padEnd(16)))
    await desk.ask('devices.cancelTest', {})
    await shown
    expect((await desk.look()).devices.work).toBeNull()
    await untilDevice(desk, 'TPE Comptoir', ({ state }) => state === 'ready')
  })

  it('reads a card without charging it', async () => {
    const { id } = await device('TPE Comptoir')
    await customer(CARD)
    expect(await desk.ask('devices.testCard', { deviceId: id })).toMatchObject({ entryMode: 'chip', scheme: 'cb' })
    expect(bench.netMinor()).toBe(0)
  })

  it('waits for a card until it is stopped', async () => {
    const { id } = await device('TPE Comptoir')
    await bench.pad.command({ do: 'nobody' })
    const tried = desk.refused('devices.testCard', { deviceId: id })
    await desk.until('the card test', ({ devices }) => devices.work?.padRows ?? false)
    await desk.ask('devices.cancelTest', {})
    expect(await tried).toMatchObject({ code: 'PAYMENT_CANCELLED' })
  })

  it.each([
    ['a code', CARD],
    ['a signature', SIGNING_CARD],
  ])('sells for one cent by a card with %s, and gives it back', async (_, card) => {
    const { id } = await device('TPE Comptoir')
    const before = await desk.look()
    await customer(card)
    expect(await desk.ask('devices.testSale', { deviceId: id })).toMatchObject({
      outcome: 'approved-and-reversed',
      responseCode: '00',
    })
    expect(bench.netMinor()).toBe(0)
    await desk.until('the end', ({ status }) => status.openReversals === 0 && status.pad.state === 'ready')
    const after = await desk.look()
    expect(after.payment).toBeNull()
    expect(after.sale).toEqual(before.sale)
    expect(after.day.turnoverMinor).toEqual(before.day.turnoverMinor)
    expect(after.status.printer.queuedJobs).toBe(0)
    expect(after.day.batch.rows).toEqual(before.day.batch.rows)
  })

  it('sells to a customer afterwards as before', async () => {
    await signInAs(desk, 'cashier')
    await desk.ask('sale.addProduct', { productId: 'baguette' })
    await desk.ask('tender.begin', {})
    await customer(CARD)
    await desk.ask('tender.card', { amountMinor: 130 })
    await desk.until('the sale', ({ payment }) => payment?.outcome === 'approved')
    expect(bench.netMinor()).toBe(130)
    expect((await device('TPE Comptoir')).log[0]).toMatchObject({
      kind: 'payment-ended',
      details: { outcome: 'approved' },
    })
    await desk.ask('sale.next', {})
    await signInAs(desk, 'technician')
  })
})

describe('a printer', () => {
  it('prints its slip', async () => {
    const { id } = await device('Imprimante')
    const out = nextPaperOf('Imprimante')
    await desk.ask('devices.testSlip', { deviceId: id })
    expect(await out).toContain('Imprimante')
    expect((await device('Imprimante')).log[0]).toMatchObject({ kind: 'tested', details: { test: 'test-slip' } })
  })

  it('says that its cover is open instead', async () => {
    const { id } = await device('Imprimante')
    await bench.printer.command({ do: 'cover', open: true })
    expect(await desk.refused('devices.testSlip', { deviceId: id })).toMatchObject({ code: 'PRINTER_COVER_OPEN' })
    await bench.printer.command({ do: 'cover', open: false })
  })
})

describe('another pad on the same port', () => {
  it('is noticed, takes no payment, and is accepted by a technician', async () => {
    const first = await bench.simulator('abecs-pad')
    const { endpoint } = first
    const port = endpoint.slice(endpoint.lastIndexOf(':') + 1)
    const found = await desk.ask('devices.probePad', { endpoint })
    const { deviceId } = await desk.ask('devices.addPad', {
      alias: 'TPE Terrasse',
      endpoint,
      serialNumber: found.serialNumber,
    })
    await untilDevice(desk, 'TPE Terrasse', ({ state }) => state === 'ready')
    await first.stop()
    await untilDevice(desk, 'TPE Terrasse', ({ state }) => state === 'lost')
    await bench.simulator('abecs-pad', '--port', port, '--serial-number', 'OTHER00042')
    await desk.ask('devices.check', { deviceId })
    await untilDevice(desk, 'TPE Terrasse', ({ failure }) => failure?.code === 'PINPAD_OTHER_SERIAL')
    expect(await desk.refused('devices.testCard', { deviceId })).toEqual({
      code: 'PINPAD_OTHER_SERIAL',
      details: { alias: 'TPE Terrasse', serialNumber: 'OTHER00042' },
    })
    await desk.ask('devices.acceptSerialNumber', { deviceId, serialNumber: 'OTHER00042' })
    expect(await device('TPE Terrasse')).toMatchObject({ state: 'ready', boundSerialNumber: 'OTHER00042' })
  })
})
