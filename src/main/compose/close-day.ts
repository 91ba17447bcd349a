import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { CatalogueFailure, type Failure, type Result, succeed } from '#contract/result.ts'
import type { DayView } from '#contract/views/day-view.ts'
import { FAR_FUTURE } from '#payment/engine/advice-worker.ts'
import { batchRows, closeBatch, confirmBatches } from '#payment/engine/batch-close.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort, StoredAdvice } from '#payment/ports/payment-journal.port.ts'
import type { Till } from '#till/till.ts'

/** Where till and payment meet at the end of a day. */
export interface DayParts {
  readonly till: Till
  readonly engine: PaymentEngine
  readonly journal: PaymentJournalPort
  readonly host: AcquirerHostPort
  readonly clock: ClockPort
  readonly terminal: TerminalIdentity
  readonly currency: Currency
}

/** The open batch and what is open on the card side, for the day screen; after each payment. */
export async function reportCards({ till, journal }: Pick<DayParts, 'till' | 'journal'>): Promise<void> {
  const batch = await journal.batch()
  const totals = await journal.batchTotals(batch.number)
  till.day.reportCards(
    { number: batch.number, rows: batchRows(totals, null), result: null },
    await openMatters(journal),
  )
}

async function openMatters(journal: PaymentJournalPort): Promise<DayView['exceptions']> {
  const reversals = (await journal.openReversals())
    .filter(({ state }) => state !== 'armed')
    .map(({ request }) => ({
      kind: 'reversal-open' as const,
      amountMinor: request.amountMinor,
      reference: request.reference,
    }))
  const offline = (await journal.offlineSales(FAR_FUTURE)).flatMap(({ payment, state }) => {
    const kind = OFFLINE_MATTERS[state]
    return kind ? [{ kind, amountMinor: payment.state.intent.amountMinor, reference: payment.number }] : []
  })
  return [...reversals, ...offline]
}

/** What is not settled yet, or never will be, is named with its amount and its payment. */
const OFFLINE_MATTERS: Readonly<Partial<Record<StoredAdvice['state'], DayView['exceptions'][number]['kind']>>> = {
  waiting: 'offline-waiting',
  sent: 'offline-waiting',
  refused: 'offline-refused',
  parked: 'offline-parked',
}

/**
 * The call that closes the day. Asked again while it is at work it answers with the same close: two of them would cut
 * two batches and print the figures of the empty one.
 */
export function createDayClose(parts: DayParts): () => Promise<Result<Record<string, never>>> {
  let running: Promise<Result<Record<string, never>>> | null = null
  return () => {
    running ??= closeOrSayWhy(parts).finally(() => {
      running = null
    })
    return running
  }
}

/** A close that stops says so on the day's screen, whatever stopped it: else it would seem to run for ever. */
async function closeOrSayWhy(parts: DayParts): Promise<Result<Record<string, never>>> {
  const { till } = parts
  try {
    const may = till.day.mayClose()
    if (!may.ok) return may
    const closed = await closeDay(parts)
    if (!closed.ok) till.day.report({ stage: 'failed', failure: closed.error })
    return closed
  } catch (thrown) {
    const failure: Failure = thrown instanceof CatalogueFailure ? thrown.failure : { code: 'INTERNAL_UNEXPECTED' }
    till.day.report({ stage: 'failed', failure })
    throw thrown
  }
}

/**
 * Closes the day: reversals out, totals agreed, batch closed, Z recorded and queued. A host that does not confirm
 * its totals does not keep the day open; a reversal that is still open does.
 * Errors: BATCH_SALE_OPEN, BATCH_REVERSAL_OPEN, PAYMENT_ALREADY_OPEN, SESSION_LOCKED.
 */
async function closeDay(parts: DayParts): Promise<Result<Record<string, never>>> {
  const { till, engine, journal } = parts
  const options = {
    ...parts,
    drain: () => engine.drainReversals(LIMITS.hostAnswerTimeoutMs),
    whileIdle: engine.whileIdle.bind(engine),
    onStage: (stage: 'draining' | 'agreeing') => till.day.report({ stage, failure: null }),
  } satisfies Parameters<typeof closeBatch>[0]
  // A day that is closed keeps its Z and its batch; all that may be left is a host that did not confirm.
  if (till.slice('day').closedNumber !== null) {
    await confirmBatches(options)
    return succeed({})
  }
  const closed = await closeBatch(options)
  if (!closed.ok) return closed
  const { number, result, host, failure } = closed.value
  till.day.report({ stage: 'closing', failure })
  const differences = batchRows(closed.value.till, host)
    .filter(({ state }) => state === 'differs')
    .map(({ scheme, differenceMinor }) => ({
      kind: 'totals-differ' as const,
      amountMinor: differenceMinor ?? 0,
      reference: scheme,
    }))
  till.day.reportCards({ number, rows: batchRows(closed.value.till, host), result }, [
    ...(await openMatters(journal)),
    ...differences,
  ])
  const day = await till.day.close()
  if (!day.ok) return day
  if (failure) till.day.report({ stage: 'closed', failure })
  return succeed({})
}
