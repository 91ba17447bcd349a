import type { AccountMovementKind } from '#contract/views/account-view.ts'
import type { GiftCardOperation, TenderKind, TenderView, VatRow } from '#contract/views/sale-view.ts'
import type { PaidSale } from './commit-paid-sale.port.ts'

export interface CountedAmount {
  readonly count: number
  readonly amountMinor: number
}

/** Gift cards of a day or of a sale; what went back is taken off. */
export interface GiftCardFigures {
  readonly sold: CountedAmount
  readonly loaded: CountedAmount
  /** Paid from gift cards. */
  readonly redeemed: CountedAmount
}

/** What of a sale is for gift cards: no turnover, and no VAT in it before the card pays for goods. */
export function giftCardMinor({ lines }: Pick<PaidSale, 'lines'>): number {
  return lines.reduce((sum, line) => sum + (line.giftCard === undefined ? 0 : line.totalMinor), 0)
}

/** What of it pays what customers owe: turnover, and its VAT, were the tickets on the account. */
export function accountPaymentMinor({ lines }: Pick<PaidSale, 'lines'>): number {
  return lines.reduce((sum, line) => sum + (line.accountPayment === undefined ? 0 : line.totalMinor), 0)
}

/** What of a sale is no turnover. */
export function notTurnoverMinor(sale: Pick<PaidSale, 'lines'>): number {
  return giftCardMinor(sale) + accountPaymentMinor(sale)
}

export interface SoldMovement {
  readonly customerId: string
  readonly kind: Extract<AccountMovementKind, 'sale' | 'credit' | 'payment' | 'refund'>
  readonly amountMinor: number
  readonly invoiceNumber: string | null
}

/** What a paid sale moves on accounts: what it put on that of its customer, and what it pays of one; above zero more is owed. */
export function accountMovementsOf({
  lines,
  tenders,
  customerId,
}: Pick<PaidSale, 'lines' | 'tenders' | 'customerId'>): readonly SoldMovement[] {
  const put = tenders.flatMap(({ kind, outcome, amountMinor }): SoldMovement[] => {
    if (kind !== 'account' || outcome !== 'received' || amountMinor === 0) return []
    if (customerId === undefined) throw new Error('an account without its customer')
    return [{ customerId, kind: amountMinor > 0 ? 'sale' : 'credit', amountMinor, invoiceNumber: null }]
  })
  const paid = lines.flatMap(({ accountPayment, totalMinor }): SoldMovement[] => {
    if (accountPayment === undefined || totalMinor === 0) return []
    const { customerId: ownerId, invoiceNumber } = accountPayment
    const kind = totalMinor > 0 ? 'payment' : 'refund'
    return [{ customerId: ownerId, invoiceNumber, kind, amountMinor: 0 - totalMinor }]
  })
  return [...put, ...paid]
}

/** What customers paid of their accounts in one sale. */
export function accountPaymentFigures({ lines }: Pick<PaidSale, 'lines'>): CountedAmount {
  return counted(lines.filter(({ accountPayment }) => accountPayment !== undefined).map(({ totalMinor }) => totalMinor))
}

/** Gift cards in one sale. */
export function giftCardFigures({ lines, tenders }: Pick<PaidSale, 'lines' | 'tenders'>): GiftCardFigures {
  const put = (operation: GiftCardOperation) =>
    counted(lines.filter(({ giftCard }) => giftCard === operation).map(({ totalMinor }) => totalMinor))
  const isPaid = ({ outcome }: TenderView) => outcome === 'received' || outcome === 'approved'
  return {
    sold: put('activation'),
    loaded: put('load'),
    redeemed: counted(tenders.filter((one) => one.isGiftCard && isPaid(one)).map(({ amountMinor }) => amountMinor)),
  }
}

/** What goes back counts off. */
function counted(amounts: readonly number[]): CountedAmount {
  return {
    count: amounts.reduce((count, amountMinor) => count + (amountMinor < 0 ? -1 : 1), 0),
    amountMinor: amounts.reduce((sum, amountMinor) => sum + amountMinor, 0),
  }
}

export interface TenderSum extends CountedAmount {
  readonly kind: TenderKind
  readonly means?: { readonly id: string; readonly name: string }
}

/** The number of a cheque or voucher that was taken. */
export interface TenderReference {
  readonly meansId: string
  readonly reference: string
  readonly amountMinor: number
}

/** Those of one sale, in its order. */
export function referencesOf({ tenders }: Pick<PaidSale, 'tenders'>): readonly TenderReference[] {
  return tenders.flatMap(({ means, amountMinor, outcome }) => {
    if (means?.reference === undefined || outcome !== 'received') return []
    return [{ meansId: means.id, reference: means.reference, amountMinor }]
  })
}

/** What makes a sale differ from price times quantity, and its cash from the sale. */
export interface Adjustments {
  /** Taken off lines and tickets. */
  readonly discounts: CountedAmount
  /** Worth of goods that were brought back without their ticket. */
  readonly goodsBack: CountedAmount
  /** Cash taken above what was to be paid, below zero for less; no turnover. */
  readonly rounding: CountedAmount
}

/** Sums of paid sales, the figures of X and Z. Integer minor units. */
export interface SalesFigures {
  readonly ticketCount: number
  readonly turnoverMinor: number
  readonly vat: readonly Omit<VatRow, 'letter'>[]
  /** What each kind of tender brought, change taken off; of the kind `other` each way to pay by itself. */
  readonly tenders: readonly TenderSum[]
  /** Numbers of the cheques and vouchers among them, as they were taken; left out where none has one. */
  readonly references?: readonly TenderReference[]
  /** Of the cards: what standalone terminals took, less what they gave back; by their numbers. */
  readonly terminals: readonly ({ readonly id: string; readonly alias: string } & CountedAmount)[]
  /** Charged to cards besides, and no turnover; what went back is taken off. */
  readonly tips: CountedAmount
  readonly giftCards: GiftCardFigures
  readonly adjustments: Adjustments
  /** Paid of customers' accounts, and no turnover; what went back is taken off. */
  readonly accountPayments: CountedAmount
  /** Cash that left the drawer with card payments. */
  readonly cashback: CountedAmount
}

/** Sales that are on disk for ever. */
export interface PaidSalesPort {
  paidSale(id: string): Promise<PaidSale | null>
  paidSaleByNumber(number: string): Promise<PaidSale | null>
  /** Newest first; `beforeNumber` leaves out that number and all after it. */
  paidSales(options: { readonly beforeNumber: string | null; readonly limit: number }): Promise<PaidSale[]>
  /** Figures of one business day. */
  figures(dayId: string): Promise<SalesFigures>
  /** Sum of all sales ever made on this till. */
  perpetualTotalMinor(): Promise<number>
}
