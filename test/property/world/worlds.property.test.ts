/**
 * Goal: the worlds of `npm run simulate` are worth what they say: a seed gives the same world for ever, planted faults
 * are found, and a failing world is cut down to a story that a person can read. (That the promises hold over many
 * worlds is the part `worlds` of `npm test`, and a run of its own.)
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { seededImage } from '#test/world/disk.ts'
import { huntMutant } from '#test/world/hunt-mutant.ts'
import { MUTANTS } from '#test/world/mutants.ts'
import { planWorld, type WorldPlan } from '#test/world/plan.ts'
import { planInWords } from '#test/world/plan-words.ts'
import { rememberHashes } from '#test/world/remembered-hashes.ts'
import { customersOf, type RunOptions, type RunResult, runWorlds } from '#test/world/run-worlds.ts'
import { shrinkPlan } from '#test/world/shrink.ts'
import { runWorld } from '#test/world/world.ts'

const SEED = 20_261_122
let image: Buffer

beforeAll(async () => {
  rememberHashes()
  image = await seededImage()
})

const mutantOf = (name: string) => MUTANTS.find((mutant) => mutant.name === name) ?? null

describe('a world', () => {
  it('goes the same way each time, and another way from another seed', async () => {
    const plan = planWorld({ seed: SEED, world: 0, customers: 25 })
    const first = await runWorld(plan, { image })
    const again = await runWorld(planWorld({ seed: SEED, world: 0, customers: 25 }), { image, tells: true })
    const other = await runWorld(planWorld({ seed: SEED, world: 1, customers: 25 }), { image })
    expect(first.payments).toBeGreaterThan(10)
    expect(again).toMatchObject({ digest: first.digest, faults: first.faults, recoveries: first.recoveries })
    expect(other.digest).not.toBe(first.digest)
    expect([...first.breaches, ...other.breaches]).toEqual([])
  })

  it('counts in its order, whichever of several ends first', async () => {
    const run = (atOnce: number, more: Partial<RunOptions> = {}) =>
      runWorlds({
        seed: SEED,
        payments: 40,
        worldsMin: 3,
        atOnce,
        ...more,
        worldAt: async (world, customers) => {
          if (world === 0) await new Promise((resolve) => setTimeout(resolve, 1))
          return runWorld(planWorld({ seed: SEED, world, customers }), { image })
        },
      })
    const one = await run(1)
    expect(one.worlds).toBeGreaterThanOrEqual(3)
    const parts: RunResult[] = []
    expect(await run(2, { onWorld: (done) => parts.push(done) })).toEqual(one)
    const [stopped] = parts
    if (stopped === undefined) throw new Error('nothing was counted')
    expect(await run(1, { from: stopped }), 'goes on where it was stopped').toEqual(one)
  })

  it('is as large as what was asked for', () => {
    expect(customersOf({ payments: 1_000_000, worldsMin: 1_000 })).toBeLessThan(1_000)
    expect(customersOf({ payments: 10, worldsMin: 10 })).toBe(1)
  })
})

describe('a planted fault', () => {
  it.each([
    ['reversal dropped', '3 unknown is a state'],
    ['journal after send', '5 after a kill'],
    ['card number kept in clear', '6 nothing in clear'],
    ['tip charged twice', '1 net charge'],
  ])('is found: %s', async (name, promise) => {
    const report = await huntMutant(name, { seed: SEED, paymentsMax: 500, image })
    expect(report.by?.promise).toBe(promise)
  })

  it('is told in a short story', async () => {
    const mutant = mutantOf('DE90 names another moment')
    const breaks = async (plan: WorldPlan) =>
      (await runWorld(plan, { image, mutant })).breaches.some((breach) => breach.promise === '1 net charge')
    const plan = planWorld({ seed: SEED, world: 0, customers: 12 })
    expect(await breaks(plan)).toBe(true)
    const shortest = await shrinkPlan(plan, breaks)
    const visits = shortest.tills.flatMap((till) => till.visits)
    // A customer whose answer is lost; or one who pays, and who brings it back.
    expect([1, 2]).toContain(visits.length)
    expect(visits.flatMap(({ faults }) => faults).length).toBeLessThanOrEqual(1)
    expect(planInWords(shortest).join('\n')).toMatch(/banks: .*\n {2}till \d, customer \d+: buys \d+ .*; card /)
    const { story } = await runWorld(shortest, { image, mutant, tells: true })
    expect(story.filter((line) => line.includes(' 0800 '))).toEqual([])
    expect(story.join('\n')).toContain('BROKEN 1 net charge')
  })
})
