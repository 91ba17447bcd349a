import { sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const open = async ({ page }: OpenScreen) => {
  await page.keyboard.press('Shift+F10')
  await page.getByText('P-2-009127').first().waitFor()
}
const press =
  (...keys: string[]) =>
  async (screen: OpenScreen) => {
    await open(screen)
    for (const key of keys) await screen.page.keyboard.press(key)
  }
/** Opens the explorer, chooses a row by its number, opens its story. */
const story = (number: string) => async (screen: OpenScreen) => {
  await open(screen)
  await chosenStory(screen, number)
}

async function chosenStory(screen: OpenScreen, number: string): Promise<void> {
  await screen.page.getByRole('button', { name: number }).tap()
  await screen.page.locator('aside').getByText(number).waitFor()
  await screen.page.keyboard.press('Enter')
  await screen.page.locator('time').nth(2).waitFor()
}

/** An older payment, looked for by the last figures of its card. */
async function parkedStory(screen: OpenScreen): Promise<void> {
  await open(screen)
  await screen.page.keyboard.press('F1')
  await screen.page.keyboard.type('3812', { delay: 50 })
  await chosenStory(screen, 'P-2-009117')
}

function withManager() {
  const { session } = sampleSlices()
  if (session.kind !== 'signed-in') throw new Error('the sample shop is signed in')
  return { session: { ...session, user: { ...session.user, role: 'manager' } } } as const
}

/** Every state of the explorer and of the story. */
export const EXPLORER_STATES: Readonly<Record<string, ScreenState>> = {
  explorer: {
    slices: () => ({}),
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: 'P-2-009125' }).tap()
      await screen.page.locator('dl').first().waitFor()
    },
  },
  'explorer-list': { slices: () => ({}), act: open },
  'explorer-none': {
    slices: () => ({}),
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('F1')
      await screen.page.keyboard.type('0000', { delay: 50 })
      await screen.page.getByText('Aucun paiement ne correspond').waitFor()
    },
  },
  'explorer-looking': {
    slices: () => ({
      exporting: { state: 'running', done: 12_500, total: 1_048_216, path: null, failure: null },
    }),
    act: async (screen) => {
      for (const name of ['explorer.page', 'explorer.totals'] as const) screen.till.unanswered.add(name)
      await screen.page.keyboard.press('Shift+F10')
      await screen.page.getByText('Recherche en cours').waitFor()
    },
  },
  'explorer-days': {
    slices: () => ({}),
    act: async (screen) => {
      await press('F2')(screen)
      await screen.page.getByRole('dialog').getByRole('textbox').first().fill('31/02')
    },
  },
  'explorer-schemes': { slices: () => ({}), act: press('F3') },
  'explorer-outcomes': { slices: () => ({}), act: press('F4') },
  'explorer-filters': {
    slices: () => ({}),
    act: async (screen) => {
      await press('F6')(screen)
      await screen.page.getByRole('dialog').getByRole('textbox').nth(2).fill('482')
      await screen.page.getByText('Hugo P.').waitFor()
    },
  },
  'explorer-messages': {
    slices: () => ({}),
    act: async (screen) => {
      await press('ArrowDown')(screen)
      // Read even where a narrow screen keeps it behind the list.
      await screen.page.locator('aside').getByText('P-2-009127').waitFor({ state: 'attached' })
      await screen.page.keyboard.press('M')
      await screen.page.getByRole('dialog').getByText('0200 ·').waitFor()
    },
  },
  'story-approved': { slices: () => ({}), act: story('P-2-009127') },
  'story-parked': { slices: () => ({}), act: parkedStory },
  'story-by-hand': {
    slices: withManager,
    act: async (screen) => {
      await parkedStory(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByRole('dialog').getByRole('textbox').fill('Mme Roux, banque, 14 h 20')
    },
  },
  'story-bank-word': {
    slices: withManager,
    act: async (screen) => {
      await story('P-2-009131')(screen)
      await screen.page.getByRole('button', { name: 'Autre issue' }).tap()
      await screen.page.getByRole('dialog').waitFor()
    },
  },
}
