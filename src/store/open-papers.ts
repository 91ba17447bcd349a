import type { PrintJobKind, PrintJobState } from '#contract/views/sale-view.ts'
import type { SpoolCounts, SpoolShare } from '#till/ports/print-spool.port.ts'
import { allRows, change, oneRow, type ReadableDb, type WritableDb } from './database.ts'

/** A paper that is not at its end, without its document. */
export interface OpenPaper {
  readonly id: string
  readonly kind: PrintJobKind
  readonly at: string
  readonly deviceId: string | null
  readonly state: Extract<PrintJobState, 'queued' | 'sending' | 'unknown'>
  readonly movedAt: string
  readonly printerId: string | null
}

interface Look {
  readonly open: readonly OpenPaper[]
  /** When the last paper was printed, by share. */
  readonly printedAt: Map<string, string | null>
}

/** Named as the partial index `print_job_open` names it: without it every look would read all papers ever printed. */
export const OPEN = "state IN ('queued', 'sending', 'unknown')"

/** The last look at each database. Workers, status bar and open matters all ask after each move: it is read once. */
const looks = new WeakMap<ReadableDb, Look>()

/** One statement that changes `print_job`. All of them come through here: what was seen before is forgotten. */
export function changePapers(db: WritableDb, sql: string, ...parameters: readonly unknown[]): number {
  looks.delete(db)
  return change(db, sql, ...parameters)
}

function lookAt(db: ReadableDb): Look {
  const known = looks.get(db)
  if (known !== undefined) return known
  const sql = `SELECT id, kind, at, device_id AS deviceId, state, moved_at AS movedAt, printer_id AS printerId
    FROM print_job WHERE ${OPEN} ORDER BY sequence`
  const look: Look = { open: allRows<OpenPaper>(db, sql), printedAt: new Map() }
  // What a transaction sees may never be.
  if (!db.inTransaction) looks.set(db, look)
  return look
}

/** Papers that are queued, being sent or unknown, oldest first. */
export function openPapers(db: ReadableDb, share?: SpoolShare): readonly OpenPaper[] {
  const { open } = lookAt(db)
  if (share === undefined) return open
  if ('only' in share) return open.filter(({ deviceId }) => deviceId === share.only)
  return open.filter(({ deviceId }) => deviceId === null || !share.allBut.includes(deviceId))
}

/** How many there are, and when the last one came out. */
export function paperCounts(db: ReadableDb, share?: SpoolShare): SpoolCounts {
  const open = openPapers(db, share)
  const unknown = open.filter(({ state }) => state === 'unknown')
  const lost = unknown.filter(({ printerId }) => printerId === null).map(({ movedAt }) => movedAt)
  return {
    queued: open.length - unknown.length,
    unknown: unknown.length,
    lastPrintedAt: lastPrintedAt(db, share),
    lastUnknownAt: lost.reduce<string | null>((last, at) => (last === null || at > last ? at : last), null),
  }
}

function lastPrintedAt(db: ReadableDb, share: SpoolShare | undefined): string | null {
  const { printedAt } = lookAt(db)
  const { where, values } = ofShare(share)
  const key = [where, ...values].join()
  const known = printedAt.get(key)
  if (known !== undefined) return known
  const sql = `SELECT moved_at AS at FROM print_job WHERE state = 'printed' AND ${where} ORDER BY moved_at DESC LIMIT 1`
  const at = oneRow<{ at: string }>(db, sql, ...values)?.at ?? null
  printedAt.set(key, at)
  return at
}

/** Papers of printers that are gone fall to the till's own. */
export function ofShare(share: SpoolShare | undefined): { readonly where: string; readonly values: readonly string[] } {
  if (share === undefined) return { where: 'true', values: [] }
  if ('only' in share) return { where: 'device_id = ?', values: [share.only] }
  const where = '(device_id IS NULL OR device_id NOT IN (SELECT value FROM json_each(?)))'
  return { where, values: [JSON.stringify(share.allBut)] }
}
