import type { PaperDecisionsPort } from '#till/ports/paper-decisions.port.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { type JobRow, spooled, spoolJobs } from './print-spool.repository.ts'

/** Named as the partial indexes name them, each half by its own: all papers ever printed are never read. */
const IN_HAND = "state IN ('queued', 'sending', 'unknown')"
const FAILED = "state = 'not-printed' AND decision IS NULL AND kind <> 'drawer'"
const UNCONFIRMED = "confirmed_by = 'none' AND decision IS NULL AND kind <> 'drawer'"
const OPEN_SEQUENCES = `SELECT sequence FROM print_job WHERE ${IN_HAND} UNION ALL SELECT sequence FROM print_job WHERE ${FAILED}`

export function createPaperDecisions(db: ReadableDb, now: () => string): PaperDecisionsPort {
  return {
    openPapers: async (limit) =>
      reading(db, () => {
        const open = oneRow<{ total: number }>(db, `SELECT count(*) AS total FROM (${OPEN_SEQUENCES})`)
        const sql = `SELECT * FROM print_job WHERE sequence IN (${OPEN_SEQUENCES}) ORDER BY sequence LIMIT ?`
        return { jobs: allRows<JobRow>(db, sql, limit).map(spooled), total: open?.total ?? 0 }
      }),
    unconfirmed: async (limit) =>
      reading(db, () => {
        const sql = `SELECT * FROM print_job WHERE ${UNCONFIRMED} ORDER BY sequence DESC LIMIT ?`
        return allRows<JobRow>(db, sql, limit).map(spooled).toReversed()
      }),
    inDoubt: async (limit) =>
      reading(db, () => {
        const where = `${IN_HAND} AND state = 'unknown' AND kind <> 'drawer'`
        return allRows<JobRow>(db, `SELECT * FROM print_job WHERE ${where} ORDER BY sequence LIMIT ?`, limit).map(
          spooled,
        )
      }),
    decide: async ({ jobId, from, to, decision, by, record, printJobs }) =>
      inTransaction(db, (writable) => {
        const sql = `UPDATE print_job SET state = ?, decision = ?, decided_by = ?, moved_at = ?
          WHERE id = ? AND state = ? AND decision IS NULL`
        if (change(writable, sql, to, decision, by, now(), jobId, from) === 0) return false
        appendFiscalRecord(writable, record)
        spoolJobs(writable, printJobs, now())
        return true
      }),
    sendTo: async (jobId, deviceId, record) =>
      inTransaction(db, (writable) => {
        const sql = `UPDATE print_job SET state = 'queued', device_id = ?, moved_at = ?
          WHERE id = ? AND (state = 'queued' OR ${FAILED})`
        if (change(writable, sql, deviceId, now(), jobId) === 0) return false
        appendFiscalRecord(writable, record)
        return true
      }),
    drawerKicks: async (since, limit) =>
      reading(db, () =>
        allRows<JobRow>(
          db,
          `SELECT * FROM print_job WHERE kind = 'drawer' AND at >= ? ORDER BY at DESC, sequence DESC LIMIT ?`,
          since,
          limit,
        ).map(spooled),
      ),
  }
}
