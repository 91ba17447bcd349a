import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { ErrorCode } from '#contract/errors/catalogue.ts'
import type { BadInput, FileDigests } from './bad-input.ts'
import type { Scene } from './bench.ts'

const PAGE_BYTES = 4_096
const WAL_HEADER_BYTES = 32
const FRAME_BYTES = 24 + PAGE_BYTES

/** Of the database and its log; reading an undamaged file may leave an empty log, which holds nothing. */
function digests({ folder }: Scene): FileDigests {
  const holds = (name: string) => name === 'till.db' || statSync(join(folder, name)).size > 0
  const files = readdirSync(folder).filter((name) => /^till\.db(-wal)?$/.test(name) && holds(name))
  return Object.fromEntries(
    files.sort().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  )
}

/** Damages the closed data, opens it, and puts the backup back. */
const file = (what: string, code: ErrorCode, damage: (scene: Scene) => void): BadInput => ({
  what,
  code,
  provoke: async (scene) => {
    damage(scene)
    const before = digests(scene)
    const failure = await scene.refusal()
    const again = await scene.refusal()
    if (again.code !== failure.code) throw new Error(`refused as ${failure.code}, then as ${again.code}`)
    const after = digests(scene)
    scene.restoreBackup()
    return { failure, files: { before, after } }
  },
})

/** Overwrites bytes of a file with noise that is the same in every run. */
function scribble(path: string, from: number, length: number): void {
  const bytes = readFileSync(path)
  if (bytes.length < from + length) throw new Error(`${path} has only ${bytes.length} bytes`)
  for (let at = from; at < from + length; at += 1) bytes[at] = (at * 151 + 17) % 256
  writeFileSync(path, bytes)
}

function pageCount({ database }: Scene): number {
  return readFileSync(database).length / PAGE_BYTES
}

/** The data as a power cut leaves it: the newest sales stand in the log only. */
function takeCrashedData({ folder, bench }: Scene): string {
  rmSync(folder, { recursive: true })
  cpSync(bench.crashFolder, folder, { recursive: true })
  const log = join(folder, 'till.db-wal')
  if (!existsSync(log) || readFileSync(log).length < WAL_HEADER_BYTES + 6 * FRAME_BYTES) {
    throw new Error('the crashed data has hardly any log')
  }
  return log
}

/** Databases that are damaged, foreign or from the future. */
export const DATA: readonly BadInput[] = [
  file('a database with a damaged header', 'STORE_CORRUPTED', ({ database }) => scribble(database, 0, 100)),
  file('a database with a page damaged in the middle', 'STORE_CORRUPTED', (scene) =>
    scribble(scene.database, Math.floor(pageCount(scene) / 2) * PAGE_BYTES, PAGE_BYTES),
  ),
  file('a database with a damaged schema page', 'STORE_CORRUPTED', ({ database }) => scribble(database, 100, 3_996)),
  file('a database cut short within a page', 'STORE_CORRUPTED', (scene) =>
    truncateSync(scene.database, (pageCount(scene) - 4) * PAGE_BYTES + 77),
  ),
  file('a database cut short to whole pages', 'STORE_CORRUPTED', (scene) =>
    truncateSync(scene.database, Math.floor(pageCount(scene) / 2) * PAGE_BYTES),
  ),
  file('a database of no bytes', 'STORE_CORRUPTED', ({ database }) => writeFileSync(database, '')),
  file('a database of zero bytes only', 'STORE_CORRUPTED', ({ database }) =>
    writeFileSync(database, Buffer.alloc(40 * PAGE_BYTES)),
  ),
  file('a text instead of a database', 'STORE_CORRUPTED', ({ database }) =>
    writeFileSync(database, 'a shopping list, not a till. '.repeat(400)),
  ),
  file('an empty database of nobody', 'STORE_CORRUPTED', ({ database }) => {
    rmSync(database)
    const empty = new BetterSqlite(database)
    empty.pragma('journal_mode = WAL')
    empty.close()
  }),
  file('a database of another program', 'STORE_CORRUPTED', ({ database }) => {
    rmSync(database)
    const other = new BetterSqlite(database)
    other.exec('CREATE TABLE recipe (name TEXT) STRICT')
    other.close()
  }),
  file('a log damaged in its header', 'STORE_CORRUPTED', (scene) => scribble(takeCrashedData(scene), 0, 32)),
  file('a log damaged in the middle', 'STORE_CORRUPTED', (scene) =>
    scribble(takeCrashedData(scene), WAL_HEADER_BYTES + FRAME_BYTES + 500, 64),
  ),
  file('a log without its database', 'STORE_CORRUPTED', (scene) => {
    takeCrashedData(scene)
    rmSync(scene.database)
  }),
  file('a database from a newer version', 'STORE_NEWER', ({ database }) => {
    const newer = new BetterSqlite(database)
    newer.pragma('user_version = 990')
    newer.close()
  }),
]
