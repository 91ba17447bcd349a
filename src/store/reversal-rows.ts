import type { ReversalChange, StoredReversal } from '#payment/ports/payment-journal.port.ts'
import { change, changeOne, type WritableDb } from './database.ts'

export interface ReversalRow {
  readonly payment_id: string
  readonly sale_id: string
  readonly stan: string
  readonly state: StoredReversal['state']
  readonly reason: StoredReversal['reason']
  readonly request: string
  readonly attempts: number
  readonly next_at: string | null
  readonly amount_minor: number | null
  readonly original_mti: StoredReversal['originalMti']
  readonly via: StoredReversal['via']
  readonly remaining_minor: number | null
}

/** A parked one is out of the queue and still open: a person must look at it. */
export const OPEN_REVERSALS = "SELECT * FROM reversal WHERE state IN ('armed', 'queued', 'parked') ORDER BY sequence"

export function storedReversal(row: ReversalRow): StoredReversal {
  return {
    paymentId: row.payment_id,
    saleId: row.sale_id,
    stan: row.stan,
    state: row.state,
    reason: row.reason,
    request: JSON.parse(row.request),
    attempts: row.attempts,
    nextAt: row.next_at,
    amountMinor: row.amount_minor,
    originalMti: row.original_mti,
    via: row.via,
    remainingMinor: row.remaining_minor,
  }
}

/**
 * Moves the one reversal of a payment; armed again it is for another host:
 *
 *   arm ──► armed ──► queue ──► queued ──► acknowledge ──► acknowledged
 *             │                   │  attempt: counts, next time
 *             └► discard ► discarded ► queue (given back later); a sale told of afterwards is queued unarmed
 *                              │  └──► park ──► parked
 *                              └► arm-rest ► armed, until the bank takes the final amount of a reservation, or will not
 */
export function writeReversal(db: WritableDb, paymentId: string, saleId: string, reversal: ReversalChange): void {
  switch (reversal.kind) {
    case 'arm':
      change(
        db,
        `INSERT INTO reversal (payment_id, sale_id, stan, state, request, via) VALUES (?, ?, ?, 'armed', ?, ?)
         ON CONFLICT (payment_id) DO UPDATE SET via = excluded.via WHERE state = 'armed'`,
        paymentId,
        saleId,
        reversal.request.stan,
        JSON.stringify(reversal.request),
        reversal.via,
      )
      return
    case 'arm-rest':
      armRest(db, paymentId, reversal)
      return
    case 'queue':
      queue(db, paymentId, saleId, reversal)
      return
    case 'discard':
      move(db, paymentId, "state = 'discarded', next_at = ?", null)
      return
    case 'attempt':
      move(db, paymentId, 'attempts = attempts + 1, next_at = ?', reversal.nextAt)
      return
    case 'acknowledge':
      move(db, paymentId, "state = 'acknowledged', next_at = NULL, response_code = ?", reversal.responseCode)
      return
    case 'park':
      move(db, paymentId, "state = 'parked', next_at = NULL, response_code = ?", reversal.responseCode)
      return
  }
}

function queue(
  db: WritableDb,
  paymentId: string,
  saleId: string,
  reversal: Extract<ReversalChange, { kind: 'queue' }>,
): void {
  const { request, via, reason, amountMinor, originalMti, remainingMinor } = reversal
  change(
    db,
    // Another message than the one before begins anew. A part that was kept, and what the telephone approved, are not
    // what was armed: the reversal names what stands.
    `INSERT INTO reversal (payment_id, sale_id, stan, state, reason, request, amount_minor, original_mti, via,
                           remaining_minor)
     VALUES (@paymentId, @saleId, @stan, 'queued', @reason, @request, @amountMinor, @originalMti, @via, @remainingMinor)
     ON CONFLICT (payment_id) DO UPDATE SET state = 'queued', reason = excluded.reason, next_at = NULL,
       stan = excluded.stan, request = excluded.request,
       attempts = CASE WHEN remaining_minor IS excluded.remaining_minor THEN attempts ELSE 0 END,
       amount_minor = excluded.amount_minor, original_mti = excluded.original_mti, via = excluded.via,
       remaining_minor = excluded.remaining_minor`,
    {
      paymentId,
      saleId,
      stan: request.stan,
      reason,
      request: JSON.stringify(request),
      amountMinor,
      originalMti,
      via,
      remainingMinor,
    },
  )
}

/** The request of a reservation has a row since it left. */
function armRest(
  db: WritableDb,
  paymentId: string,
  { via, originalMti, amountMinor, remainingMinor }: Extract<ReversalChange, { kind: 'arm-rest' }>,
): void {
  changeOne(
    db,
    `UPDATE reversal SET state = 'armed', reason = 'partial', attempts = 0, next_at = NULL, response_code = NULL,
       via = ?, original_mti = ?, amount_minor = ?, remaining_minor = ? WHERE payment_id = ?`,
    via,
    originalMti,
    amountMinor,
    remainingMinor,
    paymentId,
  )
}

const ARMED_REST = `state = 'armed' AND remaining_minor IS NOT NULL
  AND payment_id = (SELECT original_id FROM payment WHERE id = ? AND operation = 'completion')`

/** The bank has taken the final amount of a reservation: the rest goes back. One that it will not take leaves all as it is. */
export function endArmedRest(db: WritableDb, completionId: string, isTaken: boolean): void {
  change(db, `UPDATE reversal SET state = '${isTaken ? 'queued' : 'discarded'}' WHERE ${ARMED_REST}`, completionId)
}

function move(db: WritableDb, paymentId: string, assignment: string, value: string | null): void {
  changeOne(db, `UPDATE reversal SET ${assignment} WHERE payment_id = ?`, value, paymentId)
}
