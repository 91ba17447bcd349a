/**
 * Goal: a technician sets up pads and printers on real lines, and whatever hangs on a port is told for what it is.
 * Method: the whole till on simulators in processes of their own.
 */
import { createConnection, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { Desk } from '#test/support/bad-input/desk.ts'
import { openDeviceTill, signInAs, untilDevice } from '#test/support/devices/device-till.ts'

let bench: Awaited<ReturnType<typeof openDeviceTill>>
let desk: Desk
beforeAll(async () => {
  bench = await openDeviceTill()
})
afterAll(() => bench.close())
beforeEach(async () => {
  desk = await bench.open()
})
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

const devices = async () => (await desk.look()).devices.devices

async function removeAll(kind: 'pad' | 'printer'): Promise<void> {
  for (const device of await devices())
    if (device.kind === kind) await desk.ask('devices.remove', { deviceId: device.id })
}

describe('a port', () => {
  it('of the bank is no PIN pad and no printer', async () => {
    const { endpoint } = bench.host
    expect(await desk.refused('devices.probePad', { endpoint })).toMatchObject({
      code: 'DEVICE_IS_BANK',
      details: { endpoint },
    })
    const printer = await desk.till.dispatch('devices.probePrinter', { endpoint }, { carrier: 'test' })
    expect(printer).not.toMatchObject({ value: { answers: true } })
  })

  it('of a pad does not answer like a printer', async () => {
    const pad = await bench.simulator('abecs-pad')
    const answer = await desk.till.dispatch('devices.probePrinter', { endpoint: pad.endpoint }, { carrier: 'test' })
    expect(answer).not.toMatchObject({ value: { answers: true } })
    await pad.stop()
  })

  it('that another program holds is busy', async () => {
    const pad = await bench.simulator('abecs-pad')
    const holder = createConnection(Number(pad.endpoint.split(':').at(-1)), '127.0.0.1')
    sockets.push(holder)
    await new Promise((resolve) => holder.once('connect', resolve))
    expect(await desk.refused('devices.probePad', { endpoint: pad.endpoint })).toMatchObject({
      code: 'PINPAD_PORT_BUSY',
    })
    holder.destroy()
    await pad.stop()
  })

  it('without anything behind it is said to be empty, at once', async () => {
    const startedAt = performance.now()
    const endpoint = 'serial:/dev/ttyNOPE7'
    expect(await desk.refused('devices.probePad', { endpoint })).toMatchObject({ code: 'PINPAD_PORT_NOT_FOUND' })
    expect(await desk.refused('devices.probePrinter', { endpoint })).toMatchObject({ code: 'PRINTER_NOT_FOUND' })
    expect(performance.now() - startedAt).toBeLessThan(LIMITS.linkOpenTimeoutMs)
  })

  it('that the till uses already is named by its device', async () => {
    expect(await desk.refused('devices.probePad', { endpoint: bench.pad.endpoint })).toEqual({
      code: 'DEVICE_ENDPOINT_TAKEN',
      details: { alias: 'TPE Comptoir' },
    })
  })

  it('can be typed where it cannot be listed', async () => {
    const { ports, failure } = await desk.ask('devices.serialPorts', {})
    expect(failure === null || (ports.length === 0 && failure.code === 'DEVICE_PORTS_NOT_LISTED')).toBe(true)
  })
})

describe('a second pad on a serial line', () => {
  it('is probed, added, made the default, unplugged, and removed', async () => {
    const serial = await bench.simulator('abecs-pad', '--pty')
    const { endpoint } = serial
    expect(endpoint).toMatch(/^serial:\/dev\//)
    const found = await desk.ask('devices.probePad', { endpoint })
    const { deviceId } = await desk.ask('devices.addPad', {
      alias: 'TPE Terrasse',
      endpoint,
      serialNumber: found.serialNumber,
    })
    await untilDevice(desk, 'TPE Terrasse', ({ state }) => state === 'ready')
    await desk.ask('devices.makeDefault', { deviceId })
    expect((await desk.look()).status.pad).toMatchObject({ alias: 'TPE Terrasse', endpoint, state: 'ready' })
    await serial.stop()
    await untilDevice(desk, 'TPE Terrasse', ({ state, failure }) => state === 'lost' && failure !== null)
    await desk.ask('devices.remove', { deviceId })
    expect((await desk.look()).status.pad).toMatchObject({ alias: 'TPE Comptoir', state: 'ready' })
  })
})

describe('a second printer', () => {
  it('is probed and added, and takes the papers once it is the default', async () => {
    const second = await bench.simulator('escpos-printer', '--columns', '48')
    const { endpoint } = second
    expect(await desk.ask('devices.probePrinter', { endpoint })).toEqual({
      answers: true,
      paper: 'ok',
      coverOpen: false,
      confirmation: 'response',
    })
    await second.command({ do: 'cover', open: true })
    expect(await desk.ask('devices.probePrinter', { endpoint })).toMatchObject({ coverOpen: true })
    await second.command({ do: 'cover', open: false })
    const { deviceId } = await desk.ask('devices.addPrinter', { alias: 'Cuisine', endpoint, columns: 48 })
    await desk.ask('devices.makeDefault', { deviceId })
    await signInAs(desk, 'manager')
    const printed = second.next('ticket', 15_000)
    await desk.ask('day.readX', {})
    await printed
    await desk.ask('devices.remove', { deviceId })
    expect((await desk.look()).status.printer.alias).toBe('Imprimante')
    await second.stop()
  })
})

describe('without devices', () => {
  it('the day is sold in cash and closed; papers wait and come out once there is a printer again', async () => {
    await removeAll('pad')
    await removeAll('printer')
    await signInAs(desk, 'manager')
    const { status } = await desk.look()
    expect(status.pad).toEqual({ alias: '', endpoint: '', state: 'absent', lastSeenAt: null, failure: null })
    await desk.ask('sale.addProduct', { productId: 'baguette' })
    await desk.ask('tender.begin', {})
    await desk.ask('tender.card', { amountMinor: 130 })
    const failure = await desk.until('the end of the card', ({ payment }) => payment?.failure ?? false)
    expect(failure.code).toBe('PINPAD_NONE')
    await desk.ask('payment.dismiss', {})
    await desk.ask('tender.cash', { givenMinor: 200 })
    await desk.ask('sale.next', {})
    await desk.until(
      'waiting papers',
      ({ status: now }) => now.printer.state === 'absent' && now.printer.queuedJobs > 0,
    )
    await desk.ask('day.count', { counts: [{ valueMinor: 10_000, count: 1 }] })
    await desk.ask('day.close', {})
    expect((await desk.look()).day.closedNumber).not.toBeNull()
    const out = bench.printer.next('ticket', 15_000)
    await desk.ask('devices.addPrinter', { alias: 'Imprimante', endpoint: bench.printer.endpoint, columns: 42 })
    await out
    await desk.until('printed papers', ({ status: now }) => now.printer.queuedJobs === 0)
  })
})
