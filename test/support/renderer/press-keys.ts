import type { Page } from 'playwright'

/** Longer than the screen holds a key to tell it from a scanner's. */
const HELD_MS = 50
const DRAWN = `new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)), ${HELD_MS}))`

/**
 * Waits until the keys pressed so far have acted, what they changed is drawn, and the calls they made are known here. By
 * the page's own clock: on a busy machine it is late by as much as the keys are.
 */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(DRAWN)
  await page.evaluate('0')
}

/** A person's keys, one after the other. What is typed gets the pause that tells it from a scanner; other keys act at once. */
export async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key)
    if (key.length === 1) await settle(page)
  }
}
