import { LIMITS } from '#contract/limits.ts'
import { AMOUNT_MINOR_MAX } from '#contract/money.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { GiftCardOperation } from '#contract/views/sale-view.ts'
import type { CatalogueProduct } from '../ports/catalogue.port.ts'
import type { CartLine } from '../ports/open-sales.port.ts'
import { lineTotals } from './line-totals.ts'

/** The lines of a ticket and the one the last action touched. */
export interface Cart {
  readonly lines: readonly CartLine[]
  readonly touchedLineId: string | null
}

export type CartAction =
  | {
      readonly kind: 'add'
      readonly lineId: string
      readonly product: CatalogueProduct
      readonly quantityMilli: number
    }
  | { readonly kind: 'set-quantity'; readonly lineId: string; readonly quantityMilli: number }
  | { readonly kind: 'set-price'; readonly lineId: string; readonly unitPriceMinor: number }
  | { readonly kind: 'set-discount'; readonly lineId: string; readonly basisPoints: number }
  | { readonly kind: 'remove'; readonly lineId: string }
  | {
      readonly kind: 'add-gift-card'
      readonly lineId: string
      readonly operation: GiftCardOperation
      readonly name: string
      readonly amountMinor: number
    }

export type CartErrorCode =
  | 'SALE_LINE_NOT_FOUND'
  | 'SALE_QUANTITY_OUT_OF_RANGE'
  | 'SALE_TOO_LONG'
  | 'SALE_AMOUNT_TOO_HIGH'
  | 'GIFT_CARD_LINE_FIXED'

const ONE_PIECE_MILLI = 1_000

/**
 * What an action makes of a cart; a refused one leaves it as it was.
 * The same piece goods at the same terms share a line; each weighing stays a line of its own. Quantity 0 removes.
 */
export function changeCart(cart: Cart, action: CartAction): Result<Cart, CartErrorCode> {
  const changed = changedBy(cart, action)
  if (!changed.ok) return changed
  const total = changed.value.lines.reduce((sum, line) => sum + lineTotals(line).totalMinor, 0)
  return total > AMOUNT_MINOR_MAX ? fail('SALE_AMOUNT_TOO_HIGH') : changed
}

function changedBy(cart: Cart, action: CartAction): Result<Cart, CartErrorCode> {
  if (action.kind === 'add') return add(cart, action)
  return action.kind === 'add-gift-card' ? addGiftCard(cart, action) : changeLine(cart, action)
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
  return succeed({ lines: [...cart.lines, line], touchedLineId: line.id })
}

function add(cart: Cart, action: Extract<CartAction, { kind: 'add' }>): Result<Cart, CartErrorCode> {
  const { product, quantityMilli } = action
  const same = cart.lines.find((line) => product.unit === 'piece' && isSameOffer(line, product))
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
  }
  return succeed({ lines: [...cart.lines, line], touchedLineId: line.id })
}

function isSameOffer(line: CartLine, product: CatalogueProduct): boolean {
  const sameTerms = line.unitPriceMinor === product.priceMinor && line.discountBasisPoints === 0
  return line.productId === product.id && sameTerms && line.vatBasisPoints === product.vatBasisPoints
}

function changeLine(
  cart: Cart,
  action: Exclude<CartAction, { kind: 'add' | 'add-gift-card' }>,
): Result<Cart, CartErrorCode> {
  const line = cart.lines.find(({ id }) => id === action.lineId)
  if (line === undefined) return fail('SALE_LINE_NOT_FOUND')
  const isRemoved = action.kind === 'remove' || (action.kind === 'set-quantity' && action.quantityMilli === 0)
  if (line.giftCard !== undefined && !isRemoved) return fail('GIFT_CARD_LINE_FIXED')
  switch (action.kind) {
    case 'remove':
      return succeed(withoutLine(cart, line.id))
    case 'set-quantity':
      if (action.quantityMilli === 0) return succeed(withoutLine(cart, line.id))
      if (!isQuantity(line.unit, action.quantityMilli)) return quantityRefused()
      return succeed(withLine(cart, { ...line, quantityMilli: action.quantityMilli }))
    case 'set-price':
      return succeed(withLine(cart, { ...line, unitPriceMinor: action.unitPriceMinor }))
    case 'set-discount':
      return succeed(withLine(cart, { ...line, discountBasisPoints: action.basisPoints }))
  }
}

function withLine(cart: Cart, changed: CartLine): Cart {
  return { lines: cart.lines.map((line) => (line.id === changed.id ? changed : line)), touchedLineId: changed.id }
}

/** The selection falls to the newest line left. */
function withoutLine(cart: Cart, lineId: string): Cart {
  const lines = cart.lines.filter(({ id }) => id !== lineId)
  return { lines, touchedLineId: lines.at(-1)?.id ?? null }
}

function isQuantity(unit: CartLine['unit'], quantityMilli: number): boolean {
  const whole = unit === 'kg' || quantityMilli % ONE_PIECE_MILLI === 0
  return whole && quantityMilli > 0 && quantityMilli <= LIMITS.lineQuantity * ONE_PIECE_MILLI
}

function quantityRefused(): Result<Cart, CartErrorCode> {
  return fail('SALE_QUANTITY_OUT_OF_RANGE', { max: LIMITS.lineQuantity })
}
