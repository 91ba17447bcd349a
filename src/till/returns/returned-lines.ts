import type { SaleLineView, VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { giftCardMinor } from '../ports/paid-sales.port.ts'
import { vatRows } from '../vat/vat.ts'

/** What a return takes off the turnover: every amount below zero. */
export interface ReturnedFigures {
  readonly lines: readonly SaleLineView[]
  readonly vat: readonly VatRow[]
  readonly itemCount: number
  readonly totalMinor: number
  readonly vatMinor: number
}

/**
 * The figures of a return. The whole of a sale goes back line by line. A part of it has no lines of its own: it is spread
 * over the rates of VAT as the sale was, so that the tax goes back in the same shares; what was for gift cards is no part of
 * that.
 *
 * @param amountMinor above zero, at most the total of the sale.
 * @param name what the line of a part is called.
 */
export function returnedFigures(
  sale: PaidSale,
  amountMinor: number,
  name: string,
  shopRates: readonly number[],
): ReturnedFigures {
  const goodsMinor = sale.totalMinor - giftCardMinor(sale)
  const whole = amountMinor === sale.totalMinor
  const lines = whole
    ? sale.lines.map(returned)
    : sharesOf(sale, goodsMinor, amountMinor).map((share) => partLine(share, name))
  const vat = vatRows(lines, shopRates)
  return {
    lines,
    vat,
    itemCount: whole ? sale.itemCount : 0,
    totalMinor: 0 - amountMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
  }
}

function returned(line: SaleLineView): SaleLineView {
  return { ...line, totalMinor: 0 - line.totalMinor }
}

/** The figures of a gift card that was paid for and not loaded: no goods, no VAT. */
export function returnedGiftCard(sale: PaidSale, orderId: string): ReturnedFigures | null {
  const line = sale.lines.find(({ id, giftCard }) => id === orderId && giftCard !== undefined)
  if (line === undefined) return null
  return { lines: [returned(line)], vat: [], itemCount: 1, totalMinor: 0 - line.totalMinor, vatMinor: 0 }
}

interface Share extends Pick<VatRow, 'letter' | 'basisPoints'> {
  readonly amountMinor: number
}

/** Down to the whole unit by rate; the units that are left go to the largest rests, so that the shares add up. */
function sharesOf(sale: PaidSale, goodsMinor: number, amountMinor: number): Share[] {
  const exact = sale.vat.map((row) => {
    const product = BigInt(amountMinor) * BigInt(row.grossMinor)
    const total = BigInt(goodsMinor)
    return { row, floorMinor: Number(product / total), rest: product % total }
  })
  let left = amountMinor - exact.reduce((sum, { floorMinor }) => sum + floorMinor, 0)
  const byRest = [...exact].sort((a, b) => (a.rest === b.rest ? 0 : a.rest > b.rest ? -1 : 1))
  const raised = new Set(byRest.filter(({ rest }) => rest > 0n && left-- > 0))
  return exact
    .map((share) => ({
      letter: share.row.letter,
      basisPoints: share.row.basisPoints,
      amountMinor: share.floorMinor + (raised.has(share) ? 1 : 0),
    }))
    .filter((share) => share.amountMinor > 0)
}

function partLine({ letter, basisPoints, amountMinor }: Share, name: string): SaleLineView {
  return {
    id: `part-${letter}`,
    productId: '',
    barcode: null,
    name,
    unit: 'piece',
    quantityMilli: 1_000,
    unitPriceMinor: amountMinor,
    discountBasisPoints: 0,
    discountMinor: 0,
    vatBasisPoints: basisPoints,
    vatLetter: letter,
    totalMinor: 0 - amountMinor,
  }
}
