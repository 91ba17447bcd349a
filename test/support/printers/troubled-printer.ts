import { LIMITS } from '#contract/limits.ts'
import { type ByteLink, DONE, type LinkResult, trouble } from '#hardware/link/byte-link.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { Mechanism } from '#simulators/escpos-printer/mechanism.ts'
import type { ManualClock } from '#test/support/payment/manual-clock.ts'
import type { Random } from '#test/world/random.ts'

/** network: the line goes with the power. serial: it stays, and what is sent meanwhile is heard by nobody. */
export type TroubledLine = 'network' | 'serial'

export interface TroubledPrinterOptions {
  readonly clock: ManualClock
  readonly random: Random
  readonly line: TroubledLine
  /** Replies that this model does not know: `GS ( H`, `ASB`. */
  readonly lacks: readonly string[]
  readonly bufferBytes: number
  /** Serial lines break for less than a printer needs to start, too. */
  readonly shortBreaks?: boolean
}

/** What begins and says how it is mended, and how long it lasts. */
type Trouble = readonly [begin: () => () => void, leastMs: number, mostMs: number]

/** How bytes come in, what the line holds, and how long an answer takes. */
const CHUNK_BYTES = 96
const CHUNK_MS = 20
const WINDOW_BYTES = 1_500
const ANSWER_MS = 3
/**
 * A printer starts for seconds, and a plug is out for as long. A shorter break on a serial line, within one ticket, takes
 * bytes out of its middle and nothing in ESC/POS tells: a line that ends with the power does not have this fault.
 */
const BREAK_MS_MIN = 2_500
const SHORT_BREAK_MS_MIN = 40
const REFILL_MS = [500, 60_000] as const
const ROLL_LINES = [12, 300] as const

/**
 * A ticket printer with a line of its own, in time that is told to pass: bytes arrive in pieces, a full buffer holds up
 * the till, paper runs out where it runs out, and somebody refills it. Its papers are what was cut off and nothing else.
 */
export class TroubledPrinter {
  /** The text of each paper that was cut off. */
  readonly papers: string[] = []
  pulses = 0
  /** Times the power went while rows of a ticket were on paper, uncut. */
  tornPapers = 0
  /** Short breaks of a serial line that took bytes out of what was being sent, or out of the buffer. */
  holes = 0
  readonly counts = { paperOut: 0, coverOpen: 0, powerLost: 0, cablePulled: 0, jam: 0 }
  readonly #options: TroubledPrinterOptions
  readonly #mechanism: Mechanism
  #isOn = true
  #isPlugged = true
  #wire: Uint8Array = new Uint8Array()
  #isPumping = false
  #waiting: (() => void)[] = []
  #link: TroubledLink | null = null
  #isRefilled = true
  #isQuiet = false
  /** Bytes went astray since this break began. */
  #hasHole = false

  constructor(options: TroubledPrinterOptions) {
    this.#options = options
    this.#mechanism = new Mechanism(
      { columns: 42, paperLines: options.random.whole(...ROLL_LINES), nearEndLines: 10 },
      {
        reply: (name, bytes) => this.#reply(name, bytes),
        ticket: (bytes) => this.papers.push(interpretTicket(bytes, 42).text),
        drawer: () => {
          this.pulses += 1
        },
        unknownCommand: () => {},
        sensors: ({ paperOut }) => {
          if (paperOut) this.#ranOut()
        },
      },
    )
  }

  /** Another program's end of the line; the one before is dead. */
  newLink(): ByteLink {
    return new TroubledLink(this)
  }

  /** Lets troubles come and go, each at its time, until `quiet`. */
  live(): void {
    const { clock, random } = this.#options
    clock.after(random.whole(20, 6_000), () => {
      if (!this.#isQuiet) this.#strike()
    })
  }

  /** No new trouble from now on; what is wrong is mended. */
  quiet(): void {
    this.#isQuiet = true
  }

  #strike(): void {
    const { clock, random, line } = this.#options
    const leastBreakMs = this.#options.shortBreaks ? SHORT_BREAK_MS_MIN : BREAK_MS_MIN
    const [begin, leastMs, mostMs] = random.weighted<Trouble>([
      [30, [() => this.#openCover(), 200, 30_000]],
      [30, [() => this.#losePower(), leastBreakMs, 40_000]],
      [25, [() => this.#pullCable(), line === 'serial' ? leastBreakMs : 50, 20_000]],
      [15, [() => this.#jam(), 500, 10_000]],
    ])
    this.#hasHole = false
    const mend = begin()
    // Most breaks of a plug that is touched are short ones.
    const mostly = this.#options.shortBreaks && random.chance(60) ? Math.min(mostMs, BREAK_MS_MIN) : mostMs
    const forMs = random.whole(Math.min(leastMs, mostly), mostly)
    clock.after(forMs, () => {
      if (this.#hasHole && forMs < BREAK_MS_MIN) this.holes += 1
      mend()
      this.#pump()
      this.live()
    })
  }

  #openCover(): () => void {
    this.counts.coverOpen += 1
    this.#mechanism.setCover(true)
    return () => this.#mechanism.setCover(false)
  }

  #jam(): () => void {
    this.counts.jam += 1
    this.#mechanism.setStopped(true)
    return () => this.#mechanism.setStopped(false)
  }

  #losePower(): () => void {
    this.counts.powerLost += 1
    this.#isOn = false
    this.#hasHole = this.#mechanism.bufferedBytes() > 0 || this.#wire.length > 0
    if (this.#mechanism.losePower() > 0) {
      this.tornPapers += 1
      this.#hasHole = true
    }
    if (this.#options.line === 'network') this.#loseLine()
    else this.#pump()
    return () => {
      this.#isOn = true
    }
  }

  #pullCable(): () => void {
    this.counts.cablePulled += 1
    this.#isPlugged = false
    if (this.#options.line === 'network') this.#loseLine()
    return () => {
      this.#isPlugged = true
    }
  }

  #ranOut(): void {
    if (!this.#isRefilled) return
    this.#isRefilled = false
    this.counts.paperOut += 1
    const { clock, random } = this.#options
    clock.after(random.whole(...REFILL_MS), () => {
      this.#isRefilled = true
      this.#mechanism.refill(random.whole(...ROLL_LINES))
      this.#pump()
    })
  }

  get #isReachable(): boolean {
    return this.#options.line === 'serial' || (this.#isOn && this.#isPlugged)
  }

  open(link: TroubledLink): LinkResult {
    if (!this.#isReachable) return trouble('not-found')
    this.#wire = new Uint8Array()
    this.#link = link
    return DONE
  }

  /** What the printer has not taken in yet when the line is closed never reaches it. */
  closed(link: TroubledLink): void {
    if (this.#link !== link) return
    this.#link = null
    this.#wire = new Uint8Array()
    this.#wake()
  }

  async write(link: TroubledLink, bytes: Uint8Array): Promise<LinkResult> {
    if (this.#link !== link) return trouble('lost')
    this.#wire = Buffer.concat([this.#wire, bytes])
    this.#pump()
    const inTime = this.#options.clock.after(LIMITS.printerWriteTimeoutMs, () => this.#loseLine())
    while (this.#link === link && this.#wire.length > WINDOW_BYTES)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    inTime()
    return this.#link === link ? DONE : trouble('lost')
  }

  #loseLine(): void {
    const link = this.#link
    this.#link = null
    this.#wire = new Uint8Array()
    this.#wake()
    link?.lost()
  }

  #pump(): void {
    if (this.#isPumping || this.#wire.length === 0) return
    this.#isPumping = true
    this.#options.clock.after(CHUNK_MS, () => {
      this.#isPumping = false
      if (this.#take() > 0) this.#pump()
    })
  }

  #take(): number {
    const isHeard = this.#isOn && this.#isPlugged
    const room = isHeard ? this.#options.bufferBytes - this.#mechanism.bufferedBytes() : CHUNK_BYTES
    const taken = this.#wire.subarray(0, Math.max(0, Math.min(CHUNK_BYTES, room)))
    this.#wire = this.#wire.subarray(taken.length)
    if (isHeard && taken.length > 0) this.#mechanism.accept(taken)
    if (!isHeard && taken.length > 0) this.#hasHole = true
    this.#wake()
    return taken.length
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #reply(name: string, bytes: Uint8Array): void {
    const link = this.#link
    if (link === null || !this.#isOn || !this.#isPlugged || this.#options.lacks.includes(name)) return
    this.#options.clock.after(ANSWER_MS, () => {
      if (this.#link === link && this.#isPlugged) link.hear(bytes)
    })
  }
}

/** The till's end of the line. */
class TroubledLink implements ByteLink {
  readonly endpoint = 'simulated:troubled'
  readonly #printer: TroubledPrinter
  readonly #bytes = new Set<(bytes: Uint8Array) => void>()
  readonly #lost = new Set<() => void>()

  constructor(printer: TroubledPrinter) {
    this.#printer = printer
  }

  open = async (): Promise<LinkResult> => this.#printer.open(this)
  write = (bytes: Uint8Array): Promise<LinkResult> => this.#printer.write(this, bytes)
  close = async (): Promise<void> => this.#printer.closed(this)

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#bytes.add(listener)
    return () => void this.#bytes.delete(listener)
  }

  onLost(listener: () => void): () => void {
    this.#lost.add(listener)
    return () => void this.#lost.delete(listener)
  }

  hear(bytes: Uint8Array): void {
    for (const listener of [...this.#bytes]) listener(bytes)
  }

  lost(): void {
    for (const listener of [...this.#lost]) listener()
  }
}
