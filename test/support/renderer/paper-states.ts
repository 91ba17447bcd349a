import type { Slices } from '#contract/views/till-view.ts'
import { sampleDevices } from './sample-devices.ts'
import { SALE_OF_PAPERS, SAMPLE_PAPERS, statusOfKitchen, statusOfPapers } from './sample-papers.ts'
import { paymentAt, SAMPLE_SALE, saleOf, sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const dialog = ({ page }: OpenScreen) => page.getByRole('dialog')
const go = (index: number) => (screen: OpenScreen) => screen.page.locator('nav button').nth(index).click()

async function openPapers(screen: OpenScreen, downs = 0): Promise<void> {
  screen.till.papers = [...SAMPLE_PAPERS]
  await screen.page.keyboard.press('Shift+F11')
  await dialog(screen).getByRole('listitem').first().waitFor()
  for (let down = 0; down < downs; down += 1) await screen.page.keyboard.press('ArrowDown')
}

const withPapers = (): Partial<Slices> => ({ devices: sampleDevices(), status: statusOfPapers() })
const withMoves = (): Partial<Slices> => {
  const { day } = sampleSlices()
  const at = (minute: number) => `2026-11-22T10:${minute}:00.000Z`
  const moves = [
    { at: at(12), direction: 'in', amountMinor: 5_000, reason: 'change', note: '', byName: 'Claire D.' },
    {
      at: at(45),
      direction: 'out',
      amountMinor: 1_250,
      reason: 'expense',
      note: 'Piles de la balance',
      byName: 'Inès M.',
    },
  ] as const
  return { day: { ...day, drawer: { ...day.drawer, moves: [...moves] } } }
}
const approved = (): Partial<Slices> => ({
  ...withPapers(),
  sale: saleOf([]),
  lastSale: SALE_OF_PAPERS,
  payment: paymentAt('printing', { outcome: 'approved' }),
})

/** Papers that are not out for certain, wherever the screen tells of them. */
export const PAPER_STATES: Readonly<Record<string, ScreenState>> = {
  papers: { slices: withPapers, act: (screen) => openPapers(screen) },
  'papers-held': {
    slices: withPapers,
    act: async (screen) => {
      screen.till.papersTotal = 90
      await openPapers(screen, 3)
    },
  },
  'papers-elsewhere': {
    slices: withPapers,
    act: async (screen) => {
      await openPapers(screen)
      await screen.page.keyboard.press('3')
      await dialog(screen).getByText('Sur quelle imprimante').waitFor()
    },
  },
  'papers-drop': {
    slices: withPapers,
    act: async (screen) => {
      await openPapers(screen, 3)
      await screen.page.keyboard.press('Delete')
      await dialog(screen).getByText('ne sortira pas').waitFor()
    },
  },
  'approved-papers': { slices: approved },
  'approved-on-request': {
    slices: () => ({
      ...approved(),
      lastSale: { ...SALE_OF_PAPERS, printJobs: [], waiting: ['card-customer', 'customer-ticket'] },
    }),
  },
  'history-papers': {
    slices: withPapers,
    act: async (screen) => {
      screen.till.newestSale = SALE_OF_PAPERS
      await go(2)(screen)
      await screen.page.getByText('Claire D.').waitFor()
    },
  },
  'held-kitchen': {
    slices: () => ({ ...withPapers(), sale: saleOf(SAMPLE_SALE.lines, { reference: '12' }) }),
    act: async (screen) => {
      screen.till.kitchenPapers = SALE_OF_PAPERS.printJobs.slice(-1)
      await screen.page.keyboard.press('F8')
      await go(1)(screen)
      await screen.page.getByRole('listitem').nth(1).waitFor()
    },
  },
  'kitchen-stops': {
    slices: () => ({}),
    act: async (screen) => {
      screen.till.set('status', statusOfKitchen())
      await screen.page.getByRole('alert').waitFor()
    },
  },
  'close-day-papers': {
    slices: withPapers,
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.keyboard.press('F10')
      await dialog(screen).waitFor()
    },
  },
  'move-cash': {
    slices: withMoves,
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.getByRole('button', { name: 'Entrée ou sortie' }).tap()
      await dialog(screen).getByText('Piles de la balance').waitFor()
      for (const digit of '60') await screen.page.keyboard.press(digit)
    },
  },
  'day-with-moves': { slices: withMoves, act: go(3) },
  'drawer-log': {
    slices: () => ({}),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.getByRole('button', { name: 'Ouvertures' }).tap()
      await dialog(screen).getByText('Tomasz K.').waitFor()
    },
  },
}
