import type { JournalStep } from '#payment/ports/payment-journal.port.ts'
import type { StoredDayEnd, TerminalBookPort } from '#payment/ports/terminal-book.port.ts'
import {
  allRows,
  change,
  changeOne,
  inTransaction,
  oneRow,
  type ReadableDb,
  reading,
  type WritableDb,
} from './database.ts'

type DayEndRow = Omit<StoredDayEnd, 'failure' | 'ticket'> & {
  readonly failure: string | null
  readonly ticket: string | null
}

export function createTerminalBook(db: ReadableDb): TerminalBookPort {
  return {
    lastReceiptNumber: async (terminalId) => {
      const sql = 'SELECT receipt_number AS number FROM terminal_receipt WHERE terminal_id = ?'
      return reading(db, () => oneRow<{ number: string }>(db, sql, terminalId))?.number ?? null
    },
    dayEnds: async () => reading(db, () => allRows<DayEndRow>(db, NEWEST_DAY_ENDS).map(storedDayEnd)),
    beginDayEnd: async ({ terminalId, alias, at }) =>
      inTransaction(db, (writable) => {
        const sql = "INSERT INTO terminal_day_end (terminal_id, alias, at, state) VALUES (?, ?, ?, 'unknown')"
        change(writable, sql, terminalId, alias, at)
      }),
    endDay: async (terminalId, { state, failure, ticket }) =>
      inTransaction(db, (writable) =>
        changeOne(
          writable,
          `UPDATE terminal_day_end SET state = ?, failure = ?, ticket = ?
           WHERE sequence = (SELECT max(sequence) FROM terminal_day_end WHERE terminal_id = ?)`,
          state,
          failure === null ? null : JSON.stringify(failure),
          ticket === null ? null : JSON.stringify(ticket),
          terminalId,
        ),
      ),
  }
}

const NEWEST_DAY_ENDS = `SELECT terminal_id AS terminalId, alias, at, state, failure, ticket FROM terminal_day_end
  WHERE sequence IN (SELECT max(sequence) FROM terminal_day_end GROUP BY terminal_id)`

function storedDayEnd({ failure, ticket, ...row }: DayEndRow): StoredDayEnd {
  return {
    ...row,
    failure: failure === null ? null : JSON.parse(failure),
    ticket: ticket === null ? null : JSON.parse(ticket),
  }
}

/** States that another order caused: what stands in them was told before that one. */
const ENDED_BY_ANOTHER: readonly JournalStep['state']['kind'][] = [
  'taken-back-by-terminal',
  'completed-by-terminal',
  'released-by-terminal',
]

/** What a terminal told of a payment is what the next order to it is told apart by. What is noted of an older one is no news of it. */
export function keepTerminalReceipt(db: WritableDb, { kind, state }: JournalStep): void {
  if (kind === 'void-refused') return
  const { terminal } = state.intent
  if (terminal === undefined) return
  const told = 'result' in state ? state.result : 'told' in state ? state.told : null
  const number = told?.reference.receiptNumber ?? null
  if (number === null || ENDED_BY_ANOTHER.includes(state.kind)) return
  const sql = `INSERT INTO terminal_receipt (terminal_id, receipt_number) VALUES (?, ?)
    ON CONFLICT (terminal_id) DO UPDATE SET receipt_number = excluded.receipt_number`
  change(db, sql, terminal.id, number)
}
