import { describe, test } from 'vitest'
import { statusOfPapers } from '#test/support/renderer/sample-papers.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** What a person says of papers that are not out for certain, by keys and by touch. */
export function papersSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(open, isAct)
  const dialog = () => page().getByRole('dialog')
  /** Until the paper of these words is the one in hand. */
  const inHand = (words: string) => dialog().locator('[aria-pressed=true]', { hasText: words }).waitFor()
  /** Printers took these out, as the till tells by its status. */
  const drain = (...ids: readonly string[]) => {
    const { till } = open()
    till.papers = till.papers.filter(({ id }) => !ids.includes(id))
    till.set('status', { ...statusOfPapers(), otherPrinters: [] })
  }

  describe('papers', () => {
    test('1 says that one is there, 2 prints it again, 3 on another printer, Del gives one up', async () => {
      await show('papers')
      await page().keyboard.down('1')
      await inHand('Table 12, terrasse')
      // Held down, it repeats: the next paper is not meant by that.
      await page().keyboard.down('1')
      await page().keyboard.up('1')
      await expectOnlyAsked('papers.answer')
      await press('3')
      await dialog().getByText('Sur quelle imprimante').waitFor()
      await press('2')
      await expectAskedNames('papers.answer', 'papers.answer')
      await dialog().getByText('Impressions à suivre').waitFor()
      await press('ArrowDown')
      await press('Delete')
      await dialog().getByText('Ne plus imprimer ?').waitFor()
      await press('Escape')
      await press('3')
      await dialog().getByText('Sur quelle imprimante').waitFor()
      await press('Enter')
      await expectAsked(
        ['papers.answer', { jobId: 'paper-1', cameOut: true }],
        ['papers.answer', { jobId: 'paper-2', cameOut: false, deviceId: 'device-4' }],
        ['papers.printOn', { jobId: 'paper-4', deviceId: 'device-3' }],
      )
    })

    test('that are out meanwhile are spoken of no more, and nothing that is said falls on another one', async () => {
      await show('papers')
      await press('3')
      await dialog().getByText('Sur quelle imprimante').waitFor()
      drain('paper-1')
      await dialog().getByText('Impressions à suivre').waitFor()
      for (const key of ['1', '2', '3', 'Delete']) await press(key)
      await press('ArrowDown')
      await inHand('Table 12, terrasse')
      drain('paper-2', 'paper-3')
      await dialog().getByText('Table 12, terrasse').waitFor({ state: 'detached' })
      for (const key of ['1', '2', '3', 'Delete']) await press(key)
      await expectOnlyAsked()
    })

    test('Enter and Escape say nothing', async () => {
      await show('papers')
      await press('Enter')
      await expectNoDialog()
      await press('Shift+F11')
      await dialog().waitFor()
      await press('Escape')
      await expectNoDialog()
      await expectOnlyAsked()
    })

    test('the printer in the status bar opens them, and a tap answers', async () => {
      await show('kitchen-stops')
      open().till.papers = []
      await page().getByRole('button', { name: '3 en attente · Cuisine' }).tap()
      await dialog().getByText('Tout est imprimé.').waitFor()
      await show('papers')
      await dialog().getByRole('button', { name: 'Non, réimprimer' }).tap()
      await expectAsked(['papers.answer', { jobId: 'paper-1', cameOut: false }])
    })

    test('of a ticket lead there from where it is shown, and P prints on a chosen printer', async () => {
      await show('approved-papers')
      await page().getByRole('button', { name: 'Voir les impressions' }).tap()
      await dialog().waitFor()
      await press('Escape')
      await press('P')
      await dialog().getByText('Sur quelle imprimante').waitFor()
      await press('Enter')
      await expectAsked(['ticket.reprint', { saleId: 'sale-4317', deviceId: 'device-3' }])
      await press('R')
      await expectAsked(
        ['ticket.reprint', { saleId: 'sale-4317', deviceId: 'device-3' }],
        ['ticket.reprint', { saleId: 'sale-4317' }],
      )
    })

    test('are named before the day is closed, and hold nothing up', async () => {
      await show('close-day-papers')
      await dialog().getByText('Cuisine').waitFor()
      await press('F10')
      await expectOnlyAsked('day.close')
    })
  })
}
