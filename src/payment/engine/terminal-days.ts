import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { TerminalDayEnd } from '../ports/standalone-terminal.port.ts'
import type { StoredDayEnd, TerminalBookPort } from '../ports/terminal-book.port.ts'
import type { StandaloneTerminal, TerminalDirectory } from '../ports/terminal-directory.port.ts'
import type { LivePayments } from './live-payments.ts'
import { inTime } from './terminal-deadline.ts'
import { whyUnknown } from './terminal-order.ts'

export interface TerminalDaysOptions {
  readonly directory: TerminalDirectory
  readonly book: TerminalBookPort
  readonly clock: ClockPort
  readonly live: LivePayments
  readonly onChange: () => void
}

export interface ReprintedTicket {
  readonly terminalAlias: string
  readonly lines: readonly string[]
}

/**
 * What is asked of a terminal beside payments: its day end, and its last ticket once more.
 *
 * Guarantees: nothing is asked while an order is under way or in doubt there, whose trace a day end could wipe out; a day end is
 * on disk before the terminal hears of it.
 */
export class TerminalDays {
  readonly #options: TerminalDaysOptions
  #newest: readonly StoredDayEnd[] = []
  readonly #atWork = new Set<string>()

  constructor(options: TerminalDaysOptions) {
    this.#options = options
  }

  /** Reads what was before the program started. */
  async recover(): Promise<void> {
    this.#newest = await this.#options.book.dayEnds()
  }

  /** The newest day end of each terminal. */
  newest(): readonly StoredDayEnd[] {
    return this.#newest
  }

  isAtWork(terminalId: string): boolean {
    return this.#atWork.has(terminalId)
  }

  lastReceiptNumber(terminalId: string): Promise<string | null> {
    return this.#options.book.lastReceiptNumber(terminalId)
  }

  /** Terminals that can end their day from the till. */
  ending(): readonly StandaloneTerminal[] {
    return this.#options.directory.list().filter(({ port }) => port.can.has('day-end'))
  }

  /**
   * Has the terminal send its payments to its bank. Errors: TERMINAL_NOT_SET_UP, TERMINAL_CANNOT, TERMINAL_BUSY,
   * TERMINAL_BLOCKED, STORE_*; what the terminal itself says is the value.
   */
  async dayEnd(terminalId: string): Promise<Result<StoredDayEnd>> {
    return this.#ask(terminalId, 'day-end', async ({ id, alias, port }) => {
      const { book, clock, onChange } = this.#options
      const at = clock.now()
      await book.beginDayEnd({ terminalId: id, alias, at })
      const said = await inTime<TerminalDayEnd>(port.dayEnd(), {
        clock,
        limitMs: LIMITS.terminalDayEndWaitMs,
        overdue: { kind: 'unknown', failure: fail('TERMINAL_DAY_END_UNKNOWN').error },
      })
      const ended = stored({ terminalId: id, alias, at }, said)
      await book.endDay(id, ended)
      this.#newest = [...this.#newest.filter(({ terminalId: other }) => other !== id), ended]
      onChange()
      return succeed(ended)
    })
  }

  /** The ticket of the terminal's last payment as lines. Errors: as `dayEnd`, and why the terminal has none to give. */
  async reprint(terminalId: string): Promise<Result<ReprintedTicket>> {
    const isInDoubt = this.#options.live.atTerminal(terminalId)?.state?.kind === 'order-unknown'
    const printed = await this.#ask(terminalId, 'reprint', async ({ alias, port }) => {
      const lines = await inTime(port.reprint(), {
        clock: this.#options.clock,
        limitMs: LIMITS.terminalReprintWaitMs,
        overdue: fail('TERMINAL_NO_ANSWER'),
      })
      return lines.ok ? succeed({ terminalAlias: alias, lines: lines.value }) : lines
    })
    return printed.ok || !isInDoubt ? printed : { ok: false, error: whyUnknown(printed.error) }
  }

  async #ask<Value>(
    terminalId: string,
    operation: 'day-end' | 'reprint',
    work: (terminal: StandaloneTerminal) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    const { directory, live, onChange } = this.#options
    const terminal = directory.find(terminalId)
    if (terminal === null) return fail('TERMINAL_NOT_SET_UP')
    if (!terminal.port.can.has(operation)) return fail('TERMINAL_CANNOT')
    const held = live.atTerminal(terminalId)
    if (this.#atWork.has(terminalId) || held?.state?.kind === 'ordered') return fail('TERMINAL_BUSY')
    // The last ticket is what ends the doubt: it may be asked for.
    if (held !== undefined && operation === 'day-end') {
      return fail('TERMINAL_BLOCKED', { terminal: terminal.alias, number: held.number })
    }
    this.#atWork.add(terminalId)
    onChange()
    try {
      return await work(terminal)
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      return { ok: false, error: thrown.failure }
    } finally {
      this.#atWork.delete(terminalId)
      onChange()
    }
  }
}

function stored(begun: Pick<StoredDayEnd, 'terminalId' | 'alias' | 'at'>, ended: TerminalDayEnd): StoredDayEnd {
  if (ended.kind === 'done') return { ...begun, state: 'done', failure: null, ticket: ended.ticket }
  return { ...begun, state: ended.kind, failure: ended.failure, ticket: null }
}
