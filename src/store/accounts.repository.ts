import { randomUUID } from 'node:crypto'
import type { AccountMovementView } from '#contract/views/account-view.ts'
import type { AccountEntry, AccountMovement, AccountsPort } from '#till/ports/accounts.port.ts'
import type { PaidSale } from '#till/ports/commit-paid-sale.port.ts'
import { accountMovementsOf } from '#till/ports/paid-sales.port.ts'
import { allRows, change, inTransaction, type ReadableDb, reading, type WritableDb } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'

export function createAccounts(db: ReadableDb): AccountsPort {
  return {
    movements: async (customerId, limit) => {
      const sql = `SELECT id, kind, amount_minor AS amountMinor, at, by_name AS byName, sale_id AS saleId,
                          sale_number AS saleNumber, invoice_number AS invoiceNumber, reason,
                          sum(amount_minor) OVER (ORDER BY sequence) AS balanceMinor
                   FROM account_movement WHERE customer_id = ? ORDER BY sequence DESC LIMIT ?`
      return reading(db, () => allRows<AccountMovementView>(db, sql, customerId, limit))
    },
    entries: async (customerId) => {
      const sql = `SELECT m.kind, m.amount_minor AS amountMinor, m.sale_id AS saleId, m.invoice_number AS invoiceNumber,
                          s.body ->> '$.returnOf.saleId' AS takesBackSaleId
                   FROM account_movement m LEFT JOIN paid_sale s ON s.id = m.sale_id AND m.kind = 'credit'
                   WHERE m.customer_id = ? ORDER BY m.sequence`
      return reading(db, () => allRows<AccountEntry>(db, sql, customerId))
    },
    book: async (movement, fiscalRecord) =>
      inTransaction(db, (writable) => {
        appendFiscalRecord(writable, fiscalRecord)
        write(writable, movement, null, null)
      }),
  }
}

/** What a ticket that is paid in this transaction moves on accounts. */
export function keepAccountOf(db: WritableDb, sale: PaidSale): void {
  const { id, number, at, cashierName: byName } = sale
  for (const { invoiceNumber, ...moved } of accountMovementsOf(sale)) {
    write(db, { ...moved, id: randomUUID(), at, byName, reason: null }, { id, number }, invoiceNumber)
  }
}

function write(
  db: WritableDb,
  { id, customerId, kind, amountMinor, at, byName, reason }: AccountMovement,
  sale: { readonly id: string; readonly number: string } | null,
  invoiceNumber: string | null,
): void {
  const sql = `INSERT INTO account_movement
    (id, customer_id, kind, amount_minor, at, by_name, sale_id, sale_number, invoice_number, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  const of = [sale?.id ?? null, sale?.number ?? null, invoiceNumber, reason]
  change(db, sql, id, customerId, kind, amountMinor, at, byName, ...of)
}
