import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { PrinterSettings } from '#contract/views/printer-settings-view.ts'
import {
  type CodePage,
  type LaidOutTicket,
  pictureBytes,
  rowCells,
  rowWidth,
  type TicketRow,
} from '#contract/views/ticket-view.ts'
import { barcodeBytes } from './barcode-bytes.ts'
import { drawsQr, type PageNumbers, PRINTER_PROFILES, type PrinterProfile, pagesOf } from './printer-profiles.ts'
import { qrBytes } from './qr-bytes.ts'
import { centredPicture } from './raster-image.ts'
import { hasGlyph, rasterRow } from './row-raster.ts'
import { type FilteredText, filterText, fitCells, NO_LETTER } from './text-filter.ts'

/** Lines of paper between the last row and the blade. */
const FEED_BEFORE_CUT = 4
/** GS V 1: partial cut. Ours, since the library's own cut is followed by a line feed that starts the next ticket. */
const CUT = [0x1d, 0x56, 0x01]
/**
 * GS a 15: tell every change of drawer, line, error and paper. In every ticket, after ESC @, which switches it off.
 */
const ENABLE_STATUS_BACK = [0x1d, 0x61, 0x0f]

/** How it is, why it is off line, which error it has, its paper. */
export type RealTimeQuery = 1 | 2 | 3 | 4
type DrawerPin = PrinterSettings['drawer']['pin']

/** ESC p m 50 250: the drawer, 100 ms on, 500 ms off. A job of its own, so that a reprint never opens a drawer. */
export const drawerKick = (pin: DrawerPin): Uint8Array => Uint8Array.of(0x1b, 0x70, pin === 5 ? 1 : 0, 0x32, 0xfa)
/** DLE DC4 1 m 1: the same at once, even without paper. Not every printer knows it. */
export const drawerKickNow = (pin: DrawerPin): Uint8Array => Uint8Array.of(0x10, 0x14, 0x01, pin === 5 ? 1 : 0, 0x01)

/** DLE EOT n, worked off at once even when the printer is off line. */
export const realTimeQuery = (n: RealTimeQuery): Uint8Array => Uint8Array.of(0x10, 0x04, n)
/** DLE ENQ 2, as much at once: after an error that can be recovered from, drop what is held and go on. Else nothing. */
export const dropAndRecover = (): Uint8Array => Uint8Array.of(0x10, 0x05, 0x02)

/** ESC = 1: what follows is for the printer, and not for what hangs behind it. */
export const speakToPrinter = (): Uint8Array => Uint8Array.of(0x1b, 0x3d, 0x01)

/** NUL: the rest of a command that was cut off; a printer that waits for nothing passes over it. */
const NOTHING = 0x00
const IMAGE = Buffer.from([0x1d, 0x76, 0x30])
/** No command of a ticket is longer: an image row in double height on the widest paper, else a barcode. */
const IMAGE_BYTES_MAX = 8 + 72 * 60
const TEXT_COMMAND_BYTES_MAX = 96

/** Any width the library accepts, to try a single character. */
const PROBE_COLUMNS = 42

/**
 * Ends a ticket that was cut off in the middle. A printer that lost the line within an image takes what comes next for
 * dots: the head of the next ticket would be missing, and the printer would say that it is printed. The half ticket is
 * cut off too, so that it does not stand above the next one.
 * @param ticket what was being sent; null where nobody knows.
 */
export function endHalfTicket(ticket: Uint8Array | null): Uint8Array {
  const hasImage = ticket === null || Buffer.from(ticket).includes(IMAGE)
  const rest = Array<number>(hasImage ? IMAGE_BYTES_MAX : TEXT_COMMAND_BYTES_MAX).fill(NOTHING)
  return Uint8Array.of(...rest, 0x0a, ...Array<number>(FEED_BEFORE_CUT).fill(0x0a), ...CUT)
}

export interface EncodedTicket {
  /** From `ESC @` to the cut, the cut being the last command. */
  readonly bytes: Uint8Array
  /** Characters that no code page has and that no glyph was drawn for. */
  readonly substituted: number
}

type Style = Pick<Extract<TicketRow, { kind: 'text' }>, 'bold' | 'double'>

/** Characters that are encoded on one page. */
interface Run {
  readonly page: CodePage
  text: string
}

/**
 * Encoder settings of sheet printers-escpos, section 2. The page of each character is looked up here and kept: the
 * library's own choice builds its tables anew for every character and takes a tenth of a second for a ticket.
 * A row with a character that no page has is drawn (`rasterRow`); only what has no glyph either is spelled otherwise.
 */
export class EscposEncoder {
  readonly #numbers: PageNumbers
  readonly #codePages: readonly CodePage[]
  readonly #pages = new Map<string, readonly CodePage[]>()
  readonly #drawsQr: boolean

  /** @param isQrDrawn whether the printer draws a QR by itself. */
  constructor(numbers: PageNumbers = PRINTER_PROFILES.epson, isQrDrawn = true) {
    this.#numbers = numbers
    this.#drawsQr = isQrDrawn
    this.#codePages = pagesOf(numbers)
  }

  /**
   * A laid out ticket as ESC/POS bytes: `ESC @`, `FS .`, status reports on, the rows, feed and cut. Every text
   * passes the filter. Throws CatalogueFailure PRINTER_BARCODE_INVALID.
   */
  encode(ticket: LaidOutTicket): EncodedTicket {
    const encoder = this.#newEncoder(ticket.columns).initialize().raw(ENABLE_STATUS_BACK)
    let substituted = 0
    for (const row of ticket.rows) {
      if (row.kind === 'cut') encoder.newline(FEED_BEFORE_CUT).raw(CUT)
      else if (row.kind === 'barcode') encoder.raw([...barcodeBytes(row.symbology, row.content)])
      else if (row.kind === 'qr') encoder.raw([...qrBytes(row.content, this.#drawsQr)])
      else if (row.kind === 'image')
        encoder.raw([...centredPicture(row.picture.acrossBytes, pictureBytes(row.picture))])
      else substituted += this.#encodeRow(encoder, row, ticket.columns)
    }
    return { bytes: encoder.encode(), substituted }
  }

  /** Answers how many characters had to be spelled otherwise. */
  #encodeRow(
    encoder: ReceiptPrinterEncoder,
    row: Extract<TicketRow, { kind: 'text' | 'rule' }>,
    columns: LaidOutTicket['columns'],
  ): number {
    const style: Style = row.kind === 'rule' ? { bold: false, double: false } : row
    const page = row.kind === 'rule' ? undefined : row.codePage
    const cells = rowCells(row, columns)
    const filtered = page === undefined ? this.#filter(cells) : this.#shown(cells, page)
    const width = rowWidth(style, columns)
    const text = fitCells(filtered.text, width)
    if ([...text].every((character) => isPlain(character) || this.#pagesOf(character).length > 0))
      this.#print(encoder, page === undefined ? this.#runs(text) : [{ page, text }], style)
    else for (let at = 0; at < text.length; at += width) draw(encoder, text.slice(at, at + width), columns, style)
    return filtered.substituted
  }

  #filter(cells: string): FilteredText {
    return filterText(cells, (character) => this.#pagesOf(character).length > 0 || hasGlyph(character))
  }

  /** A row that shows one page: what the page lacks is a gap, so that a person sees what it has. */
  #shown(cells: string, page: CodePage): FilteredText {
    const isOnPage = (character: string) => isPlain(character) || this.#pagesOf(character).includes(page)
    const { text } = filterText(cells, () => true)
    return {
      text: [...text].map((character) => (isOnPage(character) ? character : NO_LETTER)).join(''),
      substituted: 0,
    }
  }

  #print(encoder: ReceiptPrinterEncoder, runs: readonly Run[], { bold, double }: Style): void {
    const size = double ? 2 : 1
    encoder.size(size, size).bold(bold)
    for (const { page, text } of runs) {
      // A page the printer lacks has no number: what is left of its row is ASCII, the same on every page.
      if (this.#numbers[page] !== undefined) encoder.codepage(page)
      encoder.text(text)
    }
    encoder.bold(false).size(1, 1).newline()
  }

  /** Changes the page only for a character that the one before lacks; each row begins with the first page. */
  #runs(text: string): Run[] {
    const runs: Run[] = []
    for (const character of text) {
      const current = runs.at(-1)
      const pages = isPlain(character) ? this.#codePages : this.#pagesOf(character)
      if (current && (isPlain(character) || pages.includes(current.page))) current.text += character
      else runs.push({ page: pages[0] ?? ASCII_PAGE, text: character })
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
      this.#newEncoder(PROBE_COLUMNS)
        .codepage(page)
        .text(character)
        .encode()
        .some((byte) => byte >= 0x80),
    )
    this.#pages.set(character, pages)
    return pages
  }

  #newEncoder(columns: number): ReceiptPrinterEncoder {
    const numbers = Object.fromEntries(this.#codePages.map((page) => [page, this.#numbers[page] ?? 0]))
    return new ReceiptPrinterEncoder({
      columns,
      language: 'esc-pos',
      codepageMapping: this.#codePages.length === 0 ? { [ASCII_PAGE]: 0 } : numbers,
      codepageCandidates: this.#codePages.length === 0 ? [ASCII_PAGE] : [...this.#codePages],
      newline: '\n',
      imageMode: 'raster',
      feedBeforeCut: FEED_BEFORE_CUT,
      errors: 'strict',
    })
  }
}

/** The encoder for a family of printers. */
export function encoderOf(profile: PrinterProfile): EscposEncoder {
  return new EscposEncoder(PRINTER_PROFILES[profile], drawsQr(profile))
}

/** The page named where a printer has none: only its ASCII half is used. */
const ASCII_PAGE: CodePage = 'cp437'

function draw(encoder: ReceiptPrinterEncoder, text: string, columns: number, style: Style): void {
  encoder.raw([...rasterRow(text, columns, style)])
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
