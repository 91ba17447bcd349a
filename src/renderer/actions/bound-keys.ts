import { keyOf, type OwnKeys } from './action-keys.ts'
import { ACTION_RUNS } from './action-runs.ts'
import { ACTION_LIST } from './action-table.ts'
import type { Place } from './places.ts'

/** The keys of all actions of a place that are done from anywhere, for the screen that listens there. */
export function boundKeys(place: Place, own: OwnKeys): Readonly<Record<string, () => void>> {
  return Object.fromEntries(
    ACTION_LIST.flatMap(({ id, place: where }) => {
      const run = ACTION_RUNS[id]
      const key = keyOf(id, own)
      return where !== place || key === undefined || key.includes(' ') || run === undefined
        ? []
        : [[key, run.byKey ?? run.run]]
    }),
  )
}
