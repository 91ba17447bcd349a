import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenScreen, type ScreenRig, startScreenRig } from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

/** axe, with all its rules, finds nothing on any state; the themes are checked on the screens that use all colours. */

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let rig: ScreenRig
let screen: OpenScreen
beforeAll(async () => {
  rig = await startScreenRig()
  screen = await rig.open()
})
afterAll(() => rig.close())

async function audit(name: string, theme: 'light' | 'dark' | 'contrast'): Promise<string[]> {
  const state = SCREEN_STATES[name]
  if (!state) throw new Error(`there is no state ${name}`)
  await screen.show(state.slices())
  screen.till.set('till', { ...screen.till.slices.till, theme })
  await screen.page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
  await state.act?.(screen)
  // A dialog appears within 80 ms by opacity; its colours count once it is there.
  await screen.page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))')
  await screen.page.evaluate(AXE)
  return screen.page.evaluate(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 160) + ' ' + node.failureSummary)))`,
  )
}

test.each(Object.keys(SCREEN_STATES))('%s', async (name) => {
  expect(await audit(name, 'light')).toEqual([])
})

test.each(
  ['sale', 'card-bank', 'declined', 'unknown', 'approved', 'day-end', 'offline-list', 'devices', 'add-proofs'].flatMap(
    (name) => (['dark', 'contrast'] as const).map((theme) => [name, theme] as const),
  ),
)('%s, %s', async (name, theme) => {
  expect(await audit(name, theme)).toEqual([])
})
