import type { Currency } from '#contract/money.ts'
import type { DeviceKind, DeviceLogEntry, DisplayProfile, TicketColumns } from '#contract/views/devices-view.ts'
import type { PrinterSettings } from '#contract/views/printer-settings-view.ts'
import type { TerminalSettings } from '#contract/views/terminal-device-view.ts'

/** How a standalone terminal is spoken to, and what money it was set up for. */
export interface BookedTerminal {
  readonly settings: TerminalSettings
  readonly currency: Currency
}

/** A pad, a terminal, a printer, a display or a scale as it is written down: what it is called and how it is reached, not how it is. */
export interface BookedDevice {
  readonly id: string
  readonly kind: DeviceKind
  /** Unique among all devices. */
  readonly alias: string
  /** Unique too: one line leads to one device. */
  readonly endpoint: string
  /** Width of a printer's paper; null for all others. */
  readonly columns: TicketColumns | null
  /** What a person set of a printer; left out where nobody did. */
  readonly printer?: PrinterSettings
  /** Commands of a customer display; null for all others. */
  readonly displayProfile: DisplayProfile | null
  /** Null for all that are no standalone terminal. */
  readonly terminal: BookedTerminal | null
  /** Of a pad: the one that answers under this alias. Null until it was first met. */
  readonly boundSerialNumber: string | null
  /** The one of its kind that payments, papers or the customer's rows go to; at most one. */
  readonly isDefault: boolean
  /** Written down from the settings of the till, not added by a person. */
  readonly fromSettings: boolean
}

/** A test sale that was begun and is not known to be over: what it charged must be given back. */
export interface OpenTestSale {
  readonly saleId: string
  readonly deviceId: string
}

/**
 * The devices of this till. One call is one transaction, flushed before it returns; a failure is thrown as
 * CatalogueFailure STORE_*. Checks of alias and endpoint are the caller's: breaking them here is a bug.
 */
export interface DeviceBookPort {
  /** Oldest first. */
  devices(): Promise<BookedDevice[]>
  /** Whether the settings of the till were ever written down here: later changes win over them. */
  isSeeded(): Promise<boolean>
  markSeeded(): Promise<void>
  /** A default one takes the place of the default of its kind. */
  add(device: BookedDevice): Promise<void>
  rename(id: string, alias: string): Promise<void>
  bind(id: string, serialNumber: string): Promise<void>
  move(id: string, endpoint: string): Promise<void>
  makeDefault(id: string): Promise<void>
  setPrinter(id: string, settings: PrinterSettings): Promise<void>
  /** Its log goes with it, and it stands in for no printer any more. */
  remove(id: string): Promise<void>
  /** Newest first, at most `LIMITS.deviceLogEntries`; older ones are dropped as new ones come. */
  log(id: string): Promise<DeviceLogEntry[]>
  note(id: string, entry: DeviceLogEntry): Promise<void>
  /** On disk before the sale begins. */
  beginTestSale(sale: OpenTestSale, at: string): Promise<void>
  endTestSale(saleId: string): Promise<void>
  openTestSales(): Promise<OpenTestSale[]>
}
