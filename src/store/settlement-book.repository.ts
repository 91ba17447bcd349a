import type { DebitCredit } from '#payment/ports/acquirer-host.port.ts'
import type {
  ClosedBatch,
  SettlementBookPort,
  StoredBankLine,
  StoredDecision,
  StoredImport,
} from '#payment/ports/settlement-book.port.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'

const IMPORTS = `SELECT id, file_name AS fileName, digest, read_at AS readAt, read_by AS readBy, from_day AS "from",
  to_day AS "to", card_lines AS cardLines, other_lines AS otherLines FROM statement_import ORDER BY sequence DESC`

/** The first row of each key stands for it. */
const LINES = `SELECT key, import_id AS importId, kind, line, booked_on AS bookedOn, value_on AS valueOn,
  amount_minor AS amountMinor, fee_minor AS feeMinor, label, reference, figures
  FROM bank_line AS each
  WHERE sequence = (SELECT min(sequence) FROM bank_line WHERE key = each.key)
  ORDER BY booked_on DESC, sequence DESC`

const CLOSED_BATCHES = `SELECT acquirer_id AS acquirerId, number, changed_at AS closedAt, till, host FROM batch
  WHERE state <> 'open' AND till IS NOT NULL AND till <> '{}' ORDER BY changed_at DESC, number DESC LIMIT ?`

interface DecisionRow {
  readonly lineKey: string
  readonly acquirerId: string | null
  readonly number: string | null
  readonly by: string
  readonly at: string
}

type BatchRow = Pick<ClosedBatch, 'acquirerId' | 'number' | 'closedAt'> & {
  readonly till: string
  readonly host: string | null
}

/** Statements and decisions on SQLite, beside the journal's batches. */
export function createSettlementBook(db: ReadableDb): SettlementBookPort {
  return {
    imports: async () => reading(db, () => allRows<StoredImport>(db, IMPORTS)),
    lines: async () =>
      reading(db, () =>
        allRows<Omit<StoredBankLine, 'figures'> & { readonly figures: string }>(db, LINES).map((row) => ({
          ...row,
          figures: JSON.parse(row.figures),
        })),
      ),
    decisions: async () => reading(db, () => decisions(db)),
    closedBatches: async (limit) => reading(db, () => allRows<BatchRow>(db, CLOSED_BATCHES, limit).map(closedBatch)),
    add: async (statement, lines) => inTransaction(db, (writable) => add(writable, statement, lines)),
    remove: async (importId) =>
      inTransaction(db, (writable) => {
        const removed = change(writable, 'DELETE FROM statement_import WHERE id = ?', importId)
        change(writable, 'DELETE FROM settlement_decision WHERE line_key NOT IN (SELECT key FROM bank_line)')
        return removed > 0
      }),
    decide: async (decision) => inTransaction(db, (writable) => decide(writable, decision)),
    reopen: async (lineKey) =>
      inTransaction(
        db,
        (writable) => void change(writable, 'DELETE FROM settlement_decision WHERE line_key = ?', lineKey),
      ),
  }
}

function closedBatch({ till, host, ...batch }: BatchRow): ClosedBatch {
  return { ...batch, tillMinor: netMinor(till), hostMinor: host === null ? null : netMinor(host) }
}

/** Totals by scheme as one amount: what cardholders paid less what they were given back. */
function netMinor(totals: string): number {
  const bySchema: Readonly<Record<string, DebitCredit>> = JSON.parse(totals)
  return Object.values(bySchema).reduce((net, { debitMinor, creditMinor }) => net + debitMinor - creditMinor, 0)
}

function decisions(db: ReadableDb): StoredDecision[] {
  const sql = `SELECT line_key AS lineKey, acquirer_id AS acquirerId, batch_number AS number, by_name AS by, at
    FROM settlement_decision ORDER BY line_key`
  return allRows<DecisionRow>(db, sql).map(({ acquirerId, number, ...decision }) => ({
    ...decision,
    batch: acquirerId === null || number === null ? null : { acquirerId, number },
  }))
}

function add(db: WritableDb, statement: StoredImport, lines: readonly StoredBankLine[]): void {
  const { id, fileName, digest, readAt, readBy, from, to, cardLines, otherLines } = statement
  if (oneRow(db, 'SELECT 1 FROM statement_import WHERE digest = ?', digest) !== null) return
  change(
    db,
    `INSERT INTO statement_import
       (id, file_name, digest, read_at, read_by, from_day, to_day, card_lines, other_lines)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, fileName, digest, readAt, readBy, from, to, cardLines, otherLines],
  )
  const insert = `INSERT INTO bank_line (import_id, key, kind, line, booked_on, value_on, amount_minor, fee_minor, label,
      reference, figures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
  for (const { key, kind, line, bookedOn, valueOn, amountMinor, feeMinor, label, reference, figures } of lines)
    change(
      db,
      insert,
      ...[id, key, kind, line, bookedOn, valueOn, amountMinor, feeMinor, label, reference, JSON.stringify(figures)],
    )
}

/** One line for one batch: whatever was decided about either before is taken back. */
function decide(db: WritableDb, { lineKey, batch, by, at }: StoredDecision): void {
  change(db, 'DELETE FROM settlement_decision WHERE line_key = ?', lineKey)
  if (batch !== null)
    change(
      db,
      'DELETE FROM settlement_decision WHERE acquirer_id = ? AND batch_number = ?',
      batch.acquirerId,
      batch.number,
    )
  const { acquirerId = null, number = null } = batch ?? {}
  change(db, 'INSERT INTO settlement_decision VALUES (?, ?, ?, ?, ?)', lineKey, acquirerId, number, by, at)
}
