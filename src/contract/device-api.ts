import { z } from 'zod'
import { failureSchema } from './errors/catalogue.ts'
import { BAUD_RATES } from './serial-line.ts'
import {
  aliasSchema,
  displayProfileSchema,
  displayRowsSchema,
  endpointSchema,
  padIdentityViewSchema,
  printerStatusViewSchema,
  printersFoundSchema,
  serialPortSchema,
  testCardViewSchema,
  testSaleViewSchema,
  ticketColumnsSchema,
} from './views/devices-view.ts'
import { printerSettingsSchema } from './views/printer-settings-view.ts'
import { scaleReadingSchema } from './views/scale-view.ts'
import { terminalIdentityViewSchema, terminalSettingsSchema } from './views/terminal-device-view.ts'

const nothing = z.object({})
const id = z.string().min(1).max(64)
/** The speed at which a device on a serial line answered, where it was not the one its protocol is used to. */
const atSpeed = { baudRate: z.literal(BAUD_RATES).optional() }

/** What lay on a scale when it was asked. */
const scaleFoundSchema = z.object({ reading: scaleReadingSchema })

/** The calls of the devices screen: rows of the one table in `api.ts`. */
export const DEVICE_API = {
  /** Serial lines of this machine; a failure says why none could be listed. */
  'devices.serialPorts': {
    request: nothing,
    response: z.object({ ports: z.array(serialPortSchema), failure: failureSchema.nullable() }),
  },
  /** Printers that a person may choose from a list: those on USB, and those of Windows. */
  'devices.printersFound': { request: nothing, response: printersFoundSchema },
  /** Asks who answers at an endpoint, and leaves it. */
  'devices.probePad': {
    request: z.object({ endpoint: endpointSchema }),
    response: padIdentityViewSchema.extend(atSpeed),
  },
  'devices.probePrinter': {
    request: z.object({ endpoint: endpointSchema }),
    response: printerStatusViewSchema.extend(atSpeed),
  },
  /** Shows a test text, for a person to read: a display never answers. What it should say comes back. */
  'devices.probeDisplay': {
    request: z.object({ endpoint: endpointSchema, profile: displayProfileSchema }),
    response: z.object({ rows: displayRowsSchema }),
  },
  /** Binds the alias to the serial number that was probed. The first of its kind becomes the default. */
  'devices.addPad': {
    request: z.object({ alias: aliasSchema, endpoint: endpointSchema, serialNumber: z.string().min(1).max(40) }),
    response: z.object({ deviceId: id }),
  },
  'devices.addPrinter': {
    request: z.object({
      alias: aliasSchema,
      endpoint: endpointSchema,
      columns: ticketColumnsSchema,
    }),
    response: z.object({ deviceId: id }),
  },
  'devices.addDisplay': {
    request: z.object({ alias: aliasSchema, endpoint: endpointSchema, profile: displayProfileSchema }),
    response: z.object({ deviceId: id }),
  },
  /** Asks a standalone terminal who it is: no money. */
  'devices.probeTerminal': {
    request: z.object({ endpoint: endpointSchema, settings: terminalSettingsSchema }),
    response: terminalIdentityViewSchema.extend(atSpeed),
  },
  'devices.addTerminal': {
    request: z.object({ alias: aliasSchema, endpoint: endpointSchema, settings: terminalSettingsSchema }),
    response: z.object({ deviceId: id }),
  },
  /** Asks a scale what lies on it. */
  'devices.probeScale': { request: z.object({ endpoint: endpointSchema }), response: scaleFoundSchema },
  'devices.addScale': {
    request: z.object({ alias: aliasSchema, endpoint: endpointSchema }),
    response: z.object({ deviceId: id }),
  },
  'devices.rename': { request: z.object({ deviceId: id, alias: aliasSchema }), response: nothing },
  /** Another pad hangs at this endpoint, and that is meant. */
  'devices.acceptSerialNumber': {
    request: z.object({ deviceId: id, serialNumber: z.string().min(1).max(40) }),
    response: nothing,
  },
  /** Code pages, drawer, the families ordered on it, and who stands in for it. */
  'devices.setPrinter': {
    request: z.object({ deviceId: id, settings: printerSettingsSchema }),
    response: nothing,
  },
  /** The same device by another line, or in another way on the same one: speed, frame, flow control. */
  'devices.setLine': { request: z.object({ deviceId: id, endpoint: endpointSchema }), response: nothing },
  'devices.makeDefault': { request: z.object({ deviceId: id }), response: nothing },
  /** Refused while a payment is open on it. */
  'devices.remove': { request: z.object({ deviceId: id }), response: nothing },
  /** Looks at all devices again, or at one. */
  'devices.check': { request: z.object({ deviceId: id.optional() }), response: nothing },
  'devices.loadTables': { request: z.object({ deviceId: id }), response: nothing },
  'devices.testText': { request: z.object({ deviceId: id }), response: nothing },
  'devices.testCard': { request: z.object({ deviceId: id }), response: testCardViewSchema },
  /** A sale of the smallest amount at the bank, reversed at once. */
  'devices.testSale': { request: z.object({ deviceId: id }), response: testSaleViewSchema },
  'devices.testSlip': { request: z.object({ deviceId: id }), response: nothing },
  'devices.testDisplay': { request: z.object({ deviceId: id }), response: nothing },
  /** Asks a standalone terminal who it is: no money. */
  'devices.testTerminal': { request: z.object({ deviceId: id }), response: terminalIdentityViewSchema },
  'devices.testScale': { request: z.object({ deviceId: id }), response: scaleFoundSchema },
  /** Stops the test under way. */
  'devices.cancelTest': { request: nothing, response: nothing },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>
