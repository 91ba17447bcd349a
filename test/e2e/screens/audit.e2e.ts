import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenScreen, type ScreenRig, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

/**
 * axe finds nothing on any state: all its rules in light, those about colours in the two other themes. One of these two
 * for each state, drawn by a seed that is printed and that SEED=n draws again; both with SOAK=1.
 */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))

let rig: ScreenRig
let screen: OpenScreen
beforeAll(async () => {
  rig = await startScreenRig()
  screen = await rig.open()
  if (!ALL) console.log(`audit: one theme beside light for each state, seed ${SEED}`)
})
afterAll(() => rig.close())

type Theme = 'light' | 'dark' | 'contrast'

/** The rules that a theme can break: it has other colours and the same elements. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

async function wear(theme: Theme): Promise<void> {
  screen.till.set('till', { ...screen.till.slices.till, theme })
  await screen.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
}

/** What axe finds on the page as it stands; by some rules only, where they are named. */
async function violations(rules: readonly string[] | null): Promise<string[]> {
  // A dialog appears within 80 ms by opacity; its colours count once it is there.
  await screen.page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))')
  const options = rules === null ? '{}' : JSON.stringify({ runOnly: { type: 'rule', values: rules } })
  return screen.page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160) + ' ' + node.failureSummary)))`,
  )
}

test.each(Object.keys(SCREEN_STATES).map((name, index) => [name, index] as const))(
  '%s',
  async (name, index) => {
    const state = SCREEN_STATES[name]
    if (!state) throw new Error(`there is no state ${name}`)
    await screen.show(state.slices())
    await wear('light')
    await state.act?.(screen)
    await screen.page.evaluate(AXE)
    expect(await violations(null), 'light').toEqual([])
    const others = ['dark', 'contrast'] as const
    for (const theme of others.filter((_, at) => ALL || (index + SEED) % others.length === at)) {
      await wear(theme)
      expect(await violations(COLOUR_RULES), theme).toEqual([])
    }
  },
  60_000,
)
