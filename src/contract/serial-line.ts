import type { TerminalProtocol } from './views/terminal-device-view.ts'

/**
 * How a serial line is spoken on, as part of its endpoint; what is left out is the custom of the device's protocol:
 *
 *   serial:/dev/ttyUSB0
 *   serial:/dev/ttyUSB0;38400
 *   serial:COM3;19200;7E1;rts-cts
 *
 *   speed in baud ; data bits, parity (N none, E even, O odd), stop bits ; flow control
 */
export const BAUD_RATES = [9_600, 19_200, 38_400, 57_600, 115_200] as const
export type BaudRate = (typeof BAUD_RATES)[number]

export const SERIAL_FRAMES = ['8N1', '8N2', '8E1', '8O1', '7E1', '7O1', '7N2'] as const
export type SerialFrame = (typeof SERIAL_FRAMES)[number]

/** Who says stop: nobody, two wires of either pair, or a byte in between the others. */
export const SERIAL_FLOWS = ['none', 'rts-cts', 'dtr-dsr', 'xon-xoff'] as const
export type SerialFlow = (typeof SERIAL_FLOWS)[number]

export interface SerialSettings {
  readonly baudRate?: BaudRate
  readonly frame?: SerialFrame
  readonly flow?: SerialFlow
}

export interface SerialPlace {
  /** The name the system gives the port. */
  readonly path: string
  readonly settings: SerialSettings
}

const SCHEME = 'serial:'

/** The port and the settings of a serial endpoint; null for every other, and for settings that are none. */
export function readSerialEndpoint(endpoint: string): SerialPlace | null {
  if (!endpoint.startsWith(SCHEME)) return null
  const [path = '', ...words] = endpoint.slice(SCHEME.length).split(';')
  if (!/^\S/.test(path)) return null
  const settings: { baudRate?: BaudRate; frame?: SerialFrame; flow?: SerialFlow } = {}
  for (const word of words) {
    const baudRate = BAUD_RATES.find((rate) => String(rate) === word)
    const frame = SERIAL_FRAMES.find((each) => each === word)
    const flow = SERIAL_FLOWS.find((each) => each === word)
    // Each once, in this order: one line has one name.
    if (baudRate !== undefined && Object.keys(settings).length === 0) settings.baudRate = baudRate
    else if (frame !== undefined && settings.frame === undefined && settings.flow === undefined) settings.frame = frame
    else if (flow !== undefined && settings.flow === undefined) settings.flow = flow
    else return null
  }
  return { path, settings }
}

export function serialEndpoint({ path, settings: { baudRate, frame, flow } }: SerialPlace): string {
  return [SCHEME + path, baudRate, frame, flow].filter((part) => part !== undefined).join(';')
}

/** What only one device may have: the endpoint without how it is spoken on. */
export function lineOf(endpoint: string): string {
  const serial = readSerialEndpoint(endpoint)
  return serial === null ? endpoint : `${SCHEME}${serial.path}`
}

/** What keeps a device from being spoken to in this way, as a code of the catalogue; null when nothing does. */
export function serialTrouble(
  endpoint: string,
  device: 'pad' | 'printer' | 'display' | 'scale' | TerminalProtocol,
): 'DEVICE_LINE_SEVEN_BITS' | 'DEVICE_LINE_XON_XOFF' | null {
  const { frame, flow } = readSerialEndpoint(endpoint)?.settings ?? {}
  // Accents, images and whole protocols are bytes above 127.
  if (frame?.startsWith('7') && device !== 'caisse-ap' && device !== 'scale') return 'DEVICE_LINE_SEVEN_BITS'
  // Printers and displays send no 11 and no 13 that would mean something else.
  if (flow === 'xon-xoff' && device !== 'printer' && device !== 'display') return 'DEVICE_LINE_XON_XOFF'
  return null
}
