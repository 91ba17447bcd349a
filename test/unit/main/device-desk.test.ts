/**
 * Goal: what a technician does with the devices of a till holds, on disk and at once. Method: the desk on a real database, scripted devices on their lines, time by hand.
 */
import { describe, expect, it } from 'vitest'
import type { Locale } from '#contract/locale.ts'
import { nameSeededDevices } from '#main/compose/seed-devices.ts'
import { PAD, PRINTER, SECOND_PAD, SECOND_PRINTER } from '#test/support/devices/device-bench.ts'
import { desksOfEachTest } from '#test/support/devices/opened-desks.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const opened = desksOfEachTest()

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

  it('calls them in the language that is chosen, and leaves what a person called them', async () => {
    const { open } = await opened()
    const { devices, desk } = await open()
    const [pad] = devices()
    const called = async (locale: Locale) => {
      const books = devices().map((device) => ({ ...device, fromSettings: true }))
      await nameSeededDevices(books, locale, (id, alias) => desk.rename(id, alias))
      return devices().map(({ alias }) => alias)
    }
    expect(await called('de')).toEqual(['Terminal Theke', 'Drucker'])
    expect(await called('pl')).toEqual(['Terminal na ladzie', 'Drukarka'])
    await desk.rename(pad?.id ?? '', 'Caisse 2')
    expect(await called('en')).toEqual(['Caisse 2', 'Printer'])
    expect(await called('fr')).toEqual(['Caisse 2', 'Imprimante'])
  })

  it('leaves a device alone that a person added under such a name', async () => {
    const added = { id: 'own', kind: 'printer', alias: 'Imprimante', fromSettings: false } as const
    const renamed: string[] = []
    await nameSeededDevices([added], 'de', async (id) => renamed.push(id))
    expect(renamed).toEqual([])
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
