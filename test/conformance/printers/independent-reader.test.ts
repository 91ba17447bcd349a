/**
 * Goal: what leaves for the printer is what was laid out, and nothing else. Method: every paper in every language on
 * every width, for a printer with all pages and one with few, read by a reader that shares no code with the encoder.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { type LaidOutTicket, rowCells, type TicketRow } from '#contract/views/ticket-view.ts'
import { EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { PRINTER_PROFILES } from '#hardware/printers/printer-profiles.ts'
import { inkedCells, isOnSomePage, type ReadRow, readTicket } from '#test/support/printers/independent-reader.ts'
import { cardTicket, cashSlip, customerTicket, dayReport, line, testSlip } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { TicketDocument } from '#till/tickets/ticket-document.ts'

const polishNames = ['Żurek śląski w słoiku', 'Bœuf haché à l’ancienne', 'Müsli „Größe XL“', 'Борщ ½'].map((name) =>
  line(name, 250, 'A'),
)

const DOCUMENTS: Readonly<Record<string, TicketDocument>> = {
  customer: customerTicket(),
  'names of three languages': customerTicket({ lines: polishNames }),
  'training duplicate': customerTicket({ training: true, copyNumber: 2 }),
  'card, customer': cardTicket(),
  'card, merchant': cardTicket({ copy: 'merchant', entryMode: 'contactless', cardholderVerification: 'device' }),
  'card to sign': cardTicket({ copy: 'merchant', outcome: 'to-sign', cardholderVerification: 'signature' }),
  'card offline': cardTicket({ copy: 'merchant', offline: 'stand-in', approvalCode: null, responseCode: 'Y3' }),
  'card by stripe': cardTicket({ entryMode: 'stripe', fallback: true, offline: 'card', applicationId: null }),
  declined: cardTicket({ outcome: 'declined', approvalCode: null, responseCode: '51' }),
  abandoned: cardTicket({ outcome: 'abandoned', entryMode: 'none', maskedPan: '', approvalCode: null, copyNumber: 1 }),
  'signature refused': cardTicket({ outcome: 'signature-refused', copy: 'merchant' }),
  X: dayReport({ kind: 'x-report', number: null }),
  Z: dayReport(),
  'cash slip': cashSlip({ note: 'Żurek śląski ½' }),
  'test slip': testSlip(),
}

const PRINTERS = { epson: PRINTER_PROFILES.epson, western: PRINTER_PROFILES.western } as const
/** Which page shows which name on a test slip. */
const NUMBERS = { cp437: 0, cp858: 19, cp852: 18, windows1252: 16, windows1250: 45 } as const

/** What a laid out row must come out as on a printer with these page numbers. */
function expected(row: TicketRow, columns: number, numbers: readonly number[]) {
  if (row.kind === 'cut') return { kind: 'cut' }
  if (row.kind === 'barcode')
    return { kind: 'barcode', name: row.symbology.toUpperCase(), content: row.content, centred: true }
  if (row.kind === 'qr') return { kind: 'qr', content: row.content, moduleDots: 4, centred: true }
  if (row.kind === 'image') throw new Error('no paper here has a picture')
  const style = row.kind === 'rule' ? { bold: false, double: false } : { bold: row.bold, double: row.double }
  let text = rowCells(row, columns).trimEnd()
  if (row.kind === 'text' && row.codePage) {
    const shown = [NUMBERS[row.codePage]].filter((number) => numbers.includes(number))
    text = [...text].map((character) => (isOnSomePage(character, shown) ? character : '_')).join('')
  }
  const cells = [...text]
  if (cells.every((character) => isOnSomePage(character, numbers)))
    return { kind: 'text', text, styles: text.trim() === '' ? [] : [style] }
  const inked = cells.flatMap((character, index) => (character === ' ' ? [] : [index]))
  return { kind: 'image', dotsAcross: columns * 12, dotsDown: style.double ? 60 : 30, inked }
}

function printed(row: ReadRow) {
  if (row.kind === 'image') {
    const { kind, dotsAcross, dotsDown } = row
    return { kind, dotsAcross, dotsDown, inked: inkedCells(row, dotsDown === 60 ? 24 : 12) }
  }
  if (row.kind !== 'text') return row
  const text = row.cells.map(({ character }) => character).join('')
  const solid = row.cells.filter(({ character }) => character !== ' ')
  const styles = solid.map(({ bold, double }) => JSON.stringify({ bold, double }))
  return { kind: 'text', text: text.trimEnd(), styles: [...new Set(styles)].map((style) => JSON.parse(style)) }
}

/** Blank lines between the last row and the blade. */
const FEED = Array(4).fill({ kind: 'text', text: '', styles: [] })

describe.each(Object.entries(PRINTERS))('on a printer with the pages of %s', (_, profile) => {
  const encoder = new EscposEncoder(profile)
  const numbers = Object.values(profile)

  describe.each(Object.entries(DOCUMENTS))('%s', (_name, document) => {
    it.each(LOCALES)('in %s is read back row by row on each width', (locale) => {
      for (const columns of [32, 42, 48] as const) {
        const laidOut: LaidOutTicket = layOut({ ...document, locale } as TicketDocument, columns)
        const read = readTicket(encoder.encode(laidOut).bytes)
        expect(read.unexplained).toEqual([])
        const wanted = laidOut.rows.map((row) => expected(row, columns, numbers))
        expect(read.rows.map(printed)).toEqual([...wanted.slice(0, -1), ...FEED, ...wanted.slice(-1)])
        expect(read.commands.slice(0, 3)).toEqual(['initialise', 'no-chinese', 'status-back f'])
        expect(read.commands.filter((command) => command === 'cut')).toHaveLength(1)
        expect(read.commands.at(-1)).toBe('cut')
      }
    })
  })
})

describe('the reader itself', () => {
  it.each([
    ['1b5a', 'ESC 5a'],
    ['1b700032fa', 'ESC 70'],
    ['1d28410200', 'GS 28 41'],
    ['1d286b03003251300a', 'a function 50 81'],
    ['1d286b0300315130', 'a QR of another model'],
    ['100401', 'control 10'],
    ['1b7463', 'page 99'],
    ['1b741081', 'nothing at 81 of page 16'],
    ['1d5600', 'a cut that is not partial'],
    ['1d6b430d34303036333831333333393332', 'check digit of 4006381333932'],
    ['1d763000010002001004', 'a real-time command within an image'],
    ['1d7630000100ff00ff', 'the ticket ends within a command'],
    ['61', 'characters after the last line feed'],
  ])('finds what is wrong with %s', (hex, problem) => {
    expect(readTicket(Buffer.from(hex, 'hex')).unexplained.join('; ')).toContain(problem)
  })
})
