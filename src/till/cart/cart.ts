import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { GiftCardOperation, TicketDiscount } from '#contract/views/sale-view.ts'
import type { AgreedProduct } from '../goods/agreed-product.ts'
import { goodsOf, isDeposit, withDeposits } from '../goods/deposit-lines.ts'
import type { CartLine } from '../ports/open-sales.port.ts'
import { discountableMinor, fullMinorOf } from './line-totals.ts'
import { saleFigures } from './sale-figures.ts'

/** The lines of a ticket, the one the last action touched, and what is taken off all of them. */
export interface Cart {
  readonly lines: readonly CartLine[]
  readonly touchedLineId: string | null
  readonly discount?: TicketDiscount | null
  readonly pricesExcludeVat?: true
  /** What was taken off last. */
  readonly removedLine?: CartLine | null
}

/** Who orders something, when, and for which course. */
export type LineOrder = Pick<CartLine, 'course' | 'orderedBy' | 'orderedAt'>

export type CartAction =
  | {
      readonly kind: 'add'
      readonly lineId: string
      readonly product: AgreedProduct
      readonly quantityMilli: number
      /** Of a table's ticket. */
      readonly order?: LineOrder
    }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantityMilli: number }
  | { readonly kind: 'set-price'; readonly lineId: string; readonly unitPriceMinor: number }
  /** A reason is for the trace alone. */
  | { readonly kind: 'set-discount'; readonly lineId: string; readonly basisPoints: number; readonly reason?: string }
  | {
      readonly kind: 'set-discount-amount'
      readonly lineId: string
      readonly amountMinor: number
      readonly reason?: string
    }
  /** An empty note takes the one that is there away. */
  | { readonly kind: 'set-note'; readonly lineId: string; readonly note: string }
  | BringBack
  | { readonly kind: 'discount-ticket'; readonly discount: TicketDiscount | null }
  | { readonly kind: 'remove'; readonly lineId: string }
  /** The line that was taken off last comes back as it was. */
  | { readonly kind: 'restore' }
  | {
      readonly kind: 'add-gift-card'
      readonly lineId: string
      readonly operation: GiftCardOperation
      readonly name: string
      readonly amountMinor: number
    }

/** So many of the line's goods come back instead of being sold; left out, all of them. Of a line that comes back already: it is sold. */
export interface BringBack {
  readonly kind: 'bring-back'
  readonly lineId: string
  readonly reason: string
  readonly quantityMilli?: number
  /** For a part of a line, which becomes a line of its own. */
  readonly newLineId: string
}

type LineAction = Exclude<CartAction, { kind: 'add' | 'add-gift-card' | 'discount-ticket' | 'restore' }>

export type CartErrorCode =
  | 'SALE_LINE_NOT_FOUND'
  | 'SALE_QUANTITY_OUT_OF_RANGE'
  | 'SALE_TOO_LONG'
  | 'SALE_AMOUNT_TOO_HIGH'
  | 'SALE_DISCOUNT_TOO_HIGH'
  | 'GIFT_CARD_LINE_FIXED'
  | 'SALE_DEPOSIT_LINE_FIXED'
  | 'ACCOUNT_LINE_FIXED'

const ONE_PIECE_MILLI = 1_000

/**
 * What an action makes of a cart; a refused one leaves it as it was.
 * The same piece goods at the same terms share a line; each weighing stays a line of its own. Quantity 0 removes.
 *
 * @param shopRates no amount depends on them: with them the figures of the cart are those that the ticket is shown by next.
 */
export function changeCart(
  cart: Cart,
  action: CartAction,
  shopRates: readonly number[] = [],
): Result<Cart, CartErrorCode> {
  if ('lineId' in action && isDeposit(cart.lines, action.lineId)) return fail('SALE_DEPOSIT_LINE_FIXED')
  const changed = changedBy({ ...cart, lines: goodsOf(cart.lines) }, action)
  if (!changed.ok) return changed
  const { touchedLineId, discount, removedLine } = changed.value
  const lines = withDeposits(changed.value.lines)
  if (lines.length > LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  const next: Cart = {
    lines,
    touchedLineId,
    ...(discount !== undefined && { discount }),
    ...(removedLine !== undefined && { removedLine }),
  }
  const { pricesExcludeVat } = cart
  const figured = { ...next, tenders: [], ...(pricesExcludeVat && { pricesExcludeVat }) }
  const { totalMinor, lines: views } = saleFigures(figured, shopRates)
  const largestMinor = views.reduce(
    (largest, line) => Math.max(largest, Math.abs(line.totalMinor)),
    Math.abs(totalMinor),
  )
  return largestMinor > AMOUNT_MINOR_MAX ? fail('SALE_AMOUNT_TOO_HIGH') : succeed(next)
}

function changedBy(cart: Cart, action: CartAction): Result<Cart, CartErrorCode> {
  switch (action.kind) {
    case 'add':
      return add(cart, action)
    case 'add-gift-card':
      return addGiftCard(cart, action)
    case 'discount-ticket':
      return discountTicket(cart, action.discount)
    case 'restore':
      return restore(cart)
    default:
      return changeLine(cart, action)
  }
}

function restore(cart: Cart): Result<Cart, CartErrorCode> {
  const { removedLine: line } = cart
  if (line === undefined || line === null) return fail('SALE_LINE_NOT_FOUND')
  if (cart.lines.length >= LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  return succeed({ ...cart, lines: [...cart.lines, line], touchedLineId: line.id, removedLine: null })
}

function discountTicket(cart: Cart, discount: TicketDiscount | null): Result<Cart, CartErrorCode> {
  const sumMinor = cart.lines.reduce((sum, line) => sum + discountableMinor(line), 0)
  const isTooHigh =
    discount !== null && (sumMinor === 0 || (discount.kind === 'amount' && discount.amountMinor > sumMinor))
  return isTooHigh ? fail('SALE_DISCOUNT_TOO_HIGH') : succeed({ ...cart, discount })
}

/** Each card is a line of its own: each is put on by itself. */
function addGiftCard(
  cart: Cart,
  { lineId, operation, name, amountMinor }: Extract<CartAction, { kind: 'add-gift-card' }>,
): Result<Cart, CartErrorCode> {
  if (cart.lines.length >= LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  const line: CartLine = {
    id: lineId,
    productId: '',
    barcode: null,
    name,
    unit: 'piece',
    quantityMilli: ONE_PIECE_MILLI,
    unitPriceMinor: amountMinor,
    discountBasisPoints: 0,
    vatBasisPoints: 0,
    giftCard: operation,
  }
  return succeed({ ...cart, lines: [...cart.lines, line], touchedLineId: line.id })
}

function add(cart: Cart, action: Extract<CartAction, { kind: 'add' }>): Result<Cart, CartErrorCode> {
  const { product, quantityMilli } = action
  const same = cart.lines.find(
    (line) => product.unit === 'piece' && isSameOffer(line, product) && isSameOrder(line, action.order),
  )
  if (same !== undefined) {
    const sum = same.quantityMilli + quantityMilli
    return changeLine(cart, { kind: 'set-quantity', lineId: same.id, quantityMilli: sum })
  }
  if (!isQuantity(product.unit, quantityMilli)) return quantityRefused()
  if (cart.lines.length >= LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  const line: CartLine = {
    id: action.lineId,
    productId: product.id,
    barcode: product.barcode,
    name: product.name,
    unit: product.unit,
    quantityMilli,
    unitPriceMinor: product.priceMinor,
    discountBasisPoints: 0,
    vatBasisPoints: product.vatBasisPoints,
    familyId: product.familyId,
    ...(product.priceListName !== undefined && { priceListName: product.priceListName }),
    ...(product.deposit !== undefined && { deposit: product.deposit }),
    ...(product.stockPerPieceMilli !== undefined && { stockPerPieceMilli: product.stockPerPieceMilli }),
    ...(product.weighed !== undefined && { weighed: product.weighed }),
    ...action.order,
  }
  return succeed({ ...cart, lines: [...cart.lines, line], touchedLineId: line.id })
}

function isSameOffer(line: CartLine, product: AgreedProduct): boolean {
  const isPlain = line.discountAmountMinor === undefined && line.note === undefined && line.returned === undefined
  const samePrice = line.unitPriceMinor === product.priceMinor && line.priceListName === product.priceListName
  const sameTerms = samePrice && line.discountBasisPoints === 0
  return line.productId === product.id && isPlain && sameTerms && line.vatBasisPoints === product.vatBasisPoints
}

/** What one person ordered for one course shares a line; a portion of a shared line takes nothing in. */
function isSameOrder(line: CartLine, order: LineOrder | undefined): boolean {
  const isWhole = line.portionOf === undefined && line.agreedMinor === undefined
  return isWhole && line.course === order?.course && line.orderedBy === order?.orderedBy
}

/** What was agreed for a portion holds for its price and quantity as they were. */
function withoutAgreed({ agreedMinor: _, ...line }: CartLine): CartLine {
  return line
}

function changeLine(cart: Cart, action: LineAction): Result<Cart, CartErrorCode> {
  const found = cart.lines.find(({ id }) => id === action.lineId)
  if (found === undefined) return fail('SALE_LINE_NOT_FOUND')
  const line = action.kind === 'set-note' ? found : withoutAgreed(found)
  const isRemoved = action.kind === 'remove' || (action.kind === 'set-quantity' && action.quantityMilli === 0)
  if (line.giftCard !== undefined && !isRemoved) return fail('GIFT_CARD_LINE_FIXED')
  if (line.accountPayment !== undefined && !isRemoved) return fail('ACCOUNT_LINE_FIXED')
  const isDiscount = action.kind === 'set-discount' || action.kind === 'set-discount-amount'
  if (line.isDeposit && isDiscount) return fail('SALE_DEPOSIT_LINE_FIXED')
  switch (action.kind) {
    case 'remove':
      return succeed(withoutLine(cart, line.id))
    case 'set-quantity':
      if (action.quantityMilli === 0) return succeed(withoutLine(cart, line.id))
      if (!isQuantity(line.unit, action.quantityMilli)) return quantityRefused()
      return succeed(withLine(cart, withQuantity(line, action.quantityMilli)))
    case 'set-price':
      return succeed(withLine(cart, { ...ofNoList(line), unitPriceMinor: action.unitPriceMinor }))
    case 'set-discount':
      return succeed(withLine(cart, { ...withoutDiscount(line), discountBasisPoints: action.basisPoints }))
    case 'set-discount-amount':
      return discountLine(cart, line, action.amountMinor)
    case 'set-note':
      return succeed(withLine(cart, noted(line, action.note)))
    case 'bring-back':
      return bringBack(cart, line, action)
  }
}

/** No scale said the weight that a person gives. */
function withQuantity(line: CartLine, quantityMilli: number): CartLine {
  return { ...line, quantityMilli, ...(line.unit === 'kg' && { weighed: { by: 'typed' as const } }) }
}

function withoutDiscount({ discountAmountMinor: _, ...line }: CartLine): CartLine {
  return { ...line, discountBasisPoints: 0 }
}

/** A price that a person gives is of no list. */
function ofNoList({ priceListName: _, ...line }: CartLine): CartLine {
  return line
}

function discountLine(cart: Cart, line: CartLine, amountMinor: number): Result<Cart, CartErrorCode> {
  if (amountMinor > fullMinorOf(line)) return fail('SALE_DISCOUNT_TOO_HIGH')
  const plain = withoutDiscount(line)
  return succeed(withLine(cart, amountMinor === 0 ? plain : { ...plain, discountAmountMinor: amountMinor }))
}

function noted({ note: _, ...line }: CartLine, note: string): CartLine {
  return note === '' ? line : { ...line, note }
}

function bringBack(cart: Cart, line: CartLine, action: BringBack): Result<Cart, CartErrorCode> {
  const { reason, quantityMilli = line.quantityMilli, newLineId } = action
  if (line.returned !== undefined) {
    const { returned: _, ...sold } = line
    return succeed(withLine(cart, sold))
  }
  if (!isQuantity(line.unit, quantityMilli) || quantityMilli > line.quantityMilli) return quantityRefused()
  if (quantityMilli === line.quantityMilli) return succeed(withLine(cart, { ...line, returned: { reason } }))
  if (cart.lines.length >= LIMITS.saleLines) return fail('SALE_TOO_LONG', { max: LIMITS.saleLines })
  const kept = withLine(cart, withQuantity(line, line.quantityMilli - quantityMilli))
  const { note: _, ...plain } = withQuantity(withoutDiscount(line), quantityMilli)
  const back: CartLine = { ...plain, id: newLineId, returned: { reason } }
  return succeed({ ...kept, lines: [...kept.lines, back], touchedLineId: back.id })
}

function withLine(cart: Cart, changed: CartLine): Cart {
  const lines = cart.lines.map((line) => (line.id === changed.id ? changed : line))
  return { ...cart, lines, touchedLineId: changed.id }
}

/** The selection falls to the newest line left; with the last line goes what was taken off all of them. */
function withoutLine(cart: Cart, lineId: string): Cart {
  const lines = cart.lines.filter(({ id }) => id !== lineId)
  const removed = cart.lines.find(({ id }) => id === lineId)
  // What an account owed and whose ticket it is may be otherwise when the line would come back.
  const removedLine = removed === undefined || removed.accountPayment !== undefined ? null : removed
  const isEmpty = lines.length === 0 && cart.discount !== undefined
  return { ...cart, lines, touchedLineId: lines.at(-1)?.id ?? null, removedLine, ...(isEmpty && { discount: null }) }
}

function isQuantity(unit: CartLine['unit'], quantityMilli: number): boolean {
  const whole = unit === 'kg' || quantityMilli % ONE_PIECE_MILLI === 0
  return whole && quantityMilli > 0 && quantityMilli <= LIMITS.lineQuantity * ONE_PIECE_MILLI
}

function quantityRefused(): Result<Cart, CartErrorCode> {
  return fail('SALE_QUANTITY_OUT_OF_RANGE', { max: LIMITS.lineQuantity })
}
