/**
 * Statements as a bank writes them, column by column from the sheet (acquirer-host-iso8583, section 3.2); shares no code
 * with the reader.
 */
export interface WrittenMovement {
  /** `2026-11-22`. */
  readonly on: string
  readonly minor: number
  readonly label: string
  readonly reference?: string
  readonly feeMinor?: number
  /** Qualifier and text of each further line. */
  readonly more?: readonly (readonly [qualifier: string, text: string])[]
}

export interface WrittenAccount {
  readonly from: string
  readonly to: string
  readonly oldMinor?: number
  readonly currency?: string
  readonly account?: string
  readonly movements: readonly WrittenMovement[]
}

const SIGNED = { plus: '{ABCDEFGHI', minus: '}JKLMNOPQR' } as const

/** `-3221` as `0000000000322J`. */
export function overpunched(minor: number): string {
  const figures = String(Math.abs(minor)).padStart(14, '0')
  const last = Number(figures.at(-1))
  return figures.slice(0, -1) + SIGNED[minor < 0 ? 'minus' : 'plus'][last]
}

/** `2026-11-22` as `221126`. */
const shortDate = (day: string): string => day.slice(8, 10) + day.slice(5, 7) + day.slice(2, 4)

/** Puts texts at their columns of a line of 120. */
function line(parts: readonly (readonly [column: number, text: string])[]): string {
  const cells = Array.from({ length: 120 }, () => ' ')
  for (const [column, text] of parts) cells.splice(column - 1, text.length, ...text)
  return cells.join('')
}

export function cfonbLines(account: WrittenAccount): string[] {
  const { from, to, oldMinor = 0, currency = 'EUR', account: number = '0001234567A', movements } = account
  const head = (record: string, day: string) =>
    [
      [1, record],
      [3, '30004'],
      [12, '00123'],
      [17, currency],
      [20, '2'],
      [22, number],
      [35, shortDate(day)],
    ] as const
  const balance = (record: string, day: string, minor: number) => line([...head(record, day), [91, overpunched(minor)]])
  const written = movements.flatMap(({ on, minor, label, reference = '', feeMinor, more = [] }, index) => [
    line([
      ...head('04', on),
      [33, '07'],
      [43, shortDate(on)],
      [49, label.slice(0, 32)],
      [82, String(index + 1).padStart(7, '0')],
      [91, overpunched(minor)],
      [105, reference.slice(0, 16)],
    ]),
    ...more.map(([qualifier, text]) => line([...head('05', on), [46, qualifier], [49, text.slice(0, 70)]])),
    ...(feeMinor === undefined
      ? []
      : [line([...head('05', on), [46, 'FEE'], [49, `${currency}2${overpunched(feeMinor)}`]])]),
  ])
  const sumMinor = movements.reduce((sum, { minor }) => sum + minor, oldMinor)
  return [balance('01', from, oldMinor), ...written, balance('07', to, sumMinor)]
}

export const cfonbFile = (...accounts: readonly WrittenAccount[]): string =>
  `${accounts.flatMap(cfonbLines).join('\r\n')}\r\n`
