import type { DeviceLogEntry, DisplayProfile, TicketColumns } from '#contract/views/devices-view.ts'
import { DEFAULT_PRINTER_SETTINGS, type PrinterSettings } from '#contract/views/printer-settings-view.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import type { TicketPrinter } from '#hardware/printers/ticket-printer.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import type { CustomerDisplayPort } from '#till/ports/customer-display.port.ts'
import type { BookedDevice, BookedTerminal } from '#till/ports/device-book.port.ts'
import type { ScalePort } from '#till/ports/scale.port.ts'
import type { Stand } from './device-view.ts'
import { DisplayStand } from './display-stand.ts'
import type { InspectionTerms, PadDriver } from './pad-inspection.ts'
import { PadStand } from './pad-stand.ts'
import { PrinterStand } from './printer-stand.ts'
import { ScaleStand } from './scale-stand.ts'
import { TerminalStand } from './terminal-stand.ts'
import { realInTraining, untouchedTerminal } from './training-lines.ts'

/** Drivers of the devices by what the book says of them. */
export interface DeviceDrivers {
  readonly newPad: (alias: string, endpoint: string) => PadDriver
  readonly newPrinter: (device: {
    readonly alias: string
    readonly endpoint: string
    readonly columns: TicketColumns
    readonly settings: PrinterSettings
  }) => TicketPrinter
  /** @param line the one it hangs on where that is no line of its own; else the endpoint's. */
  readonly newDisplay: (endpoint: string, profile: DisplayProfile, line: ByteLink | null) => CustomerDisplayPort
  readonly newScale: (endpoint: string) => ScalePort
  readonly newTerminal: (device: {
    readonly alias: string
    readonly endpoint: string
    readonly terminal: BookedTerminal
  }) => StandaloneTerminalPort
}

export interface StandGround {
  /** What a pad of this till must be like. */
  readonly terms: InspectionTerms
  readonly clock: ClockPort
  readonly onChange: () => void
  readonly note: (entry: Omit<DeviceLogEntry, 'at'>) => void
  /** The first pad that answers under an alias is the one it is bound to. */
  readonly onFirstMet: (serialNumber: string) => void
  /** What is to be kept of a printer that confirms its papers better than it was found to. */
  readonly onConfirmation: (settings: PrinterSettings) => void
  /** The line of what hangs behind a printer; null for every other endpoint. */
  readonly lineBehind: (endpoint: string) => ByteLink | null
}

const SETTINGS_COLUMNS = 42

/** A stand for a device of the book; its line is not opened yet, and in training never to a terminal that may be a bank's. */
export function makeStand(device: BookedDevice, drivers: DeviceDrivers, ground: StandGround): Stand {
  const { alias, endpoint, columns, displayProfile, terminal } = device
  if (device.kind === 'pad') return new PadStand({ ...ground, device, pad: drivers.newPad(alias, endpoint) })
  if (device.kind === 'display') {
    const display = drivers.newDisplay(endpoint, displayProfile ?? 'cd5220', ground.lineBehind(endpoint))
    return new DisplayStand({ ...ground, device, display })
  }
  if (device.kind === 'scale') return new ScaleStand({ ...ground, device, scale: drivers.newScale(endpoint) })
  if (terminal !== null) {
    const made = drivers.newTerminal({ alias, endpoint, terminal })
    const real = realInTraining(endpoint, ground.terms.training)
    return new TerminalStand({ ...ground, device, terminal: real === null ? made : untouchedTerminal(made, real) })
  }
  const printer = drivers.newPrinter({
    alias,
    endpoint,
    columns: columns ?? SETTINGS_COLUMNS,
    settings: device.printer ?? DEFAULT_PRINTER_SETTINGS,
  })
  return new PrinterStand({ ...ground, device, printer })
}
