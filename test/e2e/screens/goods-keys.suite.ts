import { describe, expect, test } from 'vitest'
import { PRODUCTS } from '#test/support/renderer/sample-shop.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** What the till asks about goods, and the keys of goods, by keyboard and by hand. */
export function goodsKeysSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, asked, expectAskedNames, expectNoDialog } = screenHands(open, isAct)
  const last = () => asked().at(-1)

  test('a variant is chosen by its figure or by touch; a scan passes through', async () => {
    await show('goods-variant')
    await press('2')
    await expect.poll(last).toEqual({ name: 'sale.addProduct', request: { productId: 'shirt-1' } })
    await expectNoDialog()
    await show('goods-variant')
    await page()
      .getByRole('dialog')
      .getByRole('button', { name: /Noir L/ })
      .tap()
    await expect.poll(last).toEqual({ name: 'sale.addProduct', request: { productId: 'shirt-9' } })
    await show('goods-variant')
    await scanInto(page(), PRODUCTS[0]?.barcode ?? '')
    await expectNoDialog()
    expect(last()).toMatchObject({ name: 'sale.scan' })
  })

  test('an open price is typed, and without one nothing is added', async () => {
    await show('goods-price')
    await press('Enter')
    await expect.poll(last).toEqual({
      name: 'sale.addProduct',
      request: { productId: 'flowers', unitPriceMinor: 1_250 },
    })
    await show('goods-price')
    await press('Escape')
    await expectNoDialog()
  })

  describe('the quick keys', () => {
    const cell = (number: number) => page().locator(`[data-cell="${number}"]`)
    const swap = (from: object, to: object) => {
      return { name: 'catalogue.swapKeys', request: { familyId: 'favourites', from, to } }
    }

    test('change places by the keyboard, are taken back, cleared and filled', async () => {
      await show('keys-edit-held')
      await press('Enter')
      await expect.poll(last).toEqual(swap({ row: 0, column: 1 }, { row: 1, column: 1 }))
      await press('Control+Z')
      await expectAskedNames('catalogue.swapKeys', 'catalogue.swapKeys')
      await press('Delete')
      await expect.poll(last).toMatchObject({ name: 'catalogue.unpin', request: { row: 1, column: 1 } })
      await press('F1')
      await page().keyboard.type('croi', { delay: 60 })
      await page().getByRole('list').last().getByRole('button').first().waitFor()
      await press('Enter')
      await expect.poll(last).toMatchObject({ name: 'catalogue.pin', request: { row: 1, column: 1, productId: 'p-2' } })
      await press('Escape')
      await page().locator('[data-editing]').waitFor({ state: 'detached' })
    })

    test('change places by touch and by drag', async () => {
      await show('keys-edit')
      await cell(0).getByRole('button').tap()
      await cell(6).getByRole('button').tap()
      await expect.poll(last).toEqual(swap({ row: 0, column: 0 }, { row: 1, column: 1 }))
      await cell(2).getByRole('button').dragTo(cell(4).getByRole('button'))
      await expect.poll(last).toEqual(swap({ row: 0, column: 2 }, { row: 0, column: 4 }))
    })
  })
}
