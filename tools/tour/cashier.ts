import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Stage } from '../stage/stage.ts'

/** The barcodes of a small shopping, all in the shipped catalogue. */
export interface Cashier {
  /** A code as a scanner sends it: fast, ended by Enter. */
  scan(barcode: string): Promise<void>
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
  /** A picture of the screen as it is. */
  picture(name: string): Promise<void>
}

/** A cashier at the real screen: keyboard and eyes only. */
export function cashierAt(stage: Stage): Cashier {
  const { page, folder } = stage
  const pictures = join(folder, 'screens')
  mkdirSync(pictures, { recursive: true })
  let pictureNumber = 0
  return {
    scan: async (barcode) => {
      const before = (await stage.look()).sale.itemCount
      await page.keyboard.type(barcode)
      await page.keyboard.press('Enter')
      await stage.until(`the line of ${barcode}`, ({ sale }) => sale.itemCount > before)
    },
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key)
    },
    // A person's pace: slower than a scanner, so that it is not taken for one.
    type: (text) => page.keyboard.type(text, { delay: 90 }),
    picture: async (name) => {
      pictureNumber += 1
      await page.screenshot({ path: join(pictures, `${String(pictureNumber).padStart(2, '0')}-${name}.png`) })
    },
  }
}
