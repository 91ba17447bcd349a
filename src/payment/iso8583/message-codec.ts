import {
  BITMAP_BYTES,
  CHARACTER_CLASSES,
  DIGIT,
  type EncodingProfile,
  type FieldLayout,
  TRACK_SEPARATOR,
} from './encoding-profile.ts'
import {
  FIELD_NUMBERS,
  FIELDS,
  type FieldNumber,
  type FieldValue,
  type IsoFields,
  type IsoMessage,
} from './field-table.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { packedBytes, readPairs, readTrackPairs, writePacked } from './packed-digits.ts'

/**
 * The strict codec: one pass each way, every byte checked, nothing guessed.
 *
 *   message type  four digits: 4 bytes, or 2 packed
 *   8 bytes       bitmap, bit 1 (the highest) says that a second one follows
 *   8 bytes       second bitmap, only when a field from 66 on is there; its own bit 1 (65) would be a third: refused
 *   then the fields in ascending order:
 *     fixed       exactly `length` characters or bytes, or digits packed two a byte
 *     variable    2 or 3 digits of length (packed: 1 or 2 bytes), counted in characters, bytes or digits, then those
 *
 * A decoded message encodes to the very bytes it came from; bytes that would not are refused.
 */
const ZERO = 0x30
const SPACE = 0x20
const CREDIT = 0x43
const DEBIT = 0x44
const TOP_BIT = 0x8000_0000

/**
 * The wire form of a message, without its frame.
 * @throws Iso8583Error naming the first field that does not fit.
 */
export function encodeMessage(profile: EncodingProfile, message: IsoMessage): Uint8Array {
  if (!profile.messageTypes.has(message.mti)) throw new Iso8583Error('mti', 'unknown')
  if (slabAt + LONGEST_BYTES > SLAB_BYTES) {
    slab = Buffer.alloc(SLAB_BYTES)
    slabAt = 0
  }
  const start = slabAt
  try {
    slabAt = writeMessage(profile, message, start)
  } catch (thrown) {
    slab.fill(0, start, start + LONGEST_BYTES)
    throw thrown
  }
  return slab.subarray(start, slabAt)
}

/** @returns where the next message starts. */
function writeMessage(profile: EncodingProfile, { mti, fields }: IsoMessage, start: number): number {
  const secondary = hasSecondary(fields)
  let at = profile.packed ? writePacked(slab, start, mti, 0, 'mti', false) : writeText(mti, start, DIGIT, 'mti')
  if (secondary) slab[at] = 0x80
  at += secondary ? 2 * BITMAP_BYTES : BITMAP_BYTES
  for (const number of FIELD_NUMBERS) {
    const value = fields[number]
    if (value === undefined) continue
    const layout = profile.layouts[number]
    if (layout === undefined) throw new Iso8583Error(number, 'unknown')
    const bitmapAt = start + profile.mtiBytes + ((number - 1) >> 3)
    slab[bitmapAt] = (slab[bitmapAt] ?? 0) | (0x80 >> ((number - 1) & 7))
    at = writeField(layout, value, at)
  }
  return at
}

/** Longer than a message with every field of the table. */
const LONGEST_BYTES = Object.values(FIELDS).reduce(
  (sum, { length, prefix }) => sum + length + prefix,
  4 + 2 * BITMAP_BYTES,
)
const SLAB_BYTES = 65_536
/** Messages lie one behind the other in a slab: making room for each on its own costs more than writing it. */
let slab = Buffer.alloc(SLAB_BYTES)
/** Where the next message starts; all zeros from here on. */
let slabAt = 0

function hasSecondary(fields: IsoFields): boolean {
  for (let index = FIELD_NUMBERS.length - 1; index >= 0; index -= 1) {
    const number = FIELD_NUMBERS[index] as FieldNumber
    if (number <= 64) return false
    if (fields[number] !== undefined) return true
  }
  return false
}

function writeField(layout: FieldLayout, value: FieldValue, start: number): number {
  const { number, length, prefix } = layout
  if (layout.binary !== (typeof value !== 'string')) throw new Iso8583Error(number, 'content')
  const size = value.length
  if (size > length) throw new Iso8583Error(number, 'length')
  let at = start
  if (prefix > 0) at = writeLength(layout, size, at)
  else if (size < length && (layout.binary || size === 0)) throw new Iso8583Error(number, 'length')
  if (typeof value !== 'string') {
    slab.set(value, at)
    return at + size
  }
  if (layout.packed) return writeDigits(layout, value, at)
  if (prefix === 0 && size < length) return writePadded(layout, value, at)
  if (layout.signed) at = writeSign(value, at, number)
  return writeText(value, at, layout.characters, number, layout.signed ? 1 : 0)
}

/** Packed digits: zeros in front of a fixed field, a zero nibble behind a variable one. */
function writeDigits({ number, length, prefix, signed, characters }: FieldLayout, value: string, start: number) {
  const track = (characters & TRACK_SEPARATOR) !== 0
  if (prefix > 0) return writePacked(slab, start, value, 0, number, track)
  const at = signed ? writeSign(value, start, number) : start
  const digits = signed ? value.slice(1) : value
  const places = signed ? length - 1 : length
  return writePacked(slab, at, digits, 2 * packedBytes(places) - digits.length, number, false)
}

function writeLength({ prefix, prefixBytes, prefixPacked }: FieldLayout, size: number, at: number): number {
  let rest = size
  if (prefixPacked) {
    for (let index = prefixBytes - 1; index >= 0; index -= 1) {
      slab[at + index] = ((((rest / 10) | 0) % 10) << 4) | (rest % 10)
      rest = (rest / 100) | 0
    }
    return at + prefixBytes
  }
  for (let index = prefix - 1; index >= 0; index -= 1) {
    slab[at + index] = ZERO + (rest % 10)
    rest = (rest / 10) | 0
  }
  return at + prefix
}

function writePadded(layout: FieldLayout, value: string, start: number): number {
  const { number, length, numeric, signed, characters } = layout
  const padding = length - value.length
  let at = start
  if (signed) at = writeSign(value, at, number)
  if (numeric) {
    slab.fill(ZERO, at, at + padding)
    return writeText(value, at + padding, characters, number, signed ? 1 : 0)
  }
  at = writeText(value, at, characters, number)
  slab.fill(SPACE, at, at + padding)
  return at + padding
}

function writeSign(value: string, at: number, field: number): number {
  const sign = value.charCodeAt(0)
  if (sign !== CREDIT && sign !== DEBIT) throw new Iso8583Error(field, 'content')
  if (value.length === 1) throw new Iso8583Error(field, 'length')
  slab[at] = sign
  return at + 1
}

function writeText(value: string, start: number, allowed: number, field: string | number, from = 0): number {
  const target = slab
  const shift = start - from
  for (let index = from; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    // Beyond ISO-8859-1 the table has nothing, which allows nothing.
    if (((CHARACTER_CLASSES[code] ?? 0) & allowed) === 0) throw new Iso8583Error(field, 'content')
    target[shift + index] = code
  }
  return shift + value.length
}

/**
 * Reads one whole message, without its frame. Binary fields are views of `bytes`; the fields lie in a sparse array
 * indexed by data element, several times cheaper to fill than an object.
 * @throws Iso8583Error, and nothing else whatever the bytes are.
 */
export function decodeMessage(profile: EncodingProfile, bytes: Uint8Array): IsoMessage {
  const { mtiBytes, messageBytesMin } = profile
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('latin1')
  if (bytes.length < mtiBytes) throw new Iso8583Error('mti', 'short')
  const mti = profile.packed ? readPairs(bytes, 0, mtiBytes, 'mti') : text.slice(0, mtiBytes)
  if (!profile.messageTypes.has(mti)) throw new Iso8583Error('mti', 'unknown')
  let at = messageBytesMin
  if (bytes.length < at) throw new Iso8583Error('bitmap', 'short')
  let words = 2
  if (((bytes[mtiBytes] ?? 0) & 0x80) !== 0) {
    at = checkSecondBitmap(bytes, messageBytesMin)
    words = 4
  }
  const fields: (FieldValue | undefined)[] = new Array(words * 32 + 1)
  for (let word = 0; word < words; word += 1) {
    let bits = wordAt(bytes, mtiBytes + word * 4)
    if (word === 0) bits &= ~TOP_BIT
    while (bits !== 0) {
      const leading = Math.clz32(bits)
      bits &= ~(TOP_BIT >>> leading)
      const number = word * 32 + leading + 1
      const layout = profile.layouts[number]
      if (layout === undefined) throw new Iso8583Error(number, 'unknown')
      const size = sizeOf(layout, bytes, at)
      const start = at + layout.prefixBytes
      at = start + bytesOf(layout, size)
      if (at > bytes.length) throw new Iso8583Error(number, 'short')
      if (layout.binary) fields[number] = bytes.subarray(start, at)
      else if (layout.packed) fields[number] = readDigits(layout, bytes, start, at, size)
      else fields[number] = readText(layout, bytes, text, start, at)
    }
  }
  if (at !== bytes.length) throw new Iso8583Error('message', 'trailing')
  return { mti, fields: fields as unknown as IsoFields }
}

/** @returns where the fields start. */
function checkSecondBitmap(bytes: Uint8Array, start: number): number {
  const end = start + BITMAP_BYTES
  if (bytes.length < end) throw new Iso8583Error('bitmap', 'short')
  if (((bytes[start] ?? 0) & 0x80) !== 0) throw new Iso8583Error('bitmap', 'third-bitmap')
  const empty = (wordAt(bytes, start) | wordAt(bytes, start + 4)) === 0
  if (empty) throw new Iso8583Error('bitmap', 'empty-bitmap')
  return end
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
}

/** Characters, digits or bytes of the field, as its length prefix or the table says. */
function sizeOf(layout: FieldLayout, bytes: Uint8Array, at: number): number {
  const { number, prefix, prefixBytes, length } = layout
  if (prefix === 0) return length
  if (at + prefixBytes > bytes.length) throw new Iso8583Error(number, 'short')
  const size = layout.prefixPacked ? packedLength(bytes, at, prefixBytes) : textLength(bytes, at, prefix)
  if (size < 0 || size > length) throw new Iso8583Error(number, 'length')
  return size
}

/** @returns a negative number when a character is no digit. */
function textLength(bytes: Uint8Array, at: number, prefix: number): number {
  let size = 0
  for (let index = at; index < at + prefix; index += 1) {
    const digit = (bytes[index] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return -1
    size = size * 10 + digit
  }
  return size
}

/** @returns a negative number when a nibble is no digit. */
function packedLength(bytes: Uint8Array, at: number, prefixBytes: number): number {
  let size = 0
  for (let index = at; index < at + prefixBytes; index += 1) {
    const byte = bytes[index] ?? 0
    if (byte >> 4 > 9 || (byte & 15) > 9) return -1
    size = size * 100 + (byte >> 4) * 10 + (byte & 15)
  }
  return size
}

function bytesOf({ packed, signed }: FieldLayout, size: number): number {
  if (!packed) return size
  return signed ? 1 + packedBytes(size - 1) : packedBytes(size)
}

function readDigits(layout: FieldLayout, bytes: Uint8Array, start: number, end: number, size: number): string {
  const { number, signed, prefix, characters } = layout
  if (signed) return readSign(bytes, start, number) + readPairs(bytes, start + 1, end, number)
  const track = (characters & TRACK_SEPARATOR) !== 0
  const digits = track ? readTrackPairs(bytes, start, end, number) : readPairs(bytes, start, end, number)
  if (digits.length === size) return digits
  const pad = prefix > 0 ? digits.charAt(size) : digits.charAt(0)
  if (pad !== '0') throw new Iso8583Error(number, 'content')
  return prefix > 0 ? digits.slice(0, size) : digits.slice(1)
}

function readSign(bytes: Uint8Array, at: number, field: number): string {
  const sign = bytes[at]
  if (sign !== CREDIT && sign !== DEBIT) throw new Iso8583Error(field, 'content')
  return sign === CREDIT ? 'C' : 'D'
}

function readText(layout: FieldLayout, bytes: Uint8Array, text: string, start: number, end: number): string {
  const { characters, number } = layout
  let at = start
  if (layout.signed) {
    readSign(bytes, at, number)
    at += 1
  }
  for (; at < end; at += 1) {
    if (((CHARACTER_CLASSES[bytes[at] ?? 0] ?? 0) & characters) === 0) throw new Iso8583Error(number, 'content')
  }
  return text.slice(start, end)
}
