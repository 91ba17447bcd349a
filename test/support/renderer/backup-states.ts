import type { BackupView } from '#contract/views/backup-view.ts'
import { GREEN_BACKUP, NO_BACKUP } from './sample-backup.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const open = async ({ page }: OpenScreen) => {
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
  await page.getByRole('button', { name: /^Sauvegardes/ }).click()
  await page.getByTestId('backup-folder').waitFor()
}

const shown = (backup: BackupView) => () => ({ session: MANAGER, backup })

/** Copies of the data in green, in red, under way; and the question before one goes back to one. */
export const BACKUP_STATES: Readonly<Record<string, ScreenState>> = {
  'backup-none': { slices: shown(NO_BACKUP), act: open },
  'backup-green': { slices: shown(GREEN_BACKUP), act: open },
  'backup-red': {
    slices: shown({
      ...GREEN_BACKUP,
      needsLook: true,
      trial: { at: '2026-11-21T19:34:20.000Z', path: '', reason: 'chain', facts: null },
      work: { kind: 'seal', done: 62, total: 100 },
    }),
    act: open,
  },
  'backup-restore': {
    slices: shown(GREEN_BACKUP),
    act: async (screen) => {
      await open(screen)
      const { page } = screen
      await page.getByTestId('restore-path').fill('/media/caisse/COPIES/x.comptoir-backup')
      await page.getByTestId('restore-passphrase').fill('quai de la Fosse')
      await page.getByRole('button', { name: 'Ouvrir et comparer' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  'backup-ready': {
    slices: shown({
      ...GREEN_BACKUP,
      restoreReady: true,
      failure: { at: '2026-11-22T10:00:00.000Z', code: 'BACKUP_FOLDER_UNUSABLE' },
    }),
    act: open,
  },
  'support-written': {
    slices: shown(GREEN_BACKUP),
    act: async ({ page }) => {
      await page.keyboard.press('F12')
      await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
      await page.getByRole('button', { name: /^Assistance/ }).click()
      await page.getByRole('button', { name: /^Préparer/ }).click()
      await page.getByTestId('support-folder').waitFor()
      await page.keyboard.press('Enter')
      await page.getByTestId('support-path').waitFor()
    },
  },
}
