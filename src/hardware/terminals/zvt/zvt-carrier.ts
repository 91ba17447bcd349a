import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../../link/byte-link.ts'
import { encodeApdu, readApdus, ZVT, type ZvtApdu } from './zvt-apdu.codec.ts'
import { ACK, encodeZvtFrame, NAK, ZvtFrameReader } from './zvt-serial.codec.ts'

/** Moves whole messages over one open line; which way of framing them depends on the kind of line. */
export interface ZvtCarrier {
  /** @returns false when the line is gone, or the terminal did not take the message: some of it may have arrived. */
  say(message: ZvtApdu): Promise<boolean>
  /** Called before anything can arrive. Nothing is heard after `onLost`. */
  hear(ears: ZvtEars): void
  close(): Promise<void>
}

export interface ZvtEars {
  readonly onMessage: (message: ZvtApdu) => void
  readonly onLost: () => void
}

/** TCP: one message after the other, as they are. */
export function streamCarrier(link: ByteLink): ZvtCarrier {
  let bytes: Uint8Array = new Uint8Array()
  return {
    say: async (message) => (await link.write(encodeApdu(message))).ok,
    hear: ({ onMessage, onLost }) => {
      link.onBytes((more) => {
        const { apdus, rest } = readApdus(Buffer.concat([bytes, more]))
        bytes = rest
        for (const apdu of apdus) onMessage(apdu)
      })
      link.onLost(onLost)
    },
    close: () => link.close(),
  }
}

type Word = 'ack' | 'nak' | 'silent' | 'lost'

/** What must not be done twice: the terminal may have taken one that it was not heard to take. */
const NEVER_UNHEARD_AGAIN: readonly number[] = [
  ZVT.payment,
  ZVT.refund,
  ZVT.reversal,
  ZVT.reservation,
  ZVT.partialReversal,
  ZVT.bookTotal,
  ZVT.reservationReversal,
  ZVT.dayEnd,
]

/**
 * A serial line (PA00P016): each message in a frame, each frame answered by one byte.
 *
 *   frame ──► 06: taken · 15: once more, twice at most · nothing in T2: once more, except an order · a message: taken, too
 *   frame ◄── whole: 06, told on · spoilt, or silent inside for T1: 15
 *
 * A terminal that missed our 06 sends its frame again: the same frame is told on once, until one of ours was taken.
 */
export class SerialCarrier implements ZvtCarrier {
  readonly #link: ByteLink
  readonly #clock: Pick<ClockPort, 'after'>
  readonly #reader = new ZvtFrameReader()
  #ears: ZvtEars = { onMessage: () => {}, onLost: () => {} }
  #wordIs: (word: Word) => void = () => {}
  #stopGap: () => void = () => {}
  /** Heard since a frame of ours was taken. */
  #lastHeard: Uint8Array | null = null
  /** One frame at a time waits for its word. */
  #speaking: Promise<unknown> = Promise.resolve()

  constructor(link: ByteLink, clock: Pick<ClockPort, 'after'>) {
    this.#link = link
    this.#clock = clock
  }

  hear(ears: ZvtEars): void {
    this.#ears = ears
    this.#link.onBytes((bytes) => this.#take(bytes))
    this.#link.onLost(() => this.#lost())
  }

  say(message: ZvtApdu): Promise<boolean> {
    const said = this.#speaking.then(() => this.#say(message))
    this.#speaking = said
    return said
  }

  async close(): Promise<void> {
    this.#lost()
    await this.#link.close()
  }

  async #say(message: ZvtApdu): Promise<boolean> {
    const frame = encodeZvtFrame(encodeApdu(message))
    const mayRepeat = !NEVER_UNHEARD_AGAIN.includes(message.control)
    for (let sent = 0; sent <= LIMITS.zvtRepeats; sent += 1) {
      const word = await this.#wordOn(frame)
      if (word === 'ack') return true
      if (word === 'lost' || (word === 'silent' && !mayRepeat)) return false
    }
    return false
  }

  async #wordOn(frame: Uint8Array): Promise<Word> {
    const word = new Promise<Word>((resolve) => {
      this.#wordIs = resolve
    })
    const written = await this.#link.write(frame)
    if (!written.ok) return 'lost'
    const stop = this.#clock.after(LIMITS.zvtAckTimeoutMs, () => this.#wordIs('silent'))
    const heard = await word
    stop()
    return heard
  }

  #take(bytes: Uint8Array): void {
    this.#stopGap()
    for (const event of this.#reader.accept(bytes)) {
      if (event.kind === 'message') this.#heard(event.message)
      else if (event.kind === 'spoilt') void this.#link.write(Uint8Array.of(NAK))
      else {
        // At once: the next frame may have come in the same piece.
        if (event.kind === 'ack') this.#lastHeard = null
        this.#wordIs(event.kind)
      }
    }
    if (this.#reader.isInFrame) this.#stopGap = this.#clock.after(LIMITS.zvtByteGapMs, () => this.#gap())
  }

  #gap(): void {
    this.#reader.reset()
    void this.#link.write(Uint8Array.of(NAK))
  }

  #heard(message: Uint8Array): void {
    void this.#link.write(Uint8Array.of(ACK))
    const isRepeated = this.#lastHeard !== null && Buffer.from(this.#lastHeard).equals(message)
    this.#lastHeard = message
    if (isRepeated) return
    // Whoever answers has heard, though his 06 was lost.
    this.#wordIs('ack')
    for (const apdu of readApdus(message).apdus) this.#ears.onMessage(apdu)
  }

  #lost(): void {
    this.#stopGap()
    this.#wordIs('lost')
    this.#ears.onLost()
  }
}
