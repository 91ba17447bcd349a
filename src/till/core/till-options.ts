import type { LaidOutTicket } from '#contract/views/ticket-view.ts'
import type { SliceName } from '#contract/views/till-view.ts'
import type { KitchenStation } from '../kitchen/kitchen-order.ts'
import type { PrinterChoice } from '../papers/printer-choice.ts'
import type { AccountsPort } from '../ports/accounts.port.ts'
import type { BusinessDaysPort } from '../ports/business-days.port.ts'
import type { CardPaymentPort, CodeTender } from '../ports/card-payment.port.ts'
import type { CardReturnsPort } from '../ports/card-returns.port.ts'
import type { CataloguePort } from '../ports/catalogue.port.ts'
import type { NextId, TillClock } from '../ports/clock.port.ts'
import type { CommitPaidSalePort } from '../ports/commit-paid-sale.port.ts'
import type { CustomersPort } from '../ports/customers.port.ts'
import type { FiscalChainPort } from '../ports/fiscal-chain.port.ts'
import type { FiscalSignerPort } from '../ports/fiscal-signer.port.ts'
import type { GiftOrdersPort } from '../ports/gift-orders.port.ts'
import type { InvoicesPort } from '../ports/invoices.port.ts'
import type { LoyaltyPort } from '../ports/loyalty.port.ts'
import type { OpenSalesPort } from '../ports/open-sales.port.ts'
import type { PaidSalesPort } from '../ports/paid-sales.port.ts'
import type { PaperDecisionsPort } from '../ports/paper-decisions.port.ts'
import type { PaperShelfPort } from '../ports/paper-shelf.port.ts'
import type { PrintSpoolPort } from '../ports/print-spool.port.ts'
import type { ProductImportsPort } from '../ports/product-imports.port.ts'
import type { SaleSearchPort } from '../ports/sale-search.port.ts'
import type { CounterScalePort } from '../ports/scale.port.ts'
import type { CardExtraSettings, SettingsPort } from '../ports/settings.port.ts'
import type { SetupPort } from '../ports/setup.port.ts'
import type { UsersPort } from '../ports/users.port.ts'
import type { VouchersPort } from '../ports/vouchers.port.ts'
import type { WrittenFilesPort } from '../ports/written-files.port.ts'
import type { TicketDocument } from '../tickets/ticket-document.ts'

/** The slices of the snapshot that come from selling. */
export type TillSliceName = Extract<
  SliceName,
  'till' | 'session' | 'sale' | 'lastSale' | 'day' | 'giftCards' | 'floor' | 'setup' | 'articleWork'
>

export interface TillOptions {
  readonly catalogue: CataloguePort
  readonly productImports: ProductImportsPort
  readonly users: UsersPort
  readonly settings: SettingsPort
  readonly setup: SetupPort
  readonly openSales: OpenSalesPort
  readonly paidSales: PaidSalesPort
  readonly saleSearch: SaleSearchPort
  readonly printSpool: PrintSpoolPort & PaperShelfPort
  readonly paperDecisions: PaperDecisionsPort
  readonly giftOrders: GiftOrdersPort
  readonly customers: CustomersPort
  readonly accounts: AccountsPort
  readonly loyalty: LoyaltyPort
  readonly invoices: InvoicesPort
  readonly vouchers: VouchersPort
  readonly businessDays: BusinessDaysPort
  readonly fiscalChain: FiscalChainPort
  /** Cash goes through it without a card step; approvals bring their own (see `Till.commitApproval`). */
  readonly commitPaidSale: CommitPaidSalePort<never>
  readonly cardPayments: CardPaymentPort
  /** Goods that come back to the card that paid them; none do where it is left out. */
  readonly cardReturns?: CardReturnsPort
  /** Ways to pay by a code that the customer reads out; none where it is left out. */
  readonly codeTenders?: readonly CodeTender[]
  readonly fiscalSigner: FiscalSignerPort
  readonly clock: TillClock
  readonly nextId: NextId
  /** Printers of kitchens and bars as they are set up now; none where it is left out. */
  readonly kitchenStations?: () => readonly KitchenStation[]
  /** All printers as they are set up now; none where it is left out. */
  readonly printers?: () => readonly PrinterChoice[]
  /** The scale at the till; it has none where it is left out. */
  readonly scale?: CounterScalePort
  /** Lays a document out in 42 columns for the preview. */
  readonly layOut: (document: TicketDocument) => LaidOutTicket
  /** What a card may be charged besides its part of a ticket, in place of what the shop says. */
  readonly cardExtras?: CardExtraSettings
  /** Where lists go that a person takes along; left out, none can be written. */
  readonly writtenFiles?: WrittenFilesPort
  /** Told of what broke in work that nobody waits for. */
  readonly onUnexpected?: (thrown: unknown) => void
  readonly training: boolean
  readonly softwareVersion: string
  /** Told after each change, once it is on disk; read the new value with `Till.slice`. */
  readonly onChange: (slice: TillSliceName) => void
  /** Told that papers were queued, so that the printer's worker wakes. */
  readonly onPrintJobs: () => void
  /** Waits no more for a paper that its printer holds up; false where none does. Left out where nothing is printed. */
  readonly giveUpPaper?: (jobId: string) => Promise<boolean>
}
