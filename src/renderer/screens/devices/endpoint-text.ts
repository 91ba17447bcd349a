import { type DeviceKind, endpointSchema } from '#contract/views/devices-view.ts'

import type { TerminalProtocol } from '#contract/views/terminal-device-view.ts'

/** The port that raw printing uses on the network (JetDirect); pads and displays have none that holds for all. */
const PRINTER_PORT = 9100
/** Where terminals listen as their makers deliver them. */
const TERMINAL_PORTS: Readonly<Record<TerminalProtocol, number>> = { 'caisse-ap': 8888, zvt: 20_007 }

/**
 * What a person types as the place of a device: `192.168.1.43:8888`, `tcp://…`, `serial:/dev/ttyACM0`, `/dev/ttyACM0`,
 * `COM3`; for a printer and a terminal the port may be left out.
 *
 * @returns the endpoint, or null when it is no place of a device.
 */
export function readEndpoint(text: string, kind: DeviceKind, protocol?: TerminalProtocol): string | null {
  const typed = text.trim()
  if (/^(\/dev\/|COM\d)/i.test(typed)) return accepted(`serial:${typed}`)
  if (/^serial:/i.test(typed)) return accepted(`serial:${typed.slice('serial:'.length).trim()}`)
  const address = typed.replace(/^tcp:\/\//i, '').replace(/\/$/, '')
  const match = /^([\w.-]+?)\s*(?::\s*(\d{1,5}))?$/.exec(address)
  const port = match?.[2] === undefined ? usualPort(kind, protocol) : Number(match[2])
  if (!match?.[1] || port === null || port < 1 || port > 65_535) return null
  return accepted(`tcp://${match[1]}:${port}`)
}

function usualPort(kind: DeviceKind, protocol: TerminalProtocol | undefined): number | null {
  if (kind === 'terminal' && protocol !== undefined) return TERMINAL_PORTS[protocol]
  return kind === 'printer' ? PRINTER_PORT : null
}

function accepted(endpoint: string): string | null {
  return endpointSchema.safeParse(endpoint).success ? endpoint : null
}

/** The way a device hangs on the till, and where: `TCP` and `192.168.1.43:8888`. */
export function endpointParts(endpoint: string): { readonly way: 'tcp' | 'serial'; readonly place: string } {
  return endpoint.startsWith('tcp://')
    ? { way: 'tcp', place: endpoint.slice('tcp://'.length) }
    : { way: 'serial', place: endpoint.replace(/^serial:/, '') }
}
