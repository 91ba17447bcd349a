import type { VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from './commit-paid-sale.port.ts'

/** Sums of paid sales, the figures of X and Z. Integer minor units. */
export interface SalesFigures {
  readonly ticketCount: number
  readonly turnoverMinor: number
  readonly vat: readonly Omit<VatRow, 'letter'>[]
  /** What each kind of tender paid, change taken off. */
  readonly tenders: readonly { readonly kind: 'cash' | 'card'; readonly count: number; readonly amountMinor: number }[]
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
