import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HostLedgerLine, hostLedgerLineSchema } from '#contract/tour-summary.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { type AcquirerTimeouts, createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { AcquirerProfile } from '#payment/iso8583/acquirer-profile.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import { TEST_KEY_ENCRYPTION_KEY } from '#simulators/acquirer-host/host-keys.ts'
import { type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { ascii87 } from './ascii87-profile.ts'
import { realClock } from './real-clock.ts'

/** The host as a process, a driver on its line, and all that the driver tells. */
export interface HostUnderTest {
  readonly host: SimulatorHandle
  readonly acquirer: AcquirerHostPort
  readonly notices: HostNotice[]
  /** Forgets all on the host's side and starts with a new driver. */
  renew(timeouts?: Partial<AcquirerTimeouts>): Promise<void>
  /** The ledger file as it lies on disk. */
  ledgerFile(): HostLedgerLine[]
  /** States of the messages of one type, in order. */
  states(mti: string): string[]
  stop(): Promise<void>
}

/** One process for many tests: starting it costs more than most of them. */
export async function startHostUnderTest(
  args: readonly string[] = [],
  profile: AcquirerProfile = ascii87,
): Promise<HostUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'host-ledger-'))
  const file = join(folder, 'ledger.jsonl')
  const host = await startSimulator('acquirer-host', ['--ledger', file, ...args])
  let notices: HostNotice[] = []
  let acquirer = connectTo(host.endpoint, notices, {}, profile)
  return {
    host,
    get acquirer() {
      return acquirer
    },
    get notices() {
      return notices
    },
    renew: async (timeouts) => {
      await acquirer.close()
      await host.command({ do: 'reset' })
      notices = []
      acquirer = connectTo(host.endpoint, notices, timeouts, profile)
    },
    ledgerFile: () =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => hostLedgerLineSchema.parse(JSON.parse(line))),
    states: (mti) =>
      notices.flatMap((notice) => (notice.kind === 'attempt' && notice.mti === mti ? [notice.state] : [])),
    stop: async () => {
      await acquirer.close()
      await host.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** `notices` collects what the driver tells. Deadlines are those of the product unless given. */
export function connectTo(
  endpoint: string,
  notices: HostNotice[],
  timeouts: Partial<AcquirerTimeouts> = {},
  profile: AcquirerProfile = ascii87,
): AcquirerHostPort {
  return createIsoAcquirer({
    alias: 'test-host',
    endpoint,
    profile,
    clock: realClock,
    nextStan: countingStan(),
    keyEncryptionKey: TEST_KEY_ENCRYPTION_KEY,
    timeouts,
    onNotice: (notice) => notices.push(notice),
  })
}

/** Numbers that no test gives to a sale. */
export function countingStan(): () => Promise<string> {
  let last = 900_000
  return async () => {
    last += 1
    return String(last)
  }
}
