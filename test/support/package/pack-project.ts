import { lstatSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, getRawHeader } from '@electron/asar'
import { Arch, build, type Configuration, Platform } from 'electron-builder'

const ROOT = join(import.meta.dirname, '../../..')

/** The packager asks npm what is installed, and npm follows no link in the place of node_modules. */
export const hasOwnPackages = !lstatSync(join(ROOT, 'node_modules')).isSymbolicLink()

/**
 * Stands in for Electron's program: the mark that `@electron/fuses` looks for, the version of the fuses, how many, and
 * each as Electron 45 ships it (`1` on, `0` off, `r` removed).
 */
const FUSE_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES_AS_SHIPPED = '10110001'

/** A folder that the packager takes for an unpacked release of Electron. */
function makeElectron(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-electron-'))
  mkdirSync(join(folder, 'resources'))
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  const wire = Buffer.concat([Buffer.from([1, FUSES_AS_SHIPPED.length]), Buffer.from(FUSES_AS_SHIPPED)])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from(FUSE_MARK), wire]))
  return folder
}

/** A file of the archive by its path with `/`. */
export interface PackedFile {
  readonly path: string
  readonly isUnpacked: boolean
}

export interface PackedProject {
  /** What would be installed as /opt/Comptoir. */
  readonly folder: string
  readonly electron: string
  readonly files: readonly PackedFile[]
  /** The archive and what is unpacked beside it, laid out as files. */
  readonly extracted: string
  readonly deb: DebPackage
  readonly appImageDesktopEntry: string
}

/** What the maker of Debian packages would have been told. */
export interface DebPackage {
  readonly arguments: readonly string[]
  readonly desktopEntry: string
  readonly afterInstall: string
  readonly afterRemove: string
}

/** Read while they are told: the packager takes its files away at the end. */
function readDeb([given, desktopFile]: readonly [readonly string[], string]): DebPackage {
  const fileAfter = (option: string) => readFileSync(given[given.indexOf(option) + 1] ?? '', 'utf8')
  return {
    arguments: given,
    desktopEntry: readFileSync(desktopFile, 'utf8'),
    afterInstall: fileAfter('--after-install'),
    afterRemove: fileAfter('--after-remove'),
  }
}

function listFiles(node: object, under = ''): readonly PackedFile[] {
  const { files } = node as { readonly files: Readonly<Record<string, { files?: object; unpacked?: boolean }>> }
  return Object.entries(files).flatMap(([name, entry]) =>
    entry.files
      ? listFiles(entry, `${under}${name}/`)
      : [{ path: `${under}${name}`, isUnpacked: entry.unpacked === true }],
  )
}

/** Lets the packager pack a configuration of this project; `told` hears what it would tell the makers of packages. */
export async function runPackager(config: Configuration, told: (options: unknown) => void): Promise<void> {
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget(['deb', 'AppImage'], Arch.x64),
    config,
    publish: 'never',
    effectiveOptionComputed: async (options: unknown) => {
      told(options)
      // Ends the target here, before its tools would be fetched.
      return true
    },
  })
}

/** Packs the built project for Linux x64 as `electron-builder.yml` says, with a stand-in for Electron. */
export async function packProject(): Promise<PackedProject> {
  const output = mkdtempSync(join(tmpdir(), 'comptoir-package-'))
  let deb: DebPackage | null = null
  let appImageDesktopEntry = ''
  await runPackager({ electronDist: makeElectron(), directories: { output } }, (options) => {
    if (Array.isArray(options)) deb = readDeb(options as [string[], string])
    else appImageDesktopEntry = (options as { desktop: string }).desktop
  })
  if (!deb) throw new Error('the packager came to no Debian package')
  const folder = join(output, 'linux-unpacked')
  const archive = join(folder, 'resources', 'app.asar')
  const extracted = join(output, 'extracted')
  extractAll(archive, extracted)
  return {
    folder,
    electron: join(folder, 'comptoir'),
    files: listFiles(getRawHeader(archive).header),
    extracted,
    deb,
    appImageDesktopEntry,
  }
}
