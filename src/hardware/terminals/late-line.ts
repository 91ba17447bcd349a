import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { TerminalOutcome } from '#payment/ports/standalone-terminal.port.ts'

/** A question about an order: where the order's late word comes first, that is the answer, and nothing is asked. */
export interface AskedAbout {
  readonly orderId: string
  word: TerminalOutcome | null
}

/**
 * The line of an order whose time was over, which stays open for its late word: no other line of the same terminal is opened while that
 * may come.
 *
 *   kept ──► the word came, or the line went ─────────────────────────────────────────────────────► free
 *     └──── whoever needs a line waits, until nothing came for `LIMITS.terminalLateWordMs` ──► ended, free
 */
export class LateLine {
  readonly #clock: Pick<ClockPort, 'after'>
  #isHeard: Promise<void> = Promise.resolve()
  /** Resolves when nobody has to wait for the word any more. */
  #isDue: Promise<void> = Promise.resolve()
  #due: () => void = () => {}
  #stopTimer: () => void = () => {}
  #end: () => void = () => {}

  constructor(clock: Pick<ClockPort, 'after'>) {
    this.#clock = clock
  }

  /** @param heard resolves when the line is given back. @param end ends the line, which gives it back at once. */
  keep(heard: Promise<void>, end: () => void): void {
    this.#isHeard = heard
    this.#end = end
    this.#isDue = new Promise((resolve) => {
      this.#due = resolve
    })
    this.spoke()
    const over = () => {
      this.#stopTimer()
      this.#due()
    }
    heard.then(over, over)
  }

  /** Something came on it: it lives, and its word may take as long again. */
  spoke(): void {
    this.#stopTimer()
    this.#stopTimer = this.#clock.after(LIMITS.terminalLateWordMs, this.#due)
  }

  /** Resolves when no such line is open any more. */
  async free(): Promise<void> {
    await this.#isDue
    await this.end()
  }

  /** As `free`, whatever may still come. */
  async end(): Promise<void> {
    this.#end()
    await this.#isHeard
  }
}
