/**
 * Every state of every screen, drawn by a real browser. In the four languages nothing is cut, nothing lies over something
 * else, nothing tappable is smaller than 38 px (10 mm), and the page says no error; axe finds nothing, by all its rules in
 * light, by those about colours in the two other themes.
 *
 * About forty states, six beside each other at a time, each in one of the three sizes and one of the two other themes, drawn by a
 * seed that is printed and that SEED=n draws again; all, in all of them, with usual and with large keys, with SOAK=1. The states are
 * dealt over two files, which run beside each other.
 */
import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOCALES } from '#contract/locale.ts'
import { DENSITIES, type Workstation } from '#contract/views/workstation-view.ts'
import { auditPage, THEMES, type Theme } from '#test/support/renderer/page-audit.ts'
import { settle } from '#test/support/renderer/screen-hands.ts'
import {
  type OpenScreen,
  type ScreenRig,
  SIZES,
  type SizeName,
  startScreenRig,
} from '#test/support/renderer/screen-rig.ts'
import { SCREEN_STATES } from '#test/support/renderer/screen-states.ts'

const TARGET_PX = 38

const ALL = process.env.SOAK === '1'
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
const SIZE_NAMES = Object.keys(SIZES) as SizeName[]
const STATES = Object.entries(SCREEN_STATES).map(([name, state], index) => ({ name, state, index }))

/** The whole costs as much time as all other tests of screens together, and grows with each screen. */
const STATES_DRAWN = 40
const SHARES = Math.max(1, Math.round(STATES.length / STATES_DRAWN))

/** Over six times as many seeds in a row as there are shares every state is seen in every size, and in each theme with each. */
const isDrawn = (index: number) => (Math.floor(index / 6) + Math.floor(SEED / 6)) % SHARES === 0
const drawnSize = (index: number) => SIZE_NAMES[(index + SEED) % SIZE_NAMES.length]

/** A size does not change the colours: one size for all themes. It changes what scrolls, and so what must be reached by keys. */
function themesFor(index: number, size: SizeName): readonly Theme[] {
  if (ALL) return size === 'middle' ? THEMES : ['light']
  return ['light', (index + Math.floor(SEED / SIZE_NAMES.length)) % 2 === 0 ? 'dark' : 'contrast']
}

async function misplaced({ page, till }: OpenScreen, density: Workstation['density']): Promise<string[]> {
  const found: string[] = []
  for (const locale of LOCALES) {
    const { workstation } = till.slices.till
    till.set('till', { ...till.slices.till, locale, workstation: { ...workstation, density } })
    await page.locator(`html[lang="${locale}"][data-density="${density}"]`).waitFor({ state: 'attached' })
    await settle(page)
    const measured: string[] = await page.evaluate(
      `[...measure.clipped(), ...measure.overlapping(), ...measure.smallTargets(${TARGET_PX})]`,
    )
    found.push(...measured.map((each) => `${locale}, ${density}: ${each}`))
  }
  return found
}

export function describeEveryState(hand: 0 | 1): void {
  let rig: ScreenRig
  beforeAll(async () => {
    rig = await startScreenRig()
    if (!ALL)
      console.log(
        `every state: one of ${SHARES} shares of ${STATES.length}, in one size and one theme beside light each, seed ${SEED}`,
      )
  })
  afterAll(() => rig.close())

  describe.each(SIZE_NAMES)('%s', (size) => {
    let screen: OpenScreen
    beforeAll(async () => {
      screen = await rig.open({ size })
    })
    afterAll(() => screen.close())

    const dealt = STATES.filter(
      ({ index }) => index % 2 === hand && (ALL || (isDrawn(index) && drawnSize(index) === size)),
    )
    test.each(dealt)(
      '$name',
      async ({ state, index }) => {
        await screen.show(state.slices())
        await state.act?.(screen)
        const { density: own } = screen.till.slices.till.workstation
        for (const density of ALL ? DENSITIES : [own]) {
          expect(await misplaced(screen, density), 'misplaced').toEqual([])
          for (const theme of themesFor(index, size)) expect(await auditPage(screen, theme), 'axe').toEqual([])
        }
        expect(screen.problems).toEqual([])
      },
      60_000,
    )
  })
}
