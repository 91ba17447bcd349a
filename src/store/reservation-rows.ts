import { LIMITS } from '#contract/limits.ts'
import type { StoredReservation } from '#payment/ports/payment-journal.port.ts'
import { allRows, type ReadableDb } from './database.ts'
import { type ReversalRow, storedReversal } from './reversal-rows.ts'

interface PaymentColumns {
  readonly payment_sequence: number
  readonly id: string
  readonly payment_number: string
  readonly payment_sale_id: string
  readonly payment_state: string
}

/** Without a reversal its columns are all null. */
type ReservationRow = PaymentColumns & (ReversalRow | { readonly [Column in keyof ReversalRow]: null })

const RESERVATION = "operation = 'pre-authorisation'"
/** Held, or being let go of; as the index `payment_reservation_held` has it. */
const HELD = "kind IN ('reserved', 'outcome-unknown', 'held-by-terminal')"
/** Over, but for a rest that the bank has not let go of. */
const OVER = "kind IN ('completed', 'reversed', 'completed-by-terminal', 'released-by-terminal')"

const COLUMNS = `payment.sequence AS payment_sequence, payment.id, payment.number AS payment_number,
  payment.sale_id AS payment_sale_id, payment.state AS payment_state, reversal.*`

const OPEN = `SELECT ${COLUMNS} FROM payment LEFT JOIN reversal ON reversal.payment_id = payment.id
  WHERE ${RESERVATION} AND ${HELD} ORDER BY payment.sequence DESC`
/** With a rest that the bank has not let go of. */
const WITH_REST = `SELECT ${COLUMNS} FROM reversal CROSS JOIN payment ON payment.id = reversal.payment_id
  WHERE reversal.state IN ('armed', 'queued', 'parked') AND payment.${RESERVATION} AND kind IN ('completed', 'reversed')`
/** The plus keeps the look to the time asked for: in the order of the table it would go through every reservation there was. */
const NEWEST_OVER = `SELECT ${COLUMNS} FROM payment LEFT JOIN reversal ON reversal.payment_id = payment.id
  WHERE ${RESERVATION} AND ${OVER} AND started_at >= ? ORDER BY +payment.sequence DESC LIMIT ${LIMITS.historyRows}`

/**
 * All that are open, however many: each needs a person or the bank. Of those that are over, the newest. Each look has an index of
 * its own; one that unites them costs several times as much.
 */
export function reservations(db: ReadableDb, sinceAt: string): StoredReservation[] {
  const over = [...allRows<ReservationRow>(db, WITH_REST), ...allRows<ReservationRow>(db, NEWEST_OVER, sinceAt)]
  const distinct = new Map(over.map((row) => [row.payment_sequence, row]))
  const newestFirst = [...distinct.values()].toSorted((one, other) => other.payment_sequence - one.payment_sequence)
  return [...openReservations(db), ...newestFirst.map(storedReservation)]
}

/** Those that need a person or the bank. */
export function openReservations(db: ReadableDb): StoredReservation[] {
  return allRows<ReservationRow>(db, OPEN).map(storedReservation)
}

function storedReservation(row: ReservationRow): StoredReservation {
  return {
    payment: {
      id: row.id,
      number: row.payment_number,
      saleId: row.payment_sale_id,
      state: JSON.parse(row.payment_state),
    },
    reversal: row.payment_id === null ? null : storedReversal(row),
  }
}
