import font from '../../../resources/ticket-font/noto-sans-mono-12x24.json' with { type: 'json' }
import { rasterImage } from './raster-image.ts'

const GLYPHS: Readonly<Record<string, string>> = font.glyphs

/** Lines of paper are 30 dots apart: the glyph's 24 stand in the middle. */
const LINE_DOTS = 30
const TOP_DOTS = (LINE_DOTS - font.height) / 2
const HEX_FIGURES_PER_ROW = 3

export function hasGlyph(character: string): boolean {
  return Object.hasOwn(GLYPHS, character)
}

/**
 * A row of text as an image, for characters that no code page of the printer has. Cells are those of the printer's
 * font A, so that the row ends where a printed one does. Text beyond the columns is not drawn; every character must
 * have a glyph.
 */
export function rasterRow(
  text: string,
  columns: number,
  style: { readonly bold: boolean; readonly double: boolean },
): Uint8Array {
  const scale = style.double ? 2 : 1
  const acrossBytes = (columns * font.width) / 8
  const downDots = LINE_DOTS * scale
  const data = new Uint8Array(acrossBytes * downDots)
  const cells = [...text].slice(0, Math.floor(columns / scale))
  for (const [column, character] of cells.entries()) {
    for (const [row, dots] of glyphRows(character, style.bold).entries()) {
      const left = column * font.width * scale
      for (let x = 0; x < font.width * scale; x += 1) {
        if ((dots & (1 << (font.width - 1 - Math.floor(x / scale)))) === 0) continue
        for (let y = (TOP_DOTS + row) * scale; y < (TOP_DOTS + row + 1) * scale; y += 1)
          setDot(data, y * acrossBytes * 8 + left + x)
      }
    }
  }
  return rasterImage(acrossBytes, data)
}

function glyphRows(character: string, bold: boolean): number[] {
  const hex = GLYPHS[character] ?? ''
  const rows: number[] = []
  for (let at = 0; at < hex.length; at += HEX_FIGURES_PER_ROW) {
    const dots = Number.parseInt(hex.slice(at, at + HEX_FIGURES_PER_ROW), 16)
    // Bold as the head itself makes it: struck again one dot further.
    rows.push(bold ? dots | (dots >> 1) : dots)
  }
  return rows
}

function setDot(data: Uint8Array, dot: number): void {
  const at = dot >> 3
  data[at] = (data[at] ?? 0) | (0x80 >> (dot & 7))
}
