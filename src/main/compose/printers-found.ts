import type { PrintersFoundView, SerialPortView } from '#contract/views/devices-view.ts'
import type { UsbPrinterInfo } from '#hardware/link/usb-printers.ts'
import type { WindowsPrinter } from '#hardware/link/windows-spooler.ts'
import { spooledEndpoint } from '#hardware/printers/spooled-printer.ts'

/** Printers as the systems of this machine list them; null where it has no such way. */
export interface PrinterLists {
  readonly listUsbPrinters: () => Promise<readonly UsbPrinterInfo[] | null>
  readonly listWindowsPrinters: () => Promise<readonly WindowsPrinter[] | null>
}

/**
 * Printers that hang on this machine without a serial port, for a person to choose from.
 * @param usedBy the alias of the device that an endpoint belongs to already.
 */
export async function printersFound(
  { listUsbPrinters, listWindowsPrinters }: PrinterLists,
  usedBy: (endpoint: string) => string | null,
): Promise<PrintersFoundView> {
  const [usb, windows] = await Promise.all([listUsbPrinters(), listWindowsPrinters()])
  const row = (endpoint: string, label: string, maker: string | null, serialNumber: string | null): SerialPortView => ({
    endpoint,
    label,
    maker,
    serialNumber,
    usedBy: usedBy(endpoint),
  })
  return {
    usb: usb?.map(({ endpoint, name, maker, serialNumber }) => row(endpoint, name, maker, serialNumber)) ?? null,
    windows: windows?.map(({ name, driver }) => row(spooledEndpoint(name), name, driver, null)) ?? null,
  }
}
