import type { UserView } from '#contract/views/user-view.ts'
import { pressKeys } from './press-keys.ts'
import { SHOP_USERS } from './sample-people.ts'
import { LOCKED_SESSION, SAMPLE_SALE, sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const MANAGER = { kind: 'signed-in' as const, user: SHOP_USERS[2] as UserView, signedInAt: new Date().toISOString() }

/** More people than one page of the sign-in has. */
const MANY: UserView[] = ['Amélie R.', 'Bruno T.', 'Zofia W.'].map((name, index) => ({
  id: `more-${index}`,
  name,
  initials: name.slice(0, 2).toUpperCase(),
  role: 'cashier',
}))

const MANAGEMENT_WORDS = /^(Gestion|Management|Zarządzanie|Verwaltung)/
/** Sections of the management by their words: others come and go before them. */
const SECTION_WORDS = {
  people: /^(Personnes|People|Osoby|Personen)/,
  roles: /^(Droits|Permissions|Uprawnienia|Rechte)/,
  audit: /^(Journal|Log|Dziennik|Protokoll)/,
  reports: /^(Rapport des|Sales report|Raport|Verkaufsbericht)/,
} as const
const openSection = (section: keyof typeof SECTION_WORDS) => async (screen: OpenScreen) => {
  // The narrow top bar has no key for the management.
  await screen.page.keyboard.press('F12')
  await screen.page.getByRole('dialog').getByRole('button', { name: MANAGEMENT_WORDS }).click()
  await screen.page.getByRole('button', { name: SECTION_WORDS[section] }).first().click()
}
const askOfPerson = (deed: string) => async (screen: OpenScreen) => {
  await openSection('people')(screen)
  await screen.page.getByText('Bruno T.').waitFor()
  await screen.page.getByRole('button', { name: deed, exact: true }).click()
  await screen.page.getByRole('dialog').waitFor()
}
const askDiscount = async ({ page, till }: OpenScreen) => {
  till.refused.set('sale.setDiscount', {
    code: 'SESSION_NEEDS_APPROVAL',
    details: { permission: 'discount-above-limit' },
  })
  await pressKeys(page, ['F3', '3', '0', 'Enter'])
  await page.getByRole('dialog').waitFor()
}
const manager = () => ({ session: MANAGER, till: { ...sampleSlices().till, lockAfterMinutes: 15 } })

/** Who stands at the till, who may what, and what they did. */
export const PEOPLE_STATES: Readonly<Record<string, ScreenState>> = {
  'sign-in-many': {
    slices: () => ({ session: { ...LOCKED_SESSION, users: [...SHOP_USERS, ...MANY] } }),
    act: ({ page }) => page.keyboard.press('PageDown'),
  },
  'sign-in-badge-unknown': {
    slices: () => ({ session: LOCKED_SESSION }),
    act: async ({ page, till }) => {
      till.refused.set('session.badge', { code: 'SESSION_BADGE_UNKNOWN' })
      await page.keyboard.type('NFC-0000\n', { delay: 0 })
      await page
        .getByText(/badge|Karta|karta|Ausweis/)
        .first()
        .waitFor()
    },
  },
  approval: { slices: () => ({ sale: SAMPLE_SALE }), act: askDiscount },
  'approval-refused': {
    slices: () => ({ sale: SAMPLE_SALE }),
    act: async (screen) => {
      await askDiscount(screen)
      screen.till.refused.set('session.approve', { code: 'SESSION_WRONG_PIN', details: { left: 2 } })
      await pressKeys(screen.page, ['9', '9', '9', '9', 'Enter'])
      await screen.page
        .getByText(/2 essai|2 attempt|prób: 2|2 Versuch/)
        .first()
        .waitFor()
    },
  },
  people: {
    slices: manager,
    act: async (screen) => {
      await openSection('people')(screen)
      await screen.page.getByText('Bruno T.').waitFor()
    },
  },
  'people-add': {
    slices: manager,
    act: async (screen) => {
      await openSection('people')(screen)
      await screen.page.getByText('Bruno T.').waitFor()
      await screen.page.keyboard.press('Enter')
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'people-code': { slices: manager, act: askOfPerson('Nouveau code') },
  'people-badge': { slices: manager, act: askOfPerson('Donner un badge') },
  'people-leave': { slices: manager, act: askOfPerson('Ne travaille plus ici') },
  'people-closed': { slices: () => ({}), act: openSection('people') },
  roles: {
    slices: manager,
    act: async (screen) => {
      await openSection('roles')(screen)
      await screen.page.getByRole('table').waitFor()
    },
  },
  reports: {
    slices: manager,
    act: async (screen) => {
      await openSection('reports')(screen)
      await screen.page.locator('main li').first().waitFor()
    },
  },
  'reports-articles': {
    slices: manager,
    act: async (screen) => {
      await openSection('reports')(screen)
      await screen.page.getByRole('button', { name: /^(Article|Towar|Artikel)$/ }).click()
      await screen.page.getByText('Miel de fleurs').waitFor()
    },
  },
  audit: {
    slices: manager,
    act: async (screen) => {
      await openSection('audit')(screen)
      // A narrow screen leaves the number out.
      await screen.page.getByText('4120').waitFor({ state: 'attached' })
    },
  },
}
