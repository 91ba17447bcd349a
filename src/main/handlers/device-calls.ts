import type { CallName } from '#contract/api.ts'
import type { Handlers } from '#contract/dispatch.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { SessionView } from '#contract/views/till-view.ts'
import type { DeviceDesk } from '../compose/device-desk.ts'
import type { DeviceTrials } from '../compose/device-trials.ts'

export type DeviceCalls = Pick<Handlers, Extract<CallName, `devices.${string}`>>

export interface DeviceCallParts {
  readonly desk: DeviceDesk
  readonly trials: DeviceTrials
  readonly session: () => SessionView
}

type Done = Result<Record<string, never>>

const done = (result: Result<null>): Done => (result.ok ? succeed({}) : result)

/** Whoever is signed in may look at devices and have them checked; managers and technicians may change and try them. */
export function deviceCalls({ desk, trials, session }: DeviceCallParts): DeviceCalls {
  const asPerson = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> =>
    session().kind === 'signed-in' ? work() : fail('SESSION_LOCKED')
  const asKeeper = async <Value>(work: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const now = session()
    if (now.kind !== 'signed-in') return fail('SESSION_LOCKED')
    return now.user.role === 'cashier' ? fail('SESSION_NOT_ALLOWED') : work()
  }
  return {
    'devices.serialPorts': () => asKeeper(async () => succeed(await desk.serialPorts())),
    'devices.printersFound': () => asKeeper(async () => succeed(await desk.printersFound())),
    'devices.probePad': ({ endpoint }) => asKeeper(() => desk.intake.probePad(endpoint)),
    'devices.probePrinter': ({ endpoint }) => asKeeper(() => desk.intake.probePrinter(endpoint)),
    'devices.probeDisplay': ({ endpoint, profile }) => asKeeper(() => desk.intake.probeDisplay(endpoint, profile)),
    'devices.addPad': (request) => asKeeper(() => desk.intake.addPad(request)),
    'devices.addPrinter': (request) => asKeeper(() => desk.intake.addPrinter(request)),
    'devices.addDisplay': (request) => asKeeper(() => desk.intake.addDisplay(request)),
    'devices.probeTerminal': ({ endpoint, settings }) => asKeeper(() => desk.intake.probeTerminal(endpoint, settings)),
    'devices.addTerminal': (request) => asKeeper(() => desk.intake.addTerminal(request)),
    'devices.rename': ({ deviceId, alias }) => asKeeper(async () => done(await desk.rename(deviceId, alias))),
    'devices.acceptSerialNumber': ({ deviceId, serialNumber }) =>
      asKeeper(async () => done(await desk.acceptSerialNumber(deviceId, serialNumber))),
    'devices.makeDefault': ({ deviceId }) => asKeeper(async () => done(await desk.makeDefault(deviceId))),
    'devices.setPrinter': ({ deviceId, settings }) =>
      asKeeper(async () => done(await desk.setPrinter(deviceId, settings))),
    'devices.setLine': ({ deviceId, endpoint }) => asKeeper(async () => done(await desk.setLine(deviceId, endpoint))),
    'devices.remove': ({ deviceId }) => asKeeper(async () => done(await desk.remove(deviceId))),
    'devices.check': ({ deviceId }) => asPerson(async () => done(await desk.check(deviceId ?? null))),
    'devices.loadTables': ({ deviceId }) => asKeeper(async () => done(await trials.loadTables(deviceId))),
    'devices.testText': ({ deviceId }) => asKeeper(async () => done(await trials.testText(deviceId))),
    'devices.testCard': ({ deviceId }) => asKeeper(() => trials.testCard(deviceId)),
    'devices.testSale': ({ deviceId }) => asKeeper(() => trials.testSale(deviceId)),
    'devices.testSlip': ({ deviceId }) => asKeeper(async () => done(await trials.testSlip(deviceId))),
    'devices.testDisplay': ({ deviceId }) => asKeeper(async () => done(await trials.testDisplay(deviceId))),
    'devices.testTerminal': ({ deviceId }) => asKeeper(() => trials.testTerminal(deviceId)),
    'devices.cancelTest': () =>
      asKeeper(async () => {
        await desk.bench.cancel()
        return succeed({})
      }),
  }
}
