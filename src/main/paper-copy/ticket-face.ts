import face from '../../../resources/ticket-font/noto-sans-mono-12x24.json' with { type: 'json' }
import { hex, type PdfFile } from './pdf-file.ts'

/** A cell of paper, in dots of the print head. */
export const CELL = { width: face.width, height: face.height } as const

const GLYPHS: Readonly<Record<string, string>> = face.glyphs
const HEX_FIGURES_PER_ROW = 3
const CODES_MAX = 255
/** For a character that the face does not have. */
const UNKNOWN = '?'

/**
 * The face that the printer draws its own rows with, as a font of the file (ISO 32000-1, 9.6.5): each character a picture of dots, with
 * the letter that it stands for beside it, so that the text is found and copied. Codes are given out as characters come.
 */
export class TicketFace {
  readonly #codes = new Map<string, number>()

  /** A text as codes, in hexadecimal. */
  codesOf(text: string): string {
    return [...text].map((character) => hex(this.#codeOf(character), 2)).join('')
  }

  #codeOf(character: string): number {
    const known = this.#codes.get(character)
    if (known !== undefined) return known
    const isThere = Object.hasOwn(GLYPHS, character) && this.#codes.size < CODES_MAX
    if (!isThere) return character === UNKNOWN ? 0 : this.#codeOf(UNKNOWN)
    const code = this.#codes.size + 1
    this.#codes.set(character, code)
    return code
  }

  /** Puts the font into the file, once all texts are known. @returns its number. */
  addTo(file: PdfFile, bold: boolean): number {
    const used = [...this.#codes]
    const procedures = used.map(([character, code]) => `/c${code} ${file.addStream('', glyph(character, bold))} 0 R`)
    const differences = used.map(([, code]) => `/c${code}`).join(' ')
    const letters = file.addStream('', letterMap(used))
    return file.add(
      `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 ${CELL.width} ${CELL.height}]` +
        ` /FontMatrix [${1 / CELL.height} 0 0 ${1 / CELL.height} 0 0] /Resources << >>` +
        ` /FirstChar 1 /LastChar ${used.length} /Widths [${used.map(() => CELL.width).join(' ')}]` +
        ` /Encoding << /Type /Encoding /Differences [1 ${differences}] >>` +
        ` /CharProcs << ${procedures.join(' ')} >> /ToUnicode ${letters} 0 R >>`,
    )
  }
}

/** Draws one character: its dots as a mask over its cell. */
function glyph(character: string, bold: boolean): string {
  const dots = GLYPHS[character] ?? ''
  let rows = ''
  for (let at = 0; at < dots.length; at += HEX_FIGURES_PER_ROW) {
    const row = Number.parseInt(dots.slice(at, at + HEX_FIGURES_PER_ROW), 16)
    // Bold as the head makes it: struck again one dot further. Rows of a mask are whole bytes.
    rows += `${hex(bold ? row | (row >> 1) : row, HEX_FIGURES_PER_ROW)}0`
  }
  const { width, height } = CELL
  return (
    `${width} 0 0 0 ${width} ${height} d1\nq ${width} 0 0 ${height} 0 0 cm\n` +
    `BI /W ${width} /H ${height} /IM true /D [1 0] /F /AHx ID ${rows}>\nEI\nQ`
  )
}

/** Which letter each code stands for (ISO 32000-1, 9.10.3). */
function letterMap(used: readonly (readonly [string, number])[]): string {
  const ranges = used.map(([character, code]) => `<${hex(code, 2)}> <${hex(character.charCodeAt(0), 4)}>`)
  const blocks: string[] = []
  // A hundred at most in one block.
  for (let at = 0; at < ranges.length; at += 100) {
    const block = ranges.slice(at, at + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n' +
    '/CMapName /Ticket def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n' +
    `${blocks.join('\n')}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`
  )
}
