/**
 * ABECS link layer (pin-pad sheet 2.1; specification 2.1-2.2), the same for till and pad:
 *
 *   SYN 16 | packet, escaped | ETB 17 | CRC high | CRC low
 *
 * Inside the packet 13, 16 and 17 travel as 13 33, 13 36, 13 37. The CRC is CRC-16/XMODEM over the unescaped packet
 * followed by 17; its two bytes are never escaped and may be 13, 16 or 17 themselves. Single bytes between frames:
 * ACK 06, NAK 15, CAN 18 (till to pad: stop), EOT 04 (pad to till: stopped).
 */
import { CodecError } from './codec-error.ts'

export const CONTROL = {
  EOT: 0x04,
  ACK: 0x06,
  /** First byte of an encrypted packet. */
  DC2: 0x12,
  /** Escape. */
  DC3: 0x13,
  NAK: 0x15,
  SYN: 0x16,
  ETB: 0x17,
  CAN: 0x18,
} as const

/** Longest packet before escaping: DC2 and 2048 encrypted bytes. */
export const PACKET_BYTES_MAX = 2049

const ESCAPE_SHIFT = 0x20
const CRC_POLYNOMIAL = 0x1021

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ CRC_POLYNOMIAL : crc << 1
  return crc & 0xffff
})

const crcStep = (crc: number, byte: number): number => ((crc << 8) & 0xffff) ^ (CRC_TABLE[(crc >> 8) ^ byte] ?? 0)

/** CRC-16/XMODEM: "123456789" gives 31C3. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = crcStep(crc, byte)
  return crc
}

const isEscaped = (byte: number): boolean => byte === CONTROL.DC3 || byte === CONTROL.SYN || byte === CONTROL.ETB

/** One frame, ready for the wire. Throws CodecError when the packet is longer than the protocol allows. */
export function encodeFrame(packet: Uint8Array): Uint8Array {
  if (packet.length > PACKET_BYTES_MAX) throw new CodecError('packet', `longer than ${PACKET_BYTES_MAX} bytes`)
  const frame: number[] = [CONTROL.SYN]
  for (const byte of packet) {
    if (isEscaped(byte)) frame.push(CONTROL.DC3, byte + ESCAPE_SHIFT)
    else frame.push(byte)
  }
  const crc = crcStep(crc16(packet), CONTROL.ETB)
  frame.push(CONTROL.ETB, crc >> 8, crc & 0xff)
  return Uint8Array.from(frame)
}

export type MalformedReason = 'crc' | 'escape' | 'oversize' | 'truncated'

export type FramePart =
  | { readonly kind: 'packet'; readonly packet: Uint8Array }
  | { readonly kind: 'ack' }
  | { readonly kind: 'nak' }
  /** CAN: the till stops what is under way. */
  | { readonly kind: 'cancel' }
  /** EOT: the pad has stopped. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'malformed'; readonly reason: MalformedReason }

const SINGLES: ReadonlyMap<number, FramePart> = new Map<number, FramePart>([
  [CONTROL.ACK, { kind: 'ack' }],
  [CONTROL.NAK, { kind: 'nak' }],
  [CONTROL.CAN, { kind: 'cancel' }],
  [CONTROL.EOT, { kind: 'cancelled' }],
])

/**
 * Finds frames and control bytes in a stream of any chunking.
 *
 *                    SYN                    DC3
 *   between frames ───────► packet ◄──────────────────► escape
 *        ▲  ▲                │  │ too long, bad escape    │
 *        │  └── crc ◄── ETB ─┘  └────► skipping ◄─────────┘
 *        └──────────────────────────────── │ ETB and two bytes
 *
 * A bad frame is told once, when it turns bad, and never passed on; what is left of it is skipped up to its own end,
 * so that its bytes are not taken for control bytes. A bare SYN always starts a new frame. The reader knows no time:
 * whoever holds it calls `reset` when the line fell silent in the middle of a frame.
 */
export class FrameReader {
  #state: 'between' | 'packet' | 'escape' | 'skipping' | 'crc' = 'between'
  #packet = new Uint8Array(PACKET_BYTES_MAX)
  #length = 0
  #bad = false
  #crcHigh: number | null = null
  #malformedCount = 0

  /** Frames that were dropped since the reader was made. */
  get malformedCount(): number {
    return this.#malformedCount
  }

  /** True in the middle of a frame: more bytes must follow within the byte time-out. */
  get insideFrame(): boolean {
    return this.#state !== 'between'
  }

  /** What the chunk completes, in order. Never throws. */
  push(chunk: Uint8Array): FramePart[] {
    const parts: FramePart[] = []
    for (const byte of chunk) {
      const part = this.#take(byte)
      if (part !== null) parts.push(part)
    }
    return parts
  }

  /** Forgets a frame cut short. */
  reset(): void {
    this.#state = 'between'
    this.#length = 0
    this.#bad = false
    this.#crcHigh = null
  }

  #take(byte: number): FramePart | null {
    if (this.#state === 'crc') return this.#takeCrc(byte)
    if (this.#state === 'between') {
      if (byte === CONTROL.SYN) this.#start()
      return SINGLES.get(byte) ?? null
    }
    if (byte === CONTROL.SYN) {
      const cutShort = this.#bad ? null : this.#malformed('truncated')
      this.#start()
      return cutShort
    }
    if (this.#state === 'escape') return this.#takeEscaped(byte)
    if (byte === CONTROL.ETB) {
      this.#state = 'crc'
      return null
    }
    if (this.#state === 'skipping') return null
    if (byte === CONTROL.DC3) {
      this.#state = 'escape'
      return null
    }
    return this.#keep(byte)
  }

  #takeEscaped(byte: number): FramePart | null {
    const value = byte - ESCAPE_SHIFT
    if (isEscaped(value)) {
      this.#state = 'packet'
      return this.#keep(value)
    }
    const part = this.#spoil('escape')
    if (byte === CONTROL.ETB) this.#state = 'crc'
    return part
  }

  #keep(byte: number): FramePart | null {
    if (this.#length === PACKET_BYTES_MAX) return this.#spoil('oversize')
    this.#packet[this.#length] = byte
    this.#length += 1
    return null
  }

  #takeCrc(byte: number): FramePart | null {
    if (this.#crcHigh === null) {
      this.#crcHigh = byte
      return null
    }
    const received = (this.#crcHigh << 8) | byte
    const packet = this.#packet.slice(0, this.#length)
    const wasBad = this.#bad
    this.reset()
    if (wasBad) return null
    if (received !== crcStep(crc16(packet), CONTROL.ETB)) return this.#malformed('crc')
    return { kind: 'packet', packet }
  }

  #start(): void {
    this.reset()
    this.#state = 'packet'
  }

  #spoil(reason: MalformedReason): FramePart {
    this.#state = 'skipping'
    this.#bad = true
    return this.#malformed(reason)
  }

  #malformed(reason: MalformedReason): FramePart {
    this.#malformedCount += 1
    return { kind: 'malformed', reason }
  }
}
