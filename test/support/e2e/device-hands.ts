import type { Counter } from './counter.ts'
import { SEE_TIMEOUT_MS } from './eyes.ts'
import { tabTo } from './tab-to.ts'

/** The keys of the chosen device, of all devices and of an open test, by their words. */
const KEYS = {
  checkAll: /^Tout vérifier/,
  acceptPad: /^C’est voulu/,
  try: /^Essayer/,
  loadTables: /^Charger les tables/,
  makeDefault: /^Par défaut/,
  remove: /^Retirer/,
} as const
export type DeviceKey = keyof typeof KEYS

/** Keys of the dialogs over the devices; all of them answer to Enter or to Escape. */
const DIALOG_KEYS = {
  goOn: { words: /^(Continuer|Interroger|Ajouter|Essayer : |Terminer|Fermer)/, key: 'Enter' },
  stop: { words: /^Arrêter l’essai/, key: 'Escape' },
} as const
export type DialogKey = keyof typeof DIALOG_KEYS

/** One person's hands at the screen of the devices. */
export interface DeviceHands {
  /** From any space. */
  goToDevices(): Promise<void>
  choose(alias: string): Promise<void>
  press(key: DeviceKey): Promise<void>
  /** Opens the steps of adding one. */
  add(): Promise<void>
  /** Among the kinds of devices. */
  chooseDisplay(): Promise<void>
  /** Of a customer display. */
  chooseCommands(name: RegExp): Promise<void>
  pressInDialog(key: DialogKey): Promise<void>
  /** Into the field of the open dialog, in place of what stands there. */
  fill(text: string): Promise<void>
  /** The name, where it stands. */
  rename(alias: string): Promise<void>
  /** The question that follows the key to remove. */
  confirmRemoval(): Promise<void>
}

export function deviceHands({ stage, eyes, hands }: Counter): DeviceHands {
  const { page } = stage
  const dialog = page.getByRole('dialog')
  const chosen = (alias: string) => page.getByRole('button', { name: alias, pressed: true }).first().waitFor()
  if (hands.kind === 'touch') {
    const tap = (name: string | RegExp) => page.getByRole('button', { name }).first().tap({ timeout: SEE_TIMEOUT_MS })
    const tapInDialog = (name: RegExp) => dialog.getByRole('button', { name }).last().tap({ timeout: SEE_TIMEOUT_MS })
    return {
      async goToDevices() {
        await hands.goTo('management')
        await tap(/^Gérer/)
        await eyes.sees('Appareils')
      },
      async choose(alias) {
        await tap(alias)
        await chosen(alias)
      },
      press: (key) => tap(KEYS[key]),
      add: () => tap(/^Ajouter un appareil/),
      chooseDisplay: () => tapInDialog(/^Afficheur client/),
      chooseCommands: (name) => tapInDialog(name),
      pressInDialog: (key) => tapInDialog(DIALOG_KEYS[key].words),
      // What the keyboard on the glass of a touch screen puts in: no key of this page is pressed.
      fill: (text) => dialog.getByRole('textbox').fill(text),
      async rename(alias) {
        await tap('Renommer')
        await page.getByRole('textbox').fill(alias)
        await tap('Valider')
      },
      confirmRemoval: () => tapInDialog(KEYS.remove),
    }
  }
  const press = (key: string) => page.keyboard.press(key)
  const pressAt = async (name: RegExp) => {
    await tabTo(page, name)
    await press('Enter')
  }
  const typeOver = async (text: string) => {
    await press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }
  return {
    async goToDevices() {
      await press('Shift+F12')
      await eyes.sees('Ajouter un appareil')
    },
    async choose(alias) {
      await pressAt(new RegExp(`^${alias}`))
      await chosen(alias)
    },
    press: (key) => pressAt(KEYS[key]),
    add: () => pressAt(/^Ajouter un appareil/),
    async chooseDisplay() {
      await dialog.getByRole('button', { name: /^Afficheur client/ }).waitFor()
      // From the first round to the last but one.
      await press('ArrowUp')
      await press('ArrowUp')
    },
    async chooseCommands(name) {
      await dialog.locator('input:focus').waitFor()
      await pressAt(name)
      while ((await dialog.locator('input:focus').count()) === 0) await press('Shift+Tab')
    },
    async pressInDialog(key) {
      const { words, key: name } = DIALOG_KEYS[key]
      await dialog.getByRole('button', { name: words }).last().waitFor()
      await press(name)
    },
    async fill(text) {
      await dialog.locator('input:focus').waitFor()
      await typeOver(text)
    },
    async rename(alias) {
      await pressAt(/^Renommer$/)
      await page.locator('input:focus').waitFor()
      await typeOver(alias)
      await press('Enter')
    },
    async confirmRemoval() {
      await dialog.locator(':focus').waitFor()
      await pressAt(KEYS.remove)
    },
  }
}
