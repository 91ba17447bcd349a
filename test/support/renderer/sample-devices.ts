import type { DevicesView, DeviceView, DeviceWork, PadIdentityView } from '#contract/views/devices-view.ts'
import { DEFAULT_PRINTER_SETTINGS } from '#contract/views/printer-settings-view.ts'
import { SAMPLE_PAD } from './sample-pad.ts'
import { agoIso } from './sample-shop.ts'

const MINUTE_MS = 60_000

function deviceOf(change: Partial<DeviceView> & Pick<DeviceView, 'id' | 'kind' | 'alias' | 'endpoint'>): DeviceView {
  return {
    isDefault: false,
    state: 'ready',
    lastSeenAt: agoIso(4_000),
    failure: null,
    pad: null,
    boundSerialNumber: null,
    printer: null,
    columns: null,
    display: null,
    terminal: null,
    log: [],
    ...change,
  }
}

const MIURA: PadIdentityView = {
  ...SAMPLE_PAD,
  maker: 'PAX',
  model: 'A920',
  serialNumber: '777001',
  tablesCurrent: false,
}

const PADS: readonly DeviceView[] = [
  deviceOf({
    id: 'device-1',
    kind: 'pad',
    alias: 'TPE Comptoir',
    endpoint: 'tcp://192.168.1.42:8888',
    isDefault: true,
    pad: SAMPLE_PAD,
    boundSerialNumber: '123456',
    log: [
      {
        at: agoIso(2 * MINUTE_MS),
        kind: 'payment-ended',
        tone: 'info',
        details: { number: 'P-2-009126', outcome: 'approved' },
      },
      { at: agoIso(88 * MINUTE_MS), kind: 'reconnected', tone: 'ok', details: { seconds: 6 } },
      { at: agoIso(89 * MINUTE_MS), kind: 'lost', tone: 'bad', details: { code: 'PINPAD_LINK_LOST' } },
      { at: agoIso(420 * MINUTE_MS), kind: 'connected', tone: 'ok', details: {} },
    ],
  }),
  deviceOf({
    id: 'device-2',
    kind: 'pad',
    alias: 'TPE Terrasse',
    endpoint: 'serial:/dev/serial/by-id/usb-PAX_A920_777001-if00',
    state: 'needs-attention',
    lastSeenAt: agoIso(9_000),
    pad: MIURA,
    boundSerialNumber: '776540',
    log: [{ at: agoIso(MINUTE_MS), kind: 'other-serial', tone: 'bad', details: { serialNumber: '777001' } }],
  }),
]

const PRINTERS: readonly DeviceView[] = [
  deviceOf({
    id: 'device-3',
    kind: 'printer',
    alias: 'Tickets',
    endpoint: 'tcp://192.168.1.60:9100',
    isDefault: true,
    lastSeenAt: agoIso(2_000),
    printer: {
      answers: true,
      paper: 'ok',
      coverOpen: false,
      confirmation: 'response',
      queuedJobs: 0,
      unknownJobs: 0,
    },
    printerSettings: { ...DEFAULT_PRINTER_SETTINGS, standInId: 'device-4' },
    columns: 42,
    log: [{ at: agoIso(400 * MINUTE_MS), kind: 'added', tone: 'info', details: {} }],
  }),
  deviceOf({
    id: 'device-4',
    kind: 'printer',
    alias: 'Cuisine',
    endpoint: 'tcp://192.168.1.61:9100',
    state: 'needs-attention',
    lastSeenAt: agoIso(3_000),
    failure: { code: 'PRINTER_PAPER_OUT' },
    printer: { answers: true, paper: 'out', coverOpen: false, queuedJobs: 3, unknownJobs: 1 },
    printerSettings: { ...DEFAULT_PRINTER_SETTINGS, profile: 'pos-5890', families: ['bakery', 'deli'] },
    columns: 48,
    log: [{ at: agoIso(3 * MINUTE_MS), kind: 'trouble', tone: 'bad', details: { code: 'PRINTER_PAPER_OUT' } }],
  }),
]

const DISPLAYS: readonly DeviceView[] = [
  deviceOf({
    id: 'device-5',
    kind: 'display',
    alias: 'Afficheur',
    endpoint: 'serial:/dev/ttyUSB1',
    isDefault: true,
    display: { profile: 'cd5220', rows: ['2 x Camembert   5,00', 'TOTAL      12,50 EUR'] },
    log: [{ at: agoIso(400 * MINUTE_MS), kind: 'connected', tone: 'ok', details: {} }],
  }),
]

const TERMINALS: readonly DeviceView[] = [
  deviceOf({
    id: 'device-6',
    kind: 'terminal',
    alias: 'Terminal Comptoir',
    endpoint: 'tcp://192.168.1.70:20007',
    isDefault: true,
    terminal: {
      protocol: 'zvt',
      model: 'zvt-till-prints',
      can: ['abort', 'day-end', 'last-result', 'pay', 'refund', 'reprint', 'void'],
      identity: { protocolVersion: 'ZVT', terminalId: '28004869' },
    },
    log: [{ at: agoIso(400 * MINUTE_MS), kind: 'connected', tone: 'ok', details: {} }],
  }),
  deviceOf({
    id: 'device-7',
    kind: 'terminal',
    alias: 'Terminal Terrasse',
    endpoint: 'tcp://192.168.1.71:8888',
    state: 'lost',
    lastSeenAt: agoIso(42 * MINUTE_MS),
    failure: { code: 'TERMINAL_NOT_FOUND', details: { endpoint: 'tcp://192.168.1.71:8888' } },
    terminal: { protocol: 'caisse-ap', model: 'caisse-ap-basic', can: ['pay', 'refund'], identity: null },
    log: [{ at: agoIso(41 * MINUTE_MS), kind: 'lost', tone: 'bad', details: { code: 'TERMINAL_NOT_FOUND' } }],
  }),
]

/** Two pads, two printers, a display and two standalone terminals, one of the pads and printers with something to look at. */
export const sampleDevices = (work: DeviceWork | null = null): DevicesView => ({
  devices: [...PADS, ...PRINTERS, ...DISPLAYS, ...TERMINALS],
  work,
})

export function workOf(change: Partial<DeviceWork>): DeviceWork {
  return {
    deviceId: 'device-1',
    endpoint: 'tcp://192.168.1.42:8888',
    kind: 'test-card',
    startedAt: agoIso(4_000),
    limitMs: 60_000,
    progress: null,
    padRows: ['ESSAI           ', 'CARTE SVP       '],
    cancellable: true,
    ...change,
  }
}
