/**
 * Goal: what sections 4, 8 and 9 of the printers' sheet measured on lines holds here. Method: a serial line of the machine
 * and a socket, the simulated printer in this process; what it cut is compared with what was sent, byte for byte.
 */
import { createHash } from 'node:crypto'
import { getDeviceList } from 'usb'
import { afterEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import { createLink } from '#hardware/link/create-link.ts'
import { listSerialPorts } from '#hardware/link/serial-ports.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { SimulatedPrinter } from '#simulators/escpos-printer/printer.ts'
import { openPty } from '#simulators/process/pty.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

function linkOf(endpoint: string): ByteLink {
  const created = createLink(endpoint)
  if (!created.ok) throw new Error(endpoint)
  closers.push(() => created.value.close())
  return created.value
}

interface Cut {
  readonly sha256: string
  readonly text: string
}

/** A printer in this process; what it cuts off is kept. */
async function openPrinter(options: Partial<ConstructorParameters<typeof SimulatedPrinter>[0]>) {
  const cuts: Cut[] = []
  const pulses: unknown[] = []
  const printer = new SimulatedPrinter(
    {
      port: 0,
      pty: false,
      columns: 42,
      paperLines: 4_000,
      nearEndLines: 60,
      bufferBytes: 4_096,
      folder: null,
      ...options,
    },
    (name, event) => {
      if (name === 'ticket') cuts.push(event as unknown as Cut)
      if (name === 'drawer') pulses.push(event)
    },
  )
  await printer.plugIn()
  closers.push(() => printer.close())
  return { printer, cuts, pulses }
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** ESC @ FS . GS a 15, rows of 41 letters, four feeds and the cut. */
function jobOf(rows: number): Uint8Array {
  const row = Buffer.from(`${'A'.repeat(41)}\n`)
  const head = Buffer.from('1b401c2e1d610f', 'hex')
  return Buffer.concat([head, ...Array<Buffer>(rows).fill(row), Buffer.from('0a0a0a0a1d5601', 'hex')])
}

describe('section 4: a serial line', () => {
  it('carries 20,000 bytes of all values out and back, without modem lines, and is in no list of ports', async () => {
    const pty = await openPty()
    closers.push(() => pty.close())
    pty.onBytes((bytes) => pty.write(bytes))
    const link = linkOf(`serial:${pty.path}`)
    expect(await link.open()).toEqual({ ok: true, value: null })
    const sent = Uint8Array.from({ length: 20_000 }, (_, at) => (at * 7) & 0xff)
    const heard: number[] = []
    const back = new Promise<void>((resolve) => {
      link.onBytes((bytes) => {
        heard.push(...bytes)
        if (heard.length >= sent.length) resolve()
      })
    })
    for (let at = 0; at < sent.length; at += 1_000) await link.write(sent.subarray(at, at + 1_000))
    await back
    expect(Buffer.from(heard).equals(Buffer.from(sent))).toBe(true)
    const paths = (await listSerialPorts())?.map(({ path }) => path) ?? []
    expect(paths).not.toContain(pty.path)
  })

  it('the package for USB loads without a bus, and lists what is there', () => {
    expect(Array.isArray(getDeviceList())).toBe(true)
  })
})

describe('section 8: a printer on a serial line', () => {
  it('answers 12 12 12, then 16 with its cover open, 32 7E without paper; a kick at once opens the drawer all the same', async () => {
    const { printer, pulses } = await openPrinter({ pty: true })
    const link = linkOf(printer.endpoint)
    expect(await link.open()).toMatchObject({ ok: true })
    const heard: number[] = []
    link.onBytes((bytes) => heard.push(...bytes))
    const ask = async (queries: string, count: number) => {
      heard.splice(0)
      await link.write(Buffer.from(queries, 'hex'))
      await expect.poll(() => heard.length, { interval: 5 }).toBe(count)
      return Buffer.from(heard).toString('hex')
    }
    expect(await ask('100401100402100404', 3)).toBe('121212')
    await printer.control({ do: 'cover', open: true })
    expect(await ask('100402', 1)).toBe('16')
    await printer.control({ do: 'cover', open: false })
    await printer.control({ do: 'paper', lines: 0 })
    expect(await ask('100402100404', 2)).toBe('327e')
    expect(await ask('1014010001100401', 1)).toBe('1e')
    expect(pulses).toMatchObject([{ pin: 2, onMs: 100, realTime: true }])
  })
})

describe('section 8: 25 lines of paper, a buffer of 256 bytes, five tickets of nine lines', () => {
  it.each([
    ['TCP', false],
    ['a serial line', true],
  ])('over %s: two, near its end, out; refilled, the other three; each once', async (_, pty) => {
    const { printer, cuts } = await openPrinter({ pty, paperLines: 25, nearEndLines: 5, bufferBytes: 256 })
    const driver = createEscposPrinter({ alias: 'Imprimante', endpoint: printer.endpoint, clock: realClock })
    closers.push(() => driver.close())
    const happened: string[] = []
    driver.onTrouble((trouble) => {
      happened.push(trouble ?? 'ok')
      if (trouble === 'PRINTER_PAPER_OUT') void printer.control({ do: 'paper', lines: 500 })
    })
    for (let number = 1; number <= 5; number += 1) {
      expect(await driver.prepare()).toBe(null)
      happened.push(`${await driver.print(jobOf(5), `000${number}`)} ${number}`)
    }
    expect(happened).toEqual([
      ...['printed 1', 'printed 2', 'PRINTER_PAPER_OUT', 'ok'],
      ...['printed 3', 'printed 4', 'printed 5'],
    ])
    expect(cuts.map(({ sha256 }) => sha256)).toEqual(Array(5).fill(digest(jobOf(5))))
    expect(await printer.control({ do: 'state' })).toMatchObject({ paperLines: 480, unknownCommands: 0 })
  })
})

describe('section 9: a job larger than the buffer of the printer', () => {
  it('of 6,000 bytes on 2 kB, closed as soon as it is printed, arrives whole', async () => {
    const { printer, cuts } = await openPrinter({ paperLines: 60, bufferBytes: 2_048 })
    const driver = createEscposPrinter({ alias: 'Imprimante', endpoint: printer.endpoint, clock: realClock })
    driver.onTrouble((trouble) => {
      if (trouble === 'PRINTER_PAPER_OUT') void printer.control({ do: 'paper', lines: 500 })
    })
    const job = jobOf(142)
    expect(job.length).toBeGreaterThan(5_900)
    expect(await driver.prepare()).toBe(null)
    expect(await driver.print(job, '0001')).toBe('printed')
    await driver.close()
    expect(cuts.map(({ sha256 }) => sha256)).toEqual([digest(job)])
    expect(printer.traffic().bytesIn).toBeGreaterThan(job.length)
  })
})

describe('section 8: limits', () => {
  it('connecting has three seconds; a printer that is away is asked again after 1, 2, 5, 10, 30 seconds', () => {
    expect(LIMITS.printerConnectTimeoutMs).toBe(3_000)
    expect(LIMITS.printerRetryPausesMs).toEqual([1_000, 2_000, 5_000, 10_000, 30_000])
  })
})
