import type { BusinessDay, BusinessDaysPort } from '#till/ports/business-days.port.ts'
import { change, changeOne, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { spoolJobs } from './print-spool.repository.ts'

interface DayRow {
  readonly id: string
  readonly business_date: string
  readonly opened_at: string
  readonly opened_by: string
  readonly float_minor: number
  readonly drawer_count: string | null
  readonly closed_at: string | null
  readonly closing_number: number | null
}

export function createBusinessDaysRepository(db: ReadableDb, now: () => string): BusinessDaysPort {
  const day = (where: string): BusinessDay | null => {
    const row = reading(db, () => oneRow<DayRow>(db, `SELECT * FROM business_day WHERE ${where}`))
    return row === null ? null : businessDay(row)
  }
  return {
    openDay: async () => day('closed_at IS NULL'),
    lastClosedDay: async () => day('closed_at IS NOT NULL ORDER BY sequence DESC LIMIT 1'),
    lastNamedBatch: async () => reading(db, () => lastNamedBatch(db)),
    begin: async (begun, fiscalRecord) =>
      inTransaction(db, (writable) => {
        change(
          writable,
          'INSERT INTO business_day (id, business_date, opened_at, opened_by, float_minor) VALUES (?, ?, ?, ?, ?)',
          begun.id,
          begun.businessDate,
          begun.openedAt,
          begun.openedBy,
          begun.floatMinor,
        )
        appendFiscalRecord(writable, fiscalRecord)
      }),
    recordCount: async (dayId, count, fiscalRecord) =>
      inTransaction(db, (writable) => {
        const sql = 'UPDATE business_day SET drawer_count = ? WHERE id = ? AND closed_at IS NULL'
        changeOne(writable, sql, JSON.stringify(count), dayId)
        appendFiscalRecord(writable, fiscalRecord)
      }),
    close: async ({ dayId, closedAt, closingNumber, body, fiscalRecord, printJobs }) =>
      inTransaction(db, (writable) => {
        changeOne(
          writable,
          `UPDATE business_day SET closed_at = ?, closing_number = ?, closing_body = ?
           WHERE id = ? AND closed_at IS NULL`,
          closedAt,
          closingNumber,
          JSON.stringify(body),
          dayId,
        )
        appendFiscalRecord(writable, fiscalRecord)
        spoolJobs(writable, printJobs, now())
      }),
  }
}

/** A Z may name several batches, `000001-000002`. */
function lastNamedBatch(db: ReadableDb): string | null {
  const sql = `SELECT json_extract(closing_body, '$.batch.number') AS number FROM business_day
     WHERE closed_at IS NOT NULL ORDER BY sequence DESC LIMIT 1`
  return oneRow<{ number: string | null }>(db, sql)?.number?.split('-').at(-1) ?? null
}

function businessDay(row: DayRow): BusinessDay {
  return {
    id: row.id,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    floatMinor: row.float_minor,
    count: row.drawer_count === null ? null : JSON.parse(row.drawer_count),
    closedAt: row.closed_at,
    closingNumber: row.closing_number,
  }
}
