import { describe, test } from 'vitest'
import { screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** A tip and cash to take along, by keys and by touch: what the till is asked to charge. */
export function cardExtraSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked } = screenHands(open, (name) => name === 'tender.card')
  const button = (name: string | RegExp) => page().getByRole('button', { name })

  describe('tip and cash to take along', () => {
    test('by keys: a suggestion and a note are charged with the card, and the next card is asked for neither', async () => {
      await show('tip')
      await press('Enter')
      await page().getByText('Sur la carte : 41,56').waitFor()
      await press('R')
      await page().getByTestId('cashback-amount').waitFor()
      await press('3', 'Enter')
      await page().getByText('Sur la carte : 61,56').waitFor()
      await press('*')
      await expectAsked(['tender.card', { amountMinor: 3776, tipMinor: 380, cashbackMinor: 2000 }])
      await show('choosing')
      await press('*')
      await expectAsked(['tender.card', { amountMinor: 3776 }])
    })

    test('a tip that is typed and too high is not taken; Escape leaves what was chosen before', async () => {
      await show('tip-too-high')
      await press('Enter')
      await page().getByRole('alert').getByText('Le pourboire dépasse').waitFor()
      await press('Escape')
      await page().getByRole('dialog').waitFor({ state: 'detached' })
      await press('*')
      await expectAsked(['tender.card', { amountMinor: 3776 }])
    })

    test('by touch: notes up to the limit of the shop, and taken back', async () => {
      await show('choosing')
      await button('Retrait d’espèces').tap()
      const dialog = page().getByRole('dialog')
      await dialog.getByRole('button', { name: '50,00' }).tap()
      await dialog.getByRole('button', { name: '20,00' }).tap({ force: true })
      await page().getByRole('alert').getByText('Au plus 60,00').waitFor()
      await dialog.getByRole('button', { name: 'Remettre 50,00' }).tap()
      await button('Retrait 50,00').tap()
      await dialog.getByRole('button', { name: 'Effacer' }).tap()
      await dialog.getByRole('button', { name: 'Sans retrait' }).tap()
      await button('Pourboire').tap()
      await dialog.getByRole('button', { name: '5 %' }).first().tap()
      await dialog.getByRole('button', { name: 'Ajouter 1,90' }).tap()
      await button('Carte').first().tap()
      await expectAsked(['tender.card', { amountMinor: 3776, tipMinor: 190 }])
    })
  })
}
