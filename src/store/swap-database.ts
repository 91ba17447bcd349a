import { existsSync, type renameSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from './open-database.ts'
import { storeFailure } from './store-failure.ts'

/** The log first: a database never stands without it, wherever this is stopped. */
const SUFFIXES = ['-wal', '-shm', ''] as const

/**
 * Moves a database with its log into the folder `aside`, and the one of the folder `ready` to its place, under the lock of the
 * till. Stopped in between, the same call goes on: what is aside already is not touched again.
 * Throws CatalogueFailure STORE_LOCKED, STORE_NOT_WRITABLE.
 */
export function swapDatabase({
  folder,
  fileName,
  ready,
  aside,
  rename,
}: {
  readonly folder: string
  readonly fileName: string
  readonly ready: string
  readonly aside: string
  readonly rename: typeof renameSync
}): void {
  const path = join(folder, fileName)
  try {
    const lock = takeLock(`${path}.lock`)
    try {
      const wanted = join(ready, fileName)
      // Not there any more: it has its place already, and what stands there is the new one.
      if (!existsSync(wanted)) return
      if (!existsSync(join(aside, fileName))) {
        for (const suffix of SUFFIXES) {
          if (existsSync(`${path}${suffix}`)) rename(`${path}${suffix}`, join(aside, `${fileName}${suffix}`))
        }
      }
      rename(wanted, path)
    } finally {
      lock.close()
    }
  } catch (thrown) {
    throw storeFailure(thrown, path)
  }
}
