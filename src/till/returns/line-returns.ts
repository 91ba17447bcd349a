import { fail, type Result, succeed } from '#contract/result.ts'
import type { SaleLineView, VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import { timesOver } from '../vat/half-up.ts'
import { containedVat, vatLetter } from '../vat/vat.ts'
import type { ReturnedFigures } from './returned-lines.ts'

/** So much of a line of the original. */
export interface WantedLine {
  readonly lineId: string
  readonly quantityMilli: number
  /** What it comes to, where cards that paid the line part it between them: the part may be one of a piece. Else what it cost. */
  readonly amountMinor?: number
}

/** A line of a ticket, and what of it may still come back. */
export interface ReturnableLine {
  readonly line: SaleLineView
  readonly goneMilli: number
  readonly leftMilli: number
  /** What went back for it. */
  readonly goneMinor: number
}

const PIECE_MILLI = 1_000

/**
 * What of each line may still come back: the tickets that took some of it back say so, each under the line's own name. Neither an
 * amount for a gift card nor goods that were brought back are among them.
 */
export function returnableLines(sale: PaidSale, returns: readonly PaidSale[]): ReturnableLine[] {
  return sale.lines
    .filter(({ giftCard, returned }) => giftCard === undefined && returned === undefined)
    .map((line) => {
      const gone = returns.flatMap(({ lines }) => lines).filter(({ id }) => id === line.id)
      const goneMilli = gone.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0)
      const goneMinor = gone.reduce((sum, { totalMinor }) => sum - totalMinor, 0)
      return { line, goneMilli, goneMinor, leftMilli: Math.max(0, line.quantityMilli - goneMilli) }
    })
}

/** What of the whole ticket has not gone back yet, in goods and in money alone. */
export function leftMinorOf(sale: PaidSale, returns: readonly PaidSale[]): number {
  return returns.reduce((left, { totalMinor }) => left + totalMinor, sale.totalMinor)
}

/** Pieces that are back with it, of those that are whole: a part of one counts with its last part. */
function wholePieces({ goneMilli }: ReturnableLine, quantityMilli: number): number {
  return Math.floor((goneMilli + quantityMilli) / PIECE_MILLI) - Math.floor(goneMilli / PIECE_MILLI)
}

/** What a part of a line comes to, so that all its parts make the line, whatever they are cut into: the last one takes the rest. */
function partMinor(wholeMinor: number, { goneMilli, line }: ReturnableLine, quantityMilli: number): number {
  const upTo = (milli: number) => timesOver(wholeMinor, milli, line.quantityMilli)
  return upTo(goneMilli + quantityMilli) - upTo(goneMilli)
}

/**
 * The figures of a return of some lines, no more than is left of the ticket. Errors: those of `figuresOfLines`, SALE_RETURN_NOT_LEFT where
 * money of the ticket went back without naming goods.
 */
export function returnOfLines(
  sale: PaidSale,
  returns: readonly PaidSale[],
  wanted: readonly WantedLine[],
  {
    shopRates,
    leftMinor = leftMinorOf(sale, returns),
  }: { readonly shopRates: readonly number[]; readonly leftMinor?: number },
): Result<ReturnedFigures> {
  const figures = figuresOfLines(sale, returns, wanted, shopRates)
  const isLeft = !figures.ok || 0 - figures.value.totalMinor <= leftMinor
  return isLeft ? figures : fail('SALE_RETURN_NOT_LEFT')
}

/**
 * The figures of some lines: each at what was paid for it, its shares of the discounts off, and the tax of its rate so that all returns
 * of a ticket take back what it had, to the cent. Errors: SALE_RETURN_NOTHING, SALE_RETURN_TOO_MUCH with the line's name.
 */
export function figuresOfLines(
  sale: PaidSale,
  returns: readonly PaidSale[],
  wanted: readonly WantedLine[],
  shopRates: readonly number[],
): Result<ReturnedFigures> {
  const returnable = returnableLines(sale, returns)
  const lines: SaleLineView[] = []
  let itemCount = 0
  for (const { lineId, quantityMilli, amountMinor } of wanted) {
    const one = returnable.find(({ line }) => line.id === lineId)
    if (one === undefined || lines.some(({ id }) => id === lineId)) return fail('SALE_LINE_NOT_FOUND')
    // What cards parted of a piece comes back with the rest of it.
    const isPart = one.line.unit !== 'piece' || amountMinor !== undefined
    const isWhole = isPart || (one.goneMilli + quantityMilli) % PIECE_MILLI === 0
    if (quantityMilli > one.leftMilli || !isWhole) return fail('SALE_RETURN_TOO_MUCH', { name: one.line.name })
    lines.push(partOf(one, quantityMilli, amountMinor))
    itemCount += one.line.unit === 'piece' ? wholePieces(one, quantityMilli) : 1
  }
  const amountMinor = lines.reduce((sum, { totalMinor }) => sum - totalMinor, 0)
  if (lines.length === 0 || amountMinor === 0) return fail('SALE_RETURN_NOTHING')
  const vat = vatOf(sale, returns, lines, shopRates)
  return succeed({
    lines,
    vat,
    itemCount,
    totalMinor: 0 - amountMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
  })
}

function partOf(one: ReturnableLine, quantityMilli: number, agreedMinor: number | undefined): SaleLineView {
  const { vatMinor: _, ...line } = one.line
  const part = (wholeMinor: number) => partMinor(wholeMinor, one, quantityMilli)
  // What went back for earlier parts counts as it was, so that all of them make the line.
  const upToMinor = timesOver(line.totalMinor, one.goneMilli + quantityMilli, line.quantityMilli)
  return {
    ...line,
    quantityMilli,
    discountMinor: part(line.discountMinor),
    ...(line.discountAmountMinor !== undefined && { discountAmountMinor: part(line.discountAmountMinor) }),
    ...(line.ticketDiscountMinor !== undefined && { ticketDiscountMinor: part(line.ticketDiscountMinor) }),
    totalMinor: 0 - (agreedMinor ?? Math.max(0, upToMinor - one.goneMinor)),
  }
}

/** The tax of what went back so far, counted anew with each return: the last one takes back what is left of it. */
function vatOf(
  sale: PaidSale,
  returns: readonly PaidSale[],
  lines: readonly SaleLineView[],
  shopRates: readonly number[],
): VatRow[] {
  const rates = [...new Set(lines.map(({ vatBasisPoints }) => vatBasisPoints))].sort((one, other) => one - other)
  return rates.map((basisPoints) => {
    const grossMinor = lines
      .filter(({ vatBasisPoints }) => vatBasisPoints === basisPoints)
      .reduce((sum, { totalMinor }) => sum - totalMinor, 0)
    const sold = sale.vat.find((row) => row.basisPoints === basisPoints)
    const gone = returns.flatMap(({ vat }) => vat).filter((row) => row.basisPoints === basisPoints)
    const goneGrossMinor = gone.reduce((sum, row) => sum - row.grossMinor, 0)
    const goneVatMinor = gone.reduce((sum, row) => sum - row.vatMinor, 0)
    const isLast = goneGrossMinor + grossMinor === sold?.grossMinor
    const upToMinor = isLast ? sold.vatMinor : containedVat(goneGrossMinor + grossMinor, basisPoints)
    const vatMinor = Math.min(grossMinor, Math.max(0, upToMinor - goneVatMinor))
    return {
      // As on the ticket, whose lines have it: the shop may have other rates by now.
      letter: sold?.letter ?? vatLetter(basisPoints, shopRates),
      basisPoints,
      netMinor: 0 - (grossMinor - vatMinor),
      vatMinor: 0 - vatMinor,
      grossMinor: 0 - grossMinor,
    }
  })
}
