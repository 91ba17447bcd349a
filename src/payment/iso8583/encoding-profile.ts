import { z } from 'zod'
import { FIELD_NUMBERS, FIELDS, type FieldDefinition, type FieldNumber, isFieldNumber } from './field-table.ts'

const fieldNumbers = z
  .array(z.int().refine(isFieldNumber, 'not in the table of data elements'))
  .transform((numbers) => numbers as FieldNumber[])

/**
 * How one host writes the logical table: the `iso8583` part of an acquirer profile. A value that no codec here
 * speaks is refused when the profile is loaded, not when a message leaves.
 */
export const encodingSchema = z.strictObject({
  edition: z.literal('1987'),
  /** Message type, digits and track: one character a byte, or two digits a byte (packed). */
  numeric: z.enum(['ascii', 'bcd']),
  lengthPrefix: z.enum(['ascii', 'bcd']),
  /** Digits that this host writes as text although it packs the others. */
  unpackedFields: fieldNumbers,
  bitmap: z.literal('binary'),
  binary: z.literal('raw'),
  /** Every message type that may come or go. */
  messageTypes: z.array(z.string().regex(/^0[1-8]\d\d$/)).min(1),
  /** Every data element the host knows; any other bit is an error, because nothing after it could be read. */
  fields: fieldNumbers,
})

/** One data element as the codec walks it: everything decided before the first message. */
export interface FieldLayout {
  readonly number: FieldNumber
  /** In digits, characters or bytes. */
  readonly length: number
  /** Digits of the length prefix, and the bytes they take. */
  readonly prefix: number
  readonly prefixBytes: number
  readonly prefixPacked: boolean
  readonly binary: boolean
  /** Two digits a byte. */
  readonly packed: boolean
  readonly signed: boolean
  /** Zeros on the left (digits) or spaces on the right (text) when a fixed field comes short. */
  readonly numeric: boolean
  /** Bits of `CHARACTER_CLASSES` that are allowed. */
  readonly characters: number
}

export interface EncodingProfile {
  /** Whether the message type is packed. */
  readonly packed: boolean
  readonly mtiBytes: number
  /** Message type and one bitmap: nothing shorter is a message. */
  readonly messageBytesMin: number
  readonly messageTypes: ReadonlySet<string>
  /** By data element number; a hole is an element the host does not know. */
  readonly layouts: readonly (FieldLayout | undefined)[]
}

export const BITMAP_BYTES = 8

export const DIGIT = 1
const LETTER_OR_SPACE = 2
export const TRACK_SEPARATOR = 4
const PRINTABLE = 8

/** The character classes of each byte (ISO-8859-1). */
export const CHARACTER_CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return (
    (/[0-9]/.test(character) ? DIGIT : 0) |
    (/[A-Za-z ]/.test(character) ? LETTER_OR_SPACE : 0) |
    (/[=D]/.test(character) ? TRACK_SEPARATOR : 0) |
    (/[\x20-\x7e\xa0-\xff]/.test(character) ? PRINTABLE : 0)
  )
})

const ALLOWED = {
  n: DIGIT,
  xn: DIGIT,
  an: DIGIT | LETTER_OR_SPACE,
  ans: PRINTABLE,
  z: DIGIT | TRACK_SEPARATOR,
  b: 0,
} as const

/** Prepares the validated `iso8583` part of a profile for the codec. */
export function buildEncoding(encoding: z.infer<typeof encodingSchema>): EncodingProfile {
  const known = new Set<number>(encoding.fields)
  const layouts: (FieldLayout | undefined)[] = Array.from({ length: 129 }, () => undefined)
  for (const number of FIELD_NUMBERS) if (known.has(number)) layouts[number] = layoutOf(encoding, number)
  const packed = encoding.numeric === 'bcd'
  const mtiBytes = packed ? 2 : 4
  const messageTypes = new Set(encoding.messageTypes)
  return { packed, mtiBytes, messageBytesMin: mtiBytes + BITMAP_BYTES, messageTypes, layouts }
}

function layoutOf(encoding: z.infer<typeof encodingSchema>, number: FieldNumber): FieldLayout {
  const { content, length, prefix }: FieldDefinition = FIELDS[number]
  const prefixPacked = encoding.lengthPrefix === 'bcd'
  const digits = content === 'n' || content === 'xn' || content === 'z'
  return {
    number,
    length,
    prefix,
    prefixBytes: prefixPacked ? (prefix + 1) >> 1 : prefix,
    prefixPacked,
    binary: content === 'b',
    packed: encoding.numeric === 'bcd' && digits && !encoding.unpackedFields.includes(number),
    signed: content === 'xn',
    numeric: content === 'n' || content === 'xn',
    characters: ALLOWED[content],
  }
}
