import { SAMPLE_BANK, SAMPLE_DAY } from './sample-day.ts'
import { sampleOfflineFigures } from './sample-offline.ts'
import { sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const go = (index: number) => (screen: OpenScreen) => screen.page.locator('nav button').nth(index).click()

/** The day's end: drawer, batches, what is open, the close. */
export const DAY_STATES: Readonly<Record<string, ScreenState>> = {
  'day-end': { slices: () => ({}), act: go(3) },
  'closed-days': {
    slices: () => ({}),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.keyboard.press('Z')
      await screen.page.getByRole('dialog').getByText('Z-2-000412').first().waitFor()
    },
  },
  'day-end-two-banks': {
    slices: () => {
      const { day, status } = sampleSlices()
      const amex = {
        scheme: 'amex',
        till: { count: 3, amountMinor: 12_640 },
        host: null,
        differenceMinor: null,
        state: 'pending',
      } as const
      return {
        day: {
          ...day,
          batch: { ...day.batch, bank: 'Nord' },
          otherBatches: [
            { acquirerId: 'second', bank: 'American Express', number: '000001', rows: [amex], result: null },
          ],
        },
        status: {
          ...status,
          banks: [SAMPLE_BANK],
        },
      }
    },
    act: go(3),
  },
  'day-end-second-half': {
    slices: () => ({}),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.locator('ol button').last().dispatchEvent('click')
    },
  },
  'day-end-counting': {
    slices: () => ({}),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.keyboard.press('ArrowDown')
      await screen.page.keyboard.press('3')
      await screen.page.waitForTimeout(60)
    },
  },
  'day-end-uploading': {
    slices: () => ({
      status: { ...sampleSlices().status, offline: sampleOfflineFigures() },
      day: {
        ...SAMPLE_DAY,
        stage: 'uploading',
        progress: { done: 3, total: 12 },
        exceptions: [
          { kind: 'offline-refused', amountMinor: -1200, reference: 'P-2-009120 · Visa' },
          { kind: 'offline-parked', amountMinor: -1890, reference: 'P-2-009118 · CB' },
          { kind: 'offline-waiting', amountMinor: 2000, reference: 'P-2-009131 · CB' },
        ],
      },
    }),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.locator('ol button').last().dispatchEvent('click')
    },
  },
  'day-end-uploaded': {
    slices: () => ({
      day: {
        ...SAMPLE_DAY,
        stage: 'closed',
        closedNumber: '000041',
        batch: {
          ...SAMPLE_DAY.batch,
          rows: SAMPLE_DAY.batch.rows.map((row) => ({ ...row, host: row.till, differenceMinor: 0, state: 'agreed' })),
          result: 'balanced-after-upload',
        },
        exceptions: [],
      },
    }),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.locator('ol button').last().dispatchEvent('click')
    },
  },
  'close-day': {
    slices: () => ({}),
    act: async (screen) => {
      await go(3)(screen)
      await screen.page.keyboard.press('F10')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
}
