import type { HostRole } from '../ports/acquirer-host.port.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import type { Acquirer, AcquirerDirectory } from '../routing/acquirer-directory.ts'
import { mayHearOf, rolesOf } from '../routing/failover.ts'

type Journal = Pick<PaymentJournalPort, 'openReversals'>

/** The hosts of an acquirer that must hear of a reversal before anything else. */
export async function owedHosts(acquirer: Acquirer, journal: Journal): Promise<readonly HostRole[]> {
  const reversals = await journal.openReversals()
  return reversals
    .filter(({ state, request }) => state === 'queued' && request.acquirerId === acquirer.id)
    .flatMap(({ via }) => mayHearOf(acquirer, via))
}

/**
 * The host that takes the next request: one that no reversal waits for, for a reversal goes ahead of every other message
 * (acquirer-host sheet 2.1). Null when there is none. One that was given up is still asked where nobody else can be.
 */
export async function freeHost(acquirer: Acquirer, journal: Journal): Promise<HostRole | null> {
  const owed = await owedHosts(acquirer, journal)
  return rolesOf(acquirer).find((role) => !owed.includes(role)) ?? null
}

/** Whether some acquirer could take a request now; which one does is known only once the card is read. */
export async function anyFreeHost({ acquirers }: AcquirerDirectory, journal: Journal): Promise<boolean> {
  for (const acquirer of acquirers) if ((await freeHost(acquirer, journal)) !== null) return true
  return false
}
