import { z } from 'zod'
import { currencySchema, signedAmountMinorSchema } from '../money.ts'

/** What a database holds, so that a copy can be set beside it. */
export const databaseFactsSchema = z.object({
  schema: z.int(),
  tickets: z.int(),
  salesTotalMinor: signedAmountMinorSchema,
  closings: z.int(),
  fiscalRecords: z.int(),
  fiscalHash: z.string(),
  products: z.int(),
  people: z.int(),
  lastTicketAt: z.string().nullable(),
})
export type DatabaseFacts = z.infer<typeof databaseFactsSchema>

/**
 * Why a copy cannot be relied on. away: it is not there. damaged: a byte is another. passphrase: it opens with another one.
 * newer: a later version made it. differs: it holds other figures than when it was made. chain: its fiscal chain breaks.
 */
export const trialReasonSchema = z.enum(['away', 'damaged', 'passphrase', 'newer', 'differs', 'chain'])
export type TrialReason = z.infer<typeof trialReasonSchema>

export const trialViewSchema = z.object({
  at: z.string(),
  path: z.string(),
  /** Null: it was restored into a scratch folder and everything agreed. */
  reason: trialReasonSchema.nullable(),
  facts: databaseFactsSchema.nullable(),
})
export type TrialView = z.infer<typeof trialViewSchema>

export const backupFileSchema = z.object({
  path: z.string(),
  madeAt: z.string(),
  tillNumber: z.int(),
  bytes: z.int(),
})
export type BackupFile = z.infer<typeof backupFileSchema>

/** copy: pages of the database. seal: encrypted to its place. try: restored into a scratch folder. */
export const backupWorkSchema = z.object({ kind: z.enum(['copy', 'seal', 'try']), done: z.number(), total: z.number() })

export const backupViewSchema = z.object({
  /** Where copies go, how many are kept, and whether one is made after each Z; null where nobody has set that up. */
  settings: z.object({ folder: z.string(), keep: z.int() }).nullable(),
  work: backupWorkSchema.nullable(),
  last: z.object({ at: z.string(), path: z.string(), bytes: z.int() }).nullable(),
  /** Why the last try to make one came to nothing; null where it did not. */
  failure: z.object({ at: z.string(), code: z.string() }).nullable(),
  trial: trialViewSchema.nullable(),
  /** Red, or too old to be relied on. */
  needsLook: z.boolean(),
  /** A copy lies ready; it takes the place of the data at the next start. */
  restoreReady: z.boolean(),
})
export type BackupView = z.infer<typeof backupViewSchema>

/** A copy beside the data of the till: what going back to it would lose. */
export const restoreLookSchema = z.object({
  madeAt: z.string(),
  version: z.string(),
  training: z.boolean(),
  copy: databaseFactsSchema,
  now: databaseFactsSchema,
  currency: currencySchema,
})
export type RestoreLook = z.infer<typeof restoreLookSchema>
