import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { CatalogueFailure, fail, type Result, succeed } from '#contract/result.ts'
import { storeFailure } from '#store/store-failure.ts'

/** What a settings file holds, known entries and unknown ones. */
export type SettingsJson = Readonly<Record<string, unknown>>

/** A file of its own may hold test keys: nobody else reads it. */
const NEW_FILE_MODE = 0o600

export function isRecord(value: unknown): value is SettingsJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Nothing where there is no file. Error: BANK_FILE_UNREADABLE. */
export function readSettingsJson(path: string): Result<SettingsJson, 'BANK_FILE_UNREADABLE'> {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isRecord(json)) return succeed(json)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return succeed({})
  }
  return fail('BANK_FILE_UNREADABLE', { path, field: 'JSON' })
}

/** Settings that are whole on the disk, beside those that count. */
export interface StagedSettings {
  /** They count from here on: all of them, or none. */
  commit(): void
  drop(): void
}

/**
 * Writes settings beside the file and has them on the disk. The file is as it was until `commit`, however the program ends.
 * Throws CatalogueFailure STORE_DISK_FULL, STORE_NOT_WRITABLE; nothing is left beside then.
 * @param write replaceable, so that a test can fill the disk.
 */
export function stageSettings(
  path: string,
  json: SettingsJson,
  write: typeof writeFileSync = writeFileSync,
): StagedSettings {
  // A link stays one: what it leads to is replaced.
  const target = realPath(path)
  const beside = `${target}.new`
  const drop = () => rmSync(beside, { force: true })
  const guarded = (work: () => void) => {
    try {
      work()
    } catch (thrown) {
      drop()
      throw storeFailure(thrown, path)
    }
  }
  guarded(() => {
    const mode = modeOf(target, path)
    drop()
    const file = openSync(beside, 'wx', mode)
    try {
      write(file, `${JSON.stringify(json, null, 2)}\n`)
      fchmodSync(file, mode)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  })
  return {
    commit: () =>
      guarded(() => {
        renameSync(beside, target)
        syncFolder(dirname(target))
      }),
    drop,
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The rights of the file as it is. One that nobody may write was put there to stay, whoever runs the program. */
function modeOf(target: string, path: string): number {
  const found = statSync(target, { throwIfNoEntry: false })
  if (found === undefined) return NEW_FILE_MODE
  if ((found.mode & 0o222) === 0) throw new CatalogueFailure(fail('STORE_NOT_WRITABLE', { path }).error)
  accessSync(target, constants.W_OK)
  return found.mode & 0o777
}

/** A new name counts once its folder is on the disk. Windows has no such thing, and does it by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}
