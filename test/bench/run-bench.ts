import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BenchCase, type Figures, figuresOf, type Peer } from './bench-case.ts'

/** Enough that one disturbed run does not decide. */
const RUNS = 7

interface BenchResult {
  readonly name: string
  readonly unit: string
  readonly ours: Figures
  readonly peers: readonly { readonly name: string; readonly median: number }[]
  /** How many times better than the best peer; null without one. */
  readonly ratio: number | null
}

interface BenchOptions {
  readonly json: string | null
  /** The name of a case, or the beginning of several. */
  readonly only: string | null
  readonly peers: string | null
}

const USAGE = 'Usage: npm run bench -- [--json FILE] [--only NAME] [--peers DIR]'

function readOptions(argv: readonly string[]): BenchOptions {
  const options: Record<string, string | null> = { json: null, only: null, peers: null }
  for (let index = 0; index < argv.length; index += 2) {
    const name = argv[index]?.replace(/^--/, '') ?? ''
    const value = argv[index + 1]
    if (!(name in options) || value === undefined) throw new Error(USAGE)
    options[name] = value
  }
  return options as unknown as BenchOptions
}

async function readCases(only: string | null): Promise<readonly BenchCase[]> {
  const folder = join(import.meta.dirname, 'cases')
  const modules = await Promise.all(
    globSync('*.ts', { cwd: folder })
      .sort()
      .map(
        (name) => import(join(folder, name)) as Promise<{ benchCase?: BenchCase; benchCases?: readonly BenchCase[] }>,
      ),
  )
  const cases = modules.flatMap(({ benchCase, benchCases }) => benchCases ?? (benchCase ? [benchCase] : []))
  return cases.filter(({ name }) => only === null || name === only || name.startsWith(`${only}.`))
}

/** Ours, each peer, ours again: what disturbs the machine for a while disturbs all. */
async function runCase(bench: BenchCase, peersFolder: string | null): Promise<BenchResult> {
  const { name, unit, runs = RUNS } = bench
  const peers: readonly Peer[] = peersFolder === null ? [] : ((await bench.peers?.(peersFolder)) ?? [])
  const ours: number[] = []
  const theirs = peers.map((): number[] => [])
  try {
    // The first run of a rate is that of code which was never run before.
    if (unit === 'per second') for (const { measure } of [bench, ...peers]) await measure()
    for (let run = 0; run < runs; run += 1) {
      ours.push(...(await bench.measure()))
      for (const [index, peer] of peers.entries()) theirs[index]?.push(...(await peer.measure()))
    }
  } finally {
    await bench.close?.()
  }
  const figures = figuresOf(ours, unit)
  const medians = peers.map((peer, index) => ({ name: peer.name, median: figuresOf(theirs[index] ?? [], unit).median }))
  return { name, unit, ours: figures, peers: medians, ratio: ratioOf(figures.median, medians, unit) }
}

function ratioOf(median: number, peers: BenchResult['peers'], unit: BenchCase['unit']): number | null {
  if (peers.length === 0) return null
  const best = unit === 'per second' ? Math.max : Math.min
  const peer = best(...peers.map((each) => each.median))
  return Number((unit === 'per second' ? median / peer : peer / median).toFixed(2))
}

const written = (value: number, unit: string) =>
  unit === 'per second' ? `${Math.round(value).toLocaleString('en')} a second` : `${value.toFixed(2)} ${unit}`

function rowOf({ name, unit, ours, peers, ratio }: BenchResult, { aim }: BenchCase): string {
  const parts = [
    `${name}: median ${written(ours.median, unit)}, p95 ${written(ours.p95, unit)}`,
    aim !== undefined && `aim ${written(aim, unit)}`,
    ...peers.map((peer) => `${peer.name} ${written(peer.median, unit)}`),
    ratio !== null && `${ratio} times the best of them`,
  ]
  return parts.filter(Boolean).join(' · ')
}

try {
  const options = readOptions(process.argv.slice(2))
  const cases = await readCases(options.only)
  if (cases.length === 0) throw new Error(`There is no case "${options.only}".`)
  if (options.peers === null && cases.some(({ peers }) => peers)) {
    console.log('Other programs are not measured: name a folder that they may be put into, --peers DIR.')
  }
  const benchmarks: BenchResult[] = []
  for (const bench of cases) {
    const result = await runCase(bench, options.peers)
    benchmarks.push(result)
    console.log(rowOf(result, bench))
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify({ benchmarks }, null, 2)}\n`)
  }
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
}
