import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { LIMITS } from '#contract/limits.ts'

/**
 * What became of a job. finished: it left the spooler's queue. taken: it is in the queue, and more is not known. refused:
 * no byte of it was taken. unknown: some of it may be on its way.
 */
export type SpoolerOutcome = 'finished' | 'taken' | 'refused' | 'unknown'

export interface WindowsPrinter {
  readonly name: string
  readonly driver: string | null
}

/**
 * The print spooler of Windows, by a helper process that needs nothing installed: Windows PowerShell with the script
 * `resources/windows/print-raw.ps1`, where the exit codes are written down.
 *
 * - A job is handed over whole, with datatype RAW: no driver changes a byte.
 * - The name of a printer travels in the environment of the helper, never on a command line and never through a shell.
 * - All calls end within their limits; a helper that does not is killed.
 * - A kick of the drawer is out within its few seconds or never: it is given to no printer that stands still, and taken back
 *   from the queue when it does not leave it.
 */
export interface WindowsSpooler {
  /** Null where this machine has no such spooler, or it does not answer. */
  printers(): Promise<readonly WindowsPrinter[] | null>
  send(printerName: string, bytes: Uint8Array): Promise<SpoolerOutcome>
  /** What opens the drawer; never `taken`. refused: the printer stands still, or it was taken back before it began. */
  kick(printerName: string, bytes: Uint8Array): Promise<SpoolerOutcome>
}

export interface WindowsSpoolerOptions {
  readonly scriptPath: string
  /** Another program in the place of PowerShell, for tests. */
  readonly command?: readonly [program: string, ...args: string[]]
  readonly jobTimeoutMs?: number
  readonly kickTimeoutMs?: number
}

const EXIT = { done: 0, noPrinter: 3, refused: 4, takenBack: 6 } as const
/** No byte of a job reached a printer, and none will. */
const REFUSED: readonly Ended['code'][] = [EXIT.noPrinter, EXIT.refused, EXIT.takenBack, 'not-started']
const LIST_BYTES_MAX = 1_000_000

const listSchema = z.array(z.looseObject({ Name: z.string().min(1), DriverName: z.string().nullish() }))

export function createWindowsSpooler(options: WindowsSpoolerOptions): WindowsSpooler {
  const { scriptPath, command = powerShell(scriptPath) } = options
  const { jobTimeoutMs = LIMITS.spoolerJobTimeoutMs, kickTimeoutMs = LIMITS.spoolerKickTimeoutMs } = options
  const [program, ...args] = command
  const start = (mode: 'print' | 'kick' | 'forget' | 'list', more: NodeJS.ProcessEnv = {}): ChildProcess =>
    spawn(program, [...args, mode], {
      shell: false,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...more },
    })
  return {
    printers: async () => {
      const { code, text } = await ended(() => start('list'), new Uint8Array(), LIMITS.spoolerListTimeoutMs)
      return code === EXIT.done ? read(text) : null
    },
    send: async (printerName, bytes) => {
      const { code, text } = await ended(() => start('print', { COMPTOIR_PRINTER: printerName }), bytes, jobTimeoutMs)
      if (REFUSED.includes(code)) return 'refused'
      if (code !== EXIT.done) return 'unknown'
      return text.trim().endsWith('finished') ? 'finished' : 'taken'
    },
    kick: async (printerName, bytes) => {
      const printer = { COMPTOIR_PRINTER: printerName }
      const wait = { COMPTOIR_WAIT_MS: String(LIMITS.spoolerKickWaitMs) }
      const { code, text } = await ended(() => start('kick', { ...printer, ...wait }), bytes, kickTimeoutMs)
      if (REFUSED.includes(code)) return 'refused'
      if (code === EXIT.done && text.trim().endsWith('finished')) return 'finished'
      // It may be in the queue still, as of a helper that was killed, and would open the drawer whenever the printer is back.
      await ended(() => start('forget', printer), new Uint8Array(), LIMITS.spoolerListTimeoutMs)
      return 'unknown'
    },
  }
}

/** By its whole path: what lies first on the search path of a till need not be Windows' own. */
function powerShell(scriptPath: string): readonly [string, ...string[]] {
  // biome-ignore lint/complexity/useLiteralKeys: an index signature
  const root = process.env['SystemRoot'] ?? 'C:\\Windows'
  return [
    join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-ExecutionPolicy',
    'Bypass',
    '-File',
    scriptPath,
  ]
}

function read(text: string): readonly WindowsPrinter[] | null {
  try {
    return listSchema
      .parse(JSON.parse(text))
      .map(({ Name, DriverName }) => ({ name: Name, driver: DriverName || null }))
  } catch {
    return null
  }
}

interface Ended {
  /** Null when it was killed or could not be followed to its end. */
  readonly code: number | 'not-started' | null
  readonly text: string
}

/** Starts a process, gives it its input and waits for its end, or ends it. */
function ended(start: () => ChildProcess, input: Uint8Array, timeoutMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = start()
    } catch {
      // Some of what the system refuses is thrown, and not told by an event.
      return resolve({ code: 'not-started', text: '' })
    }
    let text = ''
    let isStarted = false
    const settle = (code: Ended['code']) => {
      clearTimeout(timer)
      resolve({ code, text })
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      settle(null)
    }, timeoutMs)
    child.once('spawn', () => {
      isStarted = true
    })
    child.once('error', () => settle(isStarted ? null : 'not-started'))
    child.once('close', (code) => settle(code))
    child.stdout?.setEncoding('utf8').on('data', (more: string) => {
      if (text.length < LIST_BYTES_MAX) text += more
    })
    // One that ends before it has read everything says so by its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}
