import { type Acquirer, createDirectory, SOLE_ACQUIRER_ID, withStandby } from '#payment/routing/acquirer-directory.ts'
import { GuardedHost } from '#payment/routing/guarded-host.ts'
import { BENCH_TERMINAL, NEVER_OFFLINE } from './bench-till.ts'
import { LedgerHost } from './ledger-host.ts'
import { ManualClock } from './manual-clock.ts'

export type BenchBanks = ReturnType<typeof benchBanks>

/** One acquirer with two hosts, each with a ledger of its own: a reversal at the wrong one changes nothing at the right one. */
export function benchBanks(parts: Partial<Pick<Acquirer, 'sharedJournal' | 'offline'>> = {}) {
  const { sharedJournal = false, offline = NEVER_OFFLINE } = parts
  const clock = new ManualClock()
  const primary = new LedgerHost()
  const standby = sharedJournal ? new LedgerHost({ ledger: primary.ledger }) : new LedgerHost()
  const listeners = new Set<() => void>()
  let echoes = 0
  const guard = (host: LedgerHost) =>
    new GuardedHost({
      host,
      clock,
      nextStan: async () => {
        echoes += 1
        return String(900_000 + echoes)
      },
      isProbed: true,
      onChange: () => {},
      onReturn: () => {
        for (const listener of listeners) listener()
      },
    })
  const acquirer = withStandby(
    { id: SOLE_ACQUIRER_ID, terminal: BENCH_TERMINAL, offline, sharedJournal },
    { primary: guard(primary), standby: guard(standby) },
  )
  const directory = createDirectory(
    [acquirer],
    () => acquirer.id,
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  )
  return { primary, standby, acquirer, directory, clock }
}
