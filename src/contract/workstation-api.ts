import { z } from 'zod'
import { LIMITS } from './limits.ts'
import { workstationSchema } from './views/workstation-view.ts'

const nothing = z.object({})
const text = z.string().min(1).max(LIMITS.keyCardCharacters)

/** What the keys do, as the screen calls it: the till has no list of keys. */
export const keyCardSchema = z
  .array(
    z.object({
      name: text,
      lines: z.array(z.object({ sign: text, words: text })).max(LIMITS.keyCardLines),
    }),
  )
  .max(LIMITS.keyCardGroups)
export type KeyCardGroups = z.infer<typeof keyCardSchema>

/** The calls about one workstation; part of the table of all calls. */
export const WORKSTATION_API = {
  /** Each setting that becomes another is in the fiscal chain, with what it was and what it is. */
  'workstation.change': { request: workstationSchema.partial(), response: nothing },
  /** The card of keys in the language of the screen, on the printer of the tickets. */
  'workstation.printKeyCard': { request: z.object({ groups: keyCardSchema }), response: nothing },
} as const
