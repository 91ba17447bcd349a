/** Goal: the log of a device tells its newest events, in memory and on disk, and never grows without end. Method: a real database. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { DeviceLog } from '#main/compose/device-log.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'
import { openTestTill, type TestTill } from '#test/support/till/open-test-till.ts'

const DEVICE = {
  id: 'printer-1',
  kind: 'printer',
  alias: 'Cuisine',
  endpoint: 'tcp://127.0.0.1:9100',
  columns: 42,
  displayProfile: null,
  terminal: null,
  boundSerialNumber: null,
  isDefault: false,
  fromSettings: false,
} as const

let desk: TestTill
beforeEach(async () => {
  desk = await openTestTill()
  await desk.store.deviceBook.add(DEVICE)
})
afterEach(() => desk.close())

it('keeps the newest entries of a device, and drops the others as they come', async () => {
  const book = desk.store.deviceBook
  const unexpected: unknown[] = []
  const log = new DeviceLog({ book, clock: new ManualClock(), onUnexpected: (thrown) => unexpected.push(thrown) })
  await log.open(DEVICE.id)
  const texts = Array.from({ length: LIMITS.deviceLogEntries + 2 }, (_, at) => `${at}`)
  for (const text of texts) log.note(DEVICE.id, { kind: 'connected', tone: 'ok', details: { text } })
  const newest = texts.slice(2).toReversed()
  expect(log.of(DEVICE.id).map(({ details }) => details.text)).toEqual(newest)
  await log.close()
  expect((await book.log(DEVICE.id)).map(({ details }) => details.text)).toEqual(newest)
  expect(unexpected).toEqual([])
})
