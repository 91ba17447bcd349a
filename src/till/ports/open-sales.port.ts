import type { Currency } from '#contract/money.ts'
import type { SaleCustomer } from '#contract/views/customer-view.ts'
import type { GiftCardOperation, PrintJobKind, TenderView, TicketDiscount } from '#contract/views/sale-view.ts'
import type { LineWeighing } from '#contract/views/scale-view.ts'
import type { LineDeposit } from '../goods/agreed-product.ts'
import type { KitchenNote } from '../kitchen/kitchen-order.ts'
import type { Note } from '../tickets/ticket-document.ts'
import type { FiscalRecord, NewPrintJob } from './commit-paid-sale.port.ts'

/** A line of the cart: what was agreed with the customer; figures are computed from it. */
export interface CartLine {
  readonly id: string
  readonly productId: string
  readonly barcode: string | null
  readonly name: string
  readonly unit: 'piece' | 'kg'
  readonly quantityMilli: number
  readonly unitPriceMinor: number
  readonly discountBasisPoints: number
  /** A discount that was agreed as an amount; there is no percentage beside it. */
  readonly discountAmountMinor?: number
  readonly vatBasisPoints: number
  /** What the goods are of; left out where nobody noted it. */
  readonly familyId?: string
  /** The list that the price is of; left out for the product's own. */
  readonly priceListName?: string
  /** What goes with each piece: a line under this one. */
  readonly deposit?: LineDeposit
  /** Of a deposit: the line of its goods. */
  readonly depositOf?: string
  /** A deposit that stands by itself, apart from its goods since a bill was split: given back whole, so nothing is taken off it. */
  readonly isDeposit?: true
  readonly stockPerPieceMilli?: number
  /** How the weight was found; left out for the weight in the code of a label. */
  readonly weighed?: LineWeighing
  /** Of a line that is shared: what this portion of it costs, where its quantity times the price does not give the cent. */
  readonly agreedMinor?: number
  /** The line that it is a portion of. */
  readonly portionOf?: string
  /** Of a table's ticket: the course it comes with, and who ordered it when. */
  readonly course?: string
  readonly orderedBy?: string
  readonly orderedAt?: string
  /** An amount for a gift card: no goods, no VAT. */
  readonly giftCard?: GiftCardOperation
  /** Pays what a customer owes, whatever becomes of the ticket around it: no goods, no VAT. */
  readonly accountPayment?: {
    readonly customerId: string
    readonly invoiceNumber: string | null
    /** Of that invoice, once this line is paid. */
    readonly invoiceLeftMinor?: number
  }
  /** What the customer wants of it: printed under the line, in the kitchen too. */
  readonly note?: string
  /** Goods that are brought back without their ticket: the line stands below zero. */
  readonly returned?: { readonly reason: string }
}

/** The last note that was printed of a ticket. */
export interface PrintedNote {
  readonly number: string
  /** Duplicates of it so far. */
  readonly copies: number
  /** Of what it says. */
  readonly digest: string
  readonly document: Note
}

/** The table that a ticket is of. */
export interface SaleTable {
  readonly id: string
  readonly name: string
  readonly covers: number
  /** `A`: of a split bill. */
  readonly part?: string
  /** The courses that the kitchen may make, and the one it was told to make last. */
  readonly sent?: readonly string[]
  readonly called?: string
}

/** A sale that is not finished. */
export interface OpenSale {
  readonly id: string
  readonly number: string
  readonly state: 'open' | 'paying' | 'held'
  readonly currency: Currency
  readonly openedAt: string
  readonly lines: readonly CartLine[]
  readonly tenders: readonly TenderView[]
  /** Card payments started so far; the next one's attempt is one more. */
  readonly cardAttempts: number
  readonly touchedLineId: string | null
  /** The line that was taken off last, so that a slip of the finger can be undone; null or left out for none. */
  readonly removedLine?: CartLine | null
  /** On the whole ticket; null or left out for none. */
  readonly discount?: TicketDiscount | null
  /** The shop's prices are without VAT: it is added per rate. */
  readonly pricesExcludeVat?: true
  readonly cashierId: string | null
  readonly cashierName: string
  /** What it waits under: a table, an order. Kept when it is taken in hand. */
  readonly reference?: string
  /** The program that sent it and wants to hear what became of it. */
  readonly sender?: string
  /** The table it is of. */
  readonly table?: SaleTable
  readonly note?: PrintedNote
  /** The cashier whom it waits for, who left the till to another one. */
  readonly keptFor?: { readonly userId: string; readonly name: string }
  /** What kitchens and bars were told of it. */
  readonly kitchen?: readonly KitchenNote[]
  readonly customer?: SaleCustomer
  /** The customer's group: which price lists are for it. */
  readonly customerGroupId?: string
  /** Only these papers come out when it is paid. */
  readonly papers?: readonly PrintJobKind[]
}

/** What goes to disk in one transaction with a change of an open sale. */
export interface SaleSideEffects {
  readonly fiscalRecord?: FiscalRecord
  readonly printJobs?: readonly NewPrintJob[]
  /** The number that a note takes, one after the last. */
  readonly noteNumber?: number
}

/** Tickets that change together. */
export interface SalesChange {
  readonly saved: readonly OpenSale[]
  /** Under the numbers that come next, in this order. */
  readonly opened: readonly OpenSale[]
  readonly dropped: readonly string[]
}

/** Sales that are not finished; each change is flushed before it returns, so that they survive a kill. */
export interface OpenSalesPort {
  /** Oldest first. */
  openSales(): Promise<OpenSale[]>
  /** The number the next sale will get, without taking it. */
  nextNumber(): Promise<string>
  /** Of the note that was printed last; 0 before the first. */
  lastNoteNumber(): Promise<number>
  /** Takes the next ticket number of this till and stores the sale under it, in one transaction. */
  open(sale: Omit<OpenSale, 'number'>): Promise<OpenSale>
  save(sale: OpenSale, effects?: SaleSideEffects): Promise<void>
  /**
   * Several tickets in one transaction: what goes from one to another is on exactly one of them, whatever stops in between. Throws, and
   * changes nothing, when a ticket is gone or a number was taken meanwhile.
   */
  rearrange(change: SalesChange, effects: SaleSideEffects): Promise<void>
  /** Takes a dropped sale away; its fiscal record says that its number was used. */
  drop(saleId: string, effects: SaleSideEffects): Promise<void>
}
