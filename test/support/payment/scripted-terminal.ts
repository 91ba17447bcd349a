import { succeed } from '#contract/result.ts'
import type {
  StandaloneTerminalPort,
  TerminalNotice,
  TerminalOperation,
  TerminalOrder,
  TerminalOutcome,
  TerminalResult,
} from '#payment/ports/standalone-terminal.port.ts'
import type { StoredDayEnd, TerminalBookPort } from '#payment/ports/terminal-book.port.ts'
import type { StandaloneTerminal, TerminalDirectory } from '#payment/ports/terminal-directory.port.ts'

export const TERMINAL_ID = 'terminal-1'
export const UNKNOWN: TerminalOutcome = { kind: 'unknown', failure: { code: 'TERMINAL_LINK_LOST' } }

const EVERYTHING: readonly TerminalOperation[] = ['pay', 'refund', 'void', 'abort', 'day-end', 'reprint', 'last-result']
/** What one that holds amounts can do besides. */
export const HOLDING: readonly TerminalOperation[] = ['reserve', 'complete', 'release']

type Script = (order: TerminalOrder) => TerminalOutcome | Promise<TerminalOutcome>

/** A terminal that does what a test says, and keeps a ledger of its own; its approvals are counted as it makes them. */
export class ScriptedTerminal implements StandaloneTerminalPort {
  readonly alias = 'Comptoir 1'
  readonly endpoint = 'tcp://127.0.0.1:8888'
  can = new Set(EVERYTHING)
  /** Every order it was given, and every question about one, in their order. */
  readonly orders: TerminalOrder[] = []
  readonly asked: TerminalOrder[] = []
  /** What it does with an order; approves it when nothing is said. */
  script: Script = (order) => this.approve(order)
  /** What it says when it is asked about one. */
  recall: Script = () => UNKNOWN
  dayEnds: ReturnType<StandaloneTerminalPort['dayEnd']>[] = []
  aborts = 0
  reprints = 0
  #receipts = 0
  #listener: (notice: TerminalNotice) => void = () => {}

  result({ amountMinor }: Pick<TerminalOrder, 'amountMinor'>, change: Partial<TerminalResult> = {}): TerminalResult {
    this.#receipts += 1
    return {
      amountMinor,
      reference: {
        approvalCode: '123456',
        receiptNumber: String(this.#receipts).padStart(4, '0'),
        traceNumber: '000042',
      },
      scheme: 'cb',
      maskedPan: '497010******4821',
      applicationId: 'A0000000421010',
      entryMode: 'chip',
      contract: '1234567',
      ticket: ['CARTE BANCAIRE', 'DEBIT'],
      ...change,
    }
  }

  /** As a protocol that waits for the till: kept first, then charged. */
  async approve(order: TerminalOrder): Promise<TerminalOutcome> {
    const result = this.result(order)
    if (!(await order.keep(result))) return { kind: 'aborted', failure: { code: 'TERMINAL_ABANDONED' } }
    return { kind: 'approved', result }
  }

  tell(notice: TerminalNotice): void {
    this.#listener(notice)
  }

  async probe() {
    return succeed({ protocolVersion: '1', terminalId: null })
  }

  readonly pay = (order: TerminalOrder) => this.#do(order)
  readonly refund = (order: TerminalOrder) => this.#do(order)
  readonly void = (order: TerminalOrder) => this.#do(order)
  readonly reserve = (order: TerminalOrder) => this.#do(order)
  readonly complete = (order: TerminalOrder) => this.#do(order)
  readonly release = (order: TerminalOrder) => this.#do(order)

  async #do(order: TerminalOrder): Promise<TerminalOutcome> {
    this.orders.push(order)
    return this.script(order)
  }

  async lastResult(order: TerminalOrder): Promise<TerminalOutcome> {
    this.asked.push(order)
    return this.recall(order)
  }

  async dayEnd() {
    return (await this.dayEnds.shift()) ?? { kind: 'done' as const, ticket: ['TELECOLLECTE OK'] }
  }

  async reprint() {
    this.reprints += 1
    return succeed(['DUPLICATA', 'CARTE BANCAIRE'])
  }

  async abort() {
    this.aborts += 1
    return succeed(null)
  }

  async close() {}

  onNotice(listener: (notice: TerminalNotice) => void): () => void {
    this.#listener = listener
    return () => {
      this.#listener = () => {}
    }
  }
}

/** The terminals that a bench has; `set` is what a technician changes. */
export function benchTerminals(port: StandaloneTerminalPort = new ScriptedTerminal()) {
  let listed: readonly StandaloneTerminal[] = [{ id: TERMINAL_ID, alias: port.alias, isReachable: true, port }]
  const listeners = new Set<() => void>()
  const directory: TerminalDirectory & { set(next: readonly Partial<StandaloneTerminal>[]): void } = {
    list: () => listed,
    find: (id) => listed.find((terminal) => terminal.id === id) ?? null,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set: (next) => {
      listed = next.map((change) => ({ id: TERMINAL_ID, alias: port.alias, isReachable: true, port, ...change }))
      for (const listener of [...listeners]) listener()
    },
  }
  return directory
}

/** What is kept of terminals, in memory. */
export function memoryTerminalBook(): TerminalBookPort & { lastNumber: string | null } {
  const ends: StoredDayEnd[] = []
  return {
    lastNumber: null,
    async lastReceiptNumber() {
      return this.lastNumber
    },
    dayEnds: async () => [...ends],
    beginDayEnd: async (begun) => void ends.push({ ...begun, state: 'unknown', failure: null, ticket: null }),
    endDay: async (terminalId, ended) => {
      const index = ends.findLastIndex((one) => one.terminalId === terminalId)
      const begun = ends[index]
      if (begun) ends[index] = { ...begun, ...ended }
    },
  }
}
