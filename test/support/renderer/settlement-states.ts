import type { Slices } from '#contract/views/till-view.ts'
import { chooserAfter } from './choose-file.ts'
import { EMPTY_SETTLEMENT, sampleSettlement } from './sample-settlement.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

export const MANAGER: Slices['session'] = {
  kind: 'signed-in',
  signedInAt: new Date().toISOString(),
  user: { id: 'manager', name: 'Claire D.', initials: 'CD', role: 'manager' },
}
const asManager = () => ({ session: MANAGER })

async function open(screen: OpenScreen, view = sampleSettlement()): Promise<void> {
  screen.till.settlement = view
  await screen.page.keyboard.press('Shift+F8')
  await screen.page.getByRole('region', { name: 'Totaux' }).waitFor()
}
const dialog = ({ page }: OpenScreen) => page.getByRole('dialog')

/** A file chosen by hand in the open dialog. */
export async function chooseFile({ page }: OpenScreen, content: string): Promise<void> {
  // Enter belongs to whatever has the focus: to the key that chooses, once the dialog has given it to it.
  await page.getByRole('dialog').locator('button:focus', { hasText: 'Choisir un fichier' }).waitFor()
  const chooser = await chooserAfter(page, () => page.keyboard.press('Enter'))
  await chooser.setFiles({
    name: 'releve-novembre.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(content, 'latin1'),
  })
}

async function read(screen: OpenScreen, content: string): Promise<void> {
  await open(screen, EMPTY_SETTLEMENT)
  await screen.page.keyboard.press('Enter')
  await dialog(screen).waitFor()
  await chooseFile(screen, content)
}

/** Statements beside batches, and the dialogs over them. */
export const SETTLEMENT_STATES: Readonly<Record<string, ScreenState>> = {
  settlement: { slices: asManager, act: (screen) => open(screen) },
  'settlement-all': {
    slices: asManager,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: 'Tout', exact: true }).tap()
      for (let row = 0; row < 6; row += 1) await screen.page.keyboard.press('ArrowDown')
      await screen.page.getByRole('region', { name: 'Lot 000230' }).waitFor()
    },
  },
  'settlement-choose': {
    slices: asManager,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: /Lot 000232/ }).tap()
      await screen.page.getByText('Laquelle est ce lot').waitFor()
    },
  },
  'settlement-empty': { slices: asManager, act: (screen) => open(screen, EMPTY_SETTLEMENT) },
  'settlement-cashier': {
    slices: () => ({}),
    act: async ({ page }) => {
      await page.keyboard.press('Shift+F8')
      await page.getByText('demande un responsable').first().waitFor()
    },
  },
  'settlement-look': {
    slices: asManager,
    act: async (screen) => {
      await read(screen, '01')
      await dialog(screen).getByText('VIR LOYER').waitFor()
    },
  },
  'settlement-refused': {
    slices: asManager,
    act: async (screen) => {
      await read(screen, 'x')
      await dialog(screen).getByRole('alert').getByText('CFONB').waitFor()
    },
  },
  'settlement-statements': {
    slices: asManager,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: /relevé lu/ }).tap()
      await dialog(screen).getByRole('button', { name: 'Annuler la lecture' }).tap()
    },
  },
}
