import { LIMITS } from '#contract/limits.ts'
import type { Currency } from '#contract/money.ts'
import { CatalogueFailure, type Failure, type Result, succeed } from '#contract/result.ts'
import type { BatchView, DayView } from '#contract/views/day-view.ts'
import type { TerminalDayEndView } from '#contract/views/terminal-view.ts'
import type { ClosedBatch } from '#payment/engine/batch-agreement.ts'
import { type BatchCloseOptions, closeBatches, confirmBatches } from '#payment/engine/batch-close.ts'
import { batchRows } from '#payment/engine/batch-figures.ts'
import { acquirerOf } from '#payment/engine/offline-policy.ts'
import type { PaymentEngine } from '#payment/engine/payment-engine.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort, StoredAdvice } from '#payment/ports/payment-journal.port.ts'
import type { AcquirerDirectory } from '#payment/routing/acquirer-directory.ts'
import type { Till } from '#till/till.ts'
import { endTerminalDay, endTerminalDays, terminalDays, terminalMatters } from './terminal-days.ts'

/** Where till and payment meet at the end of a day. */
export interface DayParts {
  readonly till: Till
  readonly engine: PaymentEngine
  readonly journal: PaymentJournalPort
  readonly acquirers: AcquirerDirectory
  readonly clock: ClockPort
  readonly currency: Currency
}

/** The open batch and what is open on the card side, for the day screen; after each payment. */
export async function reportCards({
  till,
  engine,
  journal,
  acquirers,
}: Pick<DayParts, 'till' | 'engine' | 'journal' | 'acquirers'>): Promise<void> {
  const batches: BatchView[] = []
  for (const acquirer of acquirers.acquirers) {
    const batch = await journal.batch(acquirer.id)
    const rows = batchRows(await journal.batchTotals(batch), null)
    batches.push({ ...bankOf(acquirers, acquirer.id), number: batch.number, rows, result: null })
  }
  const matters = [...(await openMatters({ engine, journal })), ...terminalMatters(engine, till)]
  // While the day is being closed its screen and its Z speak of the batches that are cut, not of the next ones.
  if (AT_REST.includes(till.day.stage())) till.day.reportCards(someOf(batches), matters, terminalDays(engine))
}

/** The bank is named where there are several. */
function bankOf({ acquirers, acquirer }: AcquirerDirectory, acquirerId: string) {
  return { acquirerId, ...(acquirers.length > 1 && { bank: acquirer(acquirerId).primary.alias }) }
}

function someOf<Item>([first, ...others]: readonly Item[]): readonly [Item, ...Item[]] {
  if (first === undefined) throw new Error('a till without an acquirer')
  return [first, ...others]
}

/** @param closed the batches being closed, whose losses are named even when a manager has noted them. */
async function openMatters(
  { engine, journal }: Pick<DayParts, 'engine' | 'journal'>,
  closed?: { readonly batches: readonly ClosedBatch[]; readonly since: string },
): Promise<DayView['exceptions']> {
  const reversals = (await journal.openReversals())
    .filter(({ state }) => state !== 'armed')
    .map(({ request, amountMinor, remainingMinor }) => ({
      kind: 'reversal-open' as const,
      amountMinor: (amountMinor ?? request.amountMinor) - (remainingMinor ?? 0),
      reference: request.reference,
    }))
  const offline = (await (closed ? journal.offlineSales(closed.since) : journal.openOfflineSales()))
    .filter((advice) => advice.seenBy === null || closed?.batches.some((batch) => isAmong(advice, batch)))
    .flatMap(({ payment, state }) => {
      const kind = OFFLINE_MATTERS[state]
      return kind ? [{ kind, amountMinor: payment.state.intent.amountMinor, reference: payment.number }] : []
    })
  const late = (await journal.raisedAnswers()).map(({ amountMinor, paymentNumber }) => ({
    kind: 'late-answer' as const,
    amountMinor,
    reference: paymentNumber,
  }))
  const byHand = (await journal.closedByHand()).map(({ amountMinor, paymentNumber, word }) => ({
    kind: word === 'charged' ? ('closed-charged' as const) : ('closed-not-charged' as const),
    amountMinor,
    reference: paymentNumber,
  }))
  const reserved = (await engine.reservations.held()).map(({ number, label, hold }) => ({
    kind: 'reservation-open' as const,
    amountMinor: hold.reservedMinor,
    reference: `${number} ${label}`.trimEnd(),
    dueAt: hold.expiresAt,
  }))
  return [...reversals, ...byHand, ...late, ...offline, ...reserved]
}

/** Whether an offline sale counts in a batch that was closed, `000001` or `000001-000003`. */
function isAmong({ batchNumber, payment }: StoredAdvice, { acquirerId, number }: ClosedBatch): boolean {
  const [first = '', last = first] = number.split('-')
  if (batchNumber === null || acquirerOf(payment) !== acquirerId) return false
  return batchNumber >= first && batchNumber <= last
}

const AT_REST: readonly DayView['stage'][] = ['open', 'closed', 'failed']

/** A sale without the bank is told, or given up, long before that. */
const LOSSES_NAMED_MS = 31 * 86_400_000
const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString()

/** What is not settled yet, or never will be, is named with its amount and its payment. */
const OFFLINE_MATTERS: Readonly<Partial<Record<StoredAdvice['state'], DayView['exceptions'][number]['kind']>>> = {
  waiting: 'offline-waiting',
  sent: 'offline-waiting',
  refused: 'offline-refused',
  parked: 'offline-parked',
}

export interface DayClose {
  /**
   * The call that closes the day. Asked again while it is at work it answers with the same close: two of them would
   * cut two batches and print the figures of the empty one.
   */
  close(): Promise<Result<Record<string, never>>>
  /** Asks the host about closed batches that it has not confirmed; never beside a close. */
  confirm(): Promise<void>
  /** Has one standalone terminal end its day, as the close does with each. Errors: TERMINAL_*, STORE_*. */
  endTerminalDay(terminalId: string): Promise<Result<TerminalDayEndView>>
}

export function createDayClose(parts: DayParts): DayClose {
  let closing: Promise<Result<Record<string, never>>> | null = null
  /** Closing and confirming speak of the same batches: one after the other. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  return {
    close: () => {
      closing ??= inTurn(() => closeOrSayWhy(parts)).finally(() => {
        closing = null
      })
      return closing
    },
    endTerminalDay: async (terminalId) => {
      const ended = await endTerminalDay(parts, terminalId)
      await reportCards(parts)
      return ended
    },
    confirm: () => inTurn(() => confirmBatches({ ...batchOptions(parts), onStage: () => {} })),
  }
}

function batchOptions({ till, engine, ...parts }: DayParts): BatchCloseOptions {
  return {
    ...parts,
    drain: () => engine.drainReversals(LIMITS.hostAnswerTimeoutMs),
    forward: engine.forwardAdvices.bind(engine),
    whileIdle: engine.whileIdle.bind(engine),
    onStage: (stage, progress) => till.day.report({ stage, failure: null, progress }),
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
 * Closes the day: reversals out, offline sales told, totals agreed and batch closed with each bank, Z recorded and
 * queued. A host that does not answer keeps neither the day open nor the other banks: what is left is named on the Z
 * and agreed later.
 * Errors: BATCH_SALE_OPEN, PAYMENT_ALREADY_OPEN, SESSION_LOCKED.
 */
async function closeDay(parts: DayParts): Promise<Result<Record<string, never>>> {
  const { till, engine, journal, clock } = parts
  const options = batchOptions(parts)
  // A day that is closed keeps its Z and its batch; all that may be left is a host that did not confirm.
  if (till.day.closedNumber() !== null) {
    await confirmBatches(options)
    till.day.report({ stage: 'closed', failure: null })
    return succeed({})
  }
  const ended = await closeBatches({ ...options, namedUpTo: await till.day.lastNamedBatches() })
  if (!ended.ok) return ended
  const closed = ended.value
  const failure = closed.find((batch) => batch.failure !== null)?.failure ?? null
  till.day.report({ stage: 'closing', failure })
  const batches = closed.map(({ acquirerId, number, result, till: ours, host }): BatchView => {
    return { ...bankOf(parts.acquirers, acquirerId), number, rows: batchRows(ours, host), result }
  })
  await endTerminalDays(parts)
  const late = await journal.raisedAnswers()
  const byHand = await journal.closedByHand()
  const matters = [
    ...(await openMatters(parts, { batches: closed, since: before(clock.now(), LOSSES_NAMED_MS) })),
    ...terminalMatters(engine, till),
    ...batches.flatMap(differencesOf),
  ]
  till.day.reportCards(someOf(batches), matters, terminalDays(engine))
  const day = await till.day.close()
  if (!day.ok) return day
  await engine.late.named(late)
  const lastByHand = byHand.at(-1)
  if (lastByHand !== undefined) await journal.nameClosedByHand(lastByHand.sequence)
  if (failure) till.day.report({ stage: 'closed', failure })
  return succeed({})
}

function differencesOf({ bank, rows }: BatchView): DayView['exceptions'] {
  return rows
    .filter(({ state }) => state === 'differs')
    .map(({ scheme, differenceMinor }) => ({
      kind: 'totals-differ',
      amountMinor: differenceMinor ?? 0,
      reference: bank === undefined ? scheme : `${bank} ${scheme}`,
    }))
}
