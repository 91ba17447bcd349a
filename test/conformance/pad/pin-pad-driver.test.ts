import { expect, it } from 'vitest'
import { openMemoryBench, openProcessBench } from '#test/support/pad/pad-bench.ts'
import { pinPadDriverSuite } from './pin-pad-driver.suite.ts'

// The ABECS driver against the simulated pad on three lines; with the secure link on two of them.
pinPadDriverSuite('memory, secure link', () => openMemoryBench({ secure: true }), true)
pinPadDriverSuite('TCP, secure link, a process of its own', () => openProcessBench('tcp', { secure: true }), true)
pinPadDriverSuite(
  'a serial line, in clear, a process of its own',
  () => openProcessBench('pty', { secure: false }),
  false,
)

it('ends the PIN wait at once when the pad is unplugged', async () => {
  const bench = await openProcessBench('tcp', { secure: true })
  const { driver } = bench
  await bench.control({ do: 'customer', plan: [{ card: 'cb-chip', act: 'none', at: 'GOX', afterMs: 20 }] })
  await driver.connect()
  await driver.beginPurchase({
    amountMinor: 2000,
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:12',
    locale: 'pl',
    allowContactless: true,
    timeoutMs: 10_000,
  })
  const pinEntry = new Promise<void>((resolve) => {
    driver.onNotice((notice) => notice.kind === 'pin-entry' && resolve())
  })
  await driver.encryptTrack()
  const authorising = driver.authorise()
  await pinEntry
  await bench.control({ do: 'unplug' })
  expect(await authorising).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
  expect(bench.notices.at(-1)).toEqual({ kind: 'lost' })
  await bench.close()
})

it('says busy when another till holds the pad', async () => {
  const bench = await openProcessBench('tcp', { secure: false })
  expect(await bench.driver.connect()).toMatchObject({ ok: true })
  const { createAbecsPad } = await import('#hardware/pad/abecs/abecs-driver.ts')
  const { realClock } = await import('#test/support/acquirer/real-clock.ts')
  // Another spelling of the same endpoint, as a till in another process would use it.
  const endpoint = bench.driver.endpoint.replace('127.0.0.1', 'localhost')
  const second = createAbecsPad({
    alias: 'two',
    endpoint,
    clock: realClock,
    secure: false,
    acquirerIndex: 1,
    pinKeyIndex: 7,
    trackKeyIndex: 7,
  })
  expect(await second.connect()).toEqual({ ok: false, error: { code: 'PINPAD_PORT_BUSY', details: { endpoint } } })
  await bench.close()
})
