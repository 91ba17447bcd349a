import type { CardPaymentView } from '#contract/views/payment-view.ts'
import { paymentAt } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const open = ({ page }: OpenScreen) => page.keyboard.press('Shift+F6')

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

/** Every state of what is done with a card that charges nobody. */
export const CARD_STATES: Readonly<Record<string, ScreenState>> = {
  cards: { slices: () => ({}), act: open },
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
