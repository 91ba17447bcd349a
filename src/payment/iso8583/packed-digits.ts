import { Iso8583Error } from './iso8583-error.ts'

/**
 * Two digits a byte (BCD), as packed profiles write numbers and track 2:
 *
 *   fixed length, odd     a zero nibble in front:   DE22 `051`      -> 00 51
 *   variable length, odd  a zero nibble at the end: 37 nibbles      -> 19 bytes, counted as 37
 *   track 2               the separator is nibble D
 *
 * A pad nibble that is not zero, or a nibble that is no digit, is refused: it would not be written back.
 */
const SEPARATOR = 0xd
/** The two digits of each byte; undefined where one is none. */
const PAIRS: readonly (string | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const pair = byte.toString(16).padStart(2, '0')
  return /^\d\d$/.test(pair) ? pair : undefined
})

/** Bytes that so many packed digits take: two each, an odd one alone. */
export function packedBytes(digits: number): number {
  return (digits + 1) >> 1
}

/**
 * Writes `digits` from `at` on, behind `zeros` zero nibbles; an odd number of nibbles ends with a zero one. The target
 * must be zero there. @returns where the next field starts.
 */
export function writePacked(
  target: Uint8Array,
  at: number,
  digits: string,
  zeros: number,
  field: string | number,
  track: boolean,
): number {
  let nibble = zeros
  for (let index = 0; index < digits.length; index += 1) {
    const value = nibbleOf(digits.charCodeAt(index), track)
    if (value < 0) throw new Iso8583Error(field, 'content')
    const byte = at + (nibble >> 1)
    target[byte] = (target[byte] ?? 0) | ((nibble & 1) === 0 ? value << 4 : value)
    nibble += 1
  }
  return at + packedBytes(nibble)
}

function nibbleOf(character: number, track: boolean): number {
  const value = character - 0x30
  if (value >= 0 && value <= 9) return value
  return track && (character === 0x3d || character === 0x44) ? SEPARATOR : -1
}

/** Reads whole bytes as digits. @throws Iso8583Error when a nibble is none. */
export function readPairs(bytes: Uint8Array, start: number, end: number, field: string | number): string {
  let text = ''
  for (let at = start; at < end; at += 1) {
    const pair = PAIRS[bytes[at] ?? 0]
    if (pair === undefined) throw new Iso8583Error(field, 'content')
    text += pair
  }
  return text
}

/** Track 2: digits and separators, the latter as `=`. @throws Iso8583Error when a nibble is neither. */
export function readTrackPairs(bytes: Uint8Array, start: number, end: number, field: string | number): string {
  const text = Buffer.from(bytes.subarray(start, end)).toString('hex')
  if (!/^[0-9d]*$/.test(text)) throw new Iso8583Error(field, 'content')
  return text.replaceAll('d', '=')
}
