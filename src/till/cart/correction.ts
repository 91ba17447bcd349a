import type { Json } from '#contract/json.ts'
import type { TicketDiscount } from '#contract/views/sale-view.ts'
import type { CartLine } from '../ports/open-sales.port.ts'
import type { Cart, CartAction } from './cart.ts'
import { lineTotals } from './line-totals.ts'

type Trace = Readonly<Record<string, Json>>

/**
 * What a change of a ticket leaves in the fiscal chain: lines taken off or made smaller, prices and discounts given by hand, goods
 * that come back. Null for what only adds. Pure; the event goes to disk together with the change.
 */
export function correctionOf(before: Cart, after: Cart, action: CartAction): Trace | null {
  if (action.kind === 'add' || action.kind === 'add-gift-card' || action.kind === 'set-note') return null
  if (action.kind === 'restore') {
    return before.removedLine ? { event: 'line-restored', ...named(before.removedLine) } : null
  }
  if (action.kind === 'discount-ticket') return ticketDiscount(before, action.discount)
  const line = before.lines.find(({ id }) => id === action.lineId)
  if (line === undefined) return null
  const left = after.lines.find(({ id }) => id === action.lineId)
  if (left === undefined) return { event: 'line-removed', ...named(line), totalMinor: lineTotals(line).totalMinor }
  if (action.kind === 'bring-back') return broughtBack(line, after, action.reason)
  const reason = 'reason' in action ? action.reason : undefined
  const trace = lineChange(line, left)
  return trace === null || reason === undefined ? trace : { ...trace, reason }
}

function lineChange(line: CartLine, left: CartLine): Trace | null {
  if (line.returned !== undefined && left.quantityMilli > line.quantityMilli) {
    return { event: 'goods-back', ...named(left), reason: line.returned.reason }
  }
  if (left.quantityMilli < line.quantityMilli) {
    const { totalMinor } = lineTotals(left)
    return { event: 'quantity-lowered', ...named(line), leftMilli: left.quantityMilli, totalMinor }
  }
  if (left.unitPriceMinor !== line.unitPriceMinor) {
    const prices = { fromMinor: line.unitPriceMinor, toMinor: left.unitPriceMinor }
    return { event: 'price-changed', ...named(line), ...prices }
  }
  const discountMinor = lineTotals(left).discountMinor
  if (discountMinor === lineTotals(line).discountMinor) return null
  return { event: 'line-discounted', ...named(line), fromMinor: lineTotals(line).discountMinor, discountMinor }
}

function broughtBack(line: CartLine, after: Cart, reason: string): Trace {
  if (line.returned !== undefined) return { event: 'return-undone', ...named(line) }
  const back = after.lines.find(({ id }) => id === after.touchedLineId)
  const quantityMilli = back?.quantityMilli ?? line.quantityMilli
  return { event: 'goods-back', ...named(line), quantityMilli, reason }
}

function ticketDiscount({ discount: before }: Cart, discount: TicketDiscount | null): Trace | null {
  if (discount === null) return before ? { event: 'ticket-discount-removed' } : null
  const { kind, reason } = discount
  return {
    event: 'ticket-discounted',
    ...(kind === 'percent' ? { basisPoints: discount.basisPoints } : { amountMinor: discount.amountMinor }),
    ...(reason !== undefined && { reason }),
  }
}

const named = ({ name, quantityMilli }: CartLine) => ({ name, quantityMilli })
