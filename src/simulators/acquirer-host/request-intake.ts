import type { Socket } from 'node:net'
import { type AcquirerProfile, framingOf } from '#payment/iso8583/acquirer-profile.ts'
import type { Iso8583Error } from '#payment/iso8583/iso8583-error.ts'
import { encodeFrame, FrameReader, type Framing } from '#payment/iso8583/length-frame.ts'
import { TPDU_BYTES } from '#payment/iso8583/tpdu.ts'
import type { Fault, FaultScript } from '../process/faults.ts'

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * One connection from the till, and trouble on the way to the host. A fault strikes a whole request of the till, which
 * has left it: drop: the host never sees it. cut, refuse: the host sees the first `bytes` bytes, then the connection
 * ends. garbage: the byte at offset `bytes` is flipped. delay: it comes `delayMs` later, with all that follows it.
 * stall: the rest comes `delayMs` after the first `bytes`. trickle: it comes byte by byte.
 */
export class RequestIntake {
  readonly #socket: Socket
  readonly #profile: AcquirerProfile
  readonly #framing: Framing
  readonly #faults: FaultScript
  readonly #onPayload: (payload: Uint8Array) => void
  readonly #onBroken: (error: Iso8583Error) => void
  readonly #onKeepAlive: () => void
  /** Cuts the stream into requests, for the faults; what they leave goes to the reader. */
  readonly #splitter: FrameReader
  readonly #reader: FrameReader
  #last: Promise<void> = Promise.resolve()

  constructor(options: {
    socket: Socket
    profile: AcquirerProfile
    faults: FaultScript
    onPayload: (payload: Uint8Array) => void
    onBroken: (error: Iso8583Error) => void
    onKeepAlive: () => void
  }) {
    this.#socket = options.socket
    this.#profile = options.profile
    this.#faults = options.faults
    this.#onPayload = options.onPayload
    this.#onBroken = options.onBroken
    this.#onKeepAlive = options.onKeepAlive
    this.#framing = framingOf(options.profile)
    this.#splitter = new FrameReader(this.#framing)
    this.#reader = new FrameReader(this.#framing)
  }

  push(chunk: Uint8Array): void {
    const { messages, keepAlives, broken } = this.#splitter.push(chunk)
    for (let left = keepAlives; left > 0; left -= 1) this.#onKeepAlive()
    for (const payload of messages) {
      const frame = encodeFrame(this.#framing, payload)
      const fault = this.#faults.take(this.#messageType(payload))
      // Without a fault nothing waits, unless something before it still does.
      this.#last = this.#last.then(() => this.#pass(frame, fault))
    }
    if (broken) this.#last = this.#last.then(() => this.#onBroken(broken))
  }

  async #pass(frame: Uint8Array, fault: Fault | null): Promise<void> {
    const late = fault?.kind === 'delay' || fault?.kind === 'stall'
    if (fault?.kind === 'delay') await pause(fault.delayMs)
    if (this.#socket.destroyed && !late) return
    switch (fault?.kind) {
      case 'drop':
        return
      case 'refuse':
      case 'cut':
        // Gone before an answer could leave, however much of the request had come.
        this.#socket.destroy()
        return this.#read(frame.subarray(0, fault.kind === 'cut' ? fault.bytes : 0))
      case 'garbage': {
        const spoiled = Uint8Array.from(frame)
        const index = Math.min(fault.bytes, spoiled.length - 1)
        spoiled[index] = (spoiled[index] ?? 0) ^ 0xff
        return this.#read(spoiled)
      }
      case 'stall':
        this.#read(frame.subarray(0, fault.bytes))
        await pause(fault.delayMs)
        return this.#read(frame.subarray(fault.bytes))
      case 'trickle':
        for (const byte of frame) this.#read(Uint8Array.of(byte))
        return
      default:
        this.#read(frame)
    }
  }

  #read(bytes: Uint8Array): void {
    const { messages, broken } = this.#reader.push(bytes)
    for (const payload of messages) this.#onPayload(payload)
    if (broken) this.#onBroken(broken)
  }

  /** As the faults name it, before anything is checked. */
  #messageType(payload: Uint8Array): string {
    const start = this.#profile.tpdu === null ? 0 : TPDU_BYTES
    const { packed, mtiBytes } = this.#profile.iso8583
    return Buffer.from(payload.subarray(start, start + mtiBytes)).toString(packed ? 'hex' : 'latin1')
  }
}
