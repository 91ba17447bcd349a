import type { Confirmation } from '#contract/views/printer-settings-view.ts'
import type { PaperDecision, PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import type { NewPrintJob } from '#till/ports/commit-paid-sale.port.ts'
import type { PaperShelfPort } from '#till/ports/paper-shelf.port.ts'
import type {
  PrintedOn,
  PrintSpoolPort,
  SpooledJob,
  SpooledPaper,
  SpoolMoveMore,
} from '#till/ports/print-spool.port.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { changePapers, OPEN, ofShare, openPapers, paperCounts } from './open-papers.ts'

export interface JobRow {
  readonly id: string
  readonly kind: PrintJobKind
  readonly sale_id: string | null
  readonly copy_number: number
  readonly document: string
  readonly state: PrintJobState
  readonly at: string
  readonly moved_at: string
  readonly digest_hex: string | null
  readonly device_id: string | null
  readonly decision: PaperDecision | null
  readonly decided_by: string | null
  readonly printer_id: string | null
  readonly printer_alias: string | null
  readonly is_stand_in: number | null
  readonly confirmed_by: Confirmation | null
}

/** From where each is reached. queued ──► sending ──► printed | not-printed | unknown;  sending ──► queued where no byte of it left */
const FROM: Readonly<Record<PrintJobState, string>> = {
  queued: "'sending'",
  sending: "'queued'",
  printed: "'sending'",
  'not-printed': "'sending'",
  unknown: "'sending'",
}

/** As the partial index `print_job_z_report` has it. */
const Z_REPORT = "kind = 'z-report'"

const PRINTER_OF_JOB = 'SELECT printer_id FROM print_job WHERE id = ?'

export function createPrintSpool(db: ReadableDb, now: () => string): PrintSpoolPort & PaperShelfPort {
  const jobs = (where: string, ...parameters: readonly unknown[]): SpooledJob[] =>
    reading(db, () => allRows<JobRow>(db, `SELECT * FROM print_job WHERE ${where}`, ...parameters).map(spooled))
  return {
    queuedJobs: async (share) => {
      const { where, values } = ofShare(share)
      return jobs(`state = 'queued' AND ${OPEN} AND ${where} ORDER BY sequence`, ...values)
    },
    queue: async (share) => reading(db, () => openPapers(db, share).filter(({ state }) => state === 'queued')),
    job: async (id) => jobs('id = ?', id)[0] ?? null,
    jobsOfSale: async (saleId) => jobs('sale_id = ? ORDER BY sequence', saleId),
    papersOfSale: async (saleId) => reading(db, () => papersOfSale(db, saleId)),
    newestJobs: async (limit) => jobs('true ORDER BY sequence DESC LIMIT ?', limit),
    zReports: async (wanted) => {
      if ('number' in wanted)
        return jobs(`${Z_REPORT} AND document ->> '$.number' = ? ORDER BY sequence`, wanted.number)
      const before = `(SELECT min(sequence) FROM print_job WHERE ${Z_REPORT} AND document ->> '$.number' = ?)`
      const where = `${Z_REPORT} AND copy_number = 0 AND sequence < coalesce(${before}, sequence + 1)`
      return jobs(`${where} ORDER BY sequence DESC LIMIT ?`, wanted.beforeNumber, wanted.limit)
    },
    add: async (job) => inTransaction(db, (writable) => spoolJobs(writable, [job], now())),
    waiting: async (saleId) => reading(db, () => waitingPapers(db, saleId)),
    askFor: async (saleId, kinds, deviceId) =>
      inTransaction(db, (writable) => {
        const wanted = waitingPapers(writable, saleId).filter(({ kind }) => kinds.includes(kind))
        for (const { id } of wanted) change(writable, 'DELETE FROM withheld_paper WHERE id = ?', id)
        const where = deviceId === null ? {} : { deviceId }
        const jobs = wanted.map(({ isWaiting: _, ...job }) => ({ ...job, ...where }))
        spoolJobs(writable, jobs, now())
        return jobs.length
      }),
    move: async (id, state, more) => inTransaction(db, (writable) => move(writable, id, state, now(), more)),
    counts: async (share) => reading(db, () => paperCounts(db, share)),
    printersInDoubt: async () =>
      reading(db, () => allRows<{ id: string }>(db, 'SELECT printer_id AS id FROM half_paper').map(({ id }) => id)),
    settleInterrupted: async () =>
      inTransaction(db, (writable) => {
        const halves = `INSERT OR IGNORE INTO half_paper SELECT printer_id FROM print_job
          WHERE state = 'sending' AND ${OPEN} AND printer_id IS NOT NULL`
        change(writable, halves)
        const unknown = `UPDATE print_job SET state = 'unknown', moved_at = ? WHERE state = 'sending' AND ${OPEN}`
        return changePapers(writable, unknown, now())
      }),
  }
}

interface WaitingRow {
  readonly id: string
  readonly saleId: string
  readonly kind: PrintJobKind
  readonly document: string
  readonly at: string
}

function waitingPapers(db: ReadableDb, saleId: string): NewPrintJob[] {
  const sql = 'SELECT id, sale_id AS saleId, kind, document, at FROM withheld_paper WHERE sale_id = ? ORDER BY sequence'
  return allRows<WaitingRow>(db, sql, saleId).map(({ document, ...row }) => ({
    ...row,
    copyNumber: 0,
    document: JSON.parse(document) as NewPrintJob['document'],
    isWaiting: true,
  }))
}

/** Queues papers in the transaction under way, in their order; those that wait are put aside. */
export function spoolJobs(db: WritableDb, jobs: readonly NewPrintJob[], now: string): void {
  for (const job of jobs) {
    if (job.isWaiting) {
      const sql = 'INSERT INTO withheld_paper (id, sale_id, kind, document, at) VALUES (?, ?, ?, ?, ?)'
      change(db, sql, job.id, job.saleId, job.kind, JSON.stringify(job.document), job.at)
      continue
    }
    changePapers(
      db,
      `INSERT INTO print_job (id, kind, sale_id, copy_number, document, state, at, moved_at, device_id)
       VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?)`,
      job.id,
      job.kind,
      job.saleId,
      job.copyNumber,
      JSON.stringify(job.document),
      job.at,
      now,
      job.deviceId ?? null,
    )
  }
}

/** A row as the port tells it. */
export function spooled(row: JobRow): SpooledJob {
  return { ...withoutDocument(row), document: JSON.parse(row.document) }
}

function withoutDocument(row: Omit<JobRow, 'document'>): SpooledPaper {
  return {
    id: row.id,
    kind: row.kind,
    saleId: row.sale_id,
    copyNumber: row.copy_number,
    state: row.state,
    at: row.at,
    movedAt: row.moved_at,
    digestHex: row.digest_hex,
    deviceId: row.device_id,
    decision: row.decision,
    decidedBy: row.decided_by,
    printedOn: printedOn(row),
    confirmedBy: row.confirmed_by,
  }
}

function papersOfSale(db: ReadableDb, saleId: string): SpooledPaper[] {
  const sql = `SELECT id, kind, sale_id, copy_number, state, at, moved_at, digest_hex, device_id, decision, decided_by,
      printer_id, printer_alias, is_stand_in, confirmed_by
    FROM print_job WHERE sale_id = ? ORDER BY sequence`
  return allRows<Omit<JobRow, 'document'>>(db, sql, saleId).map(withoutDocument)
}

function printedOn({ printer_id: id, printer_alias: alias, is_stand_in }: Omit<JobRow, 'document'>): PrintedOn | null {
  return id === null ? null : { id, alias: alias ?? '', isStandIn: is_stand_in === 1 }
}

function move(
  db: WritableDb,
  id: string,
  state: PrintJobState,
  now: string,
  { digestHex, printedOn, confirmedBy }: SpoolMoveMore = {},
): void {
  const moved = [state, now, digestHex ?? null, confirmedBy ?? null]
  const on = printedOn === undefined ? [] : [printedOn.id, printedOn.alias, printedOn.isStandIn ? 1 : 0]
  const sql = `UPDATE print_job SET state = ?, moved_at = ?, digest_hex = coalesce(?, digest_hex), confirmed_by = ?
      ${printedOn === undefined ? '' : ', printer_id = ?, printer_alias = ?, is_stand_in = ?'}
    WHERE id = ? AND state IN (${FROM[state]})`
  if (changePapers(db, sql, ...moved, ...on, id) !== 1) throw cannotMove(db, id, state)
  if (state === 'unknown')
    change(db, `INSERT OR IGNORE INTO half_paper ${PRINTER_OF_JOB} AND printer_id IS NOT NULL`, id)
  // A kick goes past what is in the printer, and ends no half of it.
  if (state === 'printed')
    change(db, `DELETE FROM half_paper WHERE printer_id = (${PRINTER_OF_JOB} AND kind <> 'drawer')`, id)
}

function cannotMove(db: ReadableDb, id: string, state: PrintJobState): Error {
  const found = oneRow<Pick<JobRow, 'state'>>(db, 'SELECT state FROM print_job WHERE id = ?', id)
  if (found === null) return new Error('this print job is not in the spool')
  return new Error(`a ${found.state} print job cannot become ${state}`)
}
