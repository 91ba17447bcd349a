import type { Currency } from '#contract/money.ts'
import type { TerminalIdentity } from '../engine/sale-request.ts'
import type { CashbackRules, OfflineRules } from '../iso8583/acquirer-profile.ts'
import type { BankOperation } from '../iso8583/bank-operations.ts'
import type { AcquirerHostPort, HostRole } from '../ports/acquirer-host.port.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'
import type { GuardedHost } from './guarded-host.ts'

/** One contract with one bank: who the till is there, what it may sell alone, and the hosts that speak for the bank. */
export interface Acquirer {
  /** `cb-nord`; on disk with every record of this acquirer, so it never changes. */
  readonly id: string
  readonly terminal: TerminalIdentity
  /** What may be sold without the host. */
  readonly offline: OfflineRules
  /** When it hands out cash with a sale; left out: never. */
  readonly cashback?: CashbackRules | null
  /** How long it keeps a reservation; left out: as long as most do. */
  readonly reservationDays?: number
  readonly primary: AcquirerHostPort
  readonly standby: AcquirerHostPort | null
  /** Primary and standby keep one journal: what one of them knows, the other knows. */
  readonly sharedJournal: boolean
  /** The host that takes a new request. */
  readonly serving: () => HostRole
  /** The host was given up for now, and another one can be asked. Never true of the only host. */
  readonly isAway: (role: HostRole) => boolean
}

/** What decides with whom a card settles. */
export interface RoutableSale {
  readonly card: Pick<CardRead, 'scheme' | 'maskedPan' | 'applicationId'>
  readonly amountMinor: number
  readonly currency: Currency
  readonly operation: BankOperation
  /** The card product, where the till knows one. */
  readonly product: string | null
}

/** The banks of this till. Which of them takes a sale is decided before anything of it leaves. */
export interface AcquirerDirectory {
  /** In the order of the settings. */
  readonly acquirers: readonly Acquirer[]
  /** The acquirer that takes the sale; null when none does. The same sale always gives the same answer. */
  route(sale: RoutableSale): Acquirer | null
  /** The acquirer of a record. @throws when the settings know none of that name. */
  acquirer(id: string): Acquirer
  /** A host that was given up answers again. @returns what ends the listening. */
  onReturn(listener: () => void): () => void
}

/** The acquirer of tills that have only one, and of all that was written before tills could have several. */
export const SOLE_ACQUIRER_ID = 'main'

/** An acquirer with one host, which is always the one to ask. */
export function withOneHost(
  acquirer: Pick<Acquirer, 'id' | 'terminal' | 'offline' | 'primary' | 'reservationDays' | 'cashback'>,
): Acquirer {
  return { ...acquirer, standby: null, sharedJournal: false, serving: () => 'primary', isAway: () => false }
}

/**
 * An acquirer with a standby. The primary serves while it is there and does not say by itself that it cannot help; when
 * neither is there the primary is tried.
 */
export function withStandby(
  acquirer: Pick<Acquirer, 'id' | 'terminal' | 'offline' | 'sharedJournal' | 'reservationDays' | 'cashback'>,
  hosts: { readonly primary: GuardedHost; readonly standby: GuardedHost },
): Acquirer {
  const roles = ['primary', 'standby'] as const
  const isAway = (role: HostRole) => hosts[role].isAway
  const serving = () => {
    const there = roles.filter((role) => !isAway(role))
    return there.find((role) => !hosts[role].isAvoided) ?? there[0] ?? 'primary'
  }
  return { ...acquirer, primary: hosts.primary.port, standby: hosts.standby.port, serving, isAway }
}

/** @param route the id of the acquirer that takes a sale; null when none does. */
export function createDirectory(
  acquirers: readonly Acquirer[],
  route: (sale: RoutableSale) => string | null,
  onReturn: AcquirerDirectory['onReturn'] = () => () => {},
): AcquirerDirectory {
  const acquirer = (id: string): Acquirer => {
    const found = acquirers.find((one) => one.id === id)
    if (found === undefined) throw new Error(`no acquirer ${id}`)
    return found
  }
  const routed = (sale: RoutableSale) => {
    const id = route(sale)
    return id === null ? null : acquirer(id)
  }
  return { acquirers, route: routed, acquirer, onReturn }
}

/** A directory of one acquirer with one host, which takes every sale. */
export function soleAcquirer(
  acquirer: Pick<Acquirer, 'terminal' | 'offline' | 'primary' | 'cashback'>,
): AcquirerDirectory {
  const sole = withOneHost({ id: SOLE_ACQUIRER_ID, ...acquirer })
  return createDirectory([sole], () => sole.id)
}

/** The host of an acquirer that a message is for. @throws when the acquirer has no standby. */
export function hostOf({ id, primary, standby }: Acquirer, via: HostRole): AcquirerHostPort {
  const host = via === 'primary' ? primary : standby
  if (host === null) throw new Error(`acquirer ${id} has no standby`)
  return host
}
