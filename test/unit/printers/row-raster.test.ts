/**
 * Goal: a character that no code page has comes out as it is written, in its cell. Method: the dots of an image read
 * back and compared with the glyphs; whole rows through printers of few pages.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { EscposEncoder } from '#hardware/printers/escpos-encoder.ts'
import { PRINTER_PROFILES, type PrinterProfile } from '#hardware/printers/printer-profiles.ts'
import { hasGlyph, rasterRow } from '#hardware/printers/row-raster.ts'
import { interpretTicket } from '#simulators/escpos-printer/interpreter.ts'
import { cardTicket, customerTicket } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const plain = { bold: false, double: false }
const HEAD_BYTES = 8

/** The image as rows of `#` and space, cut at the right. */
function picture(bytes: Uint8Array): string[] {
  const across = (bytes[4] ?? 0) + (bytes[5] ?? 0) * 256
  const down = (bytes[6] ?? 0) + (bytes[7] ?? 0) * 256
  return Array.from({ length: down }, (_, y) =>
    [...bytes.subarray(HEAD_BYTES + y * across, HEAD_BYTES + (y + 1) * across)]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('')
      .replaceAll('0', ' ')
      .replaceAll('1', '#')
      .trimEnd(),
  )
}

describe('a drawn row', () => {
  it.each([32, 42, 48] as const)('spans %i cells of 12 dots and one line of 30', (columns) => {
    const bytes = rasterRow('Ż', columns, plain)
    const hex = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('hex')
    expect(hex).toBe(`1d763000${((columns * 12) / 8).toString(16)}001e00`)
    expect(bytes.length).toBe(HEAD_BYTES + ((columns * 12) / 8) * 30)
  })

  it('draws the letter in its cell, twice as large when double, thicker when bold', () => {
    const once = picture(rasterRow(' Ż', 42, plain))
    expect(once.slice(8, 12)).toEqual(
      Array(2)
        .fill(`${' '.repeat(14)}########`)
        .concat(`${' '.repeat(19)}###`, `${' '.repeat(19)}##`),
    )
    const twice = picture(rasterRow(' Ż', 42, { bold: false, double: true }))
    expect(twice).toHaveLength(60)
    for (const [y, row] of once.entries()) {
      const doubled = [...row].map((dot) => dot + dot).join('')
      expect(twice.slice(2 * y, 2 * y + 2)).toEqual([doubled, doubled])
    }
    const dots = (rows: readonly string[]) => rows.join('').replaceAll(' ', '').length
    expect(dots(picture(rasterRow(' Ż', 42, { bold: true, double: false })))).toBeGreaterThan(dots(once))
  })

  it('draws nothing beyond the columns', () => {
    const whole = rasterRow('Ż'.repeat(32), 32, plain)
    expect(rasterRow('Ż'.repeat(40), 32, plain)).toEqual(whole)
  })
})

describe('the glyphs', () => {
  it('hold every letter of the papers in every language, Latin Extended-A, Greek and Cyrillic', () => {
    const words = LOCALES.flatMap((locale) => [...JSON.stringify(TICKET_WORDS[locale])])
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))
    const wanted = [...words, ...range(0x100, 0x17f), ...range(0x391, 0x3a1), ...range(0x410, 0x44f), '€']
    expect([...new Set(wanted)].filter((character) => !hasGlyph(character))).toEqual([])
  })

  it('are shipped with their licence', () => {
    const folder = new URL('../../../resources/ticket-font/', import.meta.url)
    expect(readFileSync(new URL('OFL.txt', folder), 'utf8')).toContain('SIL OPEN FONT LICENSE Version 1.1')
    expect(readFileSync(new URL('NOTICE.md', folder), 'utf8')).toContain('Noto Sans Mono')
  })
})

describe('a printer of few pages', () => {
  const rowOf = (content: string): LaidOutTicket => ({
    columns: 42,
    rows: [{ kind: 'text', text: content, bold: false, double: false, align: 'left' }, { kind: 'cut' }],
  })
  const printed = (profile: PrinterProfile, ticket: LaidOutTicket) => {
    const { bytes, substituted } = new EscposEncoder(PRINTER_PROFILES[profile]).encode(ticket)
    return { ...interpretTicket(bytes, ticket.columns), substituted }
  }

  it('prints what it has as text and draws the rest', () => {
    expect(printed('western', rowOf('Crème brûlée 4,90 €')).text).toBe('Crème brûlée 4,90 €')
    expect(printed('western', rowOf('Żurek śląski'))).toMatchObject({ text: '[image 504 x 30]', substituted: 0 })
    expect(printed('ascii', rowOf('Crème brûlée')).text).toBe('[image 504 x 30]')
    expect(printed('ascii', rowOf('plain')).text).toBe('plain')
    expect(printed('epson', rowOf('Щи')).text).toBe('[image 504 x 30]')
  })

  it.each(Object.keys(PRINTER_PROFILES) as PrinterProfile[])(
    '%s prints Polish tickets without losing a letter',
    (profile) => {
      for (const document of [customerTicket({ locale: 'pl' }), cardTicket({ locale: 'pl', copy: 'merchant' })]) {
        const laidOut = layOut(document, 42)
        const { substituted, rows } = printed(profile, laidOut)
        expect(substituted).toBe(0)
        expect(rows).toHaveLength(laidOut.rows.length - 1)
      }
    },
  )
})
