import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { ByteLink } from '../../link/byte-link.ts'
import { LateLine } from '../late-line.ts'
import { readCaisseAp, STATUS_TAG } from './caisse-ap.codec.ts'
import type { CaisseApAsked, CaisseApCarrier, CaisseApExchange, CaisseApHeard } from './caisse-ap-line.ts'
import { type ConcertEvent, ConcertReader, concertSign, encodeConcertBlock } from './concert-block.codec.ts'

type Clock = Pick<ClockPort, 'after'>
type Heard = ConcertEvent | { readonly kind: 'silent' | 'lost' }
type NotSent = Extract<CaisseApExchange, { readonly kind: 'not-sent' }>
type BlockReader = (body: Uint8Array) => CaisseApHeard

/** there: it listens. busy: it does not, or nobody is there. */
export type ConcertGreeting = NotSent | { readonly kind: 'there' } | { readonly kind: 'busy' }

export interface ConcertLineOptions {
  readonly newLink: () => ByteLink | null
  readonly clock: Clock
  readonly read?: BlockReader
}

/**
 * The same requests and answers on a serial line (Concert V3; standalone-terminals sheet 2c). Each side that has something to say
 * begins a session:
 *
 *   till: ENQ ──► ACK · block ──► ACK · EOT          terminal, when its customer is done: ENQ ──► ACK · block ──► ACK · EOT
 *          │             │ NAK: the block again, twice at most                                        │ spoilt: NAK
 *          └ no ACK: busy with the customer before, nothing was said
 *
 * A block that was not heard to be taken is not said again: its terminal may be serving the customer. It is listened to all the same.
 */
export class ConcertLine implements CaisseApCarrier {
  readonly #newLink: () => ByteLink | null
  readonly #clock: Clock
  readonly #read: BlockReader
  #ear: Ear | null = null
  readonly #late: LateLine
  #isClosed = false

  /** @param read what is in a block of the terminal: fields with names where nothing else is said. */
  constructor({ newLink, clock, read = readTagged }: ConcertLineOptions) {
    this.#newLink = newLink
    this.#clock = clock
    this.#read = read
    this.#late = new LateLine(clock)
  }

  async exchange({ request, timeoutMs, onLate, isAnswered }: CaisseApAsked): Promise<CaisseApExchange> {
    await this.#late.free()
    if (isAnswered?.()) return { kind: 'not-sent', trouble: 'lost' }
    const line = await this.#open()
    if ('kind' in line) return line
    const { ear, link } = line
    const exchange = await ask(ear, request, timeoutMs, this.#read)
    if (exchange.kind === 'silent' && onLate !== undefined) {
      this.#late.keep(hearOn(ear, link, onLate, this.#read), () => ear.end())
    } else await link.close()
    return exchange
  }

  /** Whether a terminal listens there: a session in which nothing is said. */
  async greet(): Promise<ConcertGreeting> {
    await this.#late.free()
    const line = await this.#open()
    if ('kind' in line) return line
    const word = await wordOnEnquiry(line.ear)
    if (word === 'ack') await line.ear.say(concertSign('eot'))
    await line.link.close()
    if (word === 'ack') return { kind: 'there' }
    return word === 'lost' ? { kind: 'not-sent', trouble: 'lost' } : { kind: 'busy' }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#ear?.end()
    await this.#late.end()
  }

  async #open(): Promise<{ readonly ear: Ear; readonly link: ByteLink } | NotSent> {
    const link = this.#isClosed ? null : this.#newLink()
    if (link === null) return { kind: 'not-sent', trouble: 'not-found' }
    const opened = await link.open()
    if (!opened.ok) return { kind: 'not-sent', trouble: opened.trouble }
    this.#ear = new Ear(link, this.#clock)
    return { ear: this.#ear, link }
  }
}

async function hearOn(
  ear: Ear,
  link: ByteLink,
  onLate: NonNullable<CaisseApAsked['onLate']>,
  read: BlockReader,
): Promise<void> {
  const late = await answer(ear, LIMITS.terminalLateMs, read)
  await link.close()
  if (late.kind === 'answer') onLate(late.fields)
}

async function ask(ear: Ear, request: Uint8Array, timeoutMs: number, read: BlockReader): Promise<CaisseApExchange> {
  const word = await wordOnEnquiry(ear)
  if (word !== 'ack') return word === 'lost' ? { kind: 'not-sent', trouble: 'lost' } : { kind: 'busy' }
  for (let said = 0; said <= LIMITS.concertRepeats; said += 1) {
    if (!(await ear.say(encodeConcertBlock(request)))) return { kind: 'lost' }
    const word = await ear.wordOf(LIMITS.concertAckTimeoutMs)
    if (word === 'lost') return { kind: 'lost' }
    if (word !== 'nak') break
    if (said === LIMITS.concertRepeats) return { kind: 'lost' }
  }
  await ear.say(concertSign('eot'))
  return answer(ear, timeoutMs, read)
}

/** Nothing of a request is said before the terminal listens. */
async function wordOnEnquiry(ear: Ear): Promise<'ack' | 'nak' | 'silent' | 'lost'> {
  for (let asked = 0; ; asked += 1) {
    if (!(await ear.say(concertSign('enq')))) return 'lost'
    const word = await ear.wordOf(LIMITS.concertAckTimeoutMs)
    if (word === 'ack' || word === 'lost' || asked === LIMITS.concertRepeats) return word
  }
}

/** The terminal's session: heard from its ENQ, or from its block where that was lost. */
async function answer(ear: Ear, timeoutMs: number, read: BlockReader): Promise<CaisseApHeard> {
  const isOver = ear.deadline(timeoutMs)
  for (let spoilt = 0; spoilt <= LIMITS.concertRepeats; ) {
    const heard = await ear.next()
    if (heard.kind === 'silent' || heard.kind === 'lost') {
      isOver()
      return { kind: heard.kind }
    }
    if (heard.kind === 'enq') await ear.say(concertSign('ack'))
    if (heard.kind === 'spoilt') {
      spoilt += 1
      await ear.say(concertSign('nak'))
    }
    if (heard.kind === 'block') {
      isOver()
      await ear.say(concertSign('ack'))
      return read(heard.body)
    }
  }
  isOver()
  return { kind: 'broken', why: 'every block was spoilt' }
}

function readTagged(body: Uint8Array): CaisseApHeard {
  const reading = readCaisseAp(body)
  if (reading.kind === 'broken') return reading
  if (reading.kind === 'partial' || !reading.fields.has(STATUS_TAG)) return { kind: 'broken', why: 'not whole' }
  return { kind: 'answer', fields: reading.fields }
}

/** Hears signs and blocks on an open line, one after the other. */
class Ear {
  readonly #link: ByteLink
  readonly #clock: Clock
  readonly #reader = new ConcertReader()
  readonly #inbox: Heard[] = []
  #wake: () => void = () => {}
  #stopGap: () => void = () => {}

  constructor(link: ByteLink, clock: Clock) {
    this.#link = link
    this.#clock = clock
    link.onBytes((bytes) => this.#take(bytes))
    link.onLost(() => this.end())
  }

  async say(bytes: Uint8Array): Promise<boolean> {
    return (await this.#link.write(bytes)).ok
  }

  /** The terminal's word on what was said; anything else that comes is passed over. */
  async wordOf(timeoutMs: number): Promise<'ack' | 'nak' | 'silent' | 'lost'> {
    const stop = this.deadline(timeoutMs)
    for (;;) {
      const { kind } = await this.next()
      if (kind !== 'ack' && kind !== 'nak' && kind !== 'silent' && kind !== 'lost') continue
      stop()
      return kind
    }
  }

  /** After so long a silence is heard. @returns what takes that back. */
  deadline(timeoutMs: number): () => void {
    return this.#clock.after(timeoutMs, () => this.#hear({ kind: 'silent' }))
  }

  async next(): Promise<Heard> {
    for (;;) {
      const heard = this.#inbox.shift()
      if (heard !== undefined) return heard
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** No more will come. */
  end(): void {
    this.#stopGap()
    this.#hear({ kind: 'lost' })
  }

  #take(bytes: Uint8Array): void {
    this.#stopGap()
    for (const event of this.#reader.accept(bytes)) this.#hear(event)
    if (!this.#reader.isInBlock) return
    this.#stopGap = this.#clock.after(LIMITS.concertByteGapMs, () => {
      this.#reader.reset()
      this.#hear({ kind: 'spoilt' })
    })
  }

  #hear(heard: Heard): void {
    this.#inbox.push(heard)
    this.#wake()
  }
}
