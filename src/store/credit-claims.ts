import { randomUUID } from 'node:crypto'
import { formatAmount } from '#contract/money.ts'
import { CatalogueFailure } from '#contract/result.ts'
import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import { balanceMinor } from './customers.repository.ts'
import { change, oneRow, type WritableDb } from './database.ts'

/**
 * A step of a refund that pays out a customer's credit, inside the transaction that stores it. It begins only where there is that
 * much credit, other such refunds under way or in doubt counted: two at once never pay out more. Its return ticket books
 * it; where a manager ended it by the bank's word that it stands, there is no ticket, and it is booked here.
 * Throws CatalogueFailure ACCOUNT_CREDIT_TOO_SMALL.
 */
export function stepOfCreditRefund(db: WritableDb, { kind, paymentId, at, state }: JournalStep): void {
  const { creditCustomerId, amountMinor, currency } = state.intent
  if (creditCustomerId === undefined) return
  if (kind === 'started') {
    const creditMinor = 0 - balanceMinor(db, creditCustomerId) - underWayMinor(db, creditCustomerId, paymentId)
    if (amountMinor > creditMinor) {
      const details = { credit: formatAmount(Math.max(0, creditMinor), currency) }
      throw new CatalogueFailure({ code: 'ACCOUNT_CREDIT_TOO_SMALL', details })
    }
  }
  const closed = kind === 'closed-by-hand' && state.kind === 'reversed' ? state.closedByHand : undefined
  if (closed?.word !== 'charged') return
  const sql = `INSERT INTO account_movement (id, customer_id, kind, amount_minor, at, by_name)
               VALUES (?, ?, 'refund', ?, ?, ?)`
  change(db, sql, randomUUID(), creditCustomerId, amountMinor, at, closed.by)
}

function underWayMinor(db: WritableDb, customerId: string, paymentId: string): number {
  const sql = `SELECT coalesce(sum(amount_minor), 0) AS minor FROM payment
    WHERE final = 0 AND operation = 'refund' AND id <> ? AND state ->> '$.intent.creditCustomerId' = ?`
  return oneRow<{ minor: number }>(db, sql, paymentId, customerId)?.minor ?? 0
}
