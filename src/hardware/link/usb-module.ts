import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { usb } from 'usb'
import {
  type UsbBus,
  type UsbControlIn,
  type UsbDevice,
  UsbFault,
  type UsbFaultKind,
  type UsbNames,
  type UsbPrinterInterface,
  type UsbTransfer,
} from './usb-bus.ts'

type Usb = typeof usb

const BULK_AND_NO_OTHER = 0x03
const SYSTEM_NAMES = '/sys/bus/usb/devices'

let found: Promise<UsbBus | null> | null = null

/**
 * The bus of this machine through libusb. The package is loaded at the first call and not before: a till without a USB
 * printer never touches it, and where it does not load, or libusb finds no USB at all, there is simply none.
 */
export function findUsbBus(): Promise<UsbBus | null> {
  found ??= loadBus()
  return found
}

async function loadBus(): Promise<UsbBus | null> {
  // libusb on Windows can not claim what usbprint.sys holds: printers are reached through the spooler there.
  if (process.platform === 'win32') return null
  try {
    const { usb } = await import('usb')
    if (usb.INIT_ERROR) return null
    const known = new WeakMap<usb.Device, UsbDevice>()
    const deviceOf = (device: usb.Device): UsbDevice => {
      const same = known.get(device) ?? new ModuleDevice(usb, device)
      known.set(device, same)
      return same
    }
    return { devices: () => told(usb, 'list', () => usb.getDeviceList()).map(deviceOf) }
  } catch {
    return null
  }
}

class ModuleDevice implements UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly socket: string
  readonly address: string
  readonly printerInterfaces: readonly UsbPrinterInterface[]
  readonly #usb: Usb
  readonly #device: usb.Device

  constructor(library: Usb, device: usb.Device) {
    this.#usb = library
    this.#device = device
    this.vendorId = device.deviceDescriptor.idVendor
    this.productId = device.deviceDescriptor.idProduct
    this.socket = `${device.busNumber}-${(device.portNumbers ?? []).join('.')}`
    this.address = `${device.busNumber}:${device.deviceAddress}`
    this.printerInterfaces = printerInterfacesOf(library, device)
  }

  async names(): Promise<UsbNames> {
    if (process.platform === 'linux') return systemNames(this.socket)
    const { iManufacturer, iProduct, iSerialNumber } = this.#device.deviceDescriptor
    // Open for a print already: asked on the way, and left open.
    const wasOpen = this.#device.interfaces !== undefined
    try {
      if (!wasOpen) this.#device.open()
      return {
        maker: await this.#text(iManufacturer),
        product: await this.#text(iProduct),
        serialNumber: await this.#text(iSerialNumber),
      }
    } catch {
      return { maker: null, product: null, serialNumber: null }
    } finally {
      if (!wasOpen && this.#device.interfaces !== undefined) this.#device.close()
    }
  }

  open(): void {
    told(this.#usb, 'open', () => this.#device.open())
  }

  close(): void {
    told(this.#usb, 'close', () => this.#device.close())
  }

  isKernelDriverActive(interfaceNumber: number): boolean {
    return told(this.#usb, 'kernel driver', () => this.#device.__isKernelDriverActive(interfaceNumber))
  }

  detachKernelDriver(interfaceNumber: number): void {
    told(this.#usb, 'detach', () => this.#device.__detachKernelDriver(interfaceNumber))
  }

  attachKernelDriver(interfaceNumber: number): void {
    told(this.#usb, 'attach', () => this.#device.__attachKernelDriver(interfaceNumber))
  }

  claim(interfaceNumber: number): void {
    // By its number: `Interface.claim` of the package takes its place in the list for it.
    told(this.#usb, 'claim', () => this.#device.__claimInterface(interfaceNumber))
  }

  release(interfaceNumber: number): Promise<void> {
    return this.#called('release', (done) => this.#device.__releaseInterface(interfaceNumber, done))
  }

  setAlternate(interfaceNumber: number, alternate: number): Promise<void> {
    return this.#called('alternate', (done) => this.#device.__setInterface(interfaceNumber, alternate, done))
  }

  clearHalt(endpointAddress: number): Promise<void> {
    return this.#called('clear halt', (done) => this.#device.__clearHalt(endpointAddress, done))
  }

  send(endpointAddress: number, bytes: Uint8Array): UsbTransfer<number> {
    return this.#transfer(endpointAddress, Buffer.from(bytes), (_, length) => length)
  }

  receive(endpointAddress: number, lengthMax: number): UsbTransfer<Uint8Array> {
    return this.#transfer(endpointAddress, Buffer.alloc(lengthMax), (buffer, length) =>
      new Uint8Array(buffer.subarray(0, length)).slice(),
    )
  }

  control({ requestType, request, value, index, length }: UsbControlIn): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#device.controlTransfer(requestType, request, value, index, length, (error, bytes) => {
        if (error || !(bytes instanceof Uint8Array)) reject(faultOf(this.#usb, 'control', error))
        else resolve(new Uint8Array(bytes))
      })
    })
  }

  #transfer<Value>(
    endpointAddress: number,
    buffer: Buffer,
    read: (buffer: Buffer, length: number) => Value,
  ): UsbTransfer<Value> {
    let cancel = () => {}
    const done = new Promise<Value>((resolve, reject) => {
      const { LIBUSB_TRANSFER_TYPE_BULK, Transfer } = this.#usb
      const transfer = new Transfer(this.#device, endpointAddress, LIBUSB_TRANSFER_TYPE_BULK, 0, (error, _, length) => {
        if (error) reject(faultOf(this.#usb, 'transfer', error))
        else resolve(read(buffer, length))
      })
      cancel = () => void transfer.cancel()
      try {
        transfer.submit(buffer)
      } catch (thrown) {
        reject(faultOf(this.#usb, 'transfer', thrown))
      }
    })
    return { done, cancel }
  }

  #called(what: string, ask: (done: (error?: Error) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (error?: Error) => (error ? reject(faultOf(this.#usb, what, error)) : resolve())
      try {
        ask(done)
      } catch (thrown) {
        done(thrown as Error)
      }
    })
  }

  #text(index: number): Promise<string | null> {
    return new Promise((resolve) => {
      this.#device.getStringDescriptor(index, (_, text) => resolve(text?.trim() || null))
    })
  }
}

/** What the kernel read when the device was plugged in: needs no right, and disturbs nobody who prints on it. */
async function systemNames(socket: string): Promise<UsbNames> {
  const read = async (name: string) =>
    (await readFile(join(SYSTEM_NAMES, socket, name), 'utf8').catch(() => '')).trim() || null
  return { maker: await read('manufacturer'), product: await read('product'), serialNumber: await read('serial') }
}

function printerInterfacesOf(library: Usb, device: usb.Device): readonly UsbPrinterInterface[] {
  try {
    return (device.configDescriptor?.interfaces ?? []).flat().flatMap((each) => {
      if (each.bInterfaceClass !== library.LIBUSB_CLASS_PRINTER) return []
      const bulk = each.endpoints.filter(
        ({ bmAttributes }) => (bmAttributes & BULK_AND_NO_OTHER) === library.LIBUSB_TRANSFER_TYPE_BULK,
      )
      const isIn = ({ bEndpointAddress }: { bEndpointAddress: number }) =>
        (bEndpointAddress & library.LIBUSB_ENDPOINT_IN) !== 0
      const input = bulk.find(isIn)
      return {
        number: each.bInterfaceNumber,
        alternate: each.bAlternateSetting,
        protocol: each.bInterfaceProtocol,
        outAddress: bulk.find((endpoint) => !isIn(endpoint))?.bEndpointAddress ?? null,
        inAddress: input?.bEndpointAddress ?? null,
        inPacketBytes: input?.wMaxPacketSize ?? 0,
      }
    })
  } catch {
    // A device whose description can not be read is none that can be printed on.
    return []
  }
}

function told<Value>(library: Usb, what: string, work: () => Value): Value {
  try {
    return work()
  } catch (thrown) {
    throw faultOf(library, what, thrown)
  }
}

/** libusb has two lists of numbers, those of errors below zero, those of transfers above. */
function faultOf(library: Usb, what: string, thrown: unknown): UsbFault {
  const errno = typeof thrown === 'object' && thrown !== null && 'errno' in thrown ? Number(thrown.errno) : Number.NaN
  const kinds = new Map<number, UsbFaultKind>([
    [library.LIBUSB_ERROR_ACCESS, 'no-right'],
    [library.LIBUSB_ERROR_BUSY, 'busy'],
    [library.LIBUSB_ERROR_NO_DEVICE, 'gone'],
    [library.LIBUSB_ERROR_NOT_FOUND, 'gone'],
    [library.LIBUSB_ERROR_NOT_SUPPORTED, 'unsupported'],
    [library.LIBUSB_ERROR_PIPE, 'stalled'],
    [library.LIBUSB_TRANSFER_NO_DEVICE, 'gone'],
    [library.LIBUSB_TRANSFER_STALL, 'stalled'],
    [library.LIBUSB_TRANSFER_CANCELLED, 'cancelled'],
  ])
  return new UsbFault(kinds.get(errno) ?? 'failed', what)
}
