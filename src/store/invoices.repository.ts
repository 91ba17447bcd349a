import type { InvoiceKind, InvoiceRow } from '#contract/views/invoice-view.ts'
import type { DueInvoice, Invoice, InvoicesPort } from '#till/ports/invoices.port.ts'
import { advanceCounter, type CounterName, readCounter, tillNumber } from './counters.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { spoolJobs } from './print-spool.repository.ts'

const NUMBER_DIGITS = 6
/** A series of its own for each kind, as the law allows: both without gaps. */
const SERIES: Readonly<Record<InvoiceKind, { readonly letter: string; readonly counter: CounterName }>> = {
  invoice: { letter: 'F', counter: 'invoice-number' },
  'credit-note': { letter: 'A', counter: 'credit-note-number' },
}

export function createInvoices(db: ReadableDb, now: () => string): InvoicesPort {
  return {
    invoiceOfSale: async (saleId) => {
      const sql = 'SELECT body FROM invoice WHERE sale_id = ?'
      const row = reading(db, () => oneRow<{ body: string }>(db, sql, saleId))
      return row === null ? null : (JSON.parse(row.body) as Invoice)
    },
    nextNumber: async (kind) => reading(db, () => numberOf(db, kind, readCounter(db, SERIES[kind].counter) + 1)),
    issue: async (invoice, fiscalRecord, printJobs) =>
      inTransaction(db, (writable) => {
        const { number, kind, saleId, customerId, at, totalMinor } = invoice
        const taken = numberOf(writable, kind, advanceCounter(writable, SERIES[kind].counter))
        if (taken !== number) throw new Error('the next invoice number was taken meanwhile')
        const sql =
          'INSERT INTO invoice (number, sale_id, customer_id, at, total_minor, body) VALUES (?, ?, ?, ?, ?, ?)'
        change(writable, sql, number, saleId, customerId, at, totalMinor, JSON.stringify(invoice))
        // A ticket of nobody becomes that of whom the invoice is for.
        change(writable, 'INSERT OR IGNORE INTO customer_sale VALUES (?, ?)', saleId, customerId)
        appendFiscalRecord(writable, fiscalRecord)
        spoolJobs(writable, printJobs, now())
      }),
    onAccount: async (customerId) => {
      const sql = `SELECT number, sale_id AS saleId, at, body ->> '$.dueOn' AS dueOn, total_minor AS totalMinor
                   FROM invoice
                   WHERE customer_id = ? AND body ->> '$.kind' = 'invoice' AND body ->> '$.onAccountMinor' > 0
                   ORDER BY sequence`
      return reading(db, () => allRows<DueInvoice>(db, sql, customerId))
    },
    invoices: async (customerId, limit) => {
      const sql = `SELECT number, body ->> '$.kind' AS kind, sale_id AS saleId, body ->> '$.saleNumber' AS saleNumber, at,
                          total_minor AS totalMinor
                   FROM invoice WHERE customer_id = ? ORDER BY sequence DESC LIMIT ?`
      return reading(db, () => allRows<InvoiceRow>(db, sql, customerId, limit))
    },
  }
}

function numberOf(db: ReadableDb, kind: InvoiceKind, value: number): string {
  return `${SERIES[kind].letter}${tillNumber(db)}-${String(value).padStart(NUMBER_DIGITS, '0')}`
}
