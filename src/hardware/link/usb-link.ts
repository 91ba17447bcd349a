import { LIMITS } from '#contract/limits.ts'
import { type ByteLink, type LinkResult, type LinkTimeouts, type LinkTrouble, trouble } from './byte-link.ts'
import { type Line, type LineEvents, makeLink } from './link-base.ts'
import {
  type FindUsbBus,
  type UsbBus,
  type UsbDevice,
  UsbFault,
  type UsbFaultKind,
  type UsbTransfer,
} from './usb-bus.ts'
import { findUsbBus } from './usb-module.ts'
import { findUsbPrinter, printerInterface, type UsbIdentity } from './usb-printers.ts'

const TROUBLES: Readonly<Record<UsbFaultKind, LinkTrouble>> = {
  'no-right': 'no-right',
  busy: 'busy',
  gone: 'not-found',
  unsupported: 'not-found',
  stalled: 'not-found',
  cancelled: 'not-found',
  failed: 'not-found',
}

/** GET_PORT_STATUS (USB Printer Class 1.1, 4.2.2): class request to the interface, one byte back. */
const PORT_STATUS = { requestType: 0xa1, request: 0x01, value: 0, length: 1 } as const

/** Lines that are being let go: the next one on the same device waits for that. */
const leaving = new WeakMap<UsbDevice, Promise<void>>()

type Interface = NonNullable<ReturnType<typeof printerInterface>>

/**
 * A printer on USB: bulk transfers out, one of them always waiting for what comes in.
 *
 * - The driver of the system (`usblp`) is sent away while the line is open, and called back after.
 * - A device that is unplugged ends the line: by the transfer that waits, or by looking where the printer can say nothing.
 */
export function usbLink(
  endpoint: string,
  identity: UsbIdentity,
  timeouts: LinkTimeouts,
  findBus: FindUsbBus = findUsbBus,
): ByteLink {
  return makeLink(endpoint, timeouts, (events) => openPrinter(identity, findBus, events))
}

async function openPrinter(identity: UsbIdentity, findBus: FindUsbBus, events: LineEvents): Promise<LinkResult<Line>> {
  try {
    const bus = await findBus()
    const device = bus === null ? null : await findUsbPrinter(bus, identity)
    const its = device === null ? null : printerInterface(device)
    if (bus === null || device === null || its === null) return trouble('not-found')
    await leaving.get(device)
    device.open()
    return { ok: true, value: await claimed(bus, device, its, events) }
  } catch (thrown) {
    return trouble(thrown instanceof UsbFault ? TROUBLES[thrown.kind] : 'not-found')
  }
}

async function claimed(bus: UsbBus, device: UsbDevice, its: Interface, events: LineEvents): Promise<Line> {
  let wasDetached = false
  try {
    wasDetached = sendDriverAway(device, its.number)
    device.claim(its.number)
    if (its.alternate !== 0) await device.setAlternate(its.number, its.alternate)
  } catch (thrown) {
    if (wasDetached) callDriverBack(device, its.number)
    closeQuietly(device)
    throw thrown
  }
  return new UsbLine({ bus, device, its, events, wasDetached }).begin()
}

/** @returns whether there was one. Systems without such drivers say that they can not tell. */
function sendDriverAway(device: UsbDevice, interfaceNumber: number): boolean {
  try {
    if (!device.isKernelDriverActive(interfaceNumber)) return false
  } catch (thrown) {
    if (thrown instanceof UsbFault && thrown.kind !== 'gone') return false
    throw thrown
  }
  device.detachKernelDriver(interfaceNumber)
  return true
}

function callDriverBack(device: UsbDevice, interfaceNumber: number): void {
  try {
    device.attachKernelDriver(interfaceNumber)
  } catch {
    // Unplugged, or the system called it back by itself.
  }
}

function closeQuietly(device: UsbDevice): void {
  try {
    device.close()
  } catch {
    // Unplugged: it is closed.
  }
}

interface LineParts {
  readonly bus: UsbBus
  readonly device: UsbDevice
  readonly its: Interface
  readonly events: LineEvents
  readonly wasDetached: boolean
}

class UsbLine implements Line {
  readonly #parts: LineParts
  /** Under way in either direction: all of them must have ended before the device is let go. */
  readonly #transfers = new Set<UsbTransfer<unknown>>()
  #isOver = false
  #listening: Promise<void> = Promise.resolve()
  #stopWatching = () => {}

  constructor(parts: LineParts) {
    this.#parts = parts
  }

  begin(): this {
    if (this.#parts.its.inAddress === null) this.#stopWatching = this.#watch()
    else this.#listening = this.#listen(this.#parts.its.inAddress)
    return this
  }

  /** In pieces that a slow printer takes within reason; each handed over before the next. */
  async write(bytes: Uint8Array): Promise<void> {
    const { device, its } = this.#parts
    for (let offset = 0; offset < bytes.length; ) {
      if (this.#isOver) throw new UsbFault('gone', 'write')
      const taken = await this.#run(device.send(its.outAddress, bytes.subarray(offset, offset + LIMITS.usbPieceBytes)))
      if (taken === 0) throw new UsbFault('failed', 'write')
      offset += taken
    }
  }

  async portStatus(): Promise<number | null> {
    const { device, its } = this.#parts
    if (this.#isOver) return null
    const answer = device.control({ ...PORT_STATUS, index: its.number }).then(
      ([byte]) => byte ?? null,
      () => null,
    )
    return Promise.race([answer, after(LIMITS.usbControlTimeoutMs, null)])
  }

  close(): Promise<void> {
    const { device } = this.#parts
    if (this.#isOver) return leaving.get(device) ?? Promise.resolve()
    this.#isOver = true
    this.#stopWatching()
    const left = this.#leave()
    leaving.set(device, left)
    return left
  }

  /** Ends within its limits, and throws never. */
  async #leave(): Promise<void> {
    for (const transfer of this.#transfers) transfer.cancel()
    // A transfer that does not end leaves the device open to us: the next `open` says busy or finds it unplugged.
    const ended = Promise.allSettled([...[...this.#transfers].map(({ done }) => done), this.#listening])
    await Promise.race([ended, after(LIMITS.usbControlTimeoutMs, null)])
    await this.#letGo()
  }

  async #letGo(): Promise<void> {
    const { device, its, wasDetached } = this.#parts
    try {
      await Promise.race([device.release(its.number), after(LIMITS.usbControlTimeoutMs, null)])
      if (wasDetached) callDriverBack(device, its.number)
    } catch {
      // Unplugged: there is nothing to let go.
    }
    closeQuietly(device)
  }

  /** One transfer waits all the time: a printer that has something to say is heard, and an unplugged one noticed. */
  async #listen(inAddress: number): Promise<void> {
    const { device, its, events } = this.#parts
    for (let stalls = 0; !this.#isOver; ) {
      try {
        const bytes = await this.#run(device.receive(inAddress, its.inPacketBytes || LIMITS.usbPieceBytes))
        stalls = 0
        if (this.#isOver) return
        if (bytes.length > 0) events.onBytes(bytes)
        // Some printers answer "nothing" at once, again and again.
        else await after(LIMITS.usbEmptyPauseMs, null)
      } catch (thrown) {
        if (this.#isOver) return
        const isStall = thrown instanceof UsbFault && thrown.kind === 'stalled' && stalls < LIMITS.usbStallsMax
        stalls += 1
        if (!isStall || !(await this.#goesOn(inAddress))) return events.onEnd()
      }
    }
  }

  async #goesOn(inAddress: number): Promise<boolean> {
    const cleared = this.#parts.device.clearHalt(inAddress).then(
      () => true,
      () => false,
    )
    return Promise.race([cleared, after(LIMITS.usbControlTimeoutMs, false)])
  }

  /** A printer that only listens: whether it is still there is seen in the list. */
  #watch(): () => void {
    const { bus, device, events } = this.#parts
    const timer = setInterval(() => {
      if (!isThere(bus, device)) events.onEnd()
    }, LIMITS.usbWatchMs)
    timer.unref()
    return () => clearInterval(timer)
  }

  async #run<Value>(transfer: UsbTransfer<Value>): Promise<Value> {
    this.#transfers.add(transfer)
    try {
      return await transfer.done
    } finally {
      this.#transfers.delete(transfer)
    }
  }
}

function isThere(bus: UsbBus, { address }: UsbDevice): boolean {
  try {
    return bus.devices().some((device) => device.address === address)
  } catch {
    return false
  }
}

function after<Value>(ms: number, value: Value): Promise<Value> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(value), ms).unref()
  })
}
