import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from '../stage/stage.ts'
import { type Look, LooksInTurn, lookName, SHOWN_IN_EVERY_LOOK } from './looks.ts'

export interface Cashier {
  /** A code as a scanner sends it: fast, ended by Enter. */
  scan(barcode: string): Promise<void>
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** Waits until the screen says so: a key pressed before would go to the screen before. */
  sees(text: string): Promise<void>
  /** A picture of the screen as it is; of some it is taken in other languages and colours too. */
  picture(name: string): Promise<void>
}

/**
 * Runs in the page. A scanner sends its keys a few milliseconds apart, which a busy machine could stretch on the way
 * from here to the browser; so the burst is made where it arrives.
 */
function burst(keys: readonly string[]): void {
  const { document, KeyboardEvent } = globalThis as unknown as PageGlobals
  for (const key of keys) {
    const target = document.activeElement ?? document.body
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
}

/** The little that `burst` needs of a page; the rest of this file runs in Node. */
interface PageGlobals {
  readonly document: { readonly activeElement: EventTarget | null; readonly body: EventTarget }
  readonly KeyboardEvent: new (
    type: string,
    init: Readonly<Record<'key' | 'bubbles' | 'cancelable', string | boolean>>,
  ) => Event
}

const SEE_TIMEOUT_MS = 30_000

/** The words of another language are drawn in the frame after the page has heard of it. */
const DRAWN = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))'

/**
 * A cashier at the real screen: keyboard and eyes only.
 * @param looks in how many looks beside its own each picture of `SHOWN_IN_EVERY_LOOK` is taken.
 */
export function cashierAt(stage: Stage, looks = 0): Cashier {
  const { page, folder } = stage
  const pictures = join(folder, 'screens')
  mkdirSync(pictures, { recursive: true })
  const turns = new LooksInTurn(looks)
  let pictureNumber = 0
  const take = async (name: string) => {
    // A dialog appears within 80 ms by its opacity.
    await page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))')
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  const change = async ({ locale, theme }: Look) => {
    await stage.ask('settings.setLocale', { locale })
    await stage.ask('settings.setTheme', { theme })
    await page.locator(`html[lang="${locale}"][data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await page.evaluate(DRAWN)
  }
  return {
    scan: async (barcode) => {
      const before = (await stage.look()).sale.itemCount
      await page.evaluate(burst, [...barcode, 'Enter'])
      await stage.until(`the line of ${barcode}`, ({ sale }) => sale.itemCount > before)
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    // A person's pace: slower than a scanner, so that it is not taken for one.
    type: (text) => page.keyboard.type(text, { delay: 90 }),
    sees: (text) => page.getByText(text).first().waitFor({ timeout: SEE_TIMEOUT_MS }),
    picture: async (name) => {
      pictureNumber += 1
      const numbered = `${String(pictureNumber).padStart(3, '0')}-${name}`
      await take(numbered)
      if (looks === 0 || !SHOWN_IN_EVERY_LOOK.includes(name)) return
      const { till: own } = await stage.look()
      for (const look of turns.besides(own)) {
        await change(look)
        await take(`${numbered}-${lookName(look)}`)
      }
      await change(own)
    },
  }
}
