import { USUAL_WORKSTATION } from '#contract/views/workstation-view.ts'
import { sampleDevices } from './sample-devices.ts'
import { SAMPLE_SALE, saleOf, sampleSlices } from './sample-shop.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'
import { TERMINALS } from './terminal-states.ts'

const openPalette = async ({ page }: OpenScreen) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('textbox').waitFor()
}

const openSettings = async ({ page }: OpenScreen) => {
  await page.keyboard.press('F12')
  await page.getByRole('dialog').getByRole('button', { name: 'Gestion' }).click()
  await page.getByRole('button', { name: /^Confort et touches/ }).click()
}
const manager = () => ({
  session: {
    kind: 'signed-in' as const,
    signedInAt: new Date().toISOString(),
    user: { id: 'claire', name: 'Claire D.', initials: 'CD', role: 'manager' as const },
  },
})
/** Cards at a terminal rather than at the pad; two printers. */
const twoPlaces = () => ({
  terminals: [...TERMINALS],
  devices: sampleDevices(),
  till: { ...sampleSlices().till, workstation: { ...USUAL_WORKSTATION, cardPlaceId: 'device-7' } },
})
const large = () => ({
  till: { ...sampleSlices().till, workstation: { ...USUAL_WORKSTATION, density: 'large' as const } },
})

/** The palette of actions: all of it, what was found with what cannot be done, and nothing found; the settings of a workstation; its large keys. */
export const DESIGN_STATES: Readonly<Record<string, ScreenState>> = {
  palette: { slices: () => ({}), act: openPalette },
  'palette-found': {
    slices: () => ({ sale: saleOf([]) }),
    act: async (screen) => {
      await openPalette(screen)
      await screen.page.keyboard.type('annuler', { delay: 45 })
    },
  },
  'palette-none': {
    slices: () => ({}),
    act: async (screen) => {
      await openPalette(screen)
      await screen.page.keyboard.type('téléphérique', { delay: 45 })
    },
  },
  comfort: { slices: manager, act: openSettings },
  'comfort-cashier': { slices: () => ({}), act: openSettings },
  'comfort-places': {
    slices: () => ({ ...manager(), ...twoPlaces() }),
    act: openSettings,
  },
  'comfort-own-key': {
    slices: () => ({
      ...manager(),
      till: { ...sampleSlices().till, workstation: { ...USUAL_WORKSTATION, soundsOn: false, keys: { hold: 'H' } } },
    }),
    act: async (screen) => {
      await openSettings(screen)
      await screen.page
        .getByRole('list', { name: 'Touches de cette caisse' })
        .getByRole('button', { name: /^En attente/ })
        .click()
      await screen.page.getByRole('dialog').waitFor()
    },
  },
  'sale-large-keys': { slices: large },
  'choosing-large-keys': {
    slices: () => ({ ...large(), sale: saleOf(SAMPLE_SALE.lines, { state: 'paying' }) }),
  },
}
