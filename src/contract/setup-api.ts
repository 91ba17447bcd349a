import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { keyCopySchema, setupDraftSchema, setupPersonSchema } from './views/setup-view.ts'

const nothing = z.object({})

/** The rows of the contract for a till that has no shop yet. All but the last are refused once it has one. */
export const SETUP_API = {
  /** What was typed so far, on disk before it answers. */
  'setup.keep': { request: z.object({ draft: setupDraftSchema }), response: nothing },
  /** Adds somebody, or changes who is there under this id; the code is kept as a hash, and stays where none is given. */
  'setup.keepPerson': {
    request: setupPersonSchema.extend({
      pin: z
        .string()
        .regex(/^\d{4,8}$/)
        .optional(),
    }),
    response: nothing,
  },
  'setup.removePerson': { request: z.object({ personId: z.string().min(1).max(64) }), response: nothing },
  /** Writes a copy of the fiscal key under a passphrase into a folder, and opens it again. */
  'setup.exportKey': {
    request: z.object({
      folder: z.string().min(1).max(400),
      passphrase: z.string().min(LIMITS.passphraseCharactersMin).max(128),
    }),
    response: keyCopySchema,
  },
  /** Makes the shop of what was typed; who was named manager first is signed in. */
  'setup.finish': { request: nothing, response: nothing },
  /** The shop that everybody may learn on, in place of one of one's own. Training only. */
  'setup.openTrainingShop': { request: nothing, response: nothing },
  /** The sale that tries it all is made, or left out. */
  'setup.endTrial': { request: nothing, response: nothing },
} as const
