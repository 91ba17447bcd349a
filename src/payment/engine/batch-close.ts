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
  /**
   * By acquirer, the last batch that a Z names; those cut since then, by a close that was stopped before its Z, belong
   * to this one. An acquirer that is left out was never named.
   */
  readonly namedUpTo?: Readonly<Record<string, string>>
  readonly onStage: (stage: CloseStage, progress: Progress | null) => void
}

export type CloseStage = 'draining' | 'forwarding' | 'agreeing' | 'uploading'

/**
 * Ends the batch with each acquirer (acquirer-host sheet 2.6): reversals, then sales without the host, then the cut to
 * the next batches, all at once, then the totals, one acquirer after the other.
 *
 * Guarantees: a payment that may still charge holds the cut up, a host never does: what it has not answered leaves its
 * batch `pending` on disk, to be agreed later, and the other acquirers' batches are agreed all the same. Sales that a
 * host was never told of go on in its next batch. A batch is `closing` on disk before its totals leave. A close that was
 * stopped after its cut is gone on with: no second batch is cut while the open one is empty, and what was cut is
 * answered together.
 * Errors: PAYMENT_ALREADY_OPEN (nothing was closed).
 * @returns one answer for each acquirer, in the order of the directory.
 */
export async function closeBatches(options: BatchCloseOptions): Promise<Result<readonly ClosedBatch[]>> {
  const { acquirers, journal, namedUpTo, onStage } = options
  onStage('draining', null)
  await options.drain()
  onStage('forwarding', null)
  let told = 0
  await options.forward(LIMITS.offlineForwardTimeoutMs, (done, total) => {
    told = done
    onStage('forwarding', { done, total })
  })
  // What reservations leave goes back once their final amounts are told.
  if (told > 0) await options.drain()
  onStage('agreeing', null)
  await confirmBatches(options)
  const ends: AcquirerEnd[] = []
  for (const { id } of acquirers.acquirers) {
    const earlier = namedUpTo === undefined ? [] : await journal.endedBatches(id, namedUpTo[id] ?? '')
    ends.push({ acquirerId: id, earlier, cut: null })
  }
  const cut = await options.whileIdle(async () => {
    for (const end of ends) end.cut = await cutBatch(options, end)
    return succeed(null)
  })
  if (!cut.ok) return cut
  const closed: ClosedBatch[] = []
  for (const end of ends) closed.push(await agreeAll(options, end))
  return succeed(closed)
}

interface AcquirerEnd {
  readonly acquirerId: string
  /** Cut by closes that were stopped before their Z. */
  readonly earlier: readonly EndedBatch[]
  cut: StoredBatch | null
}

async function agreeAll(options: BatchCloseOptions, { earlier, cut }: AcquirerEnd): Promise<ClosedBatch> {
  const closed = earlier.map(asClosed)
  if (cut !== null) closed.push(await agree(options, cut))
  return together(closed)
}

/** As its own close answered, or would have. */
function asClosed(batch: EndedBatch): ClosedBatch {
  if (batch.result === null) return { ...batch, failure: { code: 'BATCH_HOST_SILENT' } }
  return { ...batch, failure: batch.result === 'discrepancy' ? { code: 'BATCH_TOTALS_DIFFER' } : null }
}

/** Asks the hosts again about closed batches that they have not confirmed. */
export async function confirmBatches(options: BatchCloseOptions): Promise<void> {
  for (const earlier of await options.journal.unconfirmedBatches()) await agree(options, earlier)
}

/** Ends the open batch on disk and opens the next one: from here on payments belong to that. */
async function cutBatch(
  { journal, clock }: BatchCloseOptions,
  { acquirerId, earlier }: AcquirerEnd,
): Promise<StoredBatch | null> {
  const batch = await journal.batch(acquirerId)
  const till = await journal.batchTotals(batch)
  if (earlier.length > 0 && Object.keys(till).length === 0) return null
  const { number } = batch
  const at = clock.now()
  await journal.commitBatch({ at, acquirerId, number, kind: 'closing', result: null, till, host: null, advance: true })
  return batch
}

function agree(options: BatchCloseOptions, batch: StoredBatch): Promise<ClosedBatch> {
  return agreeBatch({ ...options, onUpload: (progress) => options.onStage('uploading', progress) }, batch)
}
