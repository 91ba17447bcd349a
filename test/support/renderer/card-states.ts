import type { GiftCardOrderView } from '#contract/views/gift-card-view.ts'
import type { CardPaymentView } from '#contract/views/payment-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { COMPLETED_SALE, giftCardLine, paymentAt, SAMPLE_SALE, saleOf, tenderOf } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const open = ({ page }: OpenScreen) => page.keyboard.press('Shift+F6')

/** Paid, or refused, by a code that the customer read out. */
const CODE = { codeName: 'Paiement mobile ***951', entryMode: 'manual', scheme: 'other', cardTail: null } as const
const byCode = tenderOf({ entryMode: 'manual', cardTail: null, outcome: 'approved', approvalCode: '048213' })

/** A card that is asked about: it has no amount and belongs to no ticket. */
const asking = (...[current, change = {}]: Parameters<typeof paymentAt>) => ({
  payment: paymentAt(current, {
    operation: 'balance',
    saleId: 'aside',
    amountMinor: 0,
    scheme: 'other',
    cardTail: '0010',
    entryMode: 'stripe',
    padRows: ['CARTE SVP       ', '                '],
    ...change,
  }),
})
const told = (change: Partial<CardPaymentView>) =>
  asking('printing', {
    outcome: 'approved',
    finishedAt: new Date().toISOString(),
    prompt: 'remove-card',
    cancellable: false,
    ...change,
  })

const orderOf = (change: Partial<GiftCardOrderView> = {}): GiftCardOrderView => ({
  orderId: 'order-1',
  saleId: COMPLETED_SALE.id,
  ticketNumber: COMPLETED_SALE.number,
  operation: 'activation',
  amountMinor: 5_000,
  currency: 'EUR',
  orderedAt: new Date().toISOString(),
  state: 'owed',
  ...change,
})
const owed = (): Partial<Slices> => ({
  giftCards: [
    orderOf(),
    orderOf({ orderId: 'order-2', operation: 'load', amountMinor: 2_500, ticketNumber: '2-004312', state: 'in-doubt' }),
  ],
})
const loading = (change: Partial<CardPaymentView>) => told({ operation: 'activation', amountMinor: 5_000, ...change })
const typed =
  (key: string, figures: string) =>
  async ({ page }: OpenScreen) => {
    await page.keyboard.press('Shift+F6')
    await page.keyboard.press(key)
    await page.getByTestId('gift-amount').waitFor()
    await page.keyboard.type(figures, { delay: 60 })
  }

/** Every state of what is done with a card that charges nobody. */
export const CARD_STATES: Readonly<Record<string, ScreenState>> = {
  cards: { slices: () => ({}), act: open },
  'cards-owed': { slices: owed, act: open },
  'sell-gift-card': { slices: () => ({}), act: typed('S', '50') },
  'load-gift-card': { slices: () => ({}), act: typed('L', '25') },
  'sale-gift-card': {
    slices: () => ({ sale: saleOf([...SAMPLE_SALE.lines.slice(0, 2), giftCardLine('activation', 5_000)]) }),
  },
  'approved-gift-card': { slices: () => ({ sale: saleOf([]), lastSale: COMPLETED_SALE, ...owed() }) },
  'gift-card-activated': { slices: () => loading({ balanceMinor: 5_000, approvalCode: 'A04821' }), act: open },
  'gift-card-refused': {
    slices: () =>
      loading({
        outcome: 'declined',
        prompt: 'choose-next',
        failure: { code: 'GIFT_CARD_LOAD_DECLINED', details: { responseCode: '57' } },
        responseCode: '57',
      }),
    act: open,
  },
  'gift-card-taken-back': {
    slices: () =>
      loading({ outcome: 'reversed', prompt: 'choose-next', failure: { code: 'GIFT_CARD_LOAD_TAKEN_BACK' } }),
    act: open,
  },
  'give-back-gift-card': {
    slices: owed,
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('V')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'gave-back-gift-card': {
    slices: owed,
    act: async (screen) => {
      await open(screen)
      await screen.page.keyboard.press('V')
      await screen.page.getByRole('dialog').getByRole('button').last().click()
      await screen.page.getByRole('dialog').getByRole('status').waitFor()
    },
  },
  'code-declined': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: [{ ...byCode, outcome: 'declined' }] }),
      payment: paymentAt('outcome', {
        ...CODE,
        outcome: 'declined',
        finishedAt: new Date().toISOString(),
        failure: { code: 'PAYMENT_DECLINED' },
        responseCode: '51',
        prompt: 'choose-next',
        cancellable: false,
      }),
    }),
  },
  'code-approved': {
    slices: () => ({
      sale: saleOf([]),
      lastSale: { ...COMPLETED_SALE, tenders: [byCode], changeMinor: 0, changePieces: [] },
    }),
  },
  'card-balance-presenting': {
    slices: () => asking('present-card', { prompt: 'present-card', cardTail: null, scheme: null }),
    act: open,
  },
  'card-balance': { slices: () => told({ balanceMinor: 3_240 }), act: open },
  'card-balance-untold': { slices: () => told({}), act: open },
  'card-checked': { slices: () => told({ operation: 'card-check', responseCode: '85', cardTail: '4821' }), act: open },
  'card-question-unanswered': {
    slices: () => told({ outcome: 'failed', prompt: 'choose-next', failure: { code: 'PAYMENT_QUESTION_UNANSWERED' } }),
    act: open,
  },
}
