import { LIMITS } from '#contract/limits.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type {
  CellSeparator,
  ColumnUse,
  ImportFileView,
  ImportFormat,
  TextEncoding,
} from '#contract/views/import-view.ts'
import { readText, shownCell } from './cell-text.ts'
import { type FileRecord, firstRecords, guessSeparator } from './file-records.ts'
import { columnsByCells, columnsByHead, guessDecimalMark, isHead } from './guess-columns.ts'
import { decodeText, guessEncoding } from './text-encoding.ts'

/** Rows that are looked at to guess what a column is. */
const GUESSED_FROM_ROWS = 50

/** What a person said of the format; what is left out is guessed. */
export type FormatWish = Partial<Pick<ImportFormat, 'encoding' | 'separator' | 'hasHead'>>

export interface ShopTerms {
  /** Rates of the shop, lowest first. */
  readonly rates: readonly number[]
  readonly priceLists: readonly { readonly id: string; readonly name: string }[]
}

/** A file of articles between its first piece and the end of its import; in memory alone. */
export class ImportFile {
  readonly fileName: string
  readonly #bytes: Uint8Array
  #received = 0
  #text: { readonly encoding: TextEncoding; readonly text: string } | null = null

  constructor(fileName: string, byteCount: number) {
    this.fileName = fileName
    this.#bytes = new Uint8Array(byteCount)
  }

  get isWhole(): boolean {
    return this.#received === this.#bytes.length
  }

  /** Takes the piece that begins at `at`. Errors: ARTICLES_FILE_INCOMPLETE, where it is not the next one. */
  take(at: number, piece: Uint8Array): Result<{ readonly received: number }, 'ARTICLES_FILE_INCOMPLETE'> {
    if (at !== this.#received || at + piece.length > this.#bytes.length) return fail('ARTICLES_FILE_INCOMPLETE')
    this.#bytes.set(piece, at)
    this.#received += piece.length
    return succeed({ received: this.#received })
  }

  text(encoding: TextEncoding): string {
    if (this.#text?.encoding !== encoding) this.#text = { encoding, text: decodeText(this.#bytes, encoding) }
    return this.#text.text
  }

  /** How the file would be understood, with its first rows. Errors: ARTICLES_FILE_INCOMPLETE, ARTICLES_FILE_EMPTY. */
  look(
    wish: FormatWish,
    shop: ShopTerms,
  ): Result<ImportFileView, 'ARTICLES_FILE_INCOMPLETE' | 'ARTICLES_FILE_EMPTY' | 'ARTICLES_FILE_COLUMNS'> {
    if (!this.isWhole) return fail('ARTICLES_FILE_INCOMPLETE')
    const encoding = wish.encoding ?? guessEncoding(this.#bytes)
    const text = this.text(encoding)
    const separator = wish.separator ?? guessSeparator(text)
    const rows = readable(firstRecords(text, separator, GUESSED_FROM_ROWS))
    const [first, ...below] = rows
    if (first === undefined) return fail('ARTICLES_FILE_EMPTY')
    if (Math.max(...rows.map(({ length }) => length)) > LIMITS.importColumns) {
      return fail('ARTICLES_FILE_COLUMNS', { max: LIMITS.importColumns })
    }
    const hasHead = wish.hasHead ?? isHead(first)
    const body = hasHead ? below : rows
    const columns = hasHead ? withoutEmpty(columnsByHead(first, shop.priceLists), first) : columnsByCells(body)
    return succeed({
      fileName: this.fileName,
      bytes: this.#bytes.length,
      format: formatOf({ encoding, separator, hasHead, columns }, body, shop),
      head: hasHead ? first.map(shownCell) : [],
      firstRows: body.slice(0, LIMITS.importFirstRows).map((row) => row.map(shownCell)),
      rates: [...shop.rates],
      priceLists: shop.priceLists.map(({ id, name }) => ({ id, name })),
    })
  }
}

function formatOf(
  known: { encoding: TextEncoding; separator: CellSeparator; hasHead: boolean; columns: ColumnUse[] },
  body: readonly (readonly string[])[],
  { rates }: ShopTerms,
): ImportFormat {
  const prices = known.columns.flatMap((use, place) =>
    use === 'price' || use.startsWith('list:') ? body.map((row) => row[place] ?? '') : [],
  )
  return {
    ...known,
    decimalMark: prices.length > 0 ? guessDecimalMark(prices) : 'comma',
    vatBasisPoints: rates.at(-1) ?? 0,
    familyId: null,
    withoutPrice: 'refuse',
  }
}

const readable = (records: readonly FileRecord[]): readonly (readonly string[])[] =>
  records.flatMap(({ cells }) => (cells === null ? [] : [cells.map((cell) => readText(cell))]))

/** Names that are empty at the end are no columns: spreadsheets write the separators of empty ones. */
function withoutEmpty(columns: ColumnUse[], head: readonly string[]): ColumnUse[] {
  const last = head.findLastIndex((cell) => cell.trim() !== '')
  return columns.slice(0, last + 1)
}
