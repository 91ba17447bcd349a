import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { reachableFrom, readSourceFiles, type SourceFile } from '#test/support/source/source-files.ts'

/**
 * Goal: the house plan holds: who may import whom, which package belongs to which room, what a file may be called
 * and how long it may grow. Method: every file is parsed; each rule lists the files that break it, so the failure
 * names them.
 */
const files = readSourceFiles('src')
const tests = readSourceFiles('test', 'tools')

const roomOf = (path: string) => path.split('/')[1] ?? ''
const violations = (broken: (file: SourceFile) => readonly string[]) =>
  files.flatMap((file) => broken(file).map((what) => `${file.path} -> ${what}`))

/** Besides itself, a room imports only what one of these expressions matches. */
const MAY_IMPORT: Readonly<Record<string, RegExp>> = {
  contract: /^$/,
  till: /^src\/contract\//,
  payment: /^src\/contract\//,
  hardware: /^src\/(contract|payment\/ports|till\/ports)\//,
  store: /^src\/(contract|payment\/ports|till\/ports)\//,
  simulators:
    /^src\/(contract\/|payment\/(iso8583|crypto)\/|hardware\/(.+\/)?(framing|codec|parameters|secure-link|emv-tlv|[a-z-]+\.codec)\.ts$)/,
  main: /^src\//,
  renderer: /^src\/contract\//,
}

/** Packages by room; `node` stands for Node's own modules. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  contract: ['zod'],
  till: ['zod', 'node', 'csv-parse'],
  payment: ['zod', 'node'],
  hardware: ['zod', 'node', 'serialport', 'usb', '@point-of-sale/receipt-printer-encoder'],
  store: ['zod', 'node', 'better-sqlite3'],
  simulators: ['zod', 'node', '@napi-rs/canvas'],
  main: ['zod', 'node', 'electron', 'pino', 'playwright', '@sparticuz/chromium'],
  renderer: [
    'zod',
    'zustand',
    'react',
    'react-dom',
    'react-aria-components',
    'i18next',
    'react-i18next',
    '@fontsource/noto-sans',
    '@fontsource/noto-sans-mono',
  ],
}

describe('rooms', () => {
  it('are these and no others', () => {
    expect([...new Set(files.map((file) => roomOf(file.path)))].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
  })

  it('import only what the plan allows them', () => {
    expect(
      violations(({ path, imports }) =>
        imports.filter(
          (to) => to.startsWith('src/') && roomOf(to) !== roomOf(path) && !MAY_IMPORT[roomOf(path)]?.test(to),
        ),
      ),
    ).toEqual([])
  })

  it('use only their own packages', () => {
    expect(
      violations(({ path, packages, usesNode }) =>
        [...packages, ...(usesNode ? ['node'] : [])].filter((name) => !MAY_USE[roomOf(path)]?.includes(name)),
      ),
    ).toEqual([])
  })

  it('keep main to itself: nobody imports it', () => {
    expect(
      violations(({ path, imports }) => imports.filter((to) => roomOf(to) === 'main' && roomOf(path) !== 'main')),
    ).toEqual([])
  })

  it.each(['contract', 'hardware', 'store'])('import nothing in a ring: %s', (room) => {
    const own = files.filter(({ path }) => roomOf(path) === room)
    const isInRing = ({ path, imports }: SourceFile) => imports.some((to) => reachableFrom(to, own).has(path))
    expect(own.filter(isInRing).map(({ path }) => path)).toEqual([])
  })

  it('have the native modules behind one door each', () => {
    const door: Readonly<Record<string, RegExp>> = {
      electron: /^src\/main\//,
      'better-sqlite3': /^src\/store\//,
      serialport: /^src\/hardware\/link\//,
      usb: /^src\/hardware\/link\//,
    }
    expect(violations(({ path, packages }) => packages.filter((name) => door[name] && !door[name].test(path)))).toEqual(
      [],
    )
  })
})

describe('hardware', () => {
  const reached = (name: RegExp) =>
    files
      .filter(({ path }) => path.startsWith('src/hardware/') && name.test(path))
      .map(({ path }) => [path, [...reachableFrom(path, files)].filter((to) => to !== path)] as const)
  const breaking = (name: RegExp, forbidden: RegExp) =>
    reached(name).flatMap(([path, all]) => all.filter((to) => forbidden.test(to)).map((to) => `${path} -> ${to}`))

  it('has links that know no device', () => {
    expect(breaking(/\/link\//, /^src\/hardware\/(?!link\/)/)).toEqual([])
  })

  it('has codecs that know no link, no port and no driver', () => {
    expect(breaking(/[/.]codec\.ts$/, /\/link\/|\/ports\/|driver/)).toEqual([])
  })

  it('has framing that knows none of these, and no codec', () => {
    expect(breaking(/[/.]framing\.ts$/, /\/link\/|\/ports\/|driver|[/.]codec\.ts$/)).toEqual([])
  })
})

describe('the product', () => {
  it.each(['src/main/main.ts', 'src/renderer/main.tsx'])('reaches no simulator from %s', (entry) => {
    const reached = reachableFrom(entry, files)
    expect(reached.size).toBeGreaterThan(10)
    expect([...reached].filter((path) => path.startsWith('src/simulators/'))).toEqual([])
  })

  it('derives no DUKPT key and opens no track outside the simulators', () => {
    const words = /\b(deriveInitialKey|deriveTransactionKey|decryptTrack|openPinBlock|bdk)\b/i
    expect(
      files.filter(({ path, text }) => !path.startsWith('src/simulators/') && words.test(text)).map(({ path }) => path),
    ).toEqual([])
  })

  it('imports no file that does not exist', () => {
    const known = new Set(files.map((file) => file.path))
    expect(
      violations(({ imports }) =>
        imports.filter((to) => /\.tsx?$/.test(to) && !known.has(to) && !to.endsWith('.d.ts')),
      ),
    ).toEqual([])
  })
})

describe('tidiness', () => {
  const everything = [...files, ...tests]
  const named = (broken: (file: SourceFile) => boolean) => everything.filter(broken).map(({ path }) => path)

  it('keeps files of the product to 400 lines', () => {
    expect(
      files.filter(({ lineCount }) => lineCount > 400).map(({ path, lineCount }) => `${path}: ${lineCount}`),
    ).toEqual([])
  })

  it('keeps functions of the product to 70 lines', () => {
    expect(
      violations(({ functions }) =>
        functions.filter(({ lineCount }) => lineCount > 70).map(({ name, lineCount }) => `${name}: ${lineCount}`),
      ),
    ).toEqual([])
  })

  it('names files by what they are', () => {
    expect(named(({ path }) => /(^|[-./])(utils?|helpers?|manager|common|misc)([-./]|$)/.test(path))).toEqual([])
    expect(
      named(({ path }) => path.endsWith('.ts') && !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(basename(path))),
    ).toEqual([])
    expect(
      named(
        ({ path }) =>
          path.endsWith('.tsx') && !/^([A-Z][A-Za-z0-9]*|[a-z0-9]+(-[a-z0-9]+)*)\.tsx$/.test(basename(path)),
      ),
    ).toEqual([])
  })

  it('keeps ports in folders of ports and tests among the tests', () => {
    expect(named(({ path }) => path.endsWith('.port.ts') && !path.includes('/ports/'))).toEqual([])
    expect(named(({ path }) => /\.(test|e2e|suite)\.tsx?$/.test(path) && !path.startsWith('test/'))).toEqual([])
    expect(named(({ path }) => path.startsWith('test/support/') && /\.(test|e2e|suite)\.ts$/.test(path))).toEqual([])
  })

  it('leaves nothing for later and silences no checker', () => {
    const marks = new RegExp(
      ['FIX' + 'ME', 'TO' + 'DO', '@ts-' + 'ignore', '@ts-' + 'nocheck', '@ts-' + 'expect-error'].join('|'),
    )
    expect(named(({ text }) => marks.test(text))).toEqual([])
  })

  it('skips no test', () => {
    const skip = new RegExp(`\\b(it|test|describe)\\.(${['sk' + 'ip', 'on' + 'ly', 'to' + 'do'].join('|')})\\b`)
    expect(named(({ path, text }) => path.startsWith('test/') && skip.test(text))).toEqual([])
  })
})
