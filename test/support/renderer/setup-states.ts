import { sampleSetup, setupSlices } from './sample-setup.ts'
import { saleOf } from './sample-shop.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

/** The first run, step by step, and the line over the sale that ends it. */
export const SETUP_STATES: Readonly<Record<string, ScreenState>> = {
  'first-run-country': { slices: () => setupSlices(sampleSetup('country')) },
  'first-run-restore': {
    slices: () => setupSlices(sampleSetup('country')),
    act: async ({ page }) => {
      await page.getByRole('button', { name: 'Revenir à une sauvegarde' }).click()
      await page.getByTestId('restore-path').waitFor()
    },
  },
  'first-run-shop': { slices: () => setupSlices(sampleSetup('shop')) },
  'first-run-taxes': { slices: () => setupSlices(sampleSetup('taxes')) },
  'first-run-printer': { slices: () => setupSlices(sampleSetup('printer')) },
  'first-run-cards': { slices: () => setupSlices(sampleSetup('cards')) },
  'first-run-team': {
    slices: () => setupSlices(sampleSetup('team', { people: [{ id: 'p', name: 'Claire D.', role: 'manager' }] })),
    act: async ({ page }) => {
      await page.getByTestId('person-name').fill('Hugo')
      await page.getByTestId('person-code').fill('2580')
      await page.getByTestId('person-again').fill('2581')
    },
  },
  'first-run-trial': { slices: () => setupSlices(sampleSetup('trial')) },
  'shop-page': {
    slices: () => ({ session: MANAGER }),
    act: async ({ page }) => {
      await page.keyboard.press('F12')
      await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
      await page.getByRole('button', { name: /^Établissement/ }).click()
      await page.getByTestId('shop-phone').fill('02 40 00 00 00')
    },
  },
  'trial-sale': { slices: () => ({ setup: { stage: 'trial' }, sale: saleOf([]) }) },
}
