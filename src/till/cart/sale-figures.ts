import type { SaleLineView, SaleView, TenderView, VatRow } from '#contract/views/sale-view.ts'
import type { CartLine, OpenSale, SaleTable } from '../ports/open-sales.port.ts'
import { vatLetter, vatRows } from '../vat/vat.ts'
import { lineTotals } from './line-totals.ts'

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

export function saleFigures(sale: Pick<OpenSale, 'lines' | 'tenders'>, shopRates: readonly number[]): SaleFigures {
  const lines = sale.lines.map((line) => lineView(line, shopRates))
  const vat = vatRows(lines, shopRates)
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  const paidMinor = sale.tenders.filter(pays).reduce((sum, tender) => sum + tender.amountMinor, 0)
  return {
    lines,
    vat,
    itemCount: sale.lines.reduce((count, line) => count + piecesOf(line), 0),
    totalMinor,
    vatMinor: vat.reduce((sum, row) => sum + row.vatMinor, 0),
    paidMinor,
    remainingMinor: totalMinor - paidMinor,
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
    touchedLineId: sale.touchedLineId,
    ...(sale.table !== undefined && { table: tableOfView(sale.table) }),
  }
}

function tableOfView({ id, name, covers, part }: SaleTable): NonNullable<SaleView['table']> {
  return { id, name, covers, ...(part !== undefined && { part }) }
}

/** Weighed goods count as one. */
function piecesOf(line: CartLine): number {
  return line.unit === 'kg' ? 1 : line.quantityMilli / 1_000
}

function lineView(line: CartLine, shopRates: readonly number[]): SaleLineView {
  const letter = line.giftCard === undefined ? vatLetter(line.vatBasisPoints, shopRates) : ''
  const { familyId: _, ...shown } = line
  return { ...shown, ...lineTotals(line), vatLetter: letter }
}
