import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { AcquirerHostPort } from '#payment/ports/acquirer-host.port.ts'
import { TwistScript } from '#simulators/acquirer-host/answer-twists.ts'
import { HostDesk } from '#simulators/acquirer-host/host-desk.ts'
import { HostKeys } from '#simulators/acquirer-host/host-keys.ts'
import { HostLine } from '#simulators/acquirer-host/host-line.ts'
import { HostPrompts } from '#simulators/acquirer-host/host-prompts.ts'
import { HostLedger } from '#simulators/acquirer-host/ledger.ts'
import { FaultScript } from '#simulators/process/faults.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { realClock } from '#test/support/acquirer/real-clock.ts'
import { TERMINAL } from './bench-disk.ts'

/** The simulated bank in this process, at the other end of a real line. */
export async function openBenchHost(
  nextStan: () => Promise<string>,
): Promise<{ readonly host: AcquirerHostPort; readonly ledger: HostLedger; close(): Promise<void> }> {
  const ledger = new HostLedger()
  const keys = new HostKeys(ascii87)
  const desk = new HostDesk({
    profile: ascii87,
    ledger,
    pinFor: () => '1234',
    now: () => new Date(),
    terminals: new Set([TERMINAL.terminalId]),
    keys,
  })
  const scripts = {
    faults: new FaultScript(),
    requestFaults: new FaultScript(),
    twists: new TwistScript(),
    prompts: new HostPrompts(ascii87.hostPrompts),
  }
  const line = new HostLine({ profile: ascii87, desk, keys, ...scripts, emit: () => {}, onBooked: () => {} }, 0)
  await line.up()
  const host = createIsoAcquirer({
    alias: 'Banque',
    endpoint: line.endpoint,
    profile: ascii87,
    clock: realClock,
    nextStan,
  })
  return {
    host,
    ledger,
    close: async () => {
      await host.close()
      await line.down()
    },
  }
}
