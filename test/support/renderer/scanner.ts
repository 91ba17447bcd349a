import type { Page } from 'playwright'

/**
 * A scan at the speed of a scanner whatever the load of the machine: all keys in one task of the page. In a field
 * these keys insert no text, as synthetic events do not; type with `page.keyboard` there.
 */
export async function scanInto(page: Page, code: string): Promise<void> {
  await page.evaluate(`for (const key of [...${JSON.stringify(code)}, 'Enter'])
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`)
}
