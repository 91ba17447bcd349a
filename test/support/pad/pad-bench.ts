import { simulatedPair } from '#hardware/link/simulated-link.ts'
import { createAbecsPad } from '#hardware/pad/abecs/abecs-driver.ts'
import type { PadNotice, PinPadPort } from '#payment/ports/pin-pad.port.ts'
import type { PinPadCarePort } from '#payment/ports/pin-pad-care.port.ts'
import { Pad, type PadOptions } from '#simulators/abecs-pad/pad.ts'
import { startSimulator } from '#simulators/process/simulator-client.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'

/** A driver and the pad it talks to, however they are joined. */
export interface PadBench {
  readonly driver: PinPadPort & PinPadCarePort
  /** Everything the driver told so far. */
  readonly notices: readonly PadNotice[]
  /** A command of the simulated pad: customer, fault, unplug, plug. */
  control(command: { readonly do: string; readonly [key: string]: unknown }): Promise<unknown>
  /** As it was in the beginning: nobody at the pad, no card in it, no fault, no connection, nothing told. */
  reset(): Promise<void>
  /** Nobody at the pad, no card in it, no fault, nothing told; the connection stays. */
  calm(): Promise<void>
  close(): Promise<void>
}

export interface BenchOptions {
  readonly secure: boolean
  /** Of the pad in memory: edition of its protocol, 2.12 unless told otherwise. */
  readonly specification?: PadOptions['specification']
  readonly stripeForUnknownChip?: boolean
}

const KEY_SLOT = 7
const SETTINGS = { alias: 'pad-1', clock: realClock, acquirerIndex: 1, pinKeyIndex: KEY_SLOT, trackKeyIndex: KEY_SLOT }

function watch(driver: PinPadPort): PadNotice[] {
  const notices: PadNotice[] = []
  driver.onNotice((notice) => notices.push(notice))
  return notices
}

async function reset(driver: PinPadPort, notices: PadNotice[], control: PadBench['control']): Promise<void> {
  await driver.disconnect()
  await control({ do: 'plug' })
  await calm(notices, control)
}

async function calm(notices: PadNotice[], control: PadBench['control']): Promise<void> {
  await control({ do: 'nobody' })
  await control({ do: 'no-faults' })
  const picture = (await control({ do: 'picture' })) as { readonly cardInSlot: string | null }
  if (picture.cardInSlot !== null) await control({ do: 'remove' })
  notices.length = 0
}

/** A simulator in a process of its own, over TCP or over a serial line. */
export async function openProcessBench(line: 'tcp' | 'pty', { secure }: BenchOptions): Promise<PadBench> {
  const simulator = await startSimulator('abecs-pad', line === 'pty' ? ['--pty'] : [])
  const driver = createAbecsPad({ ...SETTINGS, endpoint: simulator.endpoint, secure })
  const notices = watch(driver)
  const control: PadBench['control'] = (command) => simulator.command(command)
  return {
    driver,
    notices,
    control,
    reset: () => reset(driver, notices, control),
    calm: () => calm(notices, control),
    close: async () => {
      await driver.disconnect()
      await simulator.stop()
    },
  }
}

let benchCount = 0

/** The same pad joined to the driver in memory. */
export async function openMemoryBench({
  secure,
  specification,
  stripeForUnknownChip,
}: BenchOptions): Promise<PadBench> {
  benchCount += 1
  const endpoint = `simulated:pad-${benchCount}`
  const { link, far } = simulatedPair(endpoint)
  const pad = new Pad(
    { seed: 3, countersFile: null, emissionsFile: null, readingMs: 25, ...(specification && { specification }) },
    () => {},
  )
  pad.line.attach({ write: far.write, cut: far.unplug })
  far.onBytes((bytes) => pad.line.receive(bytes))
  pad.connect({
    endpoint,
    unplug: async () => {
      far.unplug()
      pad.line.powerCycle()
    },
    plug: async () => far.plug(),
    traffic: () => ({ bytesIn: 0, bytesOut: 0 }),
    close: async () => {},
  })
  const driver = createAbecsPad({
    ...SETTINGS,
    endpoint,
    link,
    secure,
    ...(stripeForUnknownChip !== undefined && { stripeForUnknownChip }),
  })
  const notices = watch(driver)
  const control: PadBench['control'] = (command) => pad.control(command)
  return {
    driver,
    notices,
    control,
    reset: () => reset(driver, notices, control),
    calm: () => calm(notices, control),
    close: async () => {
      await driver.disconnect()
      await pad.line.close()
    },
  }
}
