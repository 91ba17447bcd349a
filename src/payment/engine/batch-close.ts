import { LIMITS } from '#contract/limits.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { EndedBatch, StoredBatch } from '../ports/payment-journal.port.ts'
import { agreeBatch, type BatchAgreementOptions, type ClosedBatch, type Progress } from './batch-agreement.ts'
import { together } from './batch-figures.ts'

export interface BatchCloseOptions extends Omit<BatchAgreementOptions, 'onUpload'> {
  /** Sends open reversals; true when none is left. */
  readonly drain: () => Promise<boolean>
  /** Tells the host of what was sold without it, each once. */
  readonly forward: (timeoutMs: number, onProgress: (done: number, total: number) => void) => Promise<boolean>
  /** Runs the cut from one batch to the next while no card payment is open: one may have begun since the draining. */
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  /** The last batch that a Z names; those cut since then, by a close that was stopped before its Z, belong to this one. */
  readonly namedUpTo?: string
  readonly onStage: (stage: CloseStage, progress: Progress | null) => void
}

export type CloseStage = 'draining' | 'forwarding' | 'agreeing' | 'uploading'

/**
 * Ends the batch with the acquirer (acquirer-host sheet 2.6): reversals, then sales without the host, then the cut to
 * the next batch, then the totals.
 *
 * Guarantees: a payment that may still charge holds the cut up, a host never does: what it has not answered leaves the
 * batch `pending` on disk, to be agreed later. Sales that the host was never told of go on in the next batch. The batch
 * is `closing` on disk before its totals leave. A close that was stopped after its cut is gone on with: no second batch
 * is cut while the open one is empty, and what was cut is answered together.
 * Errors: PAYMENT_ALREADY_OPEN (nothing was closed).
 */
export async function closeBatch(options: BatchCloseOptions): Promise<Result<ClosedBatch>> {
  const { onStage } = options
  onStage('draining', null)
  await options.drain()
  onStage('forwarding', null)
  await options.forward(LIMITS.offlineForwardTimeoutMs, (done, total) => onStage('forwarding', { done, total }))
  onStage('agreeing', null)
  await confirmBatches(options)
  const earlier = options.namedUpTo === undefined ? [] : await options.journal.endedBatches(options.namedUpTo)
  const batch = await options.whileIdle(() => cut(options, earlier.length > 0))
  if (!batch.ok) return batch
  const closed = earlier.map(asClosed)
  if (batch.value !== null) closed.push(await agree(options, batch.value))
  return succeed(together(closed))
}

/** As its own close answered, or would have. */
function asClosed(batch: EndedBatch): ClosedBatch {
  if (batch.result === null) return { ...batch, failure: { code: 'BATCH_HOST_SILENT' } }
  return { ...batch, failure: batch.result === 'discrepancy' ? { code: 'BATCH_TOTALS_DIFFER' } : null }
}

/** Asks the host again about closed batches that it has not confirmed. */
export async function confirmBatches(options: BatchCloseOptions): Promise<void> {
  for (const earlier of await options.journal.unconfirmedBatches()) await agree(options, earlier)
}

/** Ends the open batch on disk and opens the next one: from here on payments belong to that. */
async function cut({ journal, clock }: BatchCloseOptions, wasCutBefore: boolean): Promise<Result<StoredBatch | null>> {
  const batch = await journal.batch()
  const till = await journal.batchTotals(batch.number)
  if (wasCutBefore && Object.keys(till).length === 0) return succeed(null)
  const at = clock.now()
  const { number } = batch
  await journal.commitBatch({ at, number, kind: 'closing', result: null, till, host: null, advance: true })
  return succeed(batch)
}

function agree(options: BatchCloseOptions, batch: StoredBatch): Promise<ClosedBatch> {
  return agreeBatch({ ...options, onUpload: (progress) => options.onStage('uploading', progress) }, batch)
}
