/**
 * Goal: a printer on USB is a line like any other, and what only USB has is kept: its driver of the system is sent away and
 * called back, nothing is let go too early, an unplugged device is noticed. Method: a bus of our own, which shares nothing
 * with the link but the interface; the real package is only loaded and asked for its list.
 */
import { describe, expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { usbLink } from '#hardware/link/usb-link.ts'
import { findUsbBus } from '#hardware/link/usb-module.ts'
import { listUsbPrinters, readUsbEndpoint, watchUsbPrinters } from '#hardware/link/usb-printers.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { probePrinter } from '#hardware/printers/probe-printer.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import { BOTH_WAYS, busOf, FakeUsbPrinter, IPP, ONE_WAY } from '#test/support/link/fake-usb-bus.ts'
import { byteLinkSuite } from './byte-link.suite.ts'

const TIMEOUTS = { openTimeoutMs: 500, writeTimeoutMs: 60 }
const ENDPOINT = 'usb:04b8:0e15:J2XK001'

function linkTo(endpoint: string, ...printers: readonly FakeUsbPrinter[]): ByteLink {
  const identity = readUsbEndpoint(endpoint)
  if (identity === null) throw new Error(`${endpoint} is none`)
  return usbLink(endpoint, identity, TIMEOUTS, busOf(...printers))
}

let benches = 0
byteLinkSuite('USB', async () => {
  benches += 1
  const serialNumber = `LINK${benches}`
  const printer = new FakeUsbPrinter({ names: { serialNumber } })
  const endpoint = `usb:04b8:0e15:${serialNumber}`
  return {
    link: linkTo(endpoint, printer),
    second: () => linkTo(endpoint, printer),
    nowhere: () => linkTo('usb:04b8:0e15:NOBODY', printer),
    received: printer.received,
    farWrite: (bytes: Uint8Array) => printer.say(bytes),
    unplug: async () => printer.unplug(),
    close: async () => {},
  }
})

const until = (met: () => boolean) => vi.waitFor(() => expect(met()).toBe(true), { timeout: 2_000, interval: 2 })

describe('printers on USB', () => {
  it('are listed with what they call themselves, and nothing else is', async () => {
    const found = await listUsbPrinters(
      busOf(
        new FakeUsbPrinter(),
        new FakeUsbPrinter({
          vendorId: 0x0416,
          productId: 0x5011,
          socket: '1-4.2',
          names: { maker: null, product: null, serialNumber: null },
        }),
        new FakeUsbPrinter({ socket: '1-5', names: { serialNumber: 'é/ 1' } }),
        new FakeUsbPrinter({ socket: '1-6', interfaces: [] }),
        new FakeUsbPrinter({ socket: '1-7', interfaces: [IPP] }),
      ),
    )
    expect(found).toEqual([
      { endpoint: ENDPOINT, name: 'TM-T20III', maker: 'EPSON', serialNumber: 'J2XK001' },
      { endpoint: 'usb:0416:5011@1-4.2', name: 'usb:0416:5011', maker: null, serialNumber: null },
      { endpoint: 'usb:04b8:0e15:%C3%A9%2F%201', name: 'TM-T20III', maker: 'EPSON', serialNumber: 'é/ 1' },
    ])
    expect(readUsbEndpoint('usb:04b8:0e15:%C3%A9%2F%201')?.by).toEqual({ serialNumber: 'é/ 1' })
  })

  it('are none where there is no USB, which is no fault', async () => {
    expect(await listUsbPrinters(async () => null)).toBeNull()
    const identity = readUsbEndpoint(ENDPOINT)
    expect(identity && (await usbLink(ENDPOINT, identity, TIMEOUTS, async () => null).open())).toEqual({
      ok: false,
      trouble: 'not-found',
    })
  })

  it('of one kind are told apart by their serial numbers, and without any by their sockets', async () => {
    const bar = new FakeUsbPrinter({ socket: '1-1', names: { serialNumber: 'BAR' } })
    const kitchen = new FakeUsbPrinter({ socket: '1-3', names: { serialNumber: 'KITCHEN' } })
    const link = linkTo('usb:04b8:0e15:KITCHEN', bar, kitchen)
    await link.open()
    await link.write(Uint8Array.of(7))
    await link.close()
    expect([bar.received, kitchen.received]).toEqual([[], [Uint8Array.of(7)]])
    const nameless = ['2-1', '2-2'].map((socket) => new FakeUsbPrinter({ socket, names: { serialNumber: null } }))
    const second = linkTo('usb:04b8:0e15@2-2', ...nameless)
    expect((await second.open()).ok).toBe(true)
    expect(nameless.map(({ isOpen }) => isOpen)).toEqual([false, true])
    await second.close()
    expect(await linkTo('usb:04b8:0e15@2-9', ...nameless).open()).toEqual({ ok: false, trouble: 'not-found' })
  })

  it('take their own driver back after the till is done, and only where they had one', async () => {
    const held = new FakeUsbPrinter({ hasKernelDriver: true })
    const link = linkTo(ENDPOINT, held)
    expect((await link.open()).ok).toBe(true)
    await link.close()
    expect(held.calls).toEqual(['open', 'detach', 'claim', 'release', 'attach', 'close'])
    const free = new FakeUsbPrinter()
    const other = linkTo(ENDPOINT, free)
    await other.open()
    await other.close()
    expect(free.calls).toEqual(['open', 'claim', 'release', 'close'])
  })

  it('open where the system knows no drivers of its own', async () => {
    const printer = new FakeUsbPrinter()
    printer.refusals.set('isKernelDriverActive', 'unsupported')
    const link = linkTo(ENDPOINT, printer)
    expect((await link.open()).ok).toBe(true)
    await link.close()
  })

  it('speak over the setting that can answer, and over no IPP', async () => {
    const printer = new FakeUsbPrinter({ interfaces: [IPP, ONE_WAY, { ...BOTH_WAYS, alternate: 1 }] })
    const link = linkTo(ENDPOINT, printer)
    await link.open()
    expect(printer.calls).toEqual(['open', 'claim', 'alternate 1'])
    await until(() => printer.receives > 0)
    await link.close()
  })

  it.each([
    ['open', 'no-right', 'no-right'],
    ['claim', 'busy', 'busy'],
    ['detachKernelDriver', 'no-right', 'no-right'],
    ['open', 'unsupported', 'not-found'],
    ['claim', 'gone', 'not-found'],
  ] as const)('whose %s is refused (%s) say so and are let go', async (call, kind, trouble) => {
    const printer = new FakeUsbPrinter({ hasKernelDriver: call === 'detachKernelDriver' })
    printer.refusals.set(call, kind)
    const link = linkTo(ENDPOINT, printer)
    expect(await link.open()).toEqual({ ok: false, trouble })
    expect(printer.isOpen).toBe(false)
    printer.refusals.clear()
    expect((await link.open()).ok).toBe(true)
    await link.close()
  })

  it('that this account may not open are named with the rule that mends it', async () => {
    const printer = new FakeUsbPrinter()
    printer.refusals.set('open', 'no-right')
    expect(await probePrinter(ENDPOINT, linkTo(ENDPOINT, printer))).toEqual({
      ok: false,
      error: { code: 'PRINTER_NO_RIGHT', details: { endpoint: ENDPOINT } },
    })
  })
})

describe('a line on USB', () => {
  it('waits for a printer that takes nothing, until its time is over, and leaves nothing behind', async () => {
    const printer = new FakeUsbPrinter()
    const link = linkTo(ENDPOINT, printer)
    await link.open()
    printer.isFull = true
    const slow = link.write(Uint8Array.of(1))
    await until(() => printer.receives > 0)
    printer.takeOn()
    expect(await slow).toEqual({ ok: true, value: null })
    printer.isFull = true
    expect(await link.write(Uint8Array.of(2))).toEqual({ ok: false, trouble: 'lost' })
    await until(() => !printer.isOpen)
    printer.isFull = false
    expect((await link.open()).ok).toBe(true)
    expect(printer.received).toEqual([Uint8Array.of(1)])
    await link.close()
  })

  it('is lost when its printer is unplugged, and found again on the same cable', async () => {
    const printer = new FakeUsbPrinter()
    const link = linkTo(ENDPOINT, printer)
    let losses = 0
    link.onLost(() => {
      losses += 1
    })
    await link.open()
    await until(() => printer.receives > 0)
    printer.unplug()
    await until(() => losses === 1)
    expect(await link.open()).toEqual({ ok: false, trouble: 'not-found' })
    printer.plug()
    await vi.waitFor(async () => expect((await link.open()).ok).toBe(true))
    expect(await link.write(Uint8Array.of(3))).toMatchObject({ ok: true })
    await link.close()
  })

  it('to a printer that can say nothing notices that it went by looking', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const printer = new FakeUsbPrinter({ interfaces: [ONE_WAY] })
    const link = linkTo(ENDPOINT, printer)
    let losses = 0
    link.onLost(() => {
      losses += 1
    })
    expect((await link.open()).ok).toBe(true)
    await vi.advanceTimersByTimeAsync(2 * LIMITS.usbWatchMs)
    expect(losses).toBe(0)
    printer.unplug()
    await vi.advanceTimersByTimeAsync(LIMITS.usbWatchMs)
    expect(losses).toBe(1)
    expect(printer.receives).toBe(0)
    vi.useRealTimers()
  })

  it('is asked for again as soon as its printer is plugged in, and nobody looks while none is wanted', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const printer = new FakeUsbPrinter()
    let looks = 0
    let plugged = 0
    let isWanted = false
    const findBus = () => {
      looks += 1
      return busOf(printer)()
    }
    const stop = watchUsbPrinters(
      () => isWanted,
      () => {
        plugged += 1
      },
      findBus,
    )
    await vi.advanceTimersByTimeAsync(3 * LIMITS.usbWatchMs)
    expect(looks).toBe(0)
    isWanted = true
    await vi.advanceTimersByTimeAsync(2 * LIMITS.usbWatchMs)
    printer.unplug()
    await vi.advanceTimersByTimeAsync(LIMITS.usbWatchMs)
    expect(plugged).toBe(0)
    printer.plug()
    await vi.advanceTimersByTimeAsync(2 * LIMITS.usbWatchMs)
    expect(plugged).toBe(1)
    stop()
    vi.useRealTimers()
  })

  it('takes a halt back some times, and not for ever', async () => {
    const printer = new FakeUsbPrinter()
    const link = linkTo(ENDPOINT, printer)
    let losses = 0
    link.onLost(() => {
      losses += 1
    })
    await link.open()
    for (let halts = 1; halts <= LIMITS.usbStallsMax; halts += 1) {
      await until(() => printer.receives >= halts)
      printer.halt()
    }
    await until(() => printer.receives > LIMITS.usbStallsMax)
    expect(losses).toBe(0)
    printer.halt()
    await until(() => losses === 1)
    expect(printer.calls.filter((call) => call === 'clear halt')).toHaveLength(LIMITS.usbStallsMax)
  })

  it('does not run in circles with a printer that answers nothing at once', async () => {
    const printer = new FakeUsbPrinter()
    const link = linkTo(ENDPOINT, printer)
    await link.open()
    const answering = setInterval(() => printer.sayNothing(), 1)
    await new Promise((resolve) => setTimeout(resolve, 4 * LIMITS.usbEmptyPauseMs))
    clearInterval(answering)
    expect(printer.receives).toBeGreaterThan(1)
    expect(printer.receives).toBeLessThan(8)
    await link.close()
  })

  it('asks the port itself how the printer is, and says nothing where the printer does not', async () => {
    const printer = new FakeUsbPrinter()
    const link = linkTo(ENDPOINT, printer)
    expect(await link.portStatus?.()).toBeNull()
    await link.open()
    printer.portStatus = 0x38
    expect(await link.portStatus?.()).toBe(0x38)
    expect(printer.controls).toEqual([{ requestType: 0xa1, request: 1, value: 0, index: 0, length: 1 }])
    printer.refusals.set('control', 'stalled')
    expect(await link.portStatus?.()).toBeNull()
    await link.close()
  })

  it('prints a ticket that the printer acknowledges', async () => {
    const usb = new FakeUsbPrinter()
    const tickets: Uint8Array[] = []
    const mechanism = new Mechanism(
      { columns: 42, paperLines: 100, nearEndLines: 0 },
      {
        reply: (_, bytes) => usb.say(bytes),
        ticket: (bytes) => void tickets.push(bytes),
        drawer: () => {},
        unknownCommand: (bytes) => expect(bytes).toEqual([]),
        sensors: () => {},
      },
    )
    usb.onReceived = (bytes) => mechanism.accept(bytes)
    const clock = {
      after: (ms: number, call: () => void) => {
        const timer = setTimeout(call, ms)
        return () => clearTimeout(timer)
      },
    }
    const printer = createEscposPrinter({
      alias: 'Tickets',
      endpoint: ENDPOINT,
      clock: clock as Parameters<typeof createEscposPrinter>[0]['clock'],
      link: linkTo(ENDPOINT, usb),
    })
    expect(await printer.prepare()).toBeNull()
    const ticket = Uint8Array.of(0x1b, 0x40, ...Buffer.from('Merci\n'), 0x1d, 0x56, 0x00)
    expect(await printer.print(ticket, 'ab01')).toBe('printed')
    await printer.close()
    expect(tickets).toEqual([ticket])
    expect(usb.isOpen).toBe(false)
  })
})

it('the real package loads, or does not, and lists what is there without throwing', async () => {
  const bus = await findUsbBus()
  const devices = bus?.devices() ?? []
  for (const { socket, vendorId } of devices)
    expect([socket, vendorId]).toEqual([expect.any(String), expect.any(Number)])
  const printers = await listUsbPrinters()
  expect(printers === null).toBe(bus === null)
  expect((printers ?? []).length).toBeLessThanOrEqual(devices.length)
})

it.each(['usb:', 'usb:04b8:0e15', 'usb:4b8:e15:X', 'usb:04b8:0e15:%', 'usb:04B8:0e15:X', 'usb:04b8:0e15:a b'])(
  '%j is no endpoint',
  (endpoint) => {
    expect(readUsbEndpoint(endpoint)).toBeNull()
  },
)
