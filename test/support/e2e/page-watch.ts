import type { Page } from 'playwright'

/** What a page did that nobody sees on it. */
export interface PageWatch {
  /** Errors thrown or logged, and what the content policy refused, since they were last taken. */
  takeProblems(): string[]
  /** True gestures of a person that reached the page since the start: keys pressed, fingers or mouse put down. */
  readonly gestures: { readonly keys: number; readonly pointers: number }
}

const GESTURE = 'a gesture:'
const POLICY = 'refused by the content policy:'

/** Runs in the page before its own scripts. Must not touch anything outside itself. */
function report([gesture, policy]: readonly [string, string]): void {
  const { window, document } = globalThis as unknown as PageGlobals
  for (const type of ['keydown', 'pointerdown']) {
    window.addEventListener(type, ({ isTrusted }) => isTrusted && console.debug(gesture, type), { capture: true })
  }
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error(policy, violatedDirective, blockedURI)
  })
}

/** The little that `report` needs of a page; the rest of this file runs in Node. */
interface PageGlobals {
  readonly window: EventTarget
  readonly document: {
    addEventListener(
      type: 'securitypolicyviolation',
      listener: (event: Readonly<Record<'violatedDirective' | 'blockedURI', string>>) => void,
    ): void
  }
}

/** Watches a page from its first document on, across reloads. Call it before the page is opened. */
export async function watchPage(page: Page): Promise<PageWatch> {
  const problems: string[] = []
  const gestures = { keys: 0, pointers: 0 }
  // A page that nobody listens to for files answers them itself: listening from the start on, no first one is missed.
  page.on('filechooser', () => {})
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error') problems.push(text)
    if (text === `${GESTURE} keydown`) gestures.keys += 1
    if (text === `${GESTURE} pointerdown`) gestures.pointers += 1
  })
  await page.addInitScript(report, [GESTURE, POLICY] as const)
  return { takeProblems: () => problems.splice(0), gestures }
}
