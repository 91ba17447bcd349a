import { ACK, encodeZvtFrame, NAK, ZvtFrameReader } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import { type FaultScript, sendThroughFaults } from '../process/faults.ts'
import type { TillLine } from '../standalone-terminal/till-plug.ts'

/** PA00P016: silence in a frame, how often a frame is sent again. */
const BYTE_GAP_MS = 200
const REPEATS = 2

/** What the terminal does with the till's next frames, by script: `nak` finds them spoilt, `mute` takes them and does not say so. */
export interface SerialTroubles {
  nak: number
  mute: number
}

/** The terminal's end of a serial line: frames out until they are taken, frames in answered by one byte. */
export class SerialWire {
  readonly #line: TillLine
  readonly #faults: FaultScript
  readonly #troubles: SerialTroubles
  readonly #ackMs: number
  readonly #reader = new ZvtFrameReader()
  readonly #onMessage: (message: Uint8Array) => void
  #word: ((isTaken: boolean | null) => void) | null = null
  #lastMessage: string | null = null
  #gap: NodeJS.Timeout | undefined

  constructor(
    line: TillLine,
    script: { readonly faults: FaultScript; readonly troubles: SerialTroubles; readonly ackMs: number },
    onMessage: (message: Uint8Array) => void,
  ) {
    this.#line = line
    this.#faults = script.faults
    this.#troubles = script.troubles
    this.#ackMs = script.ackMs
    this.#onMessage = onMessage
  }

  async send(message: Uint8Array, name: string): Promise<void> {
    const frame = encodeZvtFrame(message)
    for (let sent = 0; sent <= REPEATS && this.#line.isOpen; sent += 1) {
      const word = this.#nextWord()
      await sendThroughFaults(this.#line, frame, this.#faults, name)
      if ((await word) === true) break
    }
  }

  receive(bytes: Uint8Array): void {
    clearTimeout(this.#gap)
    for (const event of this.#reader.accept(bytes)) {
      if (event.kind === 'message') this.#take(event.message)
      else if (event.kind === 'spoilt') this.#line.write(Uint8Array.of(NAK))
      else {
        // At once: the till's answer may have come in the same piece.
        if (event.kind === 'ack') this.#lastMessage = null
        this.#word?.(event.kind === 'ack')
      }
    }
    if (!this.#reader.isInFrame) return
    this.#gap = setTimeout(() => {
      this.#reader.reset()
      this.#line.write(Uint8Array.of(NAK))
    }, BYTE_GAP_MS)
  }

  end(): void {
    clearTimeout(this.#gap)
    this.#word?.(null)
  }

  #take(message: Uint8Array): void {
    if (this.#troubles.nak > 0) {
      this.#troubles.nak -= 1
      this.#line.write(Uint8Array.of(NAK))
      return
    }
    if (this.#troubles.mute > 0) this.#troubles.mute -= 1
    else this.#line.write(Uint8Array.of(ACK))
    const text = Buffer.from(message).toString('hex')
    const isRepeated = text === this.#lastMessage
    this.#lastMessage = text
    if (isRepeated) return
    this.#word?.(true)
    this.#onMessage(message)
  }

  #nextWord(): Promise<boolean | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#word?.(null), this.#ackMs)
      this.#word = (isTaken) => {
        clearTimeout(timer)
        this.#word = null
        resolve(isTaken)
      }
    })
  }
}
