import type { AuditPort } from '#till/ports/audit.port.ts'
import type { FiscalRecord } from '#till/ports/commit-paid-sale.port.ts'
import { allRows, type ReadableDb, reading } from './database.ts'

type Found = Pick<FiscalRecord, 'sequence' | 'at' | 'body'>

/** Each way to look has an index of its own: by person, by day, by one name, or along all events. */
export function createAudit(db: ReadableDb): AuditPort {
  return {
    events: async ({ events, userId, from, before, beforeSequence, limit }) => {
      const names = events.map(() => '?').join(', ')
      const person = userId === null ? '' : "AND json_extract(body, '$.userId') = ?"
      const day = from === null || before === null ? '' : 'AND at >= ? AND at < ?'
      const sql = `SELECT sequence, at, body FROM fiscal_record
                   WHERE kind = 'event' AND json_extract(body, '$.event') IN (${names}) ${person} ${day} AND sequence < ?
                   ORDER BY sequence DESC LIMIT ?`
      const bounds = day === '' ? [] : [from, before]
      const values = [...events, ...(userId === null ? [] : [userId]), ...bounds]
      return reading(db, () => allRows<Found>(db, sql, ...values, beforeSequence ?? Number.MAX_SAFE_INTEGER, limit))
    },
  }
}
