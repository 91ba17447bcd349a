import { LIMITS } from '#contract/limits.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { StoredBatch } from '../ports/payment-journal.port.ts'
import { agreeBatch, type BatchAgreementOptions, type ClosedBatch, type Progress } from './batch-agreement.ts'

export interface BatchCloseOptions extends Omit<BatchAgreementOptions, 'onUpload'> {
  /** Sends open reversals; true when none is left. */
  readonly drain: () => Promise<boolean>
  /** Tells the host of what was sold without it, each once. */
  readonly forward: (timeoutMs: number, onProgress: (done: number, total: number) => void) => Promise<boolean>
  /** Runs the cut from one batch to the next while no card payment is open: one may have begun since the draining. */
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  readonly onStage: (stage: CloseStage, progress: Progress | null) => void
}

export type CloseStage = 'draining' | 'forwarding' | 'agreeing' | 'uploading'

/**
 * Ends the batch with the acquirer (acquirer-host sheet 2.6): reversals, then sales without the host, then the cut to
 * the next batch, then the totals.
 *
 * Guarantees: a payment that may still charge holds the cut up, a host never does: what it has not answered leaves the
 * batch `pending` on disk, to be agreed later. Sales that the host was never told of go on in the next batch. The batch
 * is `closing` on disk before its totals leave.
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
  const batch = await options.whileIdle(() => cut(options))
  return batch.ok ? succeed(await agree(options, batch.value)) : batch
}

/** Asks the host again about closed batches that it has not confirmed. */
export async function confirmBatches(options: BatchCloseOptions): Promise<void> {
  for (const earlier of await options.journal.unconfirmedBatches()) await agree(options, earlier)
}

/** Ends the open batch on disk and opens the next one: from here on payments belong to that. */
async function cut({ journal, clock }: BatchCloseOptions): Promise<Result<StoredBatch>> {
  const batch = await journal.batch()
  const till = await journal.batchTotals(batch.number)
  const at = clock.now()
  const { number } = batch
  await journal.commitBatch({ at, number, kind: 'closing', result: null, till, host: null, advance: true })
  return succeed(batch)
}

function agree(options: BatchCloseOptions, batch: StoredBatch): Promise<ClosedBatch> {
  return agreeBatch({ ...options, onUpload: (progress) => options.onStage('uploading', progress) }, batch)
}
