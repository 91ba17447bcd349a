import { type Failure, type Result, succeed } from '#contract/result.ts'
import type { PadIdentityView } from '#contract/views/devices-view.ts'
import { isTestKeySerial } from '#hardware/pad/test-keys.ts'
import type { PadIdentity, PinPadPort } from '#payment/ports/pin-pad.port.ts'
import type { PinPadCarePort } from '#payment/ports/pin-pad-care.port.ts'

/** A pad as its driver gives it: for payments, and for the care between them. */
export type PadDriver = PinPadPort & PinPadCarePort

export interface InspectionTerms {
  readonly training: boolean
  /** Version of the EMV tables that a pad of this till should hold; null where the bank looks after them alone. */
  readonly tablesVersion: string | null
}

/**
 * Looks at the keys and tables of a pad that has just said who it is. In live mode a pad that hides its keys is none;
 * training goes on without them.
 */
export async function inspectPad(
  pad: PinPadCarePort,
  identity: PadIdentity,
  { training, tablesVersion }: InspectionTerms,
): Promise<Result<PadIdentityView>> {
  const keys = await pad.readKeys()
  if (!keys.ok && !training) return keys
  const version = await pad.readTableVersion()
  if (!version.ok && !training) return version
  const tableVersion = version.ok ? version.value : null
  const { maker, model, serialNumber, specification, software, supportsContactless, secureLink } = identity
  return succeed({
    maker,
    model,
    serialNumber,
    specification,
    software,
    supportsContactless,
    secureLink,
    keys: (keys.ok ? keys.value : []).map(({ use, slot, keySerialHex }) => ({
      use,
      slot,
      keySerialHex,
      isTest: keySerialHex !== null && isTestKeySerial(keySerialHex),
    })),
    tableVersion,
    tablesCurrent: areTablesCurrent(tableVersion, tablesVersion),
  })
}

export function areTablesCurrent(found: string | null, wanted: string | null): boolean {
  return found !== null && (wanted === null || found === wanted)
}

/** Why a pad must not take real money: whoever reads the standard knows its keys. */
export function keyTrouble(pad: PadIdentityView, { training }: InspectionTerms): Failure | null {
  return !training && pad.keys.some(({ isTest }) => isTest) ? { code: 'PINPAD_TEST_KEYS' } : null
}
