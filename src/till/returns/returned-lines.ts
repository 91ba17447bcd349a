import type { SaleLineView, VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { shareOut } from '../vat/share-out.ts'
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
  const whole = amountMinor === sale.totalMinor
  const lines = whole ? sale.lines.map(returned) : sharesOf(sale, amountMinor).map((share) => partLine(share, name))
  const vat = whole ? sale.vat.map(returnedRow) : vatRows(lines, shopRates).map((row) => letteredAs(sale, row))
  return {
    lines,
    vat,
    itemCount: whole ? sale.itemCount : 0,
    totalMinor: 0 - amountMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
  }
}

/** By the letter that the ticket's own lines have: the shop may have other rates by now. */
function letteredAs(sale: PaidSale, row: VatRow): VatRow {
  const letter = sale.vat.find(({ basisPoints }) => basisPoints === row.basisPoints)?.letter
  return letter === undefined ? row : { ...row, letter }
}

function returned(line: SaleLineView): SaleLineView {
  const vat = line.vatMinor === undefined ? {} : { vatMinor: 0 - line.vatMinor }
  return { ...line, ...vat, totalMinor: 0 - line.totalMinor }
}

function returnedRow({ netMinor, vatMinor, grossMinor, ...rate }: VatRow): VatRow {
  return { ...rate, netMinor: 0 - netMinor, vatMinor: 0 - vatMinor, grossMinor: 0 - grossMinor }
}

/** The figures of a gift card that was paid for and not loaded: no goods, no VAT. */
export function returnedGiftCard(sale: PaidSale, orderId: string): ReturnedFigures | null {
  const line = sale.lines.find(({ id, giftCard }) => id === orderId && giftCard !== undefined)
  if (line === undefined) return null
  return { lines: [returned(line)], vat: [], itemCount: 1, totalMinor: 0 - line.totalMinor, vatMinor: 0 }
}

/** The figures of a credit that is paid out: no goods, no VAT; the account owes so much less. */
export function paidOutCredit(customerId: string, amountMinor: number, name: string): ReturnedFigures {
  const line: SaleLineView = {
    id: 'credit',
    productId: '',
    barcode: null,
    name,
    unit: 'piece',
    quantityMilli: 1_000,
    unitPriceMinor: amountMinor,
    discountBasisPoints: 0,
    discountMinor: 0,
    vatBasisPoints: 0,
    vatLetter: '',
    totalMinor: 0 - amountMinor,
    accountPayment: { customerId, invoiceNumber: null },
  }
  return { lines: [line], vat: [], itemCount: 0, totalMinor: 0 - amountMinor, vatMinor: 0 }
}

interface Share extends Pick<VatRow, 'letter' | 'basisPoints'> {
  readonly amountMinor: number
}

/** By rate, to the cent; a rate that came to nothing because of goods that were brought back has no share. */
function sharesOf(sale: PaidSale, amountMinor: number): Share[] {
  const weights = sale.vat.map(({ grossMinor }) => Math.max(0, grossMinor))
  const shares = shareOut(amountMinor, weights)
  return sale.vat
    .map(({ letter, basisPoints }, place) => ({ letter, basisPoints, amountMinor: shares[place] ?? 0 }))
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
