import { LIMITS } from '#contract/limits.ts'
import { readSerialEndpoint } from '#contract/serial-line.ts'
import type { ByteLink, LinkResult, LinkTimeouts } from './byte-link.ts'
import { trouble } from './byte-link.ts'
import { networkAddress } from './network-address.ts'
import { formOf, type SerialForm, serialLink } from './serial-link.ts'
import { tcpLink } from './tcp-link.ts'
import { usbLink } from './usb-link.ts'
import { readUsbEndpoint } from './usb-printers.ts'

/** ABECS 2.1; a USB device that shows as a serial line ignores it. */
export const DEFAULT_BAUD_RATE = 19_200
const DEFAULT_FORM: SerialForm = { baudRate: DEFAULT_BAUD_RATE }

const DEFAULT_TIMEOUTS: LinkTimeouts = {
  openTimeoutMs: LIMITS.linkOpenTimeoutMs,
  writeTimeoutMs: LIMITS.linkWriteTimeoutMs,
}

/**
 * The link of an endpoint: `tcp://host:port`, `serial:path` with the settings that a person gave the line, or a printer
 * on `usb:`. Changing how a device is connected is changing this text. Answers `not-found` for any other text; opens nothing.
 *
 * @param form how the device's protocol is used to speak on a serial line; what the endpoint says of it wins.
 */
export function createLink(
  endpoint: string,
  timeouts: LinkTimeouts = DEFAULT_TIMEOUTS,
  form: SerialForm = DEFAULT_FORM,
): LinkResult<ByteLink> {
  const address = networkAddress(endpoint)
  if (address !== null) return { ok: true, value: tcpLink(address.host, address.port, timeouts) }
  const serial = readSerialEndpoint(endpoint)
  if (serial !== null) return { ok: true, value: serialLink(serial.path, formOf(form, serial.settings), timeouts) }
  const usb = readUsbEndpoint(endpoint)
  if (usb !== null) return { ok: true, value: usbLink(endpoint, usb, timeouts) }
  return trouble('not-found')
}
