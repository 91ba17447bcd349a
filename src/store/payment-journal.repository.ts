import type { Scheme } from '#contract/views/sale-view.ts'
import type { DebitCredit, HostRole } from '#payment/ports/acquirer-host.port.ts'
import type {
  BatchChange,
  BatchKey,
  EndedBatch,
  JournalRecord,
  JournalStep,
  PaymentJournalPort,
  StoredBatch,
  StoredPayment,
} from '#payment/ports/payment-journal.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import { createAdvices, paymentsOfBatch } from './advices.repository.ts'
import { advanceCounter, tillNumber, turnStan, writeCounter } from './counters.ts'
import {
  allRows,
  change,
  changeOne,
  inTransaction,
  oneRow,
  type ReadableDb,
  reading,
  type WritableDb,
} from './database.ts'
import { writeJournalStep } from './journal-step.ts'
import { refundedMinor, returnsWithoutTicket } from './original-claims.ts'
import { closedByHand, earlierCharge, paymentOfRequest, raisedAnswers } from './recent-charges.ts'
import { openReservations, reservations } from './reservation-rows.ts'
import { OPEN_REVERSALS, type ReversalRow, storedReversal } from './reversal-rows.ts'

const NUMBER_DIGITS = 6

interface PaymentRow {
  readonly id: string
  readonly number: string
  readonly sale_id: string
  readonly state: string
}

export interface PaymentJournalOptions {
  readonly db: ReadableDb
  readonly secretStore: SecretStorePort
  readonly now: () => string
  /** Called after a step that erased card blocks, outside its transaction. */
  readonly onSecretsErased: () => void
}

/** The payment engine's journal on SQLite: one call, one flushed transaction. */
export function createPaymentJournal(options: PaymentJournalOptions): PaymentJournalPort {
  const { db, secretStore, now, onSecretsErased } = options
  return {
    ...createAdvices({ db, secretStore, onSecretsErased }),
    commit: async (step: JournalStep) => {
      const erased = inTransaction(db, (writable) => writeJournalStep(writable, secretStore, step))
      if (erased) onSecretsErased()
    },
    commitAll: async (steps: readonly JournalStep[]) => {
      const erased = inTransaction(db, (writable) => steps.map((step) => writeJournalStep(writable, secretStore, step)))
      if (erased.includes(true)) onSecretsErased()
    },
    nextStan: async (acquirerId) => inTransaction(db, (writable) => nextStan(writable, acquirerId)),
    nextPaymentNumber: async () =>
      inTransaction(db, (writable) => {
        const value = advanceCounter(writable, 'payment-number')
        return `P-${tillNumber(writable)}-${String(value).padStart(NUMBER_DIGITS, '0')}`
      }),
    payment: async (id) =>
      reading(db, () => storedPayment(oneRow<PaymentRow>(db, 'SELECT * FROM payment WHERE id = ?', id))),
    openPayments: async () => reading(db, () => payments(db, 'WHERE final = 0 ORDER BY sequence')),
    reservations: async (sinceAt) => reading(db, () => reservations(db, sinceAt)),
    openReservations: async () => reading(db, () => openReservations(db)),
    paymentsOfSale: async (saleId) => reading(db, () => payments(db, 'WHERE sale_id = ? ORDER BY sequence', saleId)),
    earlierCharge: async (wanted) => reading(db, () => earlierCharge(db, wanted)),
    paymentOfRequest: async (stan, terminalId) =>
      reading(db, () => {
        const id = paymentOfRequest(db, stan, terminalId)
        return storedPayment(oneRow<PaymentRow>(db, 'SELECT * FROM payment WHERE id = ?', id))
      }),
    raisedAnswers: async () => reading(db, () => raisedAnswers(db)),
    nameRaisedAnswers: async (upToSequence) =>
      inTransaction(db, (writable) => writeCounter(writable, 'late-answers-named', upToSequence)),
    closedByHand: async () => reading(db, () => closedByHand(db)),
    nameClosedByHand: async (upToSequence) =>
      inTransaction(db, (writable) => writeCounter(writable, 'closed-by-hand-named', upToSequence)),
    refundedMinor: async (paymentId) => reading(db, () => refundedMinor(db, paymentId)),
    returnsWithoutTicket: async (saleId) => reading(db, () => returnsWithoutTicket(db, saleId)),
    story: async (paymentId) => reading(db, () => story(db, paymentId)),
    openReversals: async () => reading(db, () => allRows<ReversalRow>(db, OPEN_REVERSALS).map(storedReversal)),
    reversal: async (paymentId) => {
      const row = reading(db, () => oneRow<ReversalRow>(db, 'SELECT * FROM reversal WHERE payment_id = ?', paymentId))
      return row === null ? null : storedReversal(row)
    },
    batch: async (acquirerId) =>
      reading(db, () => newestBatch(db, acquirerId)) ??
      inTransaction(db, (writable) => openNextBatch(writable, acquirerId, now())),
    unconfirmedBatches: async () =>
      reading(db, () =>
        allRows<StoredBatch>(db, `${BATCHES} WHERE state IN ('closing', 'pending') ORDER BY opened_at, number`),
      ),
    endedBatches: async (acquirerId, number) => reading(db, () => endedBatches(db, acquirerId, number)),
    batchTotals: async (batch, via) => reading(db, () => batchTotals(db, batch, via)),
    owedAcquirers: async () => reading(db, () => owedAcquirers(db)),
    commitBatch: async (batchChange) => inTransaction(db, (writable) => writeBatch(writable, batchChange)),
  }
}

function storedPayment(row: PaymentRow | null): StoredPayment | null {
  if (row === null) return null
  return { id: row.id, number: row.number, saleId: row.sale_id, state: JSON.parse(row.state) }
}

function payments(db: ReadableDb, where: string, ...parameters: readonly unknown[]): StoredPayment[] {
  return allRows<PaymentRow>(db, `SELECT * FROM payment ${where}`, ...parameters).flatMap(
    (row) => storedPayment(row) ?? [],
  )
}

function story(db: ReadableDb, paymentId: string): JournalRecord[] {
  const sql = 'SELECT sequence, at, kind, body FROM journal WHERE payment_id = ? ORDER BY sequence'
  const rows = allRows<{ sequence: number; at: string; kind: string; body: string }>(db, sql, paymentId)
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }))
}

function nextStan(db: WritableDb, acquirerId: string): string {
  return String(turnStan(db, acquirerId)).padStart(NUMBER_DIGITS, '0')
}

const BATCHES = 'SELECT acquirer_id AS acquirerId, number, opened_at AS openedAt, state FROM batch'

function newestBatch(db: ReadableDb, acquirerId: string): StoredBatch | null {
  const where = "WHERE acquirer_id = ? AND state <> 'closed' ORDER BY number DESC LIMIT 1"
  return oneRow<StoredBatch>(db, `${BATCHES} ${where}`, acquirerId)
}

function endedBatches(db: ReadableDb, acquirerId: string, number: string): EndedBatch[] {
  const sql = `SELECT number, result, till, host FROM batch
    WHERE acquirer_id = ? AND number > ? AND state <> 'open' ORDER BY number`
  type Row = Pick<EndedBatch, 'number' | 'result'> & { readonly till: string | null; readonly host: string | null }
  return allRows<Row>(db, sql, acquirerId, number).map((row) => ({
    acquirerId,
    number: row.number,
    result: row.result,
    till: row.till === null ? {} : JSON.parse(row.till),
    host: row.host === null ? null : JSON.parse(row.host),
  }))
}

function owedAcquirers(db: ReadableDb): string[] {
  const sql = `SELECT acquirer_id AS id FROM batch WHERE state IN ('closing', 'pending')
    UNION SELECT acquirer_id FROM payment WHERE final = 0 AND acquirer_id IS NOT NULL
    UNION SELECT acquirer_id FROM payment WHERE operation = 'pre-authorisation' AND kind = 'reserved'
    UNION SELECT acquirer_id FROM payment JOIN batch USING (acquirer_id)
      WHERE batch.number = payment.batch_number AND batch.state = 'open' AND payment.kind = 'approved'
    UNION SELECT acquirer_id FROM payment JOIN reversal ON payment_id = payment.id
      WHERE reversal.state IN ('armed', 'queued', 'parked')
    UNION SELECT acquirer_id FROM payment JOIN offline_sale ON payment_id = payment.id
      WHERE offline_sale.state IN ('waiting', 'sent') OR (offline_sale.state = 'parked' AND seen_by IS NULL)`
  return allRows<{ id: string }>(db, sql).map(({ id }) => id)
}

/** Numbers go on where the last batch stopped. */
function openNextBatch(db: WritableDb, acquirerId: string, at: string): StoredBatch {
  const newest = 'SELECT max(number) AS number FROM batch WHERE acquirer_id = ?'
  const last = oneRow<{ number: string | null }>(db, newest, acquirerId)?.number ?? '0'
  const number = String(Number(last) + 1).padStart(NUMBER_DIGITS, '0')
  const sql = "INSERT INTO batch (acquirer_id, number, opened_at, state, changed_at) VALUES (?, ?, ?, 'open', ?)"
  change(db, sql, acquirerId, number, at, at)
  writeCounter(db, `stans-in-batch:${acquirerId}`, 0)
  return { acquirerId, number, openedAt: at, state: 'open' }
}

function writeBatch(db: WritableDb, batch: BatchChange): void {
  changeOne(
    db,
    'UPDATE batch SET state = ?, changed_at = ?, result = ?, till = ?, host = ? WHERE acquirer_id = ? AND number = ?',
    batch.kind,
    batch.at,
    batch.result,
    JSON.stringify(batch.till),
    batch.host === null ? null : JSON.stringify(batch.host),
    batch.acquirerId,
    batch.number,
  )
  const newer = oneRow(db, 'SELECT 1 FROM batch WHERE acquirer_id = ? AND number > ?', batch.acquirerId, batch.number)
  if (batch.advance && newer === null) openNextBatch(db, batch.acquirerId, batch.at)
}

const totalsOf = (via: HostRole | undefined): string =>
  `SELECT coalesce(scheme, 'other') AS scheme,
            count(*) FILTER (WHERE operation <> 'refund') AS debitCount,
            coalesce(sum(amount_minor) FILTER (WHERE operation <> 'refund'), 0) AS debitMinor,
            count(*) FILTER (WHERE operation = 'refund') AS creditCount,
            coalesce(sum(amount_minor) FILTER (WHERE operation = 'refund'), 0) AS creditMinor
     FROM ${paymentsOfBatch(via)} GROUP BY 1 ORDER BY 1`

/** Asked for after each payment. */
const TOTALS_OF_BATCH = totalsOf(undefined)

/** What the batch counts; a refund stands on the credit side. */
function batchTotals(
  db: ReadableDb,
  { acquirerId, number }: BatchKey,
  via: HostRole | undefined,
): Partial<Record<Scheme, DebitCredit>> {
  const sql = via === undefined ? TOTALS_OF_BATCH : totalsOf(via)
  const of = { acquirerId, batchNumber: number, ...(via && { via }) }
  const rows = allRows<{ scheme: Scheme } & DebitCredit>(db, sql, of)
  return Object.fromEntries(
    rows.map(({ scheme, debitCount, debitMinor, creditCount, creditMinor }) => [
      scheme,
      { debitCount, debitMinor, creditCount, creditMinor },
    ]),
  )
}
