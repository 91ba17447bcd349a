import type { CallName, Request, Response } from '#contract/api.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { DeviceView, PrintersFoundView, SerialPortView } from '#contract/views/devices-view.ts'
import type { ScaleReading } from '#contract/views/scale-view.ts'
import type { SliceName, Slices } from '#contract/views/till-view.ts'
import { SAMPLE_PAD } from './sample-pad.ts'

/** The little of a till that devices show. */
interface Shown {
  readonly slices: Slices
  set<Name extends SliceName>(slice: Name, value: Slices[Name]): void
  readonly serialPorts: SerialPortView[]
  readonly printersFound: PrintersFoundView
}

const ON_SCALE: ScaleReading = { state: 'stable', weightMilli: 1_250, isNet: false }

type DeviceCall = Extract<CallName, `devices.${string}`>
type DeviceAnswers = { readonly [Name in DeviceCall]: (request: Request<Name>) => Result<Response<Name>> }

/** Devices that are found, tried and changed at once; nothing is kept of their lines. */
export function deviceAnswers(till: Shown): DeviceAnswers {
  const done = () => succeed({})
  const change = (deviceId: string, wanted: Partial<DeviceView>) => {
    const { devices } = till.slices
    const changed = devices.devices.map((device) => (device.id === deviceId ? { ...device, ...wanted } : device))
    till.set('devices', { ...devices, devices: changed })
    return succeed({})
  }
  return {
    'devices.probePad': ({ endpoint }) =>
      endpoint.startsWith('tcp://') ? succeed(SAMPLE_PAD) : fail('PINPAD_PORT_NOT_FOUND', { endpoint }),
    'devices.printersFound': () => succeed(till.printersFound),
    'devices.serialPorts': () => succeed({ ports: till.serialPorts, failure: null }),
    'devices.probePrinter': () => succeed({ answers: true, paper: 'ok', coverOpen: false }),
    'devices.probeDisplay': () => succeed({ rows: [' ESSAI D AFFICHAGE  ', 'eeaco      12,50 EUR'] }),
    'devices.probeScale': () => succeed({ reading: ON_SCALE }),
    'devices.addScale': () => succeed({ deviceId: 'device-6' }),
    'devices.testScale': () => succeed({ reading: ON_SCALE }),
    'devices.addDisplay': () => succeed({ deviceId: 'device-5' }),
    'devices.probeTerminal': () => succeed({ protocolVersion: 'ZVT', terminalId: '28004869' }),
    'devices.addTerminal': () => succeed({ deviceId: 'device-6' }),
    'devices.testTerminal': () => succeed({ protocolVersion: 'ZVT', terminalId: '28004869' }),
    'devices.testDisplay': done,
    'devices.addPad': () => succeed({ deviceId: 'device-1' }),
    'devices.addPrinter': () => succeed({ deviceId: 'device-3' }),
    'devices.rename': ({ deviceId, alias }) => change(deviceId, { alias }),
    'devices.acceptSerialNumber': ({ deviceId, serialNumber }) =>
      change(deviceId, { boundSerialNumber: serialNumber, state: 'ready' }),
    'devices.setPrinter': done,
    'devices.setLine': ({ deviceId, endpoint }) => change(deviceId, { endpoint }),
    'devices.makeDefault': ({ deviceId }) => change(deviceId, { isDefault: true }),
    'devices.remove': ({ deviceId }) => {
      const { devices } = till.slices
      till.set('devices', { ...devices, devices: devices.devices.filter(({ id }) => id !== deviceId) })
      return done()
    },
    'devices.check': done,
    'devices.loadTables': done,
    'devices.testText': done,
    'devices.testCard': () => succeed({ entryMode: 'chip', scheme: 'cb', cardTail: '4821', applicationLabel: 'CB' }),
    'devices.testSale': () =>
      succeed({ outcome: 'approved-and-reversed', failure: null, responseCode: '00', approvalCode: 'A00001' }),
    'devices.testSlip': done,
    'devices.cancelTest': done,
  }
}
