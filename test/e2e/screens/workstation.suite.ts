import { describe, expect, test } from 'vitest'
import { isAct, screenHands } from '#test/support/renderer/screen-hands.ts'
import { type OpenScreen, SIZES } from '#test/support/renderer/screen-rig.ts'

/** A workstation is set by touch and by keyboard; what is set acts at once. */
export function workstationSuite(open: () => OpenScreen): void {
  const page = () => open().page
  const { press, show, expectAsked, expectAskedNames, expectNoDialog } = screenHands(open, isAct)
  const tap = (name: string | RegExp) => page().getByRole('button', { name }).first().tap()

  describe('the settings of a workstation', () => {
    test('large keys are large at once', async () => {
      await show('comfort')
      await tap('Grande, 18 mm')
      await expectAsked(['workstation.change', { density: 'large' }])
      await press('Escape')
      const pay = page().getByRole('button', { name: 'Espèces' })
      await expect.poll(async () => (await pay.boundingBox())?.height).toBeGreaterThanOrEqual(67)
    })

    test('cards go to another place by its name, tickets to another printer; the till locks after other minutes', async () => {
      await show('comfort-places')
      await tap('Terminal Terrasse')
      await tap('Cuisine')
      await tap('5 minutes')
      await expectAsked(
        ['workstation.change', { cardPlaceId: 'device-7' }],
        ['devices.makeDefault', { deviceId: 'device-4' }],
        ['settings.setLockAfter', { minutes: 5 }],
      )
    })

    test('PDF copies go to a folder that is typed', async () => {
      await show('comfort')
      await page().getByTestId('pdf-folder').fill('/media/cle')
      await tap('Enregistrer le dossier')
      await expectAsked(['workstation.change', { pdfFolder: '/media/cle' }])
    })

    test('an action goes on another key: the old one does nothing, the new one acts and is drawn', async () => {
      await show('comfort')
      await page()
        .getByRole('list', { name: 'Touches de cette caisse' })
        .getByRole('button', { name: /^En attente/ })
        .tap()
      await page()
        .getByRole('heading', { name: /^En attente : appuyez/ })
        .waitFor()
      await press('F9')
      await page().getByRole('alert').getByText('F9 sert déjà : Payer.').waitFor()
      await press('H')
      const changed = ['workstation.change', { keys: { hold: 'H' } }] as const
      await expectAsked(changed)
      await expectNoDialog()
      await press('Escape')
      await page().getByRole('button', { name: 'En attente' }).getByText('H', { exact: true }).waitFor()
      await press('F8')
      await expectAsked(changed)
      await press('H')
      await expectAskedNames('workstation.change', 'sale.hold')
    })

    test('and back again by touch', async () => {
      await show('comfort-own-key')
      await page().getByRole('dialog').getByRole('button', { name: 'Touche d’origine : F8' }).tap()
      await expectAsked(['workstation.change', { keys: {} }])
    })

    test('the card of keys is printed in the language of the screen', async () => {
      await show('comfort')
      await tap('Carte des touches sur ticket')
      await expectAskedNames('workstation.printKeyCard')
      const groups = open().till.calls.at(-1)?.request as { groups: { name: string; lines: unknown[] }[] }
      expect(groups.groups[0]?.name).toBe('Partout')
      expect(groups.groups[0]?.lines).toContainEqual({ sign: 'F8', words: 'En attente' })
    })

    test('on a page of A4 it is all there is, and fits it', async () => {
      await show('sale')
      await press('Shift+F1')
      await page().getByRole('dialog').waitFor()
      const pdf = (
        await page().pdf({ format: 'A4', margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } })
      ).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
      // As large as the page within its margins, so that what does not fit shows.
      const before = page().viewportSize() ?? SIZES.middle
      await page().setViewportSize({ width: 718, height: 1047 })
      await page().emulateMedia({ media: 'print' })
      const overflow = await page().evaluate<number>(
        `(() => { const sheet = document.querySelector('[data-print-sheet]'); return Math.max(sheet.scrollWidth - sheet.clientWidth, sheet.scrollHeight - sheet.clientHeight) })()`,
      )
      await page().emulateMedia({ media: 'screen' })
      await page().setViewportSize(before)
      expect(overflow).toBe(0)
    })
  })

  test('a closed key is heard, low and short, where sounds are on', async () => {
    const { page: screen } = open()
    await screen.addInitScript(`window.heard = []
      window.AudioContext = class {
        currentTime = 0
        resume() { return Promise.resolve() }
        createGain() { return { connect() {}, gain: { setValueAtTime() {}, linearRampToValueAtTime() {} } } }
        createOscillator() {
          const frequency = {}
          return { frequency, connect() {}, start() { window.heard.push(frequency.value) }, stop() {} }
        }
      }`)
    await show('sale-empty')
    await press('F12')
    await page().getByRole('dialog').getByRole('button', { name: 'Annuler le ticket' }).tap({ force: true })
    await expect.poll(() => screen.evaluate('window.heard')).toEqual([180])
  })
}
