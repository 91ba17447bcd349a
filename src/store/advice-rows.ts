import type { AdviceChange, JournalStep, StoredAdvice, StoredPayment } from '#payment/ports/payment-journal.port.ts'
import { change, changeOne, oneRow, type ReadableDb, type WritableDb } from './database.ts'

export interface AdviceRow {
  readonly sequence: number
  readonly payment_id: string
  readonly number: string
  readonly sale_id: string
  readonly payment_state: string
  readonly state: StoredAdvice['state']
  readonly batch_number: string | null
  readonly via: StoredAdvice['via']
  readonly approved_at: string
  readonly attempts: number
  readonly next_at: string | null
  readonly response_code: string | null
  readonly seen_by: string | null
}

/** Advices with their payments; a condition and an order follow. */
export const ADVICES = `SELECT offline_sale.*, payment.number, payment.sale_id, payment.state AS payment_state
  FROM offline_sale CROSS JOIN payment ON payment.id = offline_sale.payment_id`

/** The bank has not said yet what it makes of the sale, or may be asked again: its card blocks are still needed. */
export const STILL_TO_TELL = "(state IN ('waiting', 'sent') OR (state = 'parked' AND seen_by IS NULL))"

export function storedAdvice(row: AdviceRow): StoredAdvice {
  const payment: StoredPayment = {
    id: row.payment_id,
    number: row.number,
    saleId: row.sale_id,
    state: JSON.parse(row.payment_state),
  }
  return {
    payment,
    state: row.state,
    batchNumber: row.batch_number,
    via: row.via,
    approvedAt: row.approved_at,
    attempts: row.attempts,
    nextAt: row.next_at,
    responseCode: row.response_code,
    seenBy: row.seen_by,
  }
}

export function mustStillBeTold(db: ReadableDb, paymentId: string): boolean {
  return oneRow(db, `SELECT 1 FROM offline_sale WHERE payment_id = ? AND ${STILL_TO_TELL}`, paymentId) !== null
}

/** The advice that begins, or is given up, with a step of its payment. */
export function writeAdviceOf(db: WritableDb, { paymentId, at, state, advice }: JournalStep): void {
  if (advice === 'withdraw') {
    // A payment that is simply cancelled must never have been at the bank, not even since somebody looked.
    const never = state.kind === 'cancelled' ? "AND (attempts = 0 OR state = 'refused')" : ''
    const sql = `UPDATE offline_sale SET state = 'withdrawn', next_at = NULL WHERE payment_id = ? ${never}`
    changeOne(db, sql, paymentId)
    return
  }
  change(
    db,
    "INSERT INTO offline_sale (payment_id, state, amount_minor, approved_at) VALUES (?, 'waiting', ?, ?)",
    paymentId,
    state.intent.amountMinor,
    at,
  )
}

/** A batch that the host has answered for good counts nothing more. */
const OF_ACQUIRER = 'acquirer_id = (SELECT acquirer_id FROM payment WHERE id = offline_sale.payment_id)'
const OPEN_BATCH = `(SELECT max(number) FROM batch WHERE state = 'open' AND ${OF_ACQUIRER})`
const CLOSED_BATCH = `(SELECT number FROM batch WHERE state = 'closed' AND ${OF_ACQUIRER})`

/**
 * Moves the one advice of a payment:
 *
 *   waiting ──► attempt ──► sent ──► settle ──► settled
 *      ▲                    │ ▲ └──► refuse ──► refused (note)
 *      │                    └─┘ put-off, attempt
 *      └──── retry ◄── parked ◄──── park
 *
 * The first attempt fixes the batch. A parked one that is sent again stays in its batch unless that is closed: the host
 * has not taken the sale there, and takes it where it is told of now.
 */
export function moveAdvice(db: WritableDb, paymentId: string, at: string, move: AdviceChange): void {
  const update = (assignment: string, where: string, ...values: readonly (string | null)[]) =>
    change(db, `UPDATE offline_sale SET ${assignment} WHERE payment_id = ? AND ${where}`, ...values, paymentId)
  switch (move.kind) {
    case 'attempt':
      update(
        `state = 'sent', batch_number = coalesce(batch_number, ${OPEN_BATCH}), attempts = attempts + 1, next_at = ?, via = ?`,
        "state IN ('waiting', 'sent')",
        move.nextAt,
        move.via,
      )
      return
    case 'settle':
      update("state = 'settled', next_at = NULL, response_code = ?", "state = 'sent'", move.responseCode)
      return
    case 'refuse':
      update("state = 'refused', next_at = NULL, response_code = ?", "state = 'sent'", move.responseCode)
      return
    case 'park':
      update("state = 'parked', next_at = NULL, response_code = ?", "state IN ('waiting', 'sent')", move.responseCode)
      return
    case 'put-off':
      update('response_code = ?', "state = 'sent'", move.responseCode)
      return
    case 'retry':
      update(
        `state = 'waiting', next_at = NULL,
         batch_number = CASE WHEN batch_number IN ${CLOSED_BATCH} THEN NULL ELSE batch_number END`,
        "state = 'parked' AND seen_by IS NULL",
      )
      return
    case 'note':
      update('seen_by = ?, seen_at = ?', "state IN ('refused', 'parked') AND seen_by IS NULL", move.by, at)
      return
  }
}
