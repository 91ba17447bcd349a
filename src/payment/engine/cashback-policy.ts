import { formatAmount } from '#contract/money.ts'
import { type Failure, fail } from '#contract/result.ts'
import type { CashbackRules } from '../iso8583/acquirer-profile.ts'
import type { CardRead } from '../ports/pin-pad.port.ts'
import type { CardProduct } from '../products/card-products.ts'
import { handsOutCash } from './amount-parts.ts'
import type { CardProof, PaymentIntent } from './payment-state.ts'

/*
 * Cash is handed out with a sale only where nothing is left to trust: a chip, its PIN, the bank on line, and a bank and a
 * kind of card that have agreed to it. Each check comes as early as it can, before anything has left the till.
 */

/** Why this card hands out no cash: a tap or a stripe, or a kind of card that is not for it. */
export function cardCashbackRefusal(
  intent: PaymentIntent,
  card: CardRead,
  product: CardProduct | null,
): Failure | null {
  if (!handsOutCash(intent)) return null
  if (card.entryMode !== 'chip') return { code: 'PAYMENT_CASHBACK_NEEDS_CHIP' }
  return product !== null && product.cashback !== true ? { code: 'PAYMENT_CASHBACK_NOT_ALLOWED' } : null
}

/** Why the bank that takes this card hands out no cash, or less. */
export function bankCashbackRefusal(
  rules: CashbackRules | null | undefined,
  intent: PaymentIntent,
  { scheme }: CardRead,
): Failure | null {
  if (!handsOutCash(intent)) return null
  if (!rules?.schemes.includes(scheme)) return { code: 'PAYMENT_CASHBACK_NOT_ALLOWED' }
  const { cashbackMinor = 0, currency } = intent
  if (cashbackMinor <= rules.maxMinor) return null
  return fail('PAYMENT_CASHBACK_TOO_HIGH', { limit: formatAmount(rules.maxMinor, currency) }).error
}

/** A chip whose holder typed no code: a card that signs, or one that asks for nothing. */
export function holderCashbackRefusal(intent: PaymentIntent, { pin }: Pick<CardProof, 'pin'>): Failure | null {
  return handsOutCash(intent) && pin === 'none' ? { code: 'PAYMENT_CASHBACK_NEEDS_CHIP' } : null
}
