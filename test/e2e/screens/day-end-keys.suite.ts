import { describe, expect, test } from 'vitest'
import type { DayView } from '#contract/views/day-view.ts'
import { SAMPLE_DAY } from '#test/support/renderer/sample-day.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** The drawer is counted and the day closed by keys. */
export function dayEndKeysSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectNoDialog } = screenHands(open, isAct)
  const namesAsked = () => asked().map(({ name }) => name)
  const showDay = async (change: Partial<DayView> = {}) => {
    await show('day-end', { day: { ...SAMPLE_DAY, ...change } })
    await page().getByText('Fin de journée').first().waitFor()
  }
  /** The first row has this count, and no other one has any. */
  const expectCounted = (valueMinor: number, count: number) =>
    expect
      .poll(() => asked()[0])
      .toMatchObject({ name: 'day.count', request: { counts: [{ valueMinor, count }, ...Array(13).fill({})] } })

  describe('day end by keyboard', () => {
    test('counts row by row, then closes only after a second F10', async () => {
      await showDay()
      await press('ArrowDown', '2', 'Enter')
      await expectCounted(20000, 2)
      await press('Escape', 'F10')
      await page().locator('[role=dialog] :focus').waitFor()
      await press('Enter')
      await expectNoDialog()
      expect(namesAsked()).not.toContain('day.close')
      await press('F10')
      await page().getByRole('dialog').waitFor()
      await press('F10')
      await expect.poll(namesAsked).toContain('day.close')
      await page().getByText('Le Z n° 000041').waitFor()
    })

    test('a figure still being typed is counted before the close is asked for', async () => {
      await showDay()
      await press('ArrowDown', '2', 'F10')
      await page().getByText('Clôturer la journée ?').waitFor()
      await expectCounted(20000, 2)
    })

    test('a figure typed just before another row is pressed stays in its own row', async () => {
      await showDay()
      await press('ArrowDown')
      const box = await page().getByRole('button', { name: '50 €' }).boundingBox()
      if (!box) throw new Error('no row to press')
      await page().mouse.move(box.x + 20, box.y + 10)
      await page().keyboard.press('2')
      await page().mouse.down()
      await page().mouse.up()
      await expectCounted(20000, 2)
    })

    test('the close says that nobody has counted', async () => {
      await showDay({ drawer: { ...SAMPLE_DAY.drawer, countedMinor: null, differenceMinor: null } })
      await press('F10')
      await page().getByText('Le tiroir n’est pas compté.').waitFor()
    })

    test('a closed day is neither counted nor closed again: the key and F10 say what comes next', async () => {
      await showDay({ stage: 'closed', closedNumber: '000041' })
      const alert = page().getByRole('alert').getByText('La prochaine vente ouvre la suivante')
      await press('ArrowDown', '2', 'Enter', 'F10', 'F10')
      await alert.waitFor()
      await page()
        .getByRole('button', { name: /Clôturer la journée/ })
        .tap({ force: true })
      await alert.waitFor()
      await expectNoDialog()
      expect(namesAsked()).not.toContain('day.close')
    })
  })
}
