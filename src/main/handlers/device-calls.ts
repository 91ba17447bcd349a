import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { type Result, succeed } from '#contract/result.ts'
import type { DeviceDesk } from '../compose/device-desk.ts'
import type { DeviceTrials } from '../compose/device-trials.ts'

export type DeviceCalls = Pick<Handlers, Extract<CallName, `devices.${string}`>>

export interface DeviceCallParts {
  readonly desk: DeviceDesk
  readonly trials: DeviceTrials
}

type Done = Result<Record<string, never>>

const done = (result: Result<null>): Done => (result.ok ? succeed({}) : result)

/** Devices: set up, tried, looked at. */
export function deviceCalls({ desk, trials }: DeviceCallParts): DeviceCalls {
  return {
    'devices.serialPorts': async () => succeed(await desk.serialPorts()),
    'devices.printersFound': async () => succeed(await desk.printersFound()),
    'devices.probePad': ({ endpoint }) => desk.intake.probePad(endpoint),
    'devices.probePrinter': ({ endpoint }) => desk.intake.probePrinter(endpoint),
    'devices.probeScale': ({ endpoint }) => desk.intake.probeScale(endpoint),
    'devices.probeDisplay': ({ endpoint, profile }) => desk.intake.probeDisplay(endpoint, profile),
    'devices.addPad': (request) => desk.intake.addPad(request),
    'devices.addPrinter': (request) => desk.intake.addPrinter(request),
    'devices.addScale': (request) => desk.intake.addScale(request),
    'devices.addDisplay': (request) => desk.intake.addDisplay(request),
    'devices.probeTerminal': ({ endpoint, settings }) => desk.intake.probeTerminal(endpoint, settings),
    'devices.addTerminal': (request) => desk.intake.addTerminal(request),
    'devices.rename': async ({ deviceId, alias }) => done(await desk.rename(deviceId, alias)),
    'devices.acceptSerialNumber': async ({ deviceId, serialNumber }) =>
      done(await desk.acceptSerialNumber(deviceId, serialNumber)),
    'devices.makeDefault': async ({ deviceId }) => done(await desk.makeDefault(deviceId)),
    'devices.setPrinter': async ({ deviceId, settings }) => done(await desk.setPrinter(deviceId, settings)),
    'devices.setLine': async ({ deviceId, endpoint }) => done(await desk.setLine(deviceId, endpoint)),
    'devices.remove': async ({ deviceId }) => done(await desk.remove(deviceId)),
    'devices.check': async ({ deviceId }) => done(await desk.check(deviceId ?? null)),
    'devices.loadTables': async ({ deviceId }) => done(await trials.loadTables(deviceId)),
    'devices.testText': async ({ deviceId }) => done(await trials.testText(deviceId)),
    'devices.testCard': ({ deviceId }) => trials.testCard(deviceId),
    'devices.testSale': ({ deviceId }) => trials.testSale(deviceId),
    'devices.testSlip': async ({ deviceId }) => done(await trials.testSlip(deviceId)),
    'devices.testScale': ({ deviceId }) => trials.testScale(deviceId),
    'devices.testDisplay': async ({ deviceId }) => done(await trials.testDisplay(deviceId)),
    'devices.testTerminal': ({ deviceId }) => trials.testTerminal(deviceId),
    'devices.cancelTest': async () => {
      await desk.bench.cancel()
      return succeed({})
    },
  }
}
