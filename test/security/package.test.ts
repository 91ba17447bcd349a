/**
 * Goal: what is installed holds the built program, what it runs on, and nothing else. Method: the packager itself
 * packs the project by `electron-builder.yml`, with a stand-in for Electron; then its archive is read back. Needs
 * `npm run build` before.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, matchesGlob } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { getConfig } from 'app-builder-lib/out/util/config/config.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { hasOwnPackages, type PackedProject, packProject, runPackager } from '#test/support/package/pack-project.ts'

const ROOT = join(import.meta.dirname, '../..')

const packageOf = (path: string) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null

/** How `@electron/fuses` tells a fuse that is on: its character in the file. */
const ON = '1'.charCodeAt(0)

describe.runIf(hasOwnPackages)('the packed program (needs node_modules as a folder, not a link)', () => {
  let packed: PackedProject
  const paths = () => packed.files.map(({ path }) => path)
  beforeAll(async () => {
    expect(existsSync(join(ROOT, 'out/main/main.js')), 'run the build first').toBe(true)
    packed = await packProject()
  }, 120_000)

  it('is the built program, whole, with its manifest', () => {
    const built = ['main', 'preload', 'renderer'].flatMap((part) =>
      readdirSync(join(ROOT, 'out', part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
        // For who builds screens.
        .filter((path) => !/^out\/renderer\/(assets\/)?gallery[.-]/.test(path)),
    )
    expect(built.length).toBeGreaterThan(5)
    expect(
      paths()
        .filter((path) => !path.startsWith('node_modules/'))
        .sort(),
    ).toEqual([...built, 'package.json'].sort())
    const manifest = JSON.parse(readFileSync(join(packed.extracted, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(manifest).toMatchObject({ name: 'comptoir', main: 'out/main/main.js', type: 'module' })
    expect(manifest).not.toHaveProperty('devDependencies')
    expect(manifest).not.toHaveProperty('scripts')
  })

  it('holds no source, no test, no simulator, no map and no Node for development', () => {
    expect(paths().filter((path) => /^(src|test|tools|docs|resources)\//.test(path))).toEqual([])
    expect(paths().filter((path) => /\.(ts|tsx|map|c|cpp|h)$/.test(path))).toEqual([])
    expect(
      paths().filter((path) =>
        /^node_modules\/(node-(linux|win|darwin)|electron|playwright|@sparticuz|vitest)/.test(path),
      ),
    ).toEqual([])
    const words = /\b(deriveInitialKey|deriveTransactionKey|decryptTrack|openPinBlock)\b|sourceMappingURL=/
    const ours = paths().filter((path) => /^out\/.*\.c?js$/.test(path))
    expect(ours.filter((path) => words.test(readFileSync(join(packed.extracted, path), 'utf8')))).toEqual([])
  })

  it('holds no key of the simulators', () => {
    const sources = readdirSync(join(ROOT, 'src/simulators'), { recursive: true, encoding: 'utf8' })
    const keys = sources
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => readFileSync(join(ROOT, 'src/simulators', name), 'utf8').match(/\b[0-9A-F]{32}\b/gi) ?? [])
    expect(keys.length).toBeGreaterThan(1)
    const text = paths()
      .filter((path) => path.startsWith('out/'))
      .map((path) => readFileSync(join(packed.extracted, path), 'latin1').toUpperCase())
      .join('\n')
    expect(keys.filter((key) => text.includes(key.toUpperCase()))).toEqual([])
  })

  it('holds the packages that the built program names, and those that these need', () => {
    const main = readFileSync(join(ROOT, 'out/main/main.js'), 'utf8')
    const named = [...main.matchAll(/^import .*?from "([^"]+)"/gm)].map(([, name]) => String(name))
    const wanted = named
      .filter((name) => !name.startsWith('node:') && name !== 'electron')
      // A package may be asked for one of its parts: `csv-parse/sync`.
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
    // Loaded by a till that has such a device, and by no other.
    const lazily = [...main.matchAll(/\bimport\("([^"]+)"\)/g)].map(([, name]) => String(name))
    expect(lazily).toContain('usb')
    const held = new Set(paths().flatMap((path) => packageOf(path) ?? []))
    expect(wanted.length).toBeGreaterThan(2)
    expect(wanted.filter((name) => !held.has(name))).toEqual([])
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    expect(
      Object.keys(dependencies).filter((name) => held.has(name) && ![...wanted, ...lazily].includes(name)),
    ).toEqual([])
  })

  it('unpacks the native modules of its system, and nothing more', () => {
    expect(packed.files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path)).toEqual([
      'node_modules/@serialport/bindings-cpp/prebuilds/linux-x64/@serialport+bindings-cpp.glibc.node',
      'node_modules/better-sqlite3/prebuilds/linux-x64.node',
      'node_modules/usb/prebuilds/linux-x64/node.napi.glibc.node',
    ])
    expect(packed.files.filter(({ path, isUnpacked }) => path.endsWith('.node') && !isUnpacked)).toEqual([])
  })

  it('runs on what it holds: every package loads, and a database and a serial port open or say why not', () => {
    const program = `
      const main = ${JSON.stringify(join(packed.extracted, 'out/main/main.js'))}
      const require = (await import('node:module')).createRequire(main)
      const names = ['@point-of-sale/receipt-printer-encoder', 'pino', 'zod']
      for (const name of names) require(name)
      const Database = require('better-sqlite3')
      const { SerialPort } = require('serialport')
      const row = new Database(':memory:').prepare('select 6 * 7 as answer').get()
      const devices = require('usb').usb.getDeviceList().length
      const port = await new Promise((resolve) =>
        new SerialPort({ path: '/dev/comptoir-none', baudRate: 9600 }, (error) => resolve(error?.message)))
      console.log(JSON.stringify({ row, port, devices, places: Object.keys(require.cache).filter((path) => path.endsWith('.node')) }))`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const { row, port, devices, places } = JSON.parse(stdout) as Record<'row' | 'devices', unknown> & {
      port: string
      places: string[]
    }
    expect(devices).toBeGreaterThanOrEqual(0)
    expect(row).toEqual({ answer: 42 })
    expect(port).toMatch(/No such file/)
    expect(places.length).toBeGreaterThan(0)
    expect(places.filter((path) => !path.startsWith(packed.extracted))).toEqual([])
  })

  it('opens for training at its first start, with its own screen', () => {
    const opener = join(ROOT, 'test/support/package/open-packed.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [opener, packed.extracted], { encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({
      errors: [],
      page: 200,
      answer: { ok: true, value: { slices: { till: { training: true }, status: { pad: { state: 'absent' } } } } },
    })
    expect(status).toBe(0)
  }, 90_000)

  it('has the fuses of a program that runs only itself', async () => {
    const wire = await getCurrentFuseWire(packed.electron)
    const states = Object.fromEntries(
      Object.entries(FuseV1Options)
        .filter(([, index]) => typeof index === 'number')
        .map(([name, index]) => [name, Number(wire[index as FuseV1Options]) === ON]),
    )
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
  })

  it('is offered in the menu under its name in every language, and never started without its sandbox', () => {
    for (const entry of [packed.deb.desktopEntry, packed.appImageDesktopEntry]) {
      expect(entry).toMatch(/^Name=Comptoir$/m)
      for (const generic of ['=Cash register', '[de]=Kasse', '[fr]=Caisse enregistreuse', '[pl]=Kasa']) {
        expect(entry).toContain(`\nGenericName${generic}\n`)
      }
      expect(entry).toMatch(/^Categories=Office;$/m)
      expect(entry).not.toContain('--no-sandbox')
    }
    expect(packed.deb.desktopEntry).toMatch(/^Exec=\/opt\/Comptoir\/comptoir %U$/m)
  })

  it('sets up on Debian what only root can, by scripts that a plain shell understands', () => {
    for (const script of [packed.deb.afterInstall, packed.deb.afterRemove]) {
      expect(script).not.toContain('$' + '{')
      expect(spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
    }
    expect(packed.deb.afterInstall).toContain("chmod 4755 '/opt/Comptoir/chrome-sandbox'")
    expect(packed.deb.afterInstall).toContain('udevadm control --reload')
    expect(packed.deb.afterRemove).toContain("rm -f '/usr/bin/comptoir'")
  })

  it('brings the device rules and its icons to their places on Debian', () => {
    const rules = 'resources/linux/70-comptoir-devices.rules=/usr/lib/udev/rules.d/70-comptoir-devices.rules'
    expect(packed.deb.arguments).toContain(rules)
    expect(existsSync(join(packed.folder, 'resources/linux/70-comptoir-devices.rules'))).toBe(true)
    const icons = packed.deb.arguments.flatMap(
      (each) => /=\/usr\/share\/icons\/hicolor\/(\d+)x\1\/apps\/comptoir\.png$/.exec(each)?.[1] ?? [],
    )
    expect(icons.map(Number).sort((one, other) => one - other)).toEqual([16, 24, 32, 48, 64, 128, 256, 512])
  })
})

describe('npm run package', () => {
  const out = () => mkdtempSync(join(tmpdir(), 'comptoir-package-'))
  const pack = (options: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [join(ROOT, 'tools/package.ts'), ...options], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })

  it('says in one sentence what is missing where Electron can not be had, and fails', () => {
    const { status, stdout, stderr } = pack(['--out', out()], {
      // None is found here, none in the cache, and nobody answers at the place to fetch it from.
      ELECTRON_OVERRIDE_DIST_PATH: join(ROOT, 'no-such-folder'),
      electron_config_cache: out(),
      ELECTRON_MIRROR: 'http://127.0.0.1:9/',
    })
    expect(stderr).toMatch(/^Electron \d+\.\d+\.\d+ for \S+ is missing and could not be fetched \(.+\).*\.\n$/)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  }, 60_000)

  it('fails when the packager does, with its reason', () => {
    const { status, stderr } = pack(['--dir', '--electron', join(ROOT, 'no-such-folder'), '--out', out()])
    expect(stderr).toMatch(/^The package could not be made: .*no-such-folder.*\n$/)
    expect(status).toBe(1)
  }, 60_000)
})

it('is checked against the schema of the packager: a misspelt fuse is refused', async () => {
  const misspelt = { electronFuses: { runAsNod: false } } as object
  await expect(runPackager(misspelt, () => {})).rejects.toThrow(/configuration\.electronFuses should be/)
})

describe('native modules of the other systems', () => {
  it.each([
    [
      'linux',
      'arm64',
      [
        '@serialport/bindings-cpp/prebuilds/linux-arm64/@serialport+bindings-cpp.armv8.glibc.node',
        'better-sqlite3/prebuilds/linux-arm64.node',
        'usb/prebuilds/linux-arm64/node.napi.armv8.node',
      ],
    ],
    [
      'win',
      'x64',
      [
        '@serialport/bindings-cpp/prebuilds/win32-x64/@serialport+bindings-cpp.node',
        'better-sqlite3/prebuilds/win32-x64.node',
        'usb/prebuilds/win32-x64/node.napi.node',
      ],
    ],
    [
      'mac',
      'arm64',
      [
        '@serialport/bindings-cpp/prebuilds/darwin-x64+arm64/@serialport+bindings-cpp.node',
        'better-sqlite3/prebuilds/darwin-arm64.node',
        'usb/prebuilds/darwin-x64+arm64/node.napi.node',
      ],
    ],
  ] as const)('%s %s gets one of each', async (system, arch, wanted) => {
    const config = await getConfig(ROOT, null, null)
    const patterns = [config.files, config[system]?.files]
      .flat()
      .flatMap((each) =>
        typeof each === 'string' ? [each] : [(each as { filter?: string | string[] } | null)?.filter ?? []].flat(),
      )
    const refused = patterns
      .filter((each) => each.startsWith('!'))
      .map((each) => each.slice(1).replaceAll(/\$\{arch\}/g, arch))
    const natives = ['better-sqlite3', '@serialport/bindings-cpp', 'usb'].flatMap((name) =>
      readdirSync(join(ROOT, 'node_modules', name, 'prebuilds'), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.node'))
        .map((file) => `node_modules/${name}/prebuilds/${file}`),
    )
    const kept = natives.filter((file) => !refused.some((pattern) => matchesGlob(file, pattern)))
    expect(kept.sort()).toEqual(wanted.map((file) => `node_modules/${file}`))
  })
})
