/** Goal: a run at a pump is on disk as it stands and as it came there; a pump has one open run. Method: a real store. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BEGUN_RUN } from '#test/support/machines/fuel-run-machine.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

let till: TestTill
beforeEach(async () => {
  till = await openTestTill()
})
afterEach(() => till.close())

const AT = '2026-11-22T13:33:00.000Z'
const FAILED = { code: 'PAYMENT_CANCELLED' } as const

it('keeps what a run is and every step of it', async () => {
  const { fuelRuns } = till.store
  await fuelRuns.begin({ at: AT, event: 'nozzle-taken', state: BEGUN_RUN, isOver: false })
  expect(await fuelRuns.newestRun('p1')).toEqual(BEGUN_RUN)
  const { run } = BEGUN_RUN
  const over = { kind: 'not-reserved', run, cause: FAILED, endedAt: AT } as const
  await fuelRuns.commit({ at: AT, event: 'not-reserved', state: over, isOver: true })
  expect(await fuelRuns.openRuns()).toEqual([])
  expect(await fuelRuns.run('run')).toEqual(over)
  expect(await fuelRuns.records('run')).toEqual([
    { at: AT, event: 'nozzle-taken', kind: 'reserving' },
    { at: AT, event: 'not-reserved', kind: 'not-reserved' },
  ])
  expect(await fuelRuns.newestRun('p2')).toBeNull()
})

it('has one open run for a pump, whatever asks', async () => {
  const { fuelRuns } = till.store
  await fuelRuns.begin({ at: AT, event: 'nozzle-taken', state: BEGUN_RUN, isOver: false })
  const { run } = BEGUN_RUN
  const second = { ...BEGUN_RUN, run: { ...run, id: 'second', saleId: 's2' } }
  await expect(fuelRuns.begin({ at: AT, event: 'nozzle-taken', state: second, isOver: false })).rejects.toThrow()
  expect(await fuelRuns.openRuns()).toEqual([BEGUN_RUN])
})
