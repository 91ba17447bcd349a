import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { findChromium } from '#main/browser/find-chromium.ts'
import type { FoundChromium } from '#main/browser/found-chromium.ts'
import { openAppWindow } from '#main/browser/open-app-window.ts'
import { serveLoopback } from '#main/carriers/loopback-server.ts'
import { startTillProcess, tillArguments } from '#main/carriers/process-endpoint.ts'
import type { RunningTill, TillOptions } from '#main/running-till.ts'
import { unprinted } from '#main/screen/close-question.ts'
import { readServedFiles } from '#main/screen/served-files.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { OTHER_HOSTS, otherHosts } from './stage/other-hosts.ts'

/**
 * `npm start`: the till in training mode with its simulators. It takes Electron if its binary is here, else a
 * Chromium window over the loopback; without a display it runs the tour. Ctrl-C, or closing the window, ends all.
 */
const ROOT = join(import.meta.dirname, '..')

const HELP = `npm start -- [options]

  --data DIR          Folder of the training data (default: the data folder of this account).
  --empty             Begin without the training shop, with the first run, in a folder of its own.
  --fetch-electron    Fetch Electron's binary first, from the address its own installer uses.
  --help              This text.`

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    empty: { type: 'boolean', default: false },
    'fetch-electron': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** Electron's program, if it was fetched. Importing `electron` would start the download, so its files are read. */
function electronBinary(): string | null {
  const folder = join(ROOT, 'node_modules/electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return null
  const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(note, 'utf8'))
  return existsSync(path) ? path : null
}

function fetchElectron(): void {
  const installer = join(ROOT, 'node_modules/electron/install.js')
  if (spawnSync(process.execPath, [installer], { stdio: 'inherit' }).status !== 0) {
    console.log('Electron could not be fetched; going on without it.')
  }
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

/** Where this account keeps data of programs; an account may have no home. */
function accountDataFolder(): string {
  const home = process.env.HOME || process.env.USERPROFILE ? homedir() : tmpdir()
  const base =
    process.platform === 'win32'
      ? (process.env.APPDATA ?? home)
      : process.platform === 'darwin'
        ? join(home, 'Library/Application Support')
        : process.env.XDG_DATA_HOME || join(home, '.local/share')
  return join(base, 'comptoir', values.empty ? 'first-run' : 'training')
}

/** Runs a program to its end. The terminal's Ctrl-C reaches it as well as us. */
function runToEnd(file: string, args: readonly string[]): Promise<number> {
  const child = spawn(file, args, { cwd: ROOT, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

async function startSimulators(folder: string): Promise<readonly [SimulatorHandle, SimulatorHandle, SimulatorHandle]> {
  return Promise.all([
    startSimulator('abecs-pad', ['--ksn-state', join(folder, 'pad-keys.json')]),
    // The simulated bank remembers its day: a till that is closed at noon must still agree in the evening.
    startSimulator('acquirer-host', [
      '--ledger',
      join(folder, 'host-ledger.jsonl'),
      '--book',
      join(folder, 'host-book.json'),
      ...OTHER_HOSTS,
    ]),
    startSimulator('escpos-printer', ['--out', join(folder, 'tickets')]),
  ])
}

async function inElectron(binary: string, options: TillOptions): Promise<number> {
  return runToEnd(binary, [ROOT, ...tillArguments(options)])
}

async function inChromium(found: FoundChromium, options: TillOptions): Promise<number> {
  const till = await startTillProcess(options)
  if (!till.ok) {
    console.error(errorSentence(till.error, 'en'))
    return 1
  }
  try {
    await showUntilClosed(found, till.value)
    return 0
  } finally {
    await till.value.close()
  }
}

/** Resolves when the person closes the window or interrupts. */
async function showUntilClosed(found: FoundChromium, till: RunningTill): Promise<void> {
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  const server = await serveLoopback(readServedFiles(join(ROOT, 'out/renderer')))
  try {
    const window = await openAppWindow({ found, till, server })
    await Promise.race([window.closed, interrupted])
    await window.close()
    const left = await unprinted(till)
    if (left !== null)
      console.log(`Not printed yet; what waits is printed at the next start.\n  ${left.lines.join('\n  ')}`)
  } finally {
    await server.close()
  }
}

async function withSimulators(show: (options: TillOptions) => Promise<number>): Promise<number> {
  const dataFolder = values.data ?? accountDataFolder()
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const simulators = await startSimulators(dataFolder)
  const [pad, host, printer] = simulators
  console.log('Comptoir, training mode')
  console.log(`  data     ${dataFolder}`)
  console.log(`  tickets  ${join(dataFolder, 'tickets')}`)
  for (const { name, endpoint } of simulators) console.log(`  ${name.padEnd(15)} ${endpoint}`)
  if (pad.page) console.log(`  Present test cards at the pad's own page: ${pad.page}`)
  console.log('  Ctrl-C ends all.')
  try {
    return await show({
      dataFolder,
      training: true,
      ...(values.empty ? { empty: true } : {}),
      padEndpoint: pad.endpoint,
      hostEndpoint: host.endpoint,
      ...otherHosts(host),
      printerEndpoint: printer.endpoint,
    })
  } finally {
    await Promise.all(simulators.map((simulator) => simulator.stop()))
  }
}

async function start(): Promise<number> {
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (values['fetch-electron']) fetchElectron()
  if (!hasDisplay()) {
    console.log('No display: a whole day at the till runs by itself instead (npm run tour).')
    // A folder a day: the tour mixes nothing with an earlier one.
    const day = new Date().toISOString().replace(/[:.]/g, '-')
    return runToEnd(process.execPath, [join(ROOT, 'tools/tour.ts'), '--out', join(ROOT, 'tour-out', day)])
  }
  const electron = electronBinary()
  if (electron) return withSimulators((options) => inElectron(electron, options))
  const found = await findChromium({ headed: true })
  if (!found) {
    console.error('Neither Electron (npm start -- --fetch-electron) nor a Chromium with a window was found.')
    return 1
  }
  console.log(`Chromium: ${found.path} (${found.source})`)
  return withSimulators((options) => inChromium(found, options))
}

try {
  process.exitCode = await start()
} catch (error) {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n')
  console.error(`Comptoir could not be shown: ${reason}`)
  process.exitCode = 1
}
