// Every npm script comes here. Plain JavaScript for any Node from 18: it finds the Node 24 that npm brought (a
// package per platform, so that no install script and no download is needed), else a system Node from 22.14,
// and runs the rest of the product on it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The file inside `node_modules` that a command of a package starts. */
const bin = (path) => join(root, 'node_modules', path)

function findNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const file = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file)) return file
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 14)) return process.execPath
  console.error(
    `Comptoir needs Node 22.14 or newer on this platform (${process.platform} ${process.arch}); this is ${process.versions.node}. Install it, then run npm ci again.`,
  )
  process.exit(1)
}

const node = findNode()
const env = {
  ...process.env,
  PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
}

function run(...args) {
  const { status, signal, error } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env })
  if (error) throw error
  return signal ? 1 : (status ?? 1)
}

/** Runs them beside each other. @returns the first code that is none of success, in their order. */
async function runBeside(commands) {
  const codes = await Promise.all(
    commands.map(
      (args) =>
        new Promise((resolve, reject) => {
          const child = spawn(node, args, { cwd: root, stdio: 'inherit', env })
          child.once('error', reject)
          child.once('close', (status, signal) => resolve(signal ? 1 : (status ?? 1)))
        }),
    ),
  )
  return codes.find((code) => code !== 0) ?? 0
}

/**
 * What is compiled apart because it knows less or more than the rest: the contract knows no Node, the screen knows the browser. The
 * other rooms are compiled with the tests and tools, by the same options; `tsc -p src/ROOM` does one of them alone. Who
 * may import whom is held by `unit/architecture.test.ts`.
 */
const TYPE_PROJECTS = ['src/contract', 'src/renderer', '.']
const TEST_FOLDERS = ['unit', 'conformance', 'property', 'security', 'crash', 'e2e']
/** Of these many small files each worker reads the product once, not anew for each: none of them changes what others see. */
const SHARED_MODULES = ['unit', 'conformance', 'property']

/** Of these most of the time is waiting, for devices, for processes to start, for a screen to be drawn: more of them wait side by side. */
const WORKERS = { conformance: '3', security: '3', crash: '3', e2e: '3' }

const PARTS = {
  types: () =>
    // Checkers of one program know nothing of each other and do much of the same work: one for each, and the programs at once.
    runBeside(TYPE_PROJECTS.map((project) => [bin('typescript/bin/tsc'), '-p', project, '--checkers', '1'])),
  lint: () => run(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'),
  build: () => run(bin('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'),
  ...Object.fromEntries(
    TEST_FOLDERS.map((folder) => [
      folder,
      () =>
        run(
          bin('vitest/vitest.mjs'),
          'run',
          `test/${folder}`,
          ...(SHARED_MODULES.includes(folder) ? ['--no-isolate'] : []),
          ...(WORKERS[folder] ? ['--maxWorkers', WORKERS[folder]] : []),
        ),
    ]),
  ),
}
/** Worlds run through the whole product, and a core knows few of its pages at a time: large ones make fewer. Where there are none, nothing is said. */
const WORLDS = ['--use-largepages=silent', 'tools/simulate.ts']
/** Worlds and payments that `npm test` lives through; the same each time. */
PARTS.worlds = () => run(...WORLDS, '--seed', '1', '--payments', '20000')

/** What `npm test` runs, in this order: the quick ones first, the screen built before it is driven. */
const TEST_PARTS = ['types', 'lint', 'unit', 'property', 'worlds', 'conformance', 'build', 'security', 'crash', 'e2e']

async function test(names) {
  const times = []
  for (const name of names.length > 0 ? names : TEST_PARTS) {
    const part = PARTS[name]
    if (!part) {
      console.error(`There is no part "${name}". Parts: ${TEST_PARTS.join(', ')}.`)
      return 1
    }
    const startedAt = Date.now()
    console.log(`\n── ${name} ──`)
    const code = await part()
    times.push([name, (Date.now() - startedAt) / 1000, code])
    if (code !== 0) break
  }
  console.log('\nTime of each part:')
  for (const [name, seconds, code] of times)
    console.log(`  ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${code === 0 ? 'passed' : 'FAILED'}`)
  console.log(
    `  ${'total'.padEnd(12)} ${times
      .reduce((sum, [, seconds]) => sum + seconds, 0)
      .toFixed(1)
      .padStart(6)} s`,
  )
  return times.some(([, , code]) => code !== 0) ? 1 : 0
}

/** Files whose tests draw a part of all places of trouble; SOAK=1 has them try every one. */
const SOAK_FILES = [
  'test/crash/fault-at-every-byte.test.ts',
  'test/crash/kill-every-operation.test.ts',
  'test/crash/kill-at-every-record.test.ts',
  'test/crash/kill-in-the-queue.test.ts',
  'test/crash/kill-in-the-upload.test.ts',
  'test/crash/kill-at-the-pump.test.ts',
  'test/crash/fault-at-every-secure-byte.test.ts',
  'test/conformance/acquirer/byte-faults.test.ts',
  'test/conformance/printers/troubled-printer.test.ts',
  'test/conformance/terminals/byte-faults.test.ts',
  'test/e2e/screens/every-even-state.e2e.ts',
  'test/e2e/screens/every-odd-state.e2e.ts',
]

function soak() {
  env.SOAK = '1'
  return PARTS.build() || run(bin('vitest/vitest.mjs'), 'run', ...SOAK_FILES)
}

const COMMANDS = {
  test,
  build: () => PARTS.build(),
  check: async () => (await PARTS.types()) || PARTS.lint(),
  format: () => run(bin('@biomejs/biome/bin/biome'), 'check', '--write', '.'),
  start: (args) => PARTS.build() || run('tools/start.ts', ...args),
  tour: (args) => PARTS.build() || run('tools/tour.ts', ...args),
  package: (args) => PARTS.build() || run('tools/package.ts', ...args),
  /** Every component in every state, themes and densities, drawn anew as it is changed. */
  gallery: (args) =>
    run(bin('vite/bin/vite.js'), 'src/renderer', '--host', '127.0.0.1', '--open', '/gallery.html', ...args),
  machines: () => run('tools/draw-machines.ts'),
  /** Trouble at every single byte, where the tests draw a part: takes an hour or more. */
  soak: () => soak(),
  /** Worlds of tills, banks and trouble, in their own time: which promises hold. */
  simulate: (args) => run(...WORLDS, ...args),
  bench: (args) => run('test/bench/run-bench.ts', ...args),
}

// Ctrl-C reaches every process of the terminal; this one waits until the command below has put itself away.
process.on('SIGINT', () => {})

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  console.error(`Usage: node tools/run.mjs ${Object.keys(COMMANDS).join('|')}`)
  process.exit(2)
}
process.exit(await command(args))
