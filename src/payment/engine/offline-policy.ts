import type { OfflineRules } from '../iso8583/acquirer-profile.ts'
import type { SaleSecrets } from '../ports/acquirer-host.port.ts'
import type { StoredAdvice, StoredPayment } from '../ports/payment-journal.port.ts'
import type { AuthorisationTerms, CardRead } from '../ports/pin-pad.port.ts'

/** What was sold without the bank and is not yet there: the merchant's risk. */
export interface Exposure {
  readonly count: number
  readonly amountMinor: number
  readonly oldestAt: string | null
}

const HOUR_MS = 3_600_000

/**
 * Sales at one acquirer whose money nobody has promised yet; a refused one is a loss already, and limits nothing more.
 */
export function exposureOf(advices: readonly StoredAdvice[], acquirerId: string): Exposure {
  const open = advices.filter(
    ({ state, seenBy, payment }) =>
      acquirerOf(payment) === acquirerId &&
      !isPromised(payment) &&
      (state === 'waiting' || state === 'sent' || (state === 'parked' && seenBy === null)),
  )
  return {
    count: open.length,
    amountMinor: open.reduce((sum, { payment }) => sum + payment.state.intent.amountMinor, 0),
    oldestAt: open[0]?.approvedAt ?? null,
  }
}

/** The bank holds the amount of a reservation, or gave its word on the telephone: nobody risks anything. */
function isPromised({ state }: StoredPayment): boolean {
  const basis = state.kind === 'approved' ? state.offline?.basis : undefined
  return basis === 'completion' || basis === 'voice'
}

/** Whose a sale is that was approved without the host. */
export function acquirerOf({ state }: StoredPayment): string | null {
  return state.kind === 'approved' ? state.request.acquirerId : null
}

/** How much more the ceilings allow; zero when one of them is reached. */
function roomMinor(rules: OfflineRules, { count, amountMinor, oldestAt }: Exposure, now: string): number {
  const { standIn } = rules
  if (standIn === null) return Number.POSITIVE_INFINITY
  const ageMs = oldestAt === null ? 0 : Date.parse(now) - Date.parse(oldestAt)
  if (count >= standIn.countMax || ageMs >= standIn.ageMaxHours * HOUR_MS) return 0
  return Math.max(0, standIn.exposureMaxMinor - amountMinor)
}

/** The figure of the status bar: nothing where the till may not stand in. */
export function standInLeftMinor(rules: OfflineRules, exposure: Exposure, now: string): number {
  return rules.standIn?.enabled ? roomMinor(rules, exposure, now) : 0
}

interface OfflineSale {
  readonly bankOnly: boolean
  readonly amountMinor: number
  readonly card: CardRead
  readonly now: string
}

/**
 * May the card say yes by itself? Up to the floor limit of its scheme, while the ceilings leave room, and never a
 * stripe: it has nothing to prove that it was there. A card whose sale the till may stand in for is sent to the bank
 * by a floor limit of zero, not by force: a card that was forced refuses once the bank cannot be reached.
 */
export function authorisationTerms(rules: OfflineRules, exposure: Exposure, sale: OfflineSale): AuthorisationTerms {
  const floorLimitMinor = rules.floorLimitMinorByScheme[sale.card.scheme] ?? 0
  const allowed =
    !sale.bankOnly &&
    sale.card.entryMode !== 'stripe' &&
    sale.amountMinor <= floorLimitMinor &&
    sale.amountMinor <= roomMinor(rules, exposure, sale.now)
  if (allowed) return { forceOnline: false, floorLimitMinor }
  return { forceOnline: !standInCovers(rules, exposure, sale), floorLimitMinor: 0 }
}

function standInCovers(rules: OfflineRules, exposure: Exposure, sale: OfflineSale): boolean {
  const { standIn } = rules
  return (
    standIn?.enabled === true &&
    !sale.bankOnly &&
    sale.card.entryMode !== 'stripe' &&
    standIn.schemes.includes(sale.card.scheme) &&
    sale.amountMinor <= standIn.perSaleMaxMinor &&
    sale.amountMinor <= roomMinor(rules, exposure, sale.now)
  )
}

/** May the till answer for a bank that cannot be reached? Never with a PIN block: that is not stored for later. */
export function mayStandIn(
  rules: OfflineRules,
  exposure: Exposure,
  sale: OfflineSale & { readonly secrets: SaleSecrets },
): boolean {
  return sale.secrets.pinBlockHex === null && standInCovers(rules, exposure, sale)
}
