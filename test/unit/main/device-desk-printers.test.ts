/**
 * Goal: papers go where the printers as they are set up say, and no setting is changed under a paper. Method: the desk on a real database, scripted devices on their lines, time by hand.
 */
import { describe, expect, it } from 'vitest'
import { DEFAULT_PRINTER_SETTINGS, type PrinterSettings } from '#contract/views/printer-settings-view.ts'
import { PRINTER, SECOND_PRINTER } from '#test/support/devices/device-bench.ts'
import { desksOfEachTest } from '#test/support/devices/opened-desks.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const opened = desksOfEachTest()

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

  it('that was found silent and confirms its papers after all is known by that from then on, also after a start', async () => {
    const { desk, ownId, printer, book } = await withTwoPrinters()
    await desk.setPrinter(ownId, settings({ confirmation: 'none', profile: 'star' }))
    const kept = async () => (await book.devices()).find(({ id }) => id === ownId)?.printer
    for (const [found, known] of [
      ['status', 'status'],
      ['response', 'response'],
      // One paper that was believed by less takes nothing back.
      ['barrier', 'response'],
    ] as const) {
      printer(PRINTER).confirms = found
      await desk.printer.prepare()
      await desk.printer.print(Uint8Array.of(1), 'aaaa')
      await settle()
      expect(await kept()).toEqual(settings({ confirmation: known, profile: 'star' }))
    }
    await desk.setPrinter(ownId, settings({ profile: 'epson' }))
    expect(await kept()).toEqual(settings({ profile: 'epson' }))
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
