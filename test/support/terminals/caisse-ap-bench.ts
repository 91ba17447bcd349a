import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '#contract/limits.ts'
import {
  type CaisseApSettings,
  caisseApSettingsSchema,
  createCaisseApTerminal,
} from '#hardware/terminals/caisse-ap/caisse-ap-driver.ts'
import type { StandaloneTerminalPort, TerminalNotice } from '#payment/ports/standalone-terminal.port.ts'
import { CaisseApTerminal } from '#simulators/caisse-ap-terminal/terminal.ts'
import { readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'

/** The deadlines of the driver, shorter; what no test waits for leaves a busy machine its time. */
const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.terminalDrainMs, 15],
  [LIMITS.terminalAnswerTimeoutMs, 450],
  [LIMITS.terminalProbeTimeoutMs, 5_000],
  [LIMITS.terminalLateMs, 5_000],
])

export const TERMINAL_SETTINGS: CaisseApSettings = caisseApSettingsSchema.parse({
  tillId: '012345678901',
  tillNumber: '01',
  can: ['refund', 'void', 'day-end', 'reprint'],
  recall: 'status',
})

/** A simulated terminal in this process, and the driver on its line. */
export class CaisseApBench {
  readonly terminal: CaisseApTerminal
  readonly driver: StandaloneTerminalPort
  readonly notices: TerminalNotice[] = []
  readonly #folder: string

  private constructor(folder: string, terminal: CaisseApTerminal, settings: CaisseApSettings) {
    this.#folder = folder
    this.terminal = terminal
    const { endpoint } = terminal
    this.driver = createCaisseApTerminal({ alias: 'Comptoir', endpoint, settings, clock: { after: soon } })
    this.driver.onNotice((notice) => this.notices.push(notice))
  }

  static async open(settings: Partial<CaisseApSettings> = {}): Promise<CaisseApBench> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-terminal-'))
    const terminal = new CaisseApTerminal(
      { port: 0, ledgerFile: join(folder, 'terminal.jsonl'), terminalId: '330538600404', customerMs: 0 },
      () => {},
    )
    await terminal.plugIn()
    return new CaisseApBench(folder, terminal, { ...TERMINAL_SETTINGS, ...settings })
  }

  do(what: string, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.terminal.control({ do: what, ...body })
  }

  /** What the terminal itself says it did. */
  ledger() {
    return readTerminalLedger(join(this.#folder, 'terminal.jsonl'))
  }

  async close(): Promise<void> {
    await this.driver.close()
    await this.terminal.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function soon(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, SHORTER_MS.get(delayMs) ?? delayMs)
  return () => clearTimeout(timer)
}
