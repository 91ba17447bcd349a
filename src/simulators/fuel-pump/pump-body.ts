import { meteredMinor, type PUMP_REFUSALS, type PumpCommand, type PumpOrderWire } from '#hardware/pumps/pump.codec.ts'
import type { PumpLedger } from './pump-ledger.ts'

type Release = Extract<PumpCommand, { do: 'release' }>
type Named = Exclude<PumpCommand, { do: 'release' | 'hello' }>
export type PumpRefusal = (typeof PUMP_REFUSALS)[number]
type Answer = { readonly order: PumpOrderWire } | { readonly why: PumpRefusal }

export interface PumpBodyOptions {
  readonly ledger: PumpLedger
  readonly nozzles: readonly number[]
  /** Calls back once; the returned function takes it back. */
  readonly after: (delayMs: number, callback: () => void) => () => void
  readonly onOrder: (order: PumpOrderWire) => void
  readonly onCalling: (nozzle: number | null) => void
}

/**
 * The pump without its line: valve, meter, nozzles, and the orders it was given. Each change of an order is in its
 * ledger before anybody hears of it; what was metered is there even when the power went.
 *
 *   released ──► delivering ──► ended: hung-up, ceiling, stopped, power-cut
 *      │ not lifted in time, withdrawn, nozzle put back, power cut
 *      └──► ended, nothing delivered
 *
 * An order that was withdrawn before it came is kept as ended: a release that arrives late finds it so.
 */
export class PumpBody {
  readonly #options: PumpBodyOptions
  #lifted: number | null = null
  #open: PumpOrderWire | null = null
  #stopLiftTimer: () => void = () => {}
  #isInService = true
  /** The valve does not close at the ceiling. */
  isLeaking = false

  constructor(options: PumpBodyOptions) {
    this.#options = options
    // A meter that stands where the power went: what runs no more has ended.
    const cut = options.ledger.open()
    if (cut !== null) this.#end(cut, 'power-cut')
  }

  get calling(): number | null {
    return this.#open === null ? this.#lifted : null
  }

  get lifted(): number | null {
    return this.#lifted
  }

  open(): PumpOrderWire | null {
    return this.#open
  }

  setInService(isInService: boolean): void {
    this.#isInService = isInService
  }

  /** A release, asked once or ten times. */
  release({ order: id, ceilingMinor, prices, liftWithinSeconds }: Release): Answer {
    const known = this.#options.ledger.order(id)
    if (known !== null) {
      if (known.ceilingMinor !== ceilingMinor && known.end !== 'withdrawn') return { why: 'other-terms' }
      return known.end === 'withdrawn' ? { why: 'order-closed' } : { order: known }
    }
    if (!this.#isInService) return { why: 'out-of-service' }
    if (this.#open !== null) return { why: 'busy' }
    const order: PumpOrderWire = { ...NOTHING, id, state: 'released', ceilingMinor }
    this.#keep(order, prices)
    if (this.#lifted === null)
      this.#stopLiftTimer = this.#options.after(liftWithinSeconds * 1_000, () => this.#endOpen('not-lifted'))
    return { order }
  }

  obey({ do: what, order: id }: Named): Answer {
    const known = this.#options.ledger.order(id)
    const runs = this.#open?.id === id
    if (what === 'taken') this.#options.ledger.taken(id)
    if (what === 'stop' && runs) this.#endOpen('stopped')
    if (what === 'withdraw' && runs && this.#open?.state === 'released') this.#endOpen('withdrawn')
    if (known === null && (what === 'withdraw' || what === 'stop')) {
      this.#end({ ...NOTHING, id, state: 'ended', ceilingMinor: 0 }, 'withdrawn')
    }
    return { order: this.#options.ledger.order(id) ?? { ...NOTHING, id, ceilingMinor: 0 } }
  }

  /** Takes a nozzle: without a release the pump calls. */
  lift(nozzle: number): void {
    if (!this.#options.nozzles.includes(nozzle)) throw new Error(`no nozzle ${nozzle}`)
    this.#lifted = nozzle
    this.#stopLiftTimer()
    if (this.#open === null) this.#options.onCalling(nozzle)
  }

  /** Lets fuel run, as much as the ceiling allows. @returns what ran. */
  pour(volumeMl: number): number {
    const order = this.#open
    if (order === null || this.#lifted === null) return 0
    const priceMilli = order.priceMilli ?? this.#options.ledger.priceMilli(order.id, this.#lifted)
    if (priceMilli === null) throw new Error(`nozzle ${this.#lifted} has no price`)
    const wantedMl = order.volumeMl + volumeMl
    const mostMl = this.isLeaking ? wantedMl : mostFor(order.ceilingMinor, priceMilli)
    const metered = Math.min(wantedMl, mostMl)
    const amountMinor = meteredMinor(metered, priceMilli)
    this.#keep({ ...order, state: 'delivering', nozzle: this.#lifted, priceMilli, volumeMl: metered, amountMinor })
    if (wantedMl > mostMl) this.#endOpen('ceiling')
    return metered - order.volumeMl
  }

  hangUp(): void {
    if (this.#lifted === null) return
    this.#lifted = null
    if (this.#open === null) this.#options.onCalling(null)
    else this.#endOpen('hung-up')
  }

  powerCut(): void {
    this.#lifted = null
    this.#endOpen('power-cut')
  }

  #endOpen(end: NonNullable<PumpOrderWire['end']>): void {
    if (this.#open !== null) this.#end(this.#open, end)
  }

  #end(order: PumpOrderWire, end: NonNullable<PumpOrderWire['end']>): void {
    this.#stopLiftTimer()
    this.#keep({ ...order, state: 'ended', end })
  }

  #keep(order: PumpOrderWire, prices?: Release['prices']): void {
    this.#options.ledger.keep(order, prices)
    this.#open = order.state === 'ended' ? null : order
    this.#options.onOrder(order)
  }
}

const NOTHING = {
  state: 'unknown',
  nozzle: null,
  priceMilli: null,
  volumeMl: 0,
  amountMinor: 0,
  end: null,
} as const satisfies Partial<PumpOrderWire>

/** The most that costs no more than the ceiling. */
function mostFor(ceilingMinor: number, priceMilli: number): number {
  const roughly = Math.ceil(((ceilingMinor + 1) * 10_000) / priceMilli)
  for (let volumeMl = roughly; ; volumeMl -= 1) if (meteredMinor(volumeMl, priceMilli) <= ceilingMinor) return volumeMl
}
