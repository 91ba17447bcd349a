import type { BankView } from '#contract/views/bank-view.ts'
import { SAMPLE_BANK_VIEW, sampleTry } from './sample-bank.ts'
import { sampleSetup, setupSlices } from './sample-setup.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { MANAGER } from './settlement-states.ts'

const openAs =
  (view: BankView, isFormShown = true) =>
  async ({ page, till }: OpenScreen) => {
    till.bank = view
    await page.keyboard.press('F12')
    await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
    await page
      .locator('nav')
      .getByRole('button', { name: /^Banque/ })
      .click()
    await (isFormShown ? page.getByTestId('bank-host') : page.getByText('American Express')).first().waitFor()
  }

const NEEDS = SAMPLE_BANK_VIEW.needs.map((each) => ({ ...each, met: true }))
const READY: BankView = {
  ...SAMPLE_BANK_VIEW,
  live: { ...SAMPLE_BANK_VIEW.live, passedAt: '2026-11-22T13:33:12.000Z' },
  needs: NEEDS,
}
const SEVERAL = {
  ...SAMPLE_BANK_VIEW.live,
  form: null,
  closed: 'in-file' as const,
  several: [
    { id: 'main', name: 'Banque du Port', host: 'tcp://192.0.2.10:7000', terminalId: '12345678' },
    { id: 'amex', name: 'American Express', host: 'tcp://192.0.2.20:7000', terminalId: '87654321' },
  ],
}

/** The bank as it is written, tried, refused; the step to live selling; and the same form in the first run. */
export const BANK_STATES: Readonly<Record<string, ScreenState>> = {
  bank: { slices: () => ({ session: MANAGER }), act: openAs(SAMPLE_BANK_VIEW) },
  'bank-none': {
    slices: () => ({ session: MANAGER }),
    act: async (screen) => {
      await openAs({ ...SAMPLE_BANK_VIEW, live: SAMPLE_BANK_VIEW.training, hostFixed: true, modeFixed: 'option' })(
        screen,
      )
      await screen.page.getByTestId('bank-terminalId').fill('1234')
    },
  },
  'bank-trying': {
    slices: () => ({ session: MANAGER, bankTry: sampleTry('live', 2, null) }),
    act: openAs(SAMPLE_BANK_VIEW),
  },
  'bank-refused': {
    slices: () => ({
      session: MANAGER,
      bankTry: sampleTry('live', 2, {
        at: '2026-11-22T13:33:12.000Z',
        durationMs: 1_240,
        reason: 'till-refused',
        responseCode: null,
      }),
    }),
    act: openAs({ ...SAMPLE_BANK_VIEW, live: { ...SAMPLE_BANK_VIEW.live, closed: 'owed', kept: ['emvTables'] } }),
  },
  'bank-several': { slices: () => ({ session: MANAGER }), act: openAs({ ...SAMPLE_BANK_VIEW, live: SEVERAL }, false) },
  'bank-go-live': {
    slices: () => ({ session: MANAGER }),
    act: async (screen) => {
      await openAs(READY)(screen)
      await screen.page.getByRole('button', { name: 'Vendre pour de bon' }).click()
      await screen.page.getByTestId('bank-word').fill('VENDRE')
    },
  },
  'bank-restart': {
    slices: () => ({ session: MANAGER }),
    act: openAs({ ...READY, nextMode: 'live', restartDue: true, unreadable: 'padEndpoint' }),
  },
  'first-run-bank': {
    slices: () => setupSlices(sampleSetup('cards')),
    act: async ({ page }) => {
      await page.keyboard.press('b')
      await page.getByTestId('bank-host').waitFor()
    },
  },
}
