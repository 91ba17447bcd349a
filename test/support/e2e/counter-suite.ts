import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { launchChromium } from '#main/browser/find-chromium.ts'
import { type Counter, openCounter } from './counter.ts'
import type { HandsKind } from './hands.ts'

const FLOW_TIMEOUT_MS = 240_000
const OPEN_TIMEOUT_MS = 120_000

/** A person with a code at the till. */
export interface Person {
  readonly name: string
  readonly code: string
}

export const PEOPLE = {
  cashier: { name: 'Inès M.', code: '1111' },
  manager: { name: 'Claire D.', code: '3333' },
  technician: { name: 'Technicien', code: '6666' },
} as const satisfies Record<string, Person>

/**
 * Runs flows one after the other at one counter, worked by these hands alone. A flow that fails leaves a picture of the
 * screen behind, and the next one gets a new counter.
 */
export function describeAtCounter(
  title: string,
  kind: HandsKind,
  describeFlows: (counter: () => Counter) => void,
  { person = PEOPLE.cashier }: { readonly person?: Person } = {},
): void {
  describe(`${title} by ${kind} only`, { timeout: FLOW_TIMEOUT_MS }, () => {
    let browser: Browser
    let open: Counter | null = null

    beforeAll(async () => {
      browser = await launchChromium()
    }, OPEN_TIMEOUT_MS)
    beforeEach(async () => {
      if (open !== null) return
      open = await openCounter(kind, browser)
      await open.hands.signIn(person.name, person.code)
      await open.eyes.sees('Prêt à scanner')
    }, OPEN_TIMEOUT_MS)
    afterEach(async ({ task }) => {
      if (open === null) return
      const { watch } = open
      const problems = watch.takeProblems()
      const failed = task.result?.state === 'fail'
      if (failed) {
        await keepPicture(open, `${title} by ${kind}: ${task.name}`)
        await open.close()
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
    describeFlows(counter)
  })
}

/** Beside the folder of the run, which is taken away at its end. */
async function keepPicture({ stage }: Counter, flow: string): Promise<void> {
  const folder = join(dirname(tmpdir()), 'comptoir-failed')
  mkdirSync(folder, { recursive: true })
  const picture = join(folder, `${flow.replace(/\W+/g, '-')}.png`)
  await stage.page.screenshot({ path: picture }).catch(() => {})
  console.log(`The screen when "${flow}" failed: ${picture}`)
}
