import type { SaleLineView, SaleView } from '#contract/views/sale-view.ts'
import type { Slices } from '#contract/views/till-view.ts'
import { SAMPLE_SALE, saleOf, sampleSlices, tenderOf } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const press = async ({ page }: OpenScreen, ...keys: string[]) => {
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
}

/** The reference ticket with 10 % off all of it, a note, an amount off a line and goods that came back. */
function changedSale(change: Partial<SaleView> = {}): SaleView {
  const lines = SAMPLE_SALE.lines.map((line, place): SaleLineView => {
    if (place === 3) return { ...line, note: 'Sans cornichon, à emporter' }
    if (place === 4) return { ...line, discountAmountMinor: 60, discountMinor: 60, totalMinor: 300 }
    if (place === 5) return { ...line, returned: { reason: 'Défectueux' }, totalMinor: -640 }
    return line
  })
  const shared = lines.map((line) => {
    const ticketDiscountMinor = line.returned === undefined ? Math.round(line.totalMinor / 10) : 0
    return {
      ...line,
      ...(ticketDiscountMinor > 0 && { ticketDiscountMinor }),
      totalMinor: line.totalMinor - ticketDiscountMinor,
    }
  })
  const amountMinor = shared.reduce((sum, { ticketDiscountMinor = 0 }) => sum + ticketDiscountMinor, 0)
  const agreed = { kind: 'percent', basisPoints: 1_000, reason: 'Geste commercial' } as const
  return saleOf(shared, { discount: { agreed, amountMinor }, ...change })
}

const broughtBack = (state: SaleView['state']) => {
  const [first, second] = SAMPLE_SALE.lines
  if (first === undefined || second === undefined) throw new Error('the sample ticket has lines')
  const back: SaleLineView = { ...second, returned: { reason: 'Ne convient pas' }, totalMinor: -1_026 }
  return saleOf([first, back], { state })
}

const MEANS = [
  { id: 'meal', kind: 'meal-voucher', name: 'Titre-restaurant', excess: 'kept' },
  { id: 'cheque', kind: 'cheque', name: 'Chèque', excess: 'refused' },
  { id: 'voucher', kind: 'voucher', name: 'Bon d’achat', excess: 'change' },
  { id: 'transfer', kind: 'transfer', name: 'Virement', excess: 'refused' },
  { id: 'avoir', kind: 'shop-voucher', name: 'Avoir du magasin', excess: 'kept' },
] satisfies Slices['till']['means']

const received = { paymentId: null, paymentNumber: null, outcome: 'received' } as const
const TAKEN = [
  tenderOf({
    ...received,
    id: 'meal',
    kind: 'other',
    means: { id: 'meal', name: 'Titre-restaurant' },
    amountMinor: 900,
    givenMinor: 1_000,
  }),
  tenderOf({ ...received, id: 'cash', kind: 'cash', amountMinor: 1_000, givenMinor: 1_000 }),
]

const openSaleRules = async ({ page }: OpenScreen) => {
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
  await page.getByRole('button', { name: /^Règles de vente/ }).click()
}

/** Discounts, notes and goods that come back, from the line to the payment; cash that is rounded. */
export const CART_STATES: Readonly<Record<string, ScreenState>> = {
  'ticket-changed': { slices: () => ({ sale: changedSale() }) },
  'ticket-discount': {
    slices: () => ({ sale: changedSale() }),
    act: (screen) => press(screen, 'Shift+F3', '1', '5'),
  },
  'line-discount-needs-reason': {
    slices: () => ({ till: { ...sampleSlices().till, discountNeedsReason: true } }),
    act: (screen) => press(screen, 'F3', 'ArrowRight', '2', ',', '5', '0'),
  },
  'discount-amount-typed': { slices: () => ({}), act: (screen) => press(screen, 'F3', 'F3', '1', ',', '5') },
  'line-note': {
    slices: () => ({ sale: changedSale({ touchedLineId: 'line-3' }) }),
    act: async (screen) => {
      await press(screen, 'n')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'bring-back': {
    slices: () => ({}),
    act: async (screen) => {
      await press(screen, '1', 'b')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'find-ticket': {
    slices: () => ({}),
    act: async (screen) => {
      await press(screen, 'r')
      await screen.page.getByRole('dialog').waitFor()
      await screen.page.keyboard.type('12', { delay: 60 })
      await screen.page.waitForTimeout(200)
    },
  },
  'other-means': {
    slices: () => ({
      till: { ...sampleSlices().till, means: MEANS },
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: TAKEN }),
    }),
    act: (screen) => press(screen, 'a'),
  },
  'means-reference': {
    slices: () => ({
      till: {
        ...sampleSlices().till,
        means: [{ id: 'cheque', kind: 'cheque', name: 'Chèque', excess: 'refused', reference: 'required' }],
      },
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: TAKEN }),
    }),
    act: async (screen) => {
      await press(screen, 'a', 'Enter')
      await screen.page.getByRole('dialog').getByRole('textbox').fill('0004217')
    },
  },
  'sale-points': {
    slices: () => {
      const points = { points: 240, earned: 32, spent: 100, rewards: 0, rewardPoints: 100, rewardMinor: 500 } as const
      const agreed = { kind: 'amount', amountMinor: 500, points: 100 } as const
      return { sale: saleOf(SAMPLE_SALE.lines, { loyalty: points, discount: { agreed, amountMinor: 500 } }) }
    },
  },
  'sale-rewards': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, {
        loyalty: { points: 240, earned: 37, spent: 0, rewards: 2, rewardPoints: 100, rewardMinor: 500 },
      }),
    }),
  },
  'ticket-rewards': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, {
        customer: {
          id: 'customer-1',
          number: 'C-000012',
          title: 'Yann Le Goff',
          loyaltyNumber: '0430000000126',
          points: 240,
        },
        loyalty: { points: 240, earned: 37, spent: 0, rewards: 2, rewardPoints: 100, rewardMinor: 500 },
      }),
    }),
    act: (screen) => press(screen, 'Shift+F3'),
  },
  'sale-rules-loyalty': {
    slices: () => ({
      session: MANAGER,
      till: { ...sampleSlices().till, loyalty: { earnMinor: 100, rewardPoints: 100, rewardMinor: 500 } },
    }),
    act: openSaleRules,
  },
  'parts-taken': {
    slices: () => ({
      till: { ...sampleSlices().till, means: MEANS },
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: TAKEN }),
    }),
  },
  'sale-rules': {
    slices: () => ({ till: { ...sampleSlices().till, means: MEANS, cashRounding: { stepMinor: 5, tie: 'up' } } }),
    act: openSaleRules,
  },
  means: {
    slices: () => ({ session: MANAGER, till: { ...sampleSlices().till, means: MEANS } }),
    act: async (screen) => {
      await screen.page.keyboard.press('F12')
      await screen.page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
      await screen.page.getByRole('button', { name: /^Règlements/ }).click()
      await screen.page.getByTestId('means-name').waitFor()
    },
  },
  'pay-voucher': {
    slices: () => ({
      till: { ...sampleSlices().till, means: MEANS },
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying', tenders: TAKEN }),
    }),
    act: async (screen) => {
      await press(screen, 'a', '4')
      await screen.page.getByTestId('voucher-code').fill('VBCDF')
    },
  },
  'issue-voucher': {
    slices: () => ({
      till: { ...sampleSlices().till, means: MEANS },
      sale: { ...broughtBack('paying'), totalMinor: -1_026, remainingMinor: -1_026 },
    }),
    act: (screen) => press(screen, 'a'),
  },
  'means-vouchers': {
    slices: () => ({ session: MANAGER, till: { ...sampleSlices().till, means: MEANS } }),
    act: async (screen) => {
      await screen.page.keyboard.press('F12')
      await screen.page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
      await screen.page.getByRole('button', { name: /^Règlements/ }).click()
      await screen.page.getByTestId('means-name').waitFor()
      await screen.page.getByRole('group', { name: 'Genre' }).getByRole('button', { name: 'Avoir du magasin' }).click()
      await screen.page.getByText('2-004310').waitFor()
    },
  },
  'pay-out': { slices: () => ({ sale: broughtBack('paying') }) },
  'cash-rounded': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, { state: 'paying' }),
      till: { ...sampleSlices().till, cashRounding: { stepMinor: 5, tie: 'up' } },
    }),
  },
}
