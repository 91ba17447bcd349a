import type { Currency } from '#contract/money.ts'
import type {
  PrintJobKind,
  ReturnWay,
  SaleLineView,
  TenderView,
  TicketDiscount,
  VatRow,
} from '#contract/views/sale-view.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'

/** A sale that is paid, as it is kept for ever. */
export interface PaidSale {
  readonly id: string
  readonly number: string
  readonly at: string
  readonly cashierId: string
  readonly cashierName: string
  readonly currency: Currency
  readonly lines: readonly SaleLineView[]
  readonly vat: readonly VatRow[]
  readonly itemCount: number
  readonly totalMinor: number
  readonly vatMinor: number
  readonly tenders: readonly TenderView[]
  readonly changeMinor: number
  readonly training: boolean
  /** From tender to approval of the last card part; null without a card. */
  readonly cardDurationMs: number | null
  /** On the whole ticket: its lines have their shares taken off. */
  readonly discount?: TicketDiscount
  /** The shop's prices were without VAT. */
  readonly pricesExcludeVat?: true
  /** Of a return: the ticket it takes back, in part or whole. */
  readonly returnOf?: { readonly saleId: string; readonly number: string; readonly way: ReturnWay }
  /** Who lent it what its cashier may not do alone. */
  readonly approvedBy?: string
  /** What it waited under, and the program that sent it. */
  readonly reference?: string
  readonly sender?: string
  /** Whose ticket it is; nothing else of a person is kept with it. */
  readonly customerId?: string
  /**
   * Loyalty points that it moved: brought and taken, below zero where a return takes them back and gives them back; what the customer
   * had then.
   */
  readonly loyalty?: { readonly earned: number; readonly spent: number; readonly balance: number }
  /** The table it was of, and the note that the guests had of it. */
  readonly table?: { readonly name: string; readonly covers: number }
  readonly noteNumber?: string
  /** Of a sale without a cashier: its papers, which come out when somebody asks for them. */
  readonly onRequest?: readonly { readonly kind: PrintJobKind; readonly document: TicketDocument }[]
}

/** One link of the fiscal chain: `hash` covers `previousHash` and `body`; `signature` signs `hash`. */
export interface FiscalRecord {
  readonly sequence: number
  readonly kind: 'ticket' | 'duplicate' | 'closing' | 'event'
  readonly at: string
  /** Canonical JSON: sorted keys, no spaces. */
  readonly body: string
  readonly previousHash: string
  readonly hash: string
  readonly signature: string
}

export interface NewPrintJob {
  readonly id: string
  readonly kind: PrintJobKind
  readonly saleId: string | null
  /** 0 the original, then 1, 2 … for duplicates. */
  readonly copyNumber: number
  readonly document: TicketDocument
  readonly at: string
  /** The printer it is for; left out: the one of the till. */
  readonly deviceId?: string
  /** It comes out once somebody asks for it. */
  readonly isWaiting?: true
}

/** What a tender changes: always the tender; with the last one the sale, its fiscal record and its tickets. */
export interface TillCommit {
  readonly saleId: string
  readonly tender: TenderView
  readonly paidSale: PaidSale | null
  readonly fiscalRecord: FiscalRecord | null
  readonly printJobs: readonly NewPrintJob[]
}

/**
 * The one place where sale, payment, fiscal record and print jobs meet: all of it is on disk when the promise
 * resolves, or none of it. `cardStep` is the payment engine's own journal step, opaque here; null for cash.
 * Throws CatalogueFailure STORE_DISK_FULL and its kin.
 */
export interface CommitPaidSalePort<CardStep> {
  commitPaidSale(commit: TillCommit, cardStep: CardStep | null): Promise<void>
  /** A step of the payment together with the papers it brings out, while nothing is paid yet. */
  commitCardPapers(printJobs: readonly NewPrintJob[], cardStep: CardStep): Promise<void>
}
