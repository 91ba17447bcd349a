import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink, LinkTrouble } from '../../link/byte-link.ts'
import { LateLine } from '../late-line.ts'
import { type CaisseApFields, type CaisseApReading, readCaisseAp, STATUS_TAG } from './caisse-ap.codec.ts'

type Clock = Pick<ClockPort, 'after'>

/** silent: its time is over. lost: the line ended first. broken: what came is no answer. */
export type CaisseApHeard =
  | { readonly kind: 'answer'; readonly fields: CaisseApFields }
  | { readonly kind: 'silent' | 'lost' }
  | { readonly kind: 'broken'; readonly why: string }

/** What became of one request; not-sent, busy: no byte of it left. */
export type CaisseApExchange =
  | CaisseApHeard
  | { readonly kind: 'not-sent'; readonly trouble: LinkTrouble }
  | { readonly kind: 'busy' }

/** Moves one request to the terminal and its answer back; which way depends on the kind of line. */
export interface CaisseApCarrier {
  exchange(asked: CaisseApAsked): Promise<CaisseApExchange>
  close(): Promise<void>
}

export interface CaisseApLineOptions {
  /** Makes a line that is not open yet; null where the endpoint is none. */
  readonly newLink: () => ByteLink | null
  readonly clock: Clock
}

export interface CaisseApAsked {
  readonly request: Uint8Array
  readonly timeoutMs: number
  /** An answer that came after its time, heard for `LIMITS.terminalLateMs` or until another request has waited long enough for it. */
  readonly onLate?: (fields: CaisseApFields) => void
  /** The late answer to the request before is the answer to this one: nothing is said. */
  readonly isAnswered?: () => boolean
}

/** TCP: a connection for each request, as the protocol has it: sent, answered, closed. */
export class CaisseApLine implements CaisseApCarrier {
  readonly #options: CaisseApLineOptions
  /** Of the request under way. */
  #ear: Ear | null = null
  readonly #late: LateLine
  #isClosed = false

  constructor(options: CaisseApLineOptions) {
    this.#options = options
    this.#late = new LateLine(options.clock)
  }

  async exchange({ request, timeoutMs, onLate, isAnswered }: CaisseApAsked): Promise<CaisseApExchange> {
    const { newLink, clock } = this.#options
    await this.#late.free()
    if (isAnswered?.()) return { kind: 'not-sent', trouble: 'lost' }
    const link = this.#isClosed ? null : newLink()
    if (link === null) return { kind: 'not-sent', trouble: 'not-found' }
    const opened = await link.open()
    if (!opened.ok) return { kind: 'not-sent', trouble: opened.trouble }
    const ear = new Ear(link, clock)
    this.#ear = ear
    const heard = ear.hear(timeoutMs)
    const written = await link.write(request)
    // Some of it may have left: only the terminal knows.
    if (!written.ok) ear.end()
    const exchange = await heard
    if (exchange.kind === 'silent' && onLate !== undefined) {
      this.#late.keep(hearOn(ear, link, onLate), () => ear.end())
    } else await link.close()
    return exchange
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#ear?.end()
    await this.#late.end()
  }
}

async function hearOn(ear: Ear, link: ByteLink, onLate: (fields: CaisseApFields) => void): Promise<void> {
  const late = await ear.hear(LIMITS.terminalLateMs)
  await link.close()
  if (late.kind === 'answer') onLate(late.fields)
}

/**
 * Hears one answer on an open line. It is whole when it reads so and nothing follows for `LIMITS.terminalDrainMs`, or the line ends:
 * one that is split at the border of a field looks whole before it is.
 */
class Ear {
  readonly #clock: Clock
  #bytes = Buffer.alloc(0)
  #hasEnded = false
  #stopDrain: () => void = () => {}
  #tell: (heard: CaisseApHeard) => void = () => {}

  constructor(link: ByteLink, clock: Clock) {
    this.#clock = clock
    link.onBytes((more) => {
      this.#bytes = Buffer.concat([this.#bytes, more])
      this.#judge()
    })
    link.onLost(() => this.end())
  }

  async hear(timeoutMs: number): Promise<CaisseApHeard> {
    const heard = new Promise<CaisseApHeard>((resolve) => {
      this.#tell = resolve
    })
    const stopTimer = this.#clock.after(timeoutMs, () => this.#timeIsOver())
    this.#judge()
    const result = await heard
    stopTimer()
    this.#stopDrain()
    return result
  }

  /** No more will come. */
  end(): void {
    this.#hasEnded = true
    this.#judge()
  }

  #judge(): void {
    this.#stopDrain()
    const reading = readCaisseAp(this.#bytes)
    const isWhole = isAnswer(reading)
    const tell = () => this.#tell(isWhole ? { kind: 'answer', fields: reading.fields } : { kind: 'lost' })
    if (reading.kind === 'broken') this.#tell(reading)
    else if (this.#hasEnded) tell()
    else if (isWhole) this.#stopDrain = this.#clock.after(LIMITS.terminalDrainMs, tell)
  }

  #timeIsOver(): void {
    const reading = readCaisseAp(this.#bytes)
    this.#tell(isAnswer(reading) ? { kind: 'answer', fields: reading.fields } : { kind: 'silent' })
  }
}

const isAnswer = (reading: CaisseApReading): reading is CaisseApReading & { readonly kind: 'complete' } =>
  reading.kind === 'complete' && reading.fields.has(STATUS_TAG)
