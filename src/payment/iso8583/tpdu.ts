import { Iso8583Error } from './iso8583-error.ts'

/**
 * The transport header of terminal networks, between length and message type, counted by the length:
 *
 *   60   identifier
 *   2    destination, four digits BCD: the host's network identifier
 *   2    source, four digits BCD
 *
 * An answer comes with source and destination swapped; any other belongs to somebody else.
 */
export const TPDU_BYTES = 5
const IDENTIFIER = 0x60

export interface Tpdu {
  readonly destination: string
  readonly source: string
}

/** The five bytes before a message: identifier 60, where it goes, where it comes from. */
export function writeTpdu({ destination, source }: Tpdu): Uint8Array {
  return Buffer.from(`60${destination}${source}`, 'hex')
}

/** The way back: of an answer to it. */
export function swapTpdu({ destination, source }: Tpdu): Tpdu {
  return { destination: source, source: destination }
}

/** @throws Iso8583Error when the payload does not begin with one. */
export function splitTpdu(payload: Uint8Array): { readonly tpdu: Tpdu; readonly message: Uint8Array } {
  const digits = Buffer.from(payload.subarray(1, TPDU_BYTES)).toString('hex')
  if (payload[0] !== IDENTIFIER || !/^\d{8}$/.test(digits)) throw new Iso8583Error('tpdu', 'content')
  return {
    tpdu: { destination: digits.slice(0, 4), source: digits.slice(4) },
    message: payload.subarray(TPDU_BYTES),
  }
}
