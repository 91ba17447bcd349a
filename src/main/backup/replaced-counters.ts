import type { Store } from '#store/open-store.ts'
import type { Log } from '../log/log.ts'
import { appliedRestore, asideDatabase } from './ready-restore.ts'

/**
 * Before anything takes a number after a restore: those of the data that gave way, to its last moment, are on paper or at a bank. Where
 * that data cannot be read any more, what was noted when the backup was laid ready is all there is, and the log says so. On a new machine it
 * is neither damaged nor there: no bank hears the number of a lost payment again.
 */
export async function raiseCountersOfReplaced(
  dataFolder: string,
  { backupBook }: Pick<Store, 'backupBook'>,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  const restored = appliedRestore(dataFolder)
  if (restored === null) return
  const aside = await backupBook.countersOfCopy(asideDatabase(dataFolder, restored))
  if (aside === null) log.warn('restore.countersUnread')
  await backupBook.raiseCounters([...restored.counters, ...(aside ?? [])])
  await backupBook.passOverStans()
}
