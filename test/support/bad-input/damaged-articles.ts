import type { Random } from '#test/world/random.ts'

/** EAN-13 of the twelve figures. */
export function eanOf(body: number): string {
  const digits = String(body).padStart(12, '0')
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const FIRST_CODE = 300_000_000_000
const SOUND = (row: number) => ['', `Article ${row}`, eanOf(FIRST_CODE + row), '1,50', '5,5', 'Épicerie', '3']

/** Every way in which a row of a file of articles has been seen spoilt; each makes a line of its own, without its end. */
const DAMAGES: Readonly<Record<string, (cells: string[], row: number, chance: Random) => string>> = {
  'quote that is never closed': (cells, row) => cells.with(1, `"Article ${row}`).join(';'),
  'quote in the middle': (cells, row) => cells.with(1, `Écran 32" n° ${row}`).join(';'),
  'quoted separator and line end': (cells, row) => cells.with(1, `"a;b\r\nc ""${row}"""`).join(';'),
  'NUL bytes': (cells, row) => cells.with(1, `Nul\u0000${row}`).join(';'),
  'ESC sequence': (cells, row) => cells.with(1, `\u001b[2J\u001b@Esc ${row}`).join(';'),
  'too few columns': (cells) => cells.slice(0, 3).join(';'),
  'too many columns': (cells) => [...cells, 'x', 'y'].join(';'),
  'negative price': (cells) => cells.with(3, '-1,50').join(';'),
  'price of ten figures': (cells) => cells.with(3, '1234567890').join(';'),
  'price of zero': (cells) => cells.with(3, '0').join(';'),
  'price in words': (cells) => cells.with(3, 'cher').join(';'),
  emoji: (cells, row) => cells.with(1, `🍓🧀👩‍🍳 n° ${row}`).join(';'),
  'right to left': (cells, row) => cells.with(1, `חלב ${row}`).join(';'),
  'turned round': (cells, row) => cells.with(1, `a\u202efdp${row}`).join(';'),
  'duplicate barcode': (cells, row) => cells.with(2, eanOf(FIRST_CODE + Math.max(0, row - 7))).join(';'),
  'wrong check digit': (cells) =>
    cells
      .with(
        2,
        (cells[2] ?? '').replace(/.$/, (digit) => String((Number(digit) + 1) % 10)),
      )
      .join(';'),
  'barcode of a spreadsheet': (cells) => cells.with(2, '3,76E+12').join(';'),
  'card number for a name': (cells) => cells.with(1, '4111 1111 1111 1111').join(';'),
  'card number for a barcode': (cells) => cells.with(2, '4111111111111111').join(';'),
  'card number as a price': (cells) => cells.with(3, '4111111111111111').join(';'),
  'huge line': (cells, row) => cells.with(1, `x${row}`.repeat(9_000)).join(';'),
  'huge quoted line': (cells, row) => cells.with(1, `"${`y${row};`.repeat(9_000)}"`).join(';'),
  formula: (cells, row) => cells.with(1, `=HYPERLINK("http://x/${row}")`).join(';'),
  'unknown rate': (cells) => cells.with(4, '19,6').join(';'),
  'stock in words': (cells) => cells.with(6, 'beaucoup').join(';'),
  'name of a thousand': (cells) => cells.with(1, 'n'.repeat(1_000)).join(';'),
  'half a pair': (cells) => cells.with(1, 'x\ud83d').join(';'),
  separators: () => ';;;;;;',
  blanks: () => '   ',
  noise: (_cells, _row, chance) =>
    String.fromCharCode(...Array.from({ length: 40 }, () => chance.whole(0, 0x2fff)))
      .replaceAll('"', '')
      .replace(/[\r\n]/g, ''),
}

export interface DamagedFile {
  readonly bytes: Buffer
  /** Kinds that were drawn, and how often. */
  readonly kinds: ReadonlyMap<string, number>
}

/** A file of so many rows, every third of them spoilt, with mixed line ends, cut off in the middle of its last row. */
export function damagedArticles(rows: number, chance: Random): DamagedFile {
  const kinds = new Map<string, number>()
  const lines = Array.from({ length: rows }, (_, row) => {
    if (!chance.chance(34)) return SOUND(row).join(';')
    const [kind, spoil] = chance.pick(Object.entries(DAMAGES))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    return spoil(SOUND(row), row, chance)
  })
  const head = 'Référence;Nom;Code-barres;Prix TTC;TVA;Famille;Stock'
  const text = [head, ...lines].map((line) => `${line}${chance.pick(['\r\n', '\n', '\r'])}`).join('')
  const bytes = Buffer.from(text)
  // Bytes that are none of UTF-8, as a bad cable leaves them.
  for (let spoilt = 0; spoilt < rows / 200; spoilt += 1) bytes[chance.whole(200, bytes.length - 1)] = 0xff
  return { bytes: Buffer.concat([bytes, Buffer.from(`;Coupé;${eanOf(FIRST_CODE + rows)};1`)]), kinds }
}
