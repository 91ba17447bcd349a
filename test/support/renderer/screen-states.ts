import type { Slices } from '#contract/views/till-view.ts'
import { ARTICLE_STATES } from './article-states.ts'
import { BACKUP_STATES } from './backup-states.ts'
import { BANK_STATES } from './bank-states.ts'
import { CARD_EXTRA_STATES } from './card-extra-states.ts'
import { CARD_STATES } from './card-states.ts'
import { CART_STATES } from './cart-states.ts'
import { CUSTOMER_SCREEN_STATES } from './customer-screen-states.ts'
import { CUSTOMER_STATES } from './customer-states.ts'
import { DAY_STATES } from './day-states.ts'
import { DESIGN_STATES } from './design-states.ts'
import { DEVICE_STATES } from './device-states.ts'
import { EXPLORER_STATES } from './explorer-states.ts'
import { FLOOR_STATES } from './floor-states.ts'
import { GOODS_STATES } from './goods-states.ts'
import { HISTORY_STATES } from './history-states.ts'
import { OFFLINE_STATES } from './offline-states.ts'
import { PAPER_STATES } from './paper-states.ts'
import { PEOPLE_STATES } from './people-states.ts'
import { PUMP_STATES } from './pump-states.ts'
import { RARE_STATES } from './rare-states.ts'
import { RESERVATION_STATES } from './reservation-states.ts'
import { SAMPLE_BANK } from './sample-day.ts'
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
import type { OpenScreen } from './screen-rig.ts'
import { SETTLEMENT_STATES } from './settlement-states.ts'
import { SETUP_STATES } from './setup-states.ts'
import { STATUS_STATES } from './status-states.ts'
import { TERMINAL_STATES } from './terminal-states.ts'

export interface ScreenState {
  readonly slices: () => Partial<Slices>
  /** What a person does to get from the sale to this state. */
  readonly act?: (screen: OpenScreen) => Promise<void>
}

const press = (key: string) => (screen: OpenScreen) => screen.page.keyboard.press(key)
const go = (index: number) => (screen: OpenScreen) => screen.page.locator('nav button').nth(index).click()

const paying = (change: Parameters<typeof saleOf>[1] = {}) => saleOf(SAMPLE_SALE.lines, { state: 'paying', ...change })
const ended = (
  outcome: 'declined' | 'cancelled' | 'failed' | 'reversed',
  code: 'PAYMENT_DECLINED' | 'PAYMENT_CANCELLED' | 'PINPAD_LINK_LOST' | 'PINPAD_TIMEOUT' | 'PAYMENT_REVERSED',
) =>
  paymentAt('outcome', {
    outcome,
    finishedAt: new Date().toISOString(),
    failure: { code },
    responseCode: outcome === 'declined' ? '51' : null,
    prompt: 'choose-next',
    cancellable: false,
  })

/** Every state of every screen, by name: what the pictures, the size checks and the audit go through. */
export const SCREEN_STATES: Readonly<Record<string, ScreenState>> = {
  'sign-in': { slices: () => ({ session: LOCKED_SESSION }) },
  'sign-in-refused': {
    slices: () => ({ session: LOCKED_SESSION }),
    act: async ({ page }) => {
      await page.keyboard.type('2222')
      await page.keyboard.press('Enter')
      await page.getByRole('status').first().waitFor()
    },
  },
  sale: { slices: () => ({}) },
  'sale-empty': { slices: () => ({ sale: saleOf([]) }) },
  'sale-long': {
    slices: () => ({
      sale: saleOf(
        Array.from({ length: 40 }, (_, index) =>
          lineOf([`Filets de maquereaux à la moutarde et aux aromates n° ${index + 1}`, 2000, 1234, 550, 1000], index),
        ),
      ),
    }),
  },
  'sale-typing': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('F6')
      await page.keyboard.press('1')
      await page.keyboard.press('2')
      await page.waitForTimeout(60)
    },
  },
  'sale-toast': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.type('99999999')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
    },
  },
  search: {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('F1')
      await page.keyboard.type('au')
      await page.getByRole('list').last().waitFor()
    },
  },
  'search-none': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('F1')
      await page.keyboard.type('zzz')
    },
  },
  more: { slices: () => ({}), act: press('F12') },
  void: {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('F12')
      await page.getByRole('dialog').getByRole('button').first().click()
    },
  },
  choosing: { slices: () => ({ sale: paying() }) },
  'pay-by-code': {
    slices: () => ({ sale: paying() }),
    act: async ({ page }) => {
      await page.keyboard.press('M')
      await page.getByTestId('pay-code').waitFor()
      for (const digit of '482917305') await page.keyboard.press(digit, { delay: 60 })
      await page.waitForTimeout(100)
    },
  },
  'choosing-typed': {
    slices: () => ({ sale: paying() }),
    act: async ({ page }) => {
      await page.keyboard.press('5')
      await page.keyboard.press('0')
      await page.waitForTimeout(60)
    },
  },
  'choosing-rest': {
    slices: () => ({
      sale: paying({
        tenders: [tenderOf({ outcome: 'approved', scheme: 'cb', cardTail: '4821', approvalCode: '048213' })],
      }),
      payment: paymentAt('printing', { outcome: 'approved', finishedAt: new Date().toISOString() }),
    }),
  },
  'card-presenting': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('present-card', { prompt: 'present-card', padRows: ['DEBIT  20,00 EUR', 'CARTE SVP       '] }),
    }),
  },
  'card-bank': {
    slices: () => ({
      sale: paying({
        tenders: [
          tenderOf({
            id: 'tender-0',
            kind: 'cash',
            amountMinor: 1000,
            givenMinor: 1000,
            outcome: 'received',
            paymentId: null,
          }),
          tenderOf({}),
        ],
      }),
      payment: paymentAt('bank'),
    }),
  },
  declined: {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({ outcome: 'declined', cardTail: '4821', scheme: 'cb' })] }),
      payment: ended('declined', 'PAYMENT_DECLINED'),
    }),
  },
  'bank-asks': {
    slices: () => ({
      sale: paying(),
      payment: paymentAt('bank', { prompt: 'answer-bank', hostPrompt: promptOf({ kind: 'number', maxLength: 7 }) }),
    }),
  },
  'card-asks': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('pin', {
        prompt: 'answer-card',
        hostPrompt: promptOf({ asker: 'card', kind: 'text', title: 'Immatriculation ?', minLength: 2, maxLength: 12 }),
      }),
    }),
  },
  'bank-asks-customer': {
    slices: () => ({
      sale: paying(),
      payment: paymentAt('bank', {
        prompt: 'answer-bank',
        hostPrompt: promptOf({
          kind: 'choice',
          place: 'customer',
          title: 'Quel carburant le client a-t-il pris à la pompe ?',
          options: [
            'Gazole',
            'Gazole premium',
            'Sans plomb 95',
            'Sans plomb 98',
            'GPL',
            'AdBlue',
            'E85',
            'GNV',
            'Autre',
          ],
        }),
      }),
    }),
  },
  cancelled: { slices: () => ({ sale: paying(), payment: ended('cancelled', 'PAYMENT_CANCELLED') }) },
  'card-cue': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('present-card', {
        prompt: 'present-card',
        cue: 'see-phone',
        padRows: ['VOIR TELEPHONE  ', 'PUIS PRESENTER  '],
      }),
    }),
  },
  'card-stopping': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('pin', { prompt: 'customer-types-pin', cue: 'wrong-pin', cancelRequested: true }),
    }),
  },
  signature: {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('outcome', {
        prompt: 'check-signature',
        cancellable: false,
        signatureDueAt: new Date(Date.now() + 105_500).toISOString(),
        padRows: ['SIGNATURE SVP   ', '                '],
      }),
    }),
  },
  repeat: {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('pin', {
        prompt: 'confirm-repeat',
        repeat: {
          paymentNumber: 'P-2-009126',
          ticketNumber: '2-004217',
          chargedAt: new Date(Date.now() - 120_000).toISOString(),
          isCertain: true,
          dueAt: new Date(Date.now() + 52_000).toISOString(),
        },
      }),
    }),
  },
  'part-approved': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      payment: paymentAt('outcome', {
        prompt: 'choose-part',
        part: { approvedMinor: 1250, leftMinor: 750, dueAt: new Date(Date.now() + 48_000).toISOString() },
      }),
    }),
  },
  'part-kept': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({ amountMinor: 1250, outcome: 'approved', cardTail: '4821', scheme: 'cb' })] }),
      payment: paymentAt('printing', { outcome: 'approved', amountMinor: 1250, askedMinor: 2000 }),
    }),
  },
  'call-the-bank': {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({})] }),
      status: { ...sampleSlices().status, banks: [SAMPLE_BANK] },
      payment: paymentAt('outcome', {
        prompt: 'call-bank',
        referralBankId: SAMPLE_BANK.id,
        referralDueAt: new Date(Date.now() + 521_000).toISOString(),
      }),
    }),
    act: async ({ page }) => {
      for (const key of ['7', 'K', '4', '1']) await page.keyboard.press(key)
    },
  },
  'signature-refused': {
    slices: () => SCREEN_STATES.signature?.slices() ?? {},
    act: async ({ page }) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor()
    },
  },
  'timed-out': { slices: () => ({ sale: paying(), payment: ended('failed', 'PINPAD_TIMEOUT') }) },
  failed: { slices: () => ({ sale: paying(), payment: ended('failed', 'PINPAD_LINK_LOST') }) },
  reversed: { slices: () => ({ sale: paying(), payment: ended('reversed', 'PAYMENT_REVERSED') }) },
  unknown: {
    slices: () => ({
      sale: paying({ tenders: [tenderOf({ outcome: 'unknown', cardTail: '7306', scheme: 'cb' })] }),
      payment: paymentAt('bank', {
        number: 'P-2-009131',
        amountMinor: 6430,
        cardTail: '7306',
        outcome: 'unknown',
        failure: { code: 'HOST_NO_ANSWER' },
        prompt: 'wait-for-reversal',
        cancellable: false,
        reversalAttempts: 2,
        nextReversalAt: new Date(Date.now() + 18_500).toISOString(),
      }),
      status: { ...sampleSlices().status, unresolvedPayments: 1, openReversals: 1 },
    }),
    act: async ({ page }) => page.locator('time').nth(2).waitFor(),
  },
  approved: {
    slices: () => ({
      sale: saleOf([]),
      lastSale: COMPLETED_SALE,
      payment: paymentAt('printing', { outcome: 'approved' }),
    }),
  },
  held: { slices: () => ({}), act: go(1) },
  'held-in-doubt': {
    slices: () => ({
      sale: saleOf(SAMPLE_SALE.lines, { reference: '12', tenders: [tenderOf({ outcome: 'unknown' })] }),
      status: { ...sampleSlices().status, unresolvedPayments: 1 },
    }),
    act: async (screen) => {
      await press('F8')(screen)
      await go(1)(screen)
    },
  },
  history: { slices: () => ({}), act: go(2) },
  management: {
    slices: () => ({
      status: {
        ...sampleSlices().status,
        pad: { ...sampleSlices().status.pad, state: 'lost', failure: { code: 'PINPAD_LINK_LOST' } },
      },
    }),
    act: async ({ page }) => {
      await page.keyboard.press('F12')
      await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
    },
  },
  ...ARTICLE_STATES,
  ...CARD_EXTRA_STATES,
  ...CART_STATES,
  ...DAY_STATES,
  ...DESIGN_STATES,
  ...DEVICE_STATES,
  ...RARE_STATES,
  ...RESERVATION_STATES,
  ...CUSTOMER_STATES,
  ...CUSTOMER_SCREEN_STATES,
  ...CARD_STATES,
  ...EXPLORER_STATES,
  ...FLOOR_STATES,
  ...SETTLEMENT_STATES,
  ...GOODS_STATES,
  ...SETUP_STATES,
  ...BACKUP_STATES,
  ...BANK_STATES,
  ...OFFLINE_STATES,
  ...HISTORY_STATES,
  ...PAPER_STATES,
  ...PUMP_STATES,
  ...STATUS_STATES,
  ...PEOPLE_STATES,
  ...TERMINAL_STATES,
}
