/** Why USB refused something, in no library's words. `gone`: the device is not plugged in any more. */
export type UsbFaultKind = 'no-right' | 'busy' | 'gone' | 'unsupported' | 'stalled' | 'cancelled' | 'failed'

/** What every call of a bus and its devices throws, or rejects with, when it could not be done. */
export class UsbFault extends Error {
  readonly kind: UsbFaultKind

  constructor(kind: UsbFaultKind, what: string) {
    super(`${what}: ${kind}`)
    this.kind = kind
  }
}

/** One setting of an interface of the printer class (USB Printer Class 1.1). */
export interface UsbPrinterInterface {
  readonly number: number
  readonly alternate: number
  /** 1 one way, 2 both ways, 3 packets of IEEE 1284.4, 4 IPP. */
  readonly protocol: number
  /** Addresses of the bulk endpoints; null where it has none. */
  readonly outAddress: number | null
  readonly inAddress: number | null
  readonly inPacketBytes: number
}

export interface UsbNames {
  readonly maker: string | null
  readonly product: string | null
  readonly serialNumber: string | null
}

/** Bytes under way to or from a device. Without an end of its own: whoever waits for it cancels it. */
export interface UsbTransfer<Value> {
  /** Rejects with a `UsbFault`, `cancelled` among them. */
  readonly done: Promise<Value>
  cancel(): void
}

/** A request to the control endpoint that answers bytes (USB 2.0, 9.3). */
export interface UsbControlIn {
  readonly requestType: number
  readonly request: number
  readonly value: number
  readonly index: number
  readonly length: number
}

/** One device that is plugged in. What needs it open says so. */
export interface UsbDevice {
  readonly vendorId: number
  readonly productId: number
  /** Bus and sockets, `1-2.3`: the same each time it is plugged in there. */
  readonly socket: string
  /** Its address on the bus: another one each time it is plugged in. */
  readonly address: string
  /** Empty for a device that is no printer. */
  readonly printerInterfaces: readonly UsbPrinterInterface[]
  /** What it calls itself; null for what it does not say or the system does not let us read. Needs nothing. */
  names(): Promise<UsbNames>
  open(): void
  /** All transfers must have ended. */
  close(): void
  // Open, from here on.
  isKernelDriverActive(interfaceNumber: number): boolean
  detachKernelDriver(interfaceNumber: number): void
  attachKernelDriver(interfaceNumber: number): void
  claim(interfaceNumber: number): void
  release(interfaceNumber: number): Promise<void>
  setAlternate(interfaceNumber: number, alternate: number): Promise<void>
  /** Takes the halt of an endpoint back. */
  clearHalt(endpointAddress: number): Promise<void>
  send(endpointAddress: number, bytes: Uint8Array): UsbTransfer<number>
  receive(endpointAddress: number, lengthMax: number): UsbTransfer<Uint8Array>
  control(request: UsbControlIn): Promise<Uint8Array>
}

/** The USB of this machine, and no more of it than the till needs. The package `usb` is behind it, or a bus of tests. */
export interface UsbBus {
  /** What is plugged in now. */
  devices(): readonly UsbDevice[]
}

/** Finds the bus of this machine; null where there is none. Never throws. */
export type FindUsbBus = () => Promise<UsbBus | null>
