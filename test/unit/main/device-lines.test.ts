/**
 * Goal: a technician sets how a device is reached in one place, and the same line never leads to two devices. Method: the
 * desk on a real database, scripted devices on their lines.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { printerMaker, printerProbe, systemSpooler } from '#main/compose/printer-drivers.ts'
import { speedFinder } from '#main/compose/recognise-port.ts'
import {
  BenchPrinter,
  DISPLAY,
  openDeviceBench,
  PAD,
  PRINTER,
  SECOND_PRINTER,
  TERMINAL,
} from '#test/support/devices/device-bench.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function opened() {
  const bench = await openDeviceBench()
  closers.push(bench.remove)
  let till = await bench.open()
  let isOpen = true
  closers.push(() => (isOpen ? till.close() : undefined))
  const again = async () => {
    await till.close()
    isOpen = false
    till = await bench.open()
    isOpen = true
    return till
  }
  return { ...bench, ...till, again }
}

const SERIAL = 'serial:/dev/ttyUSB0'
const ZVT = { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' } as const

describe('a serial line', () => {
  it.each(['7E1', '7O1;rts-cts'])('of a printer is not set to %s: its letters would be lost', async (set) => {
    const { desk } = await opened()
    expect(await desk.intake.probePrinter(`${SERIAL};${set}`)).toEqual({
      ok: false,
      error: { code: 'DEVICE_LINE_SEVEN_BITS' },
    })
  })

  it('of a terminal is not set to XON/XOFF: its messages hold those bytes', async () => {
    const { desk } = await opened()
    const refused = { ok: false, error: { code: 'DEVICE_LINE_XON_XOFF' } }
    expect(await desk.intake.probeTerminal(`${SERIAL};xon-xoff`, ZVT)).toEqual(refused)
    const added = await desk.intake.addTerminal({ alias: 'T', endpoint: TERMINAL, settings: ZVT })
    if (!added.ok) throw new Error(added.error.code)
    expect(await desk.setLine(added.value.deviceId, `${SERIAL};xon-xoff`)).toEqual(refused)
  })

  it('belongs to one device at every speed', async () => {
    const { desk, display } = await opened()
    display(DISPLAY).plug()
    const added = await desk.intake.addDisplay({ alias: 'Afficheur', endpoint: DISPLAY, profile: 'cd5220' })
    expect(added.ok).toBe(true)
    expect(await desk.intake.probePrinter(`${DISPLAY};38400`)).toMatchObject({
      error: { code: 'DEVICE_ENDPOINT_TAKEN', details: { alias: 'Afficheur' } },
    })
  })

  it('that is silent is looked for at other speeds, and the one that answered is told', async () => {
    const { desk, printers, state } = await opened()
    const at = `${SERIAL};57600;8E1`
    printers.set(at, new BenchPrinter())
    state.speeds.set(`${SERIAL};8E1`, 57_600)
    expect(await desk.intake.probePrinter(`${SERIAL};8E1`)).toMatchObject({
      ok: true,
      value: { answers: true, baudRate: 57_600 },
    })
    expect(await desk.intake.addPrinter({ alias: 'Bar', endpoint: at, columns: 42 })).toMatchObject({ ok: true })
  })

  it('is looked at for speeds only where it is one and something is wanted of it', async () => {
    const find = speedFinder(new ManualClock())
    expect(await find('tcp://127.0.0.1:1', 'printer')).toBeNull()
    expect(await find('serial:/dev/comptoir-none', 'bank')).toBeNull()
    expect(await find('serial:/dev/comptoir-none', 'zvt')).toBeNull()
  })
})

describe('setting the line of a device', () => {
  it('keeps it, and reaches the device there from then on', async () => {
    const { desk, devices, printers, again, state } = await opened()
    const added = await desk.intake.addPrinter({ alias: 'Bar', endpoint: SECOND_PRINTER, columns: 42 })
    if (!added.ok) throw new Error(added.error.code)
    printers.set(`${SERIAL};38400`, new BenchPrinter())
    const chosen = state.chosen
    expect(await desk.setLine(added.value.deviceId, `${SERIAL};38400`)).toEqual({ ok: true, value: null })
    await settle()
    expect(devices()[2]).toMatchObject({ alias: 'Bar', endpoint: `${SERIAL};38400`, state: 'ready' })
    expect(state.chosen).toBe(chosen + 1)
    expect((await again()).devices()[2]).toMatchObject({ endpoint: `${SERIAL};38400` })
  })

  it('is refused for a pad, for nobody, on the line of another, and while the device is at work', async () => {
    const { desk, devices, state } = await opened()
    const [pad] = devices()
    expect(await desk.setLine(pad?.id ?? '', SERIAL)).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
    expect(await desk.setLine('nobody', SERIAL)).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
    const added = await desk.intake.addTerminal({ alias: 'T', endpoint: TERMINAL, settings: ZVT })
    if (!added.ok) throw new Error(added.error.code)
    const { deviceId } = added.value
    expect(await desk.setLine(deviceId, PAD)).toMatchObject({ error: { code: 'DEVICE_ENDPOINT_TAKEN' } })
    state.terminalInDoubt = () => 'P-2-000017'
    expect(await desk.setLine(deviceId, SERIAL)).toMatchObject({
      error: { code: 'TERMINAL_BLOCKED', details: { terminal: 'T', number: 'P-2-000017' } },
    })
  })

  it('shows a display what the customer should read on its new line', async () => {
    const { desk, display } = await opened()
    display(DISPLAY).plug()
    const rows = [
      { text: 'Pain', figures: '1,20' },
      { text: 'TOTAL', figures: '1,20' },
    ] as const
    const added = await desk.intake.addDisplay({ alias: 'Afficheur', endpoint: DISPLAY, profile: 'cd5220' })
    if (!added.ok) throw new Error(added.error.code)
    desk.tellCustomer(rows)
    display(`${DISPLAY};19200`).plug()
    expect(await desk.setLine(added.value.deviceId, `${DISPLAY};19200`)).toMatchObject({ ok: true })
    await settle()
    expect(display(`${DISPLAY};19200`).reads()).toEqual(['Pain 1,20', 'TOTAL 1,20'])
  })
})

describe('printers without a serial port', () => {
  const USB = 'usb:04b8:0e15:J2XK001'

  it('are listed with who uses them; where there is no such way there is no list', async () => {
    const { desk, printers, state } = await opened()
    expect(await desk.printersFound()).toEqual({ usb: null, windows: null })
    printers.set(USB, new BenchPrinter())
    await desk.intake.addPrinter({ alias: 'Bar', endpoint: USB, columns: 42 })
    state.usbPrinters = [{ endpoint: USB, name: 'TM-T20III', maker: 'EPSON', serialNumber: 'J2XK001' }]
    state.windowsPrinters = [{ name: 'Cuisine', driver: 'Generic / Text Only' }]
    expect(await desk.printersFound()).toEqual({
      usb: [{ endpoint: USB, label: 'TM-T20III', maker: 'EPSON', serialNumber: 'J2XK001', usedBy: 'Bar' }],
      windows: [
        {
          endpoint: 'windows:Cuisine',
          label: 'Cuisine',
          maker: 'Generic / Text Only',
          serialNumber: null,
          usedBy: null,
        },
      ],
    })
  })

  it('of Windows are there once Windows lists them, and set up though nothing is heard of them', async () => {
    const spooler = {
      printers: async () => [{ name: 'Cuisine', driver: null }],
      send: async () => 'taken' as const,
      kick: async () => 'finished' as const,
    }
    const probe = printerProbe(spooler)
    expect(await probe('windows:Cuisine')).toEqual({
      ok: true,
      value: { answers: false, paper: 'unknown', coverOpen: null },
    })
    expect(await probe('windows:Bar')).toMatchObject({ error: { code: 'PRINTER_NOT_FOUND' } })
    expect(await printerProbe(null)('windows:Cuisine')).toMatchObject({ error: { code: 'PRINTER_NOT_FOUND' } })
    const make = printerMaker(new ManualClock(), spooler)
    const device = {
      alias: 'Cuisine',
      endpoint: 'windows:Cuisine',
      columns: 42,
      settings: DEFAULT_PRINTER_SETTINGS,
    } as const
    const printer = make(device)
    expect(await printer.print(Uint8Array.of(1), 'ab01')).toBe('printed')
    expect([printer.acknowledgement(), printer.drawer.way]).toEqual(['none', 'at-once'])
    expect(make({ ...device, endpoint: PRINTER }).drawer.way).toBe('without-paper')
    expect(systemSpooler('linux')).toBeNull()
  })
})

it('a display behind a printer is set up there, and away while the printer is', async () => {
  const { desk, devices } = await opened()
  const printerId = devices().find(({ kind }) => kind === 'printer')?.id ?? ''
  const added = await desk.intake.addDisplay({
    alias: 'Afficheur',
    endpoint: `printer:${printerId}`,
    profile: 'escpos',
  })
  // The printer of the bench passes nothing on.
  expect(added).toMatchObject({ error: { code: 'DISPLAY_NOT_FOUND' } })
})
