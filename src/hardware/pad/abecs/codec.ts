import { CodecError } from './codec-error.ts'

export { CodecError } from './codec-error.ts'

import { BLOCK_BYTES_MAX, fromLatin1, readBlocks, readDigits, readId, toLatin1, writePacket } from './packet.ts'
import { PAN_MASK, SPE } from './parameters.ts'

/**
 * Commands, responses and parameters of ABECS (pin-pad sheet 2.2; specification 2.3 and 3.1), for till and pad:
 *
 *   command    = ID(3) blocks            response = ID(3) STAT(3) blocks, no block unless STAT is 000
 *   notice     = "NTM" "000" "032" 32 characters, any number of them before the response of a blocking command
 *   parameter  = ID(2, big-endian) LEN(2, big-endian, at most 995) VALUE, in the blocks of newer commands
 */
export interface AbecsCommand {
  readonly id: string
  readonly blocks: readonly Uint8Array[]
}

export interface AbecsResponse {
  readonly id: string
  /** Three digits, see STATUS. */
  readonly status: string
  readonly blocks: readonly Uint8Array[]
}

/** One parameter, its number from SPE or PP. */
export type Parameter = readonly [id: number, value: Uint8Array]

const PARAMETER_HEAD_BYTES = 4
const VALUE_BYTES_MAX = 995
const HEAD_BYTES = 3
const STATUS_BYTES = 3
const OK_STATUS = '000'
/** Every data method that encrypts: working key, DUKPT and random key, ECB and CBC. */
const ENCRYPTING_METHODS: ReadonlySet<string> = new Set(['10', '11', '50', '51', '90', '91'])

/**
 * The packet of a command. Throws CodecError, and refuses what would make a pad send card data in clear: CEX or GCX
 * without the mask of the card number, GTK without encryption.
 */
export function encodeCommand(command: AbecsCommand): Uint8Array {
  if (!/^[A-Z0-9]{3}$/.test(command.id)) throw new CodecError('ID', 'not three capitals or digits')
  guardCardData(command)
  return writePacket(command.id, command.blocks)
}

function guardCardData({ id, blocks }: AbecsCommand): void {
  if (id === 'CEX' || id === 'GCX') {
    const mask = readParameters(blocks).get(SPE.PANMASK)
    if (mask === undefined || fromLatin1(mask) !== PAN_MASK) throw new CodecError('SPE_PANMASK', `not ${PAN_MASK}`)
  }
  if (id === 'GTK') {
    const method = readParameters(blocks).get(SPE.MTHDDAT)
    if (method === undefined || !ENCRYPTING_METHODS.has(fromLatin1(method)))
      throw new CodecError('SPE_MTHDDAT', 'missing or in clear')
  }
}

/** Reads a command as a pad does. Throws CodecError. */
export function decodeCommand(packet: Uint8Array): AbecsCommand {
  return { id: readId(packet), blocks: readBlocks(packet, HEAD_BYTES) }
}

/** The packet of a response or a notice. Throws CodecError. */
export function encodeResponse({ id, status, blocks }: AbecsResponse): Uint8Array {
  if (!/^[A-Z0-9]{3}$/.test(id)) throw new CodecError('ID', 'not three capitals or digits')
  if (!/^\d{3}$/.test(status)) throw new CodecError('RSP_STAT', 'not three digits')
  if (status !== OK_STATUS && blocks.length > 0) throw new CodecError('RSP_STAT', 'data beside a failure')
  return writePacket(id + status, blocks)
}

/** Reads a response or a notice as a till does. Throws CodecError. */
export function decodeResponse(packet: Uint8Array): AbecsResponse {
  const id = readId(packet)
  const status = String(readDigits(packet, HEAD_BYTES, STATUS_BYTES, 'RSP_STAT')).padStart(STATUS_BYTES, '0')
  const blocks = readBlocks(packet, HEAD_BYTES + STATUS_BYTES)
  if (status !== OK_STATUS && blocks.length > 0) throw new CodecError('RSP_STAT', 'data beside a failure')
  return { id, status, blocks }
}

/** Parameters as blocks, a new block where the next parameter no longer fits. Throws CodecError. */
export function writeParameters(parameters: readonly Parameter[]): Uint8Array[] {
  const blocks: Uint8Array[] = []
  let open: Uint8Array[] = []
  let openBytes = 0
  for (const [id, value] of parameters) {
    if (value.length > VALUE_BYTES_MAX) throw new CodecError(hexId(id), `longer than ${VALUE_BYTES_MAX} bytes`)
    const bytes = PARAMETER_HEAD_BYTES + value.length
    if (openBytes + bytes > BLOCK_BYTES_MAX) {
      blocks.push(new Uint8Array(Buffer.concat(open)))
      open = []
      openBytes = 0
    }
    open.push(Uint8Array.of(id >> 8, id & 0xff, value.length >> 8, value.length & 0xff), value)
    openBytes += bytes
  }
  if (open.length > 0) blocks.push(new Uint8Array(Buffer.concat(open)))
  return blocks
}

/** The parameters of all blocks in order, repeated ones included. Throws CodecError when a parameter is cut short. */
export function readParameterList(blocks: readonly Uint8Array[]): Parameter[] {
  const parameters: Parameter[] = []
  for (const block of blocks) {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    let position = 0
    while (position < block.length) {
      if (position + PARAMETER_HEAD_BYTES > block.length) throw new CodecError('parameter', 'cut short')
      const id = view.getUint16(position)
      const length = view.getUint16(position + 2)
      position += PARAMETER_HEAD_BYTES
      if (length > VALUE_BYTES_MAX || position + length > block.length) throw new CodecError(hexId(id), 'cut short')
      parameters.push([id, block.slice(position, position + length)])
      position += length
    }
  }
  return parameters
}

/**
 * The parameters of all blocks by number. A repeated one keeps its first value; unknown ones are kept and harmless.
 * Throws CodecError when a parameter is cut short.
 */
export function readParameters(blocks: readonly Uint8Array[]): Map<number, Uint8Array> {
  const parameters = new Map<number, Uint8Array>()
  for (const [id, value] of readParameterList(blocks)) if (!parameters.has(id)) parameters.set(id, value)
  return parameters
}

export const NOTICE_ID = 'NTM'

/** The rows a pad shows the cashier: 32 characters as two of 16; empty when the notice is. */
export function readNotice(response: AbecsResponse): readonly [string, string] {
  const text = fromLatin1(response.blocks[0] ?? new Uint8Array())
  return [text.slice(0, 16).trimEnd(), text.slice(16, 32).trimEnd()]
}

/** A text parameter (formats A, S, N, H). */
export const textParameter = (id: number, text: string): Parameter => [id, toLatin1(text)]

const hexId = (id: number): string => id.toString(16).toUpperCase().padStart(4, '0')
