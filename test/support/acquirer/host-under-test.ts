import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HostLedgerLine, hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { type AcquirerTimeouts, createIsoAcquirer, type HostNotice } from '#payment/acquirer/iso-acquirer.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
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
export async function startHostUnderTest(args: readonly string[] = []): Promise<HostUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'host-ledger-'))
  const file = join(folder, 'ledger.jsonl')
  const host = await startSimulator('acquirer-host', ['--ledger', file, ...args])
  let notices: HostNotice[] = []
  let acquirer = connectTo(host.endpoint, notices)
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
      acquirer = connectTo(host.endpoint, notices, timeouts)
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
): AcquirerHostPort {
  return createIsoAcquirer({
    alias: 'test-host',
    endpoint,
    profile: ascii87,
    clock: realClock,
    timeouts,
    onNotice: (notice) => notices.push(notice),
  })
}
