import { existsSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'
import { CatalogueFailure } from '#contract/result.ts'
import type { DatabaseFacts } from '#contract/views/backup-view.ts'
import type { BackupBookPort, BackupSettings, BackupState, Counter } from '#till/ports/backup-book.port.ts'
import { passOverStans } from './counters.ts'
import { allRows, change, inTransaction, oneRow, type ReadableDb, reading, type WritableDb } from './database.ts'
import { appendFiscalRecord } from './fiscal-chain.repository.ts'
import { keepLostClaims, lostClaims } from './restored-claims.ts'
import { storeFailure } from './store-failure.ts'

/** Pages in one step of a copy: about two megabytes, after which whatever waits has its turn. */
const PAGES_A_STEP = 512

const NO_STATE: BackupState = { last: null, failure: null, trial: null }

export function createBackupBook(db: ReadableDb): BackupBookPort {
  const read = <Value>(name: string): Value | null => {
    const row = reading(db, () => oneRow<{ value: string }>(db, 'SELECT value FROM setting WHERE name = ?', name))
    return row === null ? null : (JSON.parse(row.value) as Value)
  }
  const put = (writable: WritableDb, name: string, value: unknown): void => {
    const sql = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
    change(writable, sql, name, JSON.stringify(value))
  }
  return {
    settings: async () => read<BackupSettings>('backup'),
    saveSettings: async (settings, record) =>
      inTransaction(db, (writable) => {
        put(writable, 'backup', settings)
        if (record !== null) appendFiscalRecord(writable, record)
      }),
    state: async () => read<BackupState>('backup-state') ?? NO_STATE,
    saveState: async (state) => inTransaction(db, (writable) => put(writable, 'backup-state', state)),
    facts: async () => reading(db, () => factsOf(db)),
    factsOfCopy: async (path) => factsOfCopy(path),
    lastClosing: async () =>
      reading(db, () =>
        oneRow<{ turnoverMinor: number; ticketCount: number }>(
          db,
          `SELECT json_extract(body, '$.turnoverMinor') AS turnoverMinor, json_extract(body, '$.ticketCount') AS ticketCount
           FROM fiscal_record WHERE kind = 'closing' ORDER BY sequence DESC LIMIT 1`,
        ),
      ),
    counters: async () => reading(db, () => allRows<Counter>(db, COUNTERS)),
    lastRestore: async () => read<string>('last-restore'),
    countersOfCopy: async (path) => countersOfCopy(path),
    raiseCounters: async (counters) =>
      inTransaction(db, (writable) => {
        const sql =
          'INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)'
        for (const { name, value } of counters) change(writable, sql, name, value)
      }),
    passOverStans: async () => inTransaction(db, passOverStans),
    lostClaims: async (path) => readCopy(path, (copy) => lostClaims(db, copy)) ?? lostClaims(db, null),
    noteRestored: async (id, at, record, claims) =>
      inTransaction(db, (writable) => {
        put(writable, 'last-restore', id)
        keepLostClaims(writable, { id, at }, claims)
        if (record !== null) appendFiscalRecord(writable, record)
      }),
    saveCopy: (path, onProgress) => saveCopy(db, path, onProgress),
  }
}

const COUNTERS = 'SELECT name, value FROM counter'
const COUNT = (table: string) => `(SELECT count(*) FROM ${table})`

function factsOf(db: ReadableDb): DatabaseFacts {
  const row = oneRow<Omit<DatabaseFacts, 'schema'>>(
    db,
    `SELECT ${COUNT('paid_sale')} AS tickets,
      (SELECT coalesce(sum(total_minor), 0) FROM paid_sale) AS salesTotalMinor,
      (SELECT count(*) FROM business_day WHERE closed_at IS NOT NULL) AS closings,
      ${COUNT('fiscal_record')} AS fiscalRecords,
      coalesce((SELECT hash FROM fiscal_record ORDER BY sequence DESC LIMIT 1), '') AS fiscalHash,
      ${COUNT('product')} AS products,
      ${COUNT('user_account')} AS people,
      (SELECT at FROM paid_sale ORDER BY sequence DESC LIMIT 1) AS lastTicketAt`,
  )
  if (row === null) throw new Error('a query of counts has a row')
  return { schema: Number(db.pragma('user_version', { simple: true })), ...row }
}

function factsOfCopy(path: string): DatabaseFacts {
  const copy = new BetterSqlite(path, { readonly: true, fileMustExist: true, timeout: 0 })
  try {
    return factsOf(copy as ReadableDb)
  } finally {
    copy.close()
  }
}

function countersOfCopy(path: string): readonly Counter[] | null {
  return readCopy(path, (copy) => allRows<Counter>(copy, COUNTERS))
}

/** A file that only cannot be read now is no reason to give its numbers or its money twice: that is thrown, and the next start tries again. */
function readCopy<Value>(path: string, read: (copy: ReadableDb) => Value): Value | null {
  if (!existsSync(path)) return null
  try {
    const copy = new BetterSqlite(path, { fileMustExist: true, timeout: 0 })
    try {
      return read(copy as ReadableDb)
    } finally {
      copy.close()
    }
  } catch (thrown) {
    const failure = storeFailure(thrown, path)
    if (failure instanceof CatalogueFailure && failure.failure.code !== 'STORE_CORRUPTED') throw failure
    return null
  }
}

async function saveCopy(
  db: ReadableDb,
  path: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  try {
    await db.backup(path, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages)
        return PAGES_A_STEP
      },
    })
    // Only the live database may hold card blocks; the copy has no log beside it that could.
    const copy = new BetterSqlite(path, { timeout: 0 })
    try {
      copy.pragma('journal_mode = DELETE')
      copy.pragma('secure_delete = ON')
      copy.exec('DELETE FROM pending_sensitive')
    } finally {
      copy.close()
    }
  } catch (thrown) {
    throw storeFailure(thrown, path)
  }
}
