import {
  type ConcertEvent,
  ConcertReader,
  concertSign,
  encodeConcertBlock,
} from '#hardware/terminals/caisse-ap/concert-block.codec.ts'
import { type FaultScript, sendThroughFaults } from '../process/faults.ts'
import type { TillLine } from '../standalone-terminal/till-plug.ts'

/** How often an answer is said again. */
const REPEATS = 2

/** What the terminal does with what the till says, by script: finds blocks spoilt, or does not hear an ENQ. */
export interface ConcertTroubles {
  nak: number
  isDeaf: boolean
}

export interface ConcertScript {
  readonly faults: FaultScript
  readonly troubles: ConcertTroubles
  /** How long it waits for the till's word. */
  readonly wordMs: number
  readonly isBusy: () => boolean
}

/** The terminal's end of a serial line (Concert): hears one session of the till, and begins one of its own to answer. */
export class ConcertWire {
  readonly #line: TillLine
  readonly #script: ConcertScript
  readonly #onRequest: (body: Uint8Array) => void
  readonly #reader = new ConcertReader()
  #request: Uint8Array | null = null
  #word: ((word: 'ack' | 'nak' | null) => void) | null = null

  constructor(line: TillLine, script: ConcertScript, onRequest: (body: Uint8Array) => void) {
    this.#line = line
    this.#script = script
    this.#onRequest = onRequest
  }

  receive(bytes: Uint8Array): void {
    for (const event of this.#reader.accept(bytes)) this.#hear(event)
  }

  end(): void {
    this.#word?.(null)
  }

  /** ENQ, the block until it is taken, EOT. @returns whether the till took it. */
  async answer(body: Uint8Array, name: string): Promise<boolean> {
    if ((await this.#say(concertSign('enq'), null)) !== 'ack') return false
    for (let said = 0; said <= REPEATS; said += 1) {
      const word = await this.#say(encodeConcertBlock(body), name)
      if (word !== 'ack') continue
      this.#line.write(concertSign('eot'))
      return true
    }
    return false
  }

  async #say(bytes: Uint8Array, name: string | null): Promise<'ack' | 'nak' | null> {
    const word = new Promise<'ack' | 'nak' | null>((resolve) => {
      const timer = setTimeout(() => this.#word?.(null), this.#script.wordMs)
      this.#word = (heard) => {
        clearTimeout(timer)
        this.#word = null
        resolve(heard)
      }
    })
    if (name === null) this.#line.write(bytes)
    else await sendThroughFaults(this.#line, bytes, this.#script.faults, name)
    return word
  }

  #hear(event: ConcertEvent): void {
    const { troubles, isBusy } = this.#script
    switch (event.kind) {
      case 'ack':
      case 'nak':
        this.#word?.(event.kind)
        return
      case 'enq':
        if (!troubles.isDeaf && !isBusy()) this.#line.write(concertSign('ack'))
        return
      case 'block':
        if (troubles.nak > 0) {
          troubles.nak -= 1
          this.#line.write(concertSign('nak'))
          return
        }
        this.#request = event.body
        this.#line.write(concertSign('ack'))
        return
      case 'spoilt':
        this.#line.write(concertSign('nak'))
        return
      case 'eot': {
        const request = this.#request
        this.#request = null
        if (request !== null && !isBusy()) this.#onRequest(request)
      }
    }
  }
}
