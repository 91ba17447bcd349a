import type { CustomerScreens } from '#contract/views/customer-screen-view.ts'
import { TWO_SCREENS } from './sample-customer-screen.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const open = (screens: CustomerScreens) => async (screen: OpenScreen) => {
  screen.till.customerScreens = screens
  const { page } = screen
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
  await page.getByRole('button', { name: /^Écran client/ }).click()
  await page.getByRole('status').first().waitFor()
}

const state = (screens: CustomerScreens): ScreenState => ({
  slices: () => ({ session: MANAGER }),
  act: open(screens),
})

/** Where the customer's window stands: on the second screen, nowhere, and a till that cannot open one. */
export const CUSTOMER_SCREEN_STATES: Readonly<Record<string, ScreenState>> = {
  'customer-screen-shown': state(TWO_SCREENS),
  'customer-screen-away': state({
    ...TWO_SCREENS,
    screens: TWO_SCREENS.screens.slice(0, 1),
    choice: { kind: 'screen', screenId: '2' },
    shownOn: null,
  }),
  'customer-screen-browser': state({ canOpen: false, screens: [], choice: { kind: 'automatic' }, shownOn: null }),
}
