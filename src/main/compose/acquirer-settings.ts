import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { type EmvTableSet, emvTableSetSchema } from '#hardware/pad/abecs/emv-tables.codec.ts'
import type { TlsTerms } from '#payment/acquirer/tls-dial.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import { type AcquirerProfile, loadAcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import ascii87 from '../../../resources/acquirers/ascii87.json' with { type: 'json' }
import bcd87 from '../../../resources/acquirers/bcd87.json' with { type: 'json' }
import { messageKeySchema, openMessageKey } from './message-key.ts'
import { tlsSettingsSchema } from './tls-settings.ts'

/** With whom a till settles, and who it is there. */
export interface AcquirerSettings {
  readonly profile: AcquirerProfile
  readonly terminal: TerminalIdentity
  /** The number to call when it asks for a telephone call. */
  readonly referralPhone?: string
  /** The EMV tables its pads should hold, where the till looks after them. */
  readonly emvTables?: EmvTableSet
  /** How the line to its host is encrypted; left out: it is not. */
  readonly tls?: TlsTerms
  /** The key that brings the working keys of message codes; left out: the bank has none. A test key. */
  readonly keyEncryptionKey?: Uint8Array
}

/** One of several banks. */
export interface BankSettings extends AcquirerSettings {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly standby: string | null
  readonly sharedJournal: boolean
}

/** The profiles of `resources/acquirers`, which travel inside the program. */
const SHIPPED: Readonly<Record<string, unknown>> = { ascii87, bcd87 }

export const SHIPPED_PROFILES = Object.keys(SHIPPED)

/** A shipped profile by its name or a file by its whole path, and the till's numbers. */
const contractFields = {
  profile: z.string(),
  /** DE41 and DE42, as long as the standard has them. */
  terminalId: z.string().regex(/^[0-9A-Za-z]{8}$/),
  merchantId: z.string().regex(/^[0-9A-Za-z]{15}$/),
  contract: z.string().regex(/^\d{1,15}$/),
  /** The authorisation centre's telephone, as it is to be read. */
  referralPhone: z
    .string()
    .regex(/^\+?\d[\d ().-]{2,22}$/)
    .optional(),
  /** A file of EMV tables, by its whole path. */
  emvTables: z.string().optional(),
  tls: tlsSettingsSchema.optional(),
  messageKey: messageKeySchema.optional(),
}
const contractSchema = z.strictObject(contractFields)

/** `acquirer` of `settings.json`, for a till with one bank. */
export const acquirerSettingsSchema = contractSchema.transform(readContract)

/** `tcp://host:port` of a bank's host. */
const hostEndpointSchema = z.string().regex(/^tcp:\/\/[\w.-]+:\d{1,5}$/)

/** One of the `acquirers` of `settings.json`. */
export const bankSettingsSchema = z
  .strictObject({
    /** On disk with every record of the bank: it never changes, and `main` is the one bank that a till had before. */
    id: z.string().regex(/^[a-z0-9-]{1,20}$/),
    /** As people call it. */
    name: z.string().min(1).max(20),
    host: hostEndpointSchema,
    standby: hostEndpointSchema.optional(),
    /** Both hosts keep one journal: what one of them knows, the other knows. */
    sharedJournal: z.boolean().default(false),
    ...contractFields,
  })
  .transform(({ id, name, host, standby, sharedJournal, ...contract }, context): BankSettings => {
    return { id, name, host, standby: standby ?? null, sharedJournal, ...readContract(contract, context) }
  })

function readContract(
  { profile: named, referralPhone, emvTables, tls, messageKey, ...terminal }: z.infer<typeof contractSchema>,
  context: z.RefinementCtx,
): AcquirerSettings {
  const wrong = (...path: readonly PropertyKey[]) => {
    context.addIssue({ code: 'custom', path: [...path], message: 'not what it should hold' })
    return z.NEVER
  }
  const tables = emvTables === undefined ? null : readTables(emvTables)
  if (emvTables !== undefined && tables === null) return wrong('emvTables')
  const profile = readProfile(named)
  // The entry of the profile that does not hold is named like one of the settings.
  if ('wrong' in profile) return wrong('profile', ...profile.wrong)
  const key = messageKey === undefined ? null : openMessageKey(messageKey, profile)
  // A bank's working keys come under a key of the till's, and are no use without it.
  if ((key !== null) !== profile.keyExchange || (key === null && messageKey !== undefined)) return wrong('messageKey')
  return {
    profile,
    terminal,
    ...(referralPhone === undefined ? {} : { referralPhone }),
    ...(tables ? { emvTables: tables } : {}),
    ...(tls ? { tls } : {}),
    ...(key ? { keyEncryptionKey: key } : {}),
  }
}

/** Null when there is no such file, or something else is in it. */
function readTables(path: string): EmvTableSet | null {
  try {
    return emvTableSetSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** The path within the profile that is wrong; empty when there is none of that name, or no JSON in the file. */
function readProfile(name: string): AcquirerProfile | { readonly wrong: readonly PropertyKey[] } {
  const shipped = Object.hasOwn(SHIPPED, name) ? SHIPPED[name] : null
  try {
    return isAbsolute(name) ? loadAcquirerProfile(name) : parseAcquirerProfile(shipped)
  } catch (thrown) {
    return { wrong: thrown instanceof z.ZodError ? (thrown.issues[0]?.path ?? []) : [] }
  }
}

/** The banks of the training shop, whose hosts are simulators. Checked once at start. */
export const TRAINING_ACQUIRER: AcquirerSettings = {
  profile: parseAcquirerProfile(ascii87),
  terminal: { terminalId: '00000002', merchantId: '000000000000000', contract: '0000000' },
  referralPhone: '08 00 00 00 00',
}

export const SECOND_TRAINING_ACQUIRER: AcquirerSettings = {
  profile: parseAcquirerProfile(bcd87),
  terminal: { terminalId: '00000003', merchantId: '000000000000001', contract: '0000001' },
}
