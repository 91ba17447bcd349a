import type { StatusView } from '#contract/views/till-view.ts'
import { SAMPLE_BANK } from './sample-day.ts'
import { statusOfKitchen } from './sample-papers.ts'
import { agoIso } from './sample-shop.ts'
import type { ScreenState } from './screen-states.ts'

/** A bank that is gone, a kitchen that stopped, and what follows from both. */
function statusOfBadDay(): StatusView {
  const status = statusOfKitchen()
  const [kitchen] = status.otherPrinters
  return {
    ...status,
    unresolvedPayments: 2,
    offline: { ...status.offline, waiting: 3, waitingMinor: 4_560, oldestAt: agoIso(130_000) },
    banks: [{ ...SAMPLE_BANK, name: 'Crédit de l’Ouest', serving: 'primary' }],
    ...(kitchen && { otherPrinters: [{ ...kitchen, alias: 'Cuisine du bas' }] }),
  }
}

/** The bar at the bottom, when several things are wrong together. */
export const STATUS_STATES: Readonly<Record<string, ScreenState>> = {
  'bank-and-kitchen': { slices: () => ({ status: statusOfBadDay() }) },
}
