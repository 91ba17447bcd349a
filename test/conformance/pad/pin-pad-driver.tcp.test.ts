import { createServer } from 'node:net'
import { expect, it, vi } from 'vitest'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import type { PurchaseRequest } from '#payment/ports/pin-pad.port.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { openProcessBench } from '#test/support/pad/pad-bench.ts'
import { pinPadDriverSuite } from './pin-pad-driver.suite.ts'

const padAt = (endpoint: string) =>
  createAbecsPad({
    alias: 'two',
    endpoint,
    clock: realClock,
    secure: false,
    acquirerIndex: 1,
    pinKeyIndex: 7,
    trackKeyIndex: 7,
  })

const REQUEST: PurchaseRequest = {
  amountMinor: 2000,
  currency: 'EUR',
  localDate: '2026-11-22',
  localTime: '14:33:12',
  locale: 'pl',
  allowContactless: true,
  timeoutMs: 10_000,
}

// The ABECS driver and the simulated pad in a process of its own, over TCP, with the secure link.
pinPadDriverSuite('TCP, secure link', () => openProcessBench('tcp', { secure: true }), true)

it('ends the PIN wait at once when the pad is unplugged', async () => {
  const bench = await openProcessBench('tcp', { secure: true })
  const { driver } = bench
  await bench.control({ do: 'customer', plan: [{ card: 'cb-chip', act: 'none', at: 'GOX', afterMs: 20 }] })
  await driver.connect()
  await driver.beginPurchase(REQUEST)
  const pinEntry = new Promise<void>((resolve) => {
    driver.onNotice((notice) => notice.kind === 'pin-entry' && resolve())
  })
  await driver.encryptTrack()
  const authorising = driver.authorise({ forceOnline: true, floorLimitMinor: 0 })
  await pinEntry
  await bench.control({ do: 'unplug' })
  expect(await authorising).toEqual({ ok: false, error: { code: 'PINPAD_LINK_LOST' } })
  expect(bench.notices.at(-1)).toEqual({ kind: 'lost' })
  await bench.close()
})

it('reads no card that a till which is gone left in the slot, and says so until it is out', async () => {
  const bench = await openProcessBench('tcp', { secure: false })
  const gone = bench.driver
  await bench.control({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 20, keepCard: true }] })
  await gone.connect()
  expect(await gone.beginPurchase(REQUEST)).toMatchObject({ ok: true, value: { scheme: 'cb' } })
  await gone.disconnect()
  const till = padAt(gone.endpoint)
  expect(await till.connect()).toMatchObject({ ok: true })
  const left = { ok: false, error: { code: 'PINPAD_CARD_LEFT' } }
  expect(await till.beginPurchase({ ...REQUEST, timeoutMs: 1_000 })).toEqual(left)
  await till.end()
  // Its owner comes back for it only after the next customer was told to wait.
  const cues: (string | null)[] = []
  till.onNotice((notice) => notice.kind === 'cue' && cues.push(notice.cue))
  const reading = till.beginPurchase(REQUEST)
  await vi.waitFor(() => expect(cues).toEqual(['remove-forgotten-card']), 5_000)
  await bench.control({ do: 'customer', plan: [{ card: 'visa-chip', afterMs: 20 }] })
  expect(await reading).toMatchObject({ ok: true, value: { scheme: 'visa' } })
  expect(cues).toEqual(['remove-forgotten-card', null])
  await till.disconnect()
  await bench.close()
})

it('says busy when another till holds the pad', async () => {
  const bench = await openProcessBench('tcp', { secure: false })
  expect(await bench.driver.connect()).toMatchObject({ ok: true })
  // Another spelling of the same endpoint, as a till in another process would use it.
  const endpoint = bench.driver.endpoint.replace('127.0.0.1', '127.1')
  const second = padAt(endpoint)
  expect(await second.connect()).toEqual({ ok: false, error: { code: 'PINPAD_PORT_BUSY', details: { endpoint } } })
  await bench.close()
})

it('says that a port is no pad when something else answers there', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  })
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve))
  const address = server.address()
  const endpoint = `tcp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  expect(await padAt(endpoint).connect()).toEqual({
    ok: false,
    error: { code: 'PINPAD_WRONG_PROTOCOL', details: { endpoint } },
  })
  await new Promise((resolve) => server.close(resolve))
})

it.each(['tcp://127.0.0.1:1', 'serial:/dev/comptoir-no-such-port', 'nonsense'])(
  'finds nothing at %s',
  async (endpoint) => {
    expect(await padAt(endpoint).connect()).toEqual({
      ok: false,
      error: { code: 'PINPAD_PORT_NOT_FOUND', details: { endpoint } },
    })
  },
)
