import { sampleOfflineFigures, sampleOfflineRows } from './sample-offline.ts'
import { COMPLETED_SALE, paymentAt, saleOf, sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const openOffline = (screen: OpenScreen) => screen.page.keyboard.press('Shift+F9')

/** Cards taken without the bank. */
export const OFFLINE_STATES: Readonly<Record<string, ScreenState>> = {
  'approved-offline': {
    slices: () => ({
      sale: saleOf([]),
      lastSale: COMPLETED_SALE,
      payment: paymentAt('printing', { outcome: 'approved', offline: 'stand-in' }),
      status: { ...sampleSlices().status, offline: sampleOfflineFigures() },
    }),
  },
  'offline-empty': { slices: () => ({}), act: openOffline },
  'offline-list': {
    slices: () => ({ status: { ...sampleSlices().status, offline: sampleOfflineFigures() } }),
    act: async (screen) => {
      screen.till.offlineRows = sampleOfflineRows()
      await openOffline(screen)
      await screen.page.getByText('P-2-009131').first().waitFor()
      for (let step = 0; step < 3; step += 1) await screen.page.keyboard.press('ArrowDown')
    },
  },
}
