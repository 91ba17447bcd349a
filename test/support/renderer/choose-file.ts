import type { FileChooser, Page } from 'playwright'

/** How long a browser lets a gesture open a file chooser, and a little more. */
const GESTURE_COUNTS_MS = 6_000
const PRESSES_MAX = 4

/** The file chooser that `press` opens. On a very busy machine a gesture may have grown too old: a person presses again. */
export async function chooserAfter(page: Page, press: () => Promise<unknown>): Promise<FileChooser> {
  for (let pressed = 1; ; pressed += 1) {
    const opened = page.waitForEvent('filechooser', { timeout: GESTURE_COUNTS_MS })
    try {
      const [chooser] = await Promise.all([opened, press()])
      return chooser
    } catch (thrown) {
      if (pressed === PRESSES_MAX) throw thrown
    }
  }
}
