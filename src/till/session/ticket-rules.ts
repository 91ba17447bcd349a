import { type Result, succeed } from '#contract/result.ts'
import type { TicketRules } from '#contract/ticket-rules-api.ts'
import { emit, keepHead, person, seal, type TillContext } from '../core/till-context.ts'
import type { TillMemory } from '../core/till-memory.ts'
import type { ShopSettings } from '../ports/settings.port.ts'

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
  const body = { event: 'ticket-rules-set', userId: user.value.id, rules: JSON.parse(JSON.stringify(rules)) }
  const record = seal(context, 'event', options.clock.now(), body)
  await options.settings.saveShopChange(shop, record)
  keepHead(context, record)
  memory.shop = shop
  emit(context, 'till', 'sale')
  return succeed({})
}

function withRules({ shop }: Pick<TillMemory, 'shop'>, rules: TicketRules): ShopSettings {
  const { cashRounding: _, tips: __, cashback: ___, ...others } = shop
  const cashRounding = rules.cashRounding === undefined ? shop.cashRounding : rules.cashRounding
  return {
    ...others,
    ...(rules.pricesExcludeVat !== undefined && { pricesIncludeVat: !rules.pricesExcludeVat }),
    ...(rules.discountNeedsReason !== undefined && { discountNeedsReason: rules.discountNeedsReason }),
    ...(cashRounding && { cashRounding }),
    ...extras(shop, rules),
  }
}

/** What the screen once said holds, whatever the settings file says. */
function extras(shop: ShopSettings, { tips, cashbackLimitMinor }: TicketRules): Partial<ShopSettings> {
  const takesTips = tips === undefined ? shop.tips : tips
  const cashback = cashbackLimitMinor === undefined ? shop.cashback : asCashback(cashbackLimitMinor)
  const isSetHere = tips !== undefined || cashbackLimitMinor !== undefined || shop.extrasSetOnScreen === true
  return {
    ...(takesTips && { tips: takesTips }),
    ...(cashback && { cashback }),
    ...(isSetHere && { extrasSetOnScreen: true }),
  }
}

const asCashback = (limitMinor: number | null) => (limitMinor === null ? null : { limitMinor })
