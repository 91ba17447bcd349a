import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { type EmvTableSet, emvTableSetSchema } from '#hardware/pad/abecs/emv-tables.codec.ts'
import type { TlsTerms } from '#payment/acquirer/tls-dial.ts'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import { type AcquirerProfile, loadAcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import ascii87 from '../../../resources/acquirers/ascii87.json' with { type: 'json' }
import bcd87 from '../../../resources/acquirers/bcd87.json' with { type: 'json' }
import { tlsSettingsSchema } from './tls-settings.ts'

/** With whom a till settles, and who it is there. */
export interface AcquirerSettings {
  readonly profile: AcquirerProfile
  readonly terminal: TerminalIdentity
  /** The EMV tables its pads should hold, where the till looks after them. */
  readonly emvTables?: EmvTableSet
  /** How the line to its host is encrypted; left out: it is not. */
  readonly tls?: TlsTerms
}

/** The profiles of `resources/acquirers`, which travel inside the program. */
const SHIPPED: Readonly<Record<string, unknown>> = { ascii87, bcd87 }

/** `acquirer` of `settings.json`: a shipped profile by its name or a file by its whole path, and the till's numbers. */
export const acquirerSettingsSchema = z
  .strictObject({
    profile: z.string(),
    /** DE41 and DE42, as long as the standard has them. */
    terminalId: z.string().regex(/^[0-9A-Za-z]{8}$/),
    merchantId: z.string().regex(/^[0-9A-Za-z]{15}$/),
    contract: z.string().regex(/^\d{1,15}$/),
    /** A file of EMV tables, by its whole path. */
    emvTables: z.string().optional(),
    tls: tlsSettingsSchema.optional(),
  })
  .transform(({ profile, emvTables, tls, ...terminal }, context): AcquirerSettings => {
    const tables = emvTables === undefined ? null : readTables(emvTables)
    if (emvTables !== undefined && tables === null) {
      context.addIssue({ code: 'custom', path: ['emvTables'], message: 'no EMV tables' })
      return z.NEVER
    }
    try {
      return {
        profile: readProfile(profile),
        terminal,
        ...(tables ? { emvTables: tables } : {}),
        ...(tls ? { tls } : {}),
      }
    } catch (thrown) {
      // The entry of the profile that does not hold is named like one of the settings.
      const within = thrown instanceof z.ZodError ? (thrown.issues[0]?.path ?? []) : []
      context.addIssue({ code: 'custom', path: ['profile', ...within], message: 'not a profile' })
      return z.NEVER
    }
  })

/** A bank's message keys come under a key of the till's, which no setting holds: such a profile can not be served. */
const servedProfile = z.looseObject({ keyExchange: z.literal(false) })

/** Null when there is no such file, or something else is in it. */
function readTables(path: string): EmvTableSet | null {
  try {
    return emvTableSetSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** @throws when there is none of that name, or no file of that path, or what is there is no profile. */
function readProfile(name: string): AcquirerProfile {
  const shipped = Object.hasOwn(SHIPPED, name) ? SHIPPED[name] : null
  const profile = isAbsolute(name) ? loadAcquirerProfile(name) : parseAcquirerProfile(shipped)
  servedProfile.parse(profile)
  return profile
}

/** The bank of the training shop, whose host is a simulator. Checked once at start. */
export const TRAINING_ACQUIRER: AcquirerSettings = {
  profile: parseAcquirerProfile(ascii87),
  terminal: { terminalId: '00000002', merchantId: '000000000000000', contract: '0000000' },
}
