import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import type { OpenScreen } from './screen-rig.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const THEMES = ['light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]

/** The rules that a theme can break: it has other colours and the same elements. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** What axe finds on the page as it stands: by all its rules in light, by those about colours in the other themes. */
export async function auditPage(screen: OpenScreen, theme: Theme): Promise<string[]> {
  screen.till.set('till', { ...screen.till.slices.till, theme })
  return auditHere(screen.page, theme)
}

/** The same, of a page that has its theme already. */
export async function auditHere(page: Page, theme: Theme): Promise<string[]> {
  await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
  // A dialog appears within 80 ms by opacity; its colours count once it is there.
  await page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))')
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE)
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(theme === 'light' ? {} : { runOnly: { type: 'rule', values: COLOUR_RULES } }),
  })
  const found: string[] = await page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160) + ' ' + node.failureSummary)))`,
  )
  return found.map((each) => `${theme}: ${each}`)
}
