import { LIMITS } from '#contract/limits.ts'
import { Iso8583Error } from './iso8583-error.ts'

/**
 * How a TCP host marks where a message ends (acquirer sheet 1.2). The length counts what follows the header, TPDU
 * included; `including-itself` counts the header too.
 *
 *   length-2-excluding-itself   LL       big endian
 *   length-2-including-itself   LL       big endian, so `00 36` stands before 52 bytes
 *   length-2-bcd                LL       four decimal digits in two bytes
 *   length-4-ascii              LLLL     four decimal digits as text
 *   length-2-zero-2             LL 00 00 big endian; a length of zero is a keep-alive and is sent back
 */
export const FRAMINGS = [
  'length-2-excluding-itself',
  'length-2-including-itself',
  'length-2-bcd',
  'length-4-ascii',
  'length-2-zero-2',
] as const
export type FramingName = (typeof FRAMINGS)[number]

export interface Framing {
  readonly name: FramingName
  /** Nothing shorter is a message. */
  readonly payloadBytesMin: number
}

interface Header {
  readonly bytes: number
  write(payloadBytes: number): Uint8Array
  /** Bytes that follow the header; NaN when it is none. */
  read(bytes: Uint8Array, at: number): number
}

const HEADERS: Readonly<Record<FramingName, Header>> = {
  'length-2-excluding-itself': { bytes: 2, write: bigEndian, read: readBigEndian },
  'length-2-including-itself': {
    bytes: 2,
    write: (payloadBytes) => bigEndian(payloadBytes + 2),
    read: (bytes, at) => readBigEndian(bytes, at) - 2,
  },
  'length-2-bcd': {
    bytes: 2,
    write: (payloadBytes) => Buffer.from(String(payloadBytes).padStart(4, '0'), 'hex'),
    read: (bytes, at) => decimal(Buffer.from(bytes.subarray(at, at + 2)).toString('hex')),
  },
  'length-4-ascii': {
    bytes: 4,
    write: (payloadBytes) => Buffer.from(String(payloadBytes).padStart(4, '0'), 'latin1'),
    read: (bytes, at) => decimal(Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')),
  },
  'length-2-zero-2': {
    bytes: 4,
    write: (payloadBytes) => Buffer.concat([bigEndian(payloadBytes), new Uint8Array(2)]),
    read: (bytes, at) => (readBigEndian(bytes, at + 2) === 0 ? readBigEndian(bytes, at) : Number.NaN),
  },
}

/** What a host of this framing sends, and wants back, to see that the line is alive; null where there is none. */
export function keepAliveFrame({ name }: Framing): Uint8Array | null {
  return name === 'length-2-zero-2' ? new Uint8Array(4) : null
}

/** @throws Iso8583Error when the payload is shorter or longer than a frame may carry. */
export function encodeFrame(framing: Framing, payload: Uint8Array): Uint8Array {
  if (!isFrameLength(framing, payload.length)) throw new Iso8583Error('header', 'frame')
  return Buffer.concat([HEADERS[framing.name].write(payload.length), payload])
}

function isFrameLength({ payloadBytesMin }: Framing, length: number): boolean {
  return length >= payloadBytesMin && length <= LIMITS.hostFrameBytesMax
}

/** Whole payloads found so far; `broken` once the stream cannot be read any further. */
export interface FrameBatch {
  readonly messages: readonly Uint8Array[]
  readonly keepAlives: number
  readonly broken: Iso8583Error | null
}

/**
 * Collects payloads from chunks of any size: TCP splits anywhere, even inside the header. There is no mark to
 * resynchronise on: after one bad header nothing of the stream can be trusted, and the connection has to be closed.
 * Holds at most one frame of `LIMITS.hostFrameBytesMax`.
 */
export class FrameReader {
  readonly #framing: Framing
  #held: Uint8Array = new Uint8Array(0)
  #broken: Iso8583Error | null = null

  constructor(framing: Framing) {
    this.#framing = framing
  }

  /** Whether a frame has begun and not ended: the moment a stalled line is noticed by. */
  get midFrame(): boolean {
    return this.#held.length > 0
  }

  push(chunk: Uint8Array): FrameBatch {
    if (this.#broken) return { messages: [], keepAlives: 0, broken: this.#broken }
    const header = HEADERS[this.#framing.name]
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const messages: Uint8Array[] = []
    let keepAlives = 0
    let at = 0
    while (bytes.length - at >= header.bytes) {
      const length = header.read(bytes, at)
      if (length === 0 && this.#framing.name === 'length-2-zero-2') {
        keepAlives += 1
        at += header.bytes
        continue
      }
      if (!isFrameLength(this.#framing, length)) {
        this.#broken = new Iso8583Error('header', 'frame')
        this.#held = new Uint8Array(0)
        return { messages, keepAlives, broken: this.#broken }
      }
      const end = at + header.bytes + length
      if (end > bytes.length) break
      messages.push(new Uint8Array(bytes.subarray(at + header.bytes, end)))
      at = end
    }
    this.#held = new Uint8Array(bytes.subarray(at))
    return { messages, keepAlives, broken: null }
  }
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff)
}

function readBigEndian(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function decimal(digits: string): number {
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}
