import { CODE_PAGES } from '#contract/views/ticket-view.ts'
import { paperAmount, paperDate } from './paper-figures.ts'
import type { PaperRows } from './paper-rows.ts'
import type { TestSlip } from './ticket-document.ts'
import { fill, type TicketWords } from './ticket-words.ts'

/** The letters a shop in each language needs, each row printed as tickets print it. */
const ALPHABETS = [
  ['Français', 'àâçéèêëîïôùûü œŒÉÈ « »'],
  ['Polski', 'ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ'],
  ['Deutsch', 'äöüß ÄÖÜ'],
  ['Euro', '€ 12,34 €'],
] as const

/** In no code page of any printer here: drawn as an image. */
const DRAWN = 'Жщ Ґ ψ Șț Ğ'

/** What tells one page from another. */
const PAGE_LETTERS = 'éèœ€äßłżąç'

const SAMPLE_MINOR = 123_456
const SAMPLE_CODE128 = 'TEST-128'
const SAMPLE_EAN13 = '4006381333931'
const SAMPLE_EAN8 = '96385074'
const SAMPLE_QR = 'TEST-QR'

/**
 * Rulers, alphabets, the code pages one by one, styles and barcodes. Whoever reads it sees at once which width is
 * right, which page the printer shows under which number, and whether a scanner reads what it prints.
 */
export function addTestSlip(rows: PaperRows, slip: TestSlip, words: TicketWords): void {
  rows.centre(words.testSlip, { bold: true })
  rows.centre(slip.deviceAlias, { bold: true })
  rows.pair(`${paperDate(slip.localDate, words)} ${slip.localTime}`, fill(words.columns, { count: rows.columns }))
  addRuler(rows)
  rows.rule()
  for (const [language, letters] of ALPHABETS) rows.left(`${language.padEnd(9)}${letters}`)
  rows.left(`${words.image.padEnd(9)}${DRAWN}`)
  rows.rule()
  rows.left(words.codePages, { bold: true })
  for (const page of CODE_PAGES) rows.pageSample(page, `${page.toUpperCase().padEnd(12)}${PAGE_LETTERS}`)
  rows.rule()
  rows.left(words.bold, { bold: true })
  rows.bigFigure(paperAmount(SAMPLE_MINOR, slip.currency))
  rows.rule()
  rows.left(words.barcodes, { bold: true })
  for (const [symbology, name, content] of [
    ['code128', 'Code 128', SAMPLE_CODE128],
    ['ean13', 'EAN-13', SAMPLE_EAN13],
    ['ean8', 'EAN-8', SAMPLE_EAN8],
  ] as const) {
    rows.pair(name, content)
    rows.barcode(symbology, content)
  }
  rows.pair('QR', SAMPLE_QR)
  rows.qr(SAMPLE_QR)
  rows.blank()
  rows.centre(words.endOfTest)
}

/** Every column numbered: tens above, units below. Too wide a setting wraps, too narrow a one leaves paper free. */
function addRuler(rows: PaperRows): void {
  const columns = Array.from({ length: rows.columns }, (_, index) => index + 1)
  rows.left(
    columns
      .map((column) => (column % 10 === 0 ? (column / 10) % 10 : ' '))
      .join('')
      .trimEnd(),
  )
  rows.left(columns.map((column) => column % 10).join(''))
}
