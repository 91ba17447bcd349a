import type { Page } from 'playwright'

/**
 * A scan at the speed of a scanner whatever the load of the machine: all keys in one task of the page. In a field
 * these keys insert no text, as synthetic events do not: `scanIntoField` there.
 */
export async function scanInto(page: Page, code: string): Promise<void> {
  await page.evaluate(`for (const key of [...${JSON.stringify(code)}, 'Enter'])
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`)
}

const SCANNER_GAP_S = 0.005

/** A scan while a field has the focus: true keys, which carry the times at which a scanner would have sent them. */
export async function scanIntoField(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const startedS = Date.now() / 1_000
  for (const [index, key] of [...code, 'Enter'].entries()) {
    const text = key === 'Enter' ? '\r' : key
    const timestamp = startedS + index * SCANNER_GAP_S
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, timestamp })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp })
  }
  await session.detach()
}
