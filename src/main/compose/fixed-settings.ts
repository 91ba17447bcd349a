import type { TerminalIdentity } from '#payment/engine/sale-request.ts'
import { parseAcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import manifest from '../../../package.json' with { type: 'json' }
import profile from '../../../resources/acquirers/ascii87.json' with { type: 'json' }

/** The currency a till is set up with. */
export const TRAINING_CURRENCY = 'EUR'
export const VERSION = manifest.version
/** The shop's own time, whatever the machine is set to. */
export const TIME_ZONE = 'Europe/Paris'
export const TICKET_COLUMNS = 42

/** Checked once at start: a profile that does not hold stops the program before it sells. */
export const ACQUIRER_PROFILE = parseAcquirerProfile(profile)

/** Who this till is to the acquirer of the training shop. */
export const TERMINAL: TerminalIdentity = {
  terminalId: '00000002',
  merchantId: '000000000000000',
  contract: '0000000',
}
