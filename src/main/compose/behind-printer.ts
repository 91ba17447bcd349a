import { type ByteLink, DONE, trouble } from '#hardware/link/byte-link.ts'
import type { PrinterStand } from './printer-stand.ts'

const SCHEME = 'printer:'
/** ESC = n: what follows is for the display that hangs behind, and for the printer again (printers-escpos sheet, section 6). */
const TO_DISPLAY = [0x1b, 0x3d, 0x02] as const
const TO_PRINTER = [0x1b, 0x3d, 0x01] as const

/**
 * The line of a display that hangs behind a printer of this till; null for every other endpoint. Its bytes go through the
 * printer between two papers, each write addressed by itself, so that a printer that was switched off and on, or a paper
 * that follows, never speaks to the display by mistake.
 */
export function lineBehindPrinter(
  endpoint: string,
  printerOf: (deviceId: string) => Pick<PrinterStand, 'passOn'> | null,
): ByteLink | null {
  if (!endpoint.startsWith(SCHEME)) return null
  const printer = () => printerOf(endpoint.slice(SCHEME.length))
  return {
    endpoint,
    open: async () => (printer() === null ? trouble('not-found') : DONE),
    write: async (bytes) => {
      const isPassed = await printer()?.passOn(Uint8Array.of(...TO_DISPLAY, ...bytes, ...TO_PRINTER))
      return isPassed ? DONE : trouble('lost')
    },
    close: async () => {},
    // Nothing is heard of a display; the printer hears of its own line.
    onBytes: () => () => {},
    onLost: () => () => {},
  }
}
