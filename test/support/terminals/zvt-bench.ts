import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LIMITS } from '#contract/limits.ts'
import { createZvtTerminal, type ZvtSettings, zvtSettingsSchema } from '#hardware/terminals/zvt/zvt-driver.ts'
import type { StandaloneTerminalPort, TerminalNotice } from '#payment/ports/standalone-terminal.port.ts'
import { readTerminalLedger } from '#simulators/standalone-terminal/terminal-ledger.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'

/** The deadlines of the driver, shorter; what no test waits for leaves a busy machine its time. */
const SHORTER_MS: ReadonlyMap<number, number> = new Map([
  [LIMITS.terminalAnswerTimeoutMs, 450],
  [LIMITS.terminalCommandTimeoutMs, 400],
  [LIMITS.terminalLateMs, 5_000],
])
/** How long the terminal waits for an answer of the till. */
const ANSWER_MS = 150

/** A simulated terminal in this process, and the driver on its line. */
export class ZvtBench {
  readonly terminal: ZvtTerminal
  readonly driver: StandaloneTerminalPort
  readonly notices: TerminalNotice[] = []
  readonly #folder: string

  private constructor(folder: string, terminal: ZvtTerminal, settings: ZvtSettings) {
    this.#folder = folder
    this.terminal = terminal
    const { endpoint } = terminal
    this.driver = createZvtTerminal({ alias: 'Theke', endpoint, settings, clock: { after: soon } })
    this.driver.onNotice((notice) => this.notices.push(notice))
  }

  static async open(settings: Partial<ZvtSettings> = {}): Promise<ZvtBench> {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-terminal-'))
    const terminal = new ZvtTerminal(
      {
        port: 0,
        ledgerFile: join(folder, 'terminal.jsonl'),
        terminalId: '28004869',
        customerMs: 0,
        answerMs: ANSWER_MS,
      },
      () => {},
    )
    await terminal.plugIn()
    return new ZvtBench(folder, terminal, { ...zvtSettingsSchema.parse({}), ...settings })
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
