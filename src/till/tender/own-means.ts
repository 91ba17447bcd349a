import type { Locale } from '#contract/locale.ts'
import type { CartLine } from '../ports/open-sales.port.ts'
import type { ShopSettings, TenderMeans } from '../ports/settings.port.ts'
import { meansKindName } from '../tickets/ticket-words.ts'

/** What a shop takes that says nothing else. */
const USUAL_MEANS: readonly TenderMeans[] = [
  { id: 'cheque', kind: 'cheque', excess: 'refused', opensDrawer: true, isCounted: true },
  { id: 'voucher', kind: 'voucher', excess: 'kept', opensDrawer: true, isCounted: true },
  { id: 'transfer', kind: 'transfer', excess: 'refused', opensDrawer: false, isCounted: false },
]

/** The ways to pay of the shop's own, in the order of its settings. */
export function shopMeans({ tenderMeans = USUAL_MEANS }: Pick<ShopSettings, 'tenderMeans'>): readonly TenderMeans[] {
  return tenderMeans
}

/** As keys and papers call it: the shop's own name, else the usual one in the language of the till. */
export function meansName({ name, kind, id }: TenderMeans, locale: Locale): string {
  return name ?? (kind === 'own' ? id : meansKindName(kind, locale))
}

/** What of these lines it may pay: those of its families, where it is for some; what came back of them is taken off. */
export function eligibleMinor(
  { families }: TenderMeans,
  lines: readonly (Pick<CartLine, 'id' | 'familyId' | 'giftCard'> & { readonly totalMinor: number })[],
): number {
  const isPaid = ({ familyId, giftCard }: Pick<CartLine, 'familyId' | 'giftCard'>) =>
    families === undefined || (giftCard === undefined && familyId !== undefined && families.includes(familyId))
  return Math.max(
    0,
    lines.filter(isPaid).reduce((sum, { totalMinor }) => sum + totalMinor, 0),
  )
}

/** What one way to pay, of the shop's own or a kind of card, has paid of a ticket. */
export interface PaidByMeans {
  readonly means: Pick<TenderMeans, 'id' | 'families'>
  readonly amountMinor: number
}

/**
 * What a way to pay for some goods may still pay of these lines, whatever the others of its kind paid: no goods are paid twice. Of each
 * group of ways the goods that any of them is for must be worth what all of them pay, which is enough (Hall's theorem).
 *
 * @param paid what each way has paid of the ticket, cards for some goods among them.
 */
export function stillEligibleMinor(
  means: TenderMeans,
  paid: readonly PaidByMeans[],
  lines: Parameters<typeof eligibleMinor>[1],
): number {
  const others = paid.filter((one) => one.means.id !== means.id && one.means.families !== undefined)
  const ownMinor = paid.find((one) => one.means.id === means.id)?.amountMinor ?? 0
  const groups: (typeof others)[] = [[]]
  for (const one of others) groups.push(...groups.map((group) => [...group, one]))
  const left = groups.map((group) => {
    const families = [means, ...group.map((one) => one.means)].flatMap((one) => one.families ?? [])
    const paidMinor = group.reduce((sum, { amountMinor }) => sum + amountMinor, ownMinor)
    return eligibleMinor({ ...means, families }, lines) - paidMinor
  })
  return Math.min(...left)
}
