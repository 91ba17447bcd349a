import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../link/byte-link.ts'
import { type RealTimeQuery, realTimeQuery } from './escpos-encoder.ts'
import { timeToHandOverMs } from './printing-times.ts'
import { type PrinterReply, StatusReader } from './status-reader.ts'

/** A reply of the printer, or that its line is gone. */
export type Heard = PrinterReply | 'lost'

export interface PrinterLineOptions {
  readonly endpoint: string
  /** Null: there is no such line, and it opens never. */
  readonly link: ByteLink | null
  readonly clock: ClockPort
  /** Told of each reply, after all who wait for one. */
  readonly onReply: (reply: PrinterReply) => void
  /** The line ended, and nobody here let it go. */
  readonly onGone: () => void
}

/** The line to one printer: whole pieces out, replies in, and one question at a time. */
export class PrinterLine {
  readonly #endpoint: string
  readonly #link: ByteLink | null
  readonly #clock: ClockPort
  readonly #reader = new StatusReader()
  readonly #listeners = new Set<(heard: Heard) => void>()
  #isOpen = false
  /** It has answered since the line opened: until then what is no reply of a printer shows that something else is there. */
  #isPrinter = false
  #asking: Promise<number | null> = Promise.resolve(null)
  /** Pieces that the line has not taken yet, since it was opened. */
  readonly #unsent = new Set<symbol>()

  constructor({ endpoint, link, clock, onReply, onGone }: PrinterLineOptions) {
    this.#endpoint = endpoint
    this.#link = link
    this.#clock = clock
    link?.onBytes((bytes) => {
      for (const reply of this.#reader.push(bytes)) {
        this.#tell(reply)
        onReply(reply)
      }
    })
    link?.onLost(() => {
      this.#lost()
      onGone()
    })
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** @returns false where it cannot be opened. */
  async open(): Promise<boolean> {
    this.#reader.reset()
    this.#isPrinter = false
    this.#isOpen = (await this.#link?.open())?.ok ?? false
    return this.#isOpen
  }

  /** Calls back with each reply, and when the line is gone; answers what takes the listener back. */
  listen(listener: (heard: Heard) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** In blocks, each handed over before the next, so that a slow printer slows us and not the memory. */
  async write(bytes: Uint8Array): Promise<boolean> {
    const piece = Symbol('unsent')
    this.#unsent.add(piece)
    try {
      for (let offset = 0; offset < bytes.length; offset += LIMITS.printerBlockBytes) {
        const written = await this.#link?.write(bytes.subarray(offset, offset + LIMITS.printerBlockBytes))
        if (!written?.ok) return false
      }
      return true
    } finally {
      this.#unsent.delete(piece)
    }
  }

  /** As `write`, for what is worth nothing later: what the line has not taken in its time never leaves, and the line is given up. */
  async writeInTime(
    bytes: Uint8Array,
    withinMs: number = timeToHandOverMs(bytes.length, this.#endpoint),
  ): Promise<boolean> {
    let forget = () => {}
    const late = new Promise<false>((resolve) => {
      forget = this.#clock.after(withinMs, () => resolve(false))
    })
    const isWritten = await Promise.race([this.write(bytes), late])
    forget()
    if (!isWritten) await this.discard()
    return isWritten
  }

  /** One real-time query and its byte. Never two at once: the answer does not say which query it answers. */
  ask(n: RealTimeQuery): Promise<number | null> {
    this.#asking = this.#asking.then(() => this.#askNow(n))
    return this.#asking
  }

  #askNow(n: RealTimeQuery): Promise<number | null> {
    if (!this.#isOpen) return Promise.resolve(null)
    return new Promise((resolve) => {
      const settle = (byte: number | null) => {
        stopListening()
        forget()
        resolve(byte)
      }
      const stopListening = this.listen((heard) => {
        if (heard === 'lost') settle(null)
        else if (heard.kind === 'real-time') {
          this.#isPrinter = true
          settle(heard.byte)
        } else if (heard.kind === 'malformed' && !this.#isPrinter) settle(null)
      })
      const forget = this.#clock.after(LIMITS.printerStatusTimeoutMs, () => settle(null))
      void this.write(realTimeQuery(n)).then((written) => {
        if (!written) settle(null)
      })
    })
  }

  /** What the line itself knows of the printer's port; null where it knows nothing. */
  async portStatus(): Promise<number | null> {
    return (await this.#link?.portStatus?.()) ?? null
  }

  /** Lets the line go; what it has taken still leaves, and what it has not never does. */
  async close(): Promise<void> {
    if (this.#unsent.size > 0) return this.discard()
    this.#lost()
    await this.#link?.close()
  }

  /** Lets the line go, and nothing leaves any more. */
  async discard(): Promise<void> {
    this.#lost()
    await (this.#link?.discard?.() ?? this.#link?.close())
  }

  #tell(heard: Heard): void {
    for (const listener of [...this.#listeners]) listener(heard)
  }

  #lost(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#unsent.clear()
    this.#tell('lost')
  }
}
