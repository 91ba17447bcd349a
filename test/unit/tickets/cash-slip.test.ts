/** Goal: whoever counts the drawer sees of each movement how much, why and who stands for it, in every language and width. Method: rows. */
import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '#contract/locale.ts'
import { foldForPaper } from '#contract/paper-text.ts'
import { CASH_REASONS } from '#contract/views/day-view.ts'
import { cashSlip, paperText } from '#test/support/tickets/documents.ts'
import { layOut } from '#till/tickets/lay-out.ts'
import type { CashSlip } from '#till/tickets/ticket-document.ts'
import { TICKET_WORDS } from '#till/tickets/ticket-words.ts'

const slip = (locale: Locale, more: Partial<CashSlip> = {}) => cashSlip({ locale, ...more })
const SIGNING_ROW = /^ *_{24}$/

describe('the slip of cash that moved without a sale', () => {
  it('says in French what was taken, why, by whom, and what should be left', () => {
    const rows = paperText(layOut(slip('fr'), 42)).map((row) => row.trim().replace(/ {2,}/g, ' | '))
    expect(rows.slice(rows.indexOf("SORTIE D'ESPÈCES"))).toEqual([
      "SORTIE D'ESPÈCES",
      '',
      'Bon de caisse 2026-11-22/3 | Caisse 2',
      'Édition | 22/11/2026 14:33:12',
      expect.stringMatching(/^-+$/),
      'Sortie',
      '60,00 EUR',
      'Motif | achat',
      'Piles de la balance',
      'En tiroir ensuite | 155,20 EUR',
      expect.stringMatching(/^-+$/),
      'Fait par Inès M.',
      '',
      '',
      '_'.repeat(24),
      'Vu par (nom)',
      '',
      '',
      '_'.repeat(24),
      expect.stringMatching(/^-+$/),
      "À garder dans le tiroir jusqu'au comptage.",
      'Signature | JowV',
      'Comptoir 0.1.0 | noyau fiscal 0.1.0 | orig.',
    ])
  })

  it.each(LOCALES)('keeps amounts whole and has two people sign, in %s', (locale) => {
    const words = TICKET_WORDS[locale]
    for (const columns of [32, 42, 48] as const)
      for (const direction of ['in', 'out'] as const)
        for (const reason of CASH_REASONS) {
          const rows = paperText(layOut(slip(locale, { direction, reason, amountMinor: 99_999_999 }), columns))
          const text = rows.join('\n')
          expect(text).toContain(foldForPaper(direction === 'in' ? words.cashInTitle : words.cashOutTitle))
          expect(text).toMatch(/(?:999\D?999|99\D?99\D?99)[.,]99/)
          expect(rows.filter((row) => SIGNING_ROW.test(row))).toHaveLength(2)
          expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns)
        }
  })

  it('names who lent the right to do it as the second signer, and a duplicate as one', () => {
    const text = paperText(layOut(slip('en', { approvedBy: 'Claire D.', copyNumber: 1, note: '' }), 42)).join('\n')
    expect(text).toContain('Approved by Claire D.')
    expect(text).not.toContain('Witnessed')
    expect(text).toContain('DUPLICATE 1')
  })
})
