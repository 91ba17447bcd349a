import { join } from 'node:path'
import { z } from 'zod'
import type { Request } from '#contract/api.ts'
import { type SimulatorHandle, type SimulatorName, startSimulator } from '#simulators/process/simulator-client.ts'
import { finish, LONG_MS, openPayment, ring, type Scene } from './scene.ts'
import { signInAs } from './second-pad.ts'

type Settings = Request<'devices.addTerminal'>['settings']

interface Kind {
  readonly simulator: SimulatorName
  readonly alias: string
  readonly settings: Settings
  /** The line goes when the terminal has booked and the till has not heard all of it. */
  readonly cut: { readonly do: 'fault'; readonly on: string; readonly kind: 'cut' }
}

const KINDS: readonly Kind[] = [
  {
    simulator: 'zvt-terminal',
    alias: 'Terminal Bar',
    settings: { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' },
    cut: { do: 'fault', on: 'completion', kind: 'cut' },
  },
  {
    simulator: 'caisse-ap-terminal',
    alias: 'Terminal Salle',
    settings: { protocol: 'caisse-ap', model: 'caisse-ap-extended', tillId: '012345678901', tillNumber: '01' },
    cut: { do: 'fault', on: 'pay', kind: 'cut' },
  },
  {
    simulator: 'nexo-terminal',
    alias: 'Terminal Terrasse',
    settings: {
      protocol: 'nexo',
      model: 'nexo-full',
      poiId: 'P400Plus-275039202',
      saleId: 'Caisse-1',
      certificate: '',
      passphrase: 'training',
      keyIdentifier: 'training-key',
      keyVersion: 1,
    },
    cut: { do: 'fault', on: 'Payment', kind: 'cut' },
  },
]

const certificateSchema = z.object({ fingerprint: z.string() })

/** As a technician types them: what stands on the terminal's certificate is compared with what its vendor says. */
async function settingsOf({ settings }: Kind, terminal: SimulatorHandle): Promise<Settings> {
  if (settings.protocol !== 'nexo') return settings
  const { fingerprint } = certificateSchema.parse(await terminal.command({ do: 'certificate' }))
  return { ...settings, certificate: fingerprint }
}

/**
 * A technician sets up a terminal of each protocol; a customer pays on each, and once more while the line goes in the middle: the
 * till asks what became of it and finds the charge. They stay for the day's end.
 *
 * @returns what ends them.
 */
export async function onTerminals(scene: Scene): Promise<() => Promise<void>> {
  const { stage, say } = scene
  const terminals: SimulatorHandle[] = []
  await signInAs(scene, 'technician', '6666')
  for (const kind of KINDS) {
    const { simulator, alias } = kind
    const ledger = join(stage.folder, `${simulator}-ledger.jsonl`)
    const terminal = await startSimulator(simulator, ['--ledger', ledger, '--customer-ms', '900'])
    terminals.push(terminal)
    const { endpoint } = terminal
    const settings = await settingsOf(kind, terminal)
    const found = await stage.ask('devices.probeTerminal', { endpoint, settings })
    const { deviceId } = await stage.ask('devices.addTerminal', { alias, endpoint, settings })
    await stage.ask('devices.testTerminal', { deviceId })
    say(`terminal: ${settings.protocol} no. ${found.terminalId} at ${endpoint}`)
  }
  await signInAs(scene, 'cashier', '1111')
  for (const [index, { settings, cut }] of KINDS.entries()) {
    await payOnTerminal(scene, index, `terminal-${settings.protocol}`)
    await terminals[index]?.command(cut)
    await payOnTerminal(scene, index, `terminal-${settings.protocol}-line-lost`)
  }
  say('terminals: each paid twice, the second time over a line that went: the charge was found')
  return async () => {
    await Promise.all(terminals.map((terminal) => terminal.stop()))
  }
}

/** Chosen among the ways to pay: the pad of the till is the first. */
async function payOnTerminal(scene: Scene, index: number, what: string): Promise<void> {
  const { stage, cashier, words } = scene
  await ring(scene, 2)
  const { sale } = await openPayment(scene)
  await cashier.press('E')
  await cashier.sees(words('ways.title'))
  await cashier.press(String(index + 2))
  await cashier.picture(`${what}-chosen`)
  await cashier.press('Enter')
  await stage.until('the order', ({ payment }) => payment !== null && payment.terminal !== null, LONG_MS)
  await cashier.picture(`${what}-under-way`)
  await finish(scene, sale.id, what)
}
