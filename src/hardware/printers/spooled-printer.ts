import type { PrinterProfile, PrinterSettings } from '#contract/views/printer-settings-view.ts'
import type { SpoolerOutcome, WindowsSpooler } from '../link/windows-spooler.ts'
import { drawerKick } from './escpos-encoder.ts'
import type { PrinterTrouble } from './printer-trouble.ts'
import type { Acknowledgement } from './ticket-acknowledgement.ts'
import type { PrintOutcome, TicketPrinter } from './ticket-printer.ts'

export interface SpooledPrinterOptions {
  readonly alias: string
  readonly endpoint: string
  readonly spooler: WindowsSpooler
  readonly columns: TicketPrinter['columns']
  readonly profile: PrinterProfile
  readonly drawer: PrinterSettings['drawer']
}

const SCHEME = 'windows:'

/** A job that Windows took is out of our hands: printing it once more could double it. */
const OUTCOMES: Readonly<Record<SpoolerOutcome, PrintOutcome>> = {
  finished: 'printed',
  taken: 'printed',
  refused: 'not-printed',
  unknown: 'unknown',
}

/** The name of the printer that an endpoint of the spooler means; null for every other endpoint. */
export const spooledPrinterName = (endpoint: string): string | null =>
  endpoint.startsWith(SCHEME) ? endpoint.slice(SCHEME.length) : null

export const spooledEndpoint = (printerName: string): string => `${SCHEME}${printerName}`

/**
 * A printer behind the Windows spooler. Nothing is heard of it: neither paper nor cover, and a ticket is at best known to
 * have left the queue. The drawer is opened by a job that leaves the queue at once or is taken back from it.
 */
export function createSpooledPrinter(options: SpooledPrinterOptions): TicketPrinter {
  const { alias, endpoint, spooler, columns, profile, drawer } = options
  const name = spooledPrinterName(endpoint) ?? ''
  let acknowledgement: Acknowledgement = null
  /** Windows knows a printer of this name; asked again after it refused a job, since asking takes a second. */
  let isKnown = false
  return {
    alias,
    endpoint,
    columns,
    profile,
    drawer: { ...drawer, way: 'at-once' },
    prepare: async (): Promise<PrinterTrouble | null> => {
      isKnown ||= (await spooler.printers())?.some((printer) => printer.name === name) ?? false
      return isKnown ? null : 'PRINTER_UNREACHABLE'
    },
    print: async (bytes, _id, { onConfirmed } = {}) => {
      const outcome = await spooler.send(name, bytes)
      if (outcome === 'finished') acknowledgement = 'spooler'
      else if (outcome === 'taken') acknowledgement = 'none'
      else isKnown = false
      if (OUTCOMES[outcome] === 'printed' && acknowledgement !== null) onConfirmed?.(acknowledgement)
      return OUTCOMES[outcome]
    },
    // Each job is whole: no half of one is ever in the way of the next.
    expectHalfTicket: () => {},
    mayHoldHalfTicket: () => false,
    kickNow: async ({ onConfirmed } = {}) => {
      const outcome = await spooler.kick(name, drawerKick(drawer.pin))
      if (outcome === 'finished') onConfirmed?.('spooler')
      else isKnown = false
      return OUTCOMES[outcome]
    },
    close: async () => {},
    onTrouble: () => () => {},
    acknowledgement: () => acknowledgement,
    condition: () => null,
  }
}
