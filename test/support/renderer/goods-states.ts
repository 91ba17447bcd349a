import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const find = async ({ page }: OpenScreen, text: string) => {
  await page.keyboard.press('F1')
  await page.keyboard.type(text)
  await page.getByRole('list').last().getByRole('button').first().waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
}

/** What the till asks before goods go on the ticket. */
export const GOODS_STATES: Readonly<Record<string, ScreenState>> = {
  'goods-variant': { slices: () => ({}), act: (screen) => find(screen, 't-shirt') },
  'goods-price': {
    slices: () => ({}),
    act: async (screen) => {
      await find(screen, 'coupées')
      await screen.page.keyboard.type('12,5')
    },
  },
  'keys-edit': {
    slices: () => ({ session: MANAGER }),
    act: async ({ page }) => {
      await page.keyboard.press('K')
      await page.locator('[data-editing]').waitFor()
    },
  },
  'keys-edit-held': {
    slices: () => ({ session: MANAGER }),
    act: async ({ page }) => {
      await page.keyboard.press('K')
      await page.locator('[data-editing]').waitFor()
      for (const key of ['ArrowRight', 'Enter', 'ArrowDown']) await page.keyboard.press(key)
    },
  },
  'goods-weight': { slices: () => ({}), act: (screen) => find(screen, 'comté') },
}
