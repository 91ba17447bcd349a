import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CallName } from '#contract/api.ts'
import { sampleDevices } from '#test/support/renderer/sample-devices.ts'
import { scanInto } from '#test/support/renderer/scanner.ts'
import { screenHands } from '#test/support/renderer/screen-hands.ts'
import { type OpenScreen, type ScreenRig, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

/** A pad, a printer or a display is added, tried, named and removed, by keys and by touch: which calls leave the screen. */

/** One step may take this long on a busy machine; what fails names its step. */
const STEP_TIMEOUT_MS = 20_000

vi.setConfig({ testTimeout: 60_000 })

let rig: ScreenRig
let screen: OpenScreen
beforeAll(async () => {
  rig = await startScreenRig()
  screen = await rig.open()
  screen.page.setDefaultTimeout(STEP_TIMEOUT_MS)
})
afterAll(() => rig.close())
beforeEach(() => screen.show(SCREEN_STATES.devices?.slices()))
afterEach(() => {
  expect(screen.problems.splice(0)).toEqual([])
})

const KEPT: readonly CallName[] = ['sale.scan', 'terminal.reprint']
const { press, asked, expectAskedNames, expectOnlyAsked, expectNoDialog } = screenHands(
  () => screen,
  (name) => name.startsWith('devices.') || KEPT.includes(name),
)
const dialog = () => screen.page.getByRole('dialog')
const tap = (name: string | RegExp) => screen.page.getByRole('button', { name }).first().tap()

describe('by keyboard', () => {
  test('a pad on the network: place, who answers, name, tests, done', async () => {
    await press('Shift+F12', 'Enter')
    await dialog().getByText('Quel appareil').waitFor()
    await press('Enter')
    await dialog().getByRole('textbox').waitFor()
    await screen.page.keyboard.type('192.168.1.43:8888', { delay: 60 })
    await press('Enter')
    await dialog().getByText('Ingenico Lane 3000').waitFor()
    await press('Enter')
    await dialog().getByText('Le TPE fait ses preuves').waitFor()
    for (const found of ['Affiché', 'CB •••• 4821', 'puis annulé']) {
      await press('Enter')
      await dialog().getByText(found).waitFor()
    }
    await press('Enter')
    await expectNoDialog()
    await expect.poll(asked).toEqual([
      { name: 'devices.serialPorts', request: {} },
      { name: 'devices.probePad', request: { endpoint: 'tcp://192.168.1.43:8888' } },
      {
        name: 'devices.addPad',
        request: { alias: 'TPE 3', endpoint: 'tcp://192.168.1.43:8888', serialNumber: '123456' },
      },
      { name: 'devices.testText', request: { deviceId: 'device-1' } },
      { name: 'devices.testCard', request: { deviceId: 'device-1' } },
      { name: 'devices.testSale', request: { deviceId: 'device-1' } },
    ])
  })

  test('nobody at the place: one sentence, the place stays to be corrected; Escape goes one step back', async () => {
    await press('Shift+F12', 'Enter')
    await dialog().getByText('Quel appareil').waitFor()
    await press('Enter')
    await dialog().getByRole('textbox').waitFor()
    await screen.page.keyboard.type('/dev/ttyS9', { delay: 60 })
    await press('Enter')
    await dialog().getByRole('alert').getByText('Aucun TPE à l’adresse serial:/dev/ttyS9').waitFor()
    await expect.poll(() => dialog().getByRole('textbox').inputValue()).toBe('/dev/ttyS9')
    await press('Escape')
    await dialog().getByText('Quel appareil').waitFor()
    await press('Escape')
    await expectNoDialog()
    await expectOnlyAsked('devices.serialPorts', 'devices.probePad')
  })

  test('a test that is left is stopped, and a scan is not eaten', async () => {
    await press('Shift+F12')
    screen.till.unanswered.add('devices.testText')
    // Who tries devices does not sell: a badge would relieve him, goods are for the till to refuse.
    screen.till.refused.set('session.badge', { code: 'SESSION_BADGE_UNKNOWN' })
    await tap('Essayer')
    await dialog().getByText('Essayer TPE Comptoir').waitFor()
    await press('Enter')
    await dialog().getByRole('status').waitFor()
    await scanInto(screen.page, '3017620422000')
    await expect
      .poll(() =>
        asked()
          .map(({ name }) => name)
          .toSorted(),
      )
      .toEqual(['devices.cancelTest', 'devices.testText', 'sale.scan'])
    await expectNoDialog()
  })
})

test('a terminal’s last ticket comes out of the till’s printer, and by P of the one that is chosen', async () => {
  await press('Shift+F12')
  await tap(/^Terminal Comptoir/)
  await tap(/^Imprimer son dernier ticket/)
  await press('P')
  await dialog().getByText('Ticket de Terminal Comptoir').waitFor()
  await press('2')
  await expectNoDialog()
  await expect.poll(asked).toEqual([
    { name: 'terminal.reprint', request: { terminalId: 'device-6' } },
    { name: 'terminal.reprint', request: { terminalId: 'device-6', deviceId: 'device-4' } },
  ])
})

describe('by touch', () => {
  test('a printer: address without a port, columns, test slip later', async () => {
    await press('Shift+F12')
    await tap('Ajouter un appareil')
    await tap(/^Imprimante/)
    await tap(/^Continuer/)
    await dialog().getByRole('textbox').fill('192.168.1.60')
    await tap(/^Interroger/)
    await dialog().getByText('L’imprimante répond').waitFor()
    // A time of day behind the dialog may hold the same figures.
    await dialog().getByRole('button', { name: '48' }).tap()
    await dialog().getByRole('textbox').fill('Bar')
    await dialog()
      .getByRole('button', { name: /^Ajouter/ })
      .tap()
    await tap(/^Passer les essais/)
    await expectNoDialog()
    await expect
      .poll(() => asked().at(-1))
      .toEqual({
        name: 'devices.addPrinter',
        request: { alias: 'Bar', endpoint: 'tcp://192.168.1.60:9100', columns: 48 },
      })
  })

  test('a Caisse-AP terminal: its application, and an end of line after each request', async () => {
    await press('Shift+F12')
    await tap('Ajouter un appareil')
    await tap(/^Terminal bancaire/)
    await tap(/^Continuer/)
    await dialog().getByRole('textbox').first().fill('192.168.1.70')
    await dialog().getByLabel('Application de la carte (CC)').fill('0b')
    await tap(/^Interroger/)
    await dialog().getByRole('alert').getByText('l’application est vide ou a 3 signes').waitFor()
    await dialog().getByLabel('Application de la carte (CC)').fill('00b')
    await tap('Finir chaque demande par une fin de ligne')
    await tap(/^Interroger/)
    await dialog().getByText('Le terminal répond').waitFor()
    const settings = {
      protocol: 'caisse-ap',
      model: 'caisse-ap-basic',
      tillId: '012345678901',
      tillNumber: '01',
      application: '00B',
      endsWithLine: true,
    }
    await expect
      .poll(() => asked().slice(1))
      .toEqual([{ name: 'devices.probeTerminal', request: { endpoint: 'tcp://192.168.1.70:8888', settings } }])
  })

  test('a customer display: its commands, the text it was sent, a test', async () => {
    await press('Shift+F12')
    await tap('Ajouter un appareil')
    await tap(/^Afficheur client/)
    await tap(/^Continuer/)
    await tap(/^ESC\/POS · lettres/)
    await dialog().getByRole('textbox').fill('/dev/ttyUSB1')
    await tap('38400')
    await tap(/^Interroger/)
    await dialog().getByRole('img', { name: 'ESSAI D AFFICHAGE' }).waitFor()
    await dialog()
      .getByRole('button', { name: /^Ajouter/ })
      .tap()
    await dialog()
      .getByRole('button', { name: /^Essayer : Afficher/ })
      .tap()
    await dialog().getByText('vérifiez les deux lignes').waitFor()
    await tap(/^Terminer/)
    await expect
      .poll(() => asked().slice(1))
      .toEqual([
        { name: 'devices.probeDisplay', request: { endpoint: 'serial:/dev/ttyUSB1;38400', profile: 'escpos' } },
        {
          name: 'devices.addDisplay',
          request: { alias: 'Afficheur 2', endpoint: 'serial:/dev/ttyUSB1;38400', profile: 'escpos' },
        },
        { name: 'devices.testDisplay', request: { deviceId: 'device-5' } },
      ])
  })

  test('rename in place, default, tables, a changed pad, remove after a question', async () => {
    await press('Shift+F12')
    await tap('Renommer')
    await screen.page.getByRole('textbox').fill('TPE Entrée')
    await tap('Valider')
    await screen.page.getByRole('heading', { name: 'TPE Entrée' }).waitFor()
    await tap(/^TPE Terrasse/)
    await tap(/^C’est voulu/)
    await tap(/^Par défaut/)
    await tap(/^Charger les tables/)
    await tap(/^Retirer/)
    await dialog().getByRole('button', { name: 'Retirer' }).tap()
    await expect.poll(() => screen.page.getByRole('button', { name: /^TPE Terrasse/ }).count()).toBe(0)
    await expect.poll(asked).toEqual([
      { name: 'devices.rename', request: { deviceId: 'device-1', alias: 'TPE Entrée' } },
      { name: 'devices.acceptSerialNumber', request: { deviceId: 'device-2', serialNumber: '777001' } },
      { name: 'devices.makeDefault', request: { deviceId: 'device-2' } },
      { name: 'devices.loadTables', request: { deviceId: 'device-2' } },
      { name: 'devices.remove', request: { deviceId: 'device-2' } },
    ])
  })

  test('a cashier may look and check; everything else says who may', async () => {
    await screen.show({ devices: sampleDevices() })
    await press('Shift+F12')
    for (const name of [/^Ajouter un appareil/, 'Renommer', /^Essayer/, /^Charger les tables/, /^Retirer/]) {
      await screen.page.getByRole('button', { name }).first().tap({ force: true })
      await screen.page.getByRole('alert').getByText('un responsable ou un technicien').waitFor()
      await press('Shift')
    }
    await tap('Tout vérifier')
    await expectAskedNames('devices.check')
  })
})
