import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { type Counter, openCounter } from '#test/support/e2e/counter.ts'
import type { HandsKind } from '#test/support/e2e/hands.ts'
import { describeCardSales } from './card-sales.suite.ts'
import { describeDayEnd } from './day-end.suite.ts'
import { describeReloads } from './reloads.suite.ts'
import { describeTrouble } from './trouble.suite.ts'

const FLOW_TIMEOUT_MS = 240_000
const OPEN_TIMEOUT_MS = 120_000

/**
 * Goal: a cashier gets through a day with these hands alone, whatever happens at the pad and at the bank, and what
 * the screen says is what the bank's own book and the disk hold. Method: the real screen, engine and protocols; one
 * day runs through all flows, and a flow that fails leaves the next one a new counter.
 */
export function describeDay(kind: HandsKind): void {
  describe(`a day by ${kind} only`, { timeout: FLOW_TIMEOUT_MS }, () => {
    let browser: Browser
    let open: Counter | null = null

    beforeAll(async () => {
      browser = await launchChromium()
    }, OPEN_TIMEOUT_MS)
    beforeEach(async () => {
      if (open !== null) return
      open = await openCounter(kind, browser)
      await open.hands.signIn('Inès M.', '1111')
      await open.eyes.sees('Prêt à scanner')
    }, OPEN_TIMEOUT_MS)
    afterEach(async ({ task }) => {
      if (open === null) return
      const { stage, watch } = open
      const problems = watch.takeProblems()
      if (task.result?.state === 'fail') {
        const picture = `${stage.folder}/failed.png`
        await stage.page.screenshot({ path: picture }).catch(() => {})
        console.log(`The screen when "${task.name}" failed: ${picture}. What lies around it is kept.`)
        await open.close({ keepFolder: true })
        open = null
      }
      expect(problems, 'errors of the page and of its content policy').toEqual([])
      expect(kind === 'touch' ? watch.gestures.keys : watch.gestures.pointers, 'gestures of the other kind').toBe(0)
      expect(kind === 'touch' ? watch.gestures.pointers : watch.gestures.keys).toBeGreaterThan(0)
    }, OPEN_TIMEOUT_MS)
    afterAll(async () => {
      await open?.close()
      await browser.close()
    }, OPEN_TIMEOUT_MS)

    const counter = (): Counter => {
      if (open === null) throw new Error('no counter is open')
      return open
    }
    describeCardSales(counter)
    describeTrouble(counter)
    describeReloads(counter)
    describeDayEnd(counter)
  })
}
