import type { PrinterProfile } from '#contract/views/printer-settings-view.ts'
import { CODE_PAGES, type CodePage } from '#contract/views/ticket-view.ts'

export type { PrinterProfile }

/** The number `ESC t n` has on a family of printers, for each page it holds. */
export type PageNumbers = Readonly<Partial<Record<CodePage, number>>>

/**
 * Code pages by family (sheet printers-escpos, section 7): numbers are the maker's own, never common. `epson` fits
 * most. `western` is a printer with the pages of the first PCs and nothing else.
 */
export const PRINTER_PROFILES = {
  epson: { cp437: 0, cp858: 19, cp852: 18, windows1252: 16, windows1250: 45 },
  'epson-tm-t88iii': { cp437: 0, cp858: 19, windows1252: 16 },
  'epson-tm-m30iii': { cp437: 0, cp852: 18, windows1252: 16, windows1250: 45 },
  'pos-5890': { cp437: 0, cp858: 53, cp852: 54, windows1252: 71, windows1250: 72 },
  star: { cp858: 4, cp852: 5, windows1252: 32, windows1250: 33 },
  'wincor-th230': { cp437: 0, cp858: 6, cp852: 2, windows1252: 8, windows1250: 17 },
  'yhd-8390': { cp437: 0, cp858: 14, cp852: 13, windows1252: 11 },
  western: { cp437: 0, cp858: 19 },
  /** Nothing but ASCII: all else is drawn. */
  ascii: {},
} as const satisfies Readonly<Record<PrinterProfile, PageNumbers>>

/** Families that draw a QR by themselves (`GS ( k`); all others are sent its picture. */
const QR_DRAWERS: readonly PrinterProfile[] = ['epson', 'epson-tm-m30iii', 'yhd-8390']

/** Families that know `DLE ENQ`; what is only like them may take its bytes for others. */
const RECOVERING: readonly PrinterProfile[] = ['epson', 'epson-tm-t88iii', 'epson-tm-m30iii']

export function recovers(profile: PrinterProfile): boolean {
  return RECOVERING.includes(profile)
}

export function drawsQr(profile: PrinterProfile): boolean {
  return QR_DRAWERS.includes(profile)
}

/** The pages a printer has, in the order they are tried. */
export function pagesOf(numbers: PageNumbers): CodePage[] {
  return CODE_PAGES.filter((page) => numbers[page] !== undefined)
}
