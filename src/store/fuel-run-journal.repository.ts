import type { FuelRunJournalPort, FuelRunStep } from '#payment/ports/fuel-run-journal.port.ts'
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

type State = FuelRunStep['state']

interface StateRow {
  readonly state: string
}

/** Runs at pumps on SQLite. */
export function createFuelRunJournal(db: ReadableDb): FuelRunJournalPort {
  const states = (sql: string, ...values: readonly string[]) =>
    reading(db, () => allRows<StateRow>(db, sql, ...values).map(({ state }): State => JSON.parse(state)))
  return {
    begin: async (step) =>
      inTransaction(db, (writable) => {
        const { run, kind } = step.state
        const sql = `INSERT INTO fuel_run (id, pump_id, sale_id, kind, is_open, state, changed_at)
          VALUES (?, ?, ?, ?, 1, ?, ?)`
        change(writable, sql, run.id, run.pumpId, run.saleId, kind, JSON.stringify(step.state), step.at)
        record(writable, step)
      }),
    commit: async (step) =>
      inTransaction(db, (writable) => {
        const { run, kind } = step.state
        const sql = 'UPDATE fuel_run SET kind = ?, is_open = ?, state = ?, changed_at = ? WHERE id = ?'
        changeOne(writable, sql, kind, step.isOver ? 0 : 1, JSON.stringify(step.state), step.at, run.id)
        record(writable, step)
      }),
    run: async (id) => states('SELECT state FROM fuel_run WHERE id = ?', id)[0] ?? null,
    openRuns: async () => states('SELECT state FROM fuel_run WHERE is_open = 1 ORDER BY sequence'),
    newestRun: async (pumpId) =>
      reading(db, () => {
        const sql = 'SELECT state FROM fuel_run WHERE pump_id = ? ORDER BY sequence DESC LIMIT 1'
        const row = oneRow<StateRow>(db, sql, pumpId)
        return row === null ? null : JSON.parse(row.state)
      }),
    records: async (id) =>
      reading(db, () =>
        allRows(db, 'SELECT at, event, kind FROM fuel_run_record WHERE run_id = ? ORDER BY sequence', id),
      ),
  }
}

function record(db: WritableDb, { at, event, state }: FuelRunStep): void {
  const sql = 'INSERT INTO fuel_run_record (run_id, at, event, kind) VALUES (?, ?, ?, ?)'
  change(db, sql, state.run.id, at, event, state.kind)
}
