import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { MessageImage, ReversalAnswer, ReversalRequest } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredReversal } from '../ports/payment-journal.port.ts'
import type { Acquirer, AcquirerDirectory } from '../routing/acquirer-directory.ts'
import { askWhoKnows, nobodyKnows } from '../routing/failover.ts'
import type { PaymentEvent, ReversalWord } from './payment-event.ts'
import { transmissionTime } from './sale-request.ts'

export interface ReversalWorkerOptions {
  readonly acquirers: AcquirerDirectory
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  /** Puts an event through the payment's machine; resolves when it is on disk. */
  readonly apply: (paymentId: string, event: PaymentEvent) => Promise<void>
  /** No reversal waits for a host that is there: what comes after them may go out. */
  readonly onDrained: () => void
  readonly onUnexpected: (thrown: unknown) => void
  /** Pauses before each attempt; the last one repeats for ever. */
  readonly pausesMs?: readonly number[]
}

const STORE_RETRY_MS = 2_000

/** What a person reads where no code came. */
const NO_CODE = '–'
/** The answer was none, or the message could not be written at all. */
const UNREADABLE: readonly ErrorCode[] = ['HOST_MALFORMED_ANSWER', 'INTERNAL_UNEXPECTED']

/** Answers after which the same reversal is simply tried again (acquirer-host sheet 2.1, rule 5). */
const TRY_AGAIN_CODES = ['91', '96']
/** Format error: perhaps the line's fault, perhaps that of the message, which repeating does not cure. */
const NOT_READ = '30'

/**
 * Sends queued reversals until each is acknowledged: oldest first, one at a time, before any other message of the
 * terminal, to the host that may know of the sale. One that the bank puts off, or whose host was given up for one that
 * serves in its stead, does not hold up those behind it; the latter waits until its host is back. 0420 first, then 0421, for ever, with growing
 * pauses; each attempt is on disk before it leaves. A refusal that repeating cannot cure, or one that bank and till
 * cannot read however often, parks the reversal for a person to see; it is never dropped.
 */
export class ReversalWorker {
  readonly #options: ReversalWorkerOptions
  readonly #pausesMs: readonly number[]
  #running: Promise<void> | null = null
  /** Woken while at work: the queue may have been read before the new one was in it. */
  #wokenMeanwhile = false
  #cancelTimer: (() => void) | null = null
  /** How often in a row bank and till could not read each other, by payment. */
  readonly #misunderstood = new Map<string, number>()
  /** Messages that the bank has said yes to, by payment: a full disk may refuse to take that for a while. */
  readonly #agreed = new Map<string, string>()
  #closed = false

  constructor(options: ReversalWorkerOptions) {
    this.#options = options
    this.#pausesMs = options.pausesMs ?? LIMITS.reversalPausesMs
  }

  /** Looks for work now: what is due goes out, the rest is scheduled. */
  wake(): void {
    if (this.#running) this.#wokenMeanwhile = true
    else void this.#start(false)
  }

  /**
   * Sends everything that waits, pauses ignored, once.
   * @returns true when nothing is left open.
   */
  async drain(timeoutMs: number): Promise<boolean> {
    let expired: () => void = () => {}
    const deadline = new Promise<void>((resolve) => {
      expired = this.#options.clock.after(timeoutMs, resolve)
    })
    await Promise.race([this.#running ?? Promise.resolve(), deadline])
    await Promise.race([this.#start(true), deadline])
    expired()
    return (await this.#queued()).length === 0
  }

  /** Puts reversals that the host refused back into the queue. */
  async askAgain(): Promise<void> {
    for (const { paymentId, state } of await this.#options.journal.openReversals()) {
      if (state === 'parked') await this.#options.apply(paymentId, { kind: 'bank-asked' })
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTimer?.()
    await this.#running
  }

  #start(ignorePauses: boolean): Promise<void> {
    this.#running ??= this.#work(ignorePauses)
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
    if (!this.#closed) this.#cancelTimer = this.#options.clock.after(STORE_RETRY_MS, () => this.wake())
  }

  async #queued(): Promise<StoredReversal[]> {
    return (await this.#options.journal.openReversals()).filter(({ state }) => state === 'queued')
  }

  async #work(ignorePauses: boolean): Promise<void> {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const { clock } = this.#options
    const tried = new Set<string>()
    while (!this.#closed) {
      const queued = await this.#queued()
      for (const id of this.#agreed.keys())
        if (!queued.some(({ paymentId }) => paymentId === id)) this.#agreed.delete(id)
      const reachable = queued.filter((reversal) => !this.#isHostAway(reversal))
      // Who waits for a host that was given up is woken when it is back.
      if (reachable.length === 0) return this.#options.onDrained()
      const isDue = (reversal: StoredReversal) => ignorePauses || this.#waitMs(reversal) <= 0
      const isAgreed = (reversal: StoredReversal) => this.#agreed.get(reversal.paymentId) === messageOf(reversal)
      const due = reachable.filter(
        (reversal) => !tried.has(reversal.paymentId) && isDue(reversal) && !isAgreed(reversal),
      )
      if (due.length === 0) {
        const waits = reachable.map((reversal) => (isAgreed(reversal) ? STORE_RETRY_MS : this.#waitMs(reversal)))
        const waitMs = Math.min(...waits)
        this.#cancelTimer = clock.after(Math.max(waitMs, 1), () => this.wake())
        return
      }
      // What is queued leaves the queue only here: the list holds until its end.
      for (const reversal of due) {
        if (this.#closed) return
        if (this.#isHostAway(reversal)) continue
        tried.add(reversal.paymentId)
        await this.#attempt(reversal)
      }
    }
  }

  #isHostAway({ request, via }: StoredReversal): boolean {
    return nobodyKnows(this.#options.acquirers.acquirer(request.acquirerId), via)
  }

  /** A wait longer than any pause comes from a clock that was put back: the reversal is due. */
  #waitMs({ nextAt }: StoredReversal): number {
    if (nextAt === null) return 0
    const waitMs = Date.parse(nextAt) - Date.parse(this.#options.clock.now())
    return waitMs > Math.max(...this.#pausesMs) ? 0 : waitMs
  }

  async #attempt(reversal: StoredReversal): Promise<void> {
    const { acquirers, apply, clock } = this.#options
    const pauseMs = this.#pausesMs[Math.min(reversal.attempts + 1, this.#pausesMs.length - 1)] ?? 60_000
    const nextAt = new Date(Date.parse(clock.now()) + pauseMs).toISOString()
    const message: ReversalRequest = {
      original: reversal.request,
      originalMti: reversal.originalMti,
      ...(reversal.amountMinor === null ? {} : { amountMinor: reversal.amountMinor }),
      ...(reversal.remainingMinor === null ? {} : { remainingMinor: reversal.remainingMinor }),
      reason: reversal.reason ?? 'timeout',
      repeat: reversal.attempts > 0,
      transmittedAt: transmissionTime(clock.now()),
    }
    const acquirer = acquirers.acquirer(reversal.request.acquirerId)
    const image = this.#pictureOf(acquirer, message)
    await apply(reversal.paymentId, { kind: 'reversal-attempted', nextAt, image, leavesMinor: reversal.remainingMinor })
    if (!(await this.#stillStands(reversal))) return
    const outcome = await askWhoKnows(acquirer, reversal.via, (host) => host.reversal(message))
    if (outcome.kind === 'answered') await this.#answered(reversal, outcome.answer)
    else if (UNREADABLE.includes(outcome.failure.code))
      await this.#notUnderstood(reversal.paymentId, {
        responseCode: NO_CODE,
        redacted: null,
        leavesMinor: reversal.remainingMinor,
      })
    else this.#misunderstood.delete(reversal.paymentId)
  }

  /** All of a reservation may have to go back since its rest was looked up; what goes out then is found by the next look. */
  async #stillStands(reversal: StoredReversal): Promise<boolean> {
    if (reversal.remainingMinor === null) return true
    return (await this.#queued()).some((other) => messageOf(other) === messageOf(reversal))
  }

  /** One that cannot be written still counts as tried: the host's adapter says so, and a person gets to see it. */
  #pictureOf({ primary }: Acquirer, message: ReversalRequest): MessageImage | null {
    try {
      return primary.describeReversal(message)
    } catch (thrown) {
      this.#options.onUnexpected(thrown)
      return null
    }
  }

  async #answered(reversal: StoredReversal, { accepted, responseCode, redacted }: ReversalAnswer): Promise<void> {
    const { paymentId } = reversal
    if (accepted) this.#agreed.set(paymentId, messageOf(reversal))
    const word: ReversalWord = { responseCode, redacted, leavesMinor: reversal.remainingMinor }
    if (responseCode === NOT_READ) return this.#notUnderstood(paymentId, word)
    this.#misunderstood.delete(paymentId)
    const refused = TRY_AGAIN_CODES.includes(responseCode) ? 'reversal-put-off' : 'reversal-parked'
    await this.#options.apply(paymentId, { kind: accepted ? 'reversal-acknowledged' : refused, ...word })
  }

  /**
   * A bank and a till that cannot read each other, again and again, will not do so later either: parked like a refusal,
   * for it must not keep every other card from the till.
   */
  async #notUnderstood(paymentId: string, word: ReversalWord): Promise<void> {
    const times = (this.#misunderstood.get(paymentId) ?? 0) + 1
    this.#misunderstood.set(paymentId, times)
    const isLast = times >= LIMITS.reversalMisunderstoodMax
    // What nobody could read is nothing to keep.
    if (!isLast && word.redacted === null) return
    if (isLast) this.#misunderstood.delete(paymentId)
    await this.#options.apply(paymentId, { kind: isLast ? 'reversal-parked' : 'reversal-put-off', ...word })
  }
}

/** What the bank is told, whatever number of times. */
const messageOf = ({ request, originalMti, amountMinor, remainingMinor }: StoredReversal): string =>
  JSON.stringify([request.stan, originalMti, amountMinor, remainingMinor])
