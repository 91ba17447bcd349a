import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ACTION_LIST } from '#renderer/actions/action-table.ts'
import { ACTION_ROWS } from '#test/support/actions/action-rows.ts'
import { actionsOf, actionWalker, type Way } from '#test/support/actions/walk-actions.ts'
import { type ScreenRig, startScreenRig } from '#test/support/renderer/screen-rig.ts'

/**
 * Goal: every action of the till can be done with keys alone and with fingers alone, and does what it says. Method: the table
 * of actions is gone through, each from a state where it has something to act on, at the built screen before a fake till; what
 * must come of it stands in a table of its own, which fails for an action without a row.
 *
 * What follows from an action is the matter of the suites of its area, at the real engine: a sale, its payment by card and the
 * day's end in `test/e2e/day` and `test/e2e/cards`, tables in `floor`, devices in `devices`, work without the bank in `offline`,
 * and the rest of the desk, before the fake till, in `screens`.
 */
const WAYS: Readonly<Record<'keyboard' | 'touch', readonly Way[]>> = { keyboard: ['key', 'name'], touch: ['touch'] }
/** Screens that are walked at beside each other: most of the time each of them waits. */
const SCREENS = 3
const ALL = process.env.SOAK === '1'
const WALK_TIMEOUT_MS = ALL ? 1_200_000 : 300_000
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
/** The whole takes minutes: one share of each way is drawn by a seed that is printed, and all of them by that many seeds in a row, or with SOAK=1. */
const SHARES = 3
const isDrawn = (index: number) => ALL || (index + SEED) % SHARES === 0

export function describeEveryAction(hands: 'keyboard' | 'touch'): void {
  describe(`every action by ${hands} alone`, () => {
    let rig: ScreenRig
    beforeAll(async () => {
      rig = await startScreenRig()
    })
    afterAll(() => rig.close())

    test('the table of outcomes has a row for every action and for nothing else', () => {
      expect(Object.keys(ACTION_ROWS).sort()).toEqual(ACTION_LIST.map(({ id }) => id as string).sort())
    })

    test.each(WAYS[hands])(
      'by %s',
      async (way) => {
        if (!ALL) console.log(`actions by ${way}: one of ${SHARES} shares, seed ${SEED}`)
        const wrong: string[] = []
        const groups = actionsOf(way, isDrawn)
        await Promise.all(
          Array.from({ length: SCREENS }, async () => {
            const screen = await rig.open()
            for (let group = groups.shift(); group !== undefined; group = groups.shift()) {
              const walk = actionWalker(screen, way)
              for (const action of group) {
                const said = await walk(action)
                if (said !== null) wrong.push(said)
              }
            }
            await screen.close()
          }),
        )
        expect(wrong).toEqual([])
      },
      WALK_TIMEOUT_MS,
    )
  })
}
