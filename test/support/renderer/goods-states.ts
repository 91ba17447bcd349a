import type { ScaleReading } from '#contract/views/scale-view.ts'
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

/** Goods that want their weight, before a scale that says this. */
const weigh = async (screen: OpenScreen, says: ScaleReading) => {
  screen.till.scale = says
  await find(screen, 'comté')
  await screen.page.getByRole('dialog').getByRole('status').first().waitFor()
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
  'goods-weight-scale': {
    slices: () => ({}),
    act: (screen) => weigh(screen, { state: 'stable', weightMilli: 1_250, isNet: false }),
  },
  'goods-weight-moving': { slices: () => ({}), act: (screen) => weigh(screen, { state: 'moving' }) },
  'goods-weight-tare': {
    slices: () => ({}),
    act: async (screen) => {
      await weigh(screen, { state: 'stable', weightMilli: 1_250, isNet: false })
      for (const key of ['t', '0', ',', '0', '1', '2', 'Enter']) await screen.page.keyboard.press(key)
    },
  },
  'goods-weight-away': {
    slices: () => ({}),
    act: async (screen) => {
      const failure = { code: 'SCALE_NO_ANSWER', details: { endpoint: 'serial:/dev/ttyUSB0' } } as const
      await weigh(screen, { state: 'away', failure })
      for (const key of ['0', ',', '4']) await screen.page.keyboard.press(key)
    },
  },
}
