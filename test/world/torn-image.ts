import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { ReadableDb } from '#store/database.ts'

/** The blocks that a disk takes or leaves as a whole. */
const SECTOR_BYTES = 512

/**
 * A database after the power went in the middle of a write, on a real file: the write goes to a write-ahead log, of which
 * only a part reaches the disk, its last sector spoiled; then SQLite opens what is left, as the till would.
 * @param perMille how much of the log is on the disk.
 */
export function tornImage(image: Buffer, write: (db: ReadableDb) => void, perMille: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-torn-'))
  try {
    const [whole, torn] = [join(folder, 'whole.db'), join(folder, 'torn.db')]
    writeFileSync(whole, image)
    const writing = new BetterSqlite(whole)
    writing.pragma('journal_mode = WAL')
    // What is on the disk is decided here; nobody waits for the real one.
    writing.pragma('synchronous = OFF')
    writing.pragma('wal_autocheckpoint = 0')
    writing.pragma('foreign_keys = ON')
    copyFileSync(whole, torn)
    write(writing as ReadableDb)
    writeFileSync(`${torn}-wal`, tornLog(readFileSync(`${whole}-wal`), perMille))
    writing.close()
    const found = new BetterSqlite(torn)
    found.pragma('synchronous = OFF')
    found.pragma('wal_checkpoint(TRUNCATE)')
    found.pragma('journal_mode = DELETE')
    const left = found.serialize()
    found.close()
    return left
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function tornLog(log: Buffer, perMille: number): Buffer {
  const part = Buffer.from(log.subarray(0, Math.floor((log.length * perMille) / 1_000)))
  const spoiledFrom = Math.max(0, part.length - SECTOR_BYTES)
  for (let at = spoiledFrom; at < part.length; at += 1) part[at] = (part[at] ?? 0) ^ 0xff
  return part
}
