import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright'
import { unpackBundledChromium } from './bundled-chromium.ts'
import type { FoundChromium } from './found-chromium.ts'

const INSTALL_TIMEOUT_MS = 600_000

/** Names under which distributions and makers install it. */
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
]
const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

const isRoot = () => process.getuid?.() === 0

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const plain = (path: string, source: string): FoundChromium => ({ path, source, headed: true, environment: {} })

function fromEnvironment(): FoundChromium | null {
  const path = process.env.CHROMIUM
  if (!path) return null
  if (!isExecutable(path)) throw new Error(`CHROMIUM names ${path}, which cannot be started`)
  return plain(path, '$CHROMIUM')
}

function installed(): FoundChromium | null {
  const candidates =
    process.platform === 'win32'
      ? [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].flatMap((base) =>
          base ? WINDOWS_PATHS.map((path) => join(base, path)) : [],
        )
      : COMMANDS.flatMap((name) =>
          (process.env.PATH ?? '')
            .split(delimiter)
            .filter((folder) => folder !== '')
            .map((folder) => join(folder, name)),
        )
  const path = candidates.find(isExecutable)
  return path ? plain(path, 'installed on this machine') : null
}

function debianPackage(): FoundChromium | null {
  if (process.platform !== 'linux' || !isRoot() || !existsSync('/usr/bin/apt-get')) return null
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('/usr/bin/apt-get', ['-qq', ...args], { env: environment, timeout: INSTALL_TIMEOUT_MS }).status === 0
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', 'chromium')) return null
  const found = installed()
  return found && { ...found, source: 'the chromium package of this distribution' }
}

function ofTheTestTool(): FoundChromium | null {
  const here = () => (existsSync(chromium.executablePath()) ? plain(chromium.executablePath(), 'playwright') : null)
  const found = here()
  if (found) return found
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore', timeout: INSTALL_TIMEOUT_MS })
  return here()
}

/**
 * Finds a Chromium: `$CHROMIUM`, an installed one, the package from npm, Debian's package (as root), the test
 * tool's own. The last two may download, the first three never do.
 *
 * @param headed true when a window is wanted, which the one from npm cannot open.
 * @returns null when there is none.
 * @throws when `$CHROMIUM` names something that cannot be started.
 */
export async function findChromium({ headed }: { readonly headed: boolean }): Promise<FoundChromium | null> {
  const bundled = headed ? null : unpackBundledChromium
  return fromEnvironment() ?? installed() ?? (await bundled?.()) ?? debianPackage() ?? ofTheTestTool()
}

/**
 * Options of ours, never those of the package from npm, which switch web security off. The browser's own sandbox
 * stays on except for root, for whom Chromium refuses to start with it; the one from npm comes without the
 * set-uid part, so it is told to use user namespaces alone.
 */
export function launchOptions(found: FoundChromium, { headed }: { readonly headed: boolean }): LaunchOptions {
  return {
    executablePath: found.path,
    headless: !headed,
    chromiumSandbox: !isRoot(),
    args: [
      '--disable-gpu',
      '--disable-crash-reporter',
      '--font-render-hinting=none',
      ...(found.headed ? [] : ['--disable-setuid-sandbox']),
    ],
    env: { ...definedEnvironment(), ...found.environment },
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** Finds and starts one, and prints what it took. Throws with one sentence when there is none. */
export async function launchChromium({ headed = false }: { readonly headed?: boolean } = {}): Promise<Browser> {
  const found = await findChromium({ headed })
  if (!found) throw new Error('No Chromium was found. Install one, or name it in the variable CHROMIUM.')
  const browser = await chromium.launch(launchOptions(found, { headed }))
  console.log(`Chromium ${browser.version()}: ${found.path} (${found.source})`)
  return browser
}
