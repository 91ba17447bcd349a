import type { SaleLineView, SaleView, TenderView, VatRow } from '#contract/views/sale-view.ts'
import type { CartLine, OpenSale, SaleTable } from '../ports/open-sales.port.ts'
import { isUntaxed, letteredRates, lineVats, vatLetter, vatRows } from '../vat/vat.ts'
import { type PricedLine, pricedLines } from './line-totals.ts'

/** Everything that follows from lines and tenders. Minor units. */
export interface SaleFigures {
  readonly lines: SaleLineView[]
  readonly vat: VatRow[]
  readonly itemCount: number
  readonly totalMinor: number
  readonly vatMinor: number
  readonly paidMinor: number
  readonly remainingMinor: number
}

/** A tender counts when its money is there: cash received, card approved. */
export function pays(tender: Pick<TenderView, 'outcome'>): boolean {
  return tender.outcome === 'received' || tender.outcome === 'approved'
}

/** What a tender pays of the total: cash that was rounded brings more or less than that. */
export function paidByMinor({
  amountMinor,
  roundingMinor = 0,
}: Pick<TenderView, 'amountMinor' | 'roundingMinor'>): number {
  return amountMinor - roundingMinor
}

/** What of a sale its figures follow from. */
export type FiguredSale = Pick<OpenSale, 'lines' | 'tenders' | 'discount' | 'pricesExcludeVat'>

/** What is asked for, before anything of it is paid. */
type PricedFigures = Omit<SaleFigures, 'paidMinor' | 'remainingMinor'>

/**
 * The lines of a sale are another array after each change of one, and their figures are asked for many times between two of them:
 * what is paid meanwhile changes no line.
 */
const figured = new WeakMap<
  FiguredSale['lines'],
  Pick<FiguredSale, 'discount' | 'pricesExcludeVat'> & {
    readonly shopRates: readonly number[]
    readonly figures: PricedFigures
  }
>()

/** Its prices are worked out once for each state of its lines. */
export function saleFigures(sale: FiguredSale, shopRates: readonly number[]): SaleFigures {
  const figures = pricedFigures(sale, shopRates)
  const paidMinor = sale.tenders.reduce((sum, tender) => sum + (pays(tender) ? paidByMinor(tender) : 0), 0)
  return { ...figures, paidMinor, remainingMinor: figures.totalMinor - paidMinor }
}

function pricedFigures(sale: FiguredSale, shopRates: readonly number[]): PricedFigures {
  const { lines, discount, pricesExcludeVat } = sale
  const known = figured.get(lines)
  const isSame = known?.shopRates === shopRates && known.pricesExcludeVat === pricesExcludeVat
  if (isSame && known.discount === discount) return known.figures
  const figures = figuresOf(sale, shopRates)
  figured.set(lines, { discount, pricesExcludeVat, shopRates, figures })
  return figures
}

/** Where prices are without VAT it is added per rate and shared over the lines: their totals make the ticket's in either case. */
function figuresOf(sale: FiguredSale, shopRates: readonly number[]): PricedFigures {
  const priced = pricedLines(sale.lines, sale.discount)
  const taxed = sale.lines.map((line, place) => ({ ...line, totalMinor: priced[place]?.totalMinor ?? 0 }))
  const rates = letteredRates(
    taxed.filter((line) => !isUntaxed(line)),
    shopRates,
  )
  const vat = vatRows(taxed, rates, sale.pricesExcludeVat)
  const vats = lineVats(taxed, vat, sale.pricesExcludeVat)
  const lines = sale.lines.map((line, place) => {
    const vatMinor = vats[place] ?? 0
    return lineView(line, priced[place], { vatMinor, addedMinor: sale.pricesExcludeVat ? vatMinor : 0 }, rates)
  })
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  return {
    lines,
    vat,
    itemCount: sale.lines.reduce((count, line) => count + piecesOf(line), 0),
    totalMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
  }
}

/** The ticket as the screen shows it. */
export function saleView(sale: OpenSale, shopRates: readonly number[]): SaleView {
  const { lines, vat, itemCount, totalMinor, vatMinor, remainingMinor } = saleFigures(sale, shopRates)
  return {
    id: sale.id,
    number: sale.number,
    state: sale.state,
    currency: sale.currency,
    lines,
    itemCount,
    totalMinor,
    vatMinor,
    vat,
    tenders: [...sale.tenders],
    remainingMinor,
    reference: sale.reference ?? null,
    ...discountView(sale, lines),
    ...(sale.pricesExcludeVat && { pricesExcludeVat: true as const }),
    ...(sale.customer && { customer: sale.customer }),
    touchedLineId: sale.touchedLineId,
    ...(sale.table !== undefined && { table: tableOfView(sale.table) }),
  }
}

function tableOfView({ sent, ...table }: SaleTable): NonNullable<SaleView['table']> {
  return { ...table, ...(sent !== undefined && { sent: [...sent] }) }
}

function discountView({ discount }: OpenSale, lines: readonly SaleLineView[]): Pick<SaleView, 'discount'> {
  if (discount === null || discount === undefined) return {}
  return { discount: { agreed: discount, amountMinor: sharedDiscountMinor(lines) } }
}

/** What the discount on the ticket takes off all lines. */
function sharedDiscountMinor(lines: readonly Pick<SaleLineView, 'ticketDiscountMinor'>[]): number {
  return lines.reduce((sum, line) => sum + (line.ticketDiscountMinor ?? 0), 0)
}

/** Weighed goods count as one, and so does a portion of a piece. */
function piecesOf(line: CartLine): number {
  return line.unit === 'kg' ? 1 : Math.ceil(line.quantityMilli / 1_000)
}

function lineView(
  line: CartLine,
  priced: PricedLine | undefined,
  tax: { readonly vatMinor: number; readonly addedMinor: number },
  shopRates: readonly number[],
): SaleLineView {
  const letter = !isUntaxed(line) ? vatLetter(line.vatBasisPoints, shopRates) : ''
  const { discountMinor = 0, ticketDiscountMinor = 0, totalMinor = 0 } = priced ?? {}
  const { familyId: _, deposit: __, agreedMinor: ___, portionOf: ____, isDeposit: _____, ...shown } = line
  return {
    ...shown,
    discountMinor,
    ...(ticketDiscountMinor > 0 && { ticketDiscountMinor }),
    vatLetter: letter,
    vatMinor: tax.vatMinor,
    totalMinor: totalMinor + tax.addedMinor,
  }
}
