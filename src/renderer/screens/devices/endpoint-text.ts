import { type DeviceKind, endpointSchema } from '#contract/views/devices-view.ts'
import type { TerminalProtocol } from '#contract/views/terminal-device-view.ts'

/** The port that raw printing uses on the network (JetDirect); pads and displays have none that holds for all. */
const PRINTER_PORT = 9100
/** Where terminals listen as their makers deliver them. */
const TERMINAL_PORTS: Readonly<Record<TerminalProtocol, number>> = { 'caisse-ap': 8888, zvt: 20_007, nexo: 8_443 }

/**
 * What a person types as the place of a device: `192.168.1.43:8888`, `tcp://…`, `serial:/dev/ttyACM0`, `/dev/ttyACM0`,
 * `COM3`, a serial one with its settings (`COM3;38400;7E1`); for a printer and a terminal the port may be left out. What is
 * chosen from a list stands there as its endpoint.
 *
 * @returns the endpoint, or null when it is no place of a device.
 */
export function readEndpoint(text: string, kind: DeviceKind, protocol?: TerminalProtocol): string | null {
  const typed = text.trim()
  if (/^(\/dev\/|COM\d)/i.test(typed)) return accepted(`serial:${typed}`)
  if (/^serial:/i.test(typed)) return accepted(`serial:${typed.slice('serial:'.length).trim()}`)
  if (LISTED[kind].test(typed)) return accepted(typed)
  const address = typed.replace(/^tcp:\/\//i, '').replace(/\/$/, '')
  const match = /^([\w.-]+?)\s*(?::\s*(\d{1,5}))?$/.exec(address)
  const port = match?.[2] === undefined ? usualPort(kind, protocol) : Number(match[2])
  if (!match?.[1] || port === null || port < 1 || port > 65_535) return null
  return accepted(`tcp://${match[1]}:${port}`)
}

/** What only devices of a kind hang on. */
const LISTED: Readonly<Record<DeviceKind, RegExp>> = {
  pad: /^(?!)/,
  terminal: /^(?!)/,
  printer: /^(usb|windows):/,
  display: /^printer:/,
  scale: /^(?!)/,
}

function usualPort(kind: DeviceKind, protocol: TerminalProtocol | undefined): number | null {
  if (kind === 'terminal' && protocol !== undefined) return TERMINAL_PORTS[protocol]
  return kind === 'printer' ? PRINTER_PORT : null
}

function accepted(endpoint: string): string | null {
  return endpointSchema.safeParse(endpoint).success ? endpoint : null
}

export type Way = 'tcp' | 'serial' | 'usb' | 'windows' | 'printer'
const WAYS: readonly Way[] = ['serial', 'usb', 'windows', 'printer']

/** The way a device hangs on the till, and where: `TCP` and `192.168.1.43:8888`. */
export function endpointParts(endpoint: string): { readonly way: Way; readonly place: string } {
  if (endpoint.startsWith('tcp://')) return { way: 'tcp', place: endpoint.slice('tcp://'.length) }
  const way = WAYS.find((each) => endpoint.startsWith(`${each}:`)) ?? 'serial'
  return { way, place: endpoint.replace(/^(serial|usb|windows|printer):/, '') }
}

/** The same place in words: a printer by its name, what is set of a serial line beside it. */
export function placeWords(
  endpoint: string,
  devices: readonly { readonly id: string; readonly alias: string }[],
): string {
  const { way, place } = endpointParts(endpoint)
  if (way === 'printer') return devices.find(({ id }) => id === place)?.alias ?? '–'
  return way === 'serial' ? place.replaceAll(';', ' · ') : place
}
