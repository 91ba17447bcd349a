import { CatalogueFailure } from '#contract/result.ts'
import type { LateAnswer, SaleAnswer, SaleRequest } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, RaisedAnswer } from '../ports/payment-journal.port.ts'
import type { TerminalOutcome } from '../ports/standalone-terminal.port.ts'
import { journalBody } from './journal-body.ts'
import { type LivePayment, newLivePayment } from './live-payment.ts'
import type { LivePayments } from './live-payments.ts'
import { isQuestion } from './operation.ts'
import type { PaymentEvent } from './payment-event.ts'
import { isFinal, type PaymentState } from './payment-state.ts'

export interface LateAnswersOptions {
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly live: LivePayments
  /** Puts an event through the payment's machine, in its turn. */
  readonly apply: (paymentId: string, event: PaymentEvent) => Promise<void>
  readonly onChange: () => void
}

/** How long to wait before writing again what the disk refused. */
const STORE_RETRY_MS = 1_000

/**
 * Events that came when their payment had gone on without them. Each is written to its story and changes nothing.
 *
 * Guarantees: an answer of the bank is never dropped, whatever the disk says at first; one that contradicts how its
 * payment ended is raised, across restarts, until a Z has named it.
 */
export class LateAnswers {
  readonly #options: LateAnswersOptions
  #raised: readonly RaisedAnswer[] = []
  #closed = false

  constructor(options: LateAnswersOptions) {
    this.#options = options
  }

  /** What a person must look at, oldest first. */
  get raised(): readonly RaisedAnswer[] {
    return this.#raised
  }

  /** Reads what was raised before the program started. */
  async recover(): Promise<void> {
    this.#raised = await this.#options.journal.raisedAnswers()
  }

  /** An answer from the line. @returns false when no request of this till had its number. */
  async hear({ stan, terminalId, answer }: LateAnswer): Promise<boolean> {
    const { apply, clock, journal, live } = this.#options
    const stored = await journal.paymentOfRequest(stan, terminalId.trimEnd())
    if (stored === null) return false
    if (live.get(stored.id) === undefined) live.add(newLivePayment(stored, stored.state, clock.now()))
    await apply(stored.id, { kind: 'answered-late', stan, answer })
    return true
  }

  /** Writes what no longer fits; what the disk refuses of the bank's answers is written as soon as it takes it. */
  async record(live: LivePayment, event: PaymentEvent, at: string): Promise<void> {
    const { id: paymentId, saleId, state } = live
    if (state === null) return
    if (event.kind === 'terminal-answered') return this.#recordTerminal(live, state, event, at)
    const answer = event.kind === 'host-answered' || event.kind === 'answered-late' ? event.answer : null
    const formerStan = event.kind === 'answered-late' && isOfFormerRequest(state, event.stan) ? event.stan : null
    const charges = answer !== null && answer.approvedAmountMinor !== null
    const raised = formerStan === null ? answer !== null && contradicts(state, answer) : charges
    const kind = answer === null ? `late-${event.kind}` : 'late-host-answered'
    const chargedMinor = answer?.approvedAmountMinor ?? null
    const body =
      answer === null
        ? journalBody(event)
        : { ...journalBody(event), chargedMinor, raised, ...(formerStan !== null && { stan: formerStan }) }
    try {
      await this.#options.journal.commit({ paymentId, saleId, at, kind, body, state })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      if (event.kind === 'answered-late') this.#later(paymentId, event)
      else if (event.kind === 'host-answered')
        this.#later(paymentId, { kind: 'answered-late', stan: requestOf(state)?.stan ?? '', answer: event.answer })
      return
    }
    if (!raised) return
    await this.recover()
    this.#options.onChange()
  }

  /** A standalone terminal's word after its payment had ended another way. */
  async #recordTerminal(
    { id: paymentId, saleId }: LivePayment,
    state: PaymentState,
    event: Extract<PaymentEvent, { kind: 'terminal-answered' }>,
    at: string,
  ): Promise<void> {
    const { outcome } = event
    const chargedMinor = outcome.kind === 'approved' ? outcome.result.amountMinor : null
    const raised = chargesOtherwise(state, chargedMinor, outcome.kind)
    const body = { ...journalBody(event), chargedMinor, raised }
    try {
      await this.#options.journal.commit({ paymentId, saleId, at, kind: 'late-terminal-answered', body, state })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      this.#later(paymentId, event)
      return
    }
    if (!raised) return
    await this.recover()
    this.#options.onChange()
  }

  /** A Z has named these: they are raised no more. */
  async named(answers: readonly RaisedAnswer[]): Promise<void> {
    const last = answers.at(-1)
    if (last === undefined) return
    await this.#options.journal.nameRaisedAnswers(last.sequence)
    await this.recover()
    this.#options.onChange()
  }

  close(): void {
    this.#closed = true
  }

  #later(paymentId: string, event: PaymentEvent): void {
    this.#options.clock.after(STORE_RETRY_MS, () => {
      if (!this.#closed) void this.#options.apply(paymentId, event).catch(() => {})
    })
  }
}

const requestOf = (state: PaymentState): SaleRequest | null => ('request' in state ? (state.request ?? null) : null)

/** Before its bank was telephoned, a payment asked under another number: whatever becomes of it now, nothing reverses that. */
function isOfFormerRequest(state: PaymentState, stan: string): boolean {
  const request = requestOf(state)
  return request !== null && request.stan !== stan
}

/** While a payment is open its own ways go on, a reversal as a rule; what has ended must agree with the bank's word. */
function contradicts(state: PaymentState, { approvedAmountMinor }: SaleAnswer): boolean {
  // What the bank says late to a question moves nothing.
  if (!isFinal(state) || isQuestion(state.intent)) return false
  const isHeld = state.kind === 'reserved' || state.kind === 'completed' || state.kind === 'loaded'
  const isClosedCharged = state.kind === 'reversed' && state.closedByHand?.word === 'charged'
  const chargedByTill = isHeld || isClosedCharged || (state.kind === 'approved' && state.offline === null)
  return chargedByTill ? approvedAmountMinor !== state.intent.amountMinor : approvedAmountMinor !== null
}

/** What a terminal says late of an order that has ended: whether the till told something else. */
function chargesOtherwise(state: PaymentState, chargedMinor: number | null, kind: TerminalOutcome['kind']): boolean {
  if (!isFinal(state) || kind === 'unknown' || kind === 'not-started') return false
  // It had been charged or held before, whatever became of that since.
  return chargedMinor !== ('result' in state ? state.intent.amountMinor : null)
}
