import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { serialTrouble } from '#contract/serial-line.ts'
import type { DevicesView, PrintersFoundView, SerialPortView } from '#contract/views/devices-view.ts'
import type { PrinterSettings } from '#contract/views/printer-settings-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import type { SerialPortInfo } from '#hardware/link/serial-ports.ts'
import type { PrinterHealth } from '#hardware/printers/spool-worker.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { EMPTY_ROWS } from '#till/display/customer-rows.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'
import type { BookedDevice, DeviceBookPort } from '#till/ports/device-book.port.ts'
import { lineBehindPrinter } from './behind-printer.ts'
import { DeviceIntake, type IntakeTools, type NewDevice } from './device-intake.ts'
import { DeviceLog } from './device-log.ts'
import { DeviceStands } from './device-stands.ts'
import { DeviceTerminals } from './device-terminals.ts'
import { deviceView, type Stand } from './device-view.ts'
import { DeviceWorkbench } from './device-work.ts'
import { DisplayStand } from './display-stand.ts'
import { KitchenPrinters } from './kitchen-printers.ts'
import { makeStand } from './make-stand.ts'
import { PadStand } from './pad-stand.ts'
import { PaymentPad } from './payment-pad.ts'
import { PrinterStand } from './printer-stand.ts'
import { type PrinterLists, printersFound } from './printers-found.ts'
import { SpoolPrinter } from './spool-printer.ts'
import { TerminalStand } from './terminal-stand.ts'

export interface DeviceDeskOptions extends IntakeTools, PrinterLists {
  readonly book: DeviceBookPort
  /** Null where this machine cannot list them. */
  readonly listPorts: () => Promise<readonly SerialPortInfo[] | null>
  readonly clock: ClockPort
  /** Calls back when a printer was plugged in, as long as `isWanted`; answers what ends that. */
  readonly watchUsbPrinters?: (isWanted: () => boolean, onPlugged: () => void) => () => void
  readonly newId: () => string
  /** Whether a card payment is open: the pad it is at stays as it is. */
  readonly isPaymentOpen: () => boolean
  /** The number of the payment that a terminal was ordered and of which nobody knows what became; null when there is none. */
  readonly terminalInDoubt: (deviceId: string) => string | null
  readonly onChange: () => void
  /** Papers may have somewhere to go now. */
  readonly onPrinterChosen: () => void
  readonly onUnexpected: (thrown: unknown) => void
}

const NO_PAD: StatusView['pad'] = { alias: '', endpoint: '', state: 'absent', lastSeenAt: null, failure: null }

/**
 * The devices of the till: writes them down, keeps each at its stand, and says which pad and which terminals payments go to,
 * which printer papers go to, which display faces the customer and which scale weighs. What changes here changes nothing else: payments and
 * spool know one pad and one printer.
 *
 * Guarantees: the book is on disk before a stand changes; one alias and one line lead to one device; a device that a
 * payment is at is not removed.
 */
export class DeviceDesk {
  /** The pad of all payments. */
  readonly pad: PaymentPad
  /** The printer of all papers but those of kitchens. */
  readonly printer: SpoolPrinter
  readonly scale = { weigh: () => this.#stands.weigh(), stand: (deviceId: string) => this.#stands.scale(deviceId) }
  /** The terminals that payments may be ordered from. */
  readonly terminals: DeviceTerminals
  /** How devices come to the till. */
  readonly intake: DeviceIntake
  readonly kitchens: KitchenPrinters
  readonly bench: DeviceWorkbench
  readonly #options: DeviceDeskOptions
  readonly #log: DeviceLog
  readonly #stands = new DeviceStands()
  /** In place of the default pad, while it takes a test sale. */
  #payWith: PadStand | null = null
  /** What the customer reads, or would if there were a display. */
  #customerRows: DisplayRows = EMPTY_ROWS
  #stopWatching = () => {}

  private constructor(options: DeviceDeskOptions) {
    this.#options = options
    this.#log = new DeviceLog(options)
    this.bench = new DeviceWorkbench(options.clock, options.onChange)
    const take = (device: NewDevice) => this.#add(device)
    const lineBehind = (endpoint: string) => this.#lineBehind(endpoint)
    this.intake = new DeviceIntake({ tools: { ...options, lineBehind }, bench: this.bench, stands: this.#stands, take })
    this.terminals = new DeviceTerminals(this.#stands)
    this.pad = new PaymentPad(() => (this.#payWith ?? this.#stands.defaultPad())?.port ?? null)
    this.kitchens = new KitchenPrinters(this.#stands)
    this.printer = new SpoolPrinter(
      () => this.#stands.defaultPrinter()?.port ?? null,
      () => this.#stands.standInFor(this.#stands.defaultPrinter()?.device.id ?? '')?.port ?? null,
    )
  }

  /** Reads the book; `start` opens the lines. */
  static async open(options: DeviceDeskOptions): Promise<DeviceDesk> {
    const desk = new DeviceDesk(options)
    for (const device of await options.book.devices()) await desk.#place(device)
    return desk
  }

  start(): void {
    for (const stand of this.#stands.all()) this.#begin(stand)
    const { watchUsbPrinters, onPrinterChosen } = this.#options
    const isWanted = () => this.#stands.printers().some(({ device }) => device.endpoint.startsWith('usb:'))
    this.#stopWatching = watchUsbPrinters?.(isWanted, onPrinterChosen) ?? this.#stopWatching
  }

  /** Ends what is being tried: before payments and papers are ended. */
  async settle(): Promise<void> {
    await this.bench.cancel()
    let forget: () => void = () => {}
    const late = new Promise<void>((resolve) => {
      forget = this.#options.clock.after(LIMITS.deviceWaitMs, resolve)
    })
    await Promise.race([this.bench.settled(), late])
    forget()
  }

  /** Lets every line go. */
  async stop(): Promise<void> {
    this.#stopWatching()
    await Promise.all(this.#stands.all().map((stand) => stand.stop()))
    await this.#log.close()
  }

  view(health: PrinterHealth): DevicesView {
    return {
      devices: this.#stands
        .all()
        .map((stand) => deviceView(stand, this.#log.of(stand.device.id), this.#spoolOf(stand, health))),
      work: this.bench.current(),
    }
  }

  #spoolOf({ device }: Stand, health: PrinterHealth): PrinterHealth | null {
    return device.isDefault ? health : this.kitchens.health(device.id)
  }

  padStatus(): StatusView['pad'] {
    const stand = this.#stands.defaultPad()
    if (stand === null) return NO_PAD
    const { alias, endpoint } = stand.device
    return { alias, endpoint, state: stand.state(), lastSeenAt: stand.lastSeenAt(), failure: stand.failure() }
  }

  /** How a payment ended, for the log of the pad it was at. */
  paymentEnded(number: string, outcome: string): void {
    const stand = this.#stands.pads().find(({ port }) => this.pad.isAt(port))
    if (stand) this.note(stand, { kind: 'payment-ended', tone: 'info', details: { number, outcome } })
  }

  note(stand: Stand, entry: Parameters<DeviceLog['note']>[1]): void {
    this.#log.note(stand.device.id, entry)
    this.#options.onChange()
  }

  async serialPorts(): Promise<{ ports: SerialPortView[]; failure: { code: 'DEVICE_PORTS_NOT_LISTED' } | null }> {
    const found = await this.#options.listPorts()
    if (found === null) return { ports: [], failure: { code: 'DEVICE_PORTS_NOT_LISTED' } }
    const ports = found.map(({ endpoint, path, maker, serialNumber }) => ({
      endpoint,
      label: path,
      maker,
      serialNumber,
      usedBy: this.#stands.at(endpoint)?.device.alias ?? null,
    }))
    return { ports, failure: null }
  }

  printersFound(): Promise<PrintersFoundView> {
    return printersFound(this.#options, (endpoint) => this.#stands.at(endpoint)?.device.alias ?? null)
  }

  /** The default display shows this, another one nothing. Waits for neither. */
  tellCustomer(rows: DisplayRows): void {
    this.#customerRows = rows
    for (const stand of this.#stands.displays()) stand.show(stand.device.isDefault ? rows : EMPTY_ROWS)
  }

  /** Errors: DEVICE_NOT_FOUND, DEVICE_ALIAS_TAKEN. */
  async rename(deviceId: string, newAlias: string): Promise<Result<null>> {
    const stand = this.#stands.get(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const alias = newAlias.normalize('NFC')
    const before = stand.device.alias
    if (alias === before) return succeed(null)
    const taken = this.#stands.free(alias, null, deviceId)
    if (!taken.ok) return taken
    await this.#options.book.rename(deviceId, alias)
    stand.device = { ...stand.device, alias }
    this.note(stand, { kind: 'renamed', tone: 'info', details: { before } })
    this.terminals.changed()
    return succeed(null)
  }

  /** Binds the alias to the pad that answers now. Errors: DEVICE_NOT_FOUND, PINPAD_LINK_LOST, PINPAD_OTHER_SERIAL. */
  async acceptSerialNumber(deviceId: string, serialNumber: string): Promise<Result<null>> {
    const stand = this.padStand(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    const found = stand.identity()?.serialNumber
    if (found === undefined || stand.state() === 'lost') return fail('PINPAD_LINK_LOST')
    if (found !== serialNumber) return fail('PINPAD_OTHER_SERIAL', { alias: stand.device.alias, serialNumber: found })
    if (found === stand.device.boundSerialNumber) return succeed(null)
    await this.#options.book.bind(deviceId, serialNumber)
    stand.device = { ...stand.device, boundSerialNumber: serialNumber }
    this.note(stand, { kind: 'serial-accepted', tone: 'info', details: { serialNumber } })
    return succeed(null)
  }

  /** What is under way ends where it began; the next payment or paper goes to this one. Errors: DEVICE_NOT_FOUND. */
  async makeDefault(deviceId: string): Promise<Result<null>> {
    const stand = this.#stands.get(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    if (stand.device.isDefault) return succeed(null)
    await this.#options.book.makeDefault(deviceId)
    for (const other of this.#stands.ofKind(stand.device.kind))
      other.device = { ...other.device, isDefault: other === stand }
    this.note(stand, { kind: 'made-default', tone: 'info', details: {} })
    if (stand instanceof PrinterStand) this.#options.onPrinterChosen()
    if (stand instanceof DisplayStand) this.tellCustomer(this.#customerRows)
    this.terminals.changed()
    return succeed(null)
  }

  /**
   * What a person sets of a printer; it is at another stand from then on. Errors: DEVICE_NOT_FOUND, also for a stand-in
   * that is no other printer, DEVICE_WORK_UNDERWAY, PRINTER_BUSY while a paper comes out of it.
   */
  async setPrinter(deviceId: string, settings: PrinterSettings): Promise<Result<null>> {
    const stand = this.printerStand(deviceId)
    const { standInId } = settings
    if (!stand || standInId === deviceId) return fail('DEVICE_NOT_FOUND')
    if (standInId !== null && this.printerStand(standInId) === null) return fail('DEVICE_NOT_FOUND')
    if (this.bench.current()?.deviceId === deviceId) return fail('DEVICE_WORK_UNDERWAY')
    if (stand.isPrinting) return fail('PRINTER_BUSY')
    const change = () => this.#options.book.setPrinter(deviceId, settings)
    await this.#renew(stand, { ...stand.device, printer: settings }, change)
    return succeed(null)
  }

  /**
   * The same device in another way, or by another line; it is at another stand from then on. Not for pads, which are known by
   * who answers. Errors: DEVICE_NOT_FOUND, DEVICE_ENDPOINT_TAKEN, DEVICE_LINE_*, DEVICE_WORK_UNDERWAY, PRINTER_BUSY while a
   * paper comes out, TERMINAL_BUSY while a payment is open, TERMINAL_BLOCKED while nobody knows what became of one.
   */
  async setLine(deviceId: string, endpoint: string): Promise<Result<null>> {
    const stand = this.#stands.get(deviceId)
    if (!stand || stand instanceof PadStand) return fail('DEVICE_NOT_FOUND')
    const { kind, terminal, alias } = stand.device
    const trouble = serialTrouble(endpoint, terminal?.settings.protocol ?? (kind === 'terminal' ? 'printer' : kind))
    if (trouble !== null) return fail(trouble)
    const taken = this.#stands.free(null, endpoint, deviceId)
    if (!taken.ok) return taken
    if (this.bench.current()?.deviceId === deviceId) return fail('DEVICE_WORK_UNDERWAY')
    if (stand instanceof PrinterStand && stand.isPrinting) return fail('PRINTER_BUSY')
    if (stand instanceof TerminalStand && stand.isOrdering) return fail('TERMINAL_BUSY')
    const inDoubt = stand instanceof TerminalStand ? this.#options.terminalInDoubt(deviceId) : null
    if (inDoubt !== null) return fail('TERMINAL_BLOCKED', { terminal: alias, number: inDoubt })
    await this.#renew(stand, { ...stand.device, endpoint }, () => this.#options.book.move(deviceId, endpoint))
    return succeed(null)
  }

  /**
   * The oldest other one of its kind takes over as default, but no printer of a kitchen.
   * Errors: DEVICE_NOT_FOUND, DEVICE_WORK_UNDERWAY, PINPAD_BUSY or TERMINAL_BUSY while a payment is open on it, TERMINAL_BLOCKED while
   * nobody knows what became of one.
   */
  async remove(deviceId: string): Promise<Result<null>> {
    const stand = this.#stands.get(deviceId)
    if (!stand) return fail('DEVICE_NOT_FOUND')
    if (this.bench.current()?.deviceId === deviceId) return fail('DEVICE_WORK_UNDERWAY')
    if (stand instanceof PadStand && this.isHeld(stand)) return fail('PINPAD_BUSY')
    if (stand instanceof TerminalStand && stand.isOrdering) return fail('TERMINAL_BUSY')
    const inDoubt = stand instanceof TerminalStand ? this.#options.terminalInDoubt(deviceId) : null
    // Set up anew it would take the next order, and nobody would ask it about that one any more.
    if (inDoubt !== null) return fail('TERMINAL_BLOCKED', { terminal: stand.device.alias, number: inDoubt })
    await this.#options.book.remove(deviceId)
    this.#stands.delete(deviceId)
    this.#stands.forgetStandIn(deviceId)
    this.#log.forget(deviceId)
    if (stand instanceof PadStand) this.pad.leave(stand.port)
    const heir = this.#stands.heir(stand.device.kind)
    if (stand.device.isDefault && heir) await this.makeDefault(heir.device.id)
    await stand.stop()
    if (stand instanceof PrinterStand) this.#options.onPrinterChosen()
    this.terminals.changed()
    this.#options.onChange()
    return succeed(null)
  }

  /** Looks at all devices again, or at one; what it finds is in the view. Errors: DEVICE_NOT_FOUND. */
  async check(deviceId: string | null): Promise<Result<null>> {
    const stands = this.#stands.all().filter(({ device }) => deviceId === null || device.id === deviceId)
    if (deviceId !== null && stands.length === 0) return fail('DEVICE_NOT_FOUND')
    await Promise.all(stands.map((stand) => (stand instanceof PadStand && this.isHeld(stand) ? null : stand.check())))
    return succeed(null)
  }

  /** Whether a payment is at this pad. */
  isHeld(stand: PadStand): boolean {
    return stand.isPurchasing || (this.#options.isPaymentOpen() && this.pad.isAt(stand.port))
  }

  /** Payments that connect from now on go to this pad; null: to the default one again. */
  payWith(stand: PadStand | null): void {
    this.#payWith = stand
  }

  /** Whether a technician keeps the pad of the next payment. */
  isPadAtWork(): boolean {
    return this.#payWith !== null || this.#stands.defaultPad()?.isWorking === true
  }

  /** Null: the pad of the next payment. */
  padStand(deviceId: string | null): PadStand | null {
    const stand = deviceId === null ? this.#stands.defaultPad() : this.#stands.get(deviceId)
    return stand instanceof PadStand ? stand : null
  }

  printerStand(deviceId: string): PrinterStand | null {
    const stand = this.#stands.get(deviceId)
    return stand instanceof PrinterStand ? stand : null
  }

  displayStand(deviceId: string): DisplayStand | null {
    const stand = this.#stands.get(deviceId)
    return stand instanceof DisplayStand ? stand : null
  }

  terminalStand(deviceId: string): TerminalStand | null {
    const stand = this.#stands.get(deviceId)
    return stand instanceof TerminalStand ? stand : null
  }

  async #add(device: NewDevice): Promise<Result<{ deviceId: string }>> {
    // Somebody else may have taken name or line while this one was being probed.
    const taken = this.#stands.free(device.alias, device.endpoint, null)
    if (!taken.ok) return taken
    const { book, newId, onChange, onPrinterChosen } = this.#options
    const isDefault = !this.#stands.ofKind(device.kind).some((stand) => stand.device.isDefault)
    const booked = { ...device, id: newId(), isDefault, fromSettings: false }
    await book.add(booked)
    if (booked.printer !== undefined) await book.setPrinter(booked.id, booked.printer)
    const stand = await this.#place(booked)
    this.note(stand, { kind: 'added', tone: 'info', details: {} })
    this.#begin(stand)
    if (device.kind === 'printer') onPrinterChosen()
    if (device.kind === 'display') this.tellCustomer(this.#customerRows)
    this.terminals.changed()
    onChange()
    return succeed({ deviceId: booked.id })
  }

  #lineBehind(endpoint: string): ByteLink | null {
    return lineBehindPrinter(endpoint, (deviceId) => this.#stands.printer(deviceId))
  }

  /** The device as `change` writes it down, at a stand of its own; the one before lets its line go first. */
  async #renew(before: Stand, device: BookedDevice, change: () => Promise<void>): Promise<void> {
    await (before instanceof PrinterStand ? before.retire(change) : change())
    const anew = await this.#place(device)
    // What came out half before does not stand above the first paper of the new settings.
    if (before instanceof PrinterStand && anew instanceof PrinterStand) anew.follow(before)
    await before.stop()
    this.#begin(anew)
    if (anew instanceof PrinterStand) this.#options.onPrinterChosen()
    if (anew instanceof DisplayStand) this.tellCustomer(this.#customerRows)
    this.terminals.changed()
    this.#options.onChange()
  }

  async #place(device: BookedDevice): Promise<Stand> {
    await this.#log.open(device.id)
    const { clock, onChange, onUnexpected, book, terms } = this.#options
    const stand: Stand = makeStand(device, this.#options, {
      terms,
      clock,
      onChange: () => {
        if (device.kind === 'terminal') this.terminals.changed()
        onChange()
      },
      note: (entry) => this.#log.note(device.id, entry),
      onFirstMet: (serialNumber) => void book.bind(device.id, serialNumber).catch(onUnexpected),
      onConfirmation: (settings) => {
        if (this.#stands.get(device.id) === stand) void book.setPrinter(device.id, settings).catch(onUnexpected)
      },
      lineBehind: (endpoint) => this.#lineBehind(endpoint),
    })
    this.#stands.set(stand)
    return stand
  }

  /** The default printer is looked at by the spool's worker. */
  #begin(stand: Stand): void {
    if (!(stand instanceof PrinterStand)) stand.start()
    else if (!stand.device.isDefault) void stand.check()
  }
}
