import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The contrast table of the tokens, recomputed from the style file by the WCAG formula. */

const CSS = readFileSync(join(import.meta.dirname, '../../../src/renderer/styles/tokens.css'), 'utf8')
const THEMES = ['light', 'dark', 'contrast'] as const
type Theme = (typeof THEMES)[number]

function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(CSS)?.[1] ?? ''
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Foreground, background, the least ratio: 7 for amounts and states, 4.5 for text, 3 for edges and the focus ring. */
const PAIRS: readonly (readonly [string, string, number])[] = [
  ['text', 'surface', 7],
  ['text', 'bg', 7],
  ['text', 'surface-2', 7],
  ['text', 'key', 7],
  ['text', 'accent-soft', 7],
  ['text-2', 'surface', 4.5],
  ['text-2', 'bg', 4.5],
  ['text-2', 'surface-2', 4.5],
  ['text-2', 'accent-soft', 4.5],
  ['text-3', 'surface', 4.5],
  ['text-3', 'bg', 4.5],
  ['text-3', 'surface-2', 4.5],
  ['text-3', 'key-mode', 4.5],
  ['on-accent', 'accent', 7],
  ['accent-text', 'accent-soft', 7],
  ['accent-text', 'surface-2', 7],
  ['ok', 'ok-soft', 7],
  ['warn', 'warn-soft', 7],
  ['err', 'err-soft', 7],
  ['unk', 'unk-soft', 7],
  ['on-unk', 'unk', 7],
  ['on-ok', 'ok', 7],
  ['err', 'surface', 7],
  ['unk', 'surface', 7],
  ['warn', 'surface', 7],
  ['lcd-text', 'lcd', 7],
  ['line-strong', 'surface', 3],
  ['focus', 'bg', 3],
  ['focus', 'surface', 3],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((family) => [`f${family}`, 'key', 3] as const),
]

describe.each(THEMES)('%s', (theme) => {
  const tokens = tokensOf(theme)
  test.each(PAIRS)('%s on %s is %f or more', (front, back, least) => {
    const [a, b] = [tokens.get(front), tokens.get(back)]
    if (a === undefined || b === undefined) throw new Error(`${front} or ${back} is no colour of ${theme}`)
    expect(ratio(a, b)).toBeGreaterThanOrEqual(least)
  })

  test('defines exactly the tokens of the light theme', () => {
    expect([...tokens.keys()].sort()).toEqual([...tokensOf('light').keys()].sort())
  })
})

test('the formula gives the ratios of the standard’s own examples', () => {
  expect(ratio('#ffffff', '#000000')).toBeCloseTo(21, 5)
  expect(ratio('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})
