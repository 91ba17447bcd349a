import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { BaudRate } from '#contract/serial-line.ts'
import { createPoleDisplay } from '#hardware/displays/pole-display-driver.ts'
import type { SerialPortInfo } from '#hardware/link/serial-ports.ts'
import type { UsbPrinterInfo } from '#hardware/link/usb-printers.ts'
import type { WindowsPrinter } from '#hardware/link/windows-spooler.ts'
import type { PrinterTrouble } from '#hardware/printers/printer-trouble.ts'
import type { PrinterProbe } from '#hardware/printers/probe-printer.ts'
import type { PrinterHealth } from '#hardware/printers/spool-worker.ts'
import type { Acknowledgement } from '#hardware/printers/ticket-acknowledgement.ts'
import type { PrintOutcome, TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import type { PortSpeech } from '#hardware/recognise/port-signature.ts'
import { DeviceDesk } from '#main/compose/device-desk.ts'
import { type DeviceSettings, seedDevices } from '#main/compose/seed-devices.ts'
import type { CardRead, PadIdentity, PadNotice } from '#payment/ports/pin-pad.port.ts'
import type { EmvTables, PadKey, PinPadCarePort } from '#payment/ports/pin-pad-care.port.ts'
import { createDeviceBook } from '#store/device-book.repository.ts'
import { openDatabase } from '#store/open-database.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'
import { ScriptedPad } from '#test/support/payment/scripted-pad.ts'
import { fixedSecretStore } from '#test/support/till/fixed-ports.ts'
import { displayTestRows } from '#till/display/customer-rows.ts'
import type { CustomerDisplayPort, DisplayRows } from '#till/ports/customer-display.port.ts'
import { BenchScale } from './bench-scale.ts'
import { BenchTerminal } from './bench-terminal.ts'

/** The tables that a pad of the bench should hold. */
export const TABLES: EmvTables = { version: 'COMPTOIR01', records: ['1', '2', '3'] }

/** A pad on its line: whoever opens the endpoint speaks with it. */
export class BenchPad extends ScriptedPad implements PinPadCarePort {
  onFunctionKey = () => () => {}
  keys: Result<readonly PadKey[]> = succeed([{ use: 'pin', slot: 1, keySerialHex: 'AB12CD34EF0000E00001' }])
  tableVersion: string | null = TABLES.version
  loading: Result<null> = succeed(null)
  cardTried: () => Promise<Result<CardRead>> = async () => succeed(this.card)
  override readonly endpoint: string
  readonly #listeners = new Set<(notice: PadNotice) => void>()
  /** How many drivers have the line open. */
  openLines = 0

  constructor(endpoint: string, serialNumber: string) {
    super()
    this.endpoint = endpoint
    this.become(serialNumber)
  }

  /** Another pad hangs on the line from now on. */
  become(serialNumber: string): void {
    this.connected = succeed({
      model: 'M',
      maker: 'X',
      serialNumber,
      specification: '2.12',
      supportsContactless: true,
      secureLink: true,
      software: '1',
    })
  }

  unplug(): void {
    this.connected = fail('PINPAD_PORT_NOT_FOUND', { endpoint: this.endpoint })
    this.openLines = 0
    this.tell({ kind: 'lost' })
  }

  tell(notice: PadNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }

  override async connect(): Promise<Result<PadIdentity>> {
    const found = await super.connect()
    if (found.ok) this.openLines = 1
    return found
  }

  override async disconnect(): Promise<void> {
    this.openLines = 0
  }

  /** As of the driver: nothing is heard of a pad whose line was closed, not even of one just asked. */
  async readKeys() {
    await null
    return this.openLines === 0 ? fail('PINPAD_LINK_LOST') : this.keys
  }

  async readTableVersion() {
    await null
    return this.openLines === 0 ? fail('PINPAD_LINK_LOST') : succeed(this.tableVersion)
  }

  async loadTables(tables: EmvTables, onProgress: (sent: number, total: number) => void) {
    for (let sent = 0; sent <= tables.records.length; sent += 1) onProgress(sent, tables.records.length)
    if (this.loading.ok) this.tableVersion = tables.version
    return this.loading
  }

  async showText(rows: readonly [string, string]) {
    this.asked.push('text')
    this.tell({ kind: 'display', rows })
    return succeed(null)
  }

  tryCard() {
    this.asked.push('try')
    return this.cardTried()
  }

  choose = async () => succeed(0)
  askNumber = async () => succeed('')
  encrypt = async () => succeed({ cipherHex: '', keySerialHex: '' })

  override onNotice(listener: (notice: PadNotice) => void) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}

/** A printer that says what it is told to say, and keeps what it was sent. */
export class BenchPrinter {
  /** A print ends once this has. */
  holding: Promise<void> | null = null
  trouble: PrinterTrouble | null = null
  readonly printed: Uint8Array[] = []
  kicks = 0
  /** The next paper stops half-way, for this. */
  stopsFor: PrinterTrouble | null = null
  /** Bytes are given to it and it says nothing, until `goOn`. */
  isSlow = false
  mayHoldHalf = false
  /** How often a driver was told to expect half a ticket. */
  halvesExpected = 0
  closed = 0
  /** How it confirms its papers, as far as it was seen. */
  confirms: Acknowledgement = null
  #end: ((outcome: PrintOutcome) => void) | null = null

  /** The paper that it stopped in goes on to its end. */
  goOn(outcome: PrintOutcome = 'printed'): void {
    this.stopsFor = null
    this.isSlow = false
    this.#end?.(outcome)
    this.#end = null
  }

  #print(bytes: Uint8Array, onHeld: (trouble: PrinterTrouble | null) => void): Promise<PrintOutcome> {
    this.printed.push(bytes)
    if (this.stopsFor === null && !this.isSlow) return Promise.resolve('printed')
    if (this.stopsFor !== null) onHeld(this.stopsFor)
    return new Promise((resolve) => {
      this.#end = resolve
    })
  }

  driver(alias: string, endpoint: string, columns: TicketPrinter['columns']): TicketPrinter {
    return {
      alias,
      endpoint,
      columns,
      profile: 'epson',
      drawer: { way: 'without-paper', pin: 2 },
      expectHalfTicket: () => {
        this.halvesExpected += 1
      },
      mayHoldHalfTicket: () => this.mayHoldHalf || this.#end !== null,
      prepare: async () => (this.#end === null ? this.trouble : (this.stopsFor ?? 'PRINTER_BUSY')),
      print: async (bytes, _id, { onHeld = () => {} } = {}) => {
        if (this.holding !== null) await this.holding
        return this.#print(bytes, onHeld)
      },
      kickNow: async () => {
        this.kicks += 1
        return 'printed'
      },
      close: async () => {
        this.closed += 1
        this.goOn('unknown')
      },
      onTrouble: () => () => {},
      acknowledgement: () => this.confirms,
      condition: () => ({
        coverOpen: false,
        paperOut: false,
        paperNearEnd: false,
        stopped: false,
        drawerPinHigh: false,
      }),
    }
  }
}

/** A display on its line, and all it was ever told to show. */
export class BenchDisplay {
  readonly shown: DisplayRows[] = []
  /** Each write waits for one of these, where there are any. */
  slow: (() => void)[] | null = null
  readonly endpoint: string
  #isPlugged = true
  #isOpen = false
  readonly #listeners = new Set<() => void>()

  constructor(endpoint: string) {
    this.endpoint = endpoint
  }

  /** Texts and figures of the last rows. */
  reads(): string[] {
    return (this.shown.at(-1) ?? []).map(({ text, figures }) => `${text} ${figures}`.trim())
  }

  unplug(): void {
    this.#isPlugged = false
    if (!this.#isOpen) return
    this.#isOpen = false
    for (const listener of [...this.#listeners]) listener()
  }

  plug(): void {
    this.#isPlugged = true
  }

  driver(): CustomerDisplayPort {
    const gone = () => fail('DISPLAY_NOT_FOUND', { endpoint: this.endpoint })
    return {
      endpoint: this.endpoint,
      connect: async () => {
        this.#isOpen = this.#isPlugged
        return this.#isPlugged ? succeed(null) : gone()
      },
      show: async (rows) => {
        const { slow } = this
        if (slow !== null) await new Promise<void>((resolve) => slow.push(resolve))
        if (!this.#isOpen) return gone()
        this.shown.push(rows)
        return succeed(null)
      },
      drawn: ([first, second]) => [first.text.padEnd(20).slice(0, 20), second.text.padEnd(20).slice(0, 20)],
      close: async () => {
        this.#isOpen = false
      },
      onLost: (listener) => {
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
    }
  }
}

const IDLE_SPOOL: PrinterHealth = {
  alias: '',
  endpoint: '',
  state: 'ready',
  lastPrintedAt: null,
  queuedJobs: 0,
  unknownJobs: 0,
  failure: null,
}

export const DISPLAY = 'serial:/dev/ttyUSB1'
export const SCALE = 'serial:/dev/ttyUSB7'
export const PAD = 'tcp://127.0.0.1:4001'
export const SECOND_PAD = 'serial:/dev/pts/9'
export const PRINTER = 'tcp://127.0.0.1:9100'
export const SECOND_PRINTER = 'tcp://127.0.0.1:9101'
export const TERMINAL = 'tcp://127.0.0.1:20007'
export const SECOND_TERMINAL = 'tcp://127.0.0.1:8888'

/** The device desk on a database of its own, with scripted devices on their lines and time by hand. */
export async function openDeviceBench(settings: Partial<DeviceSettings> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-devices-'))
  const clock = new ManualClock()
  const pads = new Map([
    [PAD, new BenchPad(PAD, 'A1')],
    [SECOND_PAD, new BenchPad(SECOND_PAD, 'B2')],
  ])
  const printers = new Map([
    [PRINTER, new BenchPrinter()],
    [SECOND_PRINTER, new BenchPrinter()],
  ])
  const state = {
    isPaymentOpen: () => false as boolean,
    terminalInDoubt: (_deviceId: string) => null as string | null,
    ports: [] as readonly SerialPortInfo[] | null,
    chosen: 0,
    unexpected: [] as unknown[],
    /** What speaks another protocol than a person thinks, by its place. */
    strangers: new Map<string, PortSpeech>(),
    /** At which other speed what keeps silent answers, by its place. */
    speeds: new Map<string, BaudRate>(),
    usbPrinters: null as readonly UsbPrinterInfo[] | null,
    windowsPrinters: null as readonly WindowsPrinter[] | null,
  }
  const displays = new Map([[DISPLAY, new BenchDisplay(DISPLAY)]])
  const scales = new Map([[SCALE, new BenchScale(SCALE)]])
  const terminals = new Map([TERMINAL, SECOND_TERMINAL].map((at) => [at, new BenchTerminal(at)]))
  const display = (endpoint: string): BenchDisplay => {
    const found = displays.get(endpoint) ?? new BenchDisplay(endpoint)
    if (!displays.has(endpoint)) found.unplug()
    displays.set(endpoint, found)
    return found
  }
  const secretStore = fixedSecretStore()
  let lastId = 0
  const newId = () => {
    lastId += 1
    return `device-${lastId}`
  }
  const probePrinter = async (endpoint: string): Promise<Result<PrinterProbe>> =>
    printers.has(endpoint)
      ? succeed({ answers: true, paper: 'ok', coverOpen: false })
      : fail('PRINTER_NOT_FOUND', { endpoint })
  /** Opens the desk as a start of the till does; a second time stands for a restart. */
  const open = async (more: Partial<DeviceSettings> = {}) => {
    const database = openDatabase({ folder, fileName: 'till.db' })
    const book = createDeviceBook(database.db, secretStore)
    const wanted = { training: true, padEndpoint: PAD, printerEndpoint: PRINTER, ...settings, ...more }
    await seedDevices(book, wanted, newId)
    const desk = await DeviceDesk.open({
      book,
      newPad: (_alias, endpoint) => {
        const pad = pads.get(endpoint) ?? new BenchPad(endpoint, '')
        if (!pads.has(endpoint)) pad.unplug()
        return pad
      },
      newPrinter: ({ alias, endpoint, columns }) =>
        (printers.get(endpoint) ?? new BenchPrinter()).driver(alias, endpoint, columns),
      newDisplay: (endpoint, profile, line) =>
        line === null ? display(endpoint).driver() : createPoleDisplay({ endpoint, profile, link: line }),
      newScale: (endpoint) => (scales.get(endpoint) ?? new BenchScale(endpoint, false)).driver(),
      newTerminal: ({ alias, endpoint }) => (terminals.get(endpoint) ?? new BenchTerminal(endpoint)).driver(alias),
      recognise: async (endpoint) => state.strangers.get(endpoint) ?? null,
      findSpeed: async (endpoint) => state.speeds.get(endpoint) ?? null,
      currency: () => 'EUR',
      displayTestRows: () => displayTestRows('fr', 'EUR'),
      terms: { training: wanted.training, tablesVersion: TABLES.version },
      listPorts: async () => state.ports,
      listUsbPrinters: async () => state.usbPrinters,
      listWindowsPrinters: async () => state.windowsPrinters,
      probePrinter,
      clock,
      newId,
      isPaymentOpen: () => state.isPaymentOpen(),
      terminalInDoubt: (deviceId) => state.terminalInDoubt(deviceId),
      onChange: () => {},
      onPrinterChosen: () => {
        state.chosen += 1
      },
      onUnexpected: (thrown) => void state.unexpected.push(thrown),
    })
    desk.start()
    await settle()
    return {
      desk,
      book,
      devices: () => desk.view(IDLE_SPOOL).devices,
      close: async () => {
        await desk.settle()
        await desk.stop()
        database.close()
      },
    }
  }
  const pad = (endpoint: string): BenchPad => {
    const found = pads.get(endpoint)
    if (!found) throw new Error(`no pad at ${endpoint}`)
    return found
  }
  return {
    open,
    folder,
    secretStore,
    clock,
    pad,
    pads,
    printers,
    terminals,
    scales,
    display,
    state,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
