import type { TFunction } from 'i18next'
import { type Currency, formatAmount } from '#contract/money.ts'
import type { TenderView } from '#contract/views/sale-view.ts'

/** Of a card, or of a tender: what it is charged besides its part of the ticket. */
export interface Extras {
  readonly tipMinor?: number | undefined
  readonly cashbackMinor?: number | undefined
}

/** `Pourboire 2,50 €`, `Retrait 20,00 €`: what there is. */
export function extraWords(t: TFunction, { tipMinor = 0, cashbackMinor = 0 }: Extras, currency: Currency): string[] {
  return [
    ...(tipMinor === 0 ? [] : [t('extras.tip', { amount: formatAmount(tipMinor, currency) })]),
    ...(cashbackMinor === 0 ? [] : [t('extras.cashback', { amount: formatAmount(cashbackMinor, currency) })]),
  ]
}

/**
 * Cash that was handed out with a card whose charge went back since: the customer still has it. It is handed out with an approval and
 * nothing less, which alone names the card's scheme.
 */
export function cashToTakeBackMinor({
  outcome,
  scheme,
  cashbackMinor = 0,
}: Pick<TenderView, 'outcome' | 'scheme' | 'cashbackMinor'>): number {
  return outcome === 'reversed' && scheme !== null ? cashbackMinor : 0
}
