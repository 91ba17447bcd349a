/**
 * Goal: the customer's ticket adds up by eye, whatever was taken off, brought back, rounded or paid in another way, and X and Z name
 * the same sums. Method: documents with known figures, their rows of 42 cells.
 */
import { describe, expect, it } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { customerTicket, dayReport, line, paperText, tender } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const texts = (document: Parameters<typeof layOut>[0]) =>
  paperText(layOut(document, 42))
    .map((row) => row.trimEnd())
    .join('\n')

const changed = customerTicket({
  lines: [
    line('Miel de fleurs', 720, 'A', {
      discountMinor: 45,
      discountAmountMinor: 45,
      ticketDiscountMinor: 80,
      note: 'Emballer',
    }),
    line('Bière blonde', 288, 'C', { ticketDiscountMinor: 32 }),
    line('Baguette tradition', -130, 'A', { returned: { reason: 'Défectueux' } }),
  ],
  discount: { kind: 'percent', basisPoints: 1_000, reason: 'Geste commercial' },
  totalMinor: 878,
  tenders: [
    tender('cash', 300, { kind: 'other', id: 'm', means: { id: 'meal', name: 'Titre-restaurant' }, givenMinor: 900 }),
    tender('cash', 580, { givenMinor: 1_000, roundingMinor: 2 }),
  ],
  changeMinor: 420,
})

describe('the customer’s ticket', () => {
  it('shows each line before the discount on the ticket, then that, then the total', () => {
    expect(texts(changed)).toContain(
      [
        'Miel de fleurs                      8,45 A',
        '  Remise                           -0,45',
        '  Emballer',
        'Bière blonde                        3,20 C',
        'Baguette tradition                 -1,30 A',
        '  Retour marchandise',
        '------------------------------------------',
        'Remise sur le ticket 10 %          -1,12',
        '------------------------------------------',
      ].join('\n'),
    )
  })

  it('pays what a voucher pays of it, and says what rounding makes of the cash', () => {
    expect(texts(changed)).toContain(
      [
        'Titre-restaurant                      3,00',
        'Espèces                              10,00',
        '  Arrondi espèces                     0,02',
        'Rendu                                 4,20',
      ].join('\n'),
    )
  })

  it('of prices without VAT shows them so, and the tax on top', () => {
    const net = customerTicket({
      lines: [line('Miel de fleurs', 891, 'A', { vatMinor: 46 })],
      pricesExcludeVat: true,
      totalMinor: 891,
    })
    expect(texts(net)).toContain('Miel de fleurs                      8,45 A')
    expect(texts(net)).toContain(TICKET_WORDS.fr.pricesExcludeVat.replace('{currency}', 'euros'))
  })

  it('that takes another one back turns every sign', () => {
    const back = customerTicket({
      lines: [
        line('Miel de fleurs', -720, 'A', { discountMinor: 45, discountAmountMinor: 45, ticketDiscountMinor: 80 }),
      ],
      totalMinor: -720,
      tenders: [tender('cash', -720)],
      changeMinor: 0,
      returnOf: { number: '2-004317', way: 'refund' },
    })
    expect(texts(back)).toContain(
      [
        'Miel de fleurs                     -8,45 A',
        '  Remise                            0,45',
        '------------------------------------------',
        'Remise sur le ticket                0,80',
      ].join('\n'),
    )
  })
})

it.each(LOCALES)('X and Z in %s name other ways to pay, discounts, goods that came back and rounding', (locale) => {
  const words = TICKET_WORDS[locale]
  const report = dayReport({
    locale,
    tenders: [
      { kind: 'cash', count: 30, amountMinor: 41_210 },
      { kind: 'other', means: { id: 'cheque', name: words.cheque }, count: 3, amountMinor: 12_000 },
      { kind: 'account', count: 1, amountMinor: 5_000 },
    ],
    adjustments: {
      discounts: { count: 7, amountMinor: 1_234 },
      goodsBack: { count: 2, amountMinor: 1_990 },
      rounding: { count: 9, amountMinor: -3 },
    },
  })
  const text = texts(report)
  for (const [name, count, figures] of [
    [words.cheque, 3, '120,00'],
    [words.account, 1, '50,00'],
    [words.discountsGiven, 7, '12,34'],
    [words.goodsBack, 2, '19,90'],
    [words.cashRounding, 9, '-0,03'],
  ] as const) {
    expect(text).toMatch(new RegExp(`^${name} \\(${count}\\) +${figures}$`, 'm'))
  }
})
