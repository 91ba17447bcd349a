import type BetterSqlite from 'better-sqlite3'
import { storeFailure } from './store-failure.ts'

type Connection = BetterSqlite.Database

/** A database that may be read. The brand keeps a repository from taking a connection nobody checked. */
export type ReadableDb = Connection & { readonly __readable: true }
/** A database inside a write transaction; only `inTransaction` makes one. */
export type WritableDb = ReadableDb & { readonly __writable: true }

/**
 * Runs `write` in one transaction: all of it is flushed when this returns, or nothing of it is kept.
 * Synchronous on purpose: no transaction stays open across an await. Throws CatalogueFailure STORE_*.
 */
export function inTransaction<Value>(db: ReadableDb, write: (db: WritableDb) => Value): Value {
  try {
    return transactionOf(db)(write) as Value
  } catch (thrown) {
    throw storeFailure(thrown, db.name)
  }
}

type Transaction = (write: (db: WritableDb) => unknown) => unknown

/** One transaction for all writes of a connection: making one costs as much as a short write. */
const transactions = new WeakMap<Connection, Transaction>()

function transactionOf(db: ReadableDb): Transaction {
  const known = transactions.get(db)
  if (known !== undefined) return known
  const made = db.transaction((write: (db: WritableDb) => unknown) => write(db as WritableDb)).immediate
  transactions.set(db, made)
  return made
}

/** Runs `read`; troubles of the disk come out as CatalogueFailure STORE_*. */
export function reading<Value>(db: ReadableDb, read: (db: ReadableDb) => Value): Value {
  try {
    return read(db)
  } catch (thrown) {
    throw storeFailure(thrown, db.name)
  }
}

/** Statements by their text, as each connection compiled them. Repositories build a fixed, small set of texts. */
const compiled = new WeakMap<Connection, Map<string, BetterSqlite.Statement<unknown[], unknown>>>()

function prepared(db: ReadableDb, sql: string): BetterSqlite.Statement<unknown[], unknown> {
  const statements = compiled.get(db) ?? new Map<string, BetterSqlite.Statement<unknown[], unknown>>()
  const known = statements.get(sql)
  if (known !== undefined) return known
  if (statements.size === 0) compiled.set(db, statements)
  const plan = plans.get(sql) ?? withFixedPlan(sql)
  plans.set(sql, plan)
  const statement = db.prepare<unknown[], unknown>(plan)
  statements.set(sql, statement)
  return statement
}

/** The texts as they are compiled: a database that is opened again asks the same. */
const plans = new Map<string, string>()

/**
 * Where a statement sorts or groups, SQLite looks at the values of its bare parameters while it plans, and so compiles it
 * anew at every run. A plus before each, which changes neither the value nor the index, keeps the plan there was.
 */
function withFixedPlan(sql: string): string {
  return sql.replace(/'[^']*'|\?|@\w+/g, (part) => (part.startsWith("'") ? part : `+${part}`))
}

/** Rows of a STRICT table in the shape the table's own definition guarantees. */
export function allRows<Row>(db: ReadableDb, sql: string, ...parameters: readonly unknown[]): Row[] {
  return prepared(db, sql).all(...parameters) as Row[]
}

/** One row or null. */
export function oneRow<Row>(db: ReadableDb, sql: string, ...parameters: readonly unknown[]): Row | null {
  return (prepared(db, sql).get(...parameters) as Row | undefined) ?? null
}

/** Rows of a question whose text is put together for it alone: compiled for it, and forgotten. */
export function composedRows<Row>(db: ReadableDb, sql: string, parameters: readonly unknown[]): Row[] {
  return db.prepare<unknown[], Row>(sql).all(...parameters)
}

/** One writing statement. @returns how many rows it changed. */
export function change(db: WritableDb, sql: string, ...parameters: readonly unknown[]): number {
  return prepared(db, sql).run(...parameters).changes
}

/** One statement that makes a row. @returns its number. */
export function insertRow(db: WritableDb, sql: string, ...parameters: readonly unknown[]): number {
  return Number(prepared(db, sql).run(...parameters).lastInsertRowid)
}

/** One writing statement that must change exactly one row; anything else is a bug of the caller. */
export function changeOne(db: WritableDb, sql: string, ...parameters: readonly unknown[]): void {
  const changes = change(db, sql, ...parameters)
  if (changes !== 1) throw new Error(`expected one row, changed ${changes}: ${sql.slice(0, 60)}`)
}
