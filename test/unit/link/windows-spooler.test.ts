/**
 * Goal: a job reaches the spooler of Windows whole, what became of it is told as far as it is known, and no name of a printer
 * can do anything but name one. Method: another program stands in for Windows PowerShell; the script itself was never run.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWindowsSpooler } from '#hardware/link/windows-spooler.ts'
import { createSpooledPrinter, spooledEndpoint, spooledPrinterName } from '#hardware/printers/spooled-printer.ts'

const ROOT = join(import.meta.dirname, '../../..')
const STAND_IN = join(ROOT, 'test/support/printers/stand-in-spooler.mjs')
const folder = mkdtempSync(join(tmpdir(), 'comptoir-spooler-'))
const notes = join(folder, 'call.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => rmSync(notes, { force: true }))

interface Play {
  readonly exitCode?: number
  readonly text?: string
  readonly hangs?: boolean
}

function spooler(play: Play = {}, jobTimeoutMs = 10_000) {
  vi.stubEnv('STAND_IN', JSON.stringify({ ...play, notes }))
  const command = [process.execPath, STAND_IN, '-File', 'print-raw.ps1'] as const
  return createWindowsSpooler({ scriptPath: 'print-raw.ps1', command, jobTimeoutMs })
}
const call = () => JSON.parse(readFileSync(notes, 'utf8')) as { arguments: string[]; printer: string; hex: string }

const BYTES = Uint8Array.from({ length: 70_000 }, (_, at) => at & 0xff)

describe('a job', () => {
  it('arrives byte for byte, and is told finished once it left the queue', async () => {
    expect(await spooler({ text: 'finished\r\n' }).send('Tickets', BYTES)).toBe('finished')
    expect(call()).toEqual({
      arguments: ['-File', 'print-raw.ps1', 'print'],
      printer: 'Tickets',
      hex: Buffer.from(BYTES).toString('hex'),
    })
  })

  it.each([
    'Bar"; calc.exe; "',
    "x' | Remove-Item C:\\ -Recurse #",
    '$(calc)',
    '`calc`',
    '%COMSPEC% & dir',
    '-Command calc',
  ])('for a printer called %s does what the name says nowhere', async (name) => {
    expect(await spooler({ text: 'finished' }).send(name, Uint8Array.of(1))).toBe('finished')
    expect(call()).toMatchObject({ arguments: ['-File', 'print-raw.ps1', 'print'], printer: name })
  })

  it.each([
    [{ text: 'waiting' }, 'taken'],
    [{ text: '' }, 'taken'],
    [{ exitCode: 3 }, 'refused'],
    [{ exitCode: 4 }, 'refused'],
    [{ exitCode: 5 }, 'unknown'],
    [{ exitCode: 1, text: 'finished' }, 'unknown'],
  ] as const)('that ends as %j is %s', async (play, outcome) => {
    expect(await spooler(play).send('Tickets', Uint8Array.of(1))).toBe(outcome)
  })

  it('that does not end in time is ended, and nobody knows what became of it', async () => {
    const startedAt = performance.now()
    expect(await spooler({ hangs: true }, 400).send('Tickets', Uint8Array.of(1))).toBe('unknown')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  it('is refused where there is no PowerShell', async () => {
    const nowhere = createWindowsSpooler({ scriptPath: '', command: [join(folder, 'powershell.exe')] })
    expect(await nowhere.send('Tickets', Uint8Array.of(1))).toBe('refused')
    expect(await nowhere.printers()).toBeNull()
  })

  it('is refused where the system does not even take the call', async () => {
    expect(await spooler({ text: 'finished' }).send('Tickets\0', Uint8Array.of(1))).toBe('refused')
  })
})

describe('the printers of Windows', () => {
  it('are listed with their drivers', async () => {
    const text = JSON.stringify([
      { Name: 'EPSON TM-T20III', DriverName: 'EPSON Advanced', PortName: 'USB001' },
      { Name: 'Bar', DriverName: null, PortName: 'USB002' },
    ])
    expect(await spooler({ text }).printers()).toEqual([
      { name: 'EPSON TM-T20III', driver: 'EPSON Advanced' },
      { name: 'Bar', driver: null },
    ])
    expect(call().arguments.at(-1)).toBe('list')
  })

  it.each([{ text: '[' }, { text: '{"Name":"x"}' }, { text: '[]', exitCode: 1 }])(
    'are not known from %j',
    async (play) => {
      expect(await spooler(play).printers()).toBeNull()
    },
  )
})

describe('a printer behind the spooler', () => {
  const printer = (play: Play) =>
    createSpooledPrinter({
      alias: 'Tickets',
      endpoint: spooledEndpoint('Tickets'),
      spooler: spooler(play),
      columns: 42,
      profile: 'epson',
      drawer: { way: 'at-once', pin: 5 },
    })
  const LIST = JSON.stringify([{ Name: 'Tickets' }])

  it('is there as long as Windows lists it', async () => {
    expect(await printer({ text: LIST }).prepare()).toBeNull()
    expect(await printer({ text: '[]' }).prepare()).toBe('PRINTER_UNREACHABLE')
  })

  it.each([
    [{ text: 'finished' }, 'printed', 'spooler'],
    [{ text: 'waiting' }, 'printed', 'none'],
    [{ exitCode: 3 }, 'not-printed', null],
    [{ exitCode: 5 }, 'unknown', null],
  ] as const)('says of a job that ends as %j: %s, confirmed by %s', async (play, outcome, confirmation) => {
    const made = printer(play)
    const confirmed: unknown[] = []
    const onConfirmed = (by: unknown) => confirmed.push(by)
    expect(await made.print(Uint8Array.of(1), 'ab01', { onConfirmed })).toBe(outcome)
    expect([made.acknowledgement(), confirmed]).toEqual([confirmation, confirmation === null ? [] : [confirmation]])
  })

  it('opens its drawer in its turn, whatever was set: nothing goes past a queue of Windows', async () => {
    expect(printer({}).drawer).toEqual({ way: 'queued', pin: 5 })
    expect(await printer({}).kickNow()).toBe('not-printed')
  })

  it('is named by its endpoint', () => {
    expect(spooledPrinterName('windows:Bar (1)')).toBe('Bar (1)')
    expect(spooledPrinterName('usb:04b8:0e15:X')).toBeNull()
  })
})

it('the script takes the name from the environment and hands over RAW', () => {
  const script = readFileSync(join(ROOT, 'resources/windows/print-raw.ps1'), 'utf8')
  expect(script).toContain("$info.DataType = 'RAW'")
  expect(script).toContain('OpenPrinter($env:COMPTOIR_PRINTER,')
  expect(script).not.toMatch(/Invoke-Expression|\biex\b|-Command\b/)
})
