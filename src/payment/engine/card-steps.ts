import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { LIMITS } from '#contract/limits.ts'
import type { Locale } from '#contract/locale.ts'
import { CatalogueFailure } from '#contract/result.ts'
import { MESSAGE_TYPES } from '../iso8583/bank-operations.ts'
import type { HostRole, SaleSecrets } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import type { CardAuthorisation, CardRead, EncryptedTrack, PinPadPort } from '../ports/pin-pad.port.ts'
import { type CardProduct, productFacts, productOf, questionsOf } from '../products/card-products.ts'
import { type Acquirer, type AcquirerDirectory, hostOf, type RoutableSale } from '../routing/acquirer-directory.ts'
import { mayResend, otherRole } from '../routing/failover.ts'
import { handsOutCash, ticketMinor } from './amount-parts.ts'
import { bankCashbackRefusal, cardCashbackRefusal, holderCashbackRefusal } from './cashback-policy.ts'
import type { CodePayments } from './code-payments.ts'
import { freeHost, owedHosts } from './free-host.ts'
import type { LivePayment } from './live-payment.ts'
import { authorisationTerms, type Exposure, exposureOf, mayStandIn } from './offline-policy.ts'
import { cardOperationOf, isByReference, isHeldOnly, operationOf } from './operation.ts'
import type { PaymentEffect, PaymentEvent } from './payment-event.ts'
import { type CardProof, isSettled, type PaymentIntent, type PaymentState, type Requested } from './payment-state.ts'
import { productRefusal } from './product-refusal.ts'
import type { PromptDesk } from './prompt-desk.ts'
import { buildReferringRequest, buildSaleRequest } from './sale-request.ts'
import type { TerminalDesk } from './terminal-desk.ts'

export interface CardStepsOptions {
  readonly pad: PinPadPort
  readonly acquirers: AcquirerDirectory
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly cardProducts?: readonly CardProduct[]
  readonly locale: () => Locale
  /** Answers what the host asks a person meanwhile. */
  readonly prompts: PromptDesk
  readonly codes: Pick<CodePayments, 'prepare'>
  readonly terminals: Pick<TerminalDesk, 'order' | 'ask'>
  readonly wakeReversals: () => void
  readonly wakeAdvices: () => void
}

/** Failures of a bank that was not reached at all. */
const AWAY: ReadonlySet<string> = new Set<ErrorCode>(['HOST_UNREACHABLE', 'HOST_TLS_BROKEN_OFF'])

/** The card is read, and nothing was asked of it yet. */
const READ: readonly PaymentState['kind'][] = ['encrypting', 'confirming-repeat', 'asking']
/** States that come once the bank has answered. */
const ANSWERED: readonly PaymentState['kind'][] = ['choosing-part', 'referred', 'completing', 'signing']

type RequestingState = Extract<PaymentState, { kind: 'requesting' }>

type Tell = (event: PaymentEvent) => Promise<void>

/** The effects of the payment machine: each talks to the pad or the host and reports by one event. */
export class CardSteps {
  readonly #options: CardStepsOptions
  #isReleasing = false

  constructor(options: CardStepsOptions) {
    this.#options = options
  }

  /** Whether the pad still waits until a card whose payment has ended is taken out. */
  get isReleasing(): boolean {
    return this.#isReleasing
  }

  /** Runs the effects of one step in their order. Never rejects: what goes wrong is an event. */
  async run(live: LivePayment, effects: readonly PaymentEffect[], tell: Tell): Promise<void> {
    for (const effect of effects) await this.#runOne(live, effect, tell)
  }

  /** Notes when a payment entered its state, for the seconds on the screen. */
  mark(live: LivePayment, at: string): void {
    const { marks, state } = live
    if (state === null) return
    if (state.kind === 'reading') marks.padAskedAt ??= at
    if (READ.includes(state.kind)) marks.cardReadAt ??= at
    if (state.kind === 'requesting') marks.preparedAt ??= at
    if (ANSWERED.includes(state.kind)) marks.answeredAt ??= at
    if (isSettled(state)) marks.endedAt ??= at
  }

  async #runOne(live: LivePayment, effect: PaymentEffect, tell: Tell): Promise<void> {
    const { pad } = this.#options
    switch (effect.kind) {
      case 'read-card':
        return this.#readCard(live, tell)
      case 'ask-question':
        return this.#askQuestion(live, tell)
      case 'encrypt-track':
        return this.#encryptTrack(live, tell)
      case 'authorise-card':
        return this.#authoriseCard(live, tell)
      case 'prepare-code':
        return this.#options.codes.prepare(live, tell)
      case 'prepare-reference':
        return this.#prepareReference(live, tell)
      case 'send-sale':
        return this.#sendSale(live, tell)
      case 'ask-card-alone':
        return this.#askCardAlone(live, tell)
      case 'complete-card':
        return this.#completeCard(live, tell)
      case 'dismiss-card': {
        const { approved, responseCode } = effect
        const kind = responseCode === null ? 'unable-to-go-online' : approved ? 'approved' : 'declined'
        await pad.complete({ kind, responseCode, issuerDataHex: answerOf(live.state)?.issuerDataHex ?? null })
        return this.#release()
      }
      case 'release-card':
        return this.#release()
      case 'await-signature':
        return this.#awaitPerson(live, tell, LIMITS.signatureTimeoutMs, { kind: 'signature-overdue' })
      case 'await-repeat-answer':
        return this.#awaitPerson(live, tell, LIMITS.repeatQuestionTimeoutMs, { kind: 'repeat-overdue' })
      case 'await-part-answer':
        return this.#awaitPerson(live, tell, LIMITS.partQuestionTimeoutMs, { kind: 'part-overdue' })
      case 'await-referral':
        return this.#awaitPerson(live, tell, LIMITS.referralTimeoutMs, { kind: 'voice-overdue' })
      case 'stop-pad':
        await pad.cancel()
        return
      case 'wake-reversals':
        return this.#options.wakeReversals()
      case 'wake-advices':
        return this.#options.wakeAdvices()
      case 'order-terminal':
        return this.#options.terminals.order(live, tell)
      case 'ask-terminal':
        return this.#options.terminals.ask(live)
    }
  }

  /** What happens to the card from here on changes no payment: failures are the pad's own matter. */
  async #release(): Promise<void> {
    this.#isReleasing = true
    try {
      await this.#options.pad.removeCard()
    } finally {
      this.#isReleasing = false
    }
    await this.#options.pad.end()
  }

  #awaitPerson(live: LivePayment, tell: Tell, timeoutMs: number, overdue: PaymentEvent): void {
    live.endPersonWait = this.#options.clock.after(timeoutMs, () => void tell(overdue).catch(() => {}))
  }

  async #readCard(live: LivePayment, tell: Tell): Promise<void> {
    const intent = live.state?.intent
    if (!intent) return
    const { clock, pad, locale } = this.#options
    const local = clock.local(clock.now())
    const read = await pad.beginPurchase({
      amountMinor: intent.amountMinor,
      operation: cardOperationOf(intent),
      currency: intent.currency,
      localDate: local.date,
      localTime: local.time,
      locale: locale(),
      allowContactless: !handsOutCash(intent),
      ...(intent.cashbackMinor !== undefined && { cashbackMinor: intent.cashbackMinor }),
      timeoutMs: LIMITS.padCardTimeoutMs,
    })
    if (!read.ok) return tell({ kind: 'pad-failed', failure: read.error })
    const product = productOf(this.#options.cardProducts ?? [], read.value)
    const refused =
      cardCashbackRefusal(intent, read.value, product) ?? (await productRefusal(this.#options, product, intent))
    if (refused !== null) return tell({ kind: 'pad-failed', failure: refused })
    const card = { ...read.value, ...productFacts(product) }
    const earlier = await this.#earlierCharge(intent, card)
    const questions = product === null ? [] : questionsOf(product, locale())
    await tell({ kind: 'card-read', card, ...(earlier && { earlier }), ...(questions.length > 0 && { questions }) })
  }

  /** A test sale is given back at once, a reservation charges nothing: nobody is asked. */
  async #earlierCharge(intent: PaymentIntent, { maskedPan }: CardRead) {
    const { amountMinor, currency, bankOnly } = intent
    if (bankOnly) return null
    const { clock, journal } = this.#options
    const sinceAt = new Date(Date.parse(clock.now()) - LIMITS.repeatChargeWindowMs).toISOString()
    return journal.earlierCharge({ maskedPan, amountMinor, ticketMinor: ticketMinor(intent), currency, sinceAt })
  }

  /** A payment that was stopped meanwhile has ended already. */
  async #askQuestion(live: LivePayment, tell: Tell): Promise<void> {
    const { prompts } = this.#options
    if (live.state?.kind !== 'asking') return
    const [question] = live.state.questions
    if (question === undefined) return
    const answer = await prompts.ask(live, question)
    await prompts.settled()
    if (live.state.kind !== 'asking') return
    if (answer.kind === 'answered') {
      return tell({ kind: 'question-answered', answer: { subject: question.subject, value: answer.value } })
    }
    await tell({ kind: 'question-unanswered', failure: { code: 'PAYMENT_CARD_QUESTION' } })
  }

  async #encryptTrack(live: LivePayment, tell: Tell): Promise<void> {
    const track = await this.#options.pad.encryptTrack()
    if (!track.ok) return tell({ kind: 'pad-failed', failure: track.error })
    live.track = track.value
    await tell({ kind: 'track-encrypted' })
  }

  async #authoriseCard(live: LivePayment, tell: Tell): Promise<void> {
    if (live.state?.kind !== 'authorising') return
    const { intent, card } = live.state
    const { acquirers, clock, pad } = this.#options
    const acquirer = acquirers.route(routableSale(live.state))
    if (acquirer === null) return tell({ kind: 'not-routed', failure: { code: 'PAYMENT_NO_ACQUIRER' } })
    const noCash = bankCashbackRefusal(acquirer.cashback, intent, card)
    if (noCash !== null) return tell({ kind: 'pad-failed', failure: noCash })
    const sale = { ...offlineSale(intent), card, now: clock.now() }
    const terms = authorisationTerms(acquirer.offline, await this.#exposure(acquirer), sale)
    const answer = await pad.authorise(terms)
    const { track } = live
    if (!answer.ok) return tell({ kind: 'pad-failed', failure: answer.error })
    const notProved = holderCashbackRefusal(intent, answer.value)
    if (notProved !== null) return tell({ kind: 'pad-failed', failure: notProved })
    const { decision, pin, signatureRequired, emv } = answer.value
    const proof: CardProof = { decision, pin, signatureRequired, emv }
    if (decision === 'offline-declined') return tell({ kind: 'card-declined', proof })
    // A card that was told to go online, or that is over its floor limit, and decides alone all the same is not accepted
    // here; nor is one that does so with a PIN for the bank, which is never kept for later.
    const withinTerms = !terms.forceOnline && intent.amountMinor <= terms.floorLimitMinor
    const mayDecide = withinTerms && pin !== 'online' && answer.value.pinBlockHex === null
    if (!track || (decision === 'offline-approved' && !mayDecide)) {
      return tell({ kind: 'pad-failed', failure: { code: 'PINPAD_CARD_NOT_ACCEPTED' } })
    }
    try {
      await tell(await this.#prepare(live, acquirer, proof, secretsOf(track, answer.value)))
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      await tell({ kind: 'pad-failed', failure: thrown.failure })
    }
  }

  async #prepare(live: LivePayment, acquirer: Acquirer, proof: CardProof, secrets: SaleSecrets): Promise<PaymentEvent> {
    const { clock, journal } = this.#options
    const { state } = live
    if (state?.kind !== 'authorising') return { kind: 'cancel-requested' }
    const isOnline = proof.decision !== 'offline-approved'
    const via = isOnline ? await freeHost(acquirer, journal) : acquirer.serving()
    if (via === null) return { kind: 'not-routed', failure: { code: 'PAYMENT_REVERSAL_PENDING' } }
    const now = clock.now()
    const request = buildSaleRequest({
      intent: state.intent,
      card: state.card,
      acquirer,
      batchNumber: (await journal.batch(acquirer.id)).number,
      stan: await journal.nextStan(acquirer.id),
      now,
      local: clock.local(now),
    })
    live.track = null
    live.secrets = secrets
    const kind = isOnline ? 'request-prepared' : 'card-approved'
    const { reservationDays: holdDays } = acquirer
    const kept = isHeldOnly(state.intent) && holdDays !== undefined ? { holdDays } : {}
    return { kind, proof, request, via, ...kept, image: hostOf(acquirer, via).describeSale(request, secrets) }
  }

  /** Built from the original, and asked for at the host that saw it. */
  async #prepareReference(live: LivePayment, tell: Tell): Promise<void> {
    const { acquirers, clock, journal } = this.#options
    const intent = live.state?.intent
    const original = intent?.original ? await journal.payment(intent.original.paymentId) : null
    if (!intent || !original || (original.state.kind !== 'approved' && original.state.kind !== 'reserved')) {
      const code = intent?.operation === 'refund' ? 'PAYMENT_NOT_RETURNABLE' : 'RESERVATION_NOT_OPEN'
      return tell({ kind: 'pad-failed', failure: { code } })
    }
    const { card, request: charged } = original.state
    const offline = original.state.kind === 'approved' ? original.state.offline : null
    try {
      // What was told afterwards may have been told to another host than it was meant for.
      const told = offline ? await journal.advice(original.id) : null
      const via = told?.via ?? original.state.via
      const acquirer = acquirers.acquirer(charged.acquirerId)
      const now = clock.now()
      const request = buildReferringRequest({
        intent,
        original: { ...original.state, mti: offline ? '0220' : MESSAGE_TYPES[operationOf(original.state.intent)] },
        acquirer,
        batchNumber: (await journal.batch(acquirer.id)).number,
        stan: await journal.nextStan(acquirer.id),
        now,
        local: clock.local(now),
      })
      if (operationOf(intent) === 'completion') return await tell({ kind: 'completion-prepared', card, request, via })
      const image = hostOf(acquirer, via).describeSale(request, null)
      await tell({ kind: 'reference-prepared', card, request, via, image })
    } catch (thrown) {
      if (!(thrown instanceof CatalogueFailure)) throw thrown
      await tell({ kind: 'pad-failed', failure: thrown.failure })
    }
  }

  async #sendSale(live: LivePayment, tell: Tell): Promise<void> {
    const { state, secrets } = live
    const sent = secrets ?? live.code
    if (state?.kind !== 'requesting' || (!sent && !isByReference(state.intent))) return
    const { acquirers, prompts } = this.#options
    const acquirer = acquirers.acquirer(state.request.acquirerId)
    const outcome = await hostOf(acquirer, state.via).sale(state.request, sent, prompts.dialogue(live, tell))
    await prompts.settled()
    switch (outcome.kind) {
      case 'answered':
        return tell({ kind: 'host-answered', answer: outcome.answer })
      case 'not-sent': {
        const { failure } = outcome
        const other = mayResend(outcome) === 'same-request' ? await this.#otherHost(acquirer, state) : null
        if (other !== null) return tell({ kind: 'rerouted', to: other, failure })
        return tell({
          kind: 'host-not-sent',
          failure,
          // A bank that turned this till away was reached: it would not take the sale afterwards either.
          standIn: AWAY.has(failure.code) && (await this.#mayStandIn(acquirer, state, secrets)),
        })
      }
      case 'silent':
        return tell({ kind: 'host-silent', failure: outcome.failure })
    }
  }

  /** Where a request goes that never left for this host; null where there is nobody else to ask. */
  async #otherHost(acquirer: Acquirer, { intent, via, rerouted }: RequestingState): Promise<HostRole | null> {
    const other = otherRole(via)
    if (acquirer.standby === null || rerouted || acquirer.isAway(other)) return null
    // Another journal does not know the original.
    if (isByReference(intent) && !acquirer.sharedJournal) return null
    return (await owedHosts(acquirer, this.#options.journal)).includes(other) ? null : other
  }

  async #exposure({ id }: Acquirer): Promise<Exposure> {
    return exposureOf(await this.#options.journal.openOfflineSales(), id)
  }

  async #mayStandIn(acquirer: Acquirer, { intent, card }: Requested, secrets: SaleSecrets | null): Promise<boolean> {
    if (secrets === null) return false
    const sale = { ...offlineSale(intent), card, now: this.#options.clock.now(), secrets }
    return mayStandIn(acquirer.offline, await this.#exposure(acquirer), sale)
  }

  /** The card's own last word, and its new cryptogram for the advice. */
  async #askCardAlone(live: LivePayment, tell: Tell): Promise<void> {
    const verdict = await this.#options.pad.complete({
      kind: 'unable-to-go-online',
      responseCode: null,
      issuerDataHex: null,
    })
    if (!verdict.ok) return tell({ kind: 'card-lost', failure: verdict.error })
    const { emvDataHex } = verdict.value
    if (live.secrets && emvDataHex !== '') live.secrets = { ...live.secrets, emvDataHex }
    await tell({ kind: 'card-completed', verdict: verdict.value })
  }

  async #completeCard(live: LivePayment, tell: Tell): Promise<void> {
    const answer = answerOf(live.state)
    if (!answer) return
    const { responseCode, issuerDataHex } = answer
    const verdict = await this.#options.pad.complete({ kind: 'approved', responseCode, issuerDataHex })
    await tell(
      verdict.ok ? { kind: 'card-completed', verdict: verdict.value } : { kind: 'card-lost', failure: verdict.error },
    )
  }
}

function answerOf(state: PaymentState | null) {
  return state && 'answer' in state ? state.answer : null
}

function secretsOf(track: EncryptedTrack, card: CardAuthorisation): SaleSecrets {
  return {
    encryptedTrack2Hex: track.track2Hex,
    trackKeySerialHex: track.keySerialHex,
    pinBlockHex: card.pinBlockHex,
    pinKeySerialHex: card.pinKeySerialHex,
    // A stripe has no chip data; an empty DE55 is no field at all.
    emvDataHex: card.emvDataHex === '' ? null : card.emvDataHex,
  }
}

function routableSale({ intent, card }: Pick<Requested, 'intent' | 'card'>): RoutableSale {
  const { amountMinor, currency } = intent
  return { card, amountMinor, currency, operation: operationOf(intent), product: card.productId ?? null }
}

function offlineSale(intent: PaymentIntent) {
  return { amountMinor: intent.amountMinor, bankOnly: intent.bankOnly === true || handsOutCash(intent) }
}
