import { barcodeProblem, type Symbology } from '#contract/barcode.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { type CodePage, type PaperPicture, rowWidth, type TicketRow } from '#contract/views/ticket-view.ts'

/** How a row is printed; everything else about it is its text. */
export interface RowStyle {
  readonly bold?: boolean
  readonly double?: boolean
}

export interface TableCell {
  readonly text: string
  readonly width: number
}

type Align = 'left' | 'centre' | 'right'

/** Cells the left side must keep beside an amount; with fewer, the two sides get rows of their own. */
const LEFT_CELLS_MIN = 8

/**
 * Collects the rows of one paper. Every text is folded for paper before it is measured; what does not fit goes on in
 * the next row, at a space where there is one. Nothing is ever cut.
 */
export class PaperRows {
  readonly columns: number
  readonly rows: TicketRow[] = []

  constructor(columns: number) {
    this.columns = columns
  }

  blank(): void {
    this.rows.push({ kind: 'text', text: '', bold: false, double: false, align: 'left' })
  }

  rule(): void {
    this.rows.push({ kind: 'rule' })
  }

  cut(): void {
    this.rows.push({ kind: 'cut' })
  }

  /** Left out where the symbology does not have the content: a paper without its barcode is still a paper. */
  barcode(symbology: Symbology, content: string): void {
    if (barcodeProblem(symbology, content) === null) this.rows.push({ kind: 'barcode', symbology, content })
  }

  qr(content: string): void {
    this.rows.push({ kind: 'qr', content })
  }

  image(picture: PaperPicture): void {
    this.rows.push({ kind: 'image', picture })
  }

  /** A row that shows what one code page of the printer has. */
  pageSample(codePage: CodePage, text: string): void {
    for (const part of wrap(foldForPaper(text), this.columns))
      this.rows.push({ kind: 'text', text: part, bold: false, double: false, align: 'left', codePage })
  }

  centre(text: string, style: RowStyle = {}): void {
    this.#wrapped(text, 'centre', style)
  }

  left(text: string, style: RowStyle = {}): void {
    this.#wrapped(text, 'left', style)
  }

  right(text: string, style: RowStyle = {}): void {
    this.#wrapped(text, 'right', style)
  }

  /** A label and its figure at the two edges. A long label goes on below; the figure stays whole, in the first row. */
  pair(label: string, figure: string, style: RowStyle = {}): void {
    const width = rowWidth({ double: style.double ?? false }, this.columns)
    const left = foldForPaper(label)
    const right = foldForPaper(figure)
    const labelCells = width - right.length - 1
    if (left.length <= labelCells) {
      this.#text(spread(left, right, width), 'left', style)
    } else if (style.double) {
      this.pair(label, figure, { ...style, double: false })
    } else if (labelCells < LEFT_CELLS_MIN) {
      this.left(left, style)
      this.right(right, style)
    } else {
      const [first = '', ...rest] = wrap(left, labelCells)
      this.#text(spread(first, right, width), 'left', style)
      for (const part of rest) this.#text(part, 'left', style)
    }
  }

  /** A short sign and what it means, which goes on under itself. */
  entry(sign: string, meaning: string, signColumns: number): void {
    const width = Math.max(LEFT_CELLS_MIN, this.columns - signColumns)
    for (const [place, part] of wrap(foldForPaper(meaning), width).entries())
      this.#text(`${place === 0 ? foldForPaper(sign).padEnd(signColumns) : ' '.repeat(signColumns)}${part}`, 'left', {})
  }

  /** A figure alone at the right edge, double where it fits. */
  bigFigure(figure: string): void {
    const fits = foldForPaper(figure).length <= rowWidth({ double: true }, this.columns)
    this.right(figure, { bold: true, double: fits })
  }

  /** Cells of a table that fit (`cellsFit`): the first stands at the left edge, the others end where theirs ends. */
  table(cells: readonly TableCell[]): void {
    const row = cells.map(({ text, width }, index) => {
      const folded = foldForPaper(text)
      return index === 0 ? folded.padEnd(width) : folded.padStart(width)
    })
    this.#text(row.join(''), 'left', {})
  }

  #wrapped(text: string, align: Align, style: RowStyle): void {
    const width = rowWidth({ double: style.double ?? false }, this.columns)
    for (const part of wrap(foldForPaper(text), width)) this.#text(part, align, style)
  }

  #text(text: string, align: Align, style: RowStyle): void {
    this.rows.push({ kind: 'text', text, bold: style.bold ?? false, double: style.double ?? false, align })
  }
}

function spread(left: string, right: string, width: number): string {
  return left.padEnd(width - right.length) + right
}

/** True when no cell would touch the one before it. */
export function cellsFit(cells: readonly TableCell[]): boolean {
  return cells.every(({ text, width }, index) => foldForPaper(text).length + (index === 0 ? 0 : 1) <= width)
}

/** Breaks at the last space that fits; a word longer than the row is broken where the row ends. */
function wrap(text: string, width: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width)
    const end = space < 0 || rest.slice(0, space).trim() === '' ? width : space
    parts.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  parts.push(rest)
  return parts
}
