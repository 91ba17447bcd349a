import { AMOUNT_MINOR_MAX } from '#contract/money.ts'

/** What a line breaks, by the name and the columns of its field; never what stands there. */
export class CfonbFault extends Error {
  readonly line: number
  readonly field: string
  readonly columns: string

  constructor(line: number, field: string, columns: string) {
    super(`${field} of line ${line}`)
    this.line = line
    this.field = field
    this.columns = columns
  }
}

const LINE_LENGTH = 120

const POSITIVE = '{ABCDEFGHI'
const NEGATIVE = '}JKLMNOPQR'
const CENTURY = 2_000

/** One line of 120 characters, read by its columns as the standard counts them, from 1. */
export class CfonbLine {
  readonly number: number
  readonly #text: string

  /** Throws CfonbFault when it is no line of 120 printable characters. */
  constructor(number: number, text: string) {
    this.number = number
    this.#text = text
    if (text.length !== LINE_LENGTH) throw new CfonbFault(number, 'length', `1-${LINE_LENGTH}`)
    const strange = /[^ -~\u00a0-\u00ff]/.exec(text)
    if (strange) throw this.fault('characters', strange.index + 1, strange.index + 1)
  }

  fault(field: string, from: number, to: number): CfonbFault {
    return new CfonbFault(this.number, field, from === to ? String(from) : `${from}-${to}`)
  }

  /** The columns as they stand. */
  raw(from: number, to: number): string {
    return this.#text.slice(from - 1, to)
  }

  /** Without the spaces around, one space for many within. */
  text(from: number, to: number): string {
    return this.raw(from, to).trim().replace(/ {2,}/g, ' ')
  }

  digits(field: string, from: number, to: number): string {
    const found = this.raw(from, to)
    if (!/^\d+$/.test(found)) throw this.fault(field, from, to)
    return found
  }

  /** `DDMMYY` as `2026-11-22`; a day that no calendar has is a fault. */
  date(field: string, from: number, to: number): string {
    const found = this.digits(field, from, to)
    const [day, month, year] = [found.slice(0, 2), found.slice(2, 4), CENTURY + Number(found.slice(4, 6))]
    const iso = `${year}-${month}-${day}`
    const time = Date.parse(`${iso}T00:00:00Z`)
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso) throw this.fault(field, from, to)
    return iso
  }

  /**
   * Thirteen figures and one that carries the sign: `{` +0, `A` to `I` +1 to +9, `}` -0, `J` to `R` -1 to -9.
   * `0000000000322J` is -3221.
   */
  amountMinor(field: string, from: number): number {
    const to = from + 13
    const figures = this.digits(field, from, to - 1)
    const last = this.raw(to, to)
    const positive = POSITIVE.indexOf(last)
    const digit = positive >= 0 ? positive : NEGATIVE.indexOf(last)
    const minor = Number(figures) * 10 + digit
    if (digit < 0 || minor > AMOUNT_MINOR_MAX) throw this.fault(field, from, to)
    return positive >= 0 || minor === 0 ? minor : -minor
  }
}
