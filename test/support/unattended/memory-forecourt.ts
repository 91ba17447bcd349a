import type { Failure, Result } from '#contract/result.ts'
import { fail, succeed } from '#contract/result.ts'
import type { FuelReservationPort, ReservationNow } from '#payment/ports/fuel-reservation.port.ts'
import type { FuelRunJournalPort, FuelRunStep } from '#payment/ports/fuel-run-journal.port.ts'
import type { PumpNotice, PumpOrder, PumpPort } from '#payment/ports/pump.port.ts'
import { type FuelRunState, isOver } from '#payment/unattended/fuel-run.ts'
import { PumpBody } from '#simulators/fuel-pump/pump-body.ts'
import { PumpLedger } from '#simulators/fuel-pump/pump-ledger.ts'

/** The program died here: nothing it was about to do happens. */
export class Death extends Error {}

/** A disk in memory that outlives its program; told so, the program dies before or after its n-th record. */
export class MemoryRunJournal implements FuelRunJournalPort {
  readonly runs: FuelRunState[] = []
  readonly kinds: string[] = []
  kill: { readonly at: number; readonly moment: 'before' | 'after' } | null = null
  #count = 0
  onDeath: () => void = () => {}

  async begin(step: FuelRunStep): Promise<void> {
    if (this.runs.some((run) => run.run.pumpId === step.state.run.pumpId && !isOver(run)))
      throw new Error('one is open')
    this.#write(step, () => this.runs.push(step.state))
  }

  async commit(step: FuelRunStep): Promise<void> {
    this.#write(step, () => {
      this.runs[this.runs.findIndex(({ run }) => run.id === step.state.run.id)] = step.state
    })
  }

  async run(id: string) {
    return this.runs.find(({ run }) => run.id === id) ?? null
  }

  async openRuns() {
    return this.runs.filter((run) => !isOver(run))
  }

  async newestRun(pumpId: string) {
    return this.runs.filter(({ run }) => run.pumpId === pumpId).at(-1) ?? null
  }

  async records() {
    return []
  }

  #write({ state }: FuelRunStep, write: () => void): void {
    this.#count += 1
    if (this.kill?.at === this.#count && this.kill.moment === 'before') this.#die()
    write()
    this.kinds.push(state.kind)
    if (this.kill?.at === this.#count && this.kill.moment === 'after') this.#die()
  }

  #die(): never {
    this.kill = null
    this.onDeath()
    throw new Death()
  }
}

interface Booked {
  readonly paymentId: string
  readonly amountMinor: number
  state: 'undecided' | 'reserved' | 'ended' | 'released' | 'completed'
  completedMinor: number
}

/** The card side, with the bank's book: what it holds, let go of, and was told of final amounts. */
export class MemoryReservations implements FuelReservationPort {
  readonly book = new Map<string, Booked>()
  answer: 'yes' | 'no' | 'wait' = 'yes'
  /** What the next calls answer instead, in order. */
  troubles: Failure[] = []
  completions: { readonly saleId: string; readonly amountMinor: number }[] = []

  async begin({ saleId, amountMinor }: { readonly saleId: string; readonly amountMinor: number }) {
    const state = { yes: 'reserved', no: 'ended', wait: 'undecided' } as const
    this.book.set(saleId, { paymentId: `p-${saleId}`, amountMinor, state: state[this.answer], completedMinor: 0 })
    return succeed(null)
  }

  async find(saleId: string): Promise<ReservationNow | null> {
    const found = this.book.get(saleId)
    if (found === undefined) return null
    const { state, paymentId, amountMinor } = found
    if (state === 'undecided') return { state }
    return state === 'reserved'
      ? { state, paymentId, amountMinor }
      : { state: 'ended', failure: { code: 'PAYMENT_CANCELLED' } }
  }

  async complete(wanted: { readonly paymentId: string; readonly saleId: string; readonly amountMinor: number }) {
    const trouble = this.troubles.shift()
    if (trouble !== undefined) return { ok: false as const, error: trouble }
    const paymentId = `c-${wanted.saleId}`
    if (this.completions.some(({ saleId }) => saleId === wanted.saleId)) return succeed({ paymentId })
    const found = this.#of(wanted.paymentId)
    if (found.state !== 'reserved' || wanted.amountMinor > found.amountMinor) throw new Error('not held')
    found.state = 'completed'
    found.completedMinor = wanted.amountMinor
    this.completions.push({ saleId: wanted.saleId, amountMinor: wanted.amountMinor })
    return succeed({ paymentId })
  }

  async release(paymentId: string): Promise<Result<null>> {
    const trouble = this.troubles.shift()
    if (trouble !== undefined) return { ok: false, error: trouble }
    const found = this.#of(paymentId)
    if (found.state === 'completed') throw new Error('what was paid is not let go of')
    found.state = 'released'
    return succeed(null)
  }

  #of(paymentId: string): Booked {
    const found = [...this.book.values()].find((each) => each.paymentId === paymentId)
    if (found === undefined) throw new Error('no such reservation')
    return found
  }
}

/** A pump without a line, and what its customer does. Its ledger outlives the program. */
export class MemoryPump {
  readonly ledger = new PumpLedger(null)
  readonly #listeners = new Set<(notice: PumpNotice) => void>()
  readonly body = new PumpBody({
    ledger: this.ledger,
    nozzles: [1],
    after: () => () => {},
    onOrder: (order) => this.tell({ kind: 'order', order }),
    onCalling: (nozzle) => this.tell({ kind: 'calling', nozzle }),
  })
  /** Calls that get no answer; true: the pump did what it was asked. */
  losses: boolean[] = []
  releases = 0

  tell(notice: PumpNotice): void {
    for (const listener of [...this.#listeners]) listener(notice)
  }

  /** The line of one life of the program. */
  port(): PumpPort {
    const own = new Set<(notice: PumpNotice) => void>()
    const answer = async (obey: () => { readonly order: PumpOrder } | { readonly why: string }) => {
      const isLost = this.losses.shift()
      if (isLost === false) return fail('PUMP_NO_ANSWER')
      const said = obey()
      if (isLost) return fail('PUMP_NO_ANSWER')
      return 'order' in said ? succeed(said.order) : fail('PUMP_REFUSED', { reason: said.why })
    }
    const named = (what: 'withdraw' | 'stop' | 'look' | 'taken') => (order: string) =>
      answer(() => this.body.obey({ do: what, order, seq: 1 }))
    return {
      release: ({ id, ...release }) => {
        this.releases += 1
        return answer(() =>
          this.body.release({ do: 'release', seq: 1, order: id, ...release, prices: [...release.prices] }),
        )
      },
      withdraw: named('withdraw'),
      stop: named('stop'),
      look: named('look'),
      taken: named('taken'),
      health: () => ({ state: 'ready', failure: null }),
      onNotice: (listener) => {
        own.add(listener)
        this.#listeners.add(listener)
        return () => void this.#listeners.delete(listener)
      },
      start: () => {},
      close: async () => {
        for (const listener of own) this.#listeners.delete(listener)
      },
    }
  }
}
