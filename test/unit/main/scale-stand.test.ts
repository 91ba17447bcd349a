/** Goal: the scale of the till is known to be there or away, and nobody waits for one that is away. Method: a scripted scale, time by hand. */
import { describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { DeviceLogEntry } from '#contract/views/devices-view.ts'
import { ScaleStand } from '#main/compose/scale-stand.ts'
import { BenchScale } from '#test/support/devices/bench-scale.ts'
import { SCALE } from '#test/support/devices/device-bench.ts'
import { desksOfEachTest } from '#test/support/devices/opened-desks.ts'
import { ManualClock, settle } from '#test/support/payment/manual-clock.ts'

async function stand(begin: (scale: BenchScale) => void = () => {}) {
  const clock = new ManualClock()
  const scale = new BenchScale(SCALE)
  const log: Omit<DeviceLogEntry, 'at'>[] = []
  begin(scale)
  const made = new ScaleStand({
    device: {
      id: 'device-1',
      kind: 'scale',
      alias: 'Balance',
      endpoint: SCALE,
      columns: null,
      displayProfile: null,
      terminal: null,
      boundSerialNumber: null,
      isDefault: true,
      fromSettings: false,
    },
    scale: scale.driver(),
    clock,
    onChange: () => {},
    note: (entry) => void log.push(entry),
  })
  made.start()
  await settle()
  return { made, scale, clock, kinds: () => log.map(({ kind }) => kind) }
}

describe('a scale', () => {
  it('that answers is ready, and is looked at again when nobody asks it', async () => {
    const { made, scale, clock, kinds } = await stand()
    expect([made.state(), await made.weigh()]).toEqual(['ready', { state: 'stable', weightMilli: 1_250, isNet: false }])
    const before = scale.asked
    await clock.advance(LIMITS.scaleLookPauseMs)
    expect(scale.asked).toBe(before + 1)
    expect(kinds()).toEqual(['connected'])
    await made.stop()
    await clock.advance(10 * LIMITS.scaleLookPauseMs)
    expect(scale.asked).toBe(before + 1)
  })

  it('that is away is looked for, and whoever weighs meanwhile is told at once', async () => {
    const { made, scale, clock, kinds } = await stand((away) => away.unplug())
    expect(await made.weigh()).toMatchObject({ state: 'away', failure: { code: 'SCALE_NOT_FOUND' } })
    scale.plug()
    await clock.advance(LIMITS.scaleReconnectPauseMs)
    expect([made.state(), made.failure()]).toEqual(['ready', null])
    expect(kinds()).toEqual(['lost', 'reconnected'])
  })

  it('whose cable is pulled is lost at once, and noted once however long it stays away', async () => {
    const { made, scale, clock, kinds } = await stand()
    scale.unplug()
    expect(made.state()).toBe('lost')
    await clock.advance(5 * LIMITS.scaleReconnectPauseMs)
    expect(kinds()).toEqual(['connected', 'lost'])
  })

  it('that keeps silent is away with that reason', async () => {
    const { made, scale } = await stand()
    scale.says = fail('SCALE_NO_ANSWER', { endpoint: SCALE })
    expect(await made.weigh()).toMatchObject({ state: 'away', failure: { code: 'SCALE_NO_ANSWER' } })
    expect(made.failure()?.code).toBe('SCALE_NO_ANSWER')
  })
})

describe('the till', () => {
  const opened = desksOfEachTest()

  it('has no scale until one is added; the one it has then weighs, and is there after a restart', async () => {
    const bench = await opened()
    const till = await bench.open()
    expect(await till.desk.scale.weigh()).toEqual({ state: 'none' })
    const reading = { state: 'stable', weightMilli: 1_250, isNet: false }
    expect(await till.desk.intake.probeScale(SCALE)).toEqual({ ok: true, value: { reading } })
    // Seven bits are its custom; nobody of the bench hangs there.
    expect(await till.desk.intake.addScale({ alias: 'Balance', endpoint: `${SCALE};9600;7E1` })).toMatchObject({
      ok: false,
      error: { code: 'SCALE_NOT_FOUND' },
    })
    expect(await till.desk.intake.addScale({ alias: 'Balance', endpoint: SCALE })).toMatchObject({ ok: true })
    await settle()
    expect(await till.desk.scale.weigh()).toEqual(reading)
    expect(till.devices()[2]).toMatchObject({ kind: 'scale', isDefault: true, state: 'ready' })
    await till.close()
    const again = await bench.open()
    expect(await again.desk.scale.weigh()).toEqual(reading)
    const [scale] = again.devices().filter(({ kind }) => kind === 'scale')
    expect(await again.desk.setLine(scale?.id ?? '', `${SCALE};9600;7E1;xon-xoff`)).toMatchObject({
      error: { code: 'DEVICE_LINE_XON_XOFF' },
    })
    expect(await again.desk.remove(scale?.id ?? '')).toMatchObject({ ok: true })
    expect(await again.desk.scale.weigh()).toEqual({ state: 'none' })
  })

  it('does not add a scale that does not answer', async () => {
    const { open } = await opened()
    const { desk } = await open()
    expect(await desk.intake.addScale({ alias: 'X', endpoint: 'tcp://127.0.0.1:1' })).toMatchObject({
      error: { code: 'SCALE_NOT_FOUND' },
    })
    expect(await desk.scale.weigh()).toEqual({ state: 'none' })
  })
})
