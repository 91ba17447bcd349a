import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { backupFileSchema, restoreLookSchema } from './views/backup-view.ts'

const nothing = z.object({})
const path = z.string().min(1).max(400)
const passphrase = z.string().min(LIMITS.passphraseCharactersMin).max(128)

/** The calls about copies of the data and going back to one; part of the table of all calls. */
export const BACKUP_API = {
  /** Where copies go from now on; without a passphrase the one that is known stays. Nothing is copied yet. */
  'backup.configure': {
    request: z.object({
      folder: path,
      keep: z.int().min(1).max(LIMITS.backupsKeptMax),
      passphrase: passphrase.optional(),
    }),
    response: nothing,
  },
  /** Makes one and tries it; answers once it has begun. Progress arrives in the `backup` slice. */
  'backup.now': { request: nothing, response: nothing },
  /** Restores the newest one into a scratch folder and compares all of it. */
  'backup.try': { request: nothing, response: nothing },
  /** Those in a folder, newest first. */
  'backup.list': {
    request: z.object({ folder: path.optional() }),
    response: z.object({ files: z.array(backupFileSchema) }),
  },
  /** Opens and tries one: what it holds, beside what would be lost. */
  'backup.look': { request: z.object({ path, passphrase }), response: restoreLookSchema },
  /** Tries it once more and lays it ready: it takes the place of the data at the next start, and the data is kept aside. */
  'backup.restore': { request: z.object({ path, passphrase }), response: nothing },
  /** Takes that back as long as the program was not started again. */
  'backup.keepData': { request: nothing, response: nothing },
} as const
