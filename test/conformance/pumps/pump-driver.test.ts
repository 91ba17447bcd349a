/**
 * Goal: whatever a pump or its line does, an order is released once, delivers no more than its ceiling, and its end
 * reaches the till. Method: the driver on the simulated pump, which is troubled by its own script; what the pump's ledger
 * says is compared with what the driver heard.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { meteredMinor } from '#hardware/pumps/pump.codec.ts'
import { createPumpDriver } from '#hardware/pumps/pump-driver.ts'
import { PumpBench, releaseOf } from '#test/support/pumps/pump-bench.ts'

let bench: PumpBench

beforeEach(async () => {
  bench = await PumpBench.open()
})
afterEach(() => bench.close())

const FILL = { nozzle: 1, volumeMl: 5_000, stepMl: 2_500, stepMs: 1 }

describe('a delivery', () => {
  it('runs from a taken nozzle to its end, at the price of the nozzle', async () => {
    bench.driver.start()
    await bench.driver.look('none')
    // Nothing runs yet when the release is answered, on a slow machine either.
    await bench.do('customer', { ...FILL, stepMs: 250 })
    const released = await bench.driver.release(releaseOf('a'))
    expect(released).toMatchObject({ ok: true, value: { id: 'a', state: 'released', ceilingMinor: 2_000 } })
    expect(await bench.ended('a')).toMatchObject({ volumeMl: 5_000, amountMinor: 940, nozzle: 1, end: 'hung-up' })
    expect(bench.notices[0]).toMatchObject({ kind: 'health' })
    expect(bench.notices).toContainEqual({ kind: 'calling', nozzle: 1 })
  })

  it('ends at the ceiling, on the largest volume that costs no more', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('customer', { ...FILL, volumeMl: 60_000, stepMl: 7_777 })
    const end = await bench.ended('a')
    expect(end).toMatchObject({ amountMinor: 2_000, end: 'ceiling' })
    expect(meteredMinor(end.volumeMl + 1, 1_879)).toBeGreaterThan(2_000)
  })

  it('ends where it is stopped', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('lift', { nozzle: 2 })
    await bench.do('pour', { volumeMl: 1_000 })
    expect(await bench.driver.stop('a')).toMatchObject({ ok: true, value: { end: 'stopped', amountMinor: 166 } })
    expect(await bench.do('pour', { volumeMl: 1_000 })).toEqual({ volumeMl: 0 })
  })

  it('is told again until it was taken', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('customer', FILL)
    await bench.ended('a')
    await expect.poll(() => ends('a')).toBeGreaterThan(2)
    await bench.driver.taken('a')
    const told = ends('a')
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(ends('a')).toBeLessThanOrEqual(told + 1)
  })
})

const ends = (id: string) =>
  bench.notices.filter((notice) => notice.kind === 'order' && notice.order.id === id && notice.order.end !== null)
    .length

describe('a command whose answer is lost or spoiled', () => {
  it.each([
    ['drop', {}],
    ['cut', { bytes: 20 }],
    ['refuse', {}],
    ['garbage', { bytes: 30 }],
    ['delay', { delayMs: 150 }],
  ])('is asked again and does nothing twice: %s', async (kind, more) => {
    await bench.do('fault', { on: 'release', kind, ...more })
    expect(await bench.driver.release(releaseOf('a'))).toMatchObject({ ok: true, value: { state: 'released' } })
    expect(bench.ledger()).toMatchObject([{ id: 'a', state: 'released', ceilingMinor: 2_000 }])
  })

  it('is given up after some tries, in words', async () => {
    await bench.do('fault', { on: 'look', kind: 'drop', times: LIMITS.pumpTries })
    expect(await bench.driver.look('a')).toEqual({ ok: false, error: { code: 'PUMP_NO_ANSWER' } })
    await bench.do('fault', { on: 'look', kind: 'garbage', bytes: 3, times: LIMITS.pumpTries })
    expect(await bench.driver.look('a')).toEqual({ ok: false, error: { code: 'PUMP_MALFORMED_ANSWER' } })
    expect(await bench.driver.look('a')).toMatchObject({ ok: true, value: { state: 'unknown' } })
    expect(bench.driver.health().state).toBe('ready')
  })
})

describe('an order', () => {
  it('that was withdrawn never delivers, also when its release comes later', async () => {
    expect(await bench.driver.withdraw('a')).toMatchObject({ ok: true, value: { state: 'ended', end: 'withdrawn' } })
    expect(await bench.driver.release(releaseOf('a'))).toMatchObject({
      error: { code: 'PUMP_REFUSED', details: { reason: 'order-closed' } },
    })
  })

  it('under way is not withdrawn: the customer stands there', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('lift', { nozzle: 1 })
    await bench.do('pour', { volumeMl: 100 })
    expect(await bench.driver.withdraw('a')).toMatchObject({ ok: true, value: { state: 'delivering' } })
  })

  it('that ended answers its end to a repeated release', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('customer', FILL)
    await bench.ended('a')
    expect(await bench.driver.release(releaseOf('a'))).toMatchObject({ value: { state: 'ended', amountMinor: 940 } })
    expect(bench.ledger()).toHaveLength(1)
  })

  it('is refused while another runs, with another ceiling, and out of service', async () => {
    await bench.driver.release(releaseOf('a'))
    const reason = async (asked: ReturnType<typeof bench.driver.release>) => {
      const answer = await asked
      return answer.ok ? null : answer.error.details?.reason
    }
    expect(await reason(bench.driver.release(releaseOf('b')))).toBe('busy')
    expect(await reason(bench.driver.release(releaseOf('a', 3_000)))).toBe('other-terms')
    await bench.driver.withdraw('a')
    await bench.do('service', { on: false })
    expect(await reason(bench.driver.release(releaseOf('c')))).toBe('out-of-service')
  })

  it('keeps what ran when the power goes, and tells it once it is back', async () => {
    await bench.driver.release(releaseOf('a'))
    await bench.do('lift', { nozzle: 1 })
    await bench.do('pour', { volumeMl: 1_500 })
    await bench.do('power', { on: false })
    expect(await bench.driver.look('a')).toMatchObject({ ok: false, error: { code: 'PUMP_UNREACHABLE' } })
    await bench.do('power', { on: true })
    expect(await bench.driver.look('a')).toMatchObject({ value: { state: 'ended', end: 'power-cut', volumeMl: 1_500 } })
    expect(bench.ledger()).toMatchObject([{ amountMinor: 282 }])
  })
})

it('speaks the same over a serial line', async () => {
  const serial = await PumpBench.open(true)
  try {
    await serial.driver.release(releaseOf('a'))
    await serial.do('customer', FILL)
    expect(await serial.ended('a')).toMatchObject({ amountMinor: 940 })
  } finally {
    await serial.close()
  }
})

it('names an endpoint at which there is nothing', async () => {
  const driver = createPumpDriver({ endpoint: 'nonsense', clock: { after: () => () => {} } })
  expect(await driver.look('a')).toEqual({
    ok: false,
    error: { code: 'PUMP_UNREACHABLE', details: { endpoint: 'nonsense' } },
  })
  await driver.close()
})
