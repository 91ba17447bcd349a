import { randomInt } from 'node:crypto'
import type { Kill } from './crash-bench.ts'

const ALL = process.env.SOAK === '1'
/** Printed by every file that draws, and drawn again with SEED=n. */
export const SEED = Number(process.env.SEED ?? randomInt(1_000_000))

/** Some of the kills, evenly apart, others for each seed and salt; all of them with SOAK=1. */
export function drawnKills(kills: readonly Kill[], salt: number, count: number): readonly Kill[] {
  if (ALL || count >= kills.length) return kills
  const places = Array.from(
    { length: count },
    (_, index) => (SEED + salt + Math.floor((index * kills.length) / count)) % kills.length,
  )
  return kills.filter((_, place) => places.includes(place))
}

/** With a name for each. */
export const namedKills = (kills: readonly Kill[]) =>
  kills.map((kill) => [`${kill.moment} record ${kill.at}`, kill] as const)
