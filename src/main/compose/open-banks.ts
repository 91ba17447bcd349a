import type { StatusView } from '#contract/views/till-view.ts'
import type { HostNotice } from '#payment/acquirer/host-session.ts'
import { createIsoAcquirer } from '#payment/acquirer/iso-acquirer.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import {
  type Acquirer,
  type AcquirerDirectory,
  createDirectory,
  withOneHost,
  withStandby,
} from '#payment/routing/acquirer-directory.ts'
import { GuardedHost } from '#payment/routing/guarded-host.ts'
import { acquirerFor } from '#payment/routing/routing-rules.ts'
import type { BankSettings } from './acquirer-settings.ts'
import type { Banks } from './bank-settings.ts'

export interface OpenBanksOptions {
  readonly banks: Banks
  readonly clock: ClockPort
  readonly journal: Pick<PaymentJournalPort, 'nextStan'>
  readonly onNotice: (notice: HostNotice) => void
  readonly onChange: () => void
}

export interface OpenBanks {
  readonly directory: AcquirerDirectory
  status(): Pick<StatusView, 'host' | 'banks'>
  close(): Promise<void>
}

interface Bank {
  readonly settings: BankSettings
  readonly acquirer: Acquirer
  readonly primary: GuardedHost
  readonly standby: GuardedHost | null
}

/** The lines to the banks of a till, and what the status bar says of them. Nothing is said on them yet. */
export function openBanks({ banks, clock, journal, onNotice, onChange }: OpenBanksOptions): OpenBanks {
  const listeners = new Set<() => void>()
  const guard = (settings: BankSettings, endpoint: string): GuardedHost => {
    const { id, name, profile, tls, keyEncryptionKey, standby } = settings
    const nextStan = () => journal.nextStan(id)
    const secured = { ...(tls ? { tls } : {}), ...(keyEncryptionKey ? { keyEncryptionKey } : {}) }
    const host = createIsoAcquirer({ alias: name, endpoint, profile, ...secured, clock, nextStan, onNotice })
    const onReturn = () => {
      for (const listener of listeners) listener()
    }
    return new GuardedHost({ host, clock, nextStan, isProbed: standby !== null, onChange, onReturn })
  }
  const opened = banks.acquirers.map((settings): Bank => {
    const { id, terminal, profile, sharedJournal } = settings
    const { offline, reservationDays, cashback } = profile
    const identity = { id, terminal, offline, reservationDays, cashback, sharedJournal }
    const primary = guard(settings, settings.host)
    const standby = settings.standby === null ? null : guard(settings, settings.standby)
    const acquirer =
      standby === null
        ? withOneHost({ ...identity, primary: primary.port })
        : withStandby(identity, { primary, standby })
    return { settings, acquirer, primary, standby }
  })
  const directory = createDirectory(
    opened.map(({ acquirer }) => acquirer),
    (sale) => acquirerFor(banks.routing, sale),
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  )
  return {
    directory,
    status: () => statusOf(opened),
    close: async () => {
      await Promise.all(opened.flatMap(({ primary, standby }) => [primary.close(), standby?.close()]))
    },
  }
}

function statusOf(opened: readonly Bank[]): Pick<StatusView, 'host' | 'banks'> {
  const banks = opened.map(({ settings, acquirer, primary, standby }) => ({
    id: settings.id,
    name: settings.name,
    referralPhone: settings.referralPhone ?? null,
    merchantId: settings.terminal.merchantId,
    serving: acquirer.serving(),
    hosts: [
      hostStatus('primary', settings.host, primary),
      ...(standby === null || settings.standby === null ? [] : [hostStatus('standby', settings.standby, standby)]),
    ],
  }))
  const [first] = banks
  const host = first?.hosts.find(({ role }) => role === first.serving)
  if (first === undefined || host === undefined) throw new Error('a till without a bank')
  const { endpoint, state, lastSeenAt } = host
  return { host: { alias: first.name, endpoint, state, lastSeenAt }, banks }
}

function hostStatus(role: 'primary' | 'standby', endpoint: string, { health, isAway }: GuardedHost) {
  return { role, endpoint, ...health, isAway }
}
