import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import { swapDatabase } from '#store/swap-database.ts'

/** What lies ready to take the place of the data, and what is noted once it has. */
const READY_FOLDER = 'restore-ready'
const NOTE = 'note.json'
const FISCAL_KEY = 'fiscal.key'
const DONE_NOTE = 'restored.json'

const noteSchema = z.object({
  id: z.string(),
  at: z.string(),
  /** Where it came from. */
  path: z.string(),
  /** Of the data that gave way: the end of its chain, and its counters. */
  replacedSequence: z.int(),
  replacedHash: z.string(),
  counters: z.array(z.object({ name: z.string(), value: z.int() })),
})
export type RestoreNote = z.infer<typeof noteSchema>

const asideFolder = (dataFolder: string, id: string) => join(dataFolder, `replaced-${id}`)
const readyFolder = (dataFolder: string) => join(dataFolder, READY_FOLDER)

export function isRestoreReady(dataFolder: string): boolean {
  return existsSync(join(readyFolder(dataFolder), NOTE))
}

/** Lays a tried scratch folder ready; it counts from the moment it has its name. */
export function layReady(dataFolder: string, scratch: string, note: RestoreNote, sealedKey: Uint8Array | null): void {
  rmSync(`${join(scratch, DATABASE_FILE_NAME)}.lock`, { force: true })
  if (sealedKey !== null) writeFileSync(join(scratch, FISCAL_KEY), sealedKey, { mode: 0o600 })
  writeFileSync(join(scratch, NOTE), JSON.stringify(note), { mode: 0o600, flush: true })
  rmSync(readyFolder(dataFolder), { recursive: true, force: true })
  renameSync(scratch, readyFolder(dataFolder))
}

export function dropReady(dataFolder: string): void {
  rmSync(join(readyFolder(dataFolder), NOTE), { force: true })
  rmSync(readyFolder(dataFolder), { recursive: true, force: true })
}

/**
 * Puts what lies ready in the place of the data, before anything is opened. The data that gives way is kept whole in a folder
 * beside. Killed in between, it goes on at the next start; nothing is deleted before all of it is done.
 * @param rename replaceable, so that a test can stand before a kill between any two names.
 */
export function applyReadyRestore(dataFolder: string, rename: typeof renameSync = renameSync): void {
  const ready = readyFolder(dataFolder)
  if (!isRestoreReady(dataFolder)) return
  const note = noteSchema.parse(JSON.parse(readFileSync(join(ready, NOTE), 'utf8')))
  const aside = asideFolder(dataFolder, note.id)
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  swapDatabase({ folder: dataFolder, fileName: DATABASE_FILE_NAME, ready, aside, rename })
  const key = join(dataFolder, 'keys', FISCAL_KEY)
  if (existsSync(join(ready, FISCAL_KEY))) {
    if (existsSync(key) && !existsSync(join(aside, FISCAL_KEY))) rename(key, join(aside, FISCAL_KEY))
    rename(join(ready, FISCAL_KEY), key)
  }
  rename(join(ready, NOTE), join(dataFolder, DONE_NOTE))
  rmSync(ready, { recursive: true, force: true })
}

/** The data that gave way to what was put in place. */
export const asideDatabase = (dataFolder: string, { id }: RestoreNote): string =>
  join(asideFolder(dataFolder, id), DATABASE_FILE_NAME)

/** What was put in place at this start, or at one that was killed before it could be noted. */
export function appliedRestore(dataFolder: string): RestoreNote | null {
  const path = join(dataFolder, DONE_NOTE)
  return existsSync(path) ? noteSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

export function forgetApplied(dataFolder: string): void {
  rmSync(join(dataFolder, DONE_NOTE), { force: true })
}
