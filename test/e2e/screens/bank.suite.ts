import { describe, expect, test } from 'vitest'
import { SAMPLE_FORM } from '#test/support/renderer/sample-bank.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

const IS_DIALOG_HELD_BACK = `(() => {
  for (let box = document.querySelector('[role=dialog]'); box !== null; box = box.parentElement) {
    const { opacity, clipPath } = getComputedStyle(box)
    if (opacity === '0' || clipPath !== 'none') return true
  }
  return false
})()`

/** The bank is set, tried and kept, and the till goes live, by keys and by touch: which calls leave the screen. */
export function bankSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(open, isAct)
  const field = (name: string) => page().getByTestId(`bank-${name}`)
  const typed = { ...SAMPLE_FORM, contract: '7654321' }

  describe('the bank', () => {
    test('T tries what is typed, Enter keeps it; an answer that is not right is said and not sent', async () => {
      await show('bank')
      await press('Enter')
      await field('terminalId').focus()
      await press('Backspace', 'Enter')
      await expectOnlyAsked()
      await press('8')
      await field('contract').fill('7654321')
      await press('Enter')
      await expectAskedNames('bank.save')
      await page().getByText('Enregistré. Fermez').waitFor()
      await page().evaluate('document.activeElement.blur()')
      await press('T')
      await page().getByText('La banque répond').waitFor()
      await expectAsked(['bank.save', { mode: 'live', form: typed }], ['bank.try', { mode: 'live', form: typed }])
    })

    test('asks for a word that is typed, on the glass at once although a keyboard might come up there', async () => {
      await show('bank-go-live')
      expect(await page().evaluate(IS_DIALOG_HELD_BACK)).toBe(false)
      expect(await page().evaluate('document.activeElement.dataset.testid')).toBe('bank-word')
    })

    test('goes live by a word that is typed, and not by Enter alone', async () => {
      await show('bank-go-live')
      await page().getByTestId('bank-word').fill('VEND')
      await press('Enter')
      await expectOnlyAsked()
      await press('R', 'E', 'Enter')
      await expectAsked(['bank.setMode', { mode: 'live' }])
      await expectNoDialog()
      await page().getByText('Fermez le programme').first().waitFor()
    })

    test('by touch: the other bank, a card number that is not kept, a file of the profile, stop', async () => {
      await show('bank-trying')
      await page()
        .getByRole('button', { name: /^Arrêter/ })
        .tap()
      await expectAskedNames('bank.stopTry')
      await page().getByRole('button', { name: 'Pour la formation' }).tap()
      await field('host').fill('4111 1111 1111 1111')
      await page().getByText('numéro de carte').waitFor()
      expect(await field('host').inputValue()).toBe('')
      await page().getByRole('button', { name: 'bcd87' }).tap()
      await page().getByRole('button', { name: 'Un fichier' }).tap()
      await field('profile').fill('/etc/comptoir/bank.json')
      await page().getByRole('button', { name: 'Pour vendre' }).tap()
      expect(await field('host').inputValue()).toBe(SAMPLE_FORM.host)
    })
  })
}
