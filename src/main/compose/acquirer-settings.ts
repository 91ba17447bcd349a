import { isAbsolute } from 'node:path'
import { z } from 'zod'
import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import { type AcquirerProfile, loadAcquirerProfile, parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import ascii87 from '../../../resources/acquirers/ascii87.json' with { type: 'json' }
import bcd87 from '../../../resources/acquirers/bcd87.json' with { type: 'json' }

/** With whom a till settles, and who it is there. */
export interface AcquirerSettings {
  readonly profile: AcquirerProfile
  readonly terminal: TerminalIdentity
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
  })
  .transform(({ profile, ...terminal }, context): AcquirerSettings => {
    try {
      return { profile: readProfile(profile), terminal }
    } catch (thrown) {
      // The entry of the profile that does not hold is named like one of the settings.
      const within = thrown instanceof z.ZodError ? (thrown.issues[0]?.path ?? []) : []
      context.addIssue({ code: 'custom', path: ['profile', ...within], message: 'not a profile' })
      return z.NEVER
    }
  })

/** A bank's message keys come under a key of the till's, which no setting holds: such a profile can not be served. */
const servedProfile = z.looseObject({ keyExchange: z.literal(false) })

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
