import { z } from 'zod'

/** training: everybody may learn, with data of its own. live: the shop sells. */
export const modeSchema = z.enum(['training', 'live'])
export type Mode = z.infer<typeof modeSchema>

const path = z.string().max(400)
/** What a technician types of the one bank of a till. Empty where it has none. */
export const bankFormSchema = z.object({
  host: z.string().max(253),
  port: z.string().max(5),
  encrypted: z.boolean(),
  caFile: path,
  certificateFile: path,
  keyFile: path,
  /** The name in the host's certificate, where it is not that of the address. */
  serverName: z.string().max(253),
  /** A shipped one by its name, or a file by its whole path. */
  profile: path,
  terminalId: z.string().max(8),
  merchantId: z.string().max(15),
  contract: z.string().max(15),
  referralPhone: z.string().max(24),
})
export type BankForm = z.infer<typeof bankFormSchema>
export type BankField = Exclude<keyof BankForm, 'encrypted'>

/**
 * Why the bank cannot be changed now. owed: something is still to be settled with it. elsewhere: it has sold in the other
 * mode, and is changed there. in-file: there are several.
 */
export const bankClosedSchema = z.enum(['owed', 'elsewhere', 'in-file'])

/** The bank, or the banks, of one mode. */
export const bankOfModeSchema = z.object({
  /** Null where there is none yet, or where there are several. */
  form: bankFormSchema.nullable(),
  /** Those of the file, where it names several. */
  several: z.array(z.object({ id: z.string(), name: z.string(), host: z.string(), terminalId: z.string() })),
  /** Entries of the file that the form does not have: they stay as they are. */
  kept: z.array(z.string()),
  closed: bankClosedSchema.nullable(),
  /** When it answered as it is written in the file, since the program was opened. */
  passedAt: z.string().nullable(),
})
export type BankOfMode = z.infer<typeof bankOfModeSchema>

/**
 * What there must be before a till changes its mode. bank: one is set. tried: it has answered. safe: the keys of live selling
 * have a place. day: the day is closed. settled: the bank is owed nothing. idle: no payment is open.
 */
export const modeNeedSchema = z.enum(['bank', 'tried', 'safe', 'day', 'settled', 'idle'])
export type ModeNeed = z.infer<typeof modeNeedSchema>

export const bankViewSchema = z.object({
  /** Where all of it is written. */
  path: z.string(),
  /** Where the file can no longer be read: the first entry that is wrong. */
  unreadable: z.string().nullable(),
  profiles: z.array(z.string()),
  training: bankOfModeSchema,
  live: bankOfModeSchema,
  /** The command line names the host: that of the file is not asked. */
  hostFixed: z.boolean(),
  /** What keeps the mode from being changed here: an option of the command line, or the folder that it names. */
  modeFixed: z.enum(['option', 'folder']).nullable(),
  /** Of the next start. */
  nextMode: modeSchema,
  needs: z.array(z.object({ need: modeNeedSchema, met: z.boolean() })),
  /** What was written takes effect once the program is closed and opened; until then no card is charged. */
  restartDue: z.boolean(),
})
export type BankView = z.infer<typeof bankViewSchema>

export const tryStepSchema = z.enum(['address', 'line', 'encryption', 'answer', 'code'])
export type TryStep = z.infer<typeof tryStepSchema>

/** Why a try came to nothing, one sentence each. */
export const tryReasonSchema = z.enum([
  'stopped',
  'address',
  'line-refused',
  'line-silent',
  'not-encrypted',
  'broken-off',
  'untrusted',
  'other-key',
  'out-of-date',
  'other-name',
  'till-refused',
  'no-answer',
  'not-understood',
  'sign-on',
  'key',
  'code',
  'till',
])
export type TryReason = z.infer<typeof tryReasonSchema>

/** A bank that is being tried, or was tried last. */
export const bankTrySchema = z.object({
  mode: modeSchema,
  endpoint: z.string(),
  startedAt: z.string(),
  limitMs: z.int(),
  steps: z.array(
    z.object({
      step: tryStepSchema,
      state: z.enum(['waiting', 'running', 'passed', 'failed']),
      durationMs: z.int().nullable(),
    }),
  ),
  /** Null while it goes on; a reason of null: it answered as it should. */
  end: z
    .object({
      at: z.string(),
      durationMs: z.int(),
      reason: tryReasonSchema.nullable(),
      responseCode: z.string().nullable(),
    })
    .nullable(),
})
export type BankTry = z.infer<typeof bankTrySchema>
