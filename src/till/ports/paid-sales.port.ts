import type { VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from './commit-paid-sale.port.ts'

export interface CountedAmount {
  readonly count: number
  readonly amountMinor: number
}

/** Sums of paid sales, the figures of X and Z. Integer minor units. */
export interface SalesFigures {
  readonly ticketCount: number
  readonly turnoverMinor: number
  readonly vat: readonly Omit<VatRow, 'letter'>[]
  /** What each kind of tender paid, change taken off. */
  readonly tenders: readonly { readonly kind: 'cash' | 'card'; readonly count: number; readonly amountMinor: number }[]
  /** Charged to cards besides, and no turnover; what went back is taken off. */
  readonly tips: CountedAmount
  /** Cash that left the drawer with card payments. */
  readonly cashback: CountedAmount
}

/** Sales that are on disk for ever. */
export interface PaidSalesPort {
  paidSale(id: string): Promise<PaidSale | null>
  /** Newest first; `beforeNumber` leaves out that number and all after it. */
  paidSales(options: { readonly beforeNumber: string | null; readonly limit: number }): Promise<PaidSale[]>
  /** Figures of one business day. */
  figures(dayId: string): Promise<SalesFigures>
  /** Sum of all sales ever made on this till. */
  perpetualTotalMinor(): Promise<number>
}
