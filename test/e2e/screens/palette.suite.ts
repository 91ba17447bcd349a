import { describe, expect, test } from 'vitest'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** Every action by its name: by keyboard, by touch, with a scanner under it, and what cannot be done says why. */
export function paletteSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(open, isAct)
  const type = async (text: string) => {
    await page().getByRole('textbox', { name: 'Que faut-il faire ?' }).waitFor()
    await page().keyboard.type(text, { delay: 45 })
  }

  describe('the palette of actions', () => {
    test('an action is found by its name with a slip and without accents, and Enter does it', async () => {
      await show('sale')
      await press('Control+k')
      await type('couelur somb')
      await press('Enter')
      await expectAsked(['settings.setTheme', { theme: 'dark' }])
      await expectNoDialog()
    })

    test('what is pasted loses the signs that nobody sees, and no more than the field takes goes in', async () => {
      await show('sale')
      await press('Control+k')
      const field = page().getByRole('textbox', { name: 'Que faut-il faire ?' })
      await field.waitFor()
      await page().keyboard.insertText('sombre')
      await press('Home')
      await page().keyboard.insertText('couleurs\u001b')
      await expect.poll(() => field.inputValue()).toBe('couleurs sombre')
      await press('End')
      await page().keyboard.insertText('\u202e'.padEnd(100, 'x'))
      await expect.poll(() => field.inputValue()).toBe('couleurs sombre '.padEnd(60, 'x'))
    })

    test('a dialog that an action opens stays open', async () => {
      await show('sale')
      await press('Control+k')
      await type('note sur')
      await press('Enter')
      await page().getByRole('heading', { name: 'Note sur la ligne' }).waitFor()
    })

    test('an action of the open screen is pressed there; one of another screen leads to it', async () => {
      await show('cards')
      await press('Control+k')
      await type('solde')
      await press('Enter')
      await expectAsked(['card.look', { question: 'balance' }])
      await show('sale')
      await press('Control+k')
      await type('solde')
      await press('Enter')
      await page().getByRole('heading', { name: 'Cartes cadeaux et solde' }).waitFor()
      await expectOnlyAsked()
    })

    test('what cannot be done now says why, and stays where it is', async () => {
      await show('sale-empty')
      await press('Control+k')
      await type('annuler le ticket')
      await press('Enter')
      await page().getByRole('alert').getByText('Le ticket est vide : rien à annuler.').waitFor()
      await page()
        .getByRole('button', { name: /^Annuler le ticket/, disabled: true })
        .waitFor()
      await press('Escape')
      await expectOnlyAsked()
      await expectNoDialog()
    })

    test('what the person may not do is greyed with the reason', async () => {
      const user = { id: 'ines', name: 'Inès M.', initials: 'IM', role: 'cashier' as const }
      await show('sale', { session: { kind: 'signed-in', signedInAt: new Date().toISOString(), user } })
      await press('Control+k')
      await type('modifier les touches')
      await press('Enter')
      await page().getByRole('alert').getByText('Votre rôle ne permet pas cette action').waitFor()
      await expectOnlyAsked()
    })

    test('a card under way is stopped by it, and nothing is charged twice', async () => {
      await show('card-presenting')
      await press('Control+k')
      await type('annuler la carte')
      await press('Enter')
      await expectAskedNames('payment.cancel')
    })

    test('a scan passes through it to the ticket', async () => {
      await show('sale')
      await press('Control+k')
      await page().getByRole('textbox', { name: 'Que faut-il faire ?' }).waitFor()
      await scanInto(page(), '3017620422003')
      await expectAsked(['sale.scan', { code: '3017620422003' }])
      await expectNoDialog()
    })

    test('by touch alone: its key in the bar, a row, done', async () => {
      await show('held')
      await page().getByRole('banner').getByRole('button', { name: 'Toutes les actions' }).tap()
      await page()
        .getByRole('dialog')
        .getByRole('button', { name: /^Lire X/ })
        .tap()
      await expectAskedNames('day.readX')
      await expectNoDialog()
    })
  })

  test('the list of keys is that of the table', async () => {
    await show('sale')
    await press('Shift+F1')
    const group = page().locator('[data-place]').filter({ hasText: 'Réservations sur carte' })
    await expect.poll(() => group.getByRole('definition').allInnerTexts()).toContain('Libérer')
  })
}
