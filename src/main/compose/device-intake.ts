import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import { type BaudRate, readSerialEndpoint, serialEndpoint, serialTrouble } from '#contract/serial-line.ts'
import type { DeviceWork, DisplayProfile, PadIdentityView, TicketColumns } from '#contract/views/devices-view.ts'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { TerminalIdentityView, TerminalProtocol, TerminalSettings } from '#contract/views/terminal-device-view.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import type { PrinterProbe } from '#hardware/printers/probe-printer.ts'
import type { PortSpeech } from '#hardware/recognise/port-signature.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'
import type { BookedDevice } from '#till/ports/device-book.port.ts'
import type { DeviceStands } from './device-stands.ts'
import type { DeviceWorkbench } from './device-work.ts'
import type { DeviceDrivers } from './make-stand.ts'
import { type InspectionTerms, inspectPad, keyTrouble, type PadDriver } from './pad-inspection.ts'
import { realInTraining } from './training-lines.ts'

export interface IntakeTools extends DeviceDrivers {
  /** What a pad of this till must be like. */
  readonly terms: InspectionTerms
  /** The text that shows what a display can do. */
  readonly displayTestRows: () => DisplayRows
  readonly probePrinter: (endpoint: string) => Promise<Result<PrinterProbe>>
  /** What speaks at a place where `expected` should; null where that is not known. */
  readonly recognise: (endpoint: string, expected: PortSpeech | null) => Promise<PortSpeech | null>
  /** At which other speed such a device answers on a serial line; null where none does, and for every other line. */
  readonly findSpeed: (endpoint: string, expected: PortSpeech) => Promise<BaudRate | null>
  readonly currency: () => Currency
}

/** What may be looked for at a place. */
type Wanted = 'pad' | 'printer' | TerminalProtocol

/** What was found, and at which speed where that had to be looked for. */
type Answered<Value> = Value & { readonly baudRate?: BaudRate }

export type NewDevice = Omit<BookedDevice, 'id' | 'isDefault' | 'fromSettings'>

/** What only devices of another kind have. */
const NO_FACTS = { columns: null, displayProfile: null, terminal: null, boundSerialNumber: null } as const

const FOREIGN_CODES: Readonly<Record<PortSpeech, ErrorCode>> = {
  pad: 'DEVICE_IS_PAD',
  printer: 'DEVICE_IS_PRINTER',
  'caisse-ap': 'DEVICE_IS_CAISSE_AP',
  zvt: 'DEVICE_IS_ZVT',
  nexo: 'DEVICE_IS_NEXO',
  pump: 'DEVICE_IS_PUMP',
  bank: 'DEVICE_IS_BANK',
  web: 'DEVICE_IS_WEB',
}

/**
 * How a device comes to the till: what answers at a place is asked who it is, and is set up once it is what a person took it for.
 *
 * Guarantees: one alias and one line lead to one device; a probe leaves nothing open; what speaks another protocol is named within
 * `LIMITS.portLookTimeoutMs` and asked nothing of the device that it is not.
 */
export class DeviceIntake {
  readonly #tools: IntakeTools & { readonly lineBehind: (endpoint: string) => ByteLink | null }
  readonly #bench: DeviceWorkbench
  readonly #stands: Pick<DeviceStands, 'free'>
  /** Writes the device down and gives it its stand. */
  readonly #take: (device: NewDevice) => Promise<Result<{ deviceId: string }>>

  constructor(parts: {
    tools: IntakeTools & { readonly lineBehind: (endpoint: string) => ByteLink | null }
    bench: DeviceWorkbench
    stands: Pick<DeviceStands, 'free'>
    take: (device: NewDevice) => Promise<Result<{ deviceId: string }>>
  }) {
    this.#tools = parts.tools
    this.#bench = parts.bench
    this.#stands = parts.stands
    this.#take = parts.take
  }

  /** Asks who answers, and leaves it. Errors: DEVICE_ENDPOINT_TAKEN, DEVICE_WORK_UNDERWAY, DEVICE_IS_*, PINPAD_*. */
  probePad(endpoint: string): Promise<Result<Answered<PadIdentityView>>> {
    return this.#probePad(endpoint, true)
  }

  /** Asks for cover and paper. Errors: DEVICE_ENDPOINT_TAKEN, DEVICE_WORK_UNDERWAY, DEVICE_IS_*, PRINTER_*. */
  probePrinter(endpoint: string): Promise<Result<Answered<PrinterProbe>>> {
    return this.#probePrinter(endpoint, true)
  }

  /**
   * Shows a text and leaves the line; whether it can be read only a person sees.
   * Errors: DEVICE_ENDPOINT_TAKEN, DEVICE_WORK_UNDERWAY, DEVICE_IS_*, DISPLAY_*.
   */
  probeDisplay(endpoint: string, profile: DisplayProfile): Promise<Result<{ rows: [string, string] }>> {
    return this.#probeDisplay(endpoint, profile, true)
  }

  /**
   * Asks who answers, without money. Errors: DEVICE_ENDPOINT_TAKEN, DEVICE_WORK_UNDERWAY, DEVICE_IS_*, TERMINAL_*; in training
   * TERMINAL_REAL_IN_TRAINING, before anything is opened.
   */
  probeTerminal(endpoint: string, settings: TerminalSettings): Promise<Result<Answered<TerminalIdentityView>>> {
    return this.#probeTerminal(endpoint, settings, true)
  }

  /**
   * Sets up a pad that answers now and is the one that was probed.
   * Errors: DEVICE_ALIAS_TAKEN, those of `probePad`, PINPAD_OTHER_SERIAL, PINPAD_TEST_KEYS.
   */
  addPad(request: { alias: string; endpoint: string; serialNumber: string }): Promise<Result<{ deviceId: string }>> {
    const { endpoint, serialNumber } = request
    return this.#named(request, async (alias) => {
      const found = await this.#probePad(endpoint, false)
      if (!found.ok) return found
      if (found.value.serialNumber !== serialNumber)
        return fail('PINPAD_OTHER_SERIAL', { alias, serialNumber: found.value.serialNumber })
      const trouble = keyTrouble(found.value, this.#tools.terms)
      if (trouble !== null) return { ok: false, error: trouble }
      return this.#take({ ...NO_FACTS, kind: 'pad', alias, endpoint, boundSerialNumber: serialNumber })
    })
  }

  /** Sets up a printer whose line opens now; one that keeps silent confirms nothing. Errors: DEVICE_ALIAS_TAKEN, those of `probePrinter`. */
  addPrinter(request: {
    alias: string
    endpoint: string
    columns: TicketColumns
  }): Promise<Result<{ deviceId: string }>> {
    const { endpoint, columns } = request
    return this.#named(request, async (alias) => {
      const found = await this.#probePrinter(endpoint, false)
      if (!found.ok) return found
      const { confirmation } = found.value
      const printer = confirmation === undefined ? {} : { printer: { ...DEFAULT_PRINTER_SETTINGS, confirmation } }
      return this.#take({ ...NO_FACTS, kind: 'printer', alias, endpoint, columns, ...printer })
    })
  }

  /** Sets up a display whose line opens now. Errors: DEVICE_ALIAS_TAKEN, those of `probeDisplay`. */
  addDisplay(request: {
    alias: string
    endpoint: string
    profile: DisplayProfile
  }): Promise<Result<{ deviceId: string }>> {
    const { endpoint, profile } = request
    return this.#named(request, async (alias) => {
      const found = await this.#probeDisplay(endpoint, profile, false)
      if (!found.ok) return found
      return this.#take({ ...NO_FACTS, kind: 'display', alias, endpoint, displayProfile: profile })
    })
  }

  /** Asks what lies on a scale, and leaves it. Errors: DEVICE_ENDPOINT_TAKEN, DEVICE_WORK_UNDERWAY, DEVICE_IS_*, SCALE_*. */
  probeScale(endpoint: string): Promise<Result<{ reading: ScaleReading }>> {
    return this.#probeScale(endpoint, true)
  }

  /** Sets up a scale that answers now. Errors: DEVICE_ALIAS_TAKEN, those of `probeScale`. */
  addScale(request: { alias: string; endpoint: string }): Promise<Result<{ deviceId: string }>> {
    const { endpoint } = request
    return this.#named(request, async (alias) => {
      const found = await this.#probeScale(endpoint, false)
      return found.ok ? this.#take({ ...NO_FACTS, kind: 'scale', alias, endpoint }) : found
    })
  }

  /** Sets up a terminal that answers now. Errors: DEVICE_ALIAS_TAKEN, those of `probeTerminal`. */
  addTerminal(request: {
    alias: string
    endpoint: string
    settings: TerminalSettings
  }): Promise<Result<{ deviceId: string }>> {
    const { endpoint, settings } = request
    return this.#named(request, async (alias) => {
      const found = await this.#probeTerminal(endpoint, settings, false)
      if (!found.ok) return found
      const terminal = { settings, currency: this.#tools.currency() }
      return this.#take({ ...NO_FACTS, kind: 'terminal', alias, endpoint, terminal })
    })
  }

  async #named<Value>(
    request: { readonly alias: string; readonly endpoint: string },
    add: (alias: string) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const alias = request.alias.normalize('NFC')
    const taken = this.#stands.free(alias, request.endpoint, null)
    return taken.ok ? add(alias) : taken
  }

  #probePad(endpoint: string, looks: boolean): Promise<Result<Answered<PadIdentityView>>> {
    let pad: PadDriver | null = null
    const cancel = async () => pad?.cancel()
    return this.#asked(endpoint, { expected: 'pad', looks, cancel }, async (place) => {
      pad = this.#tools.newPad('', place)
      try {
        const found = await pad.connect()
        return found.ok ? await inspectPad(pad, found.value, this.#tools.terms) : found
      } finally {
        await pad.disconnect()
      }
    })
  }

  #probePrinter(endpoint: string, looks: boolean): Promise<Result<Answered<PrinterProbe>>> {
    return this.#asked(endpoint, { expected: 'printer', looks }, (place) => this.#tools.probePrinter(place))
  }

  #probeDisplay(endpoint: string, profile: DisplayProfile, looks: boolean) {
    return this.#asked(endpoint, { expected: null, looks }, async () => {
      const display = this.#tools.newDisplay(endpoint, profile, this.#tools.lineBehind(endpoint))
      const rows = this.#tools.displayTestRows()
      try {
        const found = await display.connect()
        const shown = found.ok ? await display.show(rows) : found
        return shown.ok ? succeed({ rows: [...display.drawn(rows)] as [string, string] }) : shown
      } finally {
        await display.close()
      }
    })
  }

  #probeScale(endpoint: string, looks: boolean) {
    return this.#asked(endpoint, { expected: null, looks, device: 'scale' }, async () => {
      const scale = this.#tools.newScale(endpoint)
      try {
        const found = await scale.connect()
        const weighed = found.ok ? await scale.weigh() : found
        return weighed.ok ? succeed({ reading: weighed.value }) : weighed
      } finally {
        await scale.close()
      }
    })
  }

  async #probeTerminal(
    endpoint: string,
    settings: TerminalSettings,
    looks: boolean,
  ): Promise<Result<Answered<TerminalIdentityView>>> {
    const trouble = serialTrouble(endpoint, settings.protocol)
    if (trouble !== null) return fail(trouble)
    const real = realInTraining(endpoint, this.#tools.terms.training)
    if (real !== null) return { ok: false, error: real }
    let terminal: StandaloneTerminalPort | null = null
    const cancel = async () => terminal?.close()
    return this.#asked(endpoint, { expected: settings.protocol, looks, cancel }, async (place) => {
      const booked = { settings, currency: this.#tools.currency() }
      terminal = this.#tools.newTerminal({ alias: '', endpoint: place, terminal: booked })
      try {
        return await terminal.probe()
      } finally {
        await terminal.close()
      }
    })
  }

  /**
   * @param looks whether what speaks there is found out first, and at which speed.
   * @param probe is given the place as it is to be asked.
   */
  async #asked<Value extends object>(
    endpoint: string,
    work: {
      readonly expected: Wanted | null
      readonly looks: boolean
      /** What hangs there where nothing that can be looked for is expected. */
      readonly device?: 'display' | 'scale'
      readonly cancel?: () => Promise<unknown>
    },
    probe: (place: string) => Promise<Result<Value>>,
  ): Promise<Result<Answered<Value>>> {
    const taken = this.#stands.free(null, endpoint, null)
    if (!taken.ok) return taken
    const { expected, looks, device = 'display', cancel = null } = work
    const trouble = serialTrouble(endpoint, expected ?? device)
    if (trouble !== null) return fail(trouble)
    const kind: DeviceWork['kind'] = 'probe'
    const limitMs = LIMITS.deviceProbeTimeoutMs
    return this.#bench.run({ deviceId: null, endpoint, kind, limitMs, cancel }, async () => {
      const speech = looks ? await this.#tools.recognise(endpoint, expected) : expected
      if (speech !== null && speech !== expected) return fail(FOREIGN_CODES[speech], { endpoint })
      const isSilent = speech === null && expected !== null
      const baudRate = isSilent ? await this.#tools.findSpeed(endpoint, expected) : null
      const found = await probe(baudRate === null ? endpoint : atSpeed(endpoint, baudRate))
      return found.ok ? succeed({ ...found.value, ...(baudRate === null ? {} : { baudRate }) }) : found
    })
  }
}

/** The same line at another speed. */
function atSpeed(endpoint: string, baudRate: BaudRate): string {
  const serial = readSerialEndpoint(endpoint)
  if (serial === null) return endpoint
  return serialEndpoint({ path: serial.path, settings: { ...serial.settings, baudRate } })
}
