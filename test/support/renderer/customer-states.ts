import { SALE_CUSTOMER } from './sample-customers.ts'
import { COMPLETED_SALE, SAMPLE_SALE, saleOf, sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const asManager = () => ({
  session: {
    kind: 'signed-in' as const,
    user: { id: 'claire', name: 'Claire D.', initials: 'CD', role: 'manager' as const },
    signedInAt: new Date().toISOString(),
  },
})
const openList = async ({ page }: OpenScreen) => {
  await page.keyboard.press('Shift+F4')
  await page.getByText('Yann Le Goff').first().waitFor()
}
const inList =
  (...keys: string[]) =>
  async (screen: OpenScreen) => {
    await openList(screen)
    for (const key of keys) {
      await screen.page.keyboard.press(key)
      await screen.page.waitForTimeout(60)
    }
  }
const find = async ({ page }: OpenScreen) => {
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByText('C-000012').waitFor()
}

/** Customers: the ticket's own, looked for, listed, filled in, erased. */
export const CUSTOMER_STATES: Readonly<Record<string, ScreenState>> = {
  'sale-customer': { slices: () => ({ sale: { ...SAMPLE_SALE, customer: SALE_CUSTOMER } }) },
  'find-customer': { slices: () => ({ sale: { ...SAMPLE_SALE, customer: SALE_CUSTOMER } }), act: find },
  'find-customer-none': {
    slices: () => ({}),
    act: async (screen) => {
      await find(screen)
      await screen.page.keyboard.type('Dupont', { delay: 60 })
      await screen.page.getByText('« Dupont »').waitFor()
    },
  },
  'new-customer': {
    slices: () => ({}),
    act: async (screen) => {
      await find(screen)
      await screen.page.keyboard.press('F2')
      await screen.page.getByRole('dialog').getByRole('textbox').nth(10).waitFor()
    },
  },
  'new-customer-card-number': {
    slices: asManager,
    act: async (screen) => {
      await inList('F2')(screen)
      await screen.page.keyboard.type('4970 1000 0000 0014', { delay: 60 })
      await screen.page.getByRole('alert').filter({ hasText: /./ }).waitFor()
    },
  },
  customers: { slices: () => ({}), act: openList },
  'customers-credit': { slices: () => ({ day: sampleSlices().day }), act: inList('ArrowDown') },
  'edit-customer': { slices: asManager, act: inList('F3') },
  'invoice-for-whom': {
    slices: () => ({ sale: saleOf([]), lastSale: COMPLETED_SALE }),
    act: async ({ page }) => {
      await page.keyboard.press('F')
      await page.getByRole('dialog').getByText('C-000012').waitFor()
    },
  },
  'invoice-issue': {
    slices: () => ({ sale: saleOf([]), lastSale: COMPLETED_SALE }),
    act: async ({ page }) => {
      await page.keyboard.press('F')
      await page.getByRole('dialog').getByText('C-000012').waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByText('FR44732829320').waitFor()
    },
  },
  'invoice-again': {
    slices: () => ({ sale: saleOf([]), lastSale: { ...COMPLETED_SALE, customerId: 'customer-1' } }),
    act: async ({ page }) => {
      await page.keyboard.press('F')
      await page.getByRole('dialog').getByText('F2-000041').waitFor()
    },
  },
  'history-invoice': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('F10')
      await page.getByText('2-004317').first().waitFor()
      await page.keyboard.press('F')
      await page.getByRole('dialog').getByText('C-000012').waitFor()
    },
  },
  'take-payment': { slices: () => ({}), act: inList('F6') },
  'pay-invoice': { slices: () => ({}), act: inList('F6', 'ArrowDown', '5', '0') },
  'refund-credit': {
    slices: () => ({}),
    act: async (screen) => {
      await inList('ArrowDown')(screen)
      await screen.page.getByTestId('balance').filter({ hasText: '15,00' }).waitFor()
      await screen.page.keyboard.press('F4')
      await screen.page.getByRole('dialog').getByText('4821').waitFor()
    },
  },
  'refund-credit-done': {
    slices: () => ({}),
    act: async (screen) => {
      await CUSTOMER_STATES['refund-credit']?.act?.(screen)
      await screen.page.keyboard.press('Enter')
      await screen.page.getByRole('dialog').locator('[class*="banner"]').waitFor()
    },
  },
  'correct-account': { slices: asManager, act: inList('F7') },
  'pay-on-account': {
    slices: () => ({ sale: { ...SAMPLE_SALE, state: 'paying', customer: SALE_CUSTOMER } }),
    act: async ({ page }) => {
      await page.keyboard.press('C')
      await page.getByRole('dialog').getByText('C-000012').waitFor()
    },
  },
  'erase-customer': {
    slices: asManager,
    act: async (screen) => {
      await openList(screen)
      await screen.page.locator('main section').nth(1).locator('button').last().click()
      await screen.page.getByRole('dialog').waitFor()
    },
  },
}
