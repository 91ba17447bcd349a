import type { CustomerShow } from '#contract/views/customer-screen-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import type { OpenCustomerScreen } from './customer-rig.ts'
import {
  COMPLETED_SALE,
  LOCKED_SESSION,
  lineOf,
  paymentAt,
  promptOf,
  SAMPLE_SALE,
  saleOf,
  sampleSlices,
  tenderOf,
} from './sample-shop.ts'

interface CustomerPageState {
  readonly slices: Partial<Slices>
  /** Put in front of what the till tells. */
  readonly put?: (screen: OpenCustomerScreen) => CustomerShow
}

const NOTHING = saleOf([])
const voucher = tenderOf({
  id: 'tender-0',
  kind: 'other',
  amountMinor: 1000,
  outcome: 'received',
  paymentId: null,
  paymentNumber: null,
  means: { id: 'gift', name: 'Chèque-cadeau' },
})
const paying = saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: [voucher] })
const long = saleOf([
  ...SAMPLE_SALE.lines,
  lineOf(['Confiture extra d’abricots du Roussillon récoltés à la main 370 g', 12_000, 435, 550, 500], 7),
  ...Array.from({ length: 20 }, (_, index) => lineOf([`Article numéro ${index + 1}`, 1000, 1_234, 550], 8 + index)),
])
const RICH = saleOf([lineOf(['Cave de réserve, lot complet', 1000, 999_999_999_99, 2000], 0)], { state: 'paying' })
const reserving = { operation: 'pre-authorisation', saleId: 'another', amountMinor: 8_000 } as const

/** What a customer can come to see, from the welcome to the thanks, and what stands there when the till is away. */
export const CUSTOMER_PAGE_STATES: Readonly<Record<string, CustomerPageState>> = {
  welcome: { slices: { sale: NOTHING } },
  'welcome-training': { slices: { sale: NOTHING, till: { ...sampleSlices().till, training: true } } },
  locked: { slices: { session: LOCKED_SESSION, sale: SAMPLE_SALE } },
  ticket: { slices: { sale: SAMPLE_SALE } },
  'ticket-points': {
    slices: {
      sale: {
        ...SAMPLE_SALE,
        loyalty: { points: 1_240, earned: 37, spent: 200, rewards: 0, rewardPoints: 100, rewardMinor: 500 },
      },
    },
  },
  'ticket-long': { slices: { sale: long, till: { ...sampleSlices().till, training: true } } },
  due: { slices: { sale: paying } },
  'due-large': { slices: { sale: RICH } },
  card: {
    slices: { sale: paying, payment: paymentAt('present-card', { prompt: 'present-card' }) },
  },
  'card-many-parts': {
    slices: {
      till: { ...sampleSlices().till, training: true },
      sale: saleOf(SAMPLE_SALE.lines, {
        state: 'paying',
        tenders: [
          voucher,
          { ...voucher, id: 't2', amountMinor: 500 },
          tenderOf({ id: 't3', amountMinor: 300, outcome: 'approved', cardTail: '4821' }),
        ],
      }),
      payment: paymentAt('present-card', { prompt: 'present-card', amountMinor: 1_976 }),
    },
  },
  'card-not-paid': {
    slices: {
      sale: paying,
      payment: paymentAt('outcome', { outcome: 'declined', failure: { code: 'PAYMENT_DECLINED' } }),
    },
  },
  question: {
    slices: {
      sale: paying,
      payment: paymentAt('bank', {
        prompt: 'answer-bank',
        hostPrompt: promptOf({
          kind: 'choice',
          place: 'customer',
          title: 'Payer en plusieurs fois ?',
          options: ['Comptant', '3 fois', '4 fois'],
        }),
      }),
    },
  },
  aside: {
    slices: {
      sale: NOTHING,
      payment: paymentAt('present-card', { operation: 'balance', saleId: 'x', prompt: 'present-card' }),
    },
  },
  reserving: {
    slices: { sale: NOTHING, payment: paymentAt('present-card', { ...reserving, prompt: 'present-card' }) },
  },
  reserved: { slices: { sale: NOTHING, payment: paymentAt('printing', { ...reserving, outcome: 'approved' }) } },
  change: { slices: { sale: NOTHING, lastSale: COMPLETED_SALE } },
  paid: { slices: { sale: NOTHING, lastSale: { ...COMPLETED_SALE, changeMinor: 0 } } },
  refunded: { slices: { sale: NOTHING, lastSale: { ...COMPLETED_SALE, totalMinor: -2_776, changeMinor: 0 } } },
  test: {
    slices: { sale: NOTHING },
    put: (screen) => ({ kind: 'test', view: screen.view(), screenName: 'Aures OLC 15' }),
  },
  away: { slices: { sale: SAMPLE_SALE }, put: () => ({ kind: 'away' }) },
}
