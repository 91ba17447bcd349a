import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import { type LaidOutTicket, rowCells, rowWidth } from '#contract/views/ticket-view.ts'
import { filterText, fitCells } from './text-filter.ts'

/** The code pages a printer may have, in the order they are tried; none alone holds French and Polish. */
export const CODE_PAGES = ['cp858', 'windows1252', 'cp852', 'windows1250'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/** Lines of paper between the last row and the blade. */
const FEED_BEFORE_CUT = 4
/** GS V 1: partial cut. Ours, since the library's own cut is followed by a line feed that starts the next ticket. */
const CUT = [0x1d, 0x56, 0x01]
/**
 * GS a 15: tell every change of drawer, line, error and paper. In every ticket, after ESC @, which switches it off.
 */
const ENABLE_STATUS_BACK = [0x1d, 0x61, 0x0f]

/** ESC p 0 50 250: drawer on pin 2, 100 ms on, 500 ms off. A job of its own, so that a reprint never opens a drawer. */
export const DRAWER_KICK: Uint8Array = Uint8Array.of(0x1b, 0x70, 0x00, 0x32, 0xfa)
/** DLE DC4 1 0 1: the same at once, even without paper. Not every printer knows it. */
export const DRAWER_KICK_NOW: Uint8Array = Uint8Array.of(0x10, 0x14, 0x01, 0x00, 0x01)

/** Any width the library accepts, to try a single character. */
const PROBE_COLUMNS = 42

export interface EncodedTicket {
  /** From `ESC @` to the cut, the cut being the last command. */
  readonly bytes: Uint8Array
  /** Characters no code page had. */
  readonly substituted: number
}

function newEncoder(columns: number, codePages: readonly CodePage[]): ReceiptPrinterEncoder {
  return new ReceiptPrinterEncoder({
    columns,
    language: 'esc-pos',
    codepageMapping: 'epson',
    codepageCandidates: [...codePages],
    newline: '\n',
    imageMode: 'raster',
    feedBeforeCut: FEED_BEFORE_CUT,
    errors: 'strict',
  })
}

/** Characters that are encoded on one page. */
interface Run {
  readonly page: CodePage
  text: string
}

/**
 * Encoder settings of sheet printers-escpos, section 2. The page of each character is looked up here and kept: the
 * library's own choice builds its tables anew for every character and takes a tenth of a second for a ticket.
 */
export class EscposEncoder {
  readonly #codePages: readonly CodePage[]
  readonly #pages = new Map<string, readonly CodePage[]>()

  constructor(codePages: readonly CodePage[] = CODE_PAGES) {
    this.#codePages = codePages
  }

  /**
   * A laid out ticket as ESC/POS bytes: `ESC @`, `FS .`, status reports on, the rows, feed and cut. Every text
   * passes the filter.
   */
  encode(ticket: LaidOutTicket): EncodedTicket {
    const encoder = newEncoder(ticket.columns, this.#codePages).initialize().raw(ENABLE_STATUS_BACK)
    let substituted = 0
    for (const row of ticket.rows) {
      if (row.kind === 'cut') {
        encoder.newline(FEED_BEFORE_CUT).raw(CUT)
        continue
      }
      const style = row.kind === 'rule' ? { bold: false, double: false } : row
      const filtered = filterText(rowCells(row, ticket.columns), (character) => this.#pagesOf(character).length > 0)
      substituted += filtered.substituted
      const text = fitCells(filtered.text, rowWidth(style, ticket.columns))
      const size = style.double ? 2 : 1
      encoder.size(size, size).bold(style.bold)
      for (const run of this.#runs(text)) encoder.codepage(run.page).text(run.text)
      encoder.bold(false).size(1, 1).newline()
    }
    return { bytes: encoder.encode(), substituted }
  }

  /** Changes the page only for a character that the one before lacks; each row begins with the first page. */
  #runs(text: string): Run[] {
    const runs: Run[] = []
    for (const character of text) {
      const current = runs.at(-1)
      const pages = this.#pagesOf(character)
      if (current && pages.includes(current.page)) current.text += character
      else runs.push({ page: pages[0] ?? CODE_PAGES[0], text: character })
    }
    return runs
  }

  /** The printer's pages that have the character, in their order. */
  #pagesOf(character: string): readonly CodePage[] {
    if (isPlain(character)) return this.#codePages
    const known = this.#pages.get(character)
    if (known !== undefined) return known
    // The library writes `?`, or a control byte, for what a page lacks.
    const pages = this.#codePages.filter((page) =>
      newEncoder(PROBE_COLUMNS, [page])
        .codepage(page)
        .text(character)
        .encode()
        .some((byte) => byte >= 0x80),
    )
    this.#pages.set(character, pages)
    return pages
  }
}

/** ASCII text, the same on every page. */
function isPlain(character: string): boolean {
  return character >= ' ' && character <= '~'
}

/**
 * What follows a job so that the printer says when it is done, in the order of its work:
 * `GS ( H 06 00 30 30 id` is answered by `37 22 id 00`; `GS r 1`, for printers without it, by one status byte.
 * @param id four printable characters.
 */
export function acknowledgementRequest(id: string): Uint8Array {
  if (!/^[0-9A-Za-z]{4}$/.test(id)) throw new RangeError('an acknowledgement id has four letters or digits')
  return Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'ascii'), 0x1d, 0x72, 0x01)
}
