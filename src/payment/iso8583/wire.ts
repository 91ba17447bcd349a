import { type AcquirerProfile, framingOf } from './acquirer-profile.ts'
import type { IsoMessage } from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { encodeFrame } from './length-frame.ts'
import { decodeMessage, encodeMessage } from './message-codec.ts'
import { carriesMac, checkMac, encodeWithMac } from './message-mac.ts'
import { splitTpdu, swapTpdu, type Tpdu, writeTpdu } from './tpdu.ts'

/** What a message goes with besides its profile. */
export interface Envelope {
  /** In front of the message; null where the profile has none. */
  readonly tpdu: Tpdu | null
  /** Null while no key was exchanged: a message that needs its code cannot be written then, nor read. */
  readonly macKey: Uint8Array | null
}

/**
 * A message as it goes over the line of a profile: length header, TPDU and message, with its MAC where the profile
 * has one.
 * @throws Iso8583Error naming what does not fit.
 */
export function toFrame(profile: AcquirerProfile, message: IsoMessage, { tpdu, macKey }: Envelope): Uint8Array {
  const bytes = carriesMac(profile, message.mti)
    ? encodeWithMac(profile, message, heldKey(macKey))
    : encodeMessage(profile.iso8583, message)
  return encodeFrame(framingOf(profile), tpdu === null ? bytes : Buffer.concat([writeTpdu(tpdu), bytes]))
}

/** The ISO 8583 message in a frame's payload and the TPDU in front of it. @throws Iso8583Error */
export function openPayload(
  profile: AcquirerProfile,
  payload: Uint8Array,
): { readonly tpdu: Tpdu | null; readonly bytes: Uint8Array } {
  if (profile.tpdu === null) return { tpdu: null, bytes: payload }
  const { tpdu, message } = splitTpdu(payload)
  return { tpdu, bytes: message }
}

/** @throws Iso8583Error, and nothing else whatever the bytes are. */
export function readMessage(profile: AcquirerProfile, bytes: Uint8Array, macKey: Uint8Array | null): IsoMessage {
  const message = decodeMessage(profile.iso8583, bytes)
  if (carriesMac(profile, message.mti)) checkMac(profile, message, bytes, heldKey(macKey))
  return message
}

/** What the host sends carries the profile's TPDU with its two ends swapped. @throws Iso8583Error on any other. */
export function readFromHost(profile: AcquirerProfile, payload: Uint8Array, macKey: Uint8Array | null): IsoMessage {
  const { tpdu, bytes } = openPayload(profile, payload)
  if (profile.tpdu !== null && tpdu !== null) {
    const expected = swapTpdu(profile.tpdu)
    const ours = tpdu.destination === expected.destination && tpdu.source === expected.source
    if (!ours) throw new Iso8583Error('tpdu', 'content')
  }
  return readMessage(profile, bytes, macKey)
}

function heldKey(key: Uint8Array | null): Uint8Array {
  if (key === null) throw new Iso8583Error('mac', 'unknown')
  return key
}
