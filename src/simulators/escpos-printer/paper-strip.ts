import { barcodeProblem, barcodeWidths, type Symbology } from '#contract/barcode.ts'
import { qrModules, qrProblem } from '#contract/qr-code.ts'
import { characterOf, DEFAULT_PAGE, type PrinterFamily } from './code-pages.ts'
import type { PrinterCommand } from './command-reader.ts'

/** One printed character; `width` and `height` count cells. */
export interface PrintedCharacter {
  readonly character: string
  readonly column: number
  readonly width: number
  readonly height: number
  readonly bold: boolean
}

export interface PrintedRow {
  readonly characters: readonly PrintedCharacter[]
  /** Lines of paper it takes. */
  readonly height: number
  /** What stands there in place of characters. */
  readonly graphic: PrintedGraphic | null
}

/** Dots of the head: an image as it came, the modules of a QR, or bars in turn with gaps. */
export type PrintedGraphic =
  | {
      readonly kind: 'image'
      readonly leftDots: number
      readonly acrossBytes: number
      readonly downDots: number
      readonly data: Uint8Array
    }
  | {
      readonly kind: 'qr'
      readonly leftDots: number
      readonly moduleDots: number
      readonly modules: readonly (readonly boolean[])[]
    }
  | {
      readonly kind: 'bars'
      readonly leftDots: number
      readonly widthsDots: readonly number[]
      readonly heightDots: number
    }

/** Font A of 12 dots across, and lines 30 dots apart. */
export const CELL_DOTS = 12
export const LINE_DOTS = 30

/** As after power-on. */
const DEFAULT_BARCODE = { heightDots: 162, moduleDots: 3 }
const DEFAULT_QR = { model: 0x32, module: 3, level: 0x30 }
/** The one level of error correction that this printer draws. */
const LEVEL_M = 0x31

type Align = 'left' | 'centre' | 'right'

/** The head over the paper: turns commands into rows of characters, each in its cell. */
export class PaperStrip {
  readonly #columns: number
  readonly #family: PrinterFamily | undefined
  readonly rows: PrintedRow[] = []
  /** What went wrong in the stream, in words. */
  readonly problems: string[] = []
  #line: PrintedCharacter[] = []
  #column = 0
  #bold = false
  #width = 1
  #height = 1
  #align: Align = 'left'
  #page = DEFAULT_PAGE
  #barcode = DEFAULT_BARCODE
  #qr = DEFAULT_QR
  /** What a QR holds stays stored, as printers have it. */
  #qrContent = ''

  constructor(columns: number, family?: PrinterFamily) {
    this.#columns = columns
    this.#family = family
  }

  /** Lines of paper that carrying out `command` would take. */
  linesFor(command: PrinterCommand): number {
    if (command.kind === 'feed') return command.lines
    if (command.kind === 'image') return Math.ceil(command.downDots / LINE_DOTS)
    if (command.kind === 'barcode') return Math.ceil(this.#barcode.heightDots / LINE_DOTS)
    if (command.kind === 'qr-print') return Math.ceil((this.#qrDraft()?.heightDots ?? 0) / LINE_DOTS)
    return command.kind === 'line-feed' ? this.#lineHeight() : 0
  }

  apply(command: PrinterCommand): void {
    switch (command.kind) {
      case 'character':
        this.#draw(command.byte)
        return
      case 'line-feed':
        this.#endLine()
        return
      case 'feed':
        for (let line = 0; line < command.lines; line += 1) this.#endLine()
        return
      case 'initialize':
        this.#initialize()
        return
      case 'bold':
        this.#bold = command.on
        return
      case 'mode':
        this.#bold = command.bold
        this.#width = command.width
        this.#height = command.height
        return
      case 'size':
        this.#width = command.width
        this.#height = command.height
        return
      case 'align':
        this.#align = command.align
        return
      case 'code-page':
        this.#page = command.page
        return
      case 'image':
        this.#image(command)
        return
      case 'barcode-height':
        this.#barcode = { ...this.#barcode, heightDots: command.dots }
        return
      case 'barcode-module':
        this.#barcode = { ...this.#barcode, moduleDots: command.dots }
        return
      case 'barcode':
        this.#bars(command.type, command.data)
        return
      case 'qr-setting':
        this.#qr = { ...this.#qr, [command.setting]: command.value }
        return
      case 'qr-store':
        this.#qrContent = Buffer.from(command.data).toString('latin1')
        return
      case 'qr-print':
        this.#square()
        return
      case 'unknown':
        this.problems.push(`unknown command ${Buffer.from(command.bytes).toString('hex')}`)
        return
      default:
        return
    }
  }

  #draw(byte: number): void {
    const character = characterOf(byte, this.#page, this.#family)
    if (character === null) this.problems.push(`page ${this.#page} has nothing at ${byte.toString(16)}`)
    if (this.#column + this.#width > this.#columns) {
      this.problems.push('row longer than the paper')
      this.#endLine()
    }
    this.#line.push({
      character: character ?? '\ufffd',
      column: this.#column,
      width: this.#width,
      height: this.#height,
      bold: this.#bold,
    })
    this.#column += this.#width
  }

  #endLine(): void {
    const free = this.#columns - this.#column
    const shift = this.#shift(free)
    const characters = this.#line.map((printed) => ({ ...printed, column: printed.column + shift }))
    this.rows.push({ characters, height: this.#lineHeight(), graphic: null })
    this.#line = []
    this.#column = 0
  }

  #image({ acrossBytes, downDots, data }: Extract<PrinterCommand, { kind: 'image' }>): void {
    if (this.#line.length > 0) this.problems.push('an image within a line')
    const free = this.#columns * CELL_DOTS - acrossBytes * 8
    if (free < 0) this.problems.push('image wider than the paper')
    this.#graphic({ kind: 'image', leftDots: this.#shift(free), acrossBytes, downDots, data }, downDots)
  }

  /** The QR that would be drawn now; null where nothing fit for one is stored. */
  #qrDraft() {
    const { model, module, level } = this.#qr
    if (qrProblem(this.#qrContent) !== null || model !== DEFAULT_QR.model || level !== LEVEL_M) return null
    const modules = qrModules(this.#qrContent)
    return { modules, moduleDots: module, heightDots: modules.length * module }
  }

  #square(): void {
    const draft = this.#qrDraft()
    if (draft === null) {
      this.problems.push(`a QR that cannot be drawn: ${this.#qrContent}`)
      return
    }
    const { modules, moduleDots, heightDots } = draft
    const free = this.#columns * CELL_DOTS - heightDots
    if (free < 0) this.problems.push('QR wider than the paper')
    if (this.#line.length > 0) this.problems.push('a QR within a line')
    this.#graphic({ kind: 'qr', leftDots: this.#shift(free), moduleDots, modules }, heightDots)
  }

  #shift(free: number): number {
    return this.#align === 'right' ? free : this.#align === 'centre' ? Math.floor(free / 2) : 0
  }

  #bars(type: number, data: Uint8Array): void {
    const { heightDots, moduleDots } = this.#barcode
    const barcode = readBarcode(type, data)
    if (barcode === null) {
      this.problems.push(`barcode ${type} cannot hold ${Buffer.from(data).toString('hex')}`)
      return
    }
    const widthsDots = barcodeWidths(barcode.symbology, barcode.content).map((modules) => modules * moduleDots)
    const free = this.#columns * CELL_DOTS - widthsDots.reduce((sum, dots) => sum + dots, 0)
    if (free < 0) this.problems.push('barcode wider than the paper')
    if (this.#line.length > 0) this.problems.push('a barcode within a line')
    this.#graphic({ kind: 'bars', leftDots: this.#shift(free), widthsDots, heightDots }, heightDots)
  }

  #graphic(graphic: PrintedGraphic, downDots: number): void {
    this.rows.push({ characters: [], height: downDots / LINE_DOTS, graphic })
  }

  #lineHeight(): number {
    return this.#line.reduce((height, printed) => Math.max(height, printed.height), 1)
  }

  #initialize(): void {
    if (this.#line.length > 0) this.problems.push('ESC @ dropped a line that was not printed')
    this.#line = []
    this.#column = 0
    this.#bold = false
    this.#width = 1
    this.#height = 1
    this.#align = 'left'
    this.#page = DEFAULT_PAGE
    this.#barcode = DEFAULT_BARCODE
    this.#qr = DEFAULT_QR
  }
}

const SYMBOLOGIES: Readonly<Record<number, Symbology>> = { 67: 'ean13', 68: 'ean8', 73: 'code128' }

/** Null for a content the symbology does not have, as a printer refuses it. Code 128 must name its set B. */
function readBarcode(type: number, data: Uint8Array): { symbology: Symbology; content: string } | null {
  const symbology = SYMBOLOGIES[type]
  if (symbology === undefined) return null
  const text = Buffer.from(data).toString('latin1')
  if (symbology === 'code128' && !text.startsWith('{B')) return null
  const content = symbology === 'code128' ? text.slice(2).replaceAll('{{', '{') : text
  return barcodeProblem(symbology, content) === null ? { symbology, content } : null
}

/** A row as text: each character once, gaps as spaces, nothing after the last character. */
export function rowText({ characters, graphic }: PrintedRow): string {
  if (graphic?.kind === 'image') return `[image ${graphic.acrossBytes * 8} x ${graphic.downDots}]`
  const unit = characters[0]?.width ?? 1
  let text = ''
  for (const { character, column } of characters) text = text.padEnd(Math.floor(column / unit)) + character
  return text.trimEnd()
}
