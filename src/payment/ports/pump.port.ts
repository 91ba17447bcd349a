import type { Currency } from '#contract/money.ts'
import type { Failure, Result } from '#contract/result.ts'

/** How the pump knows an order; `unknown`: it never heard of it. */
export interface PumpOrder {
  readonly id: string
  readonly state: 'unknown' | 'released' | 'delivering' | 'ended'
  readonly ceilingMinor: number
  readonly nozzle: number | null
  /** Thousandths of the currency unit for a litre. */
  readonly priceMilli: number | null
  readonly volumeMl: number
  readonly amountMinor: number
  readonly end: 'hung-up' | 'ceiling' | 'stopped' | 'not-lifted' | 'withdrawn' | 'power-cut' | null
}

/** What a pump may deliver, and up to which amount. */
export interface PumpRelease {
  readonly id: string
  readonly ceilingMinor: number
  readonly currency: Currency
  readonly prices: readonly { readonly nozzle: number; readonly priceMilli: number }[]
  /** Nothing is delivered when the nozzle is not taken by then. */
  readonly liftWithinSeconds: number
}

/**
 * calling: a nozzle was taken without a release; null: it is back. order: an order moved; its end is told until it was
 * taken. health: the pump came or went.
 */
export type PumpNotice =
  | { readonly kind: 'calling'; readonly nozzle: number | null }
  | { readonly kind: 'order'; readonly order: PumpOrder }
  | { readonly kind: 'health' }

export interface PumpHealth {
  readonly state: 'ready' | 'away'
  readonly failure: Failure | null
}

/**
 * A fuel pump. Orders are named by the till, and the pump keeps each one over power cuts, so that everything may be asked
 * again: a repeated release does not release twice, and an order that has ended never delivers again. Each call ends
 * within its deadline. Errors: PUMP_UNREACHABLE, PUMP_NO_ANSWER, PUMP_MALFORMED_ANSWER, PUMP_REFUSED.
 */
export interface PumpPort {
  release(release: PumpRelease): Promise<Result<PumpOrder>>
  /** Takes back a release that nobody uses, also one the pump has not heard of; a delivery under way goes on. */
  withdraw(orderId: string): Promise<Result<PumpOrder>>
  /** Ends a delivery at once. */
  stop(orderId: string): Promise<Result<PumpOrder>>
  look(orderId: string): Promise<Result<PumpOrder>>
  /** The end of an order is on this side's disk: it need not be told any more. */
  taken(orderId: string): Promise<Result<PumpOrder>>
  health(): PumpHealth
  onNotice(listener: (notice: PumpNotice) => void): () => void
  /** Keeps the line open from now on. */
  start(): void
  close(): Promise<void>
}
