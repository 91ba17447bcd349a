import { CatalogueFailure } from '#contract/result.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { oneRow, type ReadableDb } from './database.ts'

/** What never gave anything back, or was taken back itself: it claims nothing of its original. */
const CLAIMS_NOTHING = "('declined', 'cancelled', 'failed', 'reversed')"

/** Gone back by refunds, or on its way: one that is asked for counts until the bank has refused it. */
export function refundedMinor(db: ReadableDb, paymentId: string): number {
  const sql = `SELECT coalesce(sum(amount_minor), 0) AS minor FROM payment
    WHERE original_id = ? AND operation = 'refund' AND kind NOT IN ${CLAIMS_NOTHING}`
  return oneRow<{ minor: number }>(db, sql, paymentId)?.minor ?? 0
}

/**
 * Holds a step against the original it takes from, inside the transaction that stores it: two refunds at once, or a
 * refund beside a void, never give back more than was charged. Throws CatalogueFailure.
 */
export function checkClaim(db: ReadableDb, step: JournalStep): void {
  const { intent } = step.state
  if (step.kind === 'started' && intent.operation === 'refund' && intent.original !== undefined) {
    const { paymentId } = intent.original
    const original = originalOf(db, paymentId)
    if (original?.kind !== 'approved') throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
    if (intent.amountMinor > original.amountMinor - refundedMinor(db, paymentId)) {
      throw new CatalogueFailure({ code: 'PAYMENT_REFUND_TOO_HIGH' })
    }
  }
  if (step.kind === 'voided' || step.kind === 'given-back') {
    const isWhole = originalOf(db, step.paymentId)?.kind === 'approved' && refundedMinor(db, step.paymentId) === 0
    const isInTime = step.kind === 'given-back' || isBatchOpen(db, step.paymentId)
    if (!isWhole || !isInTime) throw new CatalogueFailure({ code: 'PAYMENT_NOT_RETURNABLE' })
  }
}

function originalOf(db: ReadableDb, paymentId: string): { kind: string; amountMinor: number } | null {
  const sql = 'SELECT kind, amount_minor AS amountMinor FROM payment WHERE id = ?'
  return oneRow<{ kind: string; amountMinor: number }>(db, sql, paymentId)
}

/** A sale that the bank is told of afterwards counts in the batch in which it was first told; before that in none. */
function isBatchOpen(db: ReadableDb, paymentId: string): boolean {
  const sql = `SELECT 1 FROM payment LEFT JOIN offline_sale ON offline_sale.payment_id = payment.id
    WHERE payment.id = ? AND (
      (offline_sale.payment_id IS NOT NULL AND offline_sale.batch_number IS NULL)
      OR EXISTS (SELECT 1 FROM batch WHERE batch.state = 'open' AND batch.acquirer_id = payment.acquirer_id
                 AND batch.number = coalesce(offline_sale.batch_number, payment.batch_number)))`
  return oneRow(db, sql, paymentId) !== null
}
