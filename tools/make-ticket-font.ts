/**
 * Makes resources/ticket-font/noto-sans-mono-12x24.json, the dots of characters that a ticket printer may lack:
 *
 *   node tools/make-ticket-font.ts resources/ticket-font/noto-sans-mono-12x24.json
 *
 * The rule, so that every run gives the same file:
 * 1. Characters: ASCII, Latin-1, Latin Extended-A and the Romanian letters with a comma, Greek with its accents,
 *    Cyrillic up to U+045F with the Ukrainian Ґ, and `€ № ™`.
 * 2. Each is drawn with Noto Sans Mono 600 from the package @fontsource/noto-sans-mono at 20 dots, which makes it
 *    12 dots wide, on a base line 19 dots below the cell's top. A dot is black when it is covered by at least half.
 * 3. What stands above or below the cell is pushed back into it: accents on capitals move down, tails move up.
 *
 * A glyph is 24 rows of 12 dots, three hexadecimal figures a row, the left dot in the highest bit.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'

const CELL = { width: 12, height: 24 }
const FONT_SIZE = 20
const BASE_LINE = 19
/** Room around the cell, to see what a glyph would lose. */
const ROOM = 12
const COVERED_MIN = 0.5 * 255

const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'] as const

const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x100, 0x17f],
  [0x218, 0x21b],
  [0x384, 0x38a],
  [0x38c, 0x38c],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x45f],
  [0x490, 0x491],
  [0x20ac, 0x20ac],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
]

const require = createRequire(import.meta.url)
const families = SUBSETS.map((subset) => {
  const file = require.resolve(`@fontsource/noto-sans-mono/files/noto-sans-mono-${subset}-600-normal.woff2`)
  GlobalFonts.register(readFileSync(file), `Cell ${subset}`)
  return `"Cell ${subset}"`
})

/** The rows of a glyph as sets of dots, with room around; row 0 is `ROOM` above the cell. */
function draw(character: string): boolean[][] {
  const width = CELL.width + 2 * ROOM
  const height = CELL.height + 2 * ROOM
  const context = createCanvas(width, height).getContext('2d')
  context.font = `${FONT_SIZE}px ${families.join(', ')}`
  context.fillText(character, ROOM, ROOM + BASE_LINE)
  const { data } = context.getImageData(0, 0, width, height)
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: CELL.width }, (_, x) => (data[(y * width + x + ROOM) * 4 + 3] ?? 0) >= COVERED_MIN),
  )
}

/** Cuts the cell out of the drawing, moved by as many rows as the glyph stands outside it. */
function cell(drawing: readonly (readonly boolean[])[]): readonly (readonly boolean[])[] {
  const isInked = (row: readonly boolean[]) => row.includes(true)
  const first = drawing.findIndex(isInked)
  const last = drawing.findLastIndex(isInked)
  const above = first < 0 ? 0 : Math.max(0, ROOM - first)
  const below = first < 0 ? 0 : Math.max(0, last - (ROOM + CELL.height - 1))
  if (above > 0 && below > 0) throw new Error('taller than the cell')
  const top = ROOM - above + below
  return drawing.slice(top, top + CELL.height)
}

function rowHex(row: readonly boolean[]): string {
  return row
    .reduce((bits, dot) => bits * 2 + (dot ? 1 : 0), 0)
    .toString(16)
    .padStart(3, '0')
}

const [target] = process.argv.slice(2)
if (target === undefined) throw new Error('make-ticket-font.ts <target.json>')
const glyphs: Record<string, string> = {}
for (const [from, to] of RANGES)
  for (let code = from; code <= to; code += 1) {
    const character = String.fromCodePoint(code)
    const rows = cell(draw(character))
    if (!rows.some((row) => row.includes(true)) && character.trim() !== '' && code !== 0xad)
      throw new Error(`nothing drawn for ${code.toString(16)}`)
    glyphs[character] = rows.map(rowHex).join('')
  }
const font = { source: 'Noto Sans Mono, SIL Open Font License 1.1', width: CELL.width, height: CELL.height, glyphs }
writeFileSync(target, `${JSON.stringify(font, null, 1)}\n`)
console.log(`${Object.keys(glyphs).length} glyphs`)
