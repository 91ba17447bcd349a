import { chooserAfter } from '../renderer/choose-file.ts'
import type { Counter } from './counter.ts'
import { SEE_TIMEOUT_MS } from './eyes.ts'
import { tabTo } from './tab-to.ts'

const KEYS = {
  keep: { words: /^Garder les lignes/, key: 'Enter' },
  keepNothing: { words: /^Ne rien garder/, key: 'Escape' },
} as const

/** One person's hands at the statements of the bank. */
export interface SettlementHands {
  /** From the day's end, or by the key for it. */
  goToSettlement(): Promise<void>
  openReading(): Promise<void>
  /** In the open dialog; the till looks at it at once. */
  chooseFile(name: string, content: string): Promise<void>
  press(key: keyof typeof KEYS): Promise<void>
  /** Takes the only statement back, with the question that follows. */
  undoReading(): Promise<void>
}

export function settlementHands({ stage, hands }: Counter): SettlementHands {
  const { page } = stage
  const dialog = page.getByRole('dialog')
  const isTouch = hands.kind === 'touch'
  const tap = (name: RegExp) => page.getByRole('button', { name }).last().tap({ timeout: SEE_TIMEOUT_MS })
  const act = async (name: RegExp, key: string) => {
    await page.getByRole('button', { name }).last().waitFor({ timeout: SEE_TIMEOUT_MS })
    await (isTouch ? tap(name) : page.keyboard.press(key))
  }
  const actAt = async (name: RegExp) => {
    if (isTouch) return tap(name)
    await tabTo(page, name)
    await page.keyboard.press('Enter')
  }
  return {
    goToSettlement: () => act(/^Relevés bancaires/, 'Shift+F8'),
    async openReading() {
      await act(/^Lire un relevé/, 'Enter')
      await dialog.getByRole('button', { name: /^Choisir un fichier/ }).waitFor()
    },
    async chooseFile(name, content) {
      await dialog.locator(':focus').waitFor()
      const chooser = await chooserAfter(page, () => act(/^Choisir un fichier/, 'Enter'))
      await chooser.setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content, 'latin1') })
    },
    press: (key) => act(KEYS[key].words, KEYS[key].key),
    async undoReading() {
      await actAt(/^1 relevé lu/)
      await dialog.waitFor()
      await actAt(/^Annuler la lecture/)
      await actAt(/^Oui, annuler/)
      await act(/^Fermer/, 'Escape')
    },
  }
}
