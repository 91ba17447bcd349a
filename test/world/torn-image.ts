import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { ReadableDb } from '#store/database.ts'

/** The blocks that a disk takes or leaves as a whole. */
const SECTOR_BYTES = 512

/**
 * A database after the power went in the middle of a write, on a real file: the write goes to a write-ahead log, of which
 * only a part reaches the disk, its last sector spoiled; then SQLite opens what is left, as the till would.
 * @param image what the disk holds; nobody else may need it meanwhile.
 * @param perMille how much of the log is on the disk.
 */
export function tornImage(image: Buffer, write: (db: ReadableDb) => void, perMille: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-torn-'))
  try {
    const [whole, torn] = [join(folder, 'whole.db'), join(folder, 'torn.db')]
    setJournal(image, WRITE_AHEAD)
    writeFileSync(whole, image)
    writeFileSync(torn, image)
    const writing = new BetterSqlite(whole)
    // What is on the disk is decided here; nobody waits for the real one.
    writing.pragma('synchronous = OFF')
    writing.pragma('wal_autocheckpoint = 0')
    writing.pragma('foreign_keys = ON')
    write(writing as ReadableDb)
    writeFileSync(`${torn}-wal`, tornLog(readFileSync(`${whole}-wal`), perMille))
    writing.close()
    const found = new BetterSqlite(torn)
    found.pragma('synchronous = OFF')
    found.pragma('wal_checkpoint(TRUNCATE)')
    found.close()
    const left = readFileSync(torn)
    for (const each of [image, left]) setJournal(each, ROLLBACK)
    return left
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** How the header of a database names its journal (SQLite file format, bytes 18 and 19); a file with a log needs the log's folder. */
const ROLLBACK = 1
const WRITE_AHEAD = 2

function setJournal(image: Buffer, journal: number): void {
  image.fill(journal, 18, 20)
}

function tornLog(log: Buffer, perMille: number): Buffer {
  const part = Buffer.from(log.subarray(0, Math.floor((log.length * perMille) / 1_000)))
  const spoiledFrom = Math.max(0, part.length - SECTOR_BYTES)
  for (let at = spoiledFrom; at < part.length; at += 1) part[at] = (part[at] ?? 0) ^ 0xff
  return part
}
