import type { Slices } from '#contract/views/till-view.ts'
import { sampleDevices, workOf } from './sample-devices.ts'
import type { OpenScreen } from './screen-rig.ts'
import type { ScreenState } from './screen-states.ts'

const keeper: Slices['session'] = {
  kind: 'signed-in',
  signedInAt: new Date().toISOString(),
  user: { id: 'technician', name: 'Technicien', initials: 'TR', role: 'technician' },
}
const withDevices = () => ({ session: keeper, devices: sampleDevices() })

async function press({ page }: OpenScreen, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}
const open = (screen: OpenScreen) => press(screen, 'Shift+F12')
const dialog = ({ page }: OpenScreen) => page.getByRole('dialog')

const PORTS = [
  {
    endpoint: 'serial:/dev/ttyACM0',
    label: '/dev/ttyACM0',
    maker: 'Ingenico',
    serialNumber: '123456',
    usedBy: 'TPE Comptoir',
  },
  { endpoint: 'serial:/dev/ttyACM1', label: '/dev/ttyACM1', maker: 'Ingenico', serialNumber: '654321', usedBy: null },
  { endpoint: 'serial:/dev/ttyUSB0', label: '/dev/ttyUSB0', maker: null, serialNumber: null, usedBy: null },
]

const FINGERPRINT = 'F6:06:8A:0C:1D:3E:77:51:9B:42:C8:0E:D4:35:9A:61:7C:20:B3:5F:88:14:EA:6D:90:3B:57:C1:2E:A4:0F:D9'

const PRINTERS_FOUND = {
  usb: [
    { endpoint: 'usb:04b8:0e15:J2XK001', label: 'TM-T20III', maker: 'EPSON', serialNumber: 'J2XK001', usedBy: null },
  ],
  windows: [
    { endpoint: 'windows:Cuisine', label: 'Cuisine', maker: 'Generic / Text Only', serialNumber: null, usedBy: null },
  ],
}

/** From the list to the place of a new pad. */
async function openPlace(screen: OpenScreen): Promise<void> {
  screen.till.serialPorts = PORTS
  await open(screen)
  await press(screen, 'Enter')
  await dialog(screen).waitFor()
  await press(screen, 'Enter')
  await dialog(screen).getByRole('textbox').waitFor()
}

async function openDisplayPlace(screen: OpenScreen): Promise<void> {
  screen.till.serialPorts = PORTS
  await open(screen)
  await press(screen, 'Enter')
  await dialog(screen).waitFor()
  await press(screen, 'ArrowUp', 'ArrowUp', 'Enter')
  await dialog(screen).getByRole('textbox').waitFor()
}

async function openProofs(screen: OpenScreen): Promise<void> {
  await openPlace(screen)
  await screen.page.keyboard.type('192.168.1.43:8888', { delay: 60 })
  await press(screen, 'Enter')
  await dialog(screen).getByRole('status').waitFor()
  await press(screen, 'Enter')
  await dialog(screen).getByRole('img').waitFor()
}

async function openTerminalPlace(screen: OpenScreen): Promise<void> {
  screen.till.serialPorts = PORTS
  await open(screen)
  await press(screen, 'Enter')
  await dialog(screen).waitFor()
  await press(screen, 'ArrowDown', 'Enter')
  await dialog(screen).locator('input:focus').waitFor()
  await dialog(screen).getByText('/dev/ttyUSB0').waitFor()
}

async function openTerminalFound(screen: OpenScreen): Promise<void> {
  await openTerminalPlace(screen)
  await dialog(screen).getByRole('button', { name: 'ZVT' }).tap()
  await dialog(screen).getByRole('textbox').first().fill('192.168.1.70')
  await press(screen, 'Enter')
  await dialog(screen).getByRole('status').waitFor()
}

/** The devices and their dialogs. */
export const DEVICE_STATES: Readonly<Record<string, ScreenState>> = {
  devices: { slices: withDevices, act: open },
  'devices-none': { slices: () => ({ session: keeper, devices: { devices: [], work: null } }), act: open },
  'devices-cashier': { slices: () => ({ devices: sampleDevices() }), act: open },
  'devices-other-pad': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown')
      await screen.page.getByText('777001').first().waitFor()
    },
  },
  'devices-tables': {
    slices: () => ({
      session: keeper,
      devices: sampleDevices(workOf({ kind: 'load-tables', progress: { done: 3, total: 12 } })),
    }),
    act: open,
  },
  'devices-rename': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown', 'ArrowDown', 'ArrowDown')
      await screen.page.getByRole('region', { name: 'Cuisine' }).getByRole('button').first().tap()
      await screen.page.getByRole('textbox').waitFor()
    },
  },
  'devices-printer': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown', 'ArrowDown')
      await screen.page.getByRole('region', { name: 'Tickets' }).getByRole('group').first().waitFor()
    },
  },
  'devices-kitchen': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown', 'ArrowDown', 'ArrowDown')
      await screen.page.getByRole('region', { name: 'Cuisine' }).getByRole('group').last().scrollIntoViewIfNeeded()
    },
  },
  'devices-remove': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button').last().scrollIntoViewIfNeeded()
      await screen.page.locator('main button[class*="danger"]').tap()
      await dialog(screen).waitFor()
    },
  },
  'add-kind': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'Enter')
      await dialog(screen).waitFor()
    },
  },
  'add-place': {
    slices: withDevices,
    act: async (screen) => {
      await openPlace(screen)
      await press(screen, 'Enter')
    },
  },
  'add-asking': {
    slices: () => ({ session: keeper, devices: sampleDevices(workOf({ kind: 'probe', limitMs: 10_000 })) }),
    act: async (screen) => {
      await openPlace(screen)
      screen.till.unanswered.add('devices.probePad')
      await screen.page.keyboard.type('192.168.1.43:8888', { delay: 60 })
      await press(screen, 'Enter')
      await dialog(screen).getByRole('status').waitFor()
    },
  },
  'add-found': {
    slices: withDevices,
    act: async (screen) => {
      await openPlace(screen)
      await screen.page.keyboard.type('192.168.1.43:8888', { delay: 60 })
      await press(screen, 'Enter')
      await dialog(screen).getByRole('status').waitFor()
    },
  },
  'add-printer-place': {
    slices: withDevices,
    act: async (screen) => {
      screen.till.serialPorts = PORTS
      screen.till.printersFound = PRINTERS_FOUND
      await open(screen)
      await press(screen, 'Enter')
      await dialog(screen).waitFor()
      await press(screen, 'ArrowDown', 'ArrowDown', 'Enter')
      await dialog(screen).getByText('TM-T20III').tap()
      await dialog(screen).locator('input[value^="usb:"]').waitFor()
    },
  },
  'add-printer-found': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'Enter')
      await dialog(screen).waitFor()
      await press(screen, 'ArrowDown', 'ArrowDown', 'Enter')
      await dialog(screen).getByRole('textbox').waitFor()
      await screen.page.keyboard.type('192.168.1.60', { delay: 60 })
      await press(screen, 'Enter')
      await dialog(screen).getByRole('status').waitFor()
    },
  },
  'devices-terminal': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')
      await screen.page.getByText('28004869').waitFor()
    },
  },
  'devices-terminal-away': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: 'Terminal Terrasse' }).tap()
      await screen.page.getByRole('region', { name: 'Terminal Terrasse' }).waitFor()
    },
  },
  'add-terminal-place': { slices: withDevices, act: openTerminalPlace },
  'add-terminal-foreign': {
    slices: withDevices,
    act: async (screen) => {
      await openTerminalPlace(screen)
      screen.till.refused.set('devices.probeTerminal', {
        code: 'DEVICE_IS_ZVT',
        details: { endpoint: 'tcp://192.168.1.70:20007' },
      })
      await dialog(screen).getByRole('textbox').first().fill('192.168.1.70:20007')
      await press(screen, 'Enter')
      await dialog(screen).getByText('192.168.1.70:20007').waitFor()
    },
  },
  'add-terminal-nexo': {
    slices: withDevices,
    act: async (screen) => {
      await openTerminalPlace(screen)
      screen.till.refused.set('devices.probeTerminal', {
        code: 'TERMINAL_UNTRUSTED',
        details: { endpoint: 'tcp://192.168.1.70:8443', fingerprint: FINGERPRINT },
      })
      await dialog(screen).getByRole('button', { name: 'nexo' }).tap()
      const typed = [
        '192.168.1.70',
        'P400Plus-275039202',
        'Caisse-2',
        'CryptoKeyIdentifier12345',
        '1',
        'p@ssw0rd123456',
      ]
      for (const [index, text] of typed.entries()) await dialog(screen).locator('input').nth(index).fill(text)
      await press(screen, 'Enter')
      await dialog(screen).getByText(FINGERPRINT).waitFor()
    },
  },
  'add-terminal-found': { slices: withDevices, act: openTerminalFound },
  'add-terminal-proofs': {
    slices: withDevices,
    act: async (screen) => {
      await openTerminalFound(screen)
      await press(screen, 'Enter')
      await dialog(screen).locator('ol > li').first().waitFor()
      await press(screen, 'Enter')
      await dialog(screen).getByText('28004869').waitFor()
    },
  },
  'devices-display': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown')
      await screen.page.getByRole('img', { name: 'Camembert' }).waitFor()
    },
  },
  'add-display-place': {
    slices: withDevices,
    act: async (screen) => {
      await openDisplayPlace(screen)
      await dialog(screen).getByText('/dev/ttyUSB0').tap()
      await dialog(screen).getByRole('button', { name: '115200' }).waitFor()
    },
  },
  'try-pad': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await screen.page.getByRole('button', { name: 'Essayer' }).tap()
      await dialog(screen).getByRole('img').waitFor()
      await press(screen, 'Enter')
      await dialog(screen).getByText('Affiché').waitFor()
    },
  },
  'add-scale-found': {
    slices: withDevices,
    act: async (screen) => {
      await open(screen)
      await press(screen, 'Enter')
      await dialog(screen).waitFor()
      await press(screen, 'ArrowUp', 'Enter')
      await dialog(screen).getByRole('textbox').waitFor()
      await screen.page.keyboard.type('/dev/ttyUSB1', { delay: 60 })
      await press(screen, 'Enter')
      await dialog(screen).locator('[class*="banner"]').waitFor()
    },
  },
  'add-display-found': {
    slices: withDevices,
    act: async (screen) => {
      await openDisplayPlace(screen)
      await screen.page.keyboard.type('/dev/ttyUSB1', { delay: 60 })
      await press(screen, 'Enter')
      await dialog(screen).getByRole('img').waitFor()
    },
  },
  'add-proofs': {
    slices: () => ({ session: keeper, devices: sampleDevices(workOf({})) }),
    act: async (screen) => {
      await openProofs(screen)
      await press(screen, 'Enter')
      await dialog(screen).getByText('Affiché').waitFor()
      screen.till.unanswered.add('devices.testCard')
      await press(screen, 'Enter')
      await dialog(screen).getByRole('status').nth(1).waitFor()
    },
  },
  keys: { slices: () => ({}), act: (screen) => press(screen, 'Shift+F1') },
}
