import { z } from 'zod'
import { bankFormSchema, bankViewSchema, modeSchema } from './views/bank-view.ts'

const nothing = z.object({})
const bank = z.object({ mode: modeSchema, form: bankFormSchema })

/** The calls about the bank of a till and the step from training to live selling; part of the table of all calls. */
export const BANK_API = {
  'bank.view': { request: nothing, response: bankViewSchema },
  /** Opens a line of its own with what is typed; nothing is kept. Answers once it has begun: watch the `bankTry` slice. */
  'bank.try': { request: bank, response: nothing },
  /** Stops it, or puts away how it ended. */
  'bank.stopTry': { request: nothing, response: nothing },
  /** Writes it into the settings; it counts from the next start. */
  'bank.save': { request: bank, response: nothing },
  /** The mode of the next start. */
  'bank.setMode': { request: z.object({ mode: modeSchema }), response: nothing },
} as const
