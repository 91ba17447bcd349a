import { LIMITS } from '#contract/limits.ts'
import type { FindUsbBus, UsbBus, UsbDevice, UsbNames, UsbPrinterInterface } from './usb-bus.ts'
import { findUsbBus } from './usb-module.ts'

/** A printer on USB, as a person chooses it from a list. */
export interface UsbPrinterInfo {
  readonly endpoint: string
  /** What it calls itself, else its numbers. */
  readonly name: string
  readonly maker: string | null
  readonly serialNumber: string | null
}

/**
 * Which device an endpoint means: by its serial number, so that two of a kind are never taken for one another wherever
 * they are plugged in, or by its socket where it has none.
 */
export interface UsbIdentity {
  readonly vendorId: number
  readonly productId: number
  readonly by: { readonly serialNumber: string } | { readonly socket: string }
}

/** IPP over USB: pages in a language of its own, never ESC/POS. */
const IPP = 4
/** Best first: both ways, one way, packets. */
const PROTOCOLS: readonly number[] = [2, 1, 3]

/** `usb:04b8:0e15:J2XK001` or `usb:0416:5011@1-2.3`; null for every other text. */
export function readUsbEndpoint(endpoint: string): UsbIdentity | null {
  const match = /^usb:([\da-f]{4}):([\da-f]{4})(?::([\w.%-]+)|@([\d.-]+))$/.exec(endpoint)
  if (!match) return null
  const [, vendor = '', product = '', serial, socket = ''] = match
  const ids = { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) }
  if (serial === undefined) return { ...ids, by: { socket } }
  try {
    return { ...ids, by: { serialNumber: decodeURIComponent(serial) } }
  } catch {
    return null
  }
}

function endpointOf({ vendorId, productId, socket }: UsbDevice, { serialNumber }: UsbNames): string {
  const hex = (id: number) => id.toString(16).padStart(4, '0')
  const which = serialNumber === null ? `@${socket}` : `:${encodedName(serialNumber)}`
  return `usb:${hex(vendorId)}:${hex(productId)}${which}`
}

/** Letters, figures, dot, dash and percent only: what an endpoint takes. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replaceAll(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** The printers that are plugged in, each with its names; null where this machine has no USB that we can reach. */
export async function listUsbPrinters(findBus: FindUsbBus = findUsbBus): Promise<readonly UsbPrinterInfo[] | null> {
  const bus = await findBus()
  if (bus === null) return null
  try {
    const printers = bus.devices().filter((device) => printerInterface(device) !== null)
    return await Promise.all(
      printers.map(async (device) => {
        const names = await device.names()
        const endpoint = endpointOf(device, names)
        const { maker, serialNumber } = names
        return { endpoint, name: names.product ?? endpoint.slice(0, 'usb:0000:0000'.length), maker, serialNumber }
      }),
    )
  } catch {
    return null
  }
}

/** The device that an endpoint means, if it is plugged in. */
export async function findUsbPrinter(bus: UsbBus, { vendorId, productId, by }: UsbIdentity): Promise<UsbDevice | null> {
  const alike = bus.devices().filter((device) => device.vendorId === vendorId && device.productId === productId)
  if ('socket' in by) return alike.find(({ socket }) => socket === by.socket) ?? null
  for (const device of alike) if ((await device.names()).serialNumber === by.serialNumber) return device
  return null
}

/** The setting of a device to print over: the one that can answer, where it has more than one; null for no printer. */
export function printerInterface(device: UsbDevice): (UsbPrinterInterface & { readonly outAddress: number }) | null {
  const rank = ({ protocol }: UsbPrinterInterface) => PROTOCOLS.indexOf(protocol) + 1 || PROTOCOLS.length + 1
  const [best] = device.printerInterfaces
    .flatMap((each) =>
      each.outAddress === null || each.protocol === IPP ? [] : [{ ...each, outAddress: each.outAddress }],
    )
    .sort((one, other) => rank(one) - rank(other))
  return best ?? null
}

/**
 * Calls back when a printer was plugged in, so that papers that wait for it go at once. Looks while there is somebody to look
 * for and not otherwise: a till without a printer on USB never loads libusb.
 *
 * @returns what ends the looking.
 */
export function watchUsbPrinters(
  isWanted: () => boolean,
  onPlugged: () => void,
  findBus: FindUsbBus = findUsbBus,
): () => void {
  let known: ReadonlySet<string> | null = null
  let isOver = false
  const look = async () => {
    const now = isWanted() ? await addresses(findBus) : null
    const isNew = known !== null && now !== null && [...now].some((address) => !known?.has(address))
    known = now
    if (isNew && !isOver) onPlugged()
  }
  const timer = setInterval(() => void look(), LIMITS.usbWatchMs)
  timer.unref()
  return () => {
    isOver = true
    clearInterval(timer)
  }
}

async function addresses(findBus: FindUsbBus): Promise<ReadonlySet<string> | null> {
  try {
    return new Set((await findBus())?.devices().map(({ address }) => address) ?? [])
  } catch {
    return null
  }
}
