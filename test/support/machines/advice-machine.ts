import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AdviceChange, StoredAdvice } from '#payment/ports/payment-journal.port.ts'
import { moveAdvice } from '#store/advice-rows.ts'
import type { WritableDb } from '#store/database.ts'
import { type OpenedDatabase, openDatabase } from '#store/open-database.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import type { Actor, Machine, MachineEvent } from './machine.ts'

interface Advice {
  readonly state: StoredAdvice['state']
  readonly isNoted: boolean
}

const STATES: Readonly<Record<StoredAdvice['state'], true>> = {
  waiting: true,
  sent: true,
  settled: true,
  refused: true,
  parked: true,
  withdrawn: true,
}

const ACTORS: Readonly<Record<AdviceChange['kind'] | 'withdraw', Actor>> = {
  attempt: 'time',
  settle: 'bank',
  refuse: 'bank',
  'put-off': 'bank',
  park: 'bank',
  retry: 'person',
  note: 'person',
  withdraw: 'person',
}

const SAMPLES: readonly (AdviceChange | { readonly kind: 'withdraw' })[] = [
  { kind: 'attempt', nextAt: '', image: { redacted: {}, digestHex: '' }, via: 'primary' },
  { kind: 'settle', responseCode: '00' },
  { kind: 'refuse', responseCode: '51' },
  { kind: 'put-off', responseCode: '91' },
  { kind: 'park', responseCode: '30' },
  { kind: 'retry', by: 'M' },
  { kind: 'note', by: 'M' },
  { kind: 'withdraw' },
]
type Change = (typeof SAMPLES)[number]

const EVENTS: readonly MachineEvent<Change>[] = SAMPLES.map((event) => ({
  name: event.kind,
  by: ACTORS[event.kind],
  event,
}))

let rows: OpenedDatabase | null = null

/** A database of its own for the rows of the walk, until the process ends. */
function openRows(): OpenedDatabase {
  if (rows !== null) return rows
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-machine-'))
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  opened.db.exec('PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF')
  process.once('exit', () => {
    opened.close()
    rmSync(folder, { recursive: true, force: true })
  })
  rows = opened
  return opened
}

/** The rows themselves, moved by the SQL of the product. */
function moved({ state, isNoted }: Advice, change: Change): Advice {
  const { db } = openRows()
  db.exec(`DELETE FROM offline_sale;
    INSERT INTO offline_sale (payment_id, state, amount_minor, approved_at, seen_by)
    VALUES ('p', '${state}', 1, '', ${isNoted ? "'M'" : 'NULL'})`)
  if (change.kind === 'withdraw') db.exec("UPDATE offline_sale SET state = 'withdrawn'")
  else moveAdvice(db as WritableDb, 'p', '', change)
  const row = db.prepare('SELECT state, seen_by FROM offline_sale').get() as {
    state: Advice['state']
    seen_by: unknown
  }
  return { state: row.state, isNoted: row.seen_by !== null }
}

/** A loss or a doubt is over once a manager has taken note; a sale that is given back is over at once. */
export const ADVICE: Machine<Advice, Change> = {
  name: 'Advice',
  about: 'What the bank is told of a sale that was approved without it.',
  source: 'src/store/advice-rows.ts',
  states: Object.keys(STATES),
  begin: { state: 'waiting', isNoted: false },
  events: EVENTS,
  step: moved,
  nameOf: ({ state }) => state,
  isEnd: ({ state, isNoted }) => state === 'settled' || state === 'withdrawn' || isNoted,
}
