import { z } from 'zod'
import { supportPreviewSchema } from './views/support-view.ts'

/** The calls about what is sent to the support; part of the table of all calls. */
export const SUPPORT_API = {
  /** Gathers it, and says what is inside; nothing is written. */
  'support.preview': { request: z.object({}), response: supportPreviewSchema },
  /** Writes what was shown last, and answers where. */
  'support.write': {
    request: z.object({ id: z.string().min(1).max(64), folder: z.string().min(1).max(400).optional() }),
    response: z.object({ path: z.string(), bytes: z.int() }),
  },
} as const
