import { setTimeout as pause } from 'node:timers/promises'
import { encodeApdu, readApdus, ZVT } from '#hardware/terminals/zvt/zvt-apdu.codec.ts'
import { ACK, encodeZvtFrame, ZvtFrameReader } from '#hardware/terminals/zvt/zvt-serial.codec.ts'
import type { TillLine } from '#simulators/standalone-terminal/till-plug.ts'
import { ZvtTerminal } from '#simulators/zvt-terminal/terminal.ts'
import { bytesOfHex, hexOfBytes } from './zvt-vectors.ts'

const YES = '80 00 00'
const OWN = { port: 0, ledgerFile: null, terminalId: '28004869', customerMs: 0, answerMs: 2_000, ackMs: 2_000 } as const

/** What the till answers to a word of the terminal, and how it comes to it. */
export interface TillManners {
  readonly isSerial?: boolean
  /** To the `time`-th word of that class and instruction; yes where it says nothing. */
  readonly answer?: (control: number, time: number) => string | undefined
  readonly againMs?: number
}

/** A simulated ZVT terminal on a line in memory, and a till that says to it what the test wants, byte for byte. */
export class ScriptedTill {
  readonly terminal: ZvtTerminal
  /** All that the terminal said since the last command: messages, and on a serial line its bytes too. */
  said: string[] = []
  readonly bytes: number[] = []
  readonly #line: TillLine
  readonly #manners: TillManners
  readonly #reader = new ZvtFrameReader()
  readonly #times = new Map<number, number>()
  #rest: Uint8Array = new Uint8Array()
  #ended: () => void = () => {}

  constructor(manners: TillManners = {}) {
    this.#manners = manners
    const { againMs } = manners
    this.terminal = new ZvtTerminal({ ...OWN, ...(againMs !== undefined && { againMs }) }, () => {})
    const outlet = { write: (bytes: Uint8Array) => this.#hear(bytes), cut: () => {} }
    this.#line = this.terminal.attach(outlet, manners.isSerial === true)
  }

  /** Says a command in the pieces given (one byte 06 before it is taken, on a serial line) and hears all until the terminal is done with it. */
  async ask(command: string, ...cuts: readonly number[]): Promise<readonly string[]> {
    this.said = []
    this.#times.clear()
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve
    })
    this.tell(command, ...cuts)
    await ended
    do await pause(1)
    while (this.terminal.isServing)
    return this.said
  }

  /** Says something and waits for nothing. */
  tell(message: string, ...cuts: readonly number[]): void {
    const bytes = this.#manners.isSerial ? encodeZvtFrame(bytesOfHex(message)) : bytesOfHex(message)
    const places = [0, ...cuts, bytes.length]
    for (const [index, place] of places.slice(0, -1).entries()) {
      this.#line.receive(bytes.subarray(place, places[index + 1]))
    }
  }

  ledger() {
    return this.terminal.control({ do: 'ledger' })
  }

  close(): Promise<void> {
    return this.terminal.close()
  }

  #hear(bytes: Uint8Array): void {
    this.bytes.push(...bytes)
    const messages = this.#manners.isSerial
      ? this.#reader.accept(bytes).flatMap((event) => (event.kind === 'message' ? [event.message] : []))
      : this.#messagesOf(bytes)
    for (const message of messages) {
      if (this.#manners.isSerial) setImmediate(() => this.#line.receive(Uint8Array.of(ACK)))
      this.#take(message)
    }
  }

  #messagesOf(bytes: Uint8Array): readonly Uint8Array[] {
    const { apdus, rest } = readApdus(Buffer.concat([this.#rest, bytes]))
    this.#rest = rest
    return apdus.map(encodeApdu)
  }

  #take(message: Uint8Array): void {
    this.said.push(hexOfBytes(message))
    const control = ((message[0] ?? 0) << 8) | (message[1] ?? 0)
    const time = (this.#times.get(control) ?? 0) + 1
    this.#times.set(control, time)
    const isNo = control >> 8 === 0x84
    if (control !== ZVT.yes && !isNo) {
      const answer = this.#manners.answer?.(control, time) ?? YES
      setImmediate(() => this.tell(answer))
    }
    if (isNo || control === ZVT.completion || control === ZVT.abort) this.#ended()
  }
}
