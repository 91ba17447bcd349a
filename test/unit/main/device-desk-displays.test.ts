/**
 * Goal: the display of the till shows the customer what should be read, and a spare one nothing. Method: the desk on a real database, scripted devices on their lines, time by hand.
 */
import { describe, expect, it } from 'vitest'
import { DISPLAY, PAD } from '#test/support/devices/device-bench.ts'
import { desksOfEachTest } from '#test/support/devices/opened-desks.ts'
import { settle } from '#test/support/payment/manual-clock.ts'
import type { DisplayRows } from '#till/ports/customer-display.port.ts'

const opened = desksOfEachTest()

describe('a customer display', () => {
  const SOLD: DisplayRows = [
    { text: 'Pain', figures: '1,20' },
    { text: 'TOTAL', figures: '1,20 EUR' },
  ]
  const SPARE = 'tcp://127.0.0.1:9200'

  it('is sent a text to read, is added with its commands, and shows what the customer should read', async () => {
    const bench = await opened()
    const till = await bench.open()
    till.desk.tellCustomer(SOLD)
    expect(await till.desk.intake.probeDisplay(DISPLAY, 'escpos')).toMatchObject({ ok: true })
    expect(bench.display(DISPLAY).reads()[0]).toContain('ESSAI')
    const added = await till.desk.intake.addDisplay({ alias: 'Afficheur', endpoint: DISPLAY, profile: 'escpos' })
    expect(added).toMatchObject({ ok: true })
    await settle()
    expect(bench.display(DISPLAY).reads()).toEqual(['Pain 1,20', 'TOTAL 1,20 EUR'])
    expect(till.devices()[2]).toMatchObject({
      kind: 'display',
      isDefault: true,
      state: 'ready',
      display: { profile: 'escpos', rows: ['Pain                ', 'TOTAL               '] },
      log: [{ kind: 'connected' }, { kind: 'added' }],
    })
    await till.close()
    const again = await bench.open()
    expect(again.devices()[2]).toMatchObject({ kind: 'display', display: { profile: 'escpos' } })
  })

  it('at which nothing answers is not added, and a name that is taken is refused', async () => {
    const { open } = await opened()
    const { desk } = await open()
    expect(
      await desk.intake.addDisplay({ alias: 'X', endpoint: 'tcp://127.0.0.1:1', profile: 'cd5220' }),
    ).toMatchObject({
      error: { code: 'DISPLAY_NOT_FOUND' },
    })
    expect(await desk.intake.addDisplay({ alias: 'imprimante', endpoint: DISPLAY, profile: 'cd5220' })).toMatchObject({
      error: { code: 'DEVICE_ALIAS_TAKEN' },
    })
    expect(await desk.intake.probeDisplay(PAD, 'cd5220')).toMatchObject({ error: { code: 'DEVICE_ENDPOINT_TAKEN' } })
  })

  it('that is spare stays empty until it becomes the one for the customer', async () => {
    const bench = await opened()
    bench.display(SPARE).plug()
    const { desk, devices } = await bench.open()
    await desk.intake.addDisplay({ alias: 'Un', endpoint: DISPLAY, profile: 'cd5220' })
    const spare = await desk.intake.addDisplay({ alias: 'Deux', endpoint: SPARE, profile: 'cd5220' })
    desk.tellCustomer(SOLD)
    await settle()
    expect(bench.display(SPARE).reads()).toEqual(['', ''])
    await desk.makeDefault(spare.ok ? spare.value.deviceId : '')
    await settle()
    expect([bench.display(SPARE).reads()[0], bench.display(DISPLAY).reads()[0]]).toEqual(['Pain 1,20', ''])
    await desk.remove(spare.ok ? spare.value.deviceId : '')
    await settle()
    expect([bench.display(SPARE).reads()[0], bench.display(DISPLAY).reads()[0]]).toEqual(['', 'Pain 1,20'])
    expect(devices().map(({ alias }) => alias)).toEqual(['TPE Comptoir', 'Imprimante', 'Un'])
  })
})
