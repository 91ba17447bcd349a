import { characterOf, DEFAULT_PAGE } from './code-pages.ts'
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
}

type Align = 'left' | 'centre' | 'right'

/** The head over the paper: turns commands into rows of characters, each in its cell. */
export class PaperStrip {
  readonly #columns: number
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

  constructor(columns: number) {
    this.#columns = columns
  }

  /** Lines of paper that carrying out `command` would take. */
  linesFor(command: PrinterCommand): number {
    if (command.kind === 'feed') return command.lines
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
      case 'unknown':
        this.problems.push(`unknown command ${Buffer.from(command.bytes).toString('hex')}`)
        return
      default:
        return
    }
  }

  #draw(byte: number): void {
    const character = characterOf(byte, this.#page)
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
    const shift = this.#align === 'right' ? free : this.#align === 'centre' ? Math.floor(free / 2) : 0
    const characters = this.#line.map((printed) => ({ ...printed, column: printed.column + shift }))
    this.rows.push({ characters, height: this.#lineHeight() })
    this.#line = []
    this.#column = 0
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
  }
}

/** A row as text: each character once, gaps as spaces, nothing after the last character. */
export function rowText({ characters }: PrintedRow): string {
  const unit = characters[0]?.width ?? 1
  let text = ''
  for (const { character, column } of characters) text = text.padEnd(Math.floor(column / unit)) + character
  return text.trimEnd()
}
