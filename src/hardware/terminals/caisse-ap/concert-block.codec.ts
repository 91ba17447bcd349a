/**
 * What passes on the serial line of a Concert terminal (standalone-terminals sheet 2c):
 *
 *   05 (ENQ): I have something to say · 06 (ACK), 15 (NAK): word on what was said · 04 (EOT): that was all
 *   02 | body, printable | 03 | LRC: all bytes of the body and the 03, one over the other (XOR)
 */
const STX = 0x02
const ETX = 0x03
const SIGNS = { enq: 0x05, ack: 0x06, nak: 0x15, eot: 0x04 } as const
export type ConcertSign = keyof typeof SIGNS
/** Longer than any message of this protocol. */
const BLOCK_BYTES_MAX = 4_096
/** A line of 7 data bits carries no eighth, whatever its parity left there. */
const SEVEN_BITS = 0x7f

export type ConcertEvent =
  | { readonly kind: ConcertSign | 'spoilt' }
  | { readonly kind: 'block'; readonly body: Uint8Array }

export const concertSign = (sign: ConcertSign): Uint8Array => Uint8Array.of(SIGNS[sign])

export function encodeConcertBlock(body: Uint8Array): Uint8Array {
  return Uint8Array.from([STX, ...body, ETX, lrcOf(body)])
}

const lrcOf = (body: Uint8Array): number => body.reduce((sum, byte) => sum ^ byte, ETX)

/** Cuts a stream into signs and blocks. What is neither is dropped. */
export class ConcertReader {
  /** Null outside a block. */
  #body: number[] | null = null
  #awaitsLrc = false

  accept(bytes: Uint8Array): readonly ConcertEvent[] {
    return [...bytes].flatMap((byte) => this.#take(byte & SEVEN_BITS))
  }

  /** Whether a block has begun and not ended: a long silence now is a fault of the line. */
  get isInBlock(): boolean {
    return this.#body !== null
  }

  reset(): void {
    this.#body = null
    this.#awaitsLrc = false
  }

  #take(byte: number): readonly ConcertEvent[] {
    if (this.#body === null) return this.#takeSign(byte)
    if (this.#awaitsLrc) {
      const body = Uint8Array.from(this.#body)
      this.reset()
      return [byte === lrcOf(body) ? { kind: 'block', body } : { kind: 'spoilt' }]
    }
    if (byte === STX) {
      // A new block while one has not ended: that one was cut.
      this.#body = []
      return [{ kind: 'spoilt' }]
    }
    if (byte === ETX) this.#awaitsLrc = true
    else this.#body.push(byte)
    if (this.#body.length <= BLOCK_BYTES_MAX) return []
    this.reset()
    return [{ kind: 'spoilt' }]
  }

  #takeSign(byte: number): readonly ConcertEvent[] {
    if (byte === STX) {
      this.#body = []
      return []
    }
    for (const [kind, value] of Object.entries(SIGNS)) if (byte === value) return [{ kind: kind as ConcertSign }]
    return []
  }
}
