import { type AbecsResponse, decodeResponse, NOTICE_ID, readParameters } from '#hardware/pad/abecs/codec.ts'
import { encodeFrame, type FramePart, FrameReader } from '#hardware/pad/abecs/framing.ts'
import { writePacket } from '#hardware/pad/abecs/packet.ts'
import { openPacket, sealPacket } from '#hardware/pad/abecs/secure-link.ts'

/**
 * A till of a few lines, for talking to the pad simulator: framing and codec of the product, none of its driver. It
 * asks what a careful till would not ask (no mask, no encryption), keeps every byte, and gives up after five seconds.
 */
export interface Wire {
  write(bytes: Uint8Array): void
  onBytes(listener: (bytes: Uint8Array) => void): void
}

export interface Answer {
  readonly status: string
  readonly parameters: Map<number, Uint8Array>
  readonly blocks: readonly Uint8Array[]
  /** Two rows of 16 each, in order. */
  readonly notices: readonly string[]
}

const PATIENCE_MS = 5_000

export class TestTill {
  /** Everything the pad sent, in order. */
  readonly received: number[] = []
  readonly #wire: Wire
  readonly #reader = new FrameReader()
  readonly #parts: FramePart[] = []
  #wake: () => void = () => {}
  /** Session key once a secure link stands. */
  sessionKey: Uint8Array | null = null

  constructor(wire: Wire) {
    this.#wire = wire
    wire.onBytes((bytes) => {
      this.received.push(...bytes)
      this.#parts.push(...this.#reader.push(bytes))
      this.#wake()
    })
  }

  writeHex(hex: string): void {
    this.#wire.write(Uint8Array.from(Buffer.from(hex, 'hex')))
  }

  write(bytes: Uint8Array): void {
    this.#wire.write(bytes)
  }

  /** The next control byte or packet of the pad. */
  async next(): Promise<FramePart> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const part = this.#parts.shift()
      if (part) return part
      const left = deadline - Date.now()
      if (left <= 0) throw new Error('the pad is silent')
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** Drops what came and was not looked at. */
  forget(): void {
    this.#parts.length = 0
  }

  /** Sends a command and waits for its acknowledgement only. */
  async begin(id: string, ...blocks: Uint8Array[]): Promise<void> {
    const packet = writePacket(id, blocks)
    this.#wire.write(encodeFrame(this.sessionKey ? sealPacket(this.sessionKey, packet) : packet))
    const acknowledgement = await this.next()
    if (acknowledgement.kind !== 'ack') throw new Error(`the pad answered ${acknowledgement.kind}`)
  }

  /** The response to what was begun, notices before it included. */
  async finish(): Promise<Answer> {
    const notices: string[] = []
    for (;;) {
      const part = await this.next()
      if (part.kind !== 'packet') throw new Error(`the pad answered ${part.kind}`)
      const response = this.read(part.packet)
      if (response.id !== NOTICE_ID) {
        const readable = response.id !== 'OPN' && response.id !== 'GPN'
        const parameters = readable ? readParameters(response.blocks) : new Map<number, Uint8Array>()
        return { status: `${response.id}${response.status}`, parameters, blocks: response.blocks, notices }
      }
      notices.push(Buffer.from(response.blocks[0] ?? new Uint8Array()).toString('latin1'))
    }
  }

  async ask(id: string, ...blocks: Uint8Array[]): Promise<Answer> {
    await this.begin(id, ...blocks)
    return this.finish()
  }

  /** CAN, then every byte up to EOT is dropped. */
  async cancel(): Promise<void> {
    this.writeHex('18')
    while ((await this.next()).kind !== 'cancelled');
  }

  read(packet: Uint8Array): AbecsResponse {
    return decodeResponse(this.sessionKey && packet[0] === 0x12 ? openPacket(this.sessionKey, packet) : packet)
  }

  receivedHex(): string {
    return Buffer.from(this.received).toString('hex').toUpperCase()
  }
}

/** Text of a parameter that must be there. */
export function textOf(answer: Answer, id: number): string {
  const value = answer.parameters.get(id)
  if (!value) throw new Error(`no parameter ${id.toString(16)}`)
  return Buffer.from(value).toString('latin1')
}

export function hexOf(answer: Answer, id: number): string {
  const value = answer.parameters.get(id)
  if (!value) throw new Error(`no parameter ${id.toString(16)}`)
  return Buffer.from(value).toString('hex').toUpperCase()
}

export function latin1(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}
