import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Arch, build, type Configuration, Platform } from 'electron-builder'

/**
 * `npm run package`: packages of the built program for the system and processor it runs on, by `electron-builder.yml`:
 * deb and AppImage on Linux, an installer on Windows, a dmg on macOS.
 */
const ROOT = join(import.meta.dirname, '..')
const ELECTRON = join(ROOT, 'node_modules/electron')

const HELP = `npm run package -- [options]

  --dir             The program as a folder, without the installers: nothing but Electron is fetched for it.
  --electron DIR    Electron's release, unpacked in DIR, instead of fetching it.
  --out DIR         Where the packages go (default: dist).
  --help            This text.`

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    electron: { type: 'string' },
    out: { type: 'string', default: join(ROOT, 'dist') },
    help: { type: 'boolean', default: false },
  },
})

/** Fetches Electron unless it is here. Answers why it is missing, in one sentence, or null. */
function missingElectron(): string | null {
  const { status, stderr } = spawnSync(process.execPath, [join(ELECTRON, 'install.js')], { encoding: 'utf8' })
  if (status === 0) return null
  const { version } = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8')) as { version: string }
  const reason =
    /^\w*Error:? (.+)$/m.exec(stderr)?.[1] ?? stderr.split('\n').find((line) => line.trim()) ?? `exit ${status}`
  return `Electron ${version} for ${process.platform}-${process.arch} is missing and could not be fetched (${reason}); run this again with access to github.com, or with ELECTRON_MIRROR set to a copy of its releases.`
}

async function pack(): Promise<number> {
  const missing = values.electron ? null : missingElectron()
  if (missing !== null) {
    console.error(missing)
    return 1
  }
  const config: Configuration = {
    electronDist: resolve(values.electron ?? join(ELECTRON, 'dist')),
    directories: { output: resolve(values.out) },
    // The sample program that Electron opens when it finds no other.
    afterExtract: ({ packager, appOutDir }) =>
      rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true }),
  }
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64
  const targets = Platform.current().createTarget(values.dir ? 'dir' : null, arch)
  try {
    await build({ projectDir: ROOT, targets, config, publish: 'never' })
    console.log(`The result is in ${values.out}.`)
    return 0
  } catch (thrown) {
    const [reason] = String(thrown instanceof Error ? thrown.message : thrown).split('\n')
    console.error(`The package could not be made: ${reason}`)
    return 1
  }
}

if (values.help) console.log(HELP)
// Said at once: the packager's own hooks at the end of the process forget a code that was only noted.
else process.exit(await pack())
