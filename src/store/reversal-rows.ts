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
  }
}

/**
 * Moves the one reversal of a payment; armed again it is for another host:
 *
 *   arm ──► armed ──► queue ──► queued ──► acknowledge ──► acknowledged
 *             │                   │  attempt: counts, next time
 *             └► discard ► discarded ► queue (given back later); a sale told of afterwards is queued unarmed
 *                                 └──► park ──► parked
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
  const { request, via, reason, amountMinor, originalMti } = reversal
  change(
    db,
    `INSERT INTO reversal (payment_id, sale_id, stan, state, reason, request, amount_minor, original_mti, via)
     VALUES (@paymentId, @saleId, @stan, 'queued', @reason, @request, @amountMinor, @originalMti, @via)
     ON CONFLICT (payment_id) DO UPDATE SET state = 'queued', reason = excluded.reason, next_at = NULL,
       amount_minor = excluded.amount_minor, original_mti = excluded.original_mti, via = excluded.via`,
    {
      paymentId,
      saleId,
      stan: request.stan,
      reason,
      request: JSON.stringify(request),
      amountMinor,
      originalMti,
      via,
    },
  )
}

function move(db: WritableDb, paymentId: string, assignment: string, value: string | null): void {
  changeOne(db, `UPDATE reversal SET ${assignment} WHERE payment_id = ?`, value, paymentId)
}
