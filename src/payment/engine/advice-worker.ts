import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { AdviceRequest, HostRole, MessageImage, SaleSecrets } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { AdviceChange, PaymentJournalPort, StoredAdvice } from '../ports/payment-journal.port.ts'
import type { Acquirer, AcquirerDirectory } from '../routing/acquirer-directory.ts'
import { askWhoKnows, nobodyKnows } from '../routing/failover.ts'
import { freeHost, owedHosts } from './free-host.ts'
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
 * Tells the bank of sales that were approved without it, and of final amounts of reservations: oldest first, one at a
 * time, never to a host that must hear of a reversal first, and always to the one that may have the sale already.
 * 0220 first, then 0221 under the same STAN, for ever, with growing pauses; each attempt is on disk before it leaves.
 * Accepted ends it; a refusal is a loss and is never sent again; an answer that puts the message itself in question
 * parks it for a person, as does a message that cannot be built; after a try that stayed unanswered, only the second
 * such answer does: the first may have been meant for that try. None is ever dropped. One that the bank wants later, or
 * answers in a way that nobody can read, does not hold up the others; a bank that does not answer holds up all of its
 * own.
 */
export class AdviceWorker {
  readonly #options: AdviceWorkerOptions
  readonly #pausesMs: readonly number[]
  #running: Promise<void> | null = null
  #wokenMeanwhile = false
  #cancelTimer: (() => void) | null = null
  /** By acquirer whose bank did not answer: nothing is sent there before. */
  readonly #quietUntil = new Map<string, string | null>()
  /** Attempts of which no byte left, so that another host may be told; forgotten with the program, which is the safe side. */
  readonly #neverLeft = new Set<string>()
  /** Whose try before was answered: only then is the next answer surely that of the next try. */
  readonly #heard = new Set<string>()
  /** Sales that somebody decides about at this moment, and the attempt that is being written. */
  readonly #withheld = new Set<string>()
  #writing: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(options: AdviceWorkerOptions) {
    this.#options = options
    this.#pausesMs = options.pausesMs ?? LIMITS.reversalPausesMs
  }

  /**
   * Runs `work` while this sale is not told: what was being written of it is on disk before, and nothing new begins.
   * Whether the bank may know of a sale would else change between the look and the decision.
   */
  async withholding<Value>(paymentId: string, work: () => Promise<Value>): Promise<Value> {
    this.#withheld.add(paymentId)
    try {
      await this.#writing
      return await work()
    } finally {
      this.#withheld.delete(paymentId)
      this.wake()
    }
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
    const open = await this.#options.journal.openOfflineSales()
    return open.filter(({ state }) => state === 'waiting' || state === 'sent')
  }

  async #work(ignorePauses: boolean, onProgress: (done: number, total: number) => void): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const found = await this.#open()
    let done = 0
    const waits: number[] = []
    const silent = new Set<string>()
    for (const advice of found) {
      const { acquirerId } = toldAfterwards(advice.payment.state).request
      if (silent.has(acquirerId)) continue
      const waitMs = Math.max(this.#waitMs(advice.nextAt), this.#waitMs(this.#quietUntil.get(acquirerId) ?? null))
      // The reversal worker, or the host that is back, wakes this one.
      const via = waitMs > 0 && !ignorePauses ? null : await this.#hostFor(advice)
      if (this.#closed) return
      if (waitMs > 0 && !ignorePauses) waits.push(waitMs)
      if (via === null) continue
      onProgress(done, found.length)
      const { moved, answered } = await this.#attempt(advice, via)
      if (moved.state === 'waiting' || moved.state === 'sent') waits.push(this.#waitMs(moved.nextAt))
      this.#quietUntil.set(acquirerId, answered ? null : moved.nextAt)
      if (!answered) silent.add(acquirerId)
      else {
        done += 1
        onProgress(done, found.length)
      }
    }
    if (waits.length > 0 && !this.#closed) this.#schedule(Math.min(...waits))
  }

  /**
   * Where an advice goes now: the host that may have it, else the one that serves. Null while that host is away, or
   * must hear of a reversal first.
   */
  async #hostFor(advice: StoredAdvice): Promise<HostRole | null> {
    const { journal } = this.#options
    const { payment, via } = advice
    const acquirer = this.#acquirerOf(advice)
    const { offline, via: holder } = toldAfterwards(payment.state)
    // Only the host that holds a reservation can take its final amount.
    const only = offline.basis === 'completion' ? holder : this.#neverLeft.has(payment.id) ? null : via
    if (only === null) return freeHost(acquirer, journal)
    const isHeld = nobodyKnows(acquirer, only) || (await owedHosts(acquirer, journal)).includes(only)
    return isHeld ? null : only
  }

  /** A wait longer than any pause comes from a clock that was put back: the advice is due. */
  #waitMs(nextAt: string | null): number {
    if (nextAt === null) return 0
    const waitMs = Date.parse(nextAt) - Date.parse(this.#options.clock.now())
    return waitMs > Math.max(...this.#pausesMs) ? 0 : waitMs
  }

  async #attempt(advice: StoredAdvice, via: HostRole): Promise<{ moved: StoredAdvice; answered: boolean }> {
    const { clock } = this.#options
    const prepared = await this.#prepare(advice)
    // Without the card's blocks the message cannot be built, now or ever: a person must look.
    if (prepared === null)
      return { moved: await this.#move(advice, { kind: 'park', responseCode: null }), answered: true }
    const pauseMs = this.#pausesMs[Math.min(advice.attempts + 1, this.#pausesMs.length - 1)] ?? 60_000
    const nextAt = new Date(Date.parse(clock.now()) + pauseMs).toISOString()
    // Whoever withheld it wakes this worker when it is decided.
    if (this.#withheld.has(advice.payment.id)) return { moved: { ...advice, nextAt }, answered: true }
    const attempting = this.#move(advice, { kind: 'attempt', via, nextAt, image: prepared.image })
    this.#writing = attempting.catch(() => {})
    const attempted = await attempting
    if (attempted.state !== 'sent') return { moved: attempted, answered: true }
    const mayBeKnown = advice.via !== null && !this.#neverLeft.has(advice.payment.id)
    return this.#send(attempted, via, prepared.secrets, mayBeKnown)
  }

  /**
   * What goes out, and what it looks like. Null when the card's blocks are gone, do not open, or make
   * no message: one such sale must not hold up all behind it.
   */
  async #prepare(advice: StoredAdvice): Promise<{ secrets: SaleSecrets | null; image: MessageImage } | null> {
    const { clock, journal, onUnexpected } = this.#options
    try {
      const isOfReservation = toldAfterwards(advice.payment.state).offline.basis === 'completion'
      const secrets = isOfReservation ? null : await journal.adviceSecrets(advice.payment.id)
      if (secrets === null && !isOfReservation) return null
      // The one that is about to be counted.
      const next = { ...advice, attempts: advice.attempts + 1 }
      const image = this.#acquirerOf(advice).primary.describeAdvice(requestOf(next, clock.now()), secrets)
      return { secrets, image }
    } catch (thrown) {
      if (thrown instanceof CatalogueFailure) throw thrown
      onUnexpected(thrown)
      return null
    }
  }

  async #send(
    advice: StoredAdvice,
    via: HostRole,
    secrets: SaleSecrets | null,
    mayBeKnown: boolean,
  ): Promise<{ moved: StoredAdvice; answered: boolean }> {
    const { clock } = this.#options
    const message = requestOf(advice, clock.now())
    const outcome = await askWhoKnows(this.#acquirerOf(advice), via, (host) => host.advice(message, secrets))
    if (outcome.kind === 'not-sent' && !mayBeKnown) this.#neverLeft.add(advice.payment.id)
    else this.#neverLeft.delete(advice.payment.id)
    const isFirstHeard = advice.attempts > 1 && !this.#heard.has(advice.payment.id)
    // Nor does a bank that puts off say that it has heard the last try: that word may be the late one too.
    const isHeard = outcome.kind === 'answered' && !(isFirstHeard && outcome.answer.verdict === 'try-later')
    if (isHeard) this.#heard.add(advice.payment.id)
    else this.#heard.delete(advice.payment.id)
    if (outcome.kind !== 'answered') {
      // The adapter cannot write this message: trying for ever would hold up all behind it.
      const isOurs = outcome.kind === 'not-sent' && outcome.failure.code === 'INTERNAL_UNEXPECTED'
      // A bank that answers what nobody can read is there: it may read the others.
      if (!isOurs) return { moved: advice, answered: outcome.failure.code === 'HOST_MALFORMED_ANSWER' }
      return { moved: await this.#move(advice, { kind: 'park', responseCode: null }), answered: true }
    }
    const { responseCode, verdict, redacted: answer } = outcome.answer
    const moved = (kind: AnsweredChange) => this.#move(advice, { kind, responseCode, answer })
    // After a try without an answer this may be the late answer to that one, while the bank has taken the repeat.
    if (verdict === 'not-understood' && isFirstHeard) {
      const again = await moved('put-off')
      // It may have been given back while the bank answered.
      return again.state === 'sent' ? this.#attempt(again, via) : { moved: again, answered: true }
    }
    return { moved: await moved(CHANGES[verdict]), answered: true }
  }

  #acquirerOf({ payment }: StoredAdvice): Acquirer {
    return this.#options.acquirers.acquirer(toldAfterwards(payment.state).request.acquirerId)
  }

  async #move({ payment }: StoredAdvice, change: AdviceChange): Promise<StoredAdvice> {
    const { clock, journal, onMoved } = this.#options
    const step = { paymentId: payment.id, saleId: payment.saleId, at: clock.now(), change }
    const moved = await journal.commitAdvice(step)
    onMoved(moved)
    return moved
  }
}

const CHANGES = {
  accepted: 'settle',
  refused: 'refuse',
  'try-later': 'put-off',
  'not-understood': 'park',
} as const
type AnsweredChange = (typeof CHANGES)[keyof typeof CHANGES]

/** DE56 and DE39 by who said yes. */
const REASONS = { card: 'card-approved', 'stand-in': 'host-unreachable', completion: null, voice: null } as const

/** The sale as the bank hears of it; its batch is the one its first attempt fixed. */
function requestOf({ payment, batchNumber, attempts }: StoredAdvice, now: string): AdviceRequest {
  const { request, offline, voiceCode } = toldAfterwards(payment.state)
  return {
    original: { ...request, batchNumber: batchNumber ?? request.batchNumber },
    reason: REASONS[offline.basis],
    terminalResponseCode: offline.responseCode,
    ...(voiceCode === null ? {} : { approvalCode: voiceCode }),
    repeat: attempts > 1,
    transmittedAt: transmissionTime(now),
  }
}

function toldAfterwards(state: PaymentState) {
  if (state.kind !== 'approved' || state.offline === null) throw new Error(`no advice of a ${state.kind} payment`)
  const { request, offline, via, answer } = state
  return { request, offline, via, voiceCode: offline.basis === 'voice' ? answer.approvalCode : null }
}
