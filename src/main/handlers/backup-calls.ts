import { holdsCardNumber } from '#contract/card-number.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, succeed } from '#contract/result.ts'
import type { BackupDesk } from '../backup/backup-desk.ts'

export type BackupCalls = Pick<
  Handlers,
  | 'backup.configure'
  | 'backup.now'
  | 'backup.try'
  | 'backup.list'
  | 'backup.look'
  | 'backup.restore'
  | 'backup.keepData'
>

/** Copies of the data, for who looks after the till; in the first run for whoever sets it up. */
export function backupCalls(desk: BackupDesk): BackupCalls {
  return {
    'backup.configure': async ({ folder, keep, passphrase }) => {
      // A path is kept, and stands in the settings that the support gets.
      if (holdsCardNumber(folder)) return fail('SALE_CARD_NUMBER_REFUSED')
      return desk.configure(folder, keep, passphrase)
    },
    'backup.now': () => desk.now(),
    'backup.try': () => desk.tryNewest(),
    'backup.list': async ({ folder }) => succeed({ files: desk.listFolder(folder) }),
    'backup.look': ({ path, passphrase }) => desk.look(path, passphrase),
    'backup.restore': ({ path, passphrase }) => desk.restore(path, passphrase),
    'backup.keepData': async () => desk.keepData(),
  }
}
