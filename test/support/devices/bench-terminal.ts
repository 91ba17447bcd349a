import { fail, type Result, succeed } from '#contract/result.ts'
import type {
  StandaloneTerminalPort,
  TerminalIdentity,
  TerminalNotice,
  TerminalOrder,
  TerminalOutcome,
} from '#payment/ports/standalone-terminal.port.ts'

/** A standalone terminal that says what it is told to say, and keeps what it was asked. */
export class BenchTerminal {
  readonly endpoint: string
  found: Result<TerminalIdentity> = succeed({ protocolVersion: 'ZVT', terminalId: '28004869' })
  /** What comes of the next order. */
  outcome: TerminalOutcome = { kind: 'declined', failure: { code: 'TERMINAL_DECLINED' } }
  /** Each question waits for one of these, where there are any. */
  slow: (() => void)[] | null = null
  readonly asked: string[] = []
  readonly #listeners = new Set<(notice: TerminalNotice) => void>()

  constructor(endpoint: string) {
    this.endpoint = endpoint
  }

  unplug(): void {
    this.found = fail('TERMINAL_NOT_FOUND', { endpoint: this.endpoint })
  }

  tell(notice: TerminalNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }

  driver(alias: string): StandaloneTerminalPort {
    const order = (name: string) => async (_: TerminalOrder) => {
      await this.#ask(name)
      return this.outcome
    }
    return {
      alias,
      endpoint: this.endpoint,
      can: new Set(['pay', 'refund', 'day-end', 'reprint', 'last-result']),
      probe: async () => {
        await this.#ask('probe')
        return this.found
      },
      pay: order('pay'),
      refund: order('refund'),
      void: order('void'),
      reserve: order('reserve'),
      complete: order('complete'),
      release: order('release'),
      lastResult: order('lastResult'),
      dayEnd: async () => ({ kind: 'done', ticket: null }),
      reprint: async () => (this.found.ok ? succeed(['TICKET']) : { ok: false, error: this.found.error }),
      abort: async () => fail('TERMINAL_CANNOT'),
      close: async () => void this.asked.push('close'),
      onNotice: (listener) => {
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
    }
  }

  async #ask(name: string): Promise<void> {
    this.asked.push(name)
    const { slow } = this
    if (slow !== null) await new Promise<void>((resolve) => slow.push(resolve))
  }
}
