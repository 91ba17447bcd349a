import { LIMITS } from '#contract/limits.ts'
import { CatalogueFailure, type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { StoredAdvice, StoredPayment } from '../ports/payment-journal.port.ts'
import { AdviceWorker } from './advice-worker.ts'
import { BankWord } from './bank-word.ts'
import { CardSteps } from './card-steps.ts'
import { CashierDesk } from './cashier-desk.ts'
import { CodePayments } from './code-payments.ts'
import { anyFreeHost } from './free-host.ts'
import { IdleGate } from './idle-gate.ts'
import { LateAnswers } from './late-answers.ts'
import { type LivePayment, newLivePayment } from './live-payment.ts'
import { LivePayments } from './live-payments.ts'
import { OfflineDesk } from './offline-desk.ts'
import { isQuestion, isWithoutCard } from './operation.ts'
import { OperationsDesk } from './operations-desk.ts'
import { type Transition, transition } from './payment.machine.ts'
import type { PaymentEngineOptions, PaymentStart } from './payment-engine-options.ts'
import { ENDS_REVERSAL, type PaymentEvent } from './payment-event.ts'
import { isFinal, isSettled, type PaymentIntent, type PaymentState } from './payment-state.ts'
import { PromptDesk } from './prompt-desk.ts'
import { type RecoveredPayment, recoverPayments } from './recovery.ts'
import { type Companion, companionOf } from './reservation-companion.ts'
import { ReservationDesk } from './reservation-desk.ts'
import { ReversalWorker } from './reversal-worker.ts'
import { storeStep } from './store-step.ts'
import { TerminalDesk } from './terminal-desk.ts'
import { fallbackFor, STORE_RETRY_MS, UnwrittenSteps } from './unwritten-steps.ts'

/**
 * Runs card payments: takes one event at a time through the machine, writes the step, then runs its effects, whose
 * outcomes come back as events. One card payment may be open at a time; reversals of older ones go on beside it.
 *
 * Guarantees: the step is on disk before its effect; an event that no longer fits is recorded and changes nothing;
 * a disk that refuses a step stops the effect and, once a request may have left, makes the outcome unknown.
 */
export class PaymentEngine {
  readonly #options: PaymentEngineOptions
  readonly #live = new LivePayments()
  readonly #idle: IdleGate
  readonly #reversals: ReversalWorker
  readonly #advices: AdviceWorker
  /** Sales approved without the bank. */
  readonly offline: OfflineDesk
  /** Answers of the bank that came after their payment had gone on. */
  readonly late: LateAnswers
  /** What the bank said by telephone of payments without an outcome. */
  readonly bankWord: BankWord
  /** What the cashier answers while a payment waits for it. */
  readonly cashier: CashierDesk
  /** What is done to payments that were approved earlier. */
  readonly operations: OperationsDesk
  /** What the bank holds for the shop. */
  readonly reservations: ReservationDesk
  /** Sales that are paid by a code, without a card. */
  readonly codes: CodePayments
  /** Payments that standalone terminals take. */
  readonly terminals: TerminalDesk
  readonly #steps: CardSteps
  readonly #prompts: PromptDesk
  readonly #unwritten: UnwrittenSteps
  /** Events are taken strictly one after the other. */
  #queue: Promise<void> = Promise.resolve()
  /** The pad finishes with one payment before the next begins. */
  #padWork: Promise<void> = Promise.resolve()
  #closed = false
  readonly #offNotice: () => void
  readonly #offReturn: () => void

  constructor(options: PaymentEngineOptions) {
    this.#options = options
    this.#idle = new IdleGate(() => this.#live.open() !== null, options.mayBegin)
    const { acquirers, journal, clock, onUnexpected, reversalPausesMs } = options
    const onMoved = (advice: StoredAdvice) => {
      options.onAdviceMoved(advice)
      options.onChange()
      // What a reservation leaves goes back once the bank has the final amount.
      if (advice.state === 'settled') this.#reversals.wake()
    }
    const shared = { acquirers, journal, clock, onUnexpected, ...(reversalPausesMs && { pausesMs: reversalPausesMs }) }
    this.#advices = new AdviceWorker({ ...shared, onMoved })
    this.#reversals = new ReversalWorker({
      ...shared,
      apply: this.#applyAny.bind(this),
      onDrained: () => this.#advices.wake(),
    })
    this.offline = new OfflineDesk({ acquirers, journal, clock, worker: this.#advices, onMoved })
    this.#prompts = new PromptDesk(options)
    this.cashier = new CashierDesk({ clock, journal, open: () => this.#live.open(), apply: this.#apply.bind(this) })
    this.#unwritten = new UnwrittenSteps({
      clock,
      inTurn: (work) => {
        if (!this.#closed) this.#queue = this.#queue.then(work)
      },
      write: (step) => storeStep(options, step).then(() => this.#reversals.wake()),
    })
    this.late = new LateAnswers({ ...options, live: this.#live, apply: this.#apply.bind(this) })
    this.bankWord = new BankWord({ journal, apply: this.#applyTo.bind(this) })
    const desk = {
      ...options,
      apply: this.#applyTo.bind(this),
      whileIdle: this.#idle.begin,
      drain: () => this.#reversals.drain(LIMITS.reversalDrainTimeoutMs),
      begin: this.#enlist.bind(this),
    }
    this.operations = new OperationsDesk({ ...desk, offline: this.offline, terminals: () => this.terminals })
    this.reservations = new ReservationDesk({
      ...desk,
      start: this.start.bind(this),
      underWay: () => [this.#live.open(), ...this.#live.ordered()].flatMap((live) => live?.state?.intent ?? []),
      atTerminals: () => this.terminals.reservations,
      ended: this.operations.ended.bind(this.operations),
      onChange: () => options.onReservations?.(),
    })
    this.codes = new CodePayments({ ...options, start: this.start.bind(this) })
    this.terminals = new TerminalDesk({
      ...desk,
      whileIdle: this.#idle.whileIdle,
      live: this.#live,
      applyAny: this.#applyAny.bind(this),
      start: this.start.bind(this),
      ended: this.operations.ended.bind(this.operations),
    })
    this.#steps = new CardSteps({
      ...options,
      codes: this.codes,
      terminals: this.terminals,
      prompts: this.#prompts,
      wakeReversals: () => this.#reversals.wake(),
      wakeAdvices: () => this.#advices.wake(),
    })
    this.#offReturn = acquirers.onReturn(() => {
      this.#reversals.wake()
      this.#advices.wake()
    })
    this.#offNotice = options.pad.onNotice((notice) => {
      if (this.#live.hear(notice)) options.onChange()
    })
  }

  /**
   * Starts a card payment; answers once the intent is on disk. The same sale and attempt answer the same payment.
   * Errors: SALE_AMOUNT_ZERO, PAYMENT_ALREADY_OPEN, PAYMENT_OUTCOME_UNKNOWN, PAYMENT_REVERSAL_PENDING, STORE_*.
   */
  async start(request: PaymentStart): Promise<Result<{ paymentId: string; paymentNumber: string }>> {
    const idempotencyKey = `${request.saleId}/${request.attempt}`
    const same = this.#live.startedAs(idempotencyKey)
    if (same) return succeed({ paymentId: same.id, paymentNumber: same.number })
    if (request.amountMinor <= 0 && !isQuestion(request)) return fail('SALE_AMOUNT_ZERO')
    if (this.isUnresolved(request.saleId) && !this.#live.open()) return fail('PAYMENT_OUTCOME_UNKNOWN')
    // No bank of the till has a part in what a terminal takes.
    const begin = request.terminal ? this.whileIdle : this.#idle.begin
    return begin(async () => {
      const { acquirers, journal } = this.#options
      const isFree = request.terminal || (await this.#reversals.drain(LIMITS.reversalDrainTimeoutMs))
      if (!isFree && !(await anyFreeHost(acquirers, journal))) return fail('PAYMENT_REVERSAL_PENDING')
      const live = await this.#begin(request, idempotencyKey)
      return succeed({ paymentId: live.id, paymentNumber: live.number })
    })
  }

  async #begin(request: PaymentStart, idempotencyKey: string): Promise<LivePayment> {
    const { clock, journal, newId } = this.#options
    const at = clock.now()
    const { attempt: _, terminal, ...wanted } = request
    const number = await journal.nextPaymentNumber()
    const ordered = terminal && { terminal: await this.terminals.named(terminal) }
    const intent: PaymentIntent = { id: newId(), number, idempotencyKey, startedAt: at, ...wanted, ...ordered }
    const live = await this.#enlist(intent)
    this.#live.setFocus(live.id)
    if (isWithoutCard(intent)) return live
    if (this.#steps.isReleasing) this.#live.queueForPad(live)
    this.#options.onChange()
    this.#padWork = this.#padWork.then(() => this.#guarded(live, () => this.#present(live)))
    return live
  }

  /** A new payment is on disk, or nowhere. */
  async #enlist(intent: PaymentIntent): Promise<LivePayment> {
    const live = newLivePayment(intent, null, intent.startedAt)
    this.#live.add(live)
    try {
      await this.#apply(live.id, { kind: 'started', intent })
    } catch (thrown) {
      this.#live.forget(live.id)
      throw thrown
    }
    return live
  }

  /** An event of a payment that ended before. @returns its state after it; null when the event does not concern it. */
  #applyTo(stored: StoredPayment, event: PaymentEvent): Promise<PaymentState | null> {
    const live = this.#live.adopt(stored, this.#options.clock.now())
    return this.#inTurn(async () => {
      const before = live.state
      await this.#step(stored.id, event)
      return live.state === before ? null : live.state
    })
  }

  /** As `#apply`, of a payment that may have ended before the program started. */
  async #applyAny(paymentId: string, event: PaymentEvent): Promise<void> {
    const stored = this.#live.get(paymentId) ? null : await this.#options.journal.payment(paymentId)
    if (stored) this.#live.adopt(stored, this.#options.clock.now())
    return this.#apply(paymentId, event)
  }

  /** Brings the pad up, then lets the machine ask for the card. */
  async #present(live: LivePayment): Promise<void> {
    this.#live.takePad(live)
    const connected = await this.#options.pad.connect()
    await this.#apply(live.id, connected.ok ? { kind: 'pad-asked' } : { kind: 'pad-failed', failure: connected.error })
  }

  /** Asks the open payment to stop; certain, but it ends by its own event. Errors: PAYMENT_NOT_OPEN. */
  async cancel(): Promise<Result<null>> {
    const open = this.#live.open()
    if (!open) return fail('PAYMENT_NOT_OPEN')
    if (open.state?.kind === 'ordered') return this.terminals.abort()
    await this.#apply(open.id, { kind: 'cancel-requested' })
    this.#prompts.cancel(open)
    return succeed(null)
  }

  /** What a person answers the bank; null for no answer. Errors: PAYMENT_PROMPT_*; the payment goes on in any case. */
  answerPrompt(promptId: string, answer: string | null): Result<null> {
    return this.#prompts.answer(this.#live.open(), promptId, answer)
  }

  /** Reverses an approved part of a sale that is being left. Errors: PAYMENT_NOT_OPEN. */
  readonly giveBack = (paymentId: string, isNotVoid = false): Promise<Result<null>> =>
    this.operations.giveBack(paymentId, isNotVoid)

  /** Sends the open reversals now, refused ones once more. Errors: PAYMENT_NOT_OPEN when this payment waits for none. */
  async askBank(paymentId: string): Promise<Result<null>> {
    const { state } = this.#live.get(paymentId) ?? (await this.#options.journal.payment(paymentId)) ?? {}
    if (state?.kind !== 'outcome-unknown' && state?.kind !== 'completed') return fail('PAYMENT_NOT_OPEN')
    await this.#reversals.askAgain()
    await this.#reversals.drain(LIMITS.hostAnswerTimeoutMs)
    return succeed(null)
  }

  /** Puts a finished payment out of sight. Errors: PAYMENT_ALREADY_OPEN while it may still charge. */
  dismiss(): Result<null> {
    const focus = this.#live.focus()
    if (focus?.state && !isFinal(focus.state)) return fail('PAYMENT_ALREADY_OPEN')
    this.#live.setFocus(null)
    this.#options.onChange()
    return succeed(null)
  }

  /**
   * Follows the ticket in hand: its unresolved payment comes into view; one of another ticket goes out of sight, and
   * its reversal goes on.
   */
  show(saleId: string): void {
    this.#live.follow(saleId)
    this.#options.onChange()
  }

  readonly whileIdle: IdleGate['whileIdle'] = (work) => this.#idle.whileIdle(work)

  readonly isBusy = (): boolean => this.#idle.isBusy()

  readonly isUnresolved = (saleId: string): boolean => this.#live.isUnresolved(saleId)

  readonly unresolvedCount = (): number => this.#live.unresolvedCount()

  view(): CardPaymentView | null {
    return this.#live.view(this.#options.pad.alias)
  }

  /**
   * Decides every payment found open, from the journal alone: what never reached the host is cancelled, what may
   * have is reversed. @returns the payments it found, with what became of them so far; sales hear of them all at once.
   */
  async recover(): Promise<readonly RecoveredPayment[]> {
    const enter = (live: LivePayment, result: Transition, at: string) => this.#enter(live, result, at, true)
    const found = await recoverPayments({ ...this.#options, apply: this.#apply.bind(this), enter }, this.#live)
    await this.late.recover()
    this.#reversals.wake()
    this.#advices.wake()
    return found
  }

  /** Sends what waits, and once more what the host refused; true when no reversal is left in the queue. */
  async drainReversals(timeoutMs: number): Promise<boolean> {
    await this.#reversals.askAgain()
    return this.#reversals.drain(timeoutMs)
  }

  /** Tells the bank of what was sold without it, each once; true when nothing waits any more. */
  forwardAdvices(timeoutMs: number, onProgress: (done: number, total: number) => void): Promise<boolean> {
    return this.#advices.drain(timeoutMs, onProgress)
  }

  /** Ends the workers; open payments stay on disk as they are, for the next start to decide. */
  async close(): Promise<void> {
    this.#offNotice()
    this.#offReturn()
    this.late.close()
    this.reservations.close()
    this.terminals.close()
    await Promise.all([this.#reversals.close(), this.#advices.close()])
    this.#closed = true
    await this.#queue
  }

  /** Work that nobody waits for never rejects: the payment would hang, and every payment after it. */
  async #guarded(live: LivePayment, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      if (this.#closed) return
      if (!(thrown instanceof CatalogueFailure)) this.#options.onUnexpected(thrown)
      await this.#apply(live.id, { kind: 'interrupted' }).catch(this.#options.onUnexpected)
    }
  }

  #apply(paymentId: string, event: PaymentEvent): Promise<void> {
    return this.#inTurn(() => this.#step(paymentId, event))
  }

  /** Rejects once closed: the disk may be gone, and the next start decides what is open. */
  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#closed) return Promise.reject(new CatalogueFailure({ code: 'IPC_ENGINE_AWAY' }))
    const done = this.#queue.then(work)
    this.#queue = done.then(
      () => {},
      () => {},
    )
    return done
  }

  async #step(paymentId: string, event: PaymentEvent): Promise<void> {
    const live = this.#live.get(paymentId)
    if (!live) throw new Error(`no live payment ${paymentId}`)
    const at = this.#options.clock.now()
    const result = transition(live.state, event, at)
    if (result === null) {
      if (live.state !== null && isFinal(live.state)) live.secrets = null
      return this.late.record(live, event, at)
    }
    const before = live.state
    let companion: Companion | null = null
    try {
      companion = await companionOf({ journal: this.#options.journal, live: this.#live }, event, result, at)
      await storeStep(this.#options, { live, event, result, at, companion })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure) || before === null || result.note) throw thrown
      return this.#afterRefusedStep(live, event, thrown.failure)
    }
    this.#enter(live, result, at)
    if (companion !== null) this.#enter(companion.live, companion.result, at)
    if (ENDS_REVERSAL.has(event.kind)) this.#options.onReversalOver?.()
  }

  /** The step is on disk: show it, tell the sale, run its effects. */
  #enter(live: LivePayment, result: Transition, at: string, isFound = false): void {
    live.state = result.state
    this.#steps.mark(live, at)
    const { state } = result
    live.endPersonWait()
    if (result.eraseSecrets || isFinal(state)) live.secrets = null
    if (isFinal(state)) live.track = null
    if (state.kind !== 'requesting') live.code = null
    if (isSettled(state) && !isFound) this.#options.onSettled(live.id, live.saleId, state)
    this.operations.moved(live.id, state)
    this.reservations.moved(state)
    this.terminals.moved(live)
    this.#options.onChange()
    const tell = (event: PaymentEvent) => this.#apply(live.id, event)
    const work = this.#guarded(live, () => this.#steps.run(live, result.effects, tell))
    if (state.kind !== 'requesting') this.#padWork = Promise.all([this.#padWork, work]).then(() => {})
  }

  /**
   * The disk refused a step. Before a request nothing happened: the payment fails. After it the charge may stand:
   * the outcome is unknown; the armed reversal is there already. Either is written as soon as the disk takes it.
   */
  async #afterRefusedStep(live: LivePayment, event: PaymentEvent, failure: Failure): Promise<void> {
    const at = this.#options.clock.now()
    const fallback = fallbackFor(live.state, event, failure)
    const result = transition(live.state, fallback, at)
    if (!result) {
      if (event.kind !== 'reversal-acknowledged') throw new CatalogueFailure(failure)
      this.#options.clock.after(STORE_RETRY_MS, () => void this.#apply(live.id, event).catch(() => {}))
      return
    }
    const isRisky = fallback.kind === 'approval-not-stored'
    const effects = result.effects.filter(({ kind }) => !isRisky || kind !== 'wake-reversals')
    this.#enter(live, { ...result, effects }, at)
    // What a terminal said is put to its payment again until the disk takes it.
    if (result.state.kind !== 'order-unknown' || result.state.unstored === undefined)
      this.#unwritten.add({ live, event: fallback, result, at, companion: null })
  }
}
