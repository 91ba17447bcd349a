import type { ClockPort } from '#payment/ports/clock.port.ts'

interface Timer {
  readonly atMs: number
  readonly order: number
  readonly callback: () => void
  isOff: boolean
}

/** The summer morning that every world begins on. */
const START_MS = Date.parse('2026-06-22T07:00:00.000Z')
/** The shop's zone in summer. */
const ZONE_MS = 7_200_000

/**
 * Time that jumps from one thing that happens to the next. Things at the same moment happen in the order they were
 * asked for; between two of them every promise that can settle does so, and nothing else in the process takes part.
 */
export class VirtualTime {
  #nowMs = 0
  #order = 0
  /** A heap: each entry is no later than its two children. */
  readonly #heap: Timer[] = []

  /** Since the world began. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** @returns what takes it back. */
  after(delayMs: number, callback: () => void): () => void {
    const timer: Timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order, callback, isOff: false }
    this.#order += 1
    this.#push(timer)
    return () => {
      timer.isOff = true
    }
  }

  pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.after(delayMs, resolve))
  }

  /**
   * Lets things happen until `isOver` says so.
   * @throws when nothing is left to happen, or when it is not over by `latestMs`.
   */
  async runUntil(isOver: () => boolean, latestMs: number): Promise<void> {
    await settled()
    while (!isOver()) {
      const next = this.#pop()
      if (next === undefined) throw new Error('the world stands still')
      if (next.isOff) continue
      if (next.atMs > latestMs) throw new Error('the world does not come to its end')
      this.#nowMs = next.atMs
      next.callback()
      await settled()
    }
  }

  #push(timer: Timer): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(timer)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (above === undefined || !isBefore(timer, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = timer
  }

  #pop(): Timer | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      let below = heap[child]
      if (below === undefined) break
      const right = heap[child + 1]
      if (right !== undefined && isBefore(right, below)) {
        child += 1
        below = right
      }
      if (!isBefore(below, last)) break
      heap[at] = below
      at = child
    }
    heap[at] = last
    return first
  }
}

function isBefore(left: Timer, right: Timer): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order)
}

/** One turn of the event loop: by then every promise that waits for nothing outside has settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** The clock of one computer, which somebody may set wrong. */
export class WallClock {
  readonly #time: VirtualTime
  #aheadMs = 0
  /** Asked for many times at one moment. */
  #lastMs = Number.NaN
  #last = ''

  constructor(time: VirtualTime) {
    this.#time = time
  }

  jump(byMs: number): void {
    this.#aheadMs += byMs
  }

  now(): string {
    const nowMs = START_MS + this.#time.nowMs + this.#aheadMs
    if (nowMs !== this.#lastMs) {
      this.#lastMs = nowMs
      this.#last = new Date(nowMs).toISOString()
    }
    return this.#last
  }

  local(iso: string): { readonly date: string; readonly time: string } {
    const shifted = new Date(Date.parse(iso) + ZONE_MS).toISOString()
    return { date: shifted.slice(0, 10), time: shifted.slice(11, 19) }
  }

  /** The clock as one run of a program has it: what it asked for dies with it. */
  portFor(isOver: () => boolean): ClockPort {
    const bootMs = this.#time.nowMs
    return {
      timeZone: 'Europe/Paris',
      now: () => this.now(),
      monotonicMs: () => this.#time.nowMs - bootMs,
      after: (delayMs, callback) => this.#time.after(delayMs, () => isOver() || callback()),
      local: (iso) => this.local(iso),
    }
  }
}
