import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { CodePage } from '#contract/views/ticket-view.ts'
import { DISPLAY_COLUMNS, type DisplayRow } from '#till/ports/customer-display.port.ts'
import { type PageNumbers, pagesOf } from '../printers/printer-profiles.ts'
import { filterText } from '../printers/text-filter.ts'
import { pageBytes } from './pole-display.codec.ts'

export interface EncodedRow {
  /** Exactly twenty characters: what the customer reads. */
  readonly text: string
  /** The same as cells, with a page command before the first cell that needs another page. */
  readonly cells: Uint8Array
}

interface Place {
  readonly page: CodePage
  readonly byte: number
}

/**
 * Rows in the letters of one display. Every text passes the printers' filter, so no product name can become a command;
 * what no page has is spelled in ASCII (`EUR`, `l` for `ł`), before it is measured.
 */
export class DisplayLetters {
  readonly #numbers: PageNumbers
  readonly #pages: readonly CodePage[]
  readonly #places = new Map<string, Place | null>()

  constructor(numbers: PageNumbers) {
    this.#numbers = numbers
    this.#pages = pagesOf(numbers)
  }

  encode(row: DisplayRow): EncodedRow {
    const text = this.#laidOut(row)
    const cells: number[] = []
    let current: CodePage | null = null
    for (const character of text) {
      const place = this.#placeOf(character)
      if (place === null) {
        cells.push(character.charCodeAt(0))
        continue
      }
      if (place.page !== current) cells.push(...pageBytes(this.#numbers[place.page] ?? 0))
      current = place.page
      cells.push(place.byte)
    }
    return { text, cells: Uint8Array.from(cells) }
  }

  #laidOut(row: DisplayRow): string {
    const text = this.#spelled(row.text)
    const figures = this.#spelled(row.figures).slice(0, DISPLAY_COLUMNS)
    if (figures !== '') {
      const room = Math.max(0, DISPLAY_COLUMNS - figures.length - 1)
      return (
        text
          .slice(0, room)
          .trimEnd()
          .padEnd(DISPLAY_COLUMNS - figures.length) + figures
      )
    }
    const shown = text.slice(0, DISPLAY_COLUMNS).trimEnd()
    return shown.padStart(Math.floor((DISPLAY_COLUMNS + shown.length) / 2)).padEnd(DISPLAY_COLUMNS)
  }

  #spelled(text: string): string {
    return filterText(text, (character) => isPlain(character) || this.#placeOf(character) !== null).text.trim()
  }

  /** Where a letter beyond ASCII stands; null for ASCII and for what no page of the display has. */
  #placeOf(character: string): Place | null {
    if (isPlain(character)) return null
    const known = this.#places.get(character)
    if (known !== undefined) return known
    const place = this.#pages.map((page) => placeOn(page, character)).find((found) => found !== null) ?? null
    this.#places.set(character, place)
    return place
  }
}

const isPlain = (character: string): boolean => character >= ' ' && character <= '~'

/** Any width the library accepts, to try a single character. */
const PROBE_COLUMNS = 42

function placeOn(page: CodePage, character: string): Place | null {
  const encoder = new ReceiptPrinterEncoder({
    columns: PROBE_COLUMNS,
    language: 'esc-pos',
    codepageMapping: { [page]: 0 },
    codepageCandidates: [page],
    newline: '\n',
    errors: 'strict',
  })
  // `?` or a control byte stands for what a page lacks.
  const byte = encoder
    .codepage(page)
    .text(character)
    .encode()
    .find((value) => value >= 0x80)
  return byte === undefined ? null : { page, byte }
}
