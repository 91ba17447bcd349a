import { describe, expect, test } from 'vitest'
import { saleOf } from '#test/support/renderer/sample-shop.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** A sale and a count without a keyboard; and what is on the screen is what the till says, whatever happens in between. */
export function touchSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAskedNames, expectOnlyAsked } = screenHands(open, isAct)

  describe('by touch only', () => {
    test('figures, card, stop, cash, next sale', async () => {
      await show('sale')
      const tap = (name: string | RegExp) =>
        page()
          .getByRole('button', { name, exact: typeof name === 'string' })
          .first()
          .tap()
      await tap(/^Baguette tradition\s?1/)
      await expectAskedNames('sale.addProduct')
      await tap(/^Payer/)
      await page().getByText('Comment le client paie-t-il').waitFor()
      await tap('2')
      await tap('0')
      await tap(/^Carte/)
      await page().getByText('Présentez la carte').waitFor()
      await tap(/^Annuler la carte/)
      await tap(/^Choisir un règlement/)
      await tap(/^Espèces/)
      await tap(/^Nouvelle vente/)
      await expectAskedNames(
        'sale.addProduct',
        'tender.begin',
        'tender.card',
        'payment.cancel',
        'payment.dismiss',
        'tender.cash',
        'sale.next',
      )
    })

    test('the drawer is counted by touch', async () => {
      await show('day-end')
      await page()
        .getByRole('button', { name: /^50\s€/ })
        .tap()
      await page().getByRole('button', { name: '7', exact: true }).tap()
      await page().getByRole('button', { name: 'Suivant' }).tap()
      await expect
        .poll(() => (asked()[0]?.request as { counts: unknown[] } | undefined)?.counts[2])
        .toEqual({ valueMinor: 5000, count: 7 })
    })
  })

  describe('the view follows the till', () => {
    test('a lost event is made good by a snapshot', async () => {
      await show('sale')
      const { till } = open()
      const snapshots = () => till.calls.filter(({ name }) => name === 'till.snapshot').length
      const before = snapshots()
      till.loseEvent()
      till.set('sale', saleOf([], { number: '2-009999' }))
      await page().getByText('Ticket 2-009999').waitFor()
      expect(snapshots()).toBe(before + 1)
    })

    test('a reload in the middle of a card comes back to the card', async () => {
      await show('card-bank')
      await page().reload()
      await page().getByText('La banque répond').waitFor()
      await expectOnlyAsked()
    })

    test('Tab walks the keys in reading order, and Enter then belongs to the control', async () => {
      await show('choosing')
      const walked: string[] = []
      for (let step = 0; step < 10; step += 1) {
        await page().keyboard.press('Tab')
        walked.push(
          await page().evaluate(
            '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent)',
          ),
        )
      }
      expect(walked).toEqual([
        'Vente',
        expect.stringContaining('En attente'),
        'Historique',
        'Journée',
        'Gestion',
        'Toutes les actions',
        'Verrouiller',
        'Carte*',
        'Espèces/',
        expect.stringContaining('Réservation'),
      ])
      await page().keyboard.press('Shift+Tab')
      await press('Enter')
      await expectAskedNames('tender.cash')
    })
  })
}
