import type { Scheme } from '#contract/views/sale-view.ts'
import { isFinal, type PaymentState } from '#payment/engine/payment-state.ts'
import type { DebitCredit, HostRole, SaleSecrets } from '#payment/ports/acquirer-host.port.ts'
import type { ApprovalCommitPort, VoidedPayment } from '#payment/ports/approval-commit.port.ts'
import type {
  AcknowledgedUpload,
  AdviceStep,
  BatchChange,
  BatchKey,
  ChargeWanted,
  ClosedReversal,
  EarlierCharge,
  EndedBatch,
  JournalRecord,
  JournalStep,
  PaymentJournalPort,
  RaisedAnswer,
  StoredAdvice,
  StoredBatch,
  StoredPayment,
  StoredReservation,
  StoredReversal,
  StoredUpload,
} from '#payment/ports/payment-journal.port.ts'
import { earlierCharge, isClosedCharged, paymentOfRequest } from './memory-journal-charges.ts'
import { checkClaim } from './memory-journal-claims.ts'
import { closedSince, raisedSince } from './memory-journal-noted.ts'
import { type AdviceFields, movedAdvice, movedReversal, NEW_ADVICE } from './memory-journal-rows.ts'

const FIRST_OPENED_AT = '2026-11-22T07:00:00.000Z'

const CLAIMS_NOTHING: readonly PaymentState['kind'][] = ['declined', 'cancelled', 'failed', 'reversed']

const HELD: readonly PaymentState['kind'][] = ['reserved', 'outcome-unknown', 'held-by-terminal']
const OVER: readonly PaymentState['kind'][] = ['completed', 'reversed', 'completed-by-terminal', 'released-by-terminal']

const uploadKey = ({ acquirerId, number }: BatchKey, paymentId: string) => `${acquirerId} ${number} ${paymentId}`

type Approved = Extract<PaymentState, { kind: 'approved' }>

/** The journal in memory: a second implementation of the port, and the disk that outlives a crashed engine. */
export class MemoryJournal implements PaymentJournalPort, ApprovalCommitPort {
  readonly records: (JournalRecord & { readonly paymentId: string })[] = []
  readonly payments = new Map<string, StoredPayment>()
  readonly reversals = new Map<string, StoredReversal>()
  readonly secrets = new Map<string, SaleSecrets>()
  readonly approvedSteps: JournalStep[] = []
  readonly batches: (StoredBatch & { closed: boolean; result: BatchChange['result']; change?: BatchChange })[] = []
  /** Around each commit, with its number from 1: throwing before refuses it, never resolving is a stopped process. */
  beforeCommit: (number: number) => Promise<void> | void = () => {}
  afterCommit: (number: number) => Promise<void> | void = () => {}
  readonly uploaded = new Set<string>()
  readonly #advices = new Map<string, AdviceFields>()
  #commits = 0
  readonly #stans = new Map<string, number>()
  #paymentNumber = 0

  async commit(step: JournalStep): Promise<void> {
    await this.commitAll([step])
  }

  async commitAll(steps: readonly JournalStep[]): Promise<void> {
    this.#commits += 1
    const number = this.#commits
    await this.beforeCommit(number)
    for (const step of steps) await this.#write(step)
    await this.afterCommit(number)
  }

  async #write(step: JournalStep): Promise<void> {
    await checkClaim(this, step)
    this.records.push({
      sequence: this.records.length + 1,
      at: step.at,
      kind: step.kind,
      body: step.body,
      paymentId: step.paymentId,
    })
    this.payments.set(step.paymentId, {
      id: step.paymentId,
      number: step.state.intent.number,
      saleId: step.saleId,
      state: step.state,
    })
    if (step.secrets) this.secrets.set(step.paymentId, step.secrets)
    this.#changeReversal(step)
    this.#changeAdvice(step)
    if (step.also) await this.#write(step.also)
    if (step.eraseSecrets || (isFinal(step.state) && !this.#mustBeTold(step.paymentId))) {
      this.secrets.delete(step.paymentId)
    }
  }

  async commitApproved(step: JournalStep): Promise<void> {
    await this.commit(step)
    this.approvedSteps.push(step)
  }

  readonly slips: JournalStep[] = []

  async commitSignatureSlip(step: JournalStep): Promise<void> {
    await this.commit(step)
    this.slips.push(step)
  }

  readonly voids: VoidedPayment[] = []

  async commitVoid(step: JournalStep, voided: VoidedPayment): Promise<void> {
    await this.commit(step)
    this.voids.push(voided)
  }

  async refundedMinor(paymentId: string): Promise<number> {
    return [...this.payments.values()]
      .filter(({ state }) => state.intent.operation === 'refund' && state.intent.original?.paymentId === paymentId)
      .filter(({ state }) => isClosedCharged(state) || !CLAIMS_NOTHING.includes(state.kind))
      .reduce((sum, { state }) => sum + state.intent.amountMinor, 0)
  }

  async returnsWithoutTicket(saleId: string) {
    const refunds = [...this.payments.values()]
      .map(({ state }) => state)
      .filter(({ intent }) => intent.operation === 'refund' && intent.original?.saleId === saleId)
    return {
      isUnderWay: refunds.some((state) => !isFinal(state)),
      standsMinor: refunds.filter(isClosedCharged).reduce((sum, { intent }) => sum + intent.amountMinor, 0),
    }
  }

  #changeReversal({ paymentId, saleId, reversal: change }: JournalStep): void {
    if (!change) return
    if (change.kind === 'arm') {
      this.reversals.set(paymentId, {
        paymentId,
        saleId,
        stan: change.request.stan,
        state: 'armed',
        reason: null,
        request: change.request,
        via: change.via,
        attempts: 0,
        nextAt: null,
        originalMti: '0200',
        amountMinor: null,
        remainingMinor: null,
      })
      return
    }
    if (change.kind === 'queue') {
      const { kind: _, ...terms } = change
      const before = this.reversals.get(paymentId)
      const attempts = before?.remainingMinor === change.remainingMinor ? before.attempts : 0
      const stan = change.request.stan
      this.reversals.set(paymentId, { paymentId, saleId, stan, state: 'queued', attempts, nextAt: null, ...terms })
      return
    }
    const row = this.reversals.get(paymentId)
    if (!row) throw new Error(`no reversal of ${paymentId}`)
    this.reversals.set(paymentId, { ...row, ...movedReversal(row, change) })
  }

  async nextStan(acquirerId: string): Promise<string> {
    const stan = (this.#stans.get(acquirerId) ?? 0) + 1
    this.#stans.set(acquirerId, stan)
    return String(stan).padStart(6, '0')
  }

  async nextPaymentNumber(): Promise<string> {
    this.#paymentNumber += 1
    return `P-2-${String(this.#paymentNumber).padStart(6, '0')}`
  }

  async payment(id: string): Promise<StoredPayment | null> {
    return this.payments.get(id) ?? null
  }

  async openPayments(): Promise<StoredPayment[]> {
    return [...this.payments.values()].filter(({ state }) => !isFinal(state))
  }

  async reservations(sinceAt: string): Promise<StoredReservation[]> {
    return [...this.payments.values()]
      .filter(({ state }) => state.intent.operation === 'pre-authorisation')
      .filter(({ id, state }) => {
        if (HELD.includes(state.kind)) return true
        const isOver = OVER.includes(state.kind)
        const isOpen = ['armed', 'queued', 'parked'].includes(this.reversals.get(id)?.state ?? '')
        return isOver && (state.intent.startedAt >= sinceAt || isOpen)
      })
      .map((payment) => ({ payment, reversal: this.reversals.get(payment.id) ?? null }))
      .reverse()
  }

  openReservations = async (): Promise<StoredReservation[]> =>
    (await this.reservations('9999')).filter(({ payment: { state } }) => HELD.includes(state.kind))

  async story(paymentId: string): Promise<JournalRecord[]> {
    return this.records.filter((record) => record.paymentId === paymentId)
  }

  async openReversals(): Promise<StoredReversal[]> {
    return [...this.reversals.values()].filter(
      ({ state }) => state === 'armed' || state === 'queued' || state === 'parked',
    )
  }

  async reversal(paymentId: string): Promise<StoredReversal | null> {
    return this.reversals.get(paymentId) ?? null
  }

  async batch(acquirerId: string): Promise<StoredBatch> {
    return this.#openBatch(acquirerId) ?? this.#openNext({ acquirerId, number: '000000' }, FIRST_OPENED_AT)
  }

  #openBatch(acquirerId: string) {
    return this.batches.find((batch) => batch.acquirerId === acquirerId && batch.state === 'open' && !batch.closed)
  }

  #openNext({ acquirerId, number }: BatchKey, openedAt: string): StoredBatch {
    const next = String(Number(number) + 1).padStart(6, '0')
    const batch = { acquirerId, number: next, openedAt, state: 'open', closed: false, result: null } as const
    this.batches.push({ ...batch })
    return batch
  }

  async unconfirmedBatches(): Promise<StoredBatch[]> {
    return this.batches.filter(({ state, closed }) => !closed && state !== 'open')
  }

  async endedBatches(acquirerId: string, number: string): Promise<EndedBatch[]> {
    const after = this.batches.filter((batch) => batch.acquirerId === acquirerId && batch.number > number)
    return after.flatMap(({ change }) => (change ? [change] : []))
  }

  async batchTotals(batch: BatchKey, via?: HostRole): Promise<Partial<Record<Scheme, DebitCredit>>> {
    const totals: Partial<Record<Scheme, DebitCredit>> = {}
    for (const { state } of this.payments.values()) {
      if (state.kind !== 'approved' || !this.#isInBatch(state, batch, via)) continue
      const row = totals[state.card.scheme] ?? { debitCount: 0, debitMinor: 0, creditCount: 0, creditMinor: 0 }
      const { amountMinor, operation } = state.intent
      totals[state.card.scheme] =
        operation === 'refund'
          ? { ...row, creditCount: row.creditCount + 1, creditMinor: row.creditMinor + amountMinor }
          : { ...row, debitCount: row.debitCount + 1, debitMinor: row.debitMinor + amountMinor }
    }
    return totals
  }

  #isInBatch(state: Approved, { acquirerId, number }: BatchKey, via: HostRole | undefined): boolean {
    const { intent, request } = state
    const advice = this.#advices.get(intent.id)
    if (request.acquirerId !== acquirerId || (via ?? advice?.via ?? state.via) !== (advice?.via ?? state.via))
      return false
    if (!advice) return request.batchNumber === number
    return advice.state === 'settled' && advice.batchNumber === number
  }

  #mustBeTold(paymentId: string): boolean {
    const advice = this.#advices.get(paymentId)
    if (!advice) return false
    return advice.state === 'waiting' || advice.state === 'sent' || (advice.state === 'parked' && !advice.seenBy)
  }

  #changeAdvice({ paymentId, at, advice, state }: JournalStep): void {
    const row = this.#advices.get(paymentId)
    if (advice === 'queue') this.#advices.set(paymentId, { ...NEW_ADVICE, approvedAt: at })
    if (advice === 'withdraw' && row) {
      if (state.kind === 'cancelled' && row.attempts > 0 && row.state !== 'refused') throw new Error('told already')
      this.#advices.set(paymentId, { ...row, state: 'withdrawn', nextAt: null })
    }
  }

  #stored(paymentId: string): StoredAdvice | null {
    const [row, payment] = [this.#advices.get(paymentId), this.payments.get(paymentId)]
    return row && payment ? { ...row, payment } : null
  }

  async offlineSales(sinceAt: string): Promise<StoredAdvice[]> {
    return [...this.#advices.keys()]
      .flatMap((id) => this.#stored(id) ?? [])
      .filter(({ state, seenBy, approvedAt }) => {
        if (state === 'withdrawn') return false
        return approvedAt >= sinceAt || (state !== 'settled' && seenBy === null)
      })
  }

  openOfflineSales = (): Promise<StoredAdvice[]> => this.offlineSales('9999')
  async advice(paymentId: string): Promise<StoredAdvice | null> {
    return this.#stored(paymentId)
  }

  async adviceSecrets(paymentId: string): Promise<SaleSecrets | null> {
    return this.secrets.get(paymentId) ?? null
  }

  async commitAdvice({ paymentId, at, change }: AdviceStep): Promise<StoredAdvice> {
    this.#commits += 1
    const number = this.#commits
    await this.beforeCommit(number)
    const row = this.#advices.get(paymentId)
    if (!row) throw new Error(`no advice of ${paymentId}`)
    const sequence = this.records.length + 1
    this.records.push({ sequence, at, kind: `advice ${change.kind}`, body: {}, paymentId })
    const state = this.payments.get(paymentId)?.state
    const open = state?.kind === 'approved' ? this.#openBatch(state.request.acquirerId) : undefined
    this.#advices.set(paymentId, { ...row, ...movedAdvice(row, change, open?.number ?? null) })
    this.#endArmedRest(paymentId)
    if (!this.#mustBeTold(paymentId)) this.secrets.delete(paymentId)
    await this.afterCommit(number)
    return this.#stored(paymentId) as StoredAdvice
  }

  /** The bank has the final amount of a reservation, or will not take it. */
  #endArmedRest(completionId: string): void {
    const advice = this.#advices.get(completionId)
    const original = this.payments.get(completionId)?.state.intent.original
    const rest = original && this.reversals.get(original.paymentId)
    if (!advice || !rest || rest.state !== 'armed' || rest.remainingMinor === null) return
    if (advice.state === 'settled') this.reversals.set(rest.paymentId, { ...rest, state: 'queued' })
    else if (advice.state === 'refused' || advice.seenBy !== null) {
      this.reversals.set(rest.paymentId, { ...rest, state: 'discarded' })
    }
  }

  async uploadItems(batch: BatchKey, via?: HostRole): Promise<StoredUpload[]> {
    return [...this.payments.values()]
      .filter(({ state }) => state.kind === 'approved' && this.#isInBatch(state, batch, via))
      .map((payment) => ({ payment, isAcknowledged: this.uploaded.has(uploadKey(batch, payment.id)) }))
  }

  async commitUpload({ at, acquirerId, batchNumber, paymentId }: AcknowledgedUpload): Promise<void> {
    this.#commits += 1
    const number = this.#commits
    await this.beforeCommit(number)
    this.records.push({ sequence: this.records.length + 1, at, kind: 'uploaded', body: {}, paymentId })
    this.uploaded.add(uploadKey({ acquirerId, number: batchNumber }, paymentId))
    await this.afterCommit(number)
  }

  async owedAcquirers(): Promise<string[]> {
    const owed = new Set(
      this.batches.flatMap(({ state, closed, acquirerId }) => (state === 'open' || closed ? [] : [acquirerId])),
    )
    for (const { request } of await this.openReversals()) owed.add(request.acquirerId)
    for (const { payment } of await this.openOfflineSales()) {
      if (payment.state.kind === 'approved') owed.add(payment.state.request.acquirerId)
    }
    for (const { state } of this.payments.values()) {
      if (state.kind === 'reserved') owed.add(state.request.acquirerId)
      if ('request' in state && state.request && !isFinal(state)) owed.add(state.request.acquirerId)
      if (state.kind !== 'approved') continue
      const batch = this.#openBatch(state.request.acquirerId)
      if (batch?.number === state.request.batchNumber) owed.add(state.request.acquirerId)
    }
    return [...owed]
  }

  async commitBatch(change: BatchChange): Promise<void> {
    const batch = this.batches.find(
      ({ acquirerId, number }) => acquirerId === change.acquirerId && number === change.number,
    )
    if (!batch) throw new Error(`no batch ${change.number}`)
    batch.change = change
    Object.assign(batch, change.kind === 'closed' ? { closed: true, result: change.result } : { state: change.kind })
    if (change.advance && !this.#openBatch(change.acquirerId)) this.#openNext(change, change.at)
  }

  async earlierCharge(wanted: ChargeWanted): Promise<EarlierCharge | null> {
    return earlierCharge(this, wanted)
  }

  async paymentOfRequest(stan: string, terminalId: string): Promise<StoredPayment | null> {
    return paymentOfRequest(this, stan, terminalId)
  }

  #namedUpTo = 0

  async raisedAnswers(): Promise<RaisedAnswer[]> {
    return raisedSince(this, this.#namedUpTo)
  }

  async nameRaisedAnswers(upToSequence: number): Promise<void> {
    this.#namedUpTo = upToSequence
  }

  #closedNamedUpTo = 0

  async closedByHand(): Promise<ClosedReversal[]> {
    return closedSince(this, this.#closedNamedUpTo)
  }

  async nameClosedByHand(upToSequence: number): Promise<void> {
    this.#closedNamedUpTo = upToSequence
  }

  async paymentsOfSale(saleId: string): Promise<StoredPayment[]> {
    return [...this.payments.values()].filter((payment) => payment.saleId === saleId)
  }
}
