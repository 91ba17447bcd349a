import type { VoucherView } from '#contract/views/voucher-view.ts'

/** One that is good, one that is used up, and one whose last day is over. */
export const SAMPLE_VOUCHERS: readonly VoucherView[] = [
  {
    number: '2-004310',
    amountMinor: 3_900,
    leftMinor: 2_450,
    issuedAt: '2026-11-20T14:05:00.000Z',
    expiresOn: '2027-11-20',
    isExpired: false,
    byName: 'Inès M.',
  },
  {
    number: '2-004102',
    amountMinor: 1_290,
    leftMinor: 0,
    issuedAt: '2026-10-02T09:41:00.000Z',
    expiresOn: '2027-10-02',
    isExpired: false,
    byName: 'Hugo P.',
  },
  {
    number: '2-000871',
    amountMinor: 800,
    leftMinor: 800,
    issuedAt: '2025-09-30T16:20:00.000Z',
    expiresOn: '2026-09-30',
    isExpired: true,
    byName: 'Claire D.',
  },
]
