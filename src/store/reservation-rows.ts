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

/** Held, or being let go of; else begun lately, or with a rest that the bank has not let go of. */
const LISTED = `operation = 'pre-authorisation' AND (
  kind IN ('reserved', 'outcome-unknown')
  OR (kind IN ('completed', 'reversed') AND (started_at >= ? OR EXISTS (
    SELECT 1 FROM reversal WHERE reversal.payment_id = payment.id AND reversal.state IN ('armed', 'queued', 'parked')))))`

/** Open ones never give way to those that are over. */
const ORDER = `ORDER BY kind IN ('completed', 'reversed'), sequence DESC LIMIT ${LIMITS.historyRows}`

export function reservations(db: ReadableDb, sinceAt: string): StoredReservation[] {
  const sql = `SELECT id, number, sale_id, state FROM payment WHERE ${LISTED} ${ORDER}`
  return allRows<ReservationRow>(db, sql, sinceAt).map(({ id, number, sale_id: saleId, state }) => {
    const payment: StoredPayment = { id, number, saleId, state: JSON.parse(state) }
    const row = oneRow<ReversalRow>(db, 'SELECT * FROM reversal WHERE payment_id = ?', id)
    return { payment, reversal: row === null ? null : storedReversal(row) }
  })
}
