import { ZvtError } from './zvt-apdu.codec.ts'

/**
 * The fields of a ZVT message (standalone-terminals sheet 2a, BMP table): one byte names a field, its value follows at once, of a length that
 * the table knows, or that stands before it as two or three bytes F0 to F9 (LL, LLL), or as BER (06). The order is free. A field that
 * the table does not know cannot be skipped: what stands before it is kept.
 */
type Length = number | 'LL' | 'LLL' | 'BER'

const LENGTHS: ReadonlyMap<number, Length> = new Map<number, Length>([
  [0x01, 1],
  [0x02, 1],
  [0x03, 1],
  [0x04, 6],
  [0x05, 1],
  [0x06, 'BER'],
  [0x0b, 3],
  [0x0c, 3],
  [0x0d, 2],
  [0x0e, 2],
  [0x17, 2],
  [0x19, 1],
  [0x22, 'LL'],
  [0x23, 'LL'],
  [0x24, 'LLL'],
  [0x27, 1],
  [0x29, 4],
  [0x2a, 15],
  [0x2d, 'LL'],
  [0x2e, 'LLL'],
  [0x37, 3],
  [0x3a, 2],
  [0x3b, 8],
  [0x3c, 'LLL'],
  [0x3d, 3],
  [0x49, 2],
  [0x4c, 'LL'],
  [0x60, 'LLL'],
  [0x87, 2],
  [0x88, 3],
  [0x8a, 1],
  [0x8b, 'LL'],
  [0x8c, 1],
  [0x9a, 'LLL'],
  [0xa0, 1],
  [0xa7, 'LL'],
  [0xaa, 3],
  [0xaf, 'LLL'],
  [0xba, 5],
  [0xd0, 1],
  [0xd1, 'LL'],
  [0xd2, 1],
  [0xd3, 1],
])

export const BMP = {
  timeout: 0x01,
  maxStatusInfos: 0x02,
  serviceByte: 0x03,
  amount: 0x04,
  tlv: 0x06,
  trace: 0x0b,
  time: 0x0c,
  date: 0x0d,
  pan: 0x22,
  paymentType: 0x19,
  result: 0x27,
  terminalId: 0x29,
  merchantNumber: 0x2a,
  originalTrace: 0x37,
  approvalCode: 0x3b,
  text: 0x3c,
  currency: 0x49,
  totals: 0x60,
  receipt: 0x87,
  cardType: 0x8a,
  cardName: 0x8b,
} as const

export type ZvtFields = ReadonlyMap<number, Uint8Array>

export interface ZvtReading {
  readonly fields: ZvtFields
  /** From the first byte that could not be read; empty when all was. */
  readonly rest: Uint8Array
}

/** What can be read, from the beginning; never throws. A field that comes twice counts as it came last. */
export function readFields(data: Uint8Array): ZvtReading {
  const fields = new Map<number, Uint8Array>()
  let offset = 0
  while (offset < data.length) {
    const bmp = data[offset] ?? 0
    const value = valueAt(data, offset + 1, LENGTHS.get(bmp))
    if (value === null) break
    fields.set(bmp, data.subarray(value.start, value.end))
    offset = value.end
  }
  return { fields, rest: data.subarray(offset) }
}

/** In the order given. Throws ZvtError for a field that the table does not know, or a value of another length. */
export function encodeFields(fields: readonly (readonly [bmp: number, value: Uint8Array])[]): Uint8Array {
  return Uint8Array.from(fields.flatMap(([bmp, value]) => [bmp, ...lengthBytes(bmp, value.length), ...value]))
}

function lengthBytes(bmp: number, length: number): readonly number[] {
  const known = LENGTHS.get(bmp)
  const name = `BMP ${bmp.toString(16)}`
  if (known === undefined) throw new ZvtError(`${name} is not in the table`)
  if (known === 'BER') return berLength(length)
  if (known === 'LL' || known === 'LLL') {
    if (String(length).length > known.length) throw new ZvtError(`${name} has ${length} bytes`)
    return [...String(length).padStart(known.length, '0')].map((digit) => 0xf0 | Number(digit))
  }
  if (length !== known) throw new ZvtError(`${name} has ${length} bytes`)
  return []
}

function valueAt(data: Uint8Array, at: number, length: Length | undefined) {
  if (length === undefined) return null
  if (typeof length === 'number') return within(data, at, length)
  if (length === 'BER') return berValueAt(data, at)
  const digits = data.subarray(at, at + length.length)
  if (digits.length < length.length || digits.some((digit) => digit < 0xf0 || digit > 0xf9)) return null
  return within(data, at + length.length, Number([...digits].map((digit) => digit & 0x0f).join('')))
}

const within = (data: Uint8Array, start: number, length: number) =>
  start + length <= data.length ? { start, end: start + length } : null

function berLength(length: number): readonly number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

function berValueAt(data: Uint8Array, at: number) {
  const first = data[at]
  if (first === undefined || (first > 0x7f && first !== 0x81 && first !== 0x82)) return null
  if (first < 0x80) return within(data, at + 1, first)
  const bytes = data.subarray(at + 1, at + (first === 0x81 ? 2 : 3))
  if (bytes.length < first - 0x80) return null
  return within(
    data,
    at + 1 + bytes.length,
    bytes.reduce((sum, byte) => (sum << 8) | byte, 0),
  )
}

/** One element of a container, by its tag: `0x1f07`. */
export interface ZvtElement {
  readonly tag: number
  readonly value: Uint8Array
}

/** The elements of a container (BMP 06 or a constructed one), as far as they can be read. */
export const readElements = (data: Uint8Array): readonly ZvtElement[] => readContainer(data).elements

/** Whether a container holds elements and nothing else. */
export const isContainer = (data: Uint8Array): boolean => readContainer(data).end === data.length

function readContainer(data: Uint8Array): { readonly elements: readonly ZvtElement[]; readonly end: number } {
  const elements: ZvtElement[] = []
  let offset = 0
  while (offset < data.length) {
    const tagLength = isLongTag(data[offset] ?? 0) ? 2 : 1
    const tag = data.subarray(offset, offset + tagLength).reduce((sum, byte) => (sum << 8) | byte, 0)
    const value = berValueAt(data, offset + tagLength)
    if (value === null) break
    elements.push({ tag, value: data.subarray(value.start, value.end) })
    offset = value.end
  }
  return { elements, end: offset }
}

/** The first element of that tag, at any depth; null without one. */
export function findElement(data: Uint8Array, wanted: number): Uint8Array | null {
  for (const { tag, value } of readElements(data)) {
    if (tag === wanted) return value
    const inside = isConstructed(tag) ? findElement(value, wanted) : null
    if (inside !== null) return inside
  }
  return null
}

export function encodeElements(elements: readonly ZvtElement[]): Uint8Array {
  return Uint8Array.from(
    elements.flatMap(({ tag, value }) => [
      ...(tag > 0xff ? [tag >> 8, tag & 0xff] : [tag]),
      ...berLength(value.length),
      ...value,
    ]),
  )
}

const isLongTag = (first: number): boolean => (first & 0x1f) === 0x1f
const isConstructed = (tag: number): boolean => ((tag > 0xff ? tag >> 8 : tag) & 0x20) !== 0

/** Packed figures: `1234` in three bytes is 00 12 34. Throws ZvtError when they do not fit. */
export function toBcd(figures: number | string, bytes: number): Uint8Array {
  const text = String(figures).padStart(bytes * 2, '0')
  if (!/^\d+$/.test(text) || text.length > bytes * 2) throw new ZvtError(`${figures} does not fit into ${bytes} bytes`)
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

/** The figures of packed bytes; null when they are none. */
export function fromBcd(value: Uint8Array | undefined): string | null {
  const text = Buffer.from(value ?? []).toString('hex')
  return /^\d+$/.test(text) ? text : null
}
