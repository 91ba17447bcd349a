import { timingSafeEqual } from 'node:crypto'
import { aesCmac, retailMac } from '../crypto/mac.ts'
import type { AcquirerProfile } from './acquirer-profile.ts'
import type { IsoMessage } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { encodeMessage } from './message-codec.ts'

/**
 * The message authentication code: eight bytes in the last field, DE64, or DE128 where a field beyond 64 is there. It
 * covers the message from its type to the field before, and by profile eight zero bytes in the field's own place.
 * Network management goes without: the key comes by it.
 */
const MAC_BYTES = 8

/** Whether messages of this type carry a code on this line. */
export function carriesMac(profile: AcquirerProfile, mti: string): boolean {
  return profile.mac !== null && !mti.startsWith('08')
}

/** The wire form of a message with its code. @throws Iso8583Error naming what does not fit. */
export function encodeWithMac(profile: AcquirerProfile, message: IsoMessage, key: Uint8Array): Uint8Array {
  const field = macFieldOf(message)
  const fields = { ...message.fields, [field]: new Uint8Array(MAC_BYTES) }
  const bytes = encodeMessage(profile.iso8583, { mti: message.mti, fields })
  bytes.set(macOf(profile, bytes, key), bytes.length - MAC_BYTES)
  return bytes
}

/** @throws Iso8583Error when the code of a message, decoded from `bytes`, is missing or wrong. */
export function checkMac(profile: AcquirerProfile, message: IsoMessage, bytes: Uint8Array, key: Uint8Array): void {
  const field = macFieldOf(message)
  const stated = message.fields[field]
  const zeroed = Uint8Array.from(bytes).fill(0, bytes.length - MAC_BYTES)
  if (stated === undefined || !timingSafeEqual(stated, macOf(profile, zeroed, key)))
    throw new Iso8583Error(field, 'mac')
}

/** @param bytes a whole message whose last eight bytes, the code's place, are zero. */
function macOf({ mac }: AcquirerProfile, bytes: Uint8Array, key: Uint8Array): Uint8Array {
  if (mac === null) throw new Iso8583Error('mac', 'unknown')
  const covered = mac.covers === 'with-zero-field' ? bytes : bytes.subarray(0, -MAC_BYTES)
  const code = mac.algorithm === 'aes-cmac' ? aesCmac(key, covered) : retailMac(key, covered, mac.padding)
  return code.subarray(0, MAC_BYTES)
}

function macFieldOf({ fields }: IsoMessage): 64 | 128 {
  for (const [number, value] of Object.entries(fields)) if (Number(number) > 64 && value !== undefined) return 128
  return 64
}
