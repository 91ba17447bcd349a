import { type CardInterface, READING_FAILURES, type ReadingFailure, type TestCard } from './cards.ts'

/** What a customer touches and reads: a display of 2 rows of 16, keys, a chip slot, an antenna, a stripe reader. */
export const DISPLAY_COLUMNS = 16

export const PAD_KEYS = [
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  'enter',
  'clear',
  'cancel',
  'up',
  'down',
  'f1',
  'f2',
  'f3',
  'f4',
] as const
export type PadKey = (typeof PAD_KEYS)[number]

export type Gesture =
  | {
      readonly kind: 'card'
      readonly how: CardInterface
      readonly card: TestCard
      readonly failure: ReadingFailure | null
    }
  | { readonly kind: 'removed' }
  | { readonly kind: 'key'; readonly key: PadKey }
  /** A line of a menu, by touch; the first one is 0. */
  | { readonly kind: 'choice'; readonly option: number }
  /** Letters and digits of a keyboard on the display. */
  | { readonly kind: 'text'; readonly text: string }

/** What the pad waits for. `command` is the ABECS command that waits. */
export interface Expectation {
  readonly what: 'card' | 'pin' | 'removal' | 'event' | 'menu' | 'figures'
  readonly command: string
  readonly takesTap: boolean
  /** Lines of a menu. */
  readonly options?: readonly string[]
}

export type Rows = readonly [string, string]
export type Unanswered = 'aborted' | 'timed-out'

interface Waiting {
  readonly expectation: Expectation
  readonly give: (gesture: Gesture) => void
  readonly runOut: () => void
}

/** The body of the pad. Gestures that nobody waits for are lost, as on the device; only a card stays in the slot. */
export class PadBody {
  #rows: Rows = [blank(), blank()]
  #slot: { readonly card: TestCard; readonly failure: ReadingFailure | null } | null = null
  #insertions = 0
  #image: Uint8Array | null = null
  #waiting: Waiting | null = null
  readonly #onRows: (rows: Rows) => void
  readonly #onExpectation: (expectation: Expectation | null) => void

  constructor(listeners: {
    readonly onRows: (rows: Rows) => void
    readonly onExpectation: (expectation: Expectation | null) => void
  }) {
    this.#onRows = listeners.onRows
    this.#onExpectation = listeners.onExpectation
  }

  get rows(): Rows {
    return this.#rows
  }

  get slot(): TestCard | null {
    return this.#slot?.card ?? null
  }

  /** How the chip in the slot fails to be read, as long as it is not taken out; null when it is sound or absent. */
  get slotFailure(): ReadingFailure | null {
    return this.#slot?.failure ?? null
  }

  /** How many times a card was put in: two readings with the same figure are one insertion. */
  get insertions(): number {
    return this.#insertions
  }

  get expectation(): Expectation | null {
    return this.#waiting?.expectation ?? null
  }

  /** The picture in the place of the rows, as it was loaded; null: the rows are shown. */
  get image(): Uint8Array | null {
    return this.#image
  }

  showImage(image: Uint8Array): void {
    this.#image = image
    this.#rows = [blank(), blank()]
    this.#onRows(this.#rows)
  }

  /** Shows two rows, cut and filled to 16 columns. */
  show(first: string, second: string): void {
    const rows: Rows = [toColumns(first), toColumns(second)]
    if (this.#image === null && rows[0] === this.#rows[0] && rows[1] === this.#rows[1]) return
    this.#image = null
    this.#rows = rows
    this.#onRows(rows)
  }

  clearDisplay(): void {
    this.show('', '')
  }

  /** `failure`: how this reading goes wrong; a chip stays unreadable until it is taken out. */
  insert(card: TestCard, failure: ReadingFailure | null = null): void {
    if (!card.interfaces.includes('insert')) throw new Error('this card has no chip contacts')
    if (this.#slot) throw new Error('a card is already in the slot')
    requireFailure('insert', failure)
    this.#slot = { card, failure }
    this.#insertions += 1
    this.#give({ kind: 'card', how: 'insert', card, failure })
  }

  tap(card: TestCard, failure: ReadingFailure | null = null): void {
    if (!card.interfaces.includes('tap')) throw new Error('this card has no antenna')
    requireFailure('tap', failure)
    this.#give({ kind: 'card', how: 'tap', card, failure })
  }

  swipe(card: TestCard, failure: ReadingFailure | null = null): void {
    if (!card.interfaces.includes('swipe')) throw new Error('this card has no stripe')
    requireFailure('swipe', failure)
    this.#give({ kind: 'card', how: 'swipe', card, failure })
  }

  remove(): void {
    if (!this.#slot) return
    this.#slot = null
    this.#give({ kind: 'removed' })
  }

  choose(option: number): void {
    this.#give({ kind: 'choice', option })
  }

  type(text: string): void {
    this.#give({ kind: 'text', text })
  }

  press(key: PadKey): void {
    this.#give({ kind: 'key', key })
  }

  /** The present wait ends as when its time is up. */
  runOutOfTime(): void {
    this.#waiting?.runOut()
  }

  /**
   * Waits for the customer. `step` sees each gesture at once and ends the wait by any value but undefined. Each
   * gesture starts the time anew; `timeoutMs` null waits for ever. One wait at a time: the line runs one command.
   */
  wait<Value>(
    expectation: Expectation,
    step: (gesture: Gesture) => Value | undefined,
    bounds: { readonly timeoutMs: number | null; readonly signal: AbortSignal },
  ): Promise<Value | Unanswered> {
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined
      const end = (value: Value | Unanswered) => {
        clearTimeout(timer)
        bounds.signal.removeEventListener('abort', abort)
        if (this.#waiting === waiting) {
          this.#waiting = null
          this.#onExpectation(null)
        }
        resolve(value)
      }
      const abort = () => end('aborted')
      const restart = () => {
        clearTimeout(timer)
        if (bounds.timeoutMs !== null) timer = setTimeout(() => end('timed-out'), bounds.timeoutMs)
      }
      const waiting: Waiting = {
        expectation,
        give: (gesture) => {
          restart()
          const value = step(gesture)
          if (value !== undefined) end(value)
        },
        runOut: () => end('timed-out'),
      }
      if (bounds.signal.aborted) return resolve('aborted')
      bounds.signal.addEventListener('abort', abort)
      this.#waiting = waiting
      restart()
      this.#onExpectation(expectation)
    })
  }

  #give(gesture: Gesture): void {
    this.#waiting?.give(gesture)
  }
}

/** @throws Error naming what may go wrong in that way of reading. */
function requireFailure(how: CardInterface, failure: ReadingFailure | null): void {
  const known: readonly string[] = READING_FAILURES[how]
  if (failure !== null && !known.includes(failure)) throw new Error(`this cannot happen to a ${how}: ${failure}`)
}

/** Text with carriage returns as rows: `001B` and DEX use 0D between rows; a row too long runs into the next one. */
export function toRows(text: string): Rows {
  const rows = text
    .split('\r')
    .flatMap((line) => (line === '' ? [''] : (line.match(new RegExp(`.{1,${DISPLAY_COLUMNS}}`, 'gs')) ?? [''])))
  return [rows[0] ?? '', rows[1] ?? '']
}

/** 32 characters, as DSP, CLO and RMC carry them. */
export function splitRows(text: string): Rows {
  return [text.slice(0, DISPLAY_COLUMNS), text.slice(DISPLAY_COLUMNS, 2 * DISPLAY_COLUMNS)]
}

function toColumns(text: string): string {
  return text.slice(0, DISPLAY_COLUMNS).padEnd(DISPLAY_COLUMNS)
}

function blank(): string {
  return toColumns('')
}
