import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { TerminalOutcome } from '../ports/standalone-terminal.port.ts'
import type { TerminalDirectory } from '../ports/terminal-directory.port.ts'
import type { LivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentState } from './payment-state.ts'
import { inTime } from './terminal-deadline.ts'
import { isWord, orderProgress, terminalOrder, whyUnknown } from './terminal-order.ts'

export interface TerminalDoubtsOptions {
  readonly directory: TerminalDirectory
  readonly clock: ClockPort
  readonly live: LivePayments
  /** Puts an event through the machine of a payment; resolves when it is on disk. */
  readonly applyAny: (paymentId: string, event: PaymentEvent) => Promise<void>
  readonly onChange: () => void
  readonly onUnexpected: (thrown: unknown) => void
}

/** Before each question, the last one again and again: the first comes while the customer still stands there. */
const ASK_PAUSES_MS: readonly [number, ...number[]] = [0, 3_000, 10_000, 30_000, 60_000, 300_000]
/** Before what the terminal said is written again: the disk may be free the next moment. */
const WRITE_PAUSE_MAX_MS = 10_000
/**
 * A terminal that has told of an approval waits 5 seconds for the till's yes (ZVT timer T2), and shows the payment as made until it
 * takes it back.
 */
const AFTER_APPROVAL_MS = 6_000

type UnknownState = Extract<PaymentState, { kind: 'order-unknown' }>

interface Doubt {
  asked: number
  /** By the clock that nobody puts right: what the terminal shows before may be taken back yet. */
  readonly notBeforeMs: number
  cancelTimer: () => void
  /** The question under way; asked for once, however many wait for it. */
  asking: Promise<TerminalOutcome> | null
}

/**
 * Orders to standalone terminals of which nobody knows what became: each terminal is asked at once, then with growing pauses,
 * until it says.
 *
 * Guarantees: an order is never repeated, only asked about; a terminal that cannot be asked, or cannot say, leaves it to whoever
 * reads its ticket; what it said and the disk refused is put to the payment again until the disk takes it.
 */
export class TerminalDoubts {
  readonly #options: TerminalDoubtsOptions
  readonly #doubts = new Map<string, Doubt>()
  #isStarted = false
  #closed = false

  constructor(options: TerminalDoubtsOptions) {
    this.#options = options
  }

  /** From now on terminals are asked: what they say needs a till that has its tickets back. */
  start(): void {
    this.#isStarted = true
    for (const live of this.#options.live.ordered()) {
      this.open(live)
      this.#schedule(live)
    }
  }

  close(): void {
    this.#closed = true
    for (const { cancelTimer } of this.#doubts.values()) cancelTimer()
  }

  /** A payment came to a doubt. */
  open(live: LivePayment): void {
    if (live.state?.kind !== 'order-unknown') return
    const known = this.#doubts.get(live.id)
    // It has said so meanwhile, and only the disk is waited for: not for as long as for the next question.
    if (known !== undefined) {
      if (known.asking === null) this.#schedule(live)
      return
    }
    const { told, unstored } = live.state
    const settlesInMs = told !== null && unstored === undefined ? AFTER_APPROVAL_MS : 0
    const notBeforeMs = this.#options.clock.monotonicMs() + settlesInMs
    this.#doubts.set(live.id, { asked: 0, notBeforeMs, cancelTimer: () => {}, asking: null })
    this.#schedule(live)
  }

  /** A payment moved: one that is not in doubt any more is not asked about. */
  moved(live: LivePayment): void {
    if (live.state?.kind === 'order-unknown') return
    this.#doubts.get(live.id)?.cancelTimer()
    this.#doubts.delete(live.id)
  }

  /** The terminal of this number answers again: its pause is over. */
  terminalIsBack(terminalId: string): void {
    for (const live of this.#options.live.ordered()) {
      if (live.state?.intent.terminal?.id === terminalId) this.#askNow(live)
    }
  }

  /** Asks at once. Errors: TERMINAL_NOT_IN_DOUBT, and why the terminal did not say. */
  async askAgain(live: LivePayment): Promise<Result<null>> {
    const doubt = this.#doubts.get(live.id)
    if (live.state?.kind !== 'order-unknown' || doubt === undefined) return fail('TERMINAL_NOT_IN_DOUBT')
    const outcome = await this.#ask(live, doubt)
    // Whatever it said is on disk now; or the disk refused it, or it did not say.
    if (this.#options.live.get(live.id)?.state?.kind !== 'order-unknown') return succeed(null)
    return isWord(outcome) || outcome.kind === 'approved'
      ? fail('TERMINAL_NOT_KEPT')
      : { ok: false, error: whyUnknown(outcome.failure) }
  }

  #askNow(live: LivePayment): void {
    const doubt = this.#doubts.get(live.id)
    if (doubt && this.#isStarted && !this.#closed) void this.#ask(live, doubt).catch(this.#options.onUnexpected)
  }

  #schedule(live: LivePayment): void {
    const doubt = this.#doubts.get(live.id)
    if (!doubt || this.#closed || !this.#isStarted || !this.#canAsk(live)) return
    const { clock } = this.#options
    doubt.cancelTimer()
    const pauseMs = this.#pauseBefore(live, doubt)
    const nextAskAt = new Date(Date.parse(clock.now()) + pauseMs).toISOString()
    live.order = { ...orderProgress(live), deadlineAt: null, nextAskAt, canAbort: false }
    doubt.cancelTimer = clock.after(pauseMs, () => this.#askNow(live))
    this.#options.onChange()
  }

  #pauseBefore({ state }: LivePayment, { asked, notBeforeMs }: Doubt): number {
    const pauseMs = pauseBefore(asked)
    if (state?.kind === 'order-unknown' && state.unstored !== undefined) return Math.min(pauseMs, WRITE_PAUSE_MAX_MS)
    return Math.max(pauseMs, notBeforeMs - this.#options.clock.monotonicMs())
  }

  #canAsk({ state }: LivePayment): boolean {
    if (state?.kind !== 'order-unknown') return false
    if (state.unstored !== undefined) return true
    const { id = '' } = state.intent.terminal ?? {}
    return this.#options.directory.find(id)?.port.can.has('last-result') ?? false
  }

  async #ask(live: LivePayment, doubt: Doubt): Promise<TerminalOutcome> {
    doubt.asking ??= this.#askOnce(live, doubt).finally(() => {
      doubt.asking = null
      this.#schedule(live)
    })
    return doubt.asking
  }

  async #askOnce(live: LivePayment, doubt: Doubt): Promise<TerminalOutcome> {
    const { state } = live
    const hasSaid = state?.kind === 'order-unknown' && state.unstored !== undefined
    if (!hasSaid && this.#options.clock.monotonicMs() < doubt.notBeforeMs) return CANNOT_TELL_YET
    doubt.cancelTimer()
    doubt.asked += 1
    const { clock, onUnexpected } = this.#options
    const outcome = await inTime(this.#lastResult(live), {
      clock,
      limitMs: LIMITS.terminalRecallWaitMs,
      overdue: { kind: 'unknown', failure: fail('TERMINAL_NO_ANSWER').error },
      onLate: (late) => void this.#said(live, late).catch(onUnexpected),
    })
    await this.#said(live, outcome)
    return outcome
  }

  /** A person may have read its ticket meanwhile: what says otherwise is raised. */
  async #said(live: LivePayment, outcome: TerminalOutcome): Promise<void> {
    if (isWord(outcome) && !this.#closed) await this.#write(live, { kind: 'terminal-answered', outcome })
  }

  /** @returns false where the disk refuses it: an answer stays with its payment then, and is put to it again. */
  async #write(live: LivePayment, event: PaymentEvent): Promise<boolean> {
    try {
      await this.#options.applyAny(live.id, event)
      return true
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) return false
      throw thrown
    }
  }

  async #lastResult(live: LivePayment): Promise<TerminalOutcome> {
    const state = live.state as UnknownState
    if (state.unstored !== undefined) return state.unstored
    const terminal = this.#options.directory.find(state.intent.terminal?.id ?? '')
    if (terminal === null) return { kind: 'unknown', failure: fail('TERMINAL_NOT_SET_UP').error }
    if (!terminal.port.can.has('last-result')) return { kind: 'unknown', failure: fail('TERMINAL_CANNOT_TELL').error }
    return terminal.port.lastResult(
      terminalOrder(state, {
        // It is booked at the terminal already: nothing of it hangs on this word.
        keep: async () => true,
        keepTicket: (ticket) => this.#write(live, { kind: 'terminal-ticket-kept', ticket }),
      }),
    )
  }
}

const CANNOT_TELL_YET: TerminalOutcome = { kind: 'unknown', failure: { code: 'TERMINAL_CANNOT_TELL' } }

const pauseBefore = (asked: number): number =>
  ASK_PAUSES_MS[Math.min(asked, ASK_PAUSES_MS.length - 1)] ?? ASK_PAUSES_MS[0]
