import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const dialog = ({ page }: OpenScreen) => page.getByRole('dialog')

async function openHistory(screen: OpenScreen): Promise<void> {
  await screen.page.locator('nav button').nth(2).click()
  await screen.page.getByText('2-004317').first().waitFor()
}

const find =
  (key: string, press?: string) =>
  async (screen: OpenScreen): Promise<void> => {
    await openHistory(screen)
    await screen.page.keyboard.press(key)
    await dialog(screen).waitFor()
    if (press !== undefined) await screen.page.keyboard.press(press)
  }

async function type(screen: OpenScreen, text: string): Promise<void> {
  await openHistory(screen)
  await screen.page.keyboard.press('F1')
  await screen.page.locator('#history-search').fill(text)
}

/** Finished sales: how they are looked for, and what is done to them. */
export const HISTORY_STATES: Readonly<Record<string, ScreenState>> = {
  'give-back': {
    slices: () => ({}),
    act: async (screen) => {
      await openHistory(screen)
      await screen.page.keyboard.press('V')
      await screen.page.getByTestId('give-back-amount').waitFor()
    },
  },
  'give-back-done': {
    slices: () => ({}),
    act: async (screen) => {
      await openHistory(screen)
      await screen.page.keyboard.press('V')
      await screen.page.getByTestId('give-back-amount').waitFor()
      await screen.page.keyboard.press('V')
      await screen.page.getByRole('status').first().waitFor()
    },
  },
  'history-found': {
    slices: () => ({}),
    act: async (screen) => {
      await type(screen, '2-004305')
      await screen.page.getByRole('button', { name: 'Ticket 2-004316' }).waitFor({ state: 'detached' })
    },
  },
  'history-none-fits': {
    slices: () => ({}),
    act: async (screen) => {
      await type(screen, 'rien de tel')
      await screen.page.getByText('Aucun ticket ne correspond.').waitFor()
    },
  },
  'return-lines': {
    slices: () => ({}),
    act: async (screen) => {
      await openHistory(screen)
      await screen.page.keyboard.press('A')
      await dialog(screen).getByRole('listitem').first().waitFor()
      await screen.page.keyboard.press('+')
      await dialog(screen).getByText('ici').first().waitFor()
    },
  },
  'return-lines-done': {
    slices: () => ({}),
    act: async (screen) => {
      await HISTORY_STATES['return-lines']?.act?.(screen)
      await screen.page.keyboard.press('Enter')
      await dialog(screen).locator('[class*="banner"]').waitFor()
    },
  },
  'history-find-day': { slices: () => ({}), act: find('F2') },
  'history-find-cashier': { slices: () => ({}), act: find('F3') },
  'history-find-kind': { slices: () => ({}), act: find('F6') },
}
