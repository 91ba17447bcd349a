import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Goal: a theme or a density changes the tokens and nothing else. Method: every style file is read; colours, sizes of type, radii and
 * shadows come from the tokens, and every token that is used exists.
 */

const RENDERER = join(import.meta.dirname, '../../../src/renderer')
const files = globSync('**/*.css', { cwd: RENDERER })
  .map((path) => ({ path, text: readFileSync(join(RENDERER, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }))
  .filter(({ path }) => !path.endsWith('fonts.css'))
const tokens = files.find(({ path }) => path.endsWith('tokens.css'))?.text ?? ''
const others = files.filter(({ path }) => !path.endsWith('tokens.css'))

/** `file: declaration` of all that match. */
const found = (pattern: RegExp) =>
  others.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([declaration]) => `${path}: ${declaration.trim()}`),
  )

describe('outside the tokens', () => {
  test('there is no colour', () => {
    expect(others.length).toBeGreaterThan(30)
    expect(found(/[\w-]+:[^;{}]*(#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|color-mix)a?\()[^;]*/gi)).toEqual([])
    expect(
      found(
        /\b(color|background|border|outline|fill|stroke)[\w-]*:[^;]*\b(white|black|red|green|blue|gr[ae]y|orange|yellow)\b[^;]*/g,
      ),
    ).toEqual([])
  })

  test('there is no size of type', () => {
    expect(
      found(/\bfont(-size)?:[^;]*\d(px|rem|em|mm)[^;]*/g).filter((each) => !/ \/ \d+px var\(--/.test(each)),
    ).toEqual([])
  })

  test('there is no radius but a circle and a square corner', () => {
    expect(found(/\bborder(-\w+)*-radius:[^;]*\d(px|rem|em)[^;]*/g)).toEqual([])
  })

  test('there is no shadow of its own: what is inset, or stands around without a blur, draws an edge', () => {
    expect(found(/\bbox-shadow: (?!var\(--e[123]\)|none|inset|0 0 0 )[^;]*/g)).toEqual([])
  })
})

test('every token that is used exists, and every one that exists is used', () => {
  const defined = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
  const own = new Set(others.flatMap(({ text }) => [...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name)))
  const sources = globSync('**/*.tsx', { cwd: RENDERER }).map((path) => readFileSync(join(RENDERER, path), 'utf8'))
  const used = new Set(
    [...others.map(({ text }) => text), tokens, ...sources].flatMap((text) =>
      [...text.matchAll(/var\((--[\w-]+|--f\$)/g)].map(([, name]) => name),
    ),
  )
  const inScripts = (name: string | undefined) => sources.some((text) => text.includes(`'${name}'`)) || name === '--fc'
  expect(
    [...used].filter(
      (name) => !defined.has(name) && !own.has(name) && !inScripts(name) && name !== '--f$' && name !== '--t-',
    ),
  ).toEqual([])
  expect([...defined].filter((name) => !used.has(name) && !/^--f\d$/.test(name ?? ''))).toEqual([])
})

test('each theme defines the same tokens', () => {
  const namesOf = (theme: string) => {
    const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(tokens)?.[1] ?? ''
    return [...block.matchAll(/(--[\w-]+):/g)].map(([, name]) => name).sort()
  }
  expect(namesOf('light').length).toBeGreaterThan(40)
  expect([namesOf('dark'), namesOf('contrast')]).toEqual([namesOf('light'), namesOf('light')])
})

test('a style file is no longer than a person reads', () => {
  const long = files.filter(({ path }) => readFileSync(join(RENDERER, path), 'utf8').split('\n').length > 401)
  expect(long.map(({ path }) => path)).toEqual([])
})
