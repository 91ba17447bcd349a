import { type Result, succeed } from '#contract/result.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import { emit, person, seal, type TillContext } from '../core/till-context.ts'
import type { TillMemory } from '../core/till-memory.ts'
import type { ShopSettings, TenderMeans } from '../ports/settings.port.ts'
import { shopMeans } from '../tender/own-means.ts'

/**
 * Changes how tickets are made up and paid; the ticket in hand keeps the prices it began with. Who did it, and what, is an event of the
 * fiscal chain. Errors: SESSION_LOCKED.
 */
export async function setTicketRules(
  context: TillContext,
  rules: TicketRules,
): Promise<Result<Record<string, never>, 'SESSION_LOCKED'>> {
  const { memory, options } = context
  const user = person(context)
  if (!user.ok) return user
  const shop = withRules(memory, rules)
  await options.settings.saveShop(shop)
  memory.shop = shop
  const body = { event: 'ticket-rules-set', userId: user.value.id, rules: JSON.parse(JSON.stringify(rules)) }
  const record = seal(context, 'event', options.clock.now(), body)
  await options.fiscalChain.append(record, [])
  memory.fiscalHead = record
  emit(context, 'till', 'sale')
  return succeed({})
}

function withRules({ shop, families }: Pick<TillMemory, 'shop' | 'families'>, rules: TicketRules): ShopSettings {
  const { cashRounding: _, ...others } = shop
  const cashRounding = rules.cashRounding === undefined ? shop.cashRounding : rules.cashRounding
  return {
    ...others,
    ...(rules.pricesExcludeVat !== undefined && { pricesIncludeVat: !rules.pricesExcludeVat }),
    ...(rules.discountNeedsReason !== undefined && { discountNeedsReason: rules.discountNeedsReason }),
    ...(cashRounding && { cashRounding }),
    ...(rules.means && { tenderMeans: meansOf(shop, families, rules.means) }),
  }
}

/** What the shop knows of a kind already stays: its name, the goods it is for. */
function meansOf(
  shop: ShopSettings,
  families: TillMemory['families'],
  wanted: NonNullable<TicketRules['means']>,
): readonly TenderMeans[] {
  const known = shopMeans(shop)
  return wanted.map(({ kind, excess }) => {
    const before = known.find((means) => means.kind === kind)
    return before === undefined ? { ...freshMeans(kind, families), excess } : { ...before, excess }
  })
}

/** A paper meal voucher pays for what is eaten: the families of food of the shop, drinks left out. */
const FOOD_FAMILIES = ['bakery', 'dairy', 'deli', 'fruit']

function freshMeans(kind: TenderMeans['kind'], families: TillMemory['families']): Omit<TenderMeans, 'excess'> {
  const food = FOOD_FAMILIES.filter((id) => families.some((family) => family.id === id))
  const isMeal = kind === 'meal-voucher' && food.length > 0
  const lies = kind !== 'transfer'
  return { id: kind, kind, opensDrawer: lies, isCounted: lies, ...(isMeal && { families: food }) }
}
