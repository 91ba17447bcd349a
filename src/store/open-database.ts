import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { CatalogueFailure } from '#contract/result.ts'
import type { ReadableDb } from './database.ts'
import { MIGRATIONS, type Migration } from './migrations/migrations.ts'
import { storeFailure } from './store-failure.ts'
import { hasLostCommits } from './write-ahead-log.ts'

/** `Cmpt`, written into the header so that a foreign SQLite file is not taken for ours. */
const APPLICATION_ID = 0x43_6d_70_74

export interface OpenedDatabase {
  readonly db: ReadableDb
  /** Closes the connection, then lets the lock go. Idempotent. */
  close(): void
}

export interface OpenDatabaseOptions {
  readonly folder: string
  readonly fileName: string
  /** Replaceable so that a test can stand before a newer or a broken schema. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens the till's database alone, checked and up to date; makes folder and file when missing.
 *
 * Guarantees: while it is open no other process gets it (the lock is one of the system's and dies with the
 * process); an empty, damaged or newer file, and one whose log lost flushed commits, is left byte for byte as it was;
 * before the first migration of a file that holds data a copy lies beside it; every commit is flushed
 * (`synchronous=FULL`, read back).
 * Throws CatalogueFailure STORE_LOCKED, STORE_CORRUPTED, STORE_NEWER, STORE_NOT_WRITABLE, STORE_DISK_FULL.
 */
export function openDatabase({ folder, fileName, migrations = MIGRATIONS }: OpenDatabaseOptions): OpenedDatabase {
  const path = join(folder, fileName)
  let lock: BetterSqlite.Database | null = null
  let connection: BetterSqlite.Database | null = null
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = takeLock(`${path}.lock`)
    if (existsSync(path)) inspect(path, migrations)
    else create(path, migrations)
    connection = new BetterSqlite(path, { timeout: 0 })
    configure(connection, path)
    migrate(connection, path, migrations)
    return closable(connection as ReadableDb, lock)
  } catch (thrown) {
    connection?.close()
    lock?.close()
    throw storeFailure(thrown, path)
  }
}

/**
 * An exclusive transaction on a file of its own holds the lock: the system drops it with the process, so a kill
 * leaves nothing stale. The file itself stays and means nothing.
 */
export function takeLock(lockPath: string): BetterSqlite.Database {
  const lock = new BetterSqlite(lockPath, { timeout: 0 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (thrown) {
    lock.close()
    throw thrown
  }
}

/**
 * A new database gets its name only when it is whole, so that an empty file under that name is always a loss and
 * never a start. A log without its database is one too. (The first commit flushes the name with the log's own.)
 */
function create(path: string, migrations: readonly Migration[]): void {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (log !== undefined && log.size > 0) throw new CatalogueFailure({ code: 'STORE_CORRUPTED', details: { path } })
  const partPath = `${path}.new`
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${partPath}${suffix}`, { force: true })
  const connection = new BetterSqlite(partPath, { timeout: 0 })
  try {
    configure(connection, path)
    migrate(connection, path, migrations)
  } finally {
    connection.close()
  }
  renameSync(partPath, path)
}

/** Looks at an existing file through a read-only connection: nothing of it or its log can be altered here. */
function inspect(path: string, migrations: readonly Migration[]): void {
  const connection = new BetterSqlite(path, { readonly: true, fileMustExist: true, timeout: 0 })
  try {
    const ours = connection.pragma('application_id', { simple: true }) === APPLICATION_ID
    const pageBytes = Number(connection.pragma('page_size', { simple: true }))
    if (!ours || !isWhole(connection) || hasLostCommits(`${path}-wal`, pageBytes)) {
      throw new CatalogueFailure({ code: 'STORE_CORRUPTED', details: { path } })
    }
    const found = Number(connection.pragma('user_version', { simple: true }))
    const known = migrations.at(-1)?.number ?? 0
    if (found > known) throw new CatalogueFailure({ code: 'STORE_NEWER', details: { found, known } })
  } finally {
    connection.close()
  }
}

/**
 * Looks at the pages of every table and its indexes, those that the search is kept in too, and at the list of free ones. A check of
 * the file as a whole would also read all names again to see that the search finds each: with 100,000 products that takes most of
 * its time, at every start, and a till whose search has lost a name scans and sells on.
 */
function isWhole(connection: BetterSqlite.Database): boolean {
  const stored = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
  const tables = connection.prepare<[], { name: string }>(stored).all()
  return ['sqlite_schema', ...tables.map(({ name }) => name)].every(
    (name) => connection.pragma(`quick_check("${name.replaceAll('"', '""')}")`, { simple: true }) === 'ok',
  )
}

/** Sets what each connection needs and reads it back: SQLite ignores what it does not know. */
function configure(connection: BetterSqlite.Database, path: string): void {
  const wanted: ReadonlyArray<readonly [pragma: string, value: string, readBack: unknown]> = [
    ['journal_mode', 'WAL', 'wal'],
    ['synchronous', 'FULL', 2],
    ['foreign_keys', 'ON', 1],
    ['secure_delete', 'ON', 1],
    ['trusted_schema', 'OFF', 0],
    ['temp_store', 'MEMORY', 2],
  ]
  for (const [pragma, value, readBack] of wanted) {
    connection.pragma(`${pragma} = ${value}`)
    const found = connection.pragma(pragma, { simple: true })
    if (found !== readBack) {
      throw new CatalogueFailure({ code: 'STORE_NOT_WRITABLE', details: { path, pragma, found: String(found) } })
    }
  }
}

function migrate(connection: BetterSqlite.Database, path: string, migrations: readonly Migration[]): void {
  const version = Number(connection.pragma('user_version', { simple: true }))
  const due = migrations.filter((migration) => migration.number > version)
  if (due.length === 0) return
  if (version > 0) copyBefore(connection, path, version)
  for (const migration of due) {
    connection
      .transaction(() => {
        connection.exec(migration.sql)
        connection.pragma(`application_id = ${APPLICATION_ID}`)
        connection.pragma(`user_version = ${migration.number}`)
      })
      .immediate()
  }
}

/**
 * A whole copy beside the database, `till.db.before-20`, under its name only once it is whole. Pending card blocks
 * are wiped from it: only the live database may hold them. A copy made before stays: it is older than any try.
 */
function copyBefore(connection: BetterSqlite.Database, path: string, version: number): void {
  const copyPath = `${path}.before-${version}`
  if (existsSync(copyPath)) return
  const partPath = `${copyPath}.part`
  rmSync(partPath, { force: true })
  connection.prepare('VACUUM INTO ?').run(partPath)
  const copy = new BetterSqlite(partPath, { timeout: 0 })
  try {
    copy.pragma('journal_mode = MEMORY')
    copy.pragma('secure_delete = ON')
    const holds = copy.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'pending_sensitive'").get()
    if (holds !== undefined) copy.exec('DELETE FROM pending_sensitive')
  } finally {
    copy.close()
  }
  renameSync(partPath, copyPath)
}

function closable(db: ReadableDb, lock: BetterSqlite.Database): OpenedDatabase {
  return {
    db,
    close: () => {
      db.close()
      lock.close()
    },
  }
}
