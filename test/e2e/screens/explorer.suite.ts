import type { Locator } from 'playwright'
import { describe, expect, test } from 'vitest'
import { sampleSlices } from '#test/support/renderer/sample-shop.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { isAct, screenHands, settle } from '#test/support/renderer/screen-hands.ts'
import type { OpenScreen } from '#test/support/renderer/screen-rig.ts'

/** One step may take this long on a busy machine; what fails names its step. */
const STEP_TIMEOUT_MS = 20_000

/** Payments are looked for, told and written down by keys and by touch: which questions leave the screen. */
export function explorerSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const filters = () =>
    open()
      .till.calls.filter(({ name }) => name === 'explorer.page')
      .map(({ request }) => request as { filter: Record<string, unknown>; from?: unknown; towards: string })
  const lastFilter = () => filters().at(-1)?.filter
  const named = (name: string) => open().till.calls.filter((each) => each.name === name)
  const { press, show, expectNoDialog } = screenHands(open, isAct)
  const value = (field: Locator) => expect.poll(() => field.inputValue())
  const row = (number: string) => page().getByRole('button', { name: number })

  async function openExplorer(): Promise<void> {
    page().setDefaultTimeout(STEP_TIMEOUT_MS)
    await show('sale')
    await press('Shift+F10')
    await row('P-2-009127').waitFor()
  }
  const signInManager = () => {
    const { session } = sampleSlices()
    if (session.kind !== 'signed-in') throw new Error('the sample shop is signed in')
    open().till.set('session', { ...session, user: { ...session.user, role: 'manager' } })
  }

  describe('payments', () => {
    test('four figures find the card, Enter tells its story, Escape goes back step by step', async () => {
      await openExplorer()
      const today = lastFilter()
      expect(today?.fromDay).toBe(today?.toDay)
      await press('F1')
      await page().keyboard.type('0917', { delay: 60 })
      await expect.poll(() => lastFilter()?.text).toBe('0917')
      // The list is the found ones once the others are gone.
      await row('P-2-009127').waitFor({ state: 'detached' })
      await row('P-2-009126').waitFor()
      await press('Enter')
      await page().getByText('Que s’est-il passé').waitFor()
      await page().getByText('Réimprimer').waitFor()
      await press('Enter')
      await expect.poll(() => named('ticket.reprint')).toHaveLength(1)
      await press('Escape')
      await row('P-2-009126').waitFor()
      await value(page().getByRole('textbox')).toBe('0917')
      await press('Escape')
      await page().getByRole('heading', { name: 'Tickets' }).waitFor()
    })

    test('a card number is refused as it is typed, said, and reaches nothing', async () => {
      await openExplorer()
      await press('F1')
      await page().keyboard.type('4970 1012 3456 7', { delay: 60 })
      await page().getByRole('alert').getByText('numéro de carte').waitFor()
      await value(page().getByRole('textbox')).toBe('')
      await settle(page())
      expect(JSON.stringify(open().till.calls)).not.toMatch(/\d(?:\D?\d){12}(?=")/)
      await press('Escape', 'F6')
      const tail = page().getByRole('dialog').getByRole('textbox').nth(2)
      await tail.fill('4970101234567')
      await value(tail).toBe('')
    })

    test('pages go on where the last one ended, and back', async () => {
      await openExplorer()
      await press('PageDown')
      await expect.poll(() => filters().at(-1)?.from).toBeTruthy()
      expect(filters().findLast(({ from }) => from !== undefined)?.towards).toBe('older')
      await expect.poll(() => row('P-2-009131').count()).toBe(0)
      await press('PageUp')
      await row('P-2-009131').waitFor()
      await press('PageUp')
      await page().getByRole('alert').getByText('plus récents').waitFor()
    })

    test('conditions are set by one figure of the keyboard, or exactly in the dialog of all of them', async () => {
      await openExplorer()
      await press('F4')
      await page().getByRole('dialog').waitFor()
      await press('3')
      await expect.poll(() => lastFilter()?.outcome).toBe('declined')
      await expect.poll(() => row('P-2-009127').count()).toBe(0)
      await press('F2')
      await page().getByRole('dialog').waitFor()
      await press('5')
      await expect.poll(() => lastFilter()).toEqual({ outcome: 'declined' })
      await press('F6')
      const fields = page().getByRole('dialog').getByRole('textbox')
      await fields.nth(0).fill('12,5')
      await fields.nth(4).fill('43x')
      await press('Enter')
      await page().getByRole('dialog').getByText('six chiffres').waitFor()
      await fields.nth(4).fill('4322')
      await page().getByRole('dialog').getByRole('button', { name: 'Hugo P.' }).tap()
      await press('Enter')
      await expect
        .poll(() => lastFilter())
        .toEqual({ outcome: 'declined', amountFromMinor: 1250, stan: '4322', cashierId: 'hugo' })
    })

    test('a scanned ticket is looked for; an article goes to the ticket', async () => {
      await openExplorer()
      await scanInto(page(), '2-004316')
      await expect.poll(() => lastFilter()).toEqual({ text: '2-004316' })
      expect(named('sale.scan')).toEqual([])
    })

    test('the export is a manager’s, and says where its file lies', async () => {
      await openExplorer()
      const key = page().getByRole('button', { name: 'Exporter CSV' })
      await key.tap({ force: true })
      await page().getByRole('alert').getByText('responsable').waitFor()
      expect(named('explorer.export')).toEqual([])
      signInManager()
      await key.tap()
      await expect.poll(() => named('explorer.export')).toHaveLength(1)
      const running = { state: 'running', done: 3, total: 9, path: null, failure: null } as const
      open().till.set('exporting', running)
      await page().getByRole('button', { name: 'Arrêter' }).tap()
      await expect.poll(() => named('explorer.cancelExport')).toHaveLength(1)
      open().till.set('exporting', { ...running, state: 'done', done: 9, path: '/data/exports/payments.csv' })
      await page().getByRole('alert').getByText('/data/exports/payments.csv').waitFor()
    })

    test('a reversal that the bank refused is settled by a manager, with the bank’s word and a sentence', async () => {
      await openExplorer()
      await press('F1')
      await page().keyboard.type('3812', { delay: 60 })
      await row('P-2-009117').waitFor()
      await press('Enter')
      await page().getByText('Que s’est-il passé').waitFor()
      await press('Enter')
      await expect.poll(() => named('payment.askBank')).toHaveLength(1)
      signInManager()
      await page().getByRole('button', { name: 'Régler à la main' }).tap()
      const dialog = page().getByRole('dialog')
      const sentence = dialog.getByRole('textbox')
      await sentence.fill('carte 4111 1111 1111 1111')
      await dialog.getByRole('alert').getByText('numéro de carte').waitFor()
      await expect.poll(() => sentence.inputValue()).toBe('')
      await sentence.fill('Mme Roux, 14 h 20')
      await press('Enter')
      await dialog.getByRole('button', { name: 'non débité' }).tap()
      await sentence.focus()
      await press('Enter')
      await expect
        .poll(() => named('payment.closeByHand').map(({ request }) => request))
        .toEqual([{ paymentId: 'payment-9117', word: 'not-charged', why: 'Mme Roux, 14 h 20' }])
      await press('Escape', 'Escape')
    })

    test('by touch: a row, its messages, money back; what cannot be done says why', async () => {
      await openExplorer()
      await row('P-2-009127').tap()
      await page()
        .getByRole('button', { name: /^Messages/ })
        .tap()
      await page().getByRole('dialog').getByText('masqué, 8 octets').first().waitFor()
      await page().getByRole('dialog').getByRole('button', { name: 'Message suivant' }).tap()
      await page().getByRole('dialog').getByText('0210 ·').waitFor()
      await press('Escape')
      await expectNoDialog()
      await page()
        .getByRole('button', { name: /^Interroger/ })
        .tap({ force: true })
      await page().getByRole('alert').getByText('résultat est connu').waitFor()
      await page()
        .getByRole('button', { name: /^Rendre/ })
        .tap()
      await expect.poll(() => named('card.returnPath')).toHaveLength(1)
    })
  })
}
