import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { composeTill } from '#main/compose.ts'
import type { TillOptions } from '#main/running-till.ts'
import { type SimulatorHandle, type SimulatorName, startSimulator } from '#simulators/process/simulator-client.ts'
import { type Desk, deskOf } from '#test/support/bad-input/desk.ts'
import '#test/support/quick-hashes.ts'

export const PEOPLE = {
  cashier: { userId: 'ines', pin: '1111' },
  manager: { userId: 'claire', pin: '3333' },
  technician: { userId: 'technician', pin: '6666' },
} as const

/** The whole till on simulators in processes of their own, as a technician finds it. */
export async function openDeviceTill() {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-device-till-'))
  const simulators: SimulatorHandle[] = []
  const simulator = async (name: SimulatorName, ...args: readonly string[]) => {
    const started = await startSimulator(name, args)
    simulators.push(started)
    return started
  }
  const [pad, host, printer] = await Promise.all([
    simulator('abecs-pad'),
    simulator('acquirer-host', '--ledger', join(folder, 'ledger.jsonl')),
    simulator('escpos-printer'),
  ])
  const options: TillOptions = {
    dataFolder: join(folder, 'data'),
    training: true,
    padEndpoint: pad.endpoint,
    hostEndpoint: host.endpoint,
    printerEndpoint: printer.endpoint,
  }
  let desk: Desk | null = null
  const open = async (changes: Partial<TillOptions> = {}): Promise<Desk> => {
    await desk?.close()
    const opened = await composeTill({ ...options, ...changes })
    if (!opened.ok) throw new Error(opened.error.code)
    desk = deskOf(opened.value)
    await desk.ask('session.signIn', PEOPLE.technician)
    return desk
  }
  /** What the bank charged in all, by its own book. */
  const netMinor = () =>
    readFileSync(join(folder, 'ledger.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .reduce((sum, line) => sum + hostLedgerLineSchema.parse(JSON.parse(line)).amountMinor, 0)
  return {
    netMinor,
    folder,
    pad,
    host,
    printer,
    simulator,
    open,
    close: async () => {
      await desk?.close()
      await Promise.all(simulators.map((each) => each.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same person leaves, another one comes. */
export async function signInAs(desk: Desk, person: keyof typeof PEOPLE): Promise<void> {
  await desk.ask('session.lock', {})
  await desk.ask('session.signIn', PEOPLE[person])
}

/** The device of that name, once `matches` holds of it. */
export function untilDevice(
  desk: Desk,
  alias: string,
  matches: (device: Awaited<ReturnType<Desk['look']>>['devices']['devices'][number]) => boolean,
) {
  return desk.until(`device ${alias}`, ({ devices }) =>
    devices.devices.some((device) => device.alias === alias && matches(device)),
  )
}
