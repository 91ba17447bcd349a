import type { TerminalIdentity } from '../engine/sale-request.ts'
import type { OfflineRules } from '../iso8583/acquirer-profile.ts'
import type { AcquirerHostPort, HostRole } from '../ports/acquirer-host.port.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'

/** One contract with one bank: who the till is there, what it may sell alone, and the hosts that speak for the bank. */
export interface Acquirer {
  /** `cb-nord`; on disk with every record of this acquirer, so it never changes. */
  readonly id: string
  readonly terminal: TerminalIdentity
  /** What may be sold without the host. */
  readonly offline: OfflineRules
  readonly primary: AcquirerHostPort
  readonly standby: AcquirerHostPort | null
}

/** What decides with whom a card settles. */
export interface RoutableSale {
  readonly card: CardRead
  readonly amountMinor: number
  readonly currency: string
}

/** The banks of this till. Which of them takes a sale is decided before anything of it leaves. */
export interface AcquirerDirectory {
  /** In the order of the settings. */
  readonly acquirers: readonly Acquirer[]
  /** The acquirer that takes the sale. The same sale always gives the same answer. */
  route(sale: RoutableSale): Acquirer
  /** The acquirer of a record. @throws when the settings know none of that name. */
  acquirer(id: string): Acquirer
}

/** The acquirer of tills that have only one, and of all that was written before tills could have several. */
export const SOLE_ACQUIRER_ID = 'main'

/** A directory of one acquirer, which takes every sale. */
export function soleAcquirer(acquirer: Omit<Acquirer, 'id' | 'standby'>): AcquirerDirectory {
  const sole: Acquirer = { id: SOLE_ACQUIRER_ID, standby: null, ...acquirer }
  return {
    acquirers: [sole],
    route: () => sole,
    acquirer: (id) => {
      if (id !== sole.id) throw new Error(`no acquirer ${id}`)
      return sole
    },
  }
}

/** The host of an acquirer that a message is for. @throws when the acquirer has no standby. */
export function hostOf({ id, primary, standby }: Acquirer, via: HostRole): AcquirerHostPort {
  const host = via === 'primary' ? primary : standby
  if (host === null) throw new Error(`acquirer ${id} has no standby`)
  return host
}
