import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { AcquirerHostPort, AdviceRequest, MessageImage, SaleSecrets } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { AdviceChange, PaymentJournalPort, StoredAdvice } from '../ports/payment-journal.port.ts'
import { type AcquirerDirectory, hostOf } from '../routing/acquirer-directory.ts'
import type { PaymentState } from './payment-state.ts'
import { transmissionTime } from './sale-request.ts'

export interface AdviceWorkerOptions {
  readonly acquirers: AcquirerDirectory
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  /** An advice moved on. */
  readonly onMoved: (advice: StoredAdvice) => void
  readonly onUnexpected: (thrown: unknown) => void
  /** Pauses before each attempt; the last one repeats for ever. */
  readonly pausesMs?: readonly number[]
}

const STORE_RETRY_MS = 2_000

/**
 * Tells the bank of sales that were approved without it: oldest first, one at a time, never while a reversal waits.
 * 0220 first, then 0221 under the same STAN, for ever, with growing pauses; each attempt is on disk before it leaves.
 * Accepted ends it; a refusal is a loss and is never sent again; an answer that puts the message itself in question
 * parks it for a person, as does a message that cannot be built. None is ever dropped. One that the bank wants later, or
 * answers in a way that nobody can read, does not hold up the others; a bank that does not answer holds up all.
 */
export class AdviceWorker {
  readonly #options: AdviceWorkerOptions
  readonly #pausesMs: readonly number[]
  #running: Promise<void> | null = null
  #wokenMeanwhile = false
  #cancelTimer: (() => void) | null = null
  /** The bank did not answer: nobody is sent before. */
  #quietUntil: string | null = null
  #closed = false

  constructor(options: AdviceWorkerOptions) {
    this.#options = options
    this.#pausesMs = options.pausesMs ?? LIMITS.reversalPausesMs
  }

  /** Looks for work now: what is due goes out, the rest is scheduled. */
  wake(): void {
    if (this.#closed) return
    if (this.#running) this.#wokenMeanwhile = true
    else void this.#start(false, () => {})
  }

  /**
   * Sends everything that waits, pauses ignored, once. @param onProgress told how many of how many were sent.
   * @returns true when nothing waits any more.
   */
  async drain(timeoutMs: number, onProgress: (done: number, total: number) => void = () => {}): Promise<boolean> {
    let expired: () => void = () => {}
    const deadline = new Promise<void>((resolve) => {
      expired = this.#options.clock.after(timeoutMs, resolve)
    })
    await Promise.race([this.#running ?? Promise.resolve(), deadline])
    await Promise.race([this.#start(true, onProgress), deadline])
    expired()
    return (await this.#open()).length === 0
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTimer?.()
    await this.#running
  }

  #start(ignorePauses: boolean, onProgress: (done: number, total: number) => void): Promise<void> {
    this.#running ??= this.#work(ignorePauses, onProgress)
      .catch((thrown: unknown) => this.#afterTrouble(thrown))
      .finally(() => {
        this.#running = null
        if (!this.#wokenMeanwhile) return
        this.#wokenMeanwhile = false
        this.wake()
      })
    return this.#running
  }

  /** A disk that cannot take the attempt's record stops the attempt, not the worker; nor does a bug. */
  #afterTrouble(thrown: unknown): void {
    if (!(thrown instanceof CatalogueFailure)) this.#options.onUnexpected(thrown)
    if (!this.#closed) this.#schedule(STORE_RETRY_MS)
  }

  #schedule(delayMs: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#options.clock.after(Math.max(delayMs, 1), () => this.wake())
  }

  async #open(): Promise<StoredAdvice[]> {
    const open = await this.#options.journal.offlineSales(FAR_FUTURE)
    return open.filter(({ state }) => state === 'waiting' || state === 'sent')
  }

  async #reversalWaits(): Promise<boolean> {
    return (await this.#options.journal.openReversals()).some(({ state }) => state === 'queued')
  }

  async #work(ignorePauses: boolean, onProgress: (done: number, total: number) => void): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const found = await this.#open()
    const quietMs = this.#waitMs(this.#quietUntil)
    if (found.length > 0 && quietMs > 0 && !ignorePauses) return this.#schedule(quietMs)
    let done = 0
    const waits: number[] = []
    for (const advice of found) {
      const waitMs = this.#waitMs(advice.nextAt)
      if (waitMs > 0 && !ignorePauses) waits.push(waitMs)
      else {
        // The reversal worker wakes this one when it is done.
        if (this.#closed || (await this.#reversalWaits())) return
        onProgress(done, found.length)
        const { moved, answered } = await this.#attempt(advice)
        this.#quietUntil = answered ? null : moved.nextAt
        if (moved.state === 'waiting' || moved.state === 'sent') waits.push(this.#waitMs(moved.nextAt))
        if (!answered) break
        done += 1
        onProgress(done, found.length)
      }
    }
    if (waits.length > 0 && !this.#closed) this.#schedule(Math.min(...waits))
  }

  /** A wait longer than any pause comes from a clock that was put back: the advice is due. */
  #waitMs(nextAt: string | null): number {
    if (nextAt === null) return 0
    const waitMs = Date.parse(nextAt) - Date.parse(this.#options.clock.now())
    return waitMs > Math.max(...this.#pausesMs) ? 0 : waitMs
  }

  async #attempt(advice: StoredAdvice): Promise<{ moved: StoredAdvice; answered: boolean }> {
    const { clock } = this.#options
    const prepared = await this.#prepare(advice)
    // Without the card's blocks the message cannot be built, now or ever: a person must look.
    if (prepared === null)
      return { moved: await this.#move(advice, { kind: 'park', responseCode: null }), answered: true }
    const pauseMs = this.#pausesMs[Math.min(advice.attempts + 1, this.#pausesMs.length - 1)] ?? 60_000
    const nextAt = new Date(Date.parse(clock.now()) + pauseMs).toISOString()
    const attempted = await this.#move(advice, { kind: 'attempt', nextAt, image: prepared.image })
    if (attempted.state !== 'sent') return { moved: attempted, answered: true }
    return this.#send(attempted, prepared.secrets)
  }

  /**
   * What goes out, and what it looks like the first time. Null when the card's blocks are gone, do not open, or make
   * no message: one such sale must not hold up all behind it.
   */
  async #prepare(advice: StoredAdvice): Promise<{ secrets: SaleSecrets; image: MessageImage | null } | null> {
    const { clock, journal, onUnexpected } = this.#options
    try {
      const secrets = await journal.adviceSecrets(advice.payment.id)
      if (secrets === null) return null
      const image =
        advice.attempts === 0 ? this.#hostOf(advice).describeAdvice(requestOf(advice, clock.now()), secrets) : null
      return { secrets, image }
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) throw thrown
      onUnexpected(thrown)
      return null
    }
  }

  async #send(advice: StoredAdvice, secrets: SaleSecrets): Promise<{ moved: StoredAdvice; answered: boolean }> {
    const { clock } = this.#options
    const outcome = await this.#hostOf(advice).advice(requestOf(advice, clock.now()), secrets)
    if (outcome.kind !== 'answered') {
      // The adapter cannot write this message: trying for ever would hold up all behind it.
      const isOurs = outcome.kind === 'not-sent' && outcome.failure.code === 'INTERNAL_UNEXPECTED'
      // A bank that answers what nobody can read is there: it may read the others.
      if (!isOurs) return { moved: advice, answered: outcome.failure.code === 'HOST_MALFORMED_ANSWER' }
      return { moved: await this.#move(advice, { kind: 'park', responseCode: null }), answered: true }
    }
    const { verdict, responseCode } = outcome.answer
    return { moved: await this.#move(advice, { kind: CHANGES[verdict], responseCode }), answered: true }
  }

  #hostOf({ payment }: StoredAdvice): AcquirerHostPort {
    const { request, via } = toldAfterwards(payment.state)
    return hostOf(this.#options.acquirers.acquirer(request.acquirerId), via)
  }

  async #move({ payment }: StoredAdvice, change: AdviceChange): Promise<StoredAdvice> {
    const { clock, journal, onMoved } = this.#options
    const step = { paymentId: payment.id, saleId: payment.saleId, at: clock.now(), change }
    const moved = await journal.commitAdvice(step)
    onMoved(moved)
    return moved
  }
}

/** No sale is approved after this: what is asked for since then is what is open. */
export const FAR_FUTURE = '9999-12-31T23:59:59.999Z'

const CHANGES = {
  accepted: 'settle',
  refused: 'refuse',
  'try-later': 'put-off',
  'not-understood': 'park',
} as const

/** DE56 and DE39 by who said yes. */
const REASONS = { card: 'card-approved', 'stand-in': 'host-unreachable' } as const

/** The sale as the bank hears of it; its batch is the one its first attempt fixed. */
function requestOf({ payment, batchNumber, attempts }: StoredAdvice, now: string): AdviceRequest {
  const { request, offline } = toldAfterwards(payment.state)
  return {
    original: { ...request, batchNumber: batchNumber ?? request.batchNumber },
    reason: REASONS[offline.basis],
    terminalResponseCode: offline.responseCode,
    repeat: attempts > 1,
    transmittedAt: transmissionTime(now),
  }
}

function toldAfterwards(state: PaymentState) {
  if (state.kind !== 'approved' || state.offline === null) throw new Error(`no advice of a ${state.kind} payment`)
  return { request: state.request, via: state.via, offline: state.offline }
}
