import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PumpHealth, PumpNotice, PumpOrder, PumpPort, PumpRelease } from '#payment/ports/pump.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { createLink } from '../link/create-link.ts'
import { type PumpAnswer, type PumpAsk, PumpLines, pumpLine, readFromPump } from './pump.codec.ts'

const SEQ_MAX = 999_999_999

export interface PumpDriverOptions {
  readonly endpoint: string
  readonly clock: Pick<ClockPort, 'after'>
  /** A line made elsewhere, for tests; else the endpoint's. */
  readonly link?: ByteLink
}

/** The driver of a pump that speaks the pump link, over any line. */
export function createPumpDriver(options: PumpDriverOptions): PumpPort {
  return new PumpDriver(options)
}

type Heard = PumpAnswer | 'late' | 'lost'
type Reading = Result<PumpAnswer>

/**
 * One command at a time, each with a number of its own: an answer to an earlier one is not taken for it. A command
 * without an answer is sent again `LIMITS.pumpTries` times in all, which is safe with every command of the link.
 */
class PumpDriver implements PumpPort {
  readonly #endpoint: string
  readonly #clock: Pick<ClockPort, 'after'>
  readonly #link: ByteLink | null
  readonly #lines = new PumpLines()
  readonly #listeners = new Set<(notice: PumpNotice) => void>()
  #failure: Failure | null
  #isOpen = false
  #isClosed = false
  #seq = 0
  #awaited: { readonly seq: number; readonly answer: (heard: Heard) => void } | null = null
  /** Something arrived that was no line of the link, since the command was sent. */
  #garbled = false
  #turn: Promise<unknown> = Promise.resolve()
  #stopWaiting: (() => void) | null = null

  constructor({ endpoint, clock, link }: PumpDriverOptions) {
    this.#endpoint = endpoint
    this.#clock = clock
    const created = createLink(endpoint)
    this.#link = link ?? (created.ok ? created.value : null)
    this.#failure = { code: 'PUMP_UNREACHABLE', details: { endpoint } }
    this.#link?.onBytes((bytes) => this.#arrived(bytes))
    this.#link?.onLost(() => this.#lost())
  }

  start(): void {
    this.#stopWaiting?.()
    if (this.#isClosed) return
    void this.#ask({ do: 'hello' })
      .then((said) => {
        if (said.ok && 'pump' in said.value) this.#tell({ kind: 'calling', nozzle: said.value.pump.calling })
      })
      .finally(() => this.#lookAgain())
  }

  /** An idle line is asked who is there, so that a pump that went silently is noticed. */
  #lookAgain(): void {
    if (this.#isClosed) return
    this.#stopWaiting?.()
    this.#stopWaiting = this.#clock.after(LIMITS.pumpReconnectPauseMs, () => this.start())
  }

  release({ id, ...release }: PumpRelease): Promise<Result<PumpOrder>> {
    return this.#order({ do: 'release', order: id, ...release, prices: [...release.prices] })
  }

  withdraw(order: string): Promise<Result<PumpOrder>> {
    return this.#order({ do: 'withdraw', order })
  }

  stop(order: string): Promise<Result<PumpOrder>> {
    return this.#order({ do: 'stop', order })
  }

  look(order: string): Promise<Result<PumpOrder>> {
    return this.#order({ do: 'look', order })
  }

  taken(order: string): Promise<Result<PumpOrder>> {
    return this.#order({ do: 'taken', order })
  }

  health(): PumpHealth {
    return { state: this.#failure === null ? 'ready' : 'away', failure: this.#failure }
  }

  onNotice(listener: (notice: PumpNotice) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopWaiting?.()
    this.#awaited?.answer('lost')
    await this.#turn.catch(() => {})
    await this.#link?.close()
  }

  async #order(ask: PumpAsk & { readonly order: string }): Promise<Result<PumpOrder>> {
    const said = await this.#ask(ask)
    if (!said.ok) return said
    if (said.value.ok === false) return fail('PUMP_REFUSED', { reason: said.value.why })
    // Another order's state under this command's number would be a pump that mixes its customers up.
    if (!('order' in said.value) || said.value.order.id !== ask.order) return fail('PUMP_MALFORMED_ANSWER')
    return succeed(said.value.order)
  }

  #ask(ask: PumpAsk): Promise<Reading> {
    const mine = this.#turn.then(() => this.#askInTurn(ask))
    this.#turn = mine.catch(() => {})
    return mine
  }

  async #askInTurn(ask: PumpAsk): Promise<Reading> {
    let last: Reading = fail('PUMP_UNREACHABLE', { endpoint: this.#endpoint })
    for (let tries = 0; tries < LIMITS.pumpTries && !this.#isClosed; tries += 1) {
      if (!(await this.#open())) break
      const heard = await this.#exchange(ask)
      if (heard === 'lost') continue
      if (heard === 'late') last = fail(this.#garbled ? 'PUMP_MALFORMED_ANSWER' : 'PUMP_NO_ANSWER')
      else {
        this.#healthIs(null)
        return succeed(heard)
      }
    }
    if (!last.ok) this.#healthIs(last.error)
    return last
  }

  async #open(): Promise<boolean> {
    if (this.#isOpen) return true
    this.#lines.reset()
    const opened = await this.#link?.open()
    this.#isOpen = opened?.ok === true
    return this.#isOpen
  }

  async #exchange(ask: PumpAsk): Promise<Heard> {
    this.#seq = (this.#seq % SEQ_MAX) + 1
    const seq = this.#seq
    this.#garbled = false
    const heard = new Promise<Heard>((resolve) => {
      this.#awaited = { seq, answer: resolve }
    })
    const stopTimer = this.#clock.after(LIMITS.pumpAnswerTimeoutMs, () => this.#awaited?.answer('late'))
    const written = await this.#link?.write(pumpLine({ ...ask, seq }))
    if (written?.ok !== true) this.#awaited?.answer('lost')
    const answer = await heard
    stopTimer()
    this.#awaited = null
    return answer
  }

  #arrived(bytes: Uint8Array): void {
    for (const line of this.#lines.accept(bytes)) {
      const message = readFromPump(line)
      if (message === null) this.#garbled = true
      else if (!('notice' in message)) this.#answered(message)
      else if (message.notice === 'order') this.#tell({ kind: 'order', order: message.order })
      else this.#tell({ kind: 'calling', nozzle: message.nozzle })
    }
  }

  #answered(answer: PumpAnswer): void {
    if (answer.seq === this.#awaited?.seq) this.#awaited.answer(answer)
  }

  #lost(): void {
    this.#isOpen = false
    this.#awaited?.answer('lost')
    this.#healthIs({ code: 'PUMP_UNREACHABLE', details: { endpoint: this.#endpoint } })
    if (this.#stopWaiting !== null) this.#lookAgain()
  }

  #healthIs(failure: Failure | null): void {
    const was = this.#failure?.code
    this.#failure = failure
    if (was !== failure?.code) this.#tell({ kind: 'health' })
  }

  #tell(notice: PumpNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }
}
