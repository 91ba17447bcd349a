/**
 * Goal: whatever record of whatever operation the engine dies at, the host's own ledger and the till agree after the
 * restart. Method: one table, a row for each operation; the real engine as a process on the real simulators kills itself
 * by SIGKILL before or after its n-th record of the operation; a new life opens the same data.
 *
 * A part of all kills, drawn by a seed that is printed and that SEED=n draws again; all of them with SOAK=1. A new
 * operation joins by a row of `OPERATIONS`.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { atRest, CrashBench, killsAt, payRestInCash } from '#test/support/crash/crash-bench.ts'
import { drawnKills, SEED } from '#test/support/crash/drawn-kills.ts'
import { OPERATIONS } from '#test/support/crash/operations.ts'

/** Of each operation, where not all are tried. */
const KILLS_OF_EACH = 2

let bench: CrashBench

beforeAll(async () => {
  bench = await CrashBench.open({ cardExtras: { tipPercents: [5], cashbackLimitMinor: 5_000 } })
}, 60_000)
/** What one kill left wrong is told once: the next one begins with an engine of its own and no ticket. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await bench.end()
  await payRestInCash(await bench.start(null))
}, 120_000)
afterAll(async () => {
  console.log(`crash: SEED=${SEED}, ${bench.kills} engines killed in operations, they agreed ${bench.agreements} times`)
  await bench.close()
})

/** Those of which none is drawn are all tried elsewhere. */
const DRAWN = OPERATIONS.map((operation, index) => {
  const { from = 1, records, kills = KILLS_OF_EACH } = operation
  return [operation.name, operation, drawnKills(killsAt(from, records), index * 7, kills)] as const
}).filter(([, , kills]) => kills.length > 0)

describe.each(DRAWN)('the engine killed in %s', (_, { prepare, begin, settle }, kills) => {
  it.each(kills.map((kill) => [kill.moment, kill.at, kill] as const))(
    'agrees with the host: %s record %i',
    async (moment, at, kill) => {
      const before = await bench.start(null)
      const subject = await prepare(bench, before)
      const mortal = await bench.start(kill)
      const begun = begin(bench, mortal, subject).catch(() => {})
      await mortal.death()
      await begun
      const till = await bench.start(null)
      await settle?.(till, subject)
      await atRest(till)
      expect(await till.cardMinor(), `killed ${moment} record ${at}`).toBe(bench.hostNetMinor())
      expect(await till.heldMinor(), `held, killed ${moment} record ${at}`).toBe(bench.hostHeldMinor())
      expect(await till.loadedMinor(), `on gift cards, killed ${moment} record ${at}`).toBe(bench.hostLoadedMinor())
      bench.agreements += 1
      await payRestInCash(till)
    },
    240_000,
  )
})
