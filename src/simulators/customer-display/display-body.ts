import { CLEAR, type DisplayDialect } from '#hardware/displays/pole-display.codec.ts'
import { characterOf } from '../escpos-printer/code-pages.ts'

const COLUMNS = 20
const ROWS = 2
const ESC = 0x1b
const US = 0x1f
/** `ESC Q`, followed by the row and its letters. */
const STRING = '1b51'
const CARRIAGE_RETURN = 0x0d

/**
 * The letters behind `ESC t n`: each maker has numbers of its own (sheet printers-escpos, section 6). The pages are
 * those that the simulated printer draws from.
 */
export const LETTER_SETS = {
  plain: { 0: 0 },
  ocd300: { 9: 18, 18: 45, 19: 19 },
} as const satisfies Record<string, Readonly<Record<number, number>>>
export type LetterSet = keyof typeof LETTER_SETS

/** How many bytes follow the two that name a command. */
const ARGUMENTS: Readonly<Record<DisplayDialect, Readonly<Record<string, number>>>> = {
  cd5220: { '1b40': 0, '1b5f': 1, '1b6c': 2, '1b2a': 1, '1b66': 1, '1b23': 1, '1b3d': 1 },
  escpos: { '1b40': 0, '1f24': 2, '1f43': 1, '1f58': 1, '1b74': 1, '1b52': 1, '1b23': 1, '1b3d': 1 },
}

/** What a display keeps until it is told otherwise, each by its command; null as it was delivered. */
export interface DisplayLooks {
  /** `ESC *` or `US X`, 1 the darkest of four. */
  readonly brightness: number
  /** `ESC f` or `ESC R`: the letters of a country. */
  readonly font: number | null
  /** `ESC #`: the maker's number of a command set. */
  readonly commandSet: number | null
}
const AS_DELIVERED: DisplayLooks = { brightness: 4, font: null, commandSet: null }

/** `ESC =`: who on a line behind a printer is spoken to. */
const SELECT = '1b3d'
const DISPLAY_BIT = 0x02

/**
 * What a pole display makes of the bytes it hears, byte by byte:
 *
 *   normal --ESC Q A|B--> string --20 cells, CR--> string mode --CLR--> normal
 *   string mode takes a further ESC Q A|B; anything else but CLR is ignored (CD5220)
 *   normal --ESC|US x--> its arguments --> normal
 *   any --ESC = without b1--> not spoken to, until an ESC = with it (a display behind a printer)
 *
 * What it ignores, it reports: a display on a counter would show nothing and say nothing.
 */
export class DisplayBody {
  readonly #dialect: DisplayDialect
  readonly #letters: Readonly<Record<number, number>>
  readonly #onProblem: (what: string) => void
  #cells: string[] = []
  #cursor = 0
  #cursorShown = true
  #page: number | null = null
  #pending: number[] = []
  #string: { readonly row: number; text: string } | null = null
  #stringMode = false
  #looks = AS_DELIVERED
  #isSelected = true

  constructor(options: { dialect: DisplayDialect; letters: LetterSet; onProblem: (what: string) => void }) {
    this.#dialect = options.dialect
    this.#letters = LETTER_SETS[options.letters]
    this.#onProblem = options.onProblem
    this.switchOn()
  }

  /** As after power-on: dark, cursor at home and visible. */
  switchOn(): void {
    this.#initialise()
    this.#pending = []
    this.#string = null
    this.#stringMode = false
    this.#looks = AS_DELIVERED
    this.#isSelected = true
  }

  rows(): readonly [string, string] {
    const text = this.#cells.join('')
    return [text.slice(0, COLUMNS), text.slice(COLUMNS)]
  }

  get cursorShown(): boolean {
    return this.#cursorShown
  }

  get looks(): DisplayLooks {
    return this.#looks
  }

  /** Column 1 to 20 and row 1 or 2, where the next letter goes. */
  get cursor(): readonly [number, number] {
    return [(this.#cursor % COLUMNS) + 1, Math.floor(this.#cursor / COLUMNS) + 1]
  }

  accept(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte)
  }

  #take(byte: number): void {
    if (!this.#isSelected) this.#passOver(byte)
    else if (this.#string !== null) this.#stringByte(this.#string, byte)
    else if (this.#pending.length > 0) this.#commandByte(byte)
    else if (byte === CLEAR) this.#clear()
    else if (byte === ESC || (byte === US && this.#dialect === 'escpos')) this.#pending = [byte]
    else if (this.#stringMode) this.#onProblem(`${hex([byte])} in string mode`)
    else if (byte < 0x20) this.#onProblem(`unknown ${hex([byte])}`)
    else this.#write(byte)
  }

  /** Nothing but `ESC =` is for a display that is not spoken to. */
  #passOver(byte: number): void {
    this.#pending = [...this.#pending, byte].slice(-3)
    const [, , devices = 0] = this.#pending
    if (hex(this.#pending.slice(0, 2)) !== SELECT || (devices & DISPLAY_BIT) === 0) return
    this.#pending = []
    this.#isSelected = true
  }

  #commandByte(byte: number): void {
    this.#pending.push(byte)
    const name = hex(this.#pending.slice(0, 2))
    if (this.#dialect === 'cd5220' && name === STRING) {
      if (this.#pending.length === 3) this.#beginString(byte)
      return
    }
    const count = ARGUMENTS[this.#dialect][name]
    if (count !== undefined && this.#pending.length < 2 + count) return
    const command = this.#pending
    this.#pending = []
    if (count === undefined) this.#onProblem(`unknown ${hex(command)}`)
    else if (name === SELECT) this.#isSelected = ((command[2] ?? 0) & DISPLAY_BIT) !== 0
    else if (this.#stringMode) this.#onProblem(`${hex(command)} in string mode`)
    else this.#run(name, command.slice(2))
  }

  #beginString(row: number): void {
    this.#pending = []
    if (row === 0x41 || row === 0x42) {
      this.#string = { row: row - 0x41, text: '' }
      this.#stringMode = true
    } else this.#onProblem(`unknown ${STRING}${hex([row])}`)
  }

  #run(name: string, [first = 0, second = 0]: readonly number[]): void {
    if (name === '1b40') this.#initialise()
    else if (name === '1b5f' || name === '1f43') this.#cursorShown = first !== 0
    else if (name === '1b6c' || name === '1f24') this.#moveTo(first, second)
    else if (name === '1b2a' || name === '1f58') this.#setBrightness(first)
    else if (name === '1b66' || name === '1b52') this.#looks = { ...this.#looks, font: first }
    else if (name === '1b23') this.#looks = { ...this.#looks, commandSet: first }
    else if (name === '1b74') {
      const page = this.#letters[first]
      if (page === undefined) this.#onProblem(`no letters behind ESC t ${first}`)
      this.#page = page ?? null
    }
  }

  #setBrightness(brightness: number): void {
    if (brightness >= 1 && brightness <= 4) this.#looks = { ...this.#looks, brightness }
    else this.#onProblem(`no brightness ${brightness}`)
  }

  #moveTo(column: number, row: number): void {
    if (column >= 1 && column <= COLUMNS && row >= 1 && row <= ROWS) this.#cursor = (row - 1) * COLUMNS + column - 1
    else this.#onProblem(`no cell at ${column}, ${row}`)
  }

  #stringByte(open: { readonly row: number; text: string }, byte: number): void {
    if (byte === CARRIAGE_RETURN) {
      this.#string = null
      this.#cells.splice(open.row * COLUMNS, COLUMNS, ...open.text.padEnd(COLUMNS))
    } else if (open.text.length === COLUMNS) this.#onProblem('more than 20 letters in a row')
    else open.text += this.#letter(byte)
  }

  #write(byte: number): void {
    this.#cells[this.#cursor] = this.#letter(byte)
    this.#cursor = (this.#cursor + 1) % (COLUMNS * ROWS)
  }

  #letter(byte: number): string {
    if (byte < 0x20) this.#onProblem(`${hex([byte])} among letters`)
    if (byte < 0x80) return String.fromCharCode(Math.max(0x20, byte))
    const letter = this.#page === null ? null : characterOf(byte, this.#page)
    if (letter === null) this.#onProblem(`no letter for ${hex([byte])}`)
    return letter ?? ' '
  }

  #initialise(): void {
    this.#clear()
    this.#cursorShown = true
    this.#page = this.#letters[0] ?? null
  }

  #clear(): void {
    this.#cells = Array.from({ length: COLUMNS * ROWS }, () => ' ')
    this.#cursor = 0
    this.#stringMode = false
  }
}

const hex = (bytes: readonly number[]): string => Buffer.from(bytes).toString('hex')
