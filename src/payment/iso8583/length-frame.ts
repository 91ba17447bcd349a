import { LIMITS } from '#contract/limits.ts'
import { Iso8583Error } from './iso8583-error.ts'
import { MESSAGE_BYTES_MIN } from './message-codec.ts'

/**
 * The frame of a TCP host: two bytes, big endian, the length of the message without themselves; then the message.
 * TCP splits anywhere, even inside the header. There is no mark to resynchronise on: after one bad header nothing
 * of the stream can be trusted, and the connection has to be closed.
 */
const HEADER_BYTES = 2

/** @throws Iso8583Error when the message is shorter or longer than a frame may carry. */
export function encodeFrame(message: Uint8Array): Uint8Array {
  if (!isFrameLength(message.length)) throw new Iso8583Error('header', 'frame')
  const frame = new Uint8Array(HEADER_BYTES + message.length)
  frame[0] = message.length >> 8
  frame[1] = message.length & 0xff
  frame.set(message, HEADER_BYTES)
  return frame
}

function isFrameLength(length: number): boolean {
  return length >= MESSAGE_BYTES_MIN && length <= LIMITS.hostFrameBytesMax
}

/** Whole messages found so far; `broken` once the stream cannot be read any further. */
export interface FrameBatch {
  readonly messages: readonly Uint8Array[]
  readonly broken: Iso8583Error | null
}

/** Collects messages from chunks of any size. Holds at most one frame of `LIMITS.hostFrameBytesMax`. */
export class FrameReader {
  #held: Uint8Array = new Uint8Array(0)
  #broken: Iso8583Error | null = null

  /** Whether a frame has begun and not ended: the moment a stalled line is noticed by. */
  get midFrame(): boolean {
    return this.#held.length > 0
  }

  push(chunk: Uint8Array): FrameBatch {
    if (this.#broken) return { messages: [], broken: this.#broken }
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const messages: Uint8Array[] = []
    let at = 0
    while (bytes.length - at >= HEADER_BYTES) {
      const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      if (!isFrameLength(length)) {
        this.#broken = new Iso8583Error('header', 'frame')
        this.#held = new Uint8Array(0)
        return { messages, broken: this.#broken }
      }
      const end = at + HEADER_BYTES + length
      if (end > bytes.length) break
      messages.push(new Uint8Array(bytes.subarray(at + HEADER_BYTES, end)))
      at = end
    }
    this.#held = new Uint8Array(bytes.subarray(at))
    return { messages, broken: null }
  }
}
