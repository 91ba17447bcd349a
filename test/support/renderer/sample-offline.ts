import type { OfflineFigures, OfflineRow } from '#contract/views/offline-view.ts'
import { agoIso } from './sample-shop.ts'

const MINUTE_MS = 60_000
const inIso = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

function rowOf(change: Partial<OfflineRow> & Pick<OfflineRow, 'paymentId' | 'amountMinor' | 'state'>): OfflineRow {
  return {
    paymentNumber: `P-2-00${change.paymentId.slice(-4)}`,
    currency: 'EUR',
    scheme: 'cb',
    cardTail: '4821',
    approvedAt: agoIso(12 * MINUTE_MS),
    basis: 'stand-in',
    attempts: 3,
    nextAttemptAt: null,
    responseCode: null,
    failure: null,
    seenBy: null,
    ...change,
  }
}

/** One payment in each state, open ones first. */
export const sampleOfflineRows = (): OfflineRow[] => [
  rowOf({ paymentId: 'payment-9131', amountMinor: 2000, state: 'sent', attempts: 1 }),
  rowOf({ paymentId: 'payment-9132', amountMinor: 3250, state: 'waiting', nextAttemptAt: inIso(45_000) }),
  rowOf({
    paymentId: 'payment-9133',
    amountMinor: 750,
    state: 'waiting',
    basis: 'card',
    scheme: 'mastercard',
    cardTail: '0117',
    nextAttemptAt: inIso(60_000),
  }),
  rowOf({
    paymentId: 'payment-9120',
    amountMinor: 1200,
    state: 'refused',
    scheme: 'visa',
    cardTail: '1145',
    responseCode: '51',
  }),
  rowOf({ paymentId: 'payment-9118', amountMinor: 1890, state: 'parked', responseCode: '30' }),
  rowOf({ paymentId: 'payment-9101', amountMinor: 4150, state: 'seen', responseCode: '54', seenBy: 'Claire D.' }),
  ...Array.from({ length: 12 }, (_, index) =>
    rowOf({ paymentId: `payment-90${80 - index}`, amountMinor: 980 + index * 115, state: 'settled', attempts: 1 }),
  ),
]

export const sampleOfflineFigures = (): OfflineFigures => ({
  waiting: 3,
  waitingMinor: 6000,
  oldestAt: agoIso(12 * MINUTE_MS),
  refused: 1,
  refusedMinor: 1200,
  parked: 1,
  parkedMinor: 1890,
  standInLeftMinor: 24_000,
})
