/**
 * Goal: driver and simulated printer agree over real lines: TCP and a serial line, each with the printer in a process
 * of its own. Method: the worker prints; the printer's files, events and sensors are read.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { drawerKick } from '#hardware/printers/escpos-encoder.ts'
import { createSpoolWorker, type SpoolWorker } from '#hardware/printers/spool-worker.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { MemorySpool } from '#test/support/printers/memory-spool.ts'
import { cardTicket, customerTicket, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'

const EVENT_TIMEOUT_MS = 15_000
let folder = ''
let simulator: SimulatorHandle | null = null
let worker: SpoolWorker | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tickets-'))
})

afterEach(async () => {
  await worker?.stop()
  await simulator?.stop()
  worker = null
  simulator = null
  rmSync(folder, { recursive: true })
})

/** Starts printer and worker; `until` waits for what the worker or the spool shows. */
async function open(args: readonly string[], clock: ClockPort = realClock, out = ['--out', folder]) {
  const printer = await startSimulator('escpos-printer', [...out, ...args])
  simulator = printer
  const spool = new MemorySpool()
  const listeners = new Set<() => void>()
  const driver = createEscposPrinter({ alias: 'Imprimante', endpoint: printer.endpoint, clock })
  const running: SpoolWorker = createSpoolWorker({
    spool,
    layOut,
    printer: driver,
    clock,
    onChange: () => {
      for (const listener of [...listeners]) listener()
    },
  })
  worker = running
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  const add = async (id: string, document: TicketDocument) => {
    await spool.add({ id, kind: 'customer-ticket', saleId: null, copyNumber: 0, document, at: clock.now() })
    running.notify()
  }
  return { printer, spool, driver, worker: running, until, add }
}

const textOf = (document: TicketDocument) =>
  paperText(layOut(document, 42))
    .map((row) => row.trimEnd())
    .join('\n')

describe.each([
  ['TCP', [] as string[]],
  ['a serial line', ['--pty']],
])('over %s', (_, args) => {
  it('a drawer and two tickets come out as laid out, and the files are what was sent', async () => {
    const till = await open(args)
    const kicked = till.printer.next('drawer', EVENT_TIMEOUT_MS)
    const polish = customerTicket({ locale: 'pl', training: true, cashierName: 'Żółć œ € é' })
    await till.add('kick', { kind: 'drawer' })
    await till.add('a', polish)
    await till.add('b', cardTicket())
    await till.worker.start()
    await till.until(() => till.spool.moves.at(-1) === 'b printed')
    expect(await kicked).toMatchObject({ pin: 2, onMs: 100, realTime: false, count: 1 })
    expect(till.spool.moves).toEqual(['kick', 'a', 'b'].flatMap((id) => [`${id} sending`, `${id} printed`]))
    const state = await till.printer.command({ do: 'state' })
    expect(state).toMatchObject({ unknownCommands: 0, tickets: 2, drawerPulses: 1, bufferedBytes: 0 })
    for (const [file, id, document] of [
      ['001', 'a', polish],
      ['002', 'b', cardTicket()],
    ] as const) {
      const bytes = readFileSync(join(folder, `${file}.bin`))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe((await till.spool.job(id))?.digestHex)
      expect(readFileSync(join(folder, `${file}.txt`), 'utf8')).toBe(`${textOf(document)}\n`)
      expect(bytes.includes(Buffer.from(drawerKick(2)))).toBe(false)
      const picture = readFileSync(join(folder, `${file}.png`))
      expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG')
      // Width: 42 cells of 9 with the margins of paper and desk, drawn at twice the size.
      expect(picture.readUInt32BE(16)).toBe((42 * 9 + 2 * 24 + 2 * 32) * 2)
    }
    const listed = (await till.printer.command({ do: 'tickets' })) as { number: number; problems: string[] }[]
    expect(listed.map(({ number, problems }) => [number, problems])).toEqual([
      [1, []],
      [2, []],
    ])
  })

  it('a ticket that ran out of paper goes on after the refill and is printed once', async () => {
    const till = await open([...args, '--paper', '20', '--near-end', '5'])
    await till.add('a', customerTicket())
    await till.worker.start()
    await till.until(() => till.worker.health().failure?.code === 'PRINTER_PAPER_OUT')
    expect(till.spool.moves).toEqual(['a sending'])
    await till.printer.command({ do: 'paper', lines: 500 })
    await till.until(() => till.spool.moves.at(-1) === 'a printed')
    expect(readFileSync(join(folder, '001.txt'), 'utf8')).toBe(`${textOf(customerTicket())}\n`)
    expect(await till.printer.command({ do: 'state' })).toMatchObject({ tickets: 1, bufferedBytes: 0 })
  })
})

describe('over a serial line', () => {
  it('20,000 bytes come out as they were sent, each once', async () => {
    const till = await open(['--pty'], realClock, [])
    const cut = [0x1b, 0x40, 0x1c, 0x2e, 0x1d, 0x61, 0x0f, 0x0a, 0x0a, 0x0a, 0x0a, 0x1d, 0x56, 0x01]
    const rows = new Uint8Array(20_000 - cut.length).map((_, at) => (at % 42 === 41 ? 0x0a : 0x30 + (at % 75)))
    const bytes = Buffer.concat([Uint8Array.from(cut.slice(0, 7)), rows, Uint8Array.from(cut.slice(7))])
    expect(await till.driver.prepare()).toBe(null)
    expect(await till.driver.print(bytes, '0001')).toBe('printed')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await till.printer.command({ do: 'tickets' })).toMatchObject([{ sha256 }])
    await till.driver.close()
  })

  it('a printer that is switched off and on in its place, the line with it in silence, leaves its ticket unknown', async () => {
    const clock = new ManualClock()
    const till = await open(['--pty', '--paper', '20'], clock)
    await till.add('a', customerTicket())
    await till.worker.start()
    await till.until(() => till.worker.health().failure?.code === 'PRINTER_PAPER_OUT')
    await till.printer.command({ do: 'power', on: false })
    await till.printer.command({ do: 'paper', lines: 500 })
    await till.printer.command({ do: 'power', on: true })
    await clock.advance(LIMITS.printerTicketTimeoutMs)
    await till.until(() => till.spool.moves.at(-1) === 'a unknown')
    await till.add('b', cardTicket())
    await till.until(() => till.spool.moves.at(-1) === 'b printed')
    expect(readFileSync(join(folder, '002.txt'), 'utf8')).toBe(`${textOf(cardTicket())}\n`)
  })
})

describe('over TCP', () => {
  it('a printer whose buffer is full makes the till wait, and loses nothing', async () => {
    const till = await open(['--paper', '20', '--buffer', '64'])
    await till.add('a', customerTicket())
    await till.add('b', cardTicket())
    await till.worker.start()
    await till.until(() => till.worker.health().failure?.code === 'PRINTER_PAPER_OUT')
    await till.printer.command({ do: 'paper', lines: 500 })
    await till.until(() => till.spool.moves.at(-1) === 'b printed')
    expect(readFileSync(join(folder, '001.txt'), 'utf8')).toBe(`${textOf(customerTicket())}\n`)
    expect(readFileSync(join(folder, '002.txt'), 'utf8')).toBe(`${textOf(cardTicket())}\n`)
  })

  it('power lost in the middle of a ticket leaves it unknown; the printer comes back and prints the next only', async () => {
    const till = await open(['--paper', '20'])
    await till.add('a', customerTicket())
    await till.worker.start()
    await till.until(() => till.worker.health().failure?.code === 'PRINTER_PAPER_OUT')
    await till.printer.command({ do: 'power', on: false })
    await till.until(() => till.spool.moves.at(-1) === 'a unknown')
    expect(till.worker.health().unknownJobs).toBe(1)
    await till.add('b', cardTicket())
    await till.until(() => till.worker.health().failure?.code === 'PRINTER_UNREACHABLE')
    await till.printer.command({ do: 'paper', lines: 500 })
    await till.printer.command({ do: 'power', on: true })
    await till.until(() => till.spool.moves.at(-1) === 'b printed')
    expect(till.spool.moves).toEqual(['a sending', 'a unknown', 'b sending', 'b printed'])
    // A blank strip first: had the printer kept half a ticket, it would not stand above the next one.
    expect(readFileSync(join(folder, '001.txt'), 'utf8')).toBe('\n')
    expect(readFileSync(join(folder, '002.txt'), 'utf8')).toBe(`${textOf(cardTicket())}\n`)
  })

  it('a lost answer, a slow one and one in single bytes do not print anything twice', async () => {
    const till = await open([])
    for (const fault of [
      { on: 'GS ( H', kind: 'drop' },
      { on: 'ASB', kind: 'trickle' },
      { on: 'DLE EOT', kind: 'delay', delayMs: 50 },
    ])
      await till.printer.command({ do: 'fault', ...fault })
    await till.add('a', customerTicket())
    await till.worker.start()
    await till.until(() => till.spool.moves.at(-1) === 'a printed')
    expect(till.driver.acknowledgement()).toBe('barrier')
    expect(await till.printer.command({ do: 'state' })).toMatchObject({ tickets: 1 })
  })

  it('a connection cut within the answer leaves the ticket unknown', async () => {
    const till = await open([])
    await till.printer.command({ do: 'fault', on: 'GS ( H', kind: 'cut', bytes: 3 })
    await till.add('a', customerTicket())
    await till.worker.start()
    await till.until(() => till.spool.moves.at(-1) === 'a unknown')
    expect(await till.printer.command({ do: 'state' })).toMatchObject({ tickets: 1 })
  })

  it('a second till waits until the first has left, and is served then', async () => {
    const till = await open([])
    const first = createEscposPrinter({ alias: 'first', endpoint: till.printer.endpoint, clock: realClock })
    expect(await first.prepare()).toBe(null)
    const port = Number(till.printer.endpoint.split(':').at(-1))
    const second = createConnection({ host: '127.0.0.1', port })
    const answered = once(second, 'data')
    second.write(Uint8Array.of(0x10, 0x04, 0x01))
    expect(await first.prepare()).toBe(null)
    await first.close()
    const [status] = (await answered) as [Buffer]
    expect(status.toString('hex')).toBe('12')
    second.destroy()
  })

  it('tells how it is used', () => {
    const file = fileURLToPath(new URL('../../../src/simulators/escpos-printer.ts', import.meta.url))
    const { stdout, status } = spawnSync(process.execPath, [file, '--help'], { encoding: 'utf8' })
    expect(status).toBe(0)
    for (const option of ['--port', '--pty', '--out', '--paper', '--near-end', '--buffer', '--columns'])
      expect(stdout).toContain(option)
  })

  it('refuses what it does not know', async () => {
    const till = await open([])
    await expect(till.printer.command({ do: 'explode' })).rejects.toThrow('refused')
  })
})
