import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { type Counter, openCounter } from '#test/support/e2e/counter.ts'
import { act } from '#test/support/random-user/acts.ts'
import { randomUserAt } from '#test/support/random-user/random-user.ts'

/**
 * Goal: whatever somebody does at the till, the page says no error, the ticket agrees with an independent sum, a reload or a
 * kill loses no line nor ticket, and there is a way back to the ticket. Method: acts drawn by a seed that is printed (SEED=n draws
 * them again) at the real screen and engine: single keys, presses and writing, every action by its name, and whole errands of
 * customers, by everybody of the shop in turn; 10,000 of them with SOAK=1, or ACTS=n.
 */
const ACTS = Number(process.env.ACTS ?? (process.env.SOAK === '1' ? 10_000 : 50))
const SEED = Number(process.env.SEED ?? randomInt(1_000_000))
/** So often somebody goes back to the ticket: far enough to get lost. */
const ACTS_AWAY = 15
const MS_AN_ACT = 2_000
/** A long run says so often how far it is. */
const ACTS_TOLD = 250

let browser: Browser
let counter: Counter
beforeAll(async () => {
  browser = await launchChromium()
  counter = await openCounter('touch', browser)
}, 120_000)
afterAll(async () => {
  await counter?.close()
  await browser?.close()
})

test(
  `${ACTS} acts of a random user`,
  async () => {
    console.log(`random user: ${ACTS} acts, seed ${SEED}`)
    const user = randomUserAt(counter)
    const acts = fc.sample(act, { seed: SEED, numRuns: ACTS })
    await user.goesHome()
    for (const [index, each] of acts.entries()) {
      await user.does(each)
      if (index % ACTS_AWAY === ACTS_AWAY - 1) await user.goesHome()
      if (index % ACTS_TOLD === ACTS_TOLD - 1) console.log(`${index + 1} acts without a fault`)
    }
    await user.goesHome()
    expect((await counter.stage.look()).sale.state, 'the ticket takes goods').toBe('open')
  },
  60_000 + ACTS * MS_AN_ACT,
)
