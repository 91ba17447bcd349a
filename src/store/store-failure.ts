import { CatalogueFailure } from '#contract/result.ts'

/**
 * SQLite's result codes (sqlite.org/rescode.html) as failures of the catalogue: the one place that knows them.
 * Prefixes, the first match wins.
 */
const CODE_OF_SQLITE = [
  ['SQLITE_FULL', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_WRITE', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_FSYNC', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_TRUNCATE', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_SHMSIZE', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_NOMEM', 'STORE_DISK_FULL'],
  ['SQLITE_IOERR_READ', 'STORE_CORRUPTED'],
  ['SQLITE_IOERR_SHORT_READ', 'STORE_CORRUPTED'],
  ['SQLITE_IOERR_CORRUPTFS', 'STORE_CORRUPTED'],
  ['SQLITE_IOERR_DATA', 'STORE_CORRUPTED'],
  ['SQLITE_IOERR', 'STORE_NOT_WRITABLE'],
  ['SQLITE_CORRUPT', 'STORE_CORRUPTED'],
  ['SQLITE_NOTADB', 'STORE_CORRUPTED'],
  ['SQLITE_READONLY', 'STORE_NOT_WRITABLE'],
  ['SQLITE_CANTOPEN', 'STORE_NOT_WRITABLE'],
  ['SQLITE_PERM', 'STORE_NOT_WRITABLE'],
  ['SQLITE_BUSY', 'STORE_LOCKED'],
  ['SQLITE_LOCKED', 'STORE_LOCKED'],
] as const

/** File-system codes met while folder, keys and log are opened; a quota or a file-size limit is a full disk to a shop. */
const CODE_OF_FILE_SYSTEM = { ENOSPC: 'STORE_DISK_FULL', EDQUOT: 'STORE_DISK_FULL', EFBIG: 'STORE_DISK_FULL' } as const

/**
 * What a thrown error of SQLite or of the file system means to the till.
 * @returns a CatalogueFailure for troubles of the disk, the thrown value itself for anything else (a bug).
 */
export function storeFailure(thrown: unknown, path: string): unknown {
  if (thrown instanceof CatalogueFailure) return thrown
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown
  const { code } = thrown
  const known = CODE_OF_SQLITE.find(([prefix]) => code.startsWith(prefix))?.[1]
  if (known !== undefined) return new CatalogueFailure({ code: known, details: { path } }, { cause: thrown })
  if ('syscall' in thrown) {
    const failure = CODE_OF_FILE_SYSTEM[code as keyof typeof CODE_OF_FILE_SYSTEM] ?? 'STORE_NOT_WRITABLE'
    return new CatalogueFailure({ code: failure, details: { path } }, { cause: thrown })
  }
  return thrown
}
