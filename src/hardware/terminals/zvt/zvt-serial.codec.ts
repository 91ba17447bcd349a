/**
 * ZVT on a serial line (standalone-terminals sheet 2a; PA00P016):
 *
 *   10 02 | message, each 10 doubled | 10 03 | CRC low | CRC high
 *
 * The sum runs over the message as it was before the doubling, and the 03; its two bytes stand as they are, never doubled. The
 * receiver answers each frame by one byte, 06 or 15.
 */
const DLE = 0x10
const STX = 0x02
const ETX = 0x03
export const ACK = 0x06
export const NAK = 0x15
const POLYNOMIAL = 0x8408
/** The longest message (PA00P016), each byte of it doubled, and what stands around it. */
const FRAME_BYTES_MAX = 2 * (0xffff + 5) + 6

/** The reflected sum of PA00P016: from zero, and as it comes out. */
export function zvtSum(message: Uint8Array): number {
  let sum = 0
  for (const byte of [...message, ETX]) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >> 1) ^ POLYNOMIAL : sum >> 1
  }
  return sum
}

export function encodeZvtFrame(message: Uint8Array): Uint8Array {
  const doubled = [...message].flatMap((byte) => (byte === DLE ? [DLE, DLE] : [byte]))
  const sum = zvtSum(message)
  return Uint8Array.from([DLE, STX, ...doubled, DLE, ETX, sum & 0xff, sum >> 8])
}

/** What comes out of a serial line: the other side's word on our frame, a message, or a frame that did not arrive whole. */
export type ZvtSerialEvent =
  | { readonly kind: 'ack' | 'nak' | 'spoilt' }
  | { readonly kind: 'message'; readonly message: Uint8Array }

/** Cuts a stream into frames. Bytes between frames that are no answer are dropped. */
export class ZvtFrameReader {
  /** Null between frames. */
  #message: number[] | null = null
  #isEscaped = false
  #sumBytes: number[] | null = null

  accept(bytes: Uint8Array): readonly ZvtSerialEvent[] {
    return [...bytes].flatMap((byte) => this.#take(byte))
  }

  /** Whether a frame has begun and not ended: a silence now is a fault of the line. */
  get isInFrame(): boolean {
    return this.#message !== null || this.#isEscaped
  }

  /** Forgets the beginning of a frame that will not come. */
  reset(): void {
    this.#message = null
    this.#isEscaped = false
    this.#sumBytes = null
  }

  #take(byte: number): readonly ZvtSerialEvent[] {
    if (this.#sumBytes !== null) return this.#takeSum(byte)
    if (this.#isEscaped) return this.#takeEscaped(byte)
    if (byte === DLE) this.#isEscaped = true
    else if (this.#message !== null) return this.#keep(byte)
    else if (byte === ACK) return [{ kind: 'ack' }]
    else if (byte === NAK) return [{ kind: 'nak' }]
    return []
  }

  #takeEscaped(byte: number): readonly ZvtSerialEvent[] {
    this.#isEscaped = false
    if (byte === STX) {
      // A new frame while one has not ended: that one was cut.
      const wasCut = this.#message !== null
      this.#message = []
      return wasCut ? [{ kind: 'spoilt' }] : []
    }
    if (this.#message === null) return []
    if (byte === DLE) return this.#keep(DLE)
    if (byte === ETX) {
      this.#sumBytes = []
      return []
    }
    this.reset()
    return [{ kind: 'spoilt' }]
  }

  #takeSum(byte: number): readonly ZvtSerialEvent[] {
    const [low] = this.#sumBytes ?? []
    if (low === undefined) {
      this.#sumBytes = [byte]
      return []
    }
    const message = Uint8Array.from(this.#message ?? [])
    this.reset()
    return [zvtSum(message) === (low | (byte << 8)) ? { kind: 'message', message } : { kind: 'spoilt' }]
  }

  #keep(byte: number): readonly ZvtSerialEvent[] {
    this.#message?.push(byte)
    if ((this.#message?.length ?? 0) <= FRAME_BYTES_MAX) return []
    this.reset()
    return [{ kind: 'spoilt' }]
  }
}
