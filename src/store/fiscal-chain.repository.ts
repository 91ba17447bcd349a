import type { FiscalRecord } from '#till/ports/commit-paid-sale.port.ts'
import type { FiscalChainPort } from '#till/ports/fiscal-chain.port.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { spoolJobs } from './print-spool.repository.ts'

const COLUMNS = 'sequence, kind, at, body, previous_hash AS previousHash, hash, signature'
const LAST = `SELECT ${COLUMNS} FROM fiscal_record ORDER BY sequence DESC LIMIT 1`

export function createFiscalChain(db: ReadableDb, now: () => string): FiscalChainPort {
  return {
    last: async () => reading(db, () => oneRow<FiscalRecord>(db, LAST)),
    records: async ({ afterSequence, limit }) => {
      const sql = `SELECT ${COLUMNS} FROM fiscal_record WHERE sequence > ? ORDER BY sequence LIMIT ?`
      return reading(db, () => allRows<FiscalRecord>(db, sql, afterSequence, limit))
    },
    append: async (record, printJobs) =>
      inTransaction(db, (writable) => {
        appendFiscalRecord(writable, record)
        spoolJobs(writable, printJobs, now())
      }),
  }
}

/** Adds the record to the transaction under way; throws when it does not follow the last one. */
export function appendFiscalRecord(db: WritableDb, record: FiscalRecord): void {
  const last = oneRow<FiscalRecord>(db, LAST)
  const follows = last === null ? record.sequence === 1 : record.sequence === last.sequence + 1
  if (!follows || (last !== null && record.previousHash !== last.hash)) {
    throw new Error(`fiscal record ${record.sequence} does not follow ${last?.sequence ?? 0}`)
  }
  change(
    db,
    'INSERT INTO fiscal_record VALUES (?, ?, ?, ?, ?, ?, ?)',
    record.sequence,
    record.kind,
    record.at,
    record.body,
    record.previousHash,
    record.hash,
    record.signature,
  )
}
