import { encodeApdu, readApdus, ZVT, type ZvtApdu } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { type FaultScript, sendThroughFaults } from '../process/faults.ts'
import type { TillLine } from '../standalone-terminal/till-plug.ts'
import { type SerialTroubles, SerialWire } from './serial-wire.ts'

/** Messages to the till, as fault scripts name them. */
const NAMES: Readonly<Record<number, string>> = {
  [ZVT.yes]: 'yes',
  [ZVT.completion]: 'completion',
  [ZVT.abort]: 'abort',
  [ZVT.printBlock]: 'print',
  [ZVT.printLine]: 'print',
  [ZVT.statusInfo]: 'status',
  [ZVT.progress]: 'progress',
}

export interface LineScript {
  readonly faults: FaultScript
  readonly troubles: SerialTroubles
  /** How long it waits for the till's word on a frame. */
  readonly ackMs: number
}

/** One line of a till: messages in, messages out, with the trouble of the script between. */
export class TerminalLine {
  readonly #line: TillLine
  readonly #faults: FaultScript
  readonly #onCommand: (apdu: ZvtApdu) => void
  readonly #wire: SerialWire | null
  #bytes: Uint8Array = new Uint8Array()
  #answered: ((apdu: ZvtApdu | null) => void) | null = null
  /** Answers that came before they were waited for. */
  #early: ZvtApdu[] = []
  /** Answers that were waited for in vain: what comes late is none to what was said since. */
  #owed = 0

  constructor(line: TillLine, script: LineScript, onCommand: (apdu: ZvtApdu) => void) {
    this.#line = line
    this.#faults = script.faults
    this.#onCommand = onCommand
    this.#wire = line.isSerial ? new SerialWire(line, script, (message) => this.#hear(readApdus(message).apdus)) : null
    line.listen(
      (bytes) => this.#take(bytes),
      () => this.#lost(),
    )
  }

  /** Says something; the answer to it, or null when the line is gone or `timeoutMs` is over. */
  async say(control: number, data: Uint8Array, timeoutMs: number): Promise<ZvtApdu | null> {
    await this.send(control, data)
    const early = this.#early.shift()
    if (early !== undefined || !this.#line.isOpen) return early ?? null
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#owed += 1
        this.#answered?.(null)
      }, timeoutMs)
      this.#answered = (apdu) => {
        clearTimeout(timer)
        this.#answered = null
        resolve(apdu)
      }
    })
  }

  async send(control: number, data: Uint8Array): Promise<void> {
    const message = encodeApdu({ control, data })
    const name = NAMES[control] ?? '*'
    await (this.#wire?.send(message, name) ?? sendThroughFaults(this.#line, message, this.#faults, name))
  }

  hangUpAfter(bytes: number): void {
    this.#line.hangUpAfter(bytes)
  }

  #take(more: Uint8Array): void {
    if (this.#wire !== null) {
      this.#wire.receive(more)
      return
    }
    const { apdus, rest } = readApdus(Buffer.concat([this.#bytes, more]))
    this.#bytes = rest
    this.#hear(apdus)
  }

  #hear(apdus: readonly ZvtApdu[]): void {
    for (const apdu of apdus) {
      const isAnswer = apdu.control >> 8 === 0x80 || apdu.control >> 8 === 0x84
      if (!isAnswer) this.#onCommand(apdu)
      else if (this.#owed > 0) this.#owed -= 1
      else if (this.#answered !== null) this.#answered(apdu)
      else this.#early.push(apdu)
    }
  }

  #lost(): void {
    this.#wire?.end()
    this.#answered?.(null)
  }
}
