import { spawn } from 'node:child_process'

/** The far side of a serial line: a driver opens `path`, the simulator holds this. */
export interface PseudoTerminal {
  /** `/dev/pts/3`: the side a driver opens. */
  readonly path: string
  write(bytes: Uint8Array): void
  /** Calls back with what the driver wrote until the returned function is called. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void
  /** Hangs up: the driver's side is gone afterwards, as after an unplug. */
  close(): Promise<void>
}

const OPEN_TIMEOUT_MS = 10_000
const LINE_FEED = 0x0a

/**
 * Holds the driver's side open in raw mode, so that all 256 values pass both ways, tells its path and waits.
 * It looks for its owner every second: were that one killed, an end of input would only reach the line as a byte.
 */
const HOLD_LINE = (ownerPid: number): string =>
  `stty raw -echo; tty; trap '' HUP; while kill -0 ${ownerPid} 2>/dev/null; do sleep 1; done`

/**
 * A pseudo-terminal made by `script`, which every Debian has: the runtime itself cannot make one.
 * Its standard input and output are this side of the line. Rejects where there is no `script`.
 */
export async function openPty(): Promise<PseudoTerminal> {
  const child = spawn('script', ['--quiet', '--flush', '--command', HOLD_LINE(process.pid), '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, SHELL: '/bin/sh' },
  })
  const listeners = new Set<(bytes: Uint8Array) => void>()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.stdin.on('error', () => {})
  const path = await firstLine(child.stdout, exited)
  child.stdout.on('data', (bytes: Buffer) => {
    for (const listener of [...listeners]) listener(bytes)
  })
  return {
    path,
    write: (bytes) => {
      if (child.stdin.writable) child.stdin.write(bytes)
    },
    onBytes: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      listeners.clear()
      // SIGKILL: on a polite signal `script` would still write a farewell into the line.
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The path that `tty` prints before anything else travels. */
function firstLine(stdout: NodeJS.ReadableStream, exited: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = Buffer.alloc(0)
    const settle = (outcome: () => void) => {
      clearTimeout(timer)
      stdout.removeListener('data', take)
      outcome()
    }
    const timer = setTimeout(() => settle(() => reject(new Error('no pseudo-terminal in time'))), OPEN_TIMEOUT_MS)
    const take = (bytes: Buffer) => {
      seen = Buffer.concat([seen, bytes])
      const end = seen.indexOf(LINE_FEED)
      if (end < 0) return
      const path = seen.subarray(0, end).toString('ascii').trim()
      settle(() => (path.startsWith('/dev/') ? resolve(path) : reject(new Error('script gave no pseudo-terminal'))))
    }
    stdout.on('data', take)
    void exited.then(() => settle(() => reject(new Error('`script` is missing or ended; cannot make a serial line'))))
  })
}
