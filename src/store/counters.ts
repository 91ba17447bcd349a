import { change, oneRow, type ReadableDb, type WritableDb } from './database.ts'

/** Numbers that outlive the program. Each is on disk before anyone sees it. */
export type CounterName =
  | 'payment-number'
  | 'ticket-number'
  | 'note-number'
  | 'perpetual-total-minor'
  | 'customer-number'
  | 'loyalty-number'
  | 'invoice-number'
  | 'credit-note-number'
  /** The last journal record of a late answer that a Z has named. */
  | 'late-answers-named'
  /** The last journal record of a reversal closed by hand that a Z has named. */
  | 'closed-by-hand-named'
  /** Those of one acquirer, by its id. */
  | `stan:${string}`
  | `stans-in-batch:${string}`

/** The counter's value; 0 when it was never used. */
export function readCounter(db: ReadableDb, name: CounterName): number {
  return oneRow<{ value: number }>(db, 'SELECT value FROM counter WHERE name = ?', name)?.value ?? 0
}

export function writeCounter(db: WritableDb, name: CounterName, value: number): void {
  change(db, 'INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)
}

/** Adds `step` and answers the new value. */
export function advanceCounter(db: WritableDb, name: CounterName, step = 1): number {
  return moved(db, name, step, 'value + excluded.value')
}

/** Goes on to the next number of 1 to `last`, and from there to 1 again. */
function turnCounter(db: WritableDb, name: CounterName, last: number): number {
  return moved(db, name, 1, `value % ${last} + 1`)
}

/** 000000 is no STAN (ISO 8583 DE11 identifies a message within its batch). */
const STAN_MAX = 999_999

/** The next STAN of an acquirer. */
export function turnStan(db: WritableDb, acquirerId: string): number {
  if (advanceCounter(db, `stans-in-batch:${acquirerId}`) > STAN_MAX) throw new Error('no STAN is left in this batch')
  return turnCounter(db, `stan:${acquirerId}`, STAN_MAX)
}

/** More than a till asks of one bank in a month, echoes on an idle line counted. */
const STANS_PASSED_OVER = 100_000

/**
 * Leaves out those that a bank may have had since a backup was made, of data that nobody can read any more: under the number of a payment
 * of this morning it would take another one for its repeat, and the reversal of that one for the payment's own.
 */
export function passOverStans(db: WritableDb): void {
  const passed = { passed: STANS_PASSED_OVER, last: STAN_MAX }
  change(db, "UPDATE counter SET value = (value + @passed - 1) % @last + 1 WHERE name LIKE 'stan:%'", passed)
  change(db, "UPDATE counter SET value = value + ? WHERE name LIKE 'stans-in-batch:%'", STANS_PASSED_OVER)
}

/** One statement, as it is asked for several times in each payment. */
function moved(db: WritableDb, name: CounterName, first: number, next: string): number {
  const sql = `INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = ${next} RETURNING value`
  const row = oneRow<{ value: number }>(db, sql, name, first)
  if (row === null) throw new Error(`the counter ${name} was not kept`)
  return row.value
}

/** The till's number in `2-004318`; 1 until the shop is set up. */
export function tillNumber(db: ReadableDb): number {
  const sql = "SELECT json_extract(value, '$.tillNumber') AS number FROM setting WHERE name = 'shop'"
  return oneRow<{ number: number }>(db, sql)?.number ?? 1
}
