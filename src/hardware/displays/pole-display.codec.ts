/**
 * Bytes of the two command sets that displays of two rows by twenty speak (sheet printers-escpos, section 6):
 *
 *   both      0C                    clear; on a CD5220 also the only way out of its string mode: first of all
 *             1B 40                 initialise
 *   CD5220    1B 51 41 <20> 0D      first row (string mode)
 *             1B 51 42 <20> 0D      second row
 *             1B 5F 00              cursor off
 *   ESC/POS   1F 24 x y <20>        cursor to column x 1-20 of row y 1-2, then the cells
 *             1F 43 00              cursor off
 *             1B 52 n               national letters; 0 keeps ASCII as it is
 *             1B 74 n               code page, numbered by each maker
 *
 * A row is always twenty cells, so that nothing old is left and nothing scrolls.
 */

export const DISPLAY_DIALECTS = ['cd5220', 'escpos'] as const
export type DisplayDialect = (typeof DISPLAY_DIALECTS)[number]

const INITIALISE: readonly number[] = [0x1b, 0x40]
export const CLEAR = 0x0c
const END_OF_STRING = 0x0d
const CURSOR_OFF = { cd5220: [0x1b, 0x5f, 0x00], escpos: [0x1f, 0x43, 0x00] } as const
const ASCII_LETTERS = [0x1b, 0x52, 0x00]

/** Makes a display ready: empty, without a cursor, ASCII as it is. */
export function readyBytes(dialect: DisplayDialect): Uint8Array {
  const letters = dialect === 'escpos' ? ASCII_LETTERS : []
  return Uint8Array.of(CLEAR, ...INITIALISE, CLEAR, ...CURSOR_OFF[dialect], ...letters)
}

/**
 * Both rows.
 * @param cells of each row exactly twenty cells; on ESC/POS with the page commands between them.
 */
export function rowsBytes(dialect: DisplayDialect, cells: readonly [Uint8Array, Uint8Array]): Uint8Array {
  return Uint8Array.of(...rowBytes(dialect, 1, cells[0]), ...rowBytes(dialect, 2, cells[1]))
}

function rowBytes(dialect: DisplayDialect, row: 1 | 2, cells: Uint8Array): readonly number[] {
  if (dialect === 'cd5220') return [0x1b, 0x51, row === 1 ? 0x41 : 0x42, ...cells, END_OF_STRING]
  return [0x1f, 0x24, 1, row, ...cells]
}

/** `ESC t n`: the letters that follow are those of this page. */
export function pageBytes(number: number): readonly number[] {
  return [0x1b, 0x74, number]
}
