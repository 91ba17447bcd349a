import { LIMITS } from '#contract/limits.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { OfflineFigures, OfflineRow } from '#contract/views/offline-view.ts'
import type { HostRole } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredAdvice } from '../ports/payment-journal.port.ts'
import type { AcquirerDirectory } from '../routing/acquirer-directory.ts'
import type { AdviceWorker } from './advice-worker.ts'
import { exposureOf, standInLeftMinor } from './offline-policy.ts'

export interface OfflineDeskOptions {
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly acquirers: AcquirerDirectory
  readonly worker: AdviceWorker
  /** The list or its figures changed. */
  readonly onMoved: (advice: StoredAdvice) => void
}

/** Whether the bank was told of a sale, or perhaps was, and did not refuse it, and by which host. */
export interface Whereabouts {
  readonly isAtBank: boolean
  readonly via: HostRole
}

const DAY_MS = 86_400_000

/** What people see and do about sales that were approved without the bank. */
export class OfflineDesk {
  readonly #options: OfflineDeskOptions

  constructor(options: OfflineDeskOptions) {
    this.#options = options
  }

  /** Open ones first, oldest first; then those of the last days, newest first. */
  async list(): Promise<OfflineRow[]> {
    const rows = (await this.#sales(LIMITS.offlineListedDays)).flatMap((advice) => offlineRow(advice) ?? [])
    const isOpen = ({ state }: OfflineRow) => state !== 'settled' && state !== 'seen'
    const over = rows.filter((row) => !isOpen(row)).reverse()
    return [...rows.filter(isOpen), ...over].slice(0, LIMITS.historyRows)
  }

  async figures(): Promise<OfflineFigures> {
    const { acquirers, clock } = this.#options
    const now = clock.now()
    const advices = await this.#sales(0)
    const rows = advices.flatMap((advice) => offlineRow(advice) ?? [])
    const of = (...states: readonly OfflineRow['state'][]) => rows.filter(({ state }) => states.includes(state))
    const sum = (some: readonly OfflineRow[]) => some.reduce((total, { amountMinor }) => total + amountMinor, 0)
    const [waiting, refused, parked] = [of('waiting', 'sent'), of('refused'), of('parked')]
    return {
      waiting: waiting.length,
      waitingMinor: sum(waiting),
      oldestAt: waiting[0]?.approvedAt ?? null,
      refused: refused.length,
      refusedMinor: sum(refused),
      parked: parked.length,
      parkedMinor: sum(parked),
      standInLeftMinor: acquirers.acquirers.reduce(
        (left, { id, offline }) => left + standInLeftMinor(offline, exposureOf(advices, id), now),
        0,
      ),
    }
  }

  /** Sends what waits now; answers when each was tried once, or when the bank does not answer. */
  async sendNow(): Promise<void> {
    await this.#options.worker.drain(LIMITS.hostAnswerTimeoutMs)
  }

  /** A parked sale waits again. Errors: PAYMENT_NOT_OPEN when it is not parked, or noted already. */
  async retry(paymentId: string, by: string): Promise<Result<null>> {
    const advice = await this.#unseen(paymentId)
    if (advice?.state !== 'parked') return fail('PAYMENT_NOT_OPEN')
    await this.#move(advice, { kind: 'retry', by })
    this.#options.worker.wake()
    return succeed(null)
  }

  /** A person takes note of a refused or parked sale. Errors: PAYMENT_NOT_OPEN for any other. */
  async takeNote(paymentId: string, by: string): Promise<Result<null>> {
    const advice = await this.#unseen(paymentId)
    if (advice?.state !== 'refused' && advice?.state !== 'parked') return fail('PAYMENT_NOT_OPEN')
    await this.#move(advice, { kind: 'note', by })
    return succeed(null)
  }

  /** Decides on what the bank may know of a sale; nothing more of it is told until that is done. */
  decide<Value>(paymentId: string, decision: (where: Whereabouts) => Promise<Value>): Promise<Value> {
    return this.#options.worker.withholding(paymentId, async () => decision(await this.#whereabouts(paymentId)))
  }

  async #whereabouts(paymentId: string): Promise<Whereabouts> {
    const advice = await this.#options.journal.advice(paymentId)
    const isAtBank = advice !== null && advice.attempts > 0 && advice.state !== 'refused'
    return { isAtBank, via: advice?.via ?? 'primary' }
  }

  async #unseen(paymentId: string): Promise<StoredAdvice | null> {
    const advice = await this.#options.journal.advice(paymentId)
    return advice?.seenBy === null ? advice : null
  }

  async #move({ payment }: StoredAdvice, change: { readonly kind: 'retry' | 'note'; readonly by: string }) {
    const { clock, journal, onMoved } = this.#options
    onMoved(await journal.commitAdvice({ paymentId: payment.id, saleId: payment.saleId, at: clock.now(), change }))
  }

  #sales(days: number): Promise<StoredAdvice[]> {
    const { clock, journal } = this.#options
    return journal.offlineSales(new Date(Date.parse(clock.now()) - days * DAY_MS).toISOString())
  }
}

/** Null for one that was given back: it is no sale any more. */
function offlineRow(advice: StoredAdvice): OfflineRow | null {
  const { payment, state, seenBy, responseCode } = advice
  if (state === 'withdrawn' || payment.state.kind !== 'approved' || payment.state.offline === null) return null
  const { intent, card, offline } = payment.state
  return {
    paymentId: payment.id,
    paymentNumber: payment.number,
    amountMinor: intent.amountMinor,
    currency: intent.currency,
    scheme: card.scheme,
    cardTail: card.maskedPan.slice(-4),
    approvedAt: advice.approvedAt,
    basis: offline.basis,
    state: seenBy === null ? state : 'seen',
    attempts: advice.attempts,
    nextAttemptAt: state === 'waiting' || state === 'sent' ? advice.nextAt : null,
    responseCode,
    failure: failureOf(state, responseCode),
    seenBy,
  }
}

function failureOf(state: StoredAdvice['state'], responseCode: string | null): Failure | null {
  const details = { responseCode: responseCode ?? '–' }
  if (state === 'refused') return fail('PAYMENT_ADVICE_REFUSED', details).error
  return state === 'parked' ? fail('PAYMENT_ADVICE_PARKED', details).error : null
}
