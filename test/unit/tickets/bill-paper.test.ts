/** Goal: nobody takes a note for a receipt, and each paper says what the law wants, in every language and width. Method: rows. */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { rowCells } from '#contract/views/ticket-view.ts'
import { line, paperText, SHOP, tender } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { Facturette, Note } from '#till/tickets/ticket-document.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const WIDTHS = [32, 42, 48] as const
const shared = (locale: (typeof LOCALES)[number]) =>
  ({
    shop: SHOP,
    locale,
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:12',
    training: false,
    copyNumber: 0,
    table: '8 A',
    covers: 3,
    cashierName: 'Inès M.',
    lines: [
      line('Formule midi', 3_980, 'B', { quantityMilli: 2_000, unitPriceMinor: 1_990, vatBasisPoints: 1_000 }),
      line('Pizza norvégienne', 497, 'B', { quantityMilli: 334, unitPriceMinor: 1_490, vatBasisPoints: 1_000 }),
      line('Pichet de rouge 50 cl', 1_130, 'C', { vatBasisPoints: 2_000 }),
    ],
    totalMinor: 5_607,
    vat: [
      { letter: 'B', basisPoints: 1_000, netMinor: 4_070, vatMinor: 407, grossMinor: 4_477 },
      { letter: 'C', basisPoints: 2_000, netMinor: 942, vatMinor: 188, grossMinor: 1_130 },
    ],
    signature: 'JowV',
    softwareVersion: '0.1.0',
  }) as const
const note = (locale: (typeof LOCALES)[number], more: Partial<Note> = {}): Note => {
  return { ...shared(locale), kind: 'note', number: 'N-2-000418', saleNumber: '2-004316', ...more }
}
const facturette = (locale: (typeof LOCALES)[number], more: Partial<Facturette> = {}): Facturette => ({
  ...shared(locale),
  kind: 'facturette',
  number: '2-004316',
  noteNumber: 'N-2-000418',
  tenders: [tender('card', 5_607, { scheme: 'cb', cardTail: '4821' })],
  changeMinor: 0,
  ...more,
})
const cases = LOCALES.flatMap((locale) => WIDTHS.map((columns) => [locale, columns] as const))

describe.each(cases)('in %s, %i columns', (locale, columns) => {
  const fold = (word: string) => foldForPaper(word).replace(/\s+/g, ' ')
  const words = TICKET_WORDS[locale]
  const textOf = (document: Note | Facturette) => {
    const paper = layOut(document, columns)
    for (const row of paper.rows)
      if (row.kind === 'text') expect(rowCells(row, columns).length).toBeLessThanOrEqual(columns)
    return paperText(paper)
  }
  const flat = (rows: readonly string[]) => rows.join(' ').replace(/\s+/g, ' ')

  it('a note says at both ends that it is no ticket, what is to be paid, and no word of a payment', () => {
    const text = flat(textOf(note(locale)))
    expect(text.split(fold(words.noteIsNoTicket))).toHaveLength(3)
    for (const word of [words.noteTitle, words.noteTotal, words.noteUnpaid, words.serviceIncluded, 'N-2-000418', '8 A'])
      expect(text).toContain(fold(word))
    for (const word of [words.billTitle, words.billTotal, words.cash, words.change, words.thanks, '4821'])
      expect(text.replaceAll(fold(words.noteIsNoTicket), '')).not.toContain(` ${fold(word)} `)
    expect(layOut(note(locale), columns).rows.some(({ kind }) => kind === 'barcode' || kind === 'qr')).toBe(false)
  })

  it('a facturette names the shop, table, note and ticket, what was paid with what, and the tax of each rate', () => {
    const text = flat(textOf(facturette(locale)))
    const wanted = [
      SHOP.street,
      words.billTitle,
      '2-004316',
      'N-2-000418',
      '8 A',
      words.serviceIncluded,
      '4821',
      '188',
      '407',
    ]
    for (const word of wanted.map((one) => (/^\d{3}$/.test(one) ? `${one[0]},${one.slice(1)}` : one)))
      expect(text.replaceAll('.', ',')).toContain(fold(word).replaceAll('.', ','))
    expect(text).not.toContain(fold(words.noteIsNoTicket))
    expect(text).not.toContain(fold(words.noteTotal))
  })

  it('a duplicate and a note that replaces another say so', () => {
    const text = flat(textOf(note(locale, { copyNumber: 2, replaces: 'N-2-000417' })))
    expect(text).toContain(fold(words.duplicate.replace('{count}', '2')))
    expect(text).toContain('N-2-000417')
  })
})
