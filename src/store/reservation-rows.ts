import { LIMITS } from '#contract/limits.ts'
import type { StoredPayment, StoredReservation } from '#payment/ports/payment-journal.port.ts'
import { allRows, oneRow, type ReadableDb } from './database.ts'
import { type ReversalRow, storedReversal } from './reversal-rows.ts'

interface ReservationRow {
  readonly id: string
  readonly number: string
  readonly sale_id: string
  readonly state: string
}

const RESERVATION = "operation = 'pre-authorisation'"
/** Held, being let go of, or with a rest that the bank has not let go of. */
const OPEN = `(kind IN ('reserved', 'outcome-unknown', 'held-by-terminal') OR (kind IN ('completed', 'reversed') AND EXISTS (
  SELECT 1 FROM reversal WHERE reversal.payment_id = payment.id AND reversal.state IN ('armed', 'queued', 'parked'))))`
/** Over, but for a rest that the bank has not let go of. */
const OVER = "kind IN ('completed', 'reversed', 'completed-by-terminal', 'released-by-terminal')"

/** All that are open, however many: each needs a person or the bank. Of those that are over, the newest. */
export function reservations(db: ReadableDb, sinceAt: string): StoredReservation[] {
  const sql = `SELECT id, number, sale_id, state FROM payment WHERE sequence IN (
      SELECT sequence FROM payment WHERE ${RESERVATION} AND ${OPEN}
      UNION SELECT sequence FROM (
        SELECT sequence FROM payment WHERE ${RESERVATION} AND ${OVER} AND started_at >= ?
        ORDER BY sequence DESC LIMIT ${LIMITS.historyRows}))
    ORDER BY ${OVER}, sequence DESC`
  return allRows<ReservationRow>(db, sql, sinceAt).map(({ id, number, sale_id: saleId, state }) => {
    const payment: StoredPayment = { id, number, saleId, state: JSON.parse(state) }
    const row = oneRow<ReversalRow>(db, 'SELECT * FROM reversal WHERE payment_id = ?', id)
    return { payment, reversal: row === null ? null : storedReversal(row) }
  })
}
