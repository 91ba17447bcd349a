import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StandaloneTerminalPort, TerminalNotice } from '#payment/ports/standalone-terminal.port.ts'
import type { RunningSimulator } from '#simulators/process/simulator-process.ts'
import { readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'

interface TerminalParts<Terminal> {
  readonly terminal: (ledgerFile: string) => Terminal & { plugIn(): Promise<void> }
  readonly driver: (endpoint: string, clock: Pick<ClockPort, 'after'>) => StandaloneTerminalPort
  /** Deadlines of the driver and how long they are here; what no test waits for leaves a busy machine its time. */
  readonly shorterMs: ReadonlyMap<number, number>
}

/** A simulated terminal in this process, and the driver on its line. */
export class TerminalBench<Terminal extends RunningSimulator = RunningSimulator> {
  readonly terminal: Terminal
  readonly driver: StandaloneTerminalPort
  readonly notices: TerminalNotice[] = []
  readonly #folder: string

  private constructor(folder: string, terminal: Terminal, driver: StandaloneTerminalPort) {
    this.#folder = folder
    this.terminal = terminal
    this.driver = driver
    driver.onNotice((notice) => this.notices.push(notice))
  }

  static async open<Terminal extends RunningSimulator>(
    parts: TerminalParts<Terminal>,
  ): Promise<TerminalBench<Terminal>> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-terminal-'))
    const terminal = parts.terminal(join(folder, LEDGER))
    await terminal.plugIn()
    const after = (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, parts.shorterMs.get(delayMs) ?? delayMs)
      return () => clearTimeout(timer)
    }
    return new TerminalBench(folder, terminal, parts.driver(terminal.endpoint, { after }))
  }

  do(what: string, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.terminal.control({ do: what, ...body })
  }

  /** What the terminal itself says it did. */
  ledger() {
    return readTerminalLedger(join(this.#folder, LEDGER))
  }

  async close(): Promise<void> {
    await this.driver.close()
    await this.terminal.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const LEDGER = 'terminal.jsonl'
