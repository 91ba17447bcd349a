import type { Currency } from '#contract/money.ts'
import { CURRENCIES } from '#contract/money.ts'
import { type Failure, fail, type Result, succeed } from '#contract/result.ts'
import type { BatchRow } from '#contract/views/day-view.ts'
import { SCHEMES, type Scheme } from '#contract/views/sale-view.ts'
import type { AcquirerHostPort, DebitCredit, TotalsAnswer, TotalsRequest } from '../ports/acquirer-host.port.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredBatch } from '../ports/payment-journal.port.ts'
import { type TerminalIdentity, transmissionTime } from './sale-request.ts'

type ByScheme = Readonly<Partial<Record<Scheme, DebitCredit>>>

export interface BatchCloseOptions {
  readonly journal: PaymentJournalPort
  readonly host: AcquirerHostPort
  readonly clock: ClockPort
  readonly terminal: TerminalIdentity
  readonly currency: Currency
  /** Sends open reversals; true when none is left. */
  readonly drain: () => Promise<boolean>
  /** Runs the cut from one batch to the next while no card payment is open: one may have begun since the draining. */
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  readonly onStage: (stage: 'draining' | 'agreeing') => void
}

export interface ClosedBatch {
  readonly number: string
  readonly result: 'balanced' | 'balanced-after-upload' | 'discrepancy' | null
  readonly till: ByScheme
  readonly host: ByScheme | null
  /** Why the host has not confirmed yet; the batch is kept and asked for again at the next close. */
  readonly failure: Failure | null
}

/** How often the same totals are asked again, under the same STAN. */
const TOTALS_TRIES = 3

/**
 * Ends the batch with the acquirer (acquirer-host sheet 2.6): reversals first, then totals, then the next number.
 *
 * Guarantees: no totals leave while a reversal waits or a payment of the batch may still charge (a reversal that the
 * host refuses for good is named on the Z); the batch is `closing` on disk before they do; a host that does not answer
 * leaves it `pending` with its figures, never forgotten; a difference is stored, not smoothed over.
 * Errors: BATCH_REVERSAL_OPEN, PAYMENT_ALREADY_OPEN (nothing was closed).
 */
export async function closeBatch(options: BatchCloseOptions): Promise<Result<ClosedBatch>> {
  options.onStage('draining')
  if (!(await options.drain())) return fail('BATCH_REVERSAL_OPEN')
  options.onStage('agreeing')
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
  if ((await journal.openReversals()).some(({ state }) => state !== 'parked')) return fail('BATCH_REVERSAL_OPEN')
  const batch = await journal.batch()
  const till = await journal.batchTotals(batch.number)
  const at = clock.now()
  const { number } = batch
  await journal.commitBatch({ at, number, kind: 'closing', result: null, till, host: null, advance: true })
  return succeed(batch)
}

/** Asks the host for its figures of one batch and stores what came of it. */
async function agree(options: BatchCloseOptions, batch: StoredBatch): Promise<ClosedBatch> {
  const { journal, clock } = options
  const till = await journal.batchTotals(batch.number)
  const answer = await askTotals(options, batch, till)
  if (!answer.ok) {
    await journal.commitBatch({
      at: clock.now(),
      number: batch.number,
      kind: 'pending',
      result: null,
      till,
      host: null,
      advance: false,
    })
    return { number: batch.number, result: null, till, host: null, failure: answer.error }
  }
  const result = answer.value.result === 'differs' ? 'discrepancy' : 'balanced'
  const host = answer.value.total === null ? null : answer.value.byScheme
  await journal.commitBatch({
    at: clock.now(),
    number: batch.number,
    kind: 'closed',
    result,
    till,
    host,
    advance: false,
  })
  const failure: Failure | null = result === 'discrepancy' ? { code: 'BATCH_TOTALS_DIFFER' } : null
  return { number: batch.number, result, till, host, failure }
}

async function askTotals(
  options: BatchCloseOptions,
  batch: StoredBatch,
  till: ByScheme,
): Promise<Result<TotalsAnswer>> {
  const { clock, host, journal, terminal, currency } = options
  const stan = await journal.nextStan()
  for (let attempt = 0; attempt < TOTALS_TRIES; attempt += 1) {
    const now = clock.now()
    const local = clock.local(now)
    const request: TotalsRequest = {
      stan,
      batchNumber: batch.number,
      terminalId: terminal.terminalId,
      merchantId: terminal.merchantId,
      currencyNumeric: CURRENCIES[currency].numeric,
      transmittedAt: transmissionTime(now),
      localTime: local.time.replaceAll(':', ''),
      localDate: local.date.slice(5).replace('-', ''),
      total: sumOf(till),
      byScheme: till,
      repeat: attempt > 0,
    }
    const outcome = await host.totals(request)
    if (outcome.kind === 'answered') return succeed(outcome.answer)
  }
  return fail('BATCH_HOST_SILENT')
}

/** All schemes together. */
export function sumOf(byScheme: ByScheme): DebitCredit {
  return Object.values(byScheme).reduce(
    (sum, row) => ({
      debitCount: sum.debitCount + row.debitCount,
      debitMinor: sum.debitMinor + row.debitMinor,
      creditCount: sum.creditCount + row.creditCount,
      creditMinor: sum.creditMinor + row.creditMinor,
    }),
    { debitCount: 0, debitMinor: 0, creditCount: 0, creditMinor: 0 },
  )
}

function netOf(row: DebitCredit | undefined) {
  return {
    count: (row?.debitCount ?? 0) + (row?.creditCount ?? 0),
    amountMinor: (row?.debitMinor ?? 0) - (row?.creditMinor ?? 0),
  }
}

/** The two sides scheme by scheme, for the screen and the Z; schemes that neither side knows are left out. */
export function batchRows(till: ByScheme, host: ByScheme | null): BatchRow[] {
  return SCHEMES.filter((scheme) => till[scheme] || host?.[scheme]).map((scheme): BatchRow => {
    const ours = netOf(till[scheme])
    if (host === null) return { scheme, till: ours, host: null, differenceMinor: null, state: 'pending' }
    const theirs = netOf(host[scheme])
    const differenceMinor = theirs.amountMinor - ours.amountMinor
    const agreed = differenceMinor === 0 && theirs.count === ours.count
    return { scheme, till: ours, host: theirs, differenceMinor, state: agreed ? 'agreed' : 'differs' }
  })
}
