/**
 * Lives through worlds (see `test/world`) and says which promises held:
 *
 *   npm run simulate -- [--seed N] [--payments N] [--worlds N] [--workers N] [--json FILE [--resume]]
 *   npm run simulate -- --seed N --payments N --worlds N --world W      one world of that run, with its story if it fails
 *   npm run simulate -- --mutants [--only NAME]                          plants faults into the product, one at a time
 *
 * The result depends on seed, payments and worlds alone, not on the number of workers. FILE holds at any time what is known so
 * far (`isWhole` when it is all); with --resume a run that was stopped goes on from there, on the commit it began on. The exit
 * code is 1 when a promise broke, or a mutant was not found.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { replaceFile } from '#simulators/process/replace-file.ts'
import { DEED_NAMES } from '#test/world/deeds.ts'
import { FAULT_KINDS } from '#test/world/faults.ts'
import type { MutantReport } from '#test/world/hunt-mutant.ts'
import type { WorldPlan } from '#test/world/plan.ts'
import { customersOf, type RunResult, runWorlds, type WorldSummary } from '#test/world/run-worlds.ts'
import type { WorkerTask } from '#test/world/world-worker.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    payments: { type: 'string', default: '20000' },
    worlds: { type: 'string', default: '1' },
    world: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    json: { type: 'string' },
    resume: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
const seed = Number(values.seed)
const payments = Number(values.payments)
const worldsMin = Number(values.worlds)
/** Every mutant has to be found within so many. */
const MUTANT_PAYMENTS_MAX = 20_000
const PROGRESS_MS = 10_000
/** Nearly all that a world makes is gone at once: with room for more of it, it is gone before anybody looks. */
const ROOMY = { maxYoungGenerationSizeMb: 96 }
/** Each thread reads the product's hundreds of modules for itself; what it made of their text is kept for the next run. */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/worlds', import.meta.url))

/** Hands tasks to threads, each of which does one at a time. */
class Hands {
  readonly #idle: Worker[]
  readonly #all: readonly Worker[]
  readonly #waiting: ((worker: Worker) => void)[] = []

  constructor(count: number) {
    const file = new URL('../test/world/world-worker.ts', import.meta.url)
    const env = { NODE_COMPILE_CACHE: COMPILED, ...process.env }
    this.#all = Array.from({ length: count }, () => new Worker(file, { resourceLimits: ROOMY, env }))
    this.#idle = [...this.#all]
  }

  async do<Answer>(task: WorkerTask): Promise<Answer> {
    const worker = this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)))
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (message: Answer) => {
        worker.off('error', reject)
        resolve(message)
      })
      worker.postMessage(task)
    })
    const next = this.#waiting.shift()
    if (next) next(worker)
    else this.#idle.push(worker)
    return answer
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()))
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}

/** The product in this thread. Workers load it for themselves, and would wait for their core while this thread did, too. */
async function openWorlds() {
  const { planWorld } = await import('#test/world/plan.ts')
  const { rememberHashes } = await import('#test/world/remembered-hashes.ts')
  const { seededImage } = await import('#test/world/disk.ts')
  const { runWorld } = await import('#test/world/world.ts')
  rememberHashes()
  const image = await seededImage()
  return {
    planOf: (world: number) => planWorld({ seed, world, customers: customersOf({ payments, worldsMin }) }),
    run: (plan: WorldPlan, tells = false) => runWorld(plan, { image, tells }),
  }
}

type Worlds = Awaited<ReturnType<typeof openWorlds>>

/** Runs a failing world again, leaves out what it does not need, and tells the rest. */
async function tellStory({ planOf, run }: Worlds, world: number): Promise<void> {
  const { planInWords } = await import('#test/world/plan-words.ts')
  const { shrinkPlan } = await import('#test/world/shrink.ts')
  const plan = planOf(world)
  const first = (await run(plan)).breaches[0]
  if (first === undefined) return
  const shortest = await shrinkPlan(plan, async (candidate) =>
    (await run(candidate)).breaches.some(({ promise }) => promise === first.promise),
  )
  const { story, breaches } = await run(shortest, true)
  console.log(`\nThe shortest story of world ${plan.seed}:`)
  for (const line of planInWords(shortest)) console.log(line)
  console.log()
  for (const line of story) console.log(line)
  for (const { promise, text } of breaches) console.log(`broken: ${promise}: ${text}`)
}

async function oneWorld(world: number): Promise<number> {
  const worlds = await openWorlds()
  const { breaches, digest, payments: lived } = await worlds.run(worlds.planOf(world))
  console.log(`World ${world} of seed ${seed}: ${lived} payments, ${breaches.length} broken, digest ${digest}`)
  if (breaches.length > 0) await tellStory(worlds, world)
  return breaches.length > 0 ? 1 : 0
}

type RunFile = RunResult & {
  readonly isWhole: boolean
  readonly seconds: number
  readonly commit: string
  readonly seed: number
  readonly asked: { readonly payments: number; readonly worlds: number }
  readonly command: string
}

const COMMAND = `npm run simulate -- ${process.argv.slice(2).join(' ')}`

/** What was known when the run was stopped; null for a run that begins. Throws when it was a run of something else. */
function stoppedRun(): RunFile | null {
  if (!values.resume || values.json === undefined || !existsSync(values.json)) return null
  const file = JSON.parse(readFileSync(values.json, 'utf8')) as RunFile
  const isSame = file.commit === commit() && file.seed === seed
  if (!isSame || file.asked.payments !== payments || file.asked.worlds !== worldsMin)
    throw new Error(`${values.json} is of another run: ${file.command} on ${file.commit}`)
  return file
}

function keep(result: RunResult, seconds: number, isWhole: boolean): void {
  if (values.json === undefined) return
  const asked = { payments, worlds: worldsMin }
  const file: RunFile = { ...result, isWhole, seconds, commit: commit(), seed, asked, command: COMMAND }
  replaceFile(values.json, `${JSON.stringify(file, null, 2)}\n`)
}

async function manyWorlds(hands: Hands): Promise<number> {
  const startedAt = Date.now()
  const from = stoppedRun()
  const secondsNow = () => Math.round(((from?.seconds ?? 0) + (Date.now() - startedAt) / 1_000) * 10) / 10
  let told = startedAt
  let brokenTold = 0
  const result = await runWorlds({
    seed,
    payments,
    worldsMin,
    atOnce: Number(values.workers),
    worldAt: (world, customers) => hands.do<WorldSummary>({ kind: 'world', seed, world, customers }),
    ...(from && { from: resultOf(from) }),
    onWorld: (done) => {
      for (const { world, promise, text } of done.broken.slice(brokenTold)) {
        console.log(`broken in world ${world}: ${promise}: ${text}`)
      }
      brokenTold = done.broken.length
      if (Date.now() - told < PROGRESS_MS) return
      told = Date.now()
      keep(done, secondsNow(), false)
      const rate = Math.round((done.payments - (from?.payments ?? 0)) / ((told - startedAt) / 1_000))
      console.log(`${done.payments} payments in ${done.worlds} worlds, ${done.broken.length} broken, ${rate} a second`)
    },
  })
  keep(result, secondsNow(), true)
  tellResult(result, secondsNow())
  const [first] = result.broken
  if (first) await tellStory(await openWorlds(), first.world)
  console.log(result.broken.length === 0 ? 'No promise was broken.' : `${result.broken.length} promises were broken.`)
  return result.broken.length === 0 ? 0 : 1
}

const resultOf = ({ payments: lived, worlds, broken, faults, deeds, recoveries }: RunFile): RunResult => ({
  payments: lived,
  worlds,
  broken,
  faults,
  deeds,
  recoveries,
})

function tellResult({ payments: lived, worlds, recoveries, faults, deeds }: RunResult, seconds: number): void {
  console.log(`\n${lived} payments in ${worlds} worlds, ${recoveries} recoveries, ${seconds} s`)
  for (const kind of FAULT_KINDS) console.log(`  ${kind.padEnd(28)} ${String(faults[kind]).padStart(8)}`)
  console.log('Of what was done:')
  for (const name of DEED_NAMES) console.log(`  ${name.padEnd(36)} ${String(deeds[name]).padStart(8)}`)
  const never = FAULT_KINDS.filter((kind) => faults[kind] === 0)
  if (never.length > 0) console.log(`Never struck: ${never.join(', ')}`)
}

async function allMutants(hands: Hands): Promise<number> {
  const { MUTANTS } = await import('#test/world/mutants.ts')
  const names = MUTANTS.map(({ name }) => name).filter((name) => values.only === undefined || name === values.only)
  const reports = await Promise.all(
    names.map(async (name) => {
      const task = { kind: 'mutant', name, seed, paymentsMax: MUTANT_PAYMENTS_MAX } as const
      const report = await hands.do<MutantReport>(task)
      const found = report.foundAfterPayments === null ? 'NOT FOUND' : `after ${report.foundAfterPayments} payments`
      console.log(`${name.padEnd(52)} ${found.padEnd(24)} ${report.by?.promise ?? ''}: ${report.by?.text ?? ''}`)
      return report
    }),
  )
  const missed = reports.filter(({ foundAfterPayments }) => foundAfterPayments === null)
  if (values.json !== undefined)
    replaceFile(values.json, `${JSON.stringify({ seed, commit: commit(), mutants: reports }, null, 2)}\n`)
  console.log(`${reports.length - missed.length} of ${reports.length} mutants found.`)
  return missed.length === 0 ? 0 : 1
}

if (values.world !== undefined) process.exitCode = await oneWorld(Number(values.world))
else {
  const hands = new Hands(Number(values.workers))
  process.exitCode = values.mutants ? await allMutants(hands) : await manyWorlds(hands)
  await hands.end()
}
