import { z } from 'zod'
import { failureSchema } from '../errors/catalogue.ts'
import { readSerialEndpoint } from '../serial-line.ts'
import { confirmationSchema, printerSettingsSchema } from './printer-settings-view.ts'
import { entryModeSchema, schemeSchema } from './sale-view.ts'
import { terminalDeviceViewSchema } from './terminal-device-view.ts'

export const deviceKindSchema = z.enum(['pad', 'terminal', 'printer', 'display', 'scale'])
export type DeviceKind = z.infer<typeof deviceKindSchema>

/** A host with its port, or a path of the machine. */
const ENDPOINT_CHARACTERS_MAX = 400

/**
 * `tcp://host:port`; `serial:` with the name of a port and, where they differ from the protocol's, its settings; `usb:`
 * vendor, product and serial number, or `@` and the socket of a device without one; `windows:` and a printer of Windows;
 * `printer:` and the printer that a display hangs behind.
 */
export const endpointSchema = z
  .string()
  .max(ENDPOINT_CHARACTERS_MAX)
  .regex(
    /^(tcp:\/\/[\w.-]+:\d{1,5}|serial:\S.{0,180}|usb:[\da-f]{4}:[\da-f]{4}(:[\w.%-]{1,120}|@[\d.-]{1,40})|windows:[^\p{Cc}\s][^\p{Cc}]{0,180}|printer:[\w-]{1,64})$/u,
  )
  .refine((endpoint) => !endpoint.startsWith('serial:') || readSerialEndpoint(endpoint) !== null)
/** What people call the device: shown when paying, printed nowhere. */
export const aliasSchema = z.string().trim().min(1).max(24)

/** The keys a pad holds in one slot; no key is ever read, only its serial number. */
export const padKeySchema = z.object({
  use: z.enum(['pin', 'data']),
  slot: z.int().min(0).max(99),
  keySerialHex: z.string().nullable(),
  /** A published test key: never good for live selling. */
  isTest: z.boolean(),
})

export const padIdentityViewSchema = z.object({
  maker: z.string(),
  model: z.string(),
  serialNumber: z.string(),
  /** Version of the pad's protocol, `2.12`. */
  specification: z.string(),
  software: z.string(),
  supportsContactless: z.boolean(),
  secureLink: z.boolean(),
  keys: z.array(padKeySchema),
  /** Version of the EMV tables the pad holds for this till's acquirer; null when it holds none. */
  tableVersion: z.string().nullable(),
  tablesCurrent: z.boolean(),
})
export type PadIdentityView = z.infer<typeof padIdentityViewSchema>

/** What a printer says of itself when it is asked. */
export const printerStatusViewSchema = z.object({
  answers: z.boolean(),
  paper: z.enum(['ok', 'low', 'out', 'unknown']),
  coverOpen: z.boolean().nullable(),
  /** How it confirms its papers; left out where that is not known, as of a printer without paper. */
  confirmation: confirmationSchema.optional(),
})

/** Characters across the paper. */
export const ticketColumnsSchema = z.union([z.literal(32), z.literal(42), z.literal(48)])
export type TicketColumns = z.infer<typeof ticketColumnsSchema>

/** Which commands a customer display of two rows understands, and which letters it has. */
export const DISPLAY_PROFILE_NAMES = ['cd5220', 'escpos', 'escpos-ocd300'] as const
export const displayProfileSchema = z.enum(DISPLAY_PROFILE_NAMES)
export type DisplayProfile = z.infer<typeof displayProfileSchema>

/** Two rows of twenty, exactly as the customer reads them. */
export const displayRowsSchema = z.tuple([z.string().length(20), z.string().length(20)])

/**
 * What a device lived through. `lost` has {code}; `reconnected` {seconds}; `other-serial` and `serial-accepted`
 * {serialNumber}; `payment-ended` {number, outcome}; `tables-loaded` {version}; `tested` {test, outcome};
 * `test-failed` {test, code}; `trouble` {code}; `renamed` {before}.
 */
export const DEVICE_LOG_KINDS = [
  'added',
  'connected',
  'lost',
  'reconnected',
  'trouble',
  'trouble-over',
  'other-serial',
  'serial-accepted',
  'renamed',
  'made-default',
  'payment-ended',
  'tables-loaded',
  'tested',
  'test-failed',
] as const
/** No card data. */
export const deviceLogEntrySchema = z.object({
  at: z.string(),
  kind: z.enum(DEVICE_LOG_KINDS),
  tone: z.enum(['ok', 'info', 'bad']),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type DeviceLogEntry = z.infer<typeof deviceLogEntrySchema>

export const deviceStateNameSchema = z.enum(['ready', 'busy', 'lost', 'needs-attention'])

export const deviceViewSchema = z.object({
  id: z.string(),
  kind: deviceKindSchema,
  alias: z.string(),
  endpoint: z.string(),
  /** The one that payments, tickets or the customer's rows go to. */
  isDefault: z.boolean(),
  state: deviceStateNameSchema,
  lastSeenAt: z.string().nullable(),
  failure: failureSchema.nullable(),
  pad: padIdentityViewSchema.nullable(),
  /** The serial number this alias was bound to; another one at the same endpoint asks before it is used. */
  boundSerialNumber: z.string().nullable(),
  printer: printerStatusViewSchema.extend({ queuedJobs: z.int(), unknownJobs: z.int() }).nullable(),
  columns: ticketColumnsSchema.nullable(),
  /** Of a printer. */
  printerSettings: printerSettingsSchema.optional(),
  /** Of a customer display: its commands, and what it shows now; null rows while it is away. */
  display: z.object({ profile: displayProfileSchema, rows: displayRowsSchema.nullable() }).nullable(),
  terminal: terminalDeviceViewSchema.nullable(),
  /** Newest first. */
  log: z.array(deviceLogEntrySchema),
})
export type DeviceView = z.infer<typeof deviceViewSchema>

/** What is being done with one device, with its own seconds: one thing at a time. */
export const deviceWorkSchema = z.object({
  deviceId: z.string().nullable(),
  endpoint: z.string(),
  kind: z.enum([
    'probe',
    'load-tables',
    'test-text',
    'test-card',
    'test-sale',
    'test-slip',
    'test-display',
    'test-terminal',
    'test-scale',
  ]),
  startedAt: z.string(),
  limitMs: z.int(),
  /** Records sent and to be sent, while tables are loaded. */
  progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Exactly what the customer reads meanwhile. */
  padRows: z.tuple([z.string().max(16), z.string().max(16)]).nullable(),
  cancellable: z.boolean(),
})
export type DeviceWork = z.infer<typeof deviceWorkSchema>

export const devicesViewSchema = z.object({
  devices: z.array(deviceViewSchema),
  work: deviceWorkSchema.nullable(),
})
export type DevicesView = z.infer<typeof devicesViewSchema>

/** Ports of this machine that a device may hang on. */
export const serialPortSchema = z.object({
  endpoint: z.string(),
  label: z.string(),
  maker: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** Alias of the device that already uses it. */
  usedBy: z.string().nullable(),
})
export type SerialPortView = z.infer<typeof serialPortSchema>

/** Printers that hang on this machine without a serial port, as its systems know them; null where it has no such way. */
export const printersFoundSchema = z.object({
  usb: z.array(serialPortSchema).nullable(),
  windows: z.array(serialPortSchema).nullable(),
})
export type PrintersFoundView = z.infer<typeof printersFoundSchema>

export const testCardViewSchema = z.object({
  entryMode: entryModeSchema,
  scheme: schemeSchema,
  cardTail: z.string().regex(/^\d{4}$/),
  applicationLabel: z.string().nullable(),
})
export type TestCardView = z.infer<typeof testCardViewSchema>
export const testSaleViewSchema = z.object({
  outcome: z.enum(['approved-and-reversed', 'declined', 'not-finished']),
  failure: failureSchema.nullable(),
  responseCode: z.string().nullable(),
  approvalCode: z.string().nullable(),
})
export type TestSaleView = z.infer<typeof testSaleViewSchema>
