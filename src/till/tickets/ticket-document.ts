import type { Locale } from '#contract/locale.ts'
import type { Currency } from '#contract/money.ts'
import type { SaleCustomer } from '#contract/views/customer-view.ts'
import type { BatchRow, CashMove, DayView } from '#contract/views/day-view.ts'
import type { InvoiceKind } from '#contract/views/invoice-view.ts'
import type { DrawerReason } from '#contract/views/paper-view.ts'
import type {
  EntryMode,
  ReturnWay,
  SaleLineView,
  Scheme,
  TenderView,
  TicketDiscount,
  VatRow,
} from '#contract/views/sale-view.ts'
import type { KeyCardGroups } from '#contract/workstation-api.ts'
import type { KitchenItem } from '../kitchen/kitchen-order.ts'
import type { CardholderVerification } from '../ports/approved-card-part.ts'
import type { PaidSale } from '../ports/commit-paid-sale.port.ts'
import type { InvoiceBuyer } from '../ports/invoices.port.ts'
import type {
  Adjustments,
  CountedAmount,
  GiftCardFigures,
  TenderReference,
  TenderSum,
} from '../ports/paid-sales.port.ts'

/** The shop as its papers name it. */
export interface ShopIdentity {
  readonly name: string
  readonly street: string
  readonly city: string
  readonly phone: string
  /** Legal lines in the country's own words: `SIRET 000 000 000 00000  APE 4711B`, `NIP 000-000-00-00`. */
  readonly legal: readonly string[]
  readonly tillLabel: string
  /** What stands under a customer's ticket; none where it is left out. */
  readonly footLines?: readonly string[]
}

interface DocumentHead {
  readonly shop: ShopIdentity
  readonly locale: Locale
  readonly currency: Currency
  /** Local date and time as printed: `2026-11-22`, `14:33:12`. */
  readonly localDate: string
  readonly localTime: string
  readonly training: boolean
  /** 0 the original; above, printed as duplicate with this number. */
  readonly copyNumber: number
  /** It leaves the till as a file. */
  readonly isDigitalCopy?: true
}

/** The customer's ticket of a sale. */
export interface CustomerTicket extends DocumentHead {
  readonly kind: 'customer-ticket'
  readonly number: string
  readonly cashierName: string
  readonly lines: readonly SaleLineView[]
  readonly itemCount: number
  readonly totalMinor: number
  readonly vat: readonly VatRow[]
  readonly tenders: readonly TenderView[]
  readonly changeMinor: number
  /** Short form of the fiscal signature, as printed. */
  readonly signature: string
  readonly softwareVersion: string
  /** Whose ticket it is; gone once the customer's data is erased. */
  readonly customer?: SaleCustomer
  /** Loyalty points that it moved, and what the customer had then. */
  readonly loyalty?: PaidSale['loyalty']
  /** Of a return: the ticket it takes back. */
  readonly returnOf?: { readonly number: string; readonly way: ReturnWay }
  /** On the whole ticket: its lines have their shares taken off. */
  readonly discount?: TicketDiscount
  /** Prices are without VAT. */
  readonly pricesExcludeVat?: true
  /** Who lent the cashier what he may not do alone. */
  readonly approvedBy?: string
  /** Some of its goods are under the legal guarantee of conformity (France: code de la consommation, D. 211-7). */
  readonly hasLegalGuarantee?: true
}

/** An invoice or a credit note of one ticket: the ticket's own figures. */
export interface InvoicePaper extends DocumentHead {
  readonly kind: 'invoice'
  readonly invoiceKind: InvoiceKind
  readonly number: string
  readonly saleNumber: string
  /** Local day of the sale. */
  readonly soldOn: string
  readonly buyer: InvoiceBuyer
  readonly lines: readonly SaleLineView[]
  readonly vat: readonly VatRow[]
  readonly totalMinor: number
  readonly vatMinor: number
  /** What was paid at the till. */
  readonly tenders: readonly TenderView[]
  readonly changeMinor: number
  /** What was put on the account, and when it is due. */
  readonly onAccountMinor: number
  readonly dueOn: string
  readonly creditNoteOf: string | null
  readonly signature: string
  readonly softwareVersion: string
}

/** The bank's ticket of one card payment, in two copies: the customer's shows the last four figures only. */
export interface CardTicket extends DocumentHead {
  readonly kind: 'card-ticket'
  readonly copy: 'customer' | 'merchant'
  /**
   * `to-sign`: approved by the bank, and not paid before the signature is accepted. `balance` to `loaded`: the card was asked
   * about, or an amount was put on it.
   */
  readonly outcome:
    | 'approved'
    | 'reserved'
    | 'balance'
    | 'card-checked'
    | 'activated'
    | 'loaded'
    | 'to-sign'
    | 'declined'
    | 'abandoned'
    | 'signature-refused'
    | 'voided'
    | 'refunded'
  readonly saleNumber: string
  readonly paymentNumber: string
  /** All that is charged. */
  readonly amountMinor: number
  /** Of it: the tip, and the cash that is handed out; left out where there is none. */
  readonly tipMinor?: number
  readonly cashbackMinor?: number
  readonly entryMode: EntryMode
  readonly fallback: boolean
  readonly scheme: Scheme
  /** `497010******4821`; layout cuts the customer's copy to the last four. */
  readonly maskedPan: string
  readonly applicationId: string | null
  readonly applicationLabel: string | null
  readonly terminalId: string
  readonly merchantId: string
  readonly contract: string
  readonly stan: string | null
  /** The batch the payment counts in; printed where it is known. */
  readonly batchNumber?: string
  readonly approvalCode: string | null
  readonly responseCode: string | null
  readonly cryptogramHex: string | null
  readonly terminalVerificationResultsHex: string | null
  readonly transactionStatusHex: string | null
  readonly issuerDataHex: string | null
  readonly cardholderVerification: CardholderVerification
  /** What is on the card afterwards, where the bank says it. */
  readonly balanceMinor?: number
  /** Approved without the bank; its ticket has no approval code and says so. */
  readonly offline: 'card' | 'stand-in' | 'voice' | null
  /** What was asked, where the bank approved a part only. */
  readonly askedMinor?: number
  /** Of what the bank holds, or of a ticket that is paid out of it: how people call it. */
  readonly reservation?: string
  /** The ticket of a standalone terminal, in its own words: all that the paper says of the payment. */
  readonly terminalLines?: readonly string[]
  /** Local day on which a reservation expires. */
  readonly heldUntilDate?: string
}

/** A batch as till and bank count it; `bank` where the till has several. */
export interface ReportedBatch {
  readonly bank?: string
  readonly number: string
  readonly rows: readonly BatchRow[]
  readonly result: string | null
}

/** What was paid on a standalone terminal, in no batch of the till. */
export interface ReportedTerminal {
  readonly alias: string
  readonly count: number
  readonly amountMinor: number
  /** How its own day end went; null where the till asked for none. */
  readonly dayEnd: 'done' | 'refused' | 'not-started' | 'unknown' | null
}

/** X (nothing closed) and Z (the day's close). */
export interface DayReport extends DocumentHead {
  readonly kind: 'x-report' | 'z-report'
  readonly number: string | null
  readonly businessDate: string
  /** Local date and time of the opening: `2026-11-22 08:31:12`. */
  readonly openedAtLocal: string
  readonly ticketCount: number
  readonly turnoverMinor: number
  readonly vat: readonly VatRow[]
  readonly tenders: readonly TenderSum[]
  /** Tips and handed out cash on cards, which are no turnover; left out where there were none. */
  readonly tips?: CountedAmount
  readonly cashback?: CountedAmount
  /** Paid of customers' accounts; left out where there was none. */
  /** Numbers of cheques and vouchers among the tenders. */
  readonly references?: readonly TenderReference[]
  readonly accountPayments?: CountedAmount
  /** Left out where there were none. */
  readonly giftCards?: GiftCardFigures
  readonly adjustments?: Adjustments
  readonly drawer: {
    readonly floatMinor: number
    /** Cash in and out without a sale; left out where there was none. */
    readonly moves?: readonly CashMove[]
    readonly expectedMinor: number
    readonly countedMinor: number | null
    readonly differenceMinor: number | null
  }
  readonly batch: ReportedBatch
  /** Those of the other banks, where there are some. */
  readonly otherBatches?: readonly ReportedBatch[]
  /** Left out where there were none. */
  readonly terminals?: readonly ReportedTerminal[]
  readonly perpetualTotalMinor: number
  readonly signature: string
  /** What is left open; the paper names it in its own language. */
  readonly openMatters: DayView['exceptions']
}

/** Shows a technician what a printer can do: width, accents, code pages, images, barcodes. */
export interface TestSlip extends DocumentHead {
  readonly kind: 'test-slip'
  readonly deviceAlias: string
}

/** A barcode for each command that a scanner may give. */
export interface CommandCard extends DocumentHead {
  readonly kind: 'command-card'
}

/** What each key of the keyboard does, as the screen calls it. */
export interface KeyCard extends DocumentHead {
  readonly kind: 'key-card'
  readonly groups: KeyCardGroups
}

/** Lines of a standalone terminal that belong to no ticket of the till. */
export interface TerminalSlip extends DocumentHead {
  readonly kind: 'terminal-slip'
  readonly terminalAlias: string
  readonly lines: readonly string[]
}

/** What a kitchen or a bar has to make now, or not any more: no prices. */
export interface KitchenTicket extends DocumentHead {
  readonly kind: 'kitchen-ticket'
  readonly stationName: string
  readonly number: string
  /** A table, an order. */
  readonly reference: string | null
  readonly table?: string
  readonly covers?: number
  readonly cashierName: string
  /** With the names of their courses. */
  readonly items: readonly KitchenItem[]
  /** The course that is wanted now. */
  readonly call?: string
  /** The table that it was before. */
  readonly movedFrom?: string
}

/** What guests owe, before they pay: no receipt, and says so. */
export interface Note extends DocumentHead {
  readonly kind: 'note'
  readonly number: string
  /** The ticket that it will be. */
  readonly saleNumber: string
  readonly table?: string
  readonly covers?: number
  /** The note that it takes the place of. */
  readonly replaces?: string
  readonly cashierName: string
  readonly lines: readonly SaleLineView[]
  readonly discount?: CustomerTicket['discount']
  readonly pricesExcludeVat?: true
  readonly totalMinor: number
  readonly vat: readonly VatRow[]
  readonly signature: string
  readonly softwareVersion: string
}

/** What guests paid, with their table: a proof of their expenses. */
export interface Facturette extends DocumentHead {
  readonly kind: 'facturette'
  /** Of the ticket. */
  readonly number: string
  readonly noteNumber?: string
  readonly table?: string
  readonly covers?: number
  readonly cashierName: string
  readonly lines: readonly SaleLineView[]
  readonly discount?: CustomerTicket['discount']
  readonly pricesExcludeVat?: true
  readonly totalMinor: number
  readonly vat: readonly VatRow[]
  readonly tenders: readonly TenderView[]
  readonly changeMinor: number
  readonly signature: string
  readonly softwareVersion: string
}

/** What somebody is given with the goods: no prices. */
export interface GiftReceipt extends DocumentHead {
  readonly kind: 'gift-receipt'
  /** Of the ticket. */
  readonly number: string
  readonly lines: readonly Pick<SaleLineView, 'name' | 'unit' | 'quantityMilli'>[]
  readonly signature: string
  readonly softwareVersion: string
}

/** Cash that was put in or taken out without a sale; two people sign it. */
export interface CashSlip extends DocumentHead, Omit<CashMove, 'at'> {
  readonly kind: 'cash-slip'
  /** Of the business day and the movement in it: `2026-11-22/3`. */
  readonly number: string
  /** Who lent the cashier what he may not do alone. */
  readonly approvedBy?: string
  /** What should lie in the drawer afterwards. */
  readonly expectedMinor: number
  readonly signature: string
  readonly softwareVersion: string
}

/** Opens the drawer: a job of its own, so that a reprint never does. */
export interface DrawerKick {
  readonly kind: 'drawer'
  /** Who opened it, why, and for which ticket; an earlier version of the program noted none of it. */
  readonly userName?: string
  readonly reason?: DrawerReason
  readonly number?: string
}

export type TicketDocument =
  | CustomerTicket
  | InvoicePaper
  | CardTicket
  | DayReport
  | TestSlip
  | CommandCard
  | KeyCard
  | TerminalSlip
  | KitchenTicket
  | Note
  | Facturette
  | GiftReceipt
  | CashSlip
  | DrawerKick
