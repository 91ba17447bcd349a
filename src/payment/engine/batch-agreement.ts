import { LIMITS } from '#contract/limits.ts'
import { CURRENCIES, type Currency } from '#contract/money.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { HostRole, TotalsAnswer, TotalsRequest, UploadRequest } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { BatchChange, BatchKey, PaymentJournalPort, StoredUpload } from '../ports/payment-journal.port.ts'
import type { AcquirerDirectory } from '../routing/acquirer-directory.ts'
import { askWhoKnows } from '../routing/failover.ts'
import { type ByScheme, sameFigures, sumOf, together } from './batch-figures.ts'
import { acquirerOf } from './offline-policy.ts'
import { transmissionTime } from './sale-request.ts'

export interface Progress {
  readonly done: number
  readonly total: number
}

export interface BatchAgreementOptions {
  readonly journal: PaymentJournalPort
  readonly acquirers: AcquirerDirectory
  readonly clock: ClockPort
  readonly currency: Currency
  /** How many sales of a batch that differs the host has its copy of. */
  readonly onUpload: (progress: Progress) => void
}

export interface ClosedBatch extends BatchKey {
  readonly result: BatchChange['result']
  readonly till: ByScheme
  readonly host: ByScheme | null
  /** Why the host has not confirmed yet, or what it does not agree to; a batch without a result is asked for again. */
  readonly failure: Failure | null
}

/** How often the same message is sent again, under the same STAN. */
const TRIES = 3

/**
 * Agrees one closed batch with the host (acquirer-host sheet 2.6): totals; when they differ each sale that counts is
 * uploaded, one by one, and the final totals close the batch whatever the host then says.
 *
 * Guarantees: no totals leave while a reversal waits, or while the host may have taken a sale of the batch and has not
 * said so. Where primary and standby keep their own journals each is asked about its own sales, and the batch is what
 * both say. Each acknowledged upload is on disk, so that a stop goes on where it was. A host that does not answer leaves
 * the batch `pending` with its figures, never forgotten; a difference is stored with both sides, not smoothed over.
 */
export async function agreeBatch(
  options: BatchAgreementOptions,
  { acquirerId, number }: BatchKey,
): Promise<ClosedBatch> {
  const batch: BatchKey = { acquirerId, number }
  const { journal } = options
  // In this order: a sale that the host takes in between is counted, not overlooked.
  const open = await openMatterOf(journal, batch)
  const till = await journal.batchTotals(batch)
  if (open) return store(options, { ...batch, result: null, till, host: null, failure: open })
  const shares: ClosedBatch[] = []
  for (const share of await sharesOf(options, batch)) shares.push(await agreeShare(options, share))
  return store(options, { ...together(shares), ...batch })
}

/** What of a batch one host answers for: all of it, unless primary and standby each keep a journal of their own. */
interface Share extends BatchKey {
  readonly role: HostRole
  readonly via?: HostRole
}

/** A standby that was never needed is not asked. */
async function sharesOf({ acquirers, journal }: BatchAgreementOptions, batch: BatchKey): Promise<readonly Share[]> {
  const { standby, sharedJournal } = acquirers.acquirer(batch.acquirerId)
  const whole: Share = { ...batch, role: 'primary' }
  if (standby === null || sharedJournal) return [whole]
  const isSplit = Object.keys(await journal.batchTotals(batch, 'standby')).length > 0
  if (!isSplit) return [whole]
  return (['primary', 'standby'] as const).map((role) => ({ ...batch, role, via: role }))
}

async function agreeShare(options: BatchAgreementOptions, share: Share): Promise<ClosedBatch> {
  const { journal } = options
  const { acquirerId, number, via } = share
  const batch: BatchKey = { acquirerId, number }
  const till = await journal.batchTotals(batch, via)
  const first = await askTotals(options, share, till, false)
  if (!first.ok) return { ...batch, result: null, till, host: null, failure: first.error }
  const items = await journal.uploadItems(batch, via)
  if (first.value.result !== 'differs') {
    const result = items.some(({ isAcknowledged }) => isAcknowledged) ? 'balanced-after-upload' : 'balanced'
    return { ...batch, result, till, host: figuresOf(first.value), failure: null }
  }
  const uploaded = await upload(options, share, items)
  const last = uploaded.ok ? await askTotals(options, share, till, true) : uploaded
  if (!last.ok) return { ...batch, result: null, till, host: figuresOf(first.value), failure: last.error }
  const host = figuresOf(last.value)
  const agrees = last.value.result !== 'differs' && (host === null || sameFigures(till, host))
  return agrees
    ? { ...batch, result: 'balanced-after-upload', till, host, failure: null }
    : { ...batch, result: 'discrepancy', till, host, failure: { code: 'BATCH_TOTALS_DIFFER' } }
}

/** What keeps the figures of a batch from being final. */
async function openMatterOf(journal: PaymentJournalPort, { acquirerId, number }: BatchKey): Promise<Failure | null> {
  const reversals = await journal.openReversals()
  if (reversals.some(({ state, request }) => state === 'queued' && request.acquirerId === acquirerId)) {
    return { code: 'BATCH_REVERSAL_OPEN' }
  }
  const unanswered = (await journal.openOfflineSales()).some(
    ({ state, batchNumber, payment }) =>
      batchNumber === number && acquirerOf(payment) === acquirerId && (state === 'sent' || state === 'waiting'),
  )
  return unanswered ? { code: 'BATCH_OFFLINE_OPEN' } : null
}

async function store({ journal, clock }: BatchAgreementOptions, batch: ClosedBatch): Promise<ClosedBatch> {
  const { acquirerId, number, result, till, host } = batch
  const kind = result === null ? 'pending' : 'closed'
  await journal.commitBatch({ at: clock.now(), acquirerId, number, kind, result, till, host, advance: false })
  return batch
}

function figuresOf({ total, byScheme }: TotalsAnswer): ByScheme | null {
  return total === null ? null : byScheme
}

async function askTotals(
  { acquirers, clock, journal, currency }: BatchAgreementOptions,
  { acquirerId, number: batchNumber, role }: Share,
  till: ByScheme,
  final: boolean,
): Promise<Result<TotalsAnswer>> {
  const acquirer = acquirers.acquirer(acquirerId)
  const { terminal } = acquirer
  const stan = await journal.nextStan(acquirerId)
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = clock.now()
    const local = clock.local(now)
    const request: TotalsRequest = {
      stan,
      batchNumber,
      terminalId: terminal.terminalId,
      merchantId: terminal.merchantId,
      currencyNumeric: CURRENCIES[currency].numeric,
      transmittedAt: transmissionTime(now),
      localTime: local.time.replaceAll(':', ''),
      localDate: local.date.slice(5).replace('-', ''),
      total: sumOf(till),
      byScheme: till,
      ...(final && { final }),
      repeat: attempt > 0,
    }
    const outcome = await askWhoKnows(acquirer, role, (host) => host.totals(request))
    if (outcome.kind === 'answered') return succeed(outcome.answer)
  }
  return fail('BATCH_HOST_SILENT')
}

/**
 * Shows the host each sale that it has not acknowledged yet. One that it does not take is passed over: the final totals
 * then say that the batch differs. Errors: BATCH_HOST_SILENT.
 */
async function upload(
  options: BatchAgreementOptions,
  share: Share,
  items: readonly StoredUpload[],
): Promise<Result<null>> {
  const { clock, onUpload } = options
  const deadlineMs = clock.monotonicMs() + LIMITS.batchUploadTimeoutMs
  let done = items.filter(({ isAcknowledged }) => isAcknowledged).length
  onUpload({ done, total: items.length })
  for (const item of items) {
    if (item.isAcknowledged) continue
    const answered = clock.monotonicMs() < deadlineMs && (await uploadOne(options, share, item))
    if (!answered) return fail('BATCH_HOST_SILENT')
    done += 1
    onUpload({ done, total: items.length })
  }
  return succeed(null)
}

/** @returns false when the host did not answer. */
async function uploadOne(
  { acquirers, clock, journal }: BatchAgreementOptions,
  { acquirerId, number: batchNumber, role }: Share,
  { payment }: StoredUpload,
): Promise<boolean> {
  const { id: paymentId, saleId, state } = payment
  if (state.kind !== 'approved') throw new Error(`a ${state.kind} payment does not count in a batch`)
  const { answer, offline, request } = state
  const acquirer = acquirers.acquirer(acquirerId)
  const stan = await journal.nextStan(acquirerId)
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const item: UploadRequest = {
      original: { ...request, batchNumber },
      originalMti: offline ? '0220' : '0200',
      approvalCode: answer.approvalCode,
      retrievalReference: answer.retrievalReference,
      responseCode: answer.responseCode,
      stan,
      transmittedAt: transmissionTime(clock.now()),
      repeat: attempt > 0,
    }
    const outcome = await askWhoKnows(acquirer, role, (host) => host.upload(item))
    if (outcome.kind !== 'answered') continue
    const { accepted, responseCode, redacted } = outcome.answer
    const messages = { sent: acquirer.primary.describeUpload(item), answer: redacted }
    const upload = { at: clock.now(), acquirerId, batchNumber, paymentId, saleId, responseCode, ...messages }
    if (accepted) await journal.commitUpload(upload)
    return true
  }
  return false
}
