import type { CartLine } from '../ports/open-sales.port.ts'

const ONE_PIECE_MILLI = 1_000

/** The lines that somebody put on the ticket. */
export function goodsOf(lines: readonly CartLine[]): readonly CartLine[] {
  return lines.filter(({ depositOf }) => depositOf === undefined)
}

/** Whether this line is the deposit on another one. */
export function isDeposit(lines: readonly CartLine[], lineId: string): boolean {
  return lines.some(({ id, depositOf }) => id === lineId && depositOf !== undefined)
}

/**
 * Goods with each deposit right under its own. Deposits are made anew from the goods after each change, so that one has the
 * quantity of its goods, comes back with them and goes with them, whatever was done. No discount is on it: it is given back
 * whole.
 */
export function withDeposits(goods: readonly CartLine[]): readonly CartLine[] {
  return goods.flatMap((line) => (line.deposit === undefined ? [line] : [line, depositLine(line, line.deposit)]))
}

function depositLine(line: CartLine, deposit: NonNullable<CartLine['deposit']>): CartLine {
  return {
    id: `${line.id}-deposit`,
    depositOf: line.id,
    productId: deposit.productId,
    barcode: null,
    name: deposit.name,
    unit: 'piece',
    quantityMilli: line.unit === 'kg' ? ONE_PIECE_MILLI : line.quantityMilli,
    unitPriceMinor: deposit.priceMinor,
    discountBasisPoints: 0,
    vatBasisPoints: deposit.vatBasisPoints,
    familyId: deposit.familyId,
    ...(line.returned !== undefined && { returned: line.returned }),
  }
}
