import type { Slices } from '#contract/views/till-view.ts'
import { SAMPLE_DAY } from './sample-day.ts'
import { COMPLETED_SALE, paymentAt, SAMPLE_SALE, saleOf, tenderOf } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const EXTRAS = { tipMinor: 380, cashbackMinor: 6_000 } as const

/** The ticket in hand costs 37,76 €. */
const paying = (): Partial<Slices> => ({ sale: saleOf(SAMPLE_SALE.lines, { state: 'paying' }) })
const press = async ({ page }: OpenScreen, ...keys: string[]) => {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
}
const openTip = async (screen: OpenScreen) => {
  await press(screen, 'P')
  await screen.page.getByTestId('tip-amount').waitFor()
}
const openCashback = async (screen: OpenScreen) => {
  await press(screen, 'R')
  await screen.page.getByTestId('cashback-amount').waitFor()
}
const approved = { outcome: 'approved', scheme: 'cb', cardTail: '4821', approvalCode: '048213' } as const

/** A tip, and cash to take along, from their choice to the day's end. */
export const CARD_EXTRA_STATES: Readonly<Record<string, ScreenState>> = {
  tip: {
    slices: paying,
    act: async (screen) => {
      await openTip(screen)
      await press(screen, 'ArrowDown', 'ArrowDown')
    },
  },
  'tip-too-high': {
    slices: paying,
    act: async (screen) => {
      await openTip(screen)
      await press(screen, '9', '9')
    },
  },
  cashback: {
    slices: paying,
    act: async (screen) => {
      await openCashback(screen)
      await press(screen, '4', '2')
    },
  },
  'choosing-extras': {
    slices: () => ({
      ...paying(),
      sale: saleOf(SAMPLE_SALE.lines, {
        state: 'paying',
        tenders: [tenderOf({ ...approved, ...EXTRAS, amountMinor: 2_000 })],
      }),
      payment: paymentAt('printing', {
        ...EXTRAS,
        amountMinor: 8_380,
        outcome: 'approved',
        finishedAt: new Date().toISOString(),
      }),
    }),
    act: async (screen) => {
      await openTip(screen)
      await press(screen, 'ArrowDown', 'Enter')
      await openCashback(screen)
      await press(screen, '3', 'Enter')
    },
  },
  'approved-cashback': {
    slices: () => ({
      sale: saleOf([]),
      payment: paymentAt('printing', { ...EXTRAS, amountMinor: 8_380, outcome: 'approved' }),
      lastSale: {
        ...COMPLETED_SALE,
        tenders: COMPLETED_SALE.tenders
          .map((tender) => (tender.kind === 'card' ? { ...tender, ...EXTRAS } : { ...tender, givenMinor: 776 }))
          .toReversed(),
        changeMinor: 0,
        changePieces: [],
      },
    }),
  },
  'day-end-extras': {
    slices: () => ({
      day: {
        ...SAMPLE_DAY,
        tips: { count: 12, amountMinor: 4_870 },
        drawer: {
          ...SAMPLE_DAY.drawer,
          cashbackMinor: 12_000,
          expectedMinor: SAMPLE_DAY.drawer.expectedMinor - 12_000,
        },
      },
    }),
    act: (screen) => screen.page.locator('nav button').nth(3).click(),
  },
}
