import type { Page } from 'playwright'

const CONTROLS_MAX = 80

/** Walks on through the controls of the page, or of the open dialog, until the one of that name has the focus. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < CONTROLS_MAX; pressed += 1) {
    const focused = page.locator(':focus')
    const text = (await focused.count()) === 0 ? '' : await nameOf(focused)
    if (typeof name === 'string' ? text === name : name.test(text)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not reach "${name}"`)
}

/** The spoken name of a control, else its words. */
async function nameOf(control: ReturnType<Page['locator']>): Promise<string> {
  const label = await control.getAttribute('aria-label')
  return (label ?? (await control.innerText())).replace(/\s+/g, ' ').trim()
}
