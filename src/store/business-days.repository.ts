import type { BusinessDay, BusinessDaysPort } from '#till/ports/business-days.port.ts'
import { allRows, change, changeOne, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { spoolJobs } from './print-spool.repository.ts'

interface DayRow {
  readonly id: string
  readonly business_date: string
  readonly opened_at: string
  readonly opened_by: string
  readonly float_minor: number
  readonly drawer_count: string | null
  readonly cash_moves: string | null
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
    lastNamedBatches: async () => reading(db, () => lastNamedBatches(db)),
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
    moveCash: async (dayId, moves, fiscalRecord, printJobs) =>
      inTransaction(db, (writable) => {
        const sql = 'UPDATE business_day SET cash_moves = ? WHERE id = ? AND closed_at IS NULL'
        changeOne(writable, sql, JSON.stringify(moves), dayId)
        appendFiscalRecord(writable, fiscalRecord)
        spoolJobs(writable, printJobs, now())
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

/**
 * A Z may name several batches of an acquirer, `000001-000002`, and does not name one whose bank the till did not have
 * that day.
 */
function lastNamedBatches(db: ReadableDb): Record<string, string> {
  const sql = `SELECT coalesce(json_extract(named.value, '$.acquirerId'), 'main') AS acquirer,
      max(substr(json_extract(named.value, '$.number'), -6)) AS number
    FROM business_day, json_each(json_insert(coalesce(json_extract(closing_body, '$.otherBatches'), '[]'), '$[#]',
                                             json(json_extract(closing_body, '$.batch')))) AS named
    WHERE closed_at IS NOT NULL GROUP BY 1`
  const rows = allRows<{ acquirer: string; number: string | null }>(db, sql)
  return Object.fromEntries(rows.flatMap(({ acquirer, number }) => (number === null ? [] : [[acquirer, number]])))
}

function businessDay(row: DayRow): BusinessDay {
  return {
    id: row.id,
    businessDate: row.business_date,
    openedAt: row.opened_at,
    openedBy: row.opened_by,
    floatMinor: row.float_minor,
    count: row.drawer_count === null ? null : JSON.parse(row.drawer_count),
    ...(row.cash_moves !== null && { cashMoves: JSON.parse(row.cash_moves) }),
    closedAt: row.closed_at,
    closingNumber: row.closing_number,
  }
}
