import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import {
  type OpenScreen,
  type ScreenRig,
  SIZES,
  type SizeName,
  startScreenRig,
} from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

/**
 * Every state of every screen, in the three sizes and the four languages, drawn by a real browser: nothing is cut,
 * nothing lies over something else, nothing tappable is smaller than 38 px (10 mm), and the page says no error.
 */

const TARGET_PX = 38
const LANGUAGE_SETTLES_MS = 40

let rig: ScreenRig
beforeAll(async () => {
  rig = await startScreenRig()
})
afterAll(() => rig.close())

describe.each(Object.keys(SIZES) as SizeName[])('%s', (size) => {
  let screen: OpenScreen
  beforeAll(async () => {
    screen = await rig.open({ size })
  })
  afterAll(() => screen.close())

  test.each(Object.entries(SCREEN_STATES))('%s', async (_, state) => {
    await screen.show(state.slices())
    await state.act?.(screen)
    const found: string[] = []
    for (const locale of LOCALES) {
      screen.till.set('till', { ...screen.till.slices.till, locale })
      await screen.page.locator(`html[lang="${locale}"]`).waitFor({ state: 'attached' })
      await screen.page.waitForTimeout(LANGUAGE_SETTLES_MS)
      const measured: string[] = await screen.page.evaluate(
        `[...measure.clipped(), ...measure.overlapping(), ...measure.smallTargets(${TARGET_PX})]`,
      )
      found.push(...measured.map((each) => `${locale}: ${each}`))
    }
    expect(found).toEqual([])
    expect(screen.problems).toEqual([])
  })
})
