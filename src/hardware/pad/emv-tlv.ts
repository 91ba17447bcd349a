/**
 * BER-TLV as EMV uses it (EMV Book 3, annex B):
 *
 *   tag     one byte, or up to three when the low five bits of the first are all ones (8: more follow)
 *   length  one byte below 80; 81 and one byte; 82 and two bytes
 *   value   length bytes; elements again when bit 6 of the tag's first byte is set
 *
 * Strict: no padding between elements, nothing left over, no indefinite length.
 */
export interface TlvElement {
  /** Upper-case hex, `9F26`. */
  readonly tag: string
  readonly value: Uint8Array
}

/** Bytes that are no BER-TLV. Holds the position, never the content. */
export class EmvTlvError extends Error {
  constructor(offset: number, why: string) {
    super(`BER-TLV at ${offset}: ${why}`)
    this.name = 'EmvTlvError'
  }
}

const TAG_BYTES_MAX = 3
const DEPTH_MAX = 8
const CONSTRUCTED = 0x20

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

/** The elements at the top, in order. Throws EmvTlvError. */
export function readTlv(bytes: Uint8Array): TlvElement[] {
  const elements: TlvElement[] = []
  let position = 0
  while (position < bytes.length) {
    const tagBytes = tagLength(bytes, position)
    const tag = toHex(bytes.subarray(position, position + tagBytes))
    position += tagBytes
    const { length, width } = readLength(bytes, position)
    position += width
    if (position + length > bytes.length) throw new EmvTlvError(position, 'value cut short')
    elements.push({ tag, value: bytes.slice(position, position + length) })
    position += length
  }
  return elements
}

/** All elements at any depth, templates before what they hold. Throws EmvTlvError. */
export function readTlvDeep(bytes: Uint8Array, depth = 0): TlvElement[] {
  if (depth > DEPTH_MAX) throw new EmvTlvError(0, 'nested too deep')
  return readTlv(bytes).flatMap((element) =>
    Number.parseInt(element.tag.slice(0, 2), 16) & CONSTRUCTED
      ? [element, ...readTlvDeep(element.value, depth + 1)]
      : [element],
  )
}

function tagLength(bytes: Uint8Array, position: number): number {
  const first = bytes[position] ?? 0
  if (first === 0 || first === 0xff) throw new EmvTlvError(position, 'no tag')
  if ((first & 0x1f) !== 0x1f) return 1
  for (let length = 2; length <= TAG_BYTES_MAX; length += 1) {
    const next = bytes[position + length - 1]
    if (next === undefined) throw new EmvTlvError(position, 'tag cut short')
    if ((next & 0x80) === 0) return length
  }
  throw new EmvTlvError(position, 'tag too long')
}

function readLength(bytes: Uint8Array, position: number): { length: number; width: number } {
  const first = bytes[position]
  if (first === undefined) throw new EmvTlvError(position, 'length cut short')
  if (first < 0x80) return { length: first, width: 1 }
  const width = first & 0x7f
  if (width !== 1 && width !== 2) throw new EmvTlvError(position, 'length of a form EMV does not use')
  if (position + width >= bytes.length) throw new EmvTlvError(position, 'length cut short')
  const high = width === 2 ? (bytes[position + 1] ?? 0) : 0
  const low = bytes[position + width] ?? 0
  return { length: (high << 8) | low, width: width + 1 }
}

/** The elements as bytes, in the order given. */
export function writeTlv(elements: readonly TlvElement[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat(
      elements.flatMap(({ tag, value }) => [Buffer.from(tag, 'hex'), Buffer.from(lengthBytes(value.length)), value]),
    ),
  )
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length]
  return length <= 0xff ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
