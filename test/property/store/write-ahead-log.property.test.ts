import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasLostCommits } from '#store/write-ahead-log.ts'

/**
 * Goal: a damaged log is never read as a shorter one, and a torn one is never taken for a damaged one. Method: a log
 * that SQLite itself wrote, one row per commit; any byte before the last two commits is damaged, or the end is torn.
 */
const COMMITS = 12
const PAGE_BYTES = 4_096
const HEADER_BYTES = 32
const FRAME_BYTES = 24 + PAGE_BYTES
/** One row fits the same page all along: each commit is one frame, after those of the first that made the table. */
const LAST_TWO_COMMITS_BYTES = 2 * FRAME_BYTES

let folder: string
let path: string
let log: Buffer
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'comptoir-log-'))
  path = join(folder, 'data.db')
  const db = new BetterSqlite(path)
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE sale (number INTEGER PRIMARY KEY) STRICT')
  for (let number = 1; number <= COMMITS; number += 1) db.prepare('INSERT INTO sale VALUES (?)').run(number)
  log = readFileSync(`${path}-wal`)
  copyFileSync(path, join(folder, 'base.db'))
  db.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the check says of a log, and how many sales SQLite would still see with it. */
function judge(bytes: Uint8Array): { readonly lost: boolean; readonly sales: number } {
  const copy = join(folder, 'judged.db')
  rmSync(`${copy}-shm`, { force: true })
  copyFileSync(join(folder, 'base.db'), copy)
  writeFileSync(`${copy}-wal`, bytes)
  const lost = hasLostCommits(`${copy}-wal`, PAGE_BYTES)
  const db = new BetterSqlite(copy)
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sale'").get()
    if (table === undefined) return { lost, sales: 0 }
    const { sales } = db.prepare('SELECT count(*) AS sales FROM sale').get() as { sales: number }
    return { lost, sales }
  } finally {
    db.close()
  }
}

describe('a log', () => {
  test('that is whole has lost nothing', () => {
    expect((log.length - HEADER_BYTES) % FRAME_BYTES).toBe(0)
    expect(judge(log)).toEqual({ lost: false, sales: COMMITS })
  })

  test('with a damaged byte before its last two commits is reported, and SQLite alone would lose sales', () => {
    const place = fc.integer({ min: 0, max: log.length - LAST_TWO_COMMITS_BYTES - 1 })
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(log)
        damaged[at] = (damaged[at] ?? 0) ^ flip
        expect(judge(damaged).lost).toBe(true)
        expect(judge(damaged).sales).toBeLessThan(COMMITS - 1)
      }),
      { numRuns: 150 },
    )
  })

  test('torn at any byte lost only what was being written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: log.length }), (length) => {
        expect(judge(log.subarray(0, length)).lost).toBe(false)
      }),
      { numRuns: 100 },
    )
  })

  test('whose newest commit is damaged cannot be told from a torn one', () => {
    const damaged = Buffer.from(log)
    damaged.fill(0xa5, log.length - 100)
    expect(judge(damaged)).toEqual({ lost: false, sales: COMMITS - 1 })
  })

  test('that began anew over an older, longer one is whole', () => {
    const again = join(folder, 'again.db')
    const db = new BetterSqlite(again)
    db.pragma('journal_mode = WAL')
    db.exec('CREATE TABLE sale (number INTEGER PRIMARY KEY) STRICT')
    for (let number = 1; number <= COMMITS; number += 1) db.prepare('INSERT INTO sale VALUES (?)').run(number)
    db.pragma('wal_checkpoint(RESTART)')
    db.prepare('INSERT INTO sale VALUES (?)').run(99)
    expect(readFileSync(`${again}-wal`).length).toBe(log.length)
    expect(hasLostCommits(`${again}-wal`, PAGE_BYTES)).toBe(false)
    db.close()
  })
})
