import { z } from 'zod'
import { findCard, READING_FAILURES, type ReadingFailure, type TestCard } from './cards.ts'
import type { Expectation, PadBody, PadKey } from './pad-body.ts'

export const failureSchema = z.enum([...READING_FAILURES.insert, ...READING_FAILURES.tap, ...READING_FAILURES.swipe])
const pinSchema = z.string().regex(/^\d{4,12}$/)

/**
 * One purchase as the customer plays it. `act`:
 * pay (default): presents `card` in the way `how`, types `pin`, takes the card out when asked.
 * cancel: presses the red key at `at` (GCX: instead of a card; GOX: instead of the PIN, that of GPN too;
 * FCX: instead of a second tap).
 * pull-early: takes the chip out at `at` (GCX: while it is read; GOX: instead of the PIN; FCX: before the verdict).
 * none: does nothing at `at` (GCX unless told otherwise).
 * Every gesture comes `afterMs` after the pad asked for it. `keepCard` leaves the chip in the slot at the end; whoever
 * comes next takes it out when the pad asks for an empty slot.
 * `pin` may be a list, one for each time it is asked for; the last one counts for the rest. `fails` spoils the reading
 * of the card: a status by its name (CTLSCOMMERR), or the part of the stripe that is not read.
 */
const entrySchema = z.strictObject({
  card: z.string().default('cb-chip'),
  how: z.enum(['insert', 'tap', 'swipe']).optional(),
  pin: z.union([pinSchema, z.array(pinSchema).min(1).max(20)]).optional(),
  fails: failureSchema.optional(),
  afterMs: z.int().min(0).max(600_000).default(100),
  act: z.enum(['pay', 'cancel', 'pull-early', 'none']).default('pay'),
  at: z.enum(['GCX', 'GOX', 'FCX']).default('GCX'),
  keepCard: z.boolean().default(false),
})
export type PlanEntry = z.infer<typeof entrySchema>
export const planSchema = z.array(entrySchema).max(1_000)

/** Keys come one after the other, as from a finger. */
const KEY_PAUSE_MS = 5
/** A chip pulled while it is read: in, then out before the reading time is over. */
const PULL_AFTER_MS = 5

/**
 * The customer as a script: one entry for each GCX, which is then played to the end of the purchase. Without an entry
 * left nobody stands at the pad, and a person may use the page or the direct commands.
 */
export class Customer {
  readonly #body: PadBody
  #plan: PlanEntry[] = []
  #current: PlanEntry | null = null
  #pinsTyped = 0
  #timers = new Set<NodeJS.Timeout>()

  constructor(body: PadBody) {
    this.#body = body
  }

  get entriesLeft(): number {
    return this.#plan.length
  }

  /** Adds entries to the end of the plan. Throws when one names no known card or a way this card cannot be used. */
  queue(plan: readonly PlanEntry[]): void {
    for (const { card, how = findCard(card).interfaces[0] ?? 'insert', fails } of plan) {
      if (!findCard(card).interfaces.includes(how)) throw new Error(`the card ${card} cannot be used by ${how}`)
      const failures: readonly string[] = READING_FAILURES[how]
      if (fails && !failures.includes(fails)) throw new Error(`${fails} cannot happen to a card used by ${how}`)
    }
    this.#plan.push(...plan)
    const waiting = this.#body.expectation
    const isAwaited = waiting?.what === 'card' && waiting.command === 'GCX' && this.#current === null
    const mustTakeOut = waiting?.what === 'removal' && waiting.command === 'CEX'
    if (isAwaited || mustTakeOut) this.onExpectation(waiting)
  }

  /** Drops the plan; the present purchase is left to a person. */
  clear(): void {
    this.#plan = []
    this.#current = null
    this.#cancelTimers()
  }

  /** The pad began to wait, or (null) stopped waiting. */
  onExpectation(expectation: Expectation | null): void {
    this.#cancelTimers()
    if (expectation?.what === 'card' && expectation.command === 'GCX') this.#begin(this.#plan.shift() ?? null)
    if (expectation?.what === 'removal') this.#takeOut(expectation)
    const entry = this.#current
    if (!expectation || !entry) return
    if (expectation.what === 'card' && expectation.command === 'GCX') this.#presentCard(entry)
    if (expectation.what === 'card' && expectation.command === 'FCX') this.#presentAgain(entry)
    if (expectation.what === 'pin') this.#enterPin(entry)
  }

  /** RMC asks the one who pays; CEX, for an empty slot, whoever stands there: the one who paid last, else who is next. */
  #takeOut({ command }: Expectation): void {
    const next = command === 'CEX' && this.#plan[0]?.act !== 'none' ? this.#plan[0] : null
    const taker = this.#current && !this.#current.keepCard ? this.#current : next
    if (taker) this.#later(taker.afterMs, () => this.#body.remove())
  }

  /**
   * GCX found a chip in the slot (left there by a till that died, or by `keepCard`). The next entry, if there is one,
   * goes on with that chip: every GCX takes one entry.
   */
  onCardFound(): void {
    this.#begin(this.#plan.shift() ?? this.#current)
  }

  #begin(entry: PlanEntry | null): void {
    this.#current = entry
    this.#pinsTyped = 0
  }

  /** FCX has arrived; the chip may be pulled now. */
  onCompletion(): void {
    if (this.#current?.act === 'pull-early' && this.#current.at === 'FCX') this.#body.remove()
  }

  #presentCard(entry: PlanEntry): void {
    const card = findCard(entry.card)
    const here = entry.at === 'GCX'
    if (here && entry.act === 'none') return
    this.#later(entry.afterMs, () => {
      if (here && entry.act === 'cancel') return this.#body.press('cancel')
      this.#present(card, entry.how ?? card.interfaces[0] ?? 'insert', entry.fails ?? null)
      if (here && entry.act === 'pull-early') this.#later(PULL_AFTER_MS, () => this.#body.remove(), 'kept')
    })
  }

  /** FCX wants the card at the antenna once more. */
  #presentAgain(entry: PlanEntry): void {
    const here = entry.at === 'FCX'
    if (here && entry.act === 'none') return
    this.#later(entry.afterMs, () => {
      if (here && entry.act === 'cancel') this.#body.press('cancel')
      else this.#body.tap(findCard(entry.card))
    })
  }

  #present(card: TestCard, how: 'insert' | 'tap' | 'swipe', failure: ReadingFailure | null): void {
    if (how === 'insert') {
      if (!this.#body.slot) this.#body.insert(card, failure)
    } else if (how === 'tap') this.#body.tap(card, failure)
    else this.#body.swipe(card, failure)
  }

  #enterPin(entry: PlanEntry): void {
    const here = entry.at === 'GOX'
    if (here && entry.act !== 'pay') {
      this.#later(entry.afterMs, () => {
        if (entry.act === 'cancel') this.#body.press('cancel')
        if (entry.act === 'pull-early') this.#body.remove()
      })
      return
    }
    const pins = [entry.pin ?? findCard(entry.card).pin].flat()
    const pin = pins[Math.min(this.#pinsTyped, pins.length - 1)] ?? ''
    this.#pinsTyped += 1
    const keys = [...pin, 'enter'] as PadKey[]
    keys.forEach((key, index) => {
      this.#later(entry.afterMs + index * KEY_PAUSE_MS, () => this.#body.press(key))
    })
  }

  /** `kept` survives the end of the present wait. */
  #later(afterMs: number, act: () => void, life: 'asked' | 'kept' = 'asked'): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, afterMs)
    if (life === 'asked') this.#timers.add(timer)
  }

  #cancelTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}
