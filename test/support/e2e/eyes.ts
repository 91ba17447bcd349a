import type { Page } from 'playwright'

/** What a cashier reads on the screen. Texts are compared with every run of spaces as one space. */
export interface Eyes {
  /** Waits until a text is to be seen. Throws with the text when it does not come. */
  sees(text: string | RegExp): Promise<void>
  /** Waits until none of it is to be seen. */
  seesNoMore(text: string): Promise<void>
  /** The texts of the status bar, from left to right, as one. */
  statusBar(): Promise<string>
  /** The copy of the pad's display, both rows without their filling spaces. */
  padMirror(): Promise<readonly string[]>
  /** The cells of a table, row by row. */
  table(zone: string): Promise<string[][]>
  /** The rows of a named list, each as one text. */
  list(name: string): Promise<string[]>
  /** The whole text of a named part of the screen. */
  zone(name: string): Promise<string>
}

/** A slow machine may take long; a screen that says something else fails on what it says, not on this. */
export const SEE_TIMEOUT_MS = 45_000

const oneSpace = (text: string) => text.replace(/\s+/g, ' ').trim()

export function eyesOn(page: Page): Eyes {
  return {
    sees: (text) =>
      page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'visible', timeout: SEE_TIMEOUT_MS }),
    seesNoMore: (text) =>
      page.getByText(text).filter({ visible: true }).first().waitFor({ state: 'detached', timeout: SEE_TIMEOUT_MS }),
    statusBar: async () => oneSpace(await page.locator('footer').last().innerText()),
    padMirror: async () => {
      const text = await page.getByRole('img', { name: 'Le client lit' }).textContent({ timeout: SEE_TIMEOUT_MS })
      return (text ?? '').split('\n').map((row) => row.trimEnd())
    },
    table: async (zone) => {
      const rows = await page.getByRole('region', { name: zone, exact: true }).getByRole('row').all()
      return Promise.all(
        rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).map((text) => oneSpace(text))),
      )
    },
    list: async (name) =>
      (await page.getByRole('list', { name, exact: true }).getByRole('listitem').allInnerTexts()).map(oneSpace),
    zone: async (name) => oneSpace(await page.getByRole('region', { name, exact: true }).innerText()),
  }
}
