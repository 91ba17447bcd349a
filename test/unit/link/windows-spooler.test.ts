/**
 * Goal: a job reaches the spooler of Windows whole, what became of it is told as far as it is known, and no name of a printer
 * can do anything but name one. Method: another program stands in for Windows PowerShell; the script itself was never run.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { createWindowsSpooler } from '#hardware/link/windows-spooler.ts'
import { createSpooledPrinter, spooledEndpoint, spooledPrinterName } from '#hardware/printers/spooled-printer.ts'

const ROOT = join(import.meta.dirname, '../../..')
const STAND_IN = join(ROOT, 'test/support/printers/stand-in-spooler.mjs')
const folder = mkdtempSync(join(tmpdir(), 'comptoir-spooler-'))
const notes = join(folder, 'calls.jsonl')
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => rmSync(notes, { force: true }))

interface Play {
  readonly exitCode?: number
  readonly text?: string
  /** In which mode it never ends. */
  readonly hangs?: string
}

function spooler(play: Play = {}, jobTimeoutMs = 10_000, kickTimeoutMs = 10_000) {
  vi.stubEnv('STAND_IN', JSON.stringify({ ...play, notes }))
  const command = [process.execPath, STAND_IN, '-File', 'print-raw.ps1'] as const
  return createWindowsSpooler({ scriptPath: 'print-raw.ps1', command, jobTimeoutMs, kickTimeoutMs })
}
interface Call {
  readonly arguments: readonly string[]
  readonly printer: string
  readonly waitMs?: string
  readonly hex: string
}
/** How the stand-in was called, in order. */
const calls = () =>
  readFileSync(notes, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Call)
const call = () => calls().at(-1)

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
    expect(await spooler({ hangs: 'print' }, 400).send('Tickets', Uint8Array.of(1))).toBe('unknown')
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

describe('a kick of the drawer', () => {
  const KICK = Uint8Array.of(0x1b, 0x70, 0, 0x32, 0xfa)
  const modes = () => calls().map((made) => made.arguments.at(-1))

  it.each([
    [{ text: 'finished\r\n' }, 'finished'],
    [{ exitCode: 3 }, 'refused'],
    [{ exitCode: 4 }, 'refused'],
    [{ exitCode: 6 }, 'refused'],
  ] as const)('that ends as %j is %s, and nothing of it is left in the queue', async (play, outcome) => {
    expect(await spooler(play).kick('Tickets', KICK)).toBe(outcome)
    expect(calls()).toEqual([
      {
        arguments: ['-File', 'print-raw.ps1', 'kick'],
        printer: 'Tickets',
        waitMs: String(LIMITS.spoolerKickWaitMs),
        hex: Buffer.from(KICK).toString('hex'),
      },
    ])
  })

  it.each([{ exitCode: 5 }, { exitCode: 1 }, { text: 'waiting' }] as const)(
    'that ends as %j may be in the queue still: it is taken out, and nobody knows',
    async (play) => {
      expect(await spooler(play).kick('Bar', KICK)).toBe('unknown')
      expect(modes()).toEqual(['kick', 'forget'])
      expect(calls().map(({ printer }) => printer)).toEqual(['Bar', 'Bar'])
    },
  )

  it('whose helper hangs is taken out after the helper was ended', async () => {
    expect(await spooler({ hangs: 'kick' }, 10_000, 400).kick('Tickets', KICK)).toBe('unknown')
    expect(modes()).toEqual(['kick', 'forget'])
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
    expect(call()?.arguments.at(-1)).toBe('list')
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

  it.each([
    [{ text: 'finished' }, 'printed', ['spooler']],
    [{ exitCode: 6 }, 'not-printed', []],
    [{ exitCode: 5 }, 'unknown', []],
  ] as const)('opens its drawer by a job that is out at once or never: %j is %s', async (play, outcome, confirmed) => {
    const made = printer(play)
    expect(made.drawer).toEqual({ way: 'at-once', pin: 5 })
    const heard: unknown[] = []
    expect(await made.kickNow({ onConfirmed: (by) => heard.push(by) })).toBe(outcome)
    expect(heard).toEqual(confirmed)
    expect(calls()[0]).toMatchObject({ arguments: ['-File', 'print-raw.ps1', 'kick'], hex: '1b700132fa' })
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
  expect(script).toContain('Get-PrintJob -PrinterName $env:COMPTOIR_PRINTER |')
  expect(script).not.toMatch(/Invoke-Expression|\biex\b|-Command\b/)
})
