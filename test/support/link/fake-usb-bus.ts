import {
  type UsbBus,
  type UsbControlIn,
  type UsbDevice,
  UsbFault,
  type UsbFaultKind,
  type UsbNames,
  type UsbPrinterInterface,
  type UsbTransfer,
} from '#hardware/link/usb-bus.ts'

/** Both ways, as nearly all ticket printers are. */
export const BOTH_WAYS: UsbPrinterInterface = {
  number: 0,
  alternate: 0,
  protocol: 2,
  outAddress: 0x01,
  inAddress: 0x82,
  inPacketBytes: 64,
}
export const ONE_WAY: UsbPrinterInterface = { ...BOTH_WAYS, protocol: 1, inAddress: null }
export const IPP: UsbPrinterInterface = { ...BOTH_WAYS, number: 1, protocol: 4 }

type Call = 'open' | 'detachKernelDriver' | 'claim' | 'send' | 'receive' | 'control' | 'isKernelDriverActive'

interface Pending {
  readonly settle: (value: Uint8Array | number) => void
  readonly refuse: (kind: UsbFaultKind) => void
  readonly bytes: Uint8Array
}

/**
 * A printer on a bus of our own. As strict as a real one about the order of things: nothing works before it is open and
 * claimed, and it can not be let go while a transfer is under way.
 */
export class FakeUsbPrinter implements UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly socket: string
  address: string
  readonly printerInterfaces: readonly UsbPrinterInterface[]
  readonly #names: UsbNames
  /** What the next calls of a name are refused with. */
  readonly refusals = new Map<Call, UsbFaultKind>()
  /** All that came out of the pipe. */
  readonly received: Uint8Array[] = []
  /** It takes nothing more from its pipe. */
  isFull = false
  /** What GET_PORT_STATUS answers. */
  portStatus = 0x18
  hasKernelDriver: boolean
  /** Each call that changes who has the device, in order. */
  readonly calls: string[] = []
  receives = 0
  readonly controls: UsbControlIn[] = []
  onReceived: (bytes: Uint8Array) => void = () => {}
  #isPlugged = true
  #isOpen = false
  #claimed = new Set<number>()
  readonly #outgoing: Pending[] = []
  readonly #listening: Pending[] = []
  readonly #said: Uint8Array[] = []

  constructor(
    options: {
      readonly vendorId?: number
      readonly productId?: number
      readonly socket?: string
      readonly names?: Partial<UsbNames>
      readonly interfaces?: readonly UsbPrinterInterface[]
      readonly hasKernelDriver?: boolean
    } = {},
  ) {
    const { vendorId = 0x04b8, productId = 0x0e15, socket = '1-2', interfaces = [BOTH_WAYS] } = options
    this.vendorId = vendorId
    this.productId = productId
    this.socket = socket
    this.address = `${socket}:1`
    this.printerInterfaces = interfaces
    this.#names = { maker: 'EPSON', product: 'TM-T20III', serialNumber: 'J2XK001', ...options.names }
    this.hasKernelDriver = options.hasKernelDriver ?? false
  }

  get isPlugged(): boolean {
    return this.#isPlugged
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** The printer says something. */
  say(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 64) this.#said.push(bytes.slice(at, at + 64))
    this.#deliver()
  }

  /** An answer without bytes to whoever listens. */
  sayNothing(): void {
    this.#listening.shift()?.settle(new Uint8Array())
  }

  halt(): void {
    this.#listening.shift()?.refuse('stalled')
  }

  takeOn(): void {
    this.isFull = false
    for (const { bytes, settle } of this.#outgoing.splice(0)) {
      this.#take(bytes)
      settle(bytes.length)
    }
  }

  unplug(): void {
    this.#isPlugged = false
    for (const pending of [...this.#outgoing.splice(0), ...this.#listening.splice(0)]) pending.refuse('gone')
  }

  plug(): void {
    this.#isPlugged = true
    this.#isOpen = false
    this.#claimed = new Set()
    this.address = `${this.socket}:${Number(this.address.split(':')[1]) + 1}`
  }

  names = async (): Promise<UsbNames> => this.#names

  open(): void {
    this.#may('open')
    if (this.#isOpen) throw new Error('opened twice')
    this.#isOpen = true
    this.calls.push('open')
  }

  close(): void {
    if (this.#outgoing.length + this.#listening.length > 0) throw new Error('closed with a transfer under way')
    if (!this.#isOpen) throw new Error('closed twice')
    this.#isOpen = false
    this.#claimed.clear()
    this.calls.push('close')
    if (!this.#isPlugged) throw new UsbFault('gone', 'close')
  }

  isKernelDriverActive(): boolean {
    this.#may('isKernelDriverActive')
    return this.hasKernelDriver
  }

  detachKernelDriver(): void {
    this.#may('detachKernelDriver')
    this.hasKernelDriver = false
    this.calls.push('detach')
  }

  attachKernelDriver(): void {
    this.#isThere()
    this.hasKernelDriver = true
    this.calls.push('attach')
  }

  claim(interfaceNumber: number): void {
    this.#may('claim')
    if (this.hasKernelDriver) throw new UsbFault('busy', 'claim')
    this.#claimed.add(interfaceNumber)
    this.calls.push('claim')
  }

  async release(interfaceNumber: number): Promise<void> {
    this.#isThere()
    if (this.#outgoing.length + this.#listening.length > 0) throw new Error('released with a transfer under way')
    this.#claimed.delete(interfaceNumber)
    this.calls.push('release')
  }

  setAlternate = async (_interfaceNumber: number, alternate: number): Promise<void> => {
    this.calls.push(`alternate ${alternate}`)
  }

  clearHalt = async (): Promise<void> => {
    this.calls.push('clear halt')
  }

  send(_endpointAddress: number, bytes: Uint8Array): UsbTransfer<number> {
    const copy = bytes.slice()
    return this.#transfer('send', this.#outgoing, copy, (pending) => {
      if (this.isFull) return
      this.#outgoing.splice(this.#outgoing.indexOf(pending), 1)
      this.#take(copy)
      pending.settle(copy.length)
    }) as UsbTransfer<number>
  }

  receive(): UsbTransfer<Uint8Array> {
    this.receives += 1
    return this.#transfer('receive', this.#listening, new Uint8Array(), () =>
      this.#deliver(),
    ) as UsbTransfer<Uint8Array>
  }

  async control(request: UsbControlIn): Promise<Uint8Array> {
    this.#may('control')
    this.controls.push(request)
    return Uint8Array.of(this.portStatus)
  }

  #transfer(name: 'send' | 'receive', queue: Pending[], bytes: Uint8Array, begin: (pending: Pending) => void) {
    let cancel = () => {}
    const done = new Promise<Uint8Array | number>((resolve, reject) => {
      const pending: Pending = { bytes, settle: resolve, refuse: (kind) => reject(new UsbFault(kind, name)) }
      cancel = () => {
        const at = queue.indexOf(pending)
        if (at >= 0) queue.splice(at, 1)
        // A real one ends a little later.
        setTimeout(() => pending.refuse('cancelled'), 1)
      }
      try {
        this.#may(name)
        if (this.#claimed.size === 0) throw new Error(`${name} before the claim`)
      } catch (thrown) {
        reject(thrown)
        return
      }
      queue.push(pending)
      setImmediate(() => {
        if (queue.includes(pending)) begin(pending)
      })
    })
    return { done, cancel }
  }

  #take(bytes: Uint8Array): void {
    this.received.push(bytes)
    this.onReceived(bytes)
  }

  #deliver(): void {
    while (this.#listening.length > 0 && this.#said.length > 0)
      this.#listening.shift()?.settle(this.#said.shift() ?? new Uint8Array())
  }

  #isThere(): void {
    if (!this.#isPlugged) throw new UsbFault('gone', 'device')
  }

  #may(call: Call): void {
    this.#isThere()
    const kind = this.refusals.get(call)
    if (kind !== undefined) throw new UsbFault(kind, call)
    if (call !== 'open' && !this.#isOpen) throw new Error(`${call} before open`)
  }
}

/** A bus with these printers; those that are unplugged are not in its list. */
export function busOf(...printers: readonly FakeUsbPrinter[]): () => Promise<UsbBus> {
  return async () => ({ devices: () => printers.filter(({ isPlugged }) => isPlugged) })
}
