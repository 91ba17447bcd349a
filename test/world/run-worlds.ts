import { addDeeds, type DeedCounts, noDeeds } from './deeds.ts'
import { type FaultCounts, type FaultKind, noFaults } from './faults.ts'
import type { Breach } from './promises.ts'
import type { WorldResult } from './world.ts'

/** What is kept of a world once it is over. */
export type WorldSummary = Omit<WorldResult, 'story'>

export interface RunOptions {
  readonly seed: number
  /** At least so many are lived through. */
  readonly payments: number
  /** And at least so many worlds. */
  readonly worldsMin: number
  /** Lives through one world; several may be asked for at once. */
  readonly worldAt: (world: number, customers: number) => Promise<WorldSummary>
  /** How many are asked for at once. The result is the same for any number. */
  readonly atOnce: number
  readonly onWorld?: (done: RunResult) => void
  /** What an earlier run of the same seed, payments and worlds came to before it was stopped. */
  readonly from?: RunResult
}

export interface BrokenWorld extends Breach {
  readonly world: number
}

export interface RunResult {
  readonly payments: number
  readonly worlds: number
  readonly broken: readonly BrokenWorld[]
  readonly faults: FaultCounts
  readonly deeds: DeedCounts
  readonly recoveries: number
}

/** Payments of one world where nobody says otherwise: enough for days, queues and second thoughts; longer ones cost more a payment. */
const PAYMENTS_OF_A_WORLD = 150
/** A customer pays by card about so often: second tries count, cash does not. */
const PAYMENTS_OF_A_CUSTOMER = 1.1

/** How many customers each world of a run serves; part of what a seed means. */
export function customersOf({ payments, worldsMin }: Pick<RunOptions, 'payments' | 'worldsMin'>): number {
  const each = Math.min(PAYMENTS_OF_A_WORLD, payments / worldsMin)
  return Math.max(1, Math.ceil(each / PAYMENTS_OF_A_CUSTOMER))
}

/** Where so much is broken nothing is learnt from more; a world that breaks at its start makes no payments at all. */
const BROKEN_MAX = 100

const NOTHING_YET: RunResult = {
  payments: 0,
  worlds: 0,
  broken: [],
  faults: noFaults(),
  deeds: noDeeds(),
  recoveries: 0,
}

/** Lives through worlds in their order until both least numbers are reached. */
export async function runWorlds(options: RunOptions): Promise<RunResult> {
  const { payments, worldsMin, worldAt, atOnce, onWorld } = options
  const customers = customersOf(options)
  const ended = new Map<number, WorldSummary>()
  const whole = Promise.withResolvers<void>()
  let result: RunResult = options.from ?? NOTHING_YET
  let next = result.worlds
  const isDone = () => (result.payments >= payments && result.worlds >= worldsMin) || result.broken.length >= BROKEN_MAX
  /** Worlds count in their order, whichever ends first. */
  const count = () => {
    for (
      let summary = ended.get(result.worlds);
      summary !== undefined && !isDone();
      summary = ended.get(result.worlds)
    ) {
      ended.delete(result.worlds)
      result = added(result, summary)
      onWorld?.(result)
    }
    if (isDone()) whole.resolve()
  }
  const hand = async (): Promise<void> => {
    while (!isDone()) {
      const world = next
      next += 1
      ended.set(world, await worldAt(world, customers))
      count()
    }
  }
  // A world that is under way then counts no more: nobody waits for it.
  await Promise.race([whole.promise, Promise.all(Array.from({ length: atOnce }, hand))])
  return result
}

function added(before: RunResult, { payments, breaches, faults, deeds, recoveries }: WorldSummary): RunResult {
  const world = before.worlds
  const kinds = Object.keys(faults) as FaultKind[]
  return {
    payments: before.payments + payments,
    worlds: world + 1,
    broken: [...before.broken, ...breaches.map((breach) => ({ ...breach, world }))],
    faults: Object.fromEntries(kinds.map((kind) => [kind, before.faults[kind] + faults[kind]])) as FaultCounts,
    deeds: addDeeds([before.deeds, deeds]),
    recoveries: before.recoveries + recoveries,
  }
}
