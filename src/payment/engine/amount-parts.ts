import type { PaymentIntent } from './payment-state.ts'

type Asked = Pick<PaymentIntent, 'amountMinor' | 'tipMinor' | 'cashbackMinor'>

/** What the amount pays of the ticket: the rest of it is the tip, and the cash that the customer takes along. */
export function ticketMinor({ amountMinor, tipMinor = 0, cashbackMinor = 0 }: Asked): number {
  return amountMinor - tipMinor - cashbackMinor
}

/** Only the bank's own yes to all of it opens the drawer: no card and no till answers for it, and no part is kept. */
export function handsOutCash({ cashbackMinor = 0 }: Pick<Asked, 'cashbackMinor'>): boolean {
  return cashbackMinor > 0
}

/** The parts that there are, to be kept beside an amount. */
export function partsOf({ tipMinor = 0, cashbackMinor = 0 }: Pick<Asked, 'tipMinor' | 'cashbackMinor'>) {
  return { ...(tipMinor > 0 && { tipMinor }), ...(cashbackMinor > 0 && { cashbackMinor }) }
}

/** Of a charge that money goes back of: what it was, and what went back before. */
interface Charge extends Asked {
  readonly refundedMinor: number
}

/**
 * What a refund gives back of the tip: goods go back first, and the tip with the last of them. The cash that was handed
 * out is the customer's own, and no refund pays it.
 */
export function refundedTipMinor(charge: Charge, amountMinor: number): number {
  const { tipMinor = 0, refundedMinor } = charge
  const goodsMinor = ticketMinor(charge)
  const tipBack = (backMinor: number) => Math.min(tipMinor, Math.max(0, backMinor - goodsMinor))
  return tipBack(refundedMinor + amountMinor) - tipBack(refundedMinor)
}
