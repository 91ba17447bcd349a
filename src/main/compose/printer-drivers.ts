import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fail, type Result, succeed } from '#contract/result.ts'
import { createWindowsSpooler, type WindowsSpooler } from '#hardware/link/windows-spooler.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { type PrinterProbe, probePrinter } from '#hardware/printers/probe-printer.ts'
import { createSpooledPrinter, spooledPrinterName } from '#hardware/printers/spooled-printer.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { DeviceDrivers } from './make-stand.ts'

const SCRIPT = join('windows', 'print-raw.ps1')

/** Windows' own program reads the script, so that it lies beside the archive of the packed program and not in it. */
function scriptPath(): string {
  const resources: unknown = Reflect.get(process, 'resourcesPath')
  const packed = typeof resources === 'string' ? join(resources, SCRIPT) : null
  return packed !== null && existsSync(packed) ? packed : resolve('resources', SCRIPT)
}

/** The spooler of Windows; on every other system there is none. */
export function systemSpooler(platform: NodeJS.Platform = process.platform): WindowsSpooler | null {
  return platform === 'win32' ? createWindowsSpooler({ scriptPath: scriptPath() }) : null
}

/** The driver of a printer by what its endpoint says: over a line, or behind the spooler of Windows. */
export function printerMaker(clock: ClockPort, spooler: WindowsSpooler | null): DeviceDrivers['newPrinter'] {
  return ({ settings: { profile, drawer, confirmation }, ...device }) =>
    spooler !== null && spooledPrinterName(device.endpoint) !== null
      ? createSpooledPrinter({ ...device, spooler, profile, drawer })
      : createEscposPrinter({ ...device, clock, profile, drawer, confirmation })
}

/** What answers at an endpoint; of a printer of Windows only that there is one. Errors: those of `probePrinter`. */
export function printerProbe(spooler: WindowsSpooler | null): (endpoint: string) => Promise<Result<PrinterProbe>> {
  return async (endpoint) => {
    const name = spooledPrinterName(endpoint)
    if (name === null) return probePrinter(endpoint)
    const found = (await spooler?.printers()) ?? []
    if (!found.some((printer) => printer.name === name)) return fail('PRINTER_NOT_FOUND', { endpoint })
    return succeed({ answers: false, paper: 'unknown', coverOpen: null })
  }
}
