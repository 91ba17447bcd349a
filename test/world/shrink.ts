import type { Visit, WorldPlan } from './plan.ts'

/** Whether a plan still breaks the promise in question. */
export type StillBreaks = (plan: WorldPlan) => Promise<boolean>

/** A story that long is read; shrinking it further costs more than it tells. */
const RUNS_MAX = 400

/**
 * The shortest plan that still breaks: tills are left out, then customers in halves and one by one, then their faults,
 * their further cards and their goods.
 */
export async function shrinkPlan(plan: WorldPlan, stillBreaks: StillBreaks): Promise<WorldPlan> {
  let runs = 0
  let shortest = plan
  const tries = async (candidate: WorldPlan): Promise<boolean> => {
    if (runs >= RUNS_MAX) return false
    runs += 1
    if (!(await stillBreaks(candidate))) return false
    shortest = candidate
    return true
  }
  for (let till = 0; till < plan.tills.length; till += 1) await tries(withVisits(shortest, till, () => []))
  for (let till = 0; till < plan.tills.length; till += 1) {
    await dropFrom(
      () => shortest.tills[till]?.visits ?? [],
      (visits) => tries(withVisits(shortest, till, () => visits)),
    )
    for (let at = 0; at < (shortest.tills[till]?.visits.length ?? 0); at += 1) {
      for (const part of ['faults', 'tries', 'lines', 'gifts'] as const) {
        const visit = () => shortest.tills[till]?.visits[at] as Visit & Record<string, readonly unknown[]>
        const put = (rows: readonly unknown[]) =>
          tries(
            withVisits(shortest, till, (visits) =>
              visits.map((one, place) => (place === at ? ({ ...one, [part]: rows } as Visit) : one)),
            ),
          )
        await dropFrom(() => visit()[part] ?? [], put)
      }
    }
  }
  return shortest
}

function withVisits(plan: WorldPlan, till: number, change: (visits: readonly Visit[]) => readonly Visit[]): WorldPlan {
  return { ...plan, tills: plan.tills.map((one, at) => (at === till ? { visits: change(one.visits) } : one)) }
}

/** Leaves out half, then quarters, down to single ones. */
async function dropFrom<Row>(
  rows: () => readonly Row[],
  put: (rows: readonly Row[]) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(rows().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = rows().length - size; at > -size; at -= size) {
      const from = Math.max(0, at)
      const left = [...rows().slice(0, from), ...rows().slice(at + size)]
      if (left.length < rows().length) await put(left)
    }
  }
}
