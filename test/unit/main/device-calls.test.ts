/** Goal: whoever is signed in may look at devices; managers and technicians alone change and try them. */
import { afterEach, describe, expect, it } from 'vitest'
import { API, type CallName } from '#contract/api.ts'
import { createDispatch, type Handlers } from '#contract/dispatch.ts'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import type { Role } from '#contract/views/user-view.ts'
import { deviceCalls } from '#main/handlers/device-calls.ts'
import { openDeviceBench, SECOND_PAD } from '#test/support/devices/device-bench.ts'
import { benchTrials } from '#test/support/devices/trials-bench.ts'
import { guardCalls, type WhoMay } from '#till/session/guard.ts'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const signedInAs = (role: Role): WhoMay['signedIn'] => ({ user: { id: role, name: role, initials: 'X', role } })

async function callsAs(signedIn: WhoMay['signedIn']) {
  const bench = await openDeviceBench()
  closers.push(bench.remove)
  const till = await bench.open()
  closers.push(till.close)
  const calls = deviceCalls({ desk: till.desk, trials: benchTrials(till).trials })
  const dispatch = createDispatch(
    guardCalls(
      calls,
      () => ({ signedIn, roleChanges: {} }),
      () => '2026-11-22T13:30:00.000Z',
    ) as Handlers,
    String,
  )
  return (name: string, request: unknown = {}) => dispatch(name, request, { carrier: 'test' })
}

const TERMINAL_SETTINGS = { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' }

const REQUESTS: Readonly<Partial<Record<CallName, unknown>>> = {
  'devices.serialPorts': {},
  'devices.printersFound': {},
  'devices.setLine': { deviceId: 'x', endpoint: SECOND_PAD },
  'devices.probePad': { endpoint: SECOND_PAD },
  'devices.probePrinter': { endpoint: SECOND_PAD },
  'devices.addPad': { alias: 'X', endpoint: SECOND_PAD, serialNumber: 'B2' },
  'devices.addPrinter': { alias: 'X', endpoint: SECOND_PAD, columns: 42 },
  'devices.probeDisplay': { endpoint: SECOND_PAD, profile: 'cd5220' },
  'devices.probeScale': { endpoint: SECOND_PAD },
  'devices.addScale': { alias: 'X', endpoint: SECOND_PAD },
  'devices.testScale': { deviceId: 'x' },
  'devices.addDisplay': { alias: 'X', endpoint: SECOND_PAD, profile: 'cd5220' },
  'devices.probeTerminal': { endpoint: SECOND_PAD, settings: TERMINAL_SETTINGS },
  'devices.addTerminal': { alias: 'X', endpoint: SECOND_PAD, settings: TERMINAL_SETTINGS },
  'devices.testTerminal': { deviceId: 'x' },
  'devices.rename': { deviceId: 'x', alias: 'X' },
  'devices.acceptSerialNumber': { deviceId: 'x', serialNumber: 'X' },
  'devices.makeDefault': { deviceId: 'x' },
  'devices.setPrinter': { deviceId: 'x', settings: DEFAULT_PRINTER_SETTINGS },
  'devices.remove': { deviceId: 'x' },
  'devices.loadTables': { deviceId: 'x' },
  'devices.testText': { deviceId: 'x' },
  'devices.testCard': { deviceId: 'x' },
  'devices.testSale': { deviceId: 'x' },
  'devices.testSlip': { deviceId: 'x' },
  'devices.testDisplay': { deviceId: 'x' },
  'devices.cancelTest': {},
}

describe('device calls', () => {
  it('are all asked about below', () => {
    const all = Object.keys(API).filter((name) => name.startsWith('devices.') && name !== 'devices.check')
    expect(Object.keys(REQUESTS).sort()).toEqual(all.sort())
  })

  it('are refused to a cashier, except the look', async () => {
    const call = await callsAs(signedInAs('cashier'))
    for (const [name, request] of Object.entries(REQUESTS))
      expect(await call(name, request), name).toMatchObject({ error: { code: 'SESSION_NOT_ALLOWED' } })
    expect(await call('devices.check')).toEqual({ ok: true, value: {} })
  })

  it('are refused to nobody at all', async () => {
    const call = await callsAs(null)
    for (const [name, request] of Object.entries({ ...REQUESTS, 'devices.check': {} }))
      expect(await call(name, request), name).toMatchObject({ error: { code: 'SESSION_LOCKED' } })
  })

  it.each(['manager', 'technician'] as const)('are open to a %s', async (role) => {
    const call = await callsAs(signedInAs(role))
    expect(await call('devices.probePad', { endpoint: SECOND_PAD })).toMatchObject({ value: { serialNumber: 'B2' } })
    const added = await call('devices.addPad', { alias: 'X', endpoint: SECOND_PAD, serialNumber: 'B2' })
    expect(added).toMatchObject({ ok: true })
    expect(await call('devices.remove', { deviceId: 'nobody' })).toMatchObject({ error: { code: 'DEVICE_NOT_FOUND' } })
  })
})
