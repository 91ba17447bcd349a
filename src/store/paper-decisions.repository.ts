import type { PaperDecisionsPort } from '#till/ports/paper-decisions.port.ts'
import type { SpooledJob } from '#till/ports/print-spool.port.ts'
import { allRows, inTransaction, oneRow, type ReadableDb, reading } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { changePapers, OPEN, openPapers } from './open-papers.ts'
import { type JobRow, spooled, spoolJobs } from './print-spool.repository.ts'

/** Named as the partial indexes name them, each half by its own: all papers ever printed are never read. */
const FAILED = "state = 'not-printed' AND decision IS NULL AND kind <> 'drawer'"
const UNCONFIRMED = "confirmed_by = 'none' AND decision IS NULL AND kind <> 'drawer'"
const OPEN_SEQUENCES = `SELECT sequence FROM print_job WHERE ${OPEN} UNION ALL SELECT sequence FROM print_job WHERE ${FAILED}`

const IN_DOUBT = `${OPEN} AND state = 'unknown' AND kind <> 'drawer' ORDER BY sequence LIMIT ?`

export function createPaperDecisions(db: ReadableDb, now: () => string): PaperDecisionsPort {
  // Asked for whenever any paper moves, and nearly always the same: read again only once others are among them.
  let inDoubt: { readonly names: string; readonly jobs: SpooledJob[] } = { names: '', jobs: [] }
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
        const unknown = openPapers(db).filter(({ state, kind }) => state === 'unknown' && kind !== 'drawer')
        const names = unknown
          .slice(0, limit)
          .map(({ id, movedAt }) => `${id} ${movedAt}`)
          .join()
        if (names !== inDoubt.names)
          inDoubt = {
            names,
            jobs: allRows<JobRow>(db, `SELECT * FROM print_job WHERE ${IN_DOUBT}`, limit).map(spooled),
          }
        return inDoubt.jobs
      }),
    decide: async ({ jobId, from, to, decision, by, record, printJobs }) =>
      inTransaction(db, (writable) => {
        const sql = `UPDATE print_job SET state = ?, decision = ?, decided_by = ?, moved_at = ?
          WHERE id = ? AND state = ? AND decision IS NULL`
        if (changePapers(writable, sql, to, decision, by, now(), jobId, from) === 0) return false
        appendFiscalRecord(writable, record)
        spoolJobs(writable, printJobs, now())
        return true
      }),
    sendTo: async (jobId, deviceId, record) =>
      inTransaction(db, (writable) => {
        const sql = `UPDATE print_job SET state = 'queued', device_id = ?, moved_at = ?
          WHERE id = ? AND (state = 'queued' OR ${FAILED})`
        if (changePapers(writable, sql, deviceId, now(), jobId) === 0) return false
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
