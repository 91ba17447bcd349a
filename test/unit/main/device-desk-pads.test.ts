/**
 * Goal: a pad is looked for where it was, and what hangs in its place or has the wrong keys takes no payment. Method: the desk on a real database, scripted devices on their lines, time by hand.
 */
import { describe, expect, it } from 'vitest'
import { PAD, SECOND_PAD } from '#test/support/devices/device-bench.ts'
import { desksOfEachTest } from '#test/support/devices/opened-desks.ts'

const opened = desksOfEachTest()

describe('a pad in its place', () => {
  const PURCHASE = {
    amountMinor: 100,
    currency: 'EUR',
    localDate: '2026-11-22',
    localTime: '14:33:00',
    locale: 'fr',
    allowContactless: true,
    timeoutMs: 1,
  } as const

  it('is looked for while it is away, and its log says for how long', async () => {
    const { open, pad, clock } = await opened()
    const { desk, devices } = await open()
    pad(PAD).unplug()
    expect(desk.padStatus()).toMatchObject({ state: 'lost', failure: { code: 'PINPAD_LINK_LOST' } })
    await clock.advance(10_000)
    expect(desk.padStatus()).toMatchObject({ failure: { code: 'PINPAD_PORT_NOT_FOUND' } })
    pad(PAD).become('A1')
    await clock.advance(5_000)
    expect(desk.padStatus()).toMatchObject({ state: 'ready', failure: null, lastSeenAt: clock.now() })
    expect(devices()[0]?.log.map(({ kind, details }) => [kind, details])).toEqual([
      ['reconnected', { seconds: 15 }],
      ['lost', { code: 'PINPAD_PORT_NOT_FOUND' }],
      ['lost', { code: 'PINPAD_LINK_LOST' }],
      ['connected', {}],
    ])
  })

  it('is busy from the purchase to its end, and lost when it is unplugged in the middle', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    await desk.pad.connect()
    await desk.pad.beginPurchase(PURCHASE)
    expect(desk.padStatus().state).toBe('busy')
    await desk.pad.end()
    expect(desk.padStatus().state).toBe('ready')
    await desk.pad.beginPurchase(PURCHASE)
    pad(PAD).unplug()
    expect(desk.padStatus().state).toBe('lost')
  })

  it('asks once when the payment and the look for the pad connect at the same moment', async () => {
    const { open, pad } = await opened()
    const { desk } = await open()
    const before = pad(PAD).asked.length
    await Promise.all([desk.pad.connect(), desk.pad.connect()])
    expect(pad(PAD).asked.slice(before)).toEqual(['connect'])
  })

  it('takes no payment when another one hangs there, until that is said to be meant', async () => {
    const { open, pad, clock } = await opened()
    const { desk, devices } = await open()
    const id = devices()[0]?.id ?? ''
    pad(PAD).unplug()
    pad(PAD).become('C3')
    await clock.advance(5_000)
    const other = { code: 'PINPAD_OTHER_SERIAL', details: { alias: 'TPE Comptoir', serialNumber: 'C3' } }
    expect(devices()[0]).toMatchObject({ state: 'needs-attention', failure: other, boundSerialNumber: 'A1' })
    expect(await desk.pad.connect()).toEqual({ ok: false, error: other })
    expect(await desk.acceptSerialNumber(id, 'D4')).toEqual({ ok: false, error: other })
    expect(await desk.acceptSerialNumber(id, 'C3')).toMatchObject({ ok: true })
    expect(devices()[0]).toMatchObject({ state: 'ready', failure: null, boundSerialNumber: 'C3' })
    expect(await desk.pad.connect()).toMatchObject({ ok: true })
    expect(
      devices()[0]
        ?.log.slice(0, 2)
        .map(({ kind }) => kind),
    ).toEqual(['serial-accepted', 'other-serial'])
  })

  it('is asked anew by a check, and left alone while a payment is at it', async () => {
    const { open, pad, state } = await opened()
    const { desk, devices } = await open()
    pad(PAD).become('C3')
    await desk.pad.connect()
    state.isPaymentOpen = () => true
    await desk.check(null)
    expect(devices()[0]?.state).toBe('ready')
    state.isPaymentOpen = () => false
    await desk.check(devices()[0]?.id ?? '')
    expect(devices()[0]?.failure?.code).toBe('PINPAD_OTHER_SERIAL')
    expect(await desk.check('nobody')).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})

describe('keys and tables of a pad', () => {
  const PUBLISHED = 'FFFF9876543210E00000'

  it('are told, and whether they are those a till sells with', async () => {
    const { open, pad } = await opened()
    pad(SECOND_PAD).keys = { ok: true, value: [{ use: 'data', slot: 2, keySerialHex: PUBLISHED }] }
    pad(SECOND_PAD).tableVersion = 'OTHER00001'
    const { desk, devices } = await open()
    expect(devices()[0]?.pad).toMatchObject({
      tableVersion: 'COMPTOIR01',
      tablesCurrent: true,
      keys: [{ isTest: false }],
    })
    expect(await desk.intake.probePad(SECOND_PAD)).toMatchObject({
      value: {
        tablesCurrent: false,
        keys: [{ use: 'data', slot: 2, keySerialHex: PUBLISHED, isTest: true }],
      },
    })
  })

  it('are no hindrance in training', async () => {
    const { open, pad } = await opened()
    pad(PAD).keys = { ok: true, value: [{ use: 'pin', slot: 1, keySerialHex: PUBLISHED }] }
    const { desk } = await open()
    expect(await desk.pad.connect()).toMatchObject({ ok: true })
  })

  it('keep a pad with test keys out of a live till: it is neither added nor paid with', async () => {
    const { open, pad } = await opened({ training: false })
    const keys = { ok: true, value: [{ use: 'pin', slot: 1, keySerialHex: PUBLISHED }] } as const
    pad(PAD).keys = keys
    pad(SECOND_PAD).keys = keys
    const { desk, devices } = await open()
    const refused = { error: { code: 'PINPAD_TEST_KEYS' } }
    expect(await desk.pad.connect()).toMatchObject(refused)
    expect(devices()[0]).toMatchObject({ state: 'needs-attention', failure: { code: 'PINPAD_TEST_KEYS' } })
    expect(await desk.intake.addPad({ alias: 'X', endpoint: SECOND_PAD, serialNumber: 'B2' })).toMatchObject(refused)
  })

  it('that a pad hides keep it out of a live till, too', async () => {
    const { open, pad } = await opened({ training: false })
    pad(PAD).keys = { ok: false, error: { code: 'PINPAD_REFUSED', details: { status: '011' } } }
    const { desk, devices } = await open()
    expect(await desk.pad.connect()).toMatchObject({ error: { code: 'PINPAD_REFUSED' } })
    expect(devices()[0]?.state).toBe('lost')
    expect(pad(PAD).openLines).toBe(0)
  })
})
