/**
 * Goal: what a technician does with the devices of a till holds, on disk and at once, and payments and papers go where
 * they should. Method: the desk on a real database, scripted devices on their lines, time by hand.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_PRINTER_SETTINGS, type PrinterSettings } from '#contract/views/printer-settings-view.ts'
import {
  DISPLAY,
  openDeviceBench,
  PAD,
  PRINTER,
  SECOND_PAD,
  SECOND_PRINTER,
} from '#test/support/devices/device-bench.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened(settings: Parameters<typeof openDeviceBench>[0] = {}) {
  const bench = await openDeviceBench(settings)
  closers.push(bench.remove)
  const open = async (...more: Parameters<typeof bench.open>) => {
    const till = await bench.open(...more)
    let isOpen = true
    const close = async () => {
      if (isOpen) await till.close()
      isOpen = false
    }
    closers.push(close)
    return { ...till, close }
  }
  return { ...bench, open }
}

async function withTwoPads() {
  const bench = await opened()
  const till = await bench.open()
  const added = await till.desk.intake.addPad({ alias: 'TPE Terrasse', endpoint: SECOND_PAD, serialNumber: 'B2' })
  if (!added.ok) throw new Error(added.error.code)
  await settle()
  const [first, , second] = till.devices()
  if (!first || !second) throw new Error('not three devices')
  return { ...bench, ...till, firstId: first.id, secondId: added.value.deviceId }
}

describe('a first start', () => {
  it('writes down the pad and the printer of the settings and binds the pad to the one it meets', async () => {
    const { open } = await opened()
    const { devices, desk } = await open()
    expect(devices()).toMatchObject([
      { kind: 'pad', alias: 'TPE Comptoir', endpoint: PAD, isDefault: true, state: 'ready', boundSerialNumber: 'A1' },
      { kind: 'printer', alias: 'Imprimante', endpoint: PRINTER, isDefault: true, columns: 42 },
    ])
    expect(devices()[0]?.log.map(({ kind }) => kind)).toEqual(['connected'])
    expect(desk.padStatus()).toMatchObject({ alias: 'TPE Comptoir', state: 'ready' })
  })

  it('is followed by what people changed: a live till does not read its settings again', async () => {
    const { open } = await opened({ training: false })
    const first = await open()
    const [pad, printer] = first.devices()
    await first.desk.rename(pad?.id ?? '', 'Caisse 2')
    await first.desk.remove(printer?.id ?? '')
    await first.close()
    const second = await open({ padEndpoint: 'tcp://127.0.0.1:1' })
    expect(second.devices()).toMatchObject([{ alias: 'Caisse 2', endpoint: PAD, boundSerialNumber: 'A1' }])
  })

  it('follows the new ports of the simulators in training', async () => {
    const { open, pads, pad } = await opened()
    await (await open()).close()
    pads.set('tcp://127.0.0.1:4999', pad(PAD))
    const { devices } = await open({ padEndpoint: 'tcp://127.0.0.1:4999' })
    expect(devices()).toMatchObject([{ alias: 'TPE Comptoir', endpoint: 'tcp://127.0.0.1:4999' }, { kind: 'printer' }])
  })

  it('may name no device at all', async () => {
    const { open } = await opened({ padEndpoint: null, printerEndpoint: null })
    const { desk, devices } = await open()
    expect(devices()).toEqual([])
    expect(desk.padStatus()).toEqual({ alias: '', endpoint: '', state: 'absent', lastSeenAt: null, failure: null })
    expect(await desk.pad.connect()).toMatchObject({ error: { code: 'PINPAD_NONE' } })
    expect(await desk.printer.prepare()).toBe('absent')
  })
})

describe('adding a device', () => {
  it('tells who answers, and leaves nothing open', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    expect(await desk.intake.probePad(SECOND_PAD)).toMatchObject({
      ok: true,
      value: { serialNumber: 'B2', keys: [{ use: 'pin' }] },
    })
    expect(pad(SECOND_PAD).openLines).toBe(0)
    expect(await desk.intake.probePad('tcp://127.0.0.1:1')).toMatchObject({ error: { code: 'PINPAD_PORT_NOT_FOUND' } })
    expect(desk.bench.current()).toBeNull()
  })

  it('binds the alias to the pad that was probed, and keeps it over a restart', async () => {
    const { open } = await opened()
    const till = await open()
    await till.desk.intake.addPad({ alias: 'TPE Terrasse', endpoint: SECOND_PAD, serialNumber: 'B2' })
    await till.close()
    const { devices } = await open()
    expect(devices()[2]).toMatchObject({
      alias: 'TPE Terrasse',
      isDefault: false,
      state: 'ready',
      boundSerialNumber: 'B2',
      log: [{ kind: 'connected' }, { kind: 'connected' }, { kind: 'added' }],
    })
  })

  it('refuses a pad that is not the one that was probed', async () => {
    const { open } = await opened()
    const { desk, devices } = await open()
    expect(await desk.intake.addPad({ alias: 'X', endpoint: SECOND_PAD, serialNumber: 'A1' })).toEqual({
      ok: false,
      error: { code: 'PINPAD_OTHER_SERIAL', details: { alias: 'X', serialNumber: 'B2' } },
    })
    expect(devices()).toHaveLength(2)
  })

  it.each(['TPE Comptoir', 'tpe comptoir', ' Imprimante '])('refuses the alias %j: somebody has it', async (alias) => {
    const { open } = await opened()
    const { desk } = await open()
    expect(await desk.intake.addPad({ alias, endpoint: SECOND_PAD, serialNumber: 'B2' })).toMatchObject({
      error: { code: 'DEVICE_ALIAS_TAKEN' },
    })
  })

  it('refuses a line that leads to another device', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    const taken = { error: { code: 'DEVICE_ENDPOINT_TAKEN', details: { alias: 'TPE Comptoir' } } }
    expect(await desk.intake.probePad(PAD)).toMatchObject(taken)
    expect(await desk.intake.addPrinter({ alias: 'X', endpoint: PAD, columns: 48 })).toMatchObject(taken)
    expect(pad(PAD).openLines).toBe(1)
  })

  it('takes a printer that answers, and none that does not', async () => {
    const { open, state } = await opened()
    const { desk, devices } = await open()
    expect(await desk.intake.addPrinter({ alias: 'Cuisine', endpoint: SECOND_PRINTER, columns: 48 })).toMatchObject({
      ok: true,
    })
    await settle()
    expect(devices()[2]).toMatchObject({ kind: 'printer', columns: 48, isDefault: false, state: 'ready' })
    expect(state.chosen).toBe(1)
    expect(await desk.intake.addPrinter({ alias: 'Bar', endpoint: 'tcp://127.0.0.1:1', columns: 48 })).toMatchObject({
      error: { code: 'PRINTER_NOT_FOUND' },
    })
  })

  it('lists the serial lines with who uses them, and says so where they cannot be listed', async () => {
    const { open, state } = await opened()
    const { desk } = await open()
    await desk.intake.addPad({ alias: 'TPE Terrasse', endpoint: SECOND_PAD, serialNumber: 'B2' })
    const port = { path: '/dev/pts/9', maker: 'Comptoir', serialNumber: null }
    state.ports = [
      { endpoint: SECOND_PAD, ...port },
      { endpoint: 'serial:/dev/ttyACM0', ...port },
    ]
    expect((await desk.serialPorts()).ports.map(({ usedBy }) => usedBy)).toEqual(['TPE Terrasse', null])
    state.ports = null
    expect(await desk.serialPorts()).toEqual({ ports: [], failure: { code: 'DEVICE_PORTS_NOT_LISTED' } })
  })
})

describe('changing a device', () => {
  it('renames it in place', async () => {
    const { desk, devices, firstId } = await withTwoPads()
    expect(await desk.rename(firstId, 'Caisse 1')).toMatchObject({ ok: true })
    expect(devices()[0]).toMatchObject({ alias: 'Caisse 1', log: [{ kind: 'renamed' }, { kind: 'connected' }] })
    expect(desk.pad.alias).toBe('Caisse 1')
    expect(await desk.rename(firstId, 'Tpe terrasse')).toMatchObject({ error: { code: 'DEVICE_ALIAS_TAKEN' } })
    expect(await desk.rename('nobody', 'X')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })

  it('sends the next payment to the new default, and lets the one under way end where it began', async () => {
    const { desk, secondId, pad } = await withTwoPads()
    await desk.pad.connect()
    await desk.makeDefault(secondId)
    await desk.pad.end()
    expect(pad(PAD).asked.at(-1)).toBe('end')
    await desk.pad.connect()
    await desk.pad.end()
    expect(pad(SECOND_PAD).asked.at(-1)).toBe('end')
    expect(desk.pad.alias).toBe('TPE Terrasse')
  })

  it('makes the oldest other one the default when the default is removed', async () => {
    const { desk, devices, firstId, pad, book } = await withTwoPads()
    expect(await desk.remove(firstId)).toMatchObject({ ok: true })
    expect(devices().map(({ alias, isDefault }) => [alias, isDefault])).toEqual([
      ['Imprimante', true],
      ['TPE Terrasse', true],
    ])
    expect(pad(PAD).openLines).toBe(0)
    expect((await book.devices()).map(({ isDefault }) => isDefault)).toEqual([true, true])
  })

  it('removes no pad that a payment is at', async () => {
    const { desk, firstId, secondId, state, devices } = await withTwoPads()
    state.isPaymentOpen = () => true
    await desk.pad.connect()
    expect(await desk.remove(firstId)).toMatchObject({ error: { code: 'PINPAD_BUSY' } })
    expect(await desk.remove(secondId)).toMatchObject({ ok: true })
    expect(devices()).toHaveLength(2)
  })

  it('keeps papers waiting while there is no printer, and tells the spool when there is one', async () => {
    const { open, state } = await opened()
    const { desk, devices } = await open()
    await desk.remove(devices()[1]?.id ?? '')
    expect(await desk.printer.prepare()).toBe('absent')
    expect(await desk.printer.print(new Uint8Array(), '0001')).toBe('not-printed')
    await desk.intake.addPrinter({ alias: 'Cuisine', endpoint: SECOND_PRINTER, columns: 48 })
    expect(await desk.printer.prepare()).toBeNull()
    expect(desk.printer.columns).toBe(48)
    expect(state.chosen).toBe(2)
  })
})

describe('a printer', () => {
  const settings = (change: Partial<PrinterSettings> = {}): PrinterSettings => ({
    ...DEFAULT_PRINTER_SETTINGS,
    ...change,
  })

  async function withTwoPrinters() {
    const bench = await opened()
    const till = await bench.open()
    const added = await till.desk.intake.addPrinter({ alias: 'Cuisine', endpoint: SECOND_PRINTER, columns: 48 })
    if (!added.ok) throw new Error(added.error.code)
    await settle()
    const ownId = till.devices().find(({ kind, isDefault }) => kind === 'printer' && isDefault)?.id ?? ''
    const printer = (endpoint: string) => {
      const found = bench.printers.get(endpoint)
      if (!found) throw new Error(`no printer at ${endpoint}`)
      return found
    }
    return { ...bench, ...till, ownId, otherId: added.value.deviceId, printer }
  }

  it('keeps its settings while a paper is in it, whether it comes out or waits for a person', async () => {
    for (const stopsFor of [null, 'PRINTER_PAPER_OUT'] as const) {
      const { desk, ownId, printer, devices } = await withTwoPrinters()
      printer(PRINTER).stopsFor = stopsFor
      printer(PRINTER).isSlow = stopsFor === null
      await desk.printer.prepare()
      const paper = desk.printer.print(Uint8Array.of(1), 'aaaa')
      await settle()
      expect(await desk.setPrinter(ownId, settings({ profile: 'star' }))).toEqual({
        ok: false,
        error: { code: 'PRINTER_BUSY' },
      })
      printer(PRINTER).goOn()
      expect(await paper).toBe('printed')
      expect(await desk.setPrinter(ownId, settings({ profile: 'star' }))).toEqual({ ok: true, value: null })
      expect(devices().find(({ id }) => id === ownId)?.printerSettings?.profile).toBe('star')
    }
  })

  it('that may hold half a ticket is expected to by whoever drives it with its new settings', async () => {
    const { desk, ownId, otherId, printer } = await withTwoPrinters()
    printer(PRINTER).mayHoldHalf = true
    await desk.setPrinter(ownId, settings({ profile: 'star' }))
    await desk.setPrinter(otherId, settings({ profile: 'star' }))
    expect([printer(PRINTER).halvesExpected, printer(SECOND_PRINTER).halvesExpected]).toEqual([1, 0])
  })

  it('of a kitchen does not become that of the till because the one of the till is removed', async () => {
    const { desk, devices, ownId, otherId } = await withTwoPrinters()
    await desk.setPrinter(otherId, settings({ families: ['bakery'] }))
    await desk.remove(ownId)
    expect(devices().map(({ alias, isDefault }) => [alias, isDefault])).toEqual([
      ['TPE Comptoir', true],
      ['Cuisine', false],
    ])
    expect(await desk.printer.prepare()).toBe('absent')
    await desk.makeDefault(otherId)
    expect(await desk.printer.prepare()).toBe(null)
  })

  it('that stood in for another is forgotten with its removal, and the other one can be changed again', async () => {
    const { desk, devices, ownId, otherId, book } = await withTwoPrinters()
    await desk.setPrinter(ownId, settings({ standInId: otherId }))
    await desk.remove(otherId)
    const shown = devices().find(({ id }) => id === ownId)?.printerSettings
    expect(shown).toEqual(settings())
    expect((await book.devices()).find(({ id }) => id === ownId)?.printer).toEqual(settings())
    expect(await desk.setPrinter(ownId, { ...settings(), ...shown, profile: 'star' })).toMatchObject({ ok: true })
  })

  it.each([
    ['itself', (ownId: string) => ownId],
    ['nobody', () => 'gone'],
  ])('has no stand-in that is %s', async (_, standInOf) => {
    const { desk, ownId } = await withTwoPrinters()
    expect(await desk.setPrinter(ownId, settings({ standInId: standInOf(ownId) }))).toMatchObject({
      error: { code: 'DEVICE_NOT_FOUND' },
    })
    expect(await desk.setPrinter('gone', settings())).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})

describe('a customer display', () => {
  const SOLD: DisplayRows = [
    { text: 'Pain', figures: '1,20' },
    { text: 'TOTAL', figures: '1,20 EUR' },
  ]
  const SPARE = 'tcp://127.0.0.1:9200'

  it('is sent a text to read, is added with its commands, and shows what the customer should read', async () => {
    const bench = await opened()
    const till = await bench.open()
    till.desk.tellCustomer(SOLD)
    expect(await till.desk.intake.probeDisplay(DISPLAY, 'escpos')).toMatchObject({ ok: true })
    expect(bench.display(DISPLAY).reads()[0]).toContain('ESSAI')
    const added = await till.desk.intake.addDisplay({ alias: 'Afficheur', endpoint: DISPLAY, profile: 'escpos' })
    expect(added).toMatchObject({ ok: true })
    await settle()
    expect(bench.display(DISPLAY).reads()).toEqual(['Pain 1,20', 'TOTAL 1,20 EUR'])
    expect(till.devices()[2]).toMatchObject({
      kind: 'display',
      isDefault: true,
      state: 'ready',
      display: { profile: 'escpos', rows: ['Pain                ', 'TOTAL               '] },
      log: [{ kind: 'connected' }, { kind: 'added' }],
    })
    await till.close()
    const again = await bench.open()
    expect(again.devices()[2]).toMatchObject({ kind: 'display', display: { profile: 'escpos' } })
  })

  it('at which nothing answers is not added, and a name that is taken is refused', async () => {
    const { open } = await opened()
    const { desk } = await open()
    expect(
      await desk.intake.addDisplay({ alias: 'X', endpoint: 'tcp://127.0.0.1:1', profile: 'cd5220' }),
    ).toMatchObject({
      error: { code: 'DISPLAY_NOT_FOUND' },
    })
    expect(await desk.intake.addDisplay({ alias: 'imprimante', endpoint: DISPLAY, profile: 'cd5220' })).toMatchObject({
      error: { code: 'DEVICE_ALIAS_TAKEN' },
    })
    expect(await desk.intake.probeDisplay(PAD, 'cd5220')).toMatchObject({ error: { code: 'DEVICE_ENDPOINT_TAKEN' } })
  })

  it('that is spare stays empty until it becomes the one for the customer', async () => {
    const bench = await opened()
    bench.display(SPARE).plug()
    const { desk, devices } = await bench.open()
    await desk.intake.addDisplay({ alias: 'Un', endpoint: DISPLAY, profile: 'cd5220' })
    const spare = await desk.intake.addDisplay({ alias: 'Deux', endpoint: SPARE, profile: 'cd5220' })
    desk.tellCustomer(SOLD)
    await settle()
    expect(bench.display(SPARE).reads()).toEqual(['', ''])
    await desk.makeDefault(spare.ok ? spare.value.deviceId : '')
    await settle()
    expect([bench.display(SPARE).reads()[0], bench.display(DISPLAY).reads()[0]]).toEqual(['Pain 1,20', ''])
    await desk.remove(spare.ok ? spare.value.deviceId : '')
    await settle()
    expect([bench.display(SPARE).reads()[0], bench.display(DISPLAY).reads()[0]]).toEqual(['', 'Pain 1,20'])
    expect(devices().map(({ alias }) => alias)).toEqual(['TPE Comptoir', 'Imprimante', 'Un'])
  })
})

describe('a pad in its place', () => {
  const PURCHASE = {
    amountMinor: 100,
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:00',
    locale: 'fr',
    allowContactless: true,
    timeoutMs: 1,
  } as const

  it('is looked for while it is away, and its log says for how long', async () => {
    const { open, pad, clock } = await opened()
    const { desk, devices } = await open()
    pad(PAD).unplug()
    expect(desk.padStatus()).toMatchObject({ state: 'lost', failure: { code: 'PINPAD_LINK_LOST' } })
    await clock.advance(10_000)
    expect(desk.padStatus()).toMatchObject({ failure: { code: 'PINPAD_PORT_NOT_FOUND' } })
    pad(PAD).become('A1')
    await clock.advance(5_000)
    expect(desk.padStatus()).toMatchObject({ state: 'ready', failure: null, lastSeenAt: clock.now() })
    expect(devices()[0]?.log.map(({ kind, details }) => [kind, details])).toEqual([
      ['reconnected', { seconds: 15 }],
      ['lost', { code: 'PINPAD_PORT_NOT_FOUND' }],
      ['lost', { code: 'PINPAD_LINK_LOST' }],
      ['connected', {}],
    ])
  })

  it('is busy from the purchase to its end, and lost when it is unplugged in the middle', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    await desk.pad.connect()
    await desk.pad.beginPurchase(PURCHASE)
    expect(desk.padStatus().state).toBe('busy')
    await desk.pad.end()
    expect(desk.padStatus().state).toBe('ready')
    await desk.pad.beginPurchase(PURCHASE)
    pad(PAD).unplug()
    expect(desk.padStatus().state).toBe('lost')
  })

  it('asks once when the payment and the look for the pad connect at the same moment', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    const before = pad(PAD).asked.length
    await Promise.all([desk.pad.connect(), desk.pad.connect()])
    expect(pad(PAD).asked.slice(before)).toEqual(['connect'])
  })

  it('takes no payment when another one hangs there, until that is said to be meant', async () => {
    const { open, pad, clock } = await opened()
    const { desk, devices } = await open()
    const id = devices()[0]?.id ?? ''
    pad(PAD).unplug()
    pad(PAD).become('C3')
    await clock.advance(5_000)
    const other = { code: 'PINPAD_OTHER_SERIAL', details: { alias: 'TPE Comptoir', serialNumber: 'C3' } }
    expect(devices()[0]).toMatchObject({ state: 'needs-attention', failure: other, boundSerialNumber: 'A1' })
    expect(await desk.pad.connect()).toEqual({ ok: false, error: other })
    expect(await desk.acceptSerialNumber(id, 'D4')).toEqual({ ok: false, error: other })
    expect(await desk.acceptSerialNumber(id, 'C3')).toMatchObject({ ok: true })
    expect(devices()[0]).toMatchObject({ state: 'ready', failure: null, boundSerialNumber: 'C3' })
    expect(await desk.pad.connect()).toMatchObject({ ok: true })
    expect(
      devices()[0]
        ?.log.slice(0, 2)
        .map(({ kind }) => kind),
    ).toEqual(['serial-accepted', 'other-serial'])
  })

  it('is asked anew by a check, and left alone while a payment is at it', async () => {
    const { open, pad, state } = await opened()
    const { desk, devices } = await open()
    pad(PAD).become('C3')
    await desk.pad.connect()
    state.isPaymentOpen = () => true
    await desk.check(null)
    expect(devices()[0]?.state).toBe('ready')
    state.isPaymentOpen = () => false
    await desk.check(devices()[0]?.id ?? '')
    expect(devices()[0]?.failure?.code).toBe('PINPAD_OTHER_SERIAL')
    expect(await desk.check('nobody')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})

describe('work with a device', () => {
  it('is one at a time, and ends when it is stopped', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    const slow = pad(SECOND_PAD)
    let stop: () => void = () => {}
    slow.connect = () =>
      new Promise((resolve) => {
        stop = () => resolve({ ok: false, error: { code: 'PAYMENT_CANCELLED' } })
      })
    slow.cancel = async () => {
      stop()
      return { ok: true, value: null }
    }
    const probing = desk.intake.probePad(SECOND_PAD)
    expect(desk.bench.current()).toMatchObject({ kind: 'probe', endpoint: SECOND_PAD, cancellable: true })
    expect(await desk.intake.probePad('tcp://127.0.0.1:1')).toMatchObject({ error: { code: 'DEVICE_WORK_UNDERWAY' } })
    await desk.bench.cancel()
    expect(await probing).toMatchObject({ error: { code: 'PAYMENT_CANCELLED' } })
    expect(desk.bench.current()).toBeNull()
  })
})

describe('keys and tables of a pad', () => {
  const PUBLISHED = 'FFFF9876543210E00000'

  it('are told, and whether they are those a till sells with', async () => {
    const { open, pad } = await opened()
    pad(SECOND_PAD).keys = { ok: true, value: [{ use: 'data', slot: 2, keySerialHex: PUBLISHED }] }
    pad(SECOND_PAD).tableVersion = 'OTHER00001'
    const { desk, devices } = await open()
    expect(devices()[0]?.pad).toMatchObject({
      tableVersion: 'COMPTOIR01',
      tablesCurrent: true,
      keys: [{ isTest: false }],
    })
    expect(await desk.intake.probePad(SECOND_PAD)).toMatchObject({
      value: {
        tablesCurrent: false,
        keys: [{ use: 'data', slot: 2, keySerialHex: PUBLISHED, isTest: true }],
      },
    })
  })

  it('are no hindrance in training', async () => {
    const { open, pad } = await opened()
    pad(PAD).keys = { ok: true, value: [{ use: 'pin', slot: 1, keySerialHex: PUBLISHED }] }
    const { desk } = await open()
    expect(await desk.pad.connect()).toMatchObject({ ok: true })
  })

  it('keep a pad with test keys out of a live till: it is neither added nor paid with', async () => {
    const { open, pad } = await opened({ training: false })
    const keys = { ok: true, value: [{ use: 'pin', slot: 1, keySerialHex: PUBLISHED }] } as const
    pad(PAD).keys = keys
    pad(SECOND_PAD).keys = keys
    const { desk, devices } = await open()
    const refused = { error: { code: 'PINPAD_TEST_KEYS' } }
    expect(await desk.pad.connect()).toMatchObject(refused)
    expect(devices()[0]).toMatchObject({ state: 'needs-attention', failure: { code: 'PINPAD_TEST_KEYS' } })
    expect(await desk.intake.addPad({ alias: 'X', endpoint: SECOND_PAD, serialNumber: 'B2' })).toMatchObject(refused)
  })

  it('that a pad hides keep it out of a live till, too', async () => {
    const { open, pad } = await opened({ training: false })
    pad(PAD).keys = { ok: false, error: { code: 'PINPAD_REFUSED', details: { status: '011' } } }
    const { desk, devices } = await open()
    expect(await desk.pad.connect()).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    expect(devices()[0]?.state).toBe('lost')
    expect(pad(PAD).openLines).toBe(0)
  })
})

describe('the settings of a printer', () => {
  async function withTwoPrinters() {
    const bench = await opened({ training: false })
    const till = await bench.open()
    const added = await till.desk.intake.addPrinter({ alias: 'Cuisine', endpoint: SECOND_PRINTER, columns: 48 })
    if (!added.ok) throw new Error(added.error.code)
    await settle()
    const id = (kind: string) => till.devices().find((device) => device.kind === kind)?.id ?? ''
    const set = async (deviceId: string, change: Partial<PrinterSettings> = {}) => {
      const done = await till.desk.setPrinter(deviceId, { ...DEFAULT_PRINTER_SETTINGS, ...change })
      return done.ok ? 'ok' : done.error.code
    }
    return { ...bench, ...till, set, padId: id('pad'), printerId: id('printer'), kitchenId: added.value.deviceId }
  }

  it('are kept for the next start, and papers may have somewhere to go then', async () => {
    const { set, kitchenId, printerId, state, open, close } = await withTwoPrinters()
    const before = state.chosen
    const settings = { profile: 'star', families: ['bakery'], standInId: printerId } as const
    expect(await set(kitchenId, { ...settings, families: [...settings.families] })).toBe('ok')
    expect(state.chosen).toBe(before + 1)
    await close()
    const after = (await open()).devices().find(({ id }) => id === kitchenId)
    expect(after?.printerSettings).toMatchObject(settings)
  })

  it('are those of a printer, and only another printer stands in for it', async () => {
    const { set, kitchenId, padId, devices } = await withTwoPrinters()
    expect(await set('none')).toBe('DEVICE_NOT_FOUND')
    expect(await set(padId)).toBe('DEVICE_NOT_FOUND')
    for (const standInId of [kitchenId, padId, 'none'])
      expect(await set(kitchenId, { standInId })).toBe('DEVICE_NOT_FOUND')
    expect(devices().find(({ id }) => id === kitchenId)?.printerSettings).toEqual(DEFAULT_PRINTER_SETTINGS)
  })

  it('wait for a test of it, and for a paper that comes out of it', async () => {
    const { set, desk, kitchenId, printerId, printers } = await withTwoPrinters()
    let end: () => void = () => {}
    const until = new Promise<void>((resolve) => {
      end = resolve
    })
    const work = {
      deviceId: kitchenId,
      endpoint: SECOND_PRINTER,
      kind: 'test-slip',
      limitMs: 1_000,
      cancel: null,
    } as const
    const tried = desk.bench.run(work, async () => {
      await until
      return { ok: true, value: null } as const
    })
    expect(await set(kitchenId)).toBe('DEVICE_WORK_UNDERWAY')
    expect(await set(printerId)).toBe('ok')
    const printer = printers.get(PRINTER)
    if (printer) printer.holding = until
    await desk.printerStand(printerId)?.port.prepare()
    const printed = desk.printerStand(printerId)?.port.print(Uint8Array.of(1), '0001')
    await settle()
    expect(await set(printerId)).toBe('PRINTER_BUSY')
    end()
    await Promise.all([tried, printed])
    expect([await set(kitchenId), await set(printerId)]).toEqual(['ok', 'ok'])
  })
})
