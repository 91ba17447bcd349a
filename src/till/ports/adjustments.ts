import type { SaleLineView, TenderView } from '#contract/views/sale-view.ts'
import type { PaidSale } from './commit-paid-sale.port.ts'
import type { Adjustments, CountedAmount } from './paid-sales.port.ts'

const isPaid = ({ outcome }: TenderView): boolean => outcome === 'received' || outcome === 'approved'

/** 1 for what is sold, −1 for what goes the other way: goods brought back, and lines of a ticket that takes another one back. */
export function lineSign({ returned }: Pick<SaleLineView, 'returned'>, isReturnTicket: boolean): 1 | -1 {
  return (returned !== undefined) === isReturnTicket ? 1 : -1
}

/** What of one sale is not price times quantity: discounts, goods that were brought back, cash that was rounded. */
export function adjustmentsOf({
  lines,
  tenders,
  returnOf,
}: Pick<PaidSale, 'lines' | 'tenders' | 'returnOf'>): Adjustments {
  const isReturn = returnOf !== undefined
  const signed = lines.map((line) => ({ line, sign: lineSign(line, isReturn) }))
  const own = signed.map(({ line, sign }) => sign * line.discountMinor)
  const shared = signed.reduce((sum, { line, sign }) => sum + sign * (line.ticketDiscountMinor ?? 0), 0)
  const back = signed.flatMap(({ line }) => (line.returned === undefined ? [] : [0 - line.totalMinor]))
  const rounded = tenders.filter(isPaid).flatMap(({ roundingMinor }) => roundingMinor ?? [])
  return { discounts: summed([...own, shared]), goodsBack: summed(back), rounding: counted(rounded) }
}

/** Both together. */
export function addAdjustments(one: Adjustments, other: Adjustments): Adjustments {
  const both = (name: keyof Adjustments): CountedAmount => ({
    count: one[name].count + other[name].count,
    amountMinor: one[name].amountMinor + other[name].amountMinor,
  })
  return { discounts: both('discounts'), goodsBack: both('goodsBack'), rounding: both('rounding') }
}

/** What goes back counts off. */
function summed(amounts: readonly number[]): CountedAmount {
  const given = amounts.filter((amountMinor) => amountMinor !== 0)
  const count = given.reduce((sum, amountMinor) => sum + (amountMinor < 0 ? -1 : 1), 0)
  return { count, amountMinor: given.reduce((sum, amountMinor) => sum + amountMinor, 0) }
}

/** Each counts, whichever way it goes. */
function counted(amounts: readonly number[]): CountedAmount {
  return { count: amounts.length, amountMinor: amounts.reduce((sum, amountMinor) => sum + amountMinor, 0) }
}
