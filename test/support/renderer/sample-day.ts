import type { DayView } from '#contract/views/day-view.ts'
import type { StatusView } from '#contract/views/till-view.ts'

/** A day near its end: the drawer is counted, one scheme differs from the bank. */
export const SAMPLE_DAY: DayView = {
  businessDate: '2026-11-22',
  openedAt: '2026-11-22T07:31:00',
  stage: 'open',
  progress: null,
  currency: 'EUR',
  ticketCount: 312,
  turnoverMinor: 467045,
  tips: { count: 0, amountMinor: 0 },
  giftCards: {
    sold: { count: 0, amountMinor: 0 },
    loaded: { count: 0, amountMinor: 0 },
    redeemed: { count: 0, amountMinor: 0 },
  },
  drawer: {
    floatMinor: 15000,
    cashSalesMinor: 57230,
    cashbackMinor: 0,
    expectedMinor: 72230,
    counts: [
      [20000, 0],
      [10000, 1],
      [5000, 4],
      [2000, 11],
      [1000, 9],
      [500, 7],
      [200, 18],
      [100, 22],
      [50, 16],
      [20, 25],
      [10, 19],
      [5, 22],
      [2, 15],
      [1, 20],
    ].map(([valueMinor = 0, count = 0]) => ({ valueMinor, count })),
    countedMinor: 71950,
    differenceMinor: -280,
    countedBy: 'Inès M.',
    countedAt: '2026-11-22T19:04:00',
  },
  batch: {
    number: '000232',
    rows: [
      ['cb', 142, 328460, 142, 328460],
      ['visa', 11, 41235, 10, 38985],
      ['amex', 3, 18700, 3, 18700],
      ['mastercard', 18, 21420, 18, 21420],
    ].map(([scheme, tillCount, till, hostCount, host]) => ({
      scheme: scheme as 'cb',
      till: { count: Number(tillCount), amountMinor: Number(till) },
      host: { count: Number(hostCount), amountMinor: Number(host) },
      differenceMinor: Number(host) - Number(till),
      state: host === till ? 'agreed' : 'differs',
    })),
    result: 'discrepancy',
  },
  exceptions: [
    { kind: 'totals-differ', amountMinor: -2250, reference: 'P-2-009114 · Visa' },
    { kind: 'reversal-open', amountMinor: 6430, reference: 'P-2-009131' },
    { kind: 'cash-differs', amountMinor: -280, reference: 'Caisse 2' },
  ],
  failure: null,
  closedNumber: null,
}

/** A bank whose own host is away, and that wants to be called now and then. */
export const SAMPLE_BANK: StatusView['banks'][number] = {
  id: 'main',
  name: 'Nord',
  referralPhone: '08 00 00 00 00',
  merchantId: '123456789012345',
  serving: 'standby',
  hosts: [
    { role: 'primary', endpoint: 'tcp://10.0.0.1:7000', lastSeenAt: null, state: 'lost', isAway: true },
    { role: 'standby', endpoint: 'tcp://10.0.0.1:7000', lastSeenAt: null, state: 'ready', isAway: false },
  ],
}
