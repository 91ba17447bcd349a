import type { Socket } from 'node:net'
import { encodeApdu, readApdus, ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { type FaultScript, sendThroughFaults, socketOutlet } from '../process/faults.ts'

/** Messages to the till, as fault scripts name them. */
const NAMES: Readonly<Record<number, string>> = {
  [ZVT.yes]: 'yes',
  [ZVT.completion]: 'completion',
  [ZVT.abort]: 'abort',
  [ZVT.printBlock]: 'print',
  [ZVT.statusInfo]: 'status',
  [ZVT.progress]: 'progress',
}

/** One connection of a till: messages in, messages out, with the trouble of the script between. */
export class TerminalLine {
  readonly #socket: Socket
  readonly #faults: FaultScript
  readonly #onCommand: (apdu: ZvtApdu) => void
  readonly #count: (bytes: number) => void
  #bytes: Uint8Array = new Uint8Array()
  #answered: ((apdu: ZvtApdu | null) => void) | null = null
  /** Answers that came before they were waited for. */
  #early: ZvtApdu[] = []
  #isGone = false
  /** The line goes when so many more bytes have come. */
  hangUpAfter: number | null = null

  constructor(socket: Socket, faults: FaultScript, onCommand: (apdu: ZvtApdu) => void, count: (bytes: number) => void) {
    this.#socket = socket
    this.#faults = faults
    this.#onCommand = onCommand
    this.#count = count
    socket.on('error', () => {})
    socket.on('data', (more) => this.#take(more))
    socket.on('close', () => this.#lost())
  }

  /** Says something; the answer to it, or null when the line is gone or `timeoutMs` is over. */
  async say(control: number, data: Uint8Array, timeoutMs: number): Promise<ZvtApdu | null> {
    await this.send(control, data)
    const early = this.#early.shift()
    if (early !== undefined || this.#isGone) return early ?? null
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#answered?.(null), timeoutMs)
      this.#answered = (apdu) => {
        clearTimeout(timer)
        this.#answered = null
        resolve(apdu)
      }
    })
  }

  async send(control: number, data: Uint8Array): Promise<void> {
    const outlet = socketOutlet(this.#socket, this.#count)
    await sendThroughFaults(outlet, encodeApdu({ control, data }), this.#faults, NAMES[control] ?? '*')
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(more: Uint8Array): void {
    let taken = more
    if (this.hangUpAfter !== null) {
      taken = more.subarray(0, this.hangUpAfter)
      this.hangUpAfter -= taken.length
    }
    const { apdus, rest } = readApdus(Buffer.concat([this.#bytes, taken]))
    this.#bytes = rest
    for (const apdu of apdus) this.#hear(apdu)
    if (this.hangUpAfter === 0) {
      this.hangUpAfter = null
      this.close()
    }
  }

  #hear(apdu: ZvtApdu): void {
    const isAnswer = apdu.control >> 8 === 0x80 || apdu.control >> 8 === 0x84
    if (!isAnswer) this.#onCommand(apdu)
    else if (this.#answered !== null) this.#answered(apdu)
    else this.#early.push(apdu)
  }

  #lost(): void {
    this.#isGone = true
    this.#answered?.(null)
  }
}
