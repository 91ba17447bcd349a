import { expect } from 'vitest'
import { type ByteLink, DONE, type LinkResult, trouble } from '#hardware/link/byte-link.ts'
import { createEscposPrinter } from '#hardware/printers/escpos-driver.ts'
import { acknowledgementRequest } from '#hardware/printers/escpos-encoder.ts'
import type { PrintOutcome } from '#hardware/printers/ticket-printer.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

export const TICKET = Uint8Array.of(0x41, 0x0a)
export const ID = '0007'
export const ACKNOWLEDGED = [0x37, 0x22, ...Buffer.from(ID), 0x00]
export const ASB_WELL = [0x10, 0x00, 0x00, 0x00]
export const ASB_PAPER_OUT = [0x18, 0x00, 0x0f, 0x00]
/** DLE EOT 1, 2 and 4 of a printer that is well, and of one without paper. */
export const WELL = { 1: 0x12, 2: 0x12, 4: 0x12 } as const
export const NO_PAPER = { 1: 0x1a, 2: 0x32, 4: 0x7e } as const

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
export const QUESTION = hex(acknowledgementRequest(ID))

/** A line whose far end is this test. */
export class HandLine implements ByteLink {
  readonly endpoint: string
  readonly sent: Uint8Array[] = []
  /** What DLE EOT n is answered with; null: with nothing. */
  status: Readonly<Record<number, number>> | null = WELL
  /** Each write waits here, where it is not null, until it is let through. */
  stuck: (() => void)[] | null = null
  closed = 0
  /** How often what was written before was thrown away with it. */
  discarded = 0
  #hear: (bytes: Uint8Array) => void = () => {}
  #lose: () => void = () => {}

  constructor(endpoint = 'hand:') {
    this.endpoint = endpoint
  }

  open = async (): Promise<LinkResult> => DONE

  async write(bytes: Uint8Array): Promise<LinkResult> {
    const closedBefore = this.closed
    this.sent.push(bytes.slice())
    const { stuck } = this
    if (stuck !== null) await new Promise<void>((resolve) => stuck.push(resolve))
    if (this.closed !== closedBefore) return trouble('lost')
    if (bytes[0] === 0x10 && bytes[1] === 0x04 && this.status !== null) this.say(this.status[bytes[2] ?? 0] ?? 0x12)
    return DONE
  }

  async close(): Promise<void> {
    this.closed += 1
  }

  async discard(): Promise<void> {
    this.discarded += 1
    this.closed += 1
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#hear = listener
    return () => {}
  }

  onLost(listener: () => void): () => void {
    this.#lose = listener
    return () => {}
  }

  say(...bytes: readonly number[]): void {
    queueMicrotask(() => this.#hear(Uint8Array.from(bytes)))
  }

  lose(): void {
    this.#lose()
  }
}

/** The driver on such a line, prepared. */
export async function opened(endpoint = 'hand:') {
  const clock = new ManualClock()
  const line = new HandLine(endpoint)
  const printer = createEscposPrinter({
    alias: 'Imprimante',
    endpoint: line.endpoint,
    clock,
    link: line,
    drawer: { way: 'without-paper', pin: 2 },
  })
  expect(await printer.prepare()).toBe(null)
  line.sent.length = 0
  const held: (string | null)[] = []
  let outcome: PrintOutcome | null = null
  const print = (bytes = TICKET) =>
    printer.print(bytes, ID, { onHeld: (why) => held.push(why) }).then((ended) => {
      outcome = ended
    })
  const say = async (...bytes: readonly number[]) => {
    line.say(...bytes)
    await settle()
  }
  return { clock, line, printer, held, print, say, outcome: () => outcome }
}
