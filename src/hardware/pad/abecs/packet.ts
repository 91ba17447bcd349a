import { CodecError } from './codec-error.ts'

/**
 * Application layer of ABECS (pin-pad sheet 2.2; specification 2.3):
 *
 *   packet  = head, then 0..n blocks          head: ID(3), and STAT(3 digits) in a response
 *   block   = LEN(3 digits) DATA(LEN bytes, at most 999)
 */
export const BLOCK_BYTES_MAX = 999
/** Longest clear packet: what still fits a frame once encrypted. */
const CLEAR_PACKET_BYTES_MAX = 2044

const ID_BYTES = 3
const LENGTH_BYTES = 3

export const toLatin1 = (text: string): Uint8Array => {
  for (const character of text)
    if ((character.codePointAt(0) ?? 0) > 0xff) throw new CodecError('text', 'a character outside ISO-8859-1')
  return new Uint8Array(Buffer.from(text, 'latin1'))
}
export const fromLatin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** Head and blocks as one packet. Throws CodecError when a block or the packet is too long. */
export function writePacket(head: string, blocks: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [toLatin1(head)]
  for (const block of blocks) {
    if (block.length > BLOCK_BYTES_MAX) throw new CodecError('block', `longer than ${BLOCK_BYTES_MAX} bytes`)
    parts.push(toLatin1(String(block.length).padStart(LENGTH_BYTES, '0')), block)
  }
  const packet = new Uint8Array(Buffer.concat(parts))
  if (packet.length > CLEAR_PACKET_BYTES_MAX)
    throw new CodecError('packet', `longer than ${CLEAR_PACKET_BYTES_MAX} bytes`)
  return packet
}

export function readId(packet: Uint8Array): string {
  const id = fromLatin1(packet.subarray(0, ID_BYTES))
  if (!/^[A-Z0-9]{3}$/.test(id)) throw new CodecError('ID', 'not three capitals or digits')
  return id
}

/** A number of fixed width in ASCII digits. */
export function readDigits(packet: Uint8Array, offset: number, width: number, field: string): number {
  const digits = fromLatin1(packet.subarray(offset, offset + width))
  if (digits.length !== width || !/^\d+$/.test(digits)) throw new CodecError(field, `not ${width} digits`)
  return Number(digits)
}

/** The blocks from `offset` to the end; nothing may be left over. */
export function readBlocks(packet: Uint8Array, offset: number): Uint8Array[] {
  const blocks: Uint8Array[] = []
  let position = offset
  while (position < packet.length) {
    const length = readDigits(packet, position, LENGTH_BYTES, 'block length')
    position += LENGTH_BYTES
    if (position + length > packet.length) throw new CodecError('block', 'cut short')
    blocks.push(packet.slice(position, position + length))
    position += length
  }
  return blocks
}
