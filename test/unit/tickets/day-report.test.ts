/**
 * Goal: X and Z say what was sold, what the bank counted and what is left open, in each language. Method: documents with
 * known figures, their rows.
 */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { LOCALES } from '#contract/locale.ts'
import { UNNAMED_BANK } from '#contract/unnamed-bank.ts'
import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import { dayReport, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const texts = (document: Parameters<typeof layOut>[0], columns: LaidOutTicket['columns'] = 42) =>
  paperText(layOut(document, columns))
    .map((row) => row.trimEnd())
    .join('\n')

describe('the day’s reports', () => {
  it('show each scheme as till and bank count it, with the difference named', () => {
    const z = texts(dayReport())
    expect(z).toContain(
      [
        'Remise carte n° 32',
        "CB                                d'accord",
        '  Caisse (40)                       800,20',
        '  Banque (40)                       800,20',
        'Mastercard                           ÉCART',
        '  Caisse (14)                       270,00',
        '  Banque (13)                       250,00',
        '  Écart                              20,00',
        'ÉCART AVEC LA BANQUE',
      ].join('\n'),
    )
    expect(z).toContain('CLÔTURE DU JOUR Z-2-000031')
    expect(z).toContain('Total perpétuel           1 234 567,89 EUR')
    expect(z).toContain(
      [
        'À voir',
        'Écart avec la banque mastercard      20,00',
        'Écart de caisse                      -2,00',
        '------------------------------------------',
      ].join('\n'),
    )
    expect(z).toContain('Ouverture              22/11/2026 08:31:05')
  })

  it.each(LOCALES)('name in %s what the bank has not been told, refused or did not understand', (locale) => {
    const words = TICKET_WORDS[locale]
    const { batch } = dayReport()
    const z = dayReport({
      locale,
      batch: { ...batch, result: 'balanced-after-upload' },
      openMatters: [
        { kind: 'offline-waiting', amountMinor: 2_000, reference: 'P-2-009131' },
        { kind: 'offline-refused', amountMinor: -1_200, reference: 'P-2-009120' },
        { kind: 'offline-parked', amountMinor: -1_890, reference: 'P-2-009118' },
      ],
    })
    for (const columns of [32, 42, 48] as const) {
      const rows = texts(z, columns).split('\n')
      expect(rows.join(' ').replace(/ +/g, ' ')).toContain(words.balancedAfterUpload)
      for (const [word, reference, figures] of [
        [words.offlineWaiting, 'P-2-009131', '20,00'],
        [words.offlineRefused, 'P-2-009120', '-12,00'],
        [words.offlineParked, 'P-2-009118', '-18,90'],
      ] as const) {
        const at = rows.findIndex((row) => row.startsWith(word.slice(0, 20)) && row.endsWith(figures))
        expect(at, word).toBeGreaterThan(-1)
        expect(`${rows[at]} ${rows[at + 1]}`).toContain(reference)
      }
    }
  })

  it.each(['x-report', 'z-report'] as const)(
    'tell gift cards apart from what was sold, in every language: %s',
    (kind) => {
      const giftCards = {
        sold: { count: 2, amountMinor: 10_000 },
        loaded: { count: 1, amountMinor: 3_000 },
        redeemed: { count: 3, amountMinor: 7_550 },
      }
      for (const locale of LOCALES) {
        const words = TICKET_WORDS[locale]
        const rowsOf = (more: object) => texts(dayReport({ kind, locale, ...more })).split('\n')
        const rows = rowsOf({ giftCards }).map((row) => row.replace(/ +/g, ' ').replace('.', ','))
        const at = rows.indexOf(`${words.giftCardsSold} (2) 100,00`)
        expect(rows.slice(at, at + 3)).toEqual([
          `${words.giftCardsSold} (2) 100,00`,
          `${words.giftCardsLoaded} (1) 30,00`,
          `${words.giftCardsRedeemed} (3) 75,50`,
        ])
        expect(rowsOf({}).join()).not.toContain(words.giftCardsSold)
      }
    },
  )

  it('show a drawer that was not counted and a bank that did not answer', () => {
    const { batch, drawer } = dayReport()
    const x = texts(
      dayReport({
        kind: 'x-report',
        number: null,
        drawer: { ...drawer, countedMinor: null, differenceMinor: null },
        batch: {
          ...batch,
          rows: batch.rows
            .slice(0, 1)
            .map((row) => ({ ...row, host: null, differenceMinor: null, state: 'pending' as const })),
          result: null,
        },
        openMatters: [],
      }),
    )
    expect(x).toContain("                LECTURE X\n            Rien n'est clôturé")
    expect(x).toContain('Compté                          non compté')
    expect(x).toContain('  Banque                    pas de réponse')
    expect(x).toContain('Rien à voir')
    expect(x).not.toContain('Écart')
  })
})

it('the numbers of cheques stand under their way to pay, as many as a report holds, and the others are counted', () => {
  const known = Array.from({ length: LIMITS.reportedReferences + 3 }, (_, index) => {
    return { meansId: 'cheque', reference: `CH-${String(index + 1).padStart(4, '0')}`, amountMinor: 100 }
  })
  const cheque = { id: 'cheque', name: 'Chèque' }
  const tenders = [
    { kind: 'other', means: cheque, count: known.length, amountMinor: 100 * known.length },
    { kind: 'other', means: { id: 'bon', name: 'Bon' }, count: 1, amountMinor: 500 },
  ] as const
  const rows = texts(dayReport({ tenders, references: known })).split('\n')
  const first = rows.findIndex((row) => row.startsWith(`Chèque (${known.length})`))
  const last = first + LIMITS.reportedReferences
  expect(rows[first + 1]).toMatch(/^ {2}CH-0001 +1,00$/)
  expect(rows.slice(last, last + 3).map((row) => row.trim().replace(/ +/g, ' '))).toEqual([
    `CH-${String(LIMITS.reportedReferences).padStart(4, '0')} 1,00`,
    '+ 3',
    'Bon (1) 5,00',
  ])
})

it('a bank that nobody named is the bank, in the language of the paper', () => {
  const batch = { bank: UNNAMED_BANK, number: '00777', rows: [], result: null }
  const names = (['fr', 'en', 'pl', 'de'] as const).map((locale) => {
    const rows = texts(dayReport({ locale, batch })).split('\n')
    return rows[rows.findIndex((row) => row.includes('00777')) - 1]?.trim()
  })
  expect(names).toEqual(['Banque', 'Bank', 'Bank', 'Bank'])
  expect(texts(dayReport({ locale: 'de', batch: { ...batch, bank: 'Crédit du Port' } }))).toContain('Crédit du Port')
})
