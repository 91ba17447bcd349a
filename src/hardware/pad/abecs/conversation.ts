import { LIMITS } from '#contract/limits.ts'
import type { ByteLink } from '#hardware/link/byte-link.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import {
  type ExchangeEffect,
  type ExchangeEvent,
  type ExchangeOutcome,
  type ExchangeState,
  type ExchangeTimer,
  exchange,
} from './exchange-machine.ts'
import { type FramePart, FrameReader } from './framing.ts'

/** What a whole packet turned out to be. A notice is told and the wait goes on. */
export type PacketMeaning<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'notice'; readonly tell: () => void }
  | { readonly kind: 'no-message' }

export interface ConversationParts<Answer> {
  readonly link: ByteLink
  readonly clock: ClockPort
  readonly understand: (packet: Uint8Array) => PacketMeaning<Answer>
}

/**
 * Runs the exchange machine on a link and a clock: one command at a time, each ended by an answer, by a deadline, by
 * `stop` or by the loss of the link. It knows frames and single bytes; what a packet means is the session's.
 */
export class Conversation<Answer> {
  readonly #parts: ConversationParts<Answer>
  readonly #reader = new FrameReader()
  readonly #timers = new Map<ExchangeTimer | 'gap', () => void>()
  readonly #detach: (() => void)[]
  #state: ExchangeState = { kind: 'idle' }
  #waiting: ((outcome: ExchangeOutcome<Answer>) => void)[] = []
  #packetCount = 0
  #byteCount = 0

  constructor(parts: ConversationParts<Answer>) {
    this.#parts = parts
    this.#detach = [
      parts.link.onBytes((bytes) => this.#take(bytes)),
      parts.link.onLost(() => this.#feed({ kind: 'lost' })),
    ]
  }

  get byteCount(): number {
    return this.#byteCount
  }

  get packetCount(): number {
    return this.#packetCount
  }

  /** Sends one frame and waits for its answer. Only while nothing else is under way. */
  exchange(frame: Uint8Array, answerTimeoutMs: number): Promise<ExchangeOutcome<Answer>> {
    return this.#finished(() => this.#feed({ kind: 'start', frame, answerTimeoutMs }))
  }

  /** CAN until the pad confirms, then half a second of silence. Ends the exchange under way as well. */
  stop(): Promise<ExchangeOutcome<Answer>> {
    return this.#finished(() => this.#feed({ kind: 'cancel' }))
  }

  /** Lets go of the link and of every timer; what is under way ends as lost. */
  release(): void {
    for (const detach of this.#detach) detach()
    this.#feed({ kind: 'lost' })
    this.#disarm('gap')
  }

  #finished(begin: () => void): Promise<ExchangeOutcome<Answer>> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      begin()
    })
  }

  #take(bytes: Uint8Array): void {
    this.#byteCount += bytes.length
    this.#feed({ kind: 'bytes' })
    for (const part of this.#reader.push(bytes)) this.#feedPart(part)
    if (this.#reader.insideFrame) {
      this.#arm('gap', LIMITS.padByteTimeoutMs, () => {
        this.#reader.reset()
        this.#feed({ kind: 'bad-frame' })
      })
    } else this.#disarm('gap')
  }

  #feedPart(part: FramePart): void {
    switch (part.kind) {
      case 'ack':
      case 'nak':
        this.#feed({ kind: part.kind })
        return
      case 'cancelled':
        this.#feed({ kind: 'stopped' })
        return
      case 'malformed':
        this.#feed({ kind: 'bad-frame' })
        return
      case 'packet':
        this.#takePacket(part.packet)
        return
      case 'cancel':
        // Only a till says CAN; from a pad it is noise.
        return
    }
  }

  #takePacket(packet: Uint8Array): void {
    this.#packetCount += 1
    // What comes after CAN is dropped unread: it belongs to a command nobody waits for.
    if (this.#state.kind !== 'sent' && this.#state.kind !== 'waiting') return
    const meaning = this.#parts.understand(packet)
    if (meaning.kind === 'notice') meaning.tell()
    else this.#feed(meaning)
  }

  #feed(event: ExchangeEvent<Answer>): void {
    const { state, effects } = exchange(this.#state, event)
    this.#state = state
    for (const effect of effects) this.#run(effect)
  }

  #run(effect: ExchangeEffect<Answer>): void {
    switch (effect.kind) {
      case 'send':
        void this.#parts.link.write(effect.bytes).then((written) => {
          if (!written.ok && this.#state.kind !== 'idle') this.#feed({ kind: 'lost' })
        })
        return
      case 'arm':
        this.#arm(effect.timer, effect.delayMs, () => this.#feed({ kind: 'timer', timer: effect.timer }))
        return
      case 'disarm':
        this.#disarm(effect.timer)
        return
      case 'reset-reader':
        this.#disarm('gap')
        this.#reader.reset()
        return
      case 'finish': {
        const waiting = this.#waiting
        this.#waiting = []
        for (const resolve of waiting) resolve(effect.outcome)
        return
      }
    }
  }

  #arm(timer: ExchangeTimer | 'gap', delayMs: number, due: () => void): void {
    this.#disarm(timer)
    this.#timers.set(timer, this.#parts.clock.after(delayMs, due))
  }

  #disarm(timer: ExchangeTimer | 'gap'): void {
    this.#timers.get(timer)?.()
    this.#timers.delete(timer)
  }
}
