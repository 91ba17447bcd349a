import { LIMITS } from '#contract/limits.ts'
import { formatAmount } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { TillContext } from '../core/till-context.ts'
import type { ShopSettings } from '../ports/settings.port.ts'

/** What a card is charged besides its part of the ticket: left out where there is none, as on disk. */
export interface CardExtras {
  readonly tipMinor?: number
  readonly cashbackMinor?: number
}

/** Those of a tender, a part or a call, without the ones that are nothing. */
export function extrasOf({ tipMinor = 0, cashbackMinor = 0 }: Extras): CardExtras {
  return { ...(tipMinor !== 0 && { tipMinor }), ...(cashbackMinor !== 0 && { cashbackMinor }) }
}

/** As the contract has them. */
type Extras = { readonly [Name in keyof CardExtras]?: number | undefined }

/** What they come to. */
export function extraMinor({ tipMinor = 0, cashbackMinor = 0 }: Extras): number {
  return tipMinor + cashbackMinor
}

/** Below zero, for money that goes back. */
export function takenBack({ tipMinor = 0, cashbackMinor = 0 }: Extras): CardExtras {
  return extrasOf({ tipMinor: 0 - tipMinor, cashbackMinor: 0 - cashbackMinor })
}

/** Cash that the shop hands out with one card payment; null for none. */
export function cashbackLimitMinor({ cashback }: Pick<ShopSettings, 'cashback'>): number | null {
  return cashback === undefined ? null : Math.min(cashback.limitMinor, LIMITS.cashbackMaxMinor)
}

/**
 * Whether the shop takes these with a card that pays `amountMinor` of a ticket. A tip is no more than what the card pays:
 * a slip of the finger stops here. What card and bank say of cash, the card side knows.
 * Errors: SALE_TIP_NOT_TAKEN, SALE_TIP_TOO_HIGH, PAYMENT_CASHBACK_NOT_ALLOWED, PAYMENT_CASHBACK_TOO_HIGH.
 */
export function mayCharge({ memory }: TillContext, amountMinor: number, extras: CardExtras): Result<null> {
  const { tipMinor = 0, cashbackMinor = 0 } = extras
  const { shop } = memory
  if (tipMinor > 0 && shop.tips === undefined) return fail('SALE_TIP_NOT_TAKEN')
  if (tipMinor > amountMinor) return fail('SALE_TIP_TOO_HIGH')
  if (cashbackMinor === 0) return succeed(null)
  const limitMinor = cashbackLimitMinor(shop)
  if (limitMinor === null) return fail('PAYMENT_CASHBACK_NOT_ALLOWED')
  if (cashbackMinor <= limitMinor) return succeed(null)
  return fail('PAYMENT_CASHBACK_TOO_HIGH', { limit: formatAmount(limitMinor, shop.currency) })
}
