import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FoundChromium } from './found-chromium.ts'

const UNPACK_TIMEOUT_MS = 180_000

/** The folder of our caches; an account may have no home. */
function cacheFolder(): string {
  const asked = process.env.XDG_CACHE_HOME
  return asked?.startsWith('/') ? join(asked, 'comptoir') : join(tmpdir(), `comptoir-cache-${process.getuid?.() ?? 0}`)
}

/** Makes the cache ours alone: in a shared temporary folder somebody else may have made it first. */
async function claimCacheFolder(): Promise<string> {
  const folder = cacheFolder()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`${folder} belongs to somebody else`)
  }
  await chmod(folder, 0o700)
  return folder
}

/**
 * Unpacks the package in a process of its own: it reads its environment while it loads, and writes into the
 * temporary folder of that process. Both variables make it bring the shared libraries a bare machine lacks.
 */
function unpack(entry: string, folder: string): Promise<void> {
  const script = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => m.default.executablePath())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      TMPDIR: folder,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: UNPACK_TIMEOUT_MS,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`unpacking Chromium ended with ${signal ?? code}`)),
    )
  })
}

/** Fonts of the package only: a bare machine has no configuration, and pictures must not depend on the machine. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}

function describe(folder: string): FoundChromium {
  const libraries = join(folder, 'al2023', 'lib')
  const inherited = process.env.LD_LIBRARY_PATH
  return {
    path: join(folder, 'chromium'),
    source: '@sparticuz/chromium',
    headed: false,
    environment: {
      LD_LIBRARY_PATH: inherited ? `${libraries}:${inherited}` : libraries,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      HOME: process.env.HOME && existsSync(process.env.HOME) ? process.env.HOME : folder,
    },
  }
}

/**
 * The headless Chromium of the npm package, unpacked once per version. Two processes may ask at once: each
 * unpacks into a folder of its own and the first rename wins.
 * @returns null where the package has no build for this platform.
 */
export async function unpackBundledChromium(): Promise<FoundChromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  } catch {
    return null
  }
  const manifest = JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')) as { version: string }
  const cache = await claimCacheFolder()
  const folder = join(cache, `chromium-${manifest.version}`)
  if (!existsSync(join(folder, 'chromium'))) {
    const own = await mkdtemp(join(cache, 'unpacking-'))
    try {
      await unpack(entry, own)
      await writeFile(join(own, 'fonts.conf'), fontConfiguration(folder))
      await rename(own, folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
      })
    } finally {
      await rm(own, { recursive: true, force: true })
    }
  }
  return describe(folder)
}
