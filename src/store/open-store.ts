import { LIMITS } from '#contract/limits.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { FuelRunJournalPort } from '#payment/ports/fuel-run-journal.port.ts'
import type { JournalStep, PaymentJournalPort } from '#payment/ports/payment-journal.port.ts'
import type { PaymentSearchPort } from '#payment/ports/payment-search.port.ts'
import type { SecretStorePort } from '#payment/ports/secret-store.port.ts'
import type { SettlementBookPort } from '#payment/ports/settlement-book.port.ts'
import type { TerminalBookPort } from '#payment/ports/terminal-book.port.ts'
import type { AccountsPort } from '#till/ports/accounts.port.ts'
import type { AuditPort } from '#till/ports/audit.port.ts'
import type { BackupBookPort } from '#till/ports/backup-book.port.ts'
import type { BusinessDaysPort } from '#till/ports/business-days.port.ts'
import type { CataloguePort } from '#till/ports/catalogue.port.ts'
import type { CommitPaidSalePort } from '#till/ports/commit-paid-sale.port.ts'
import type { CustomersPort } from '#till/ports/customers.port.ts'
import type { DeviceBookPort } from '#till/ports/device-book.port.ts'
import type { FiscalChainPort } from '#till/ports/fiscal-chain.port.ts'
import type { GiftOrdersPort } from '#till/ports/gift-orders.port.ts'
import type { InvoicesPort } from '#till/ports/invoices.port.ts'
import type { LoyaltyPort } from '#till/ports/loyalty.port.ts'
import type { OpenSalesPort } from '#till/ports/open-sales.port.ts'
import type { PaidSalesPort } from '#till/ports/paid-sales.port.ts'
import type { PaperDecisionsPort } from '#till/ports/paper-decisions.port.ts'
import type { PaperShelfPort } from '#till/ports/paper-shelf.port.ts'
import type { PrintSpoolPort } from '#till/ports/print-spool.port.ts'
import type { ProductImportsPort } from '#till/ports/product-imports.port.ts'
import type { SaleSearchPort } from '#till/ports/sale-search.port.ts'
import type { SettingsPort } from '#till/ports/settings.port.ts'
import type { SetupPort } from '#till/ports/setup.port.ts'
import type { UsersPort } from '#till/ports/users.port.ts'
import type { VouchersPort } from '#till/ports/vouchers.port.ts'
import { createAccounts } from './accounts.repository.ts'
import { createAudit } from './audit.repository.ts'
import { createBackupBook } from './backup-book.repository.ts'
import { createBusinessDaysRepository } from './business-days.repository.ts'
import { createCatalogueRepository } from './catalogue.repository.ts'
import { createCommitPaidSale } from './commit-paid-sale.repository.ts'
import { createCustomers } from './customers.repository.ts'
import { inTransaction, oneRow } from './database.ts'
import { createDeviceBook } from './device-book.repository.ts'
import { createFiscalChain } from './fiscal-chain.repository.ts'
import { createFuelRunJournal } from './fuel-run-journal.repository.ts'
import { createGiftOrders } from './gift-orders.repository.ts'
import { createInvoices } from './invoices.repository.ts'
import { createLoyalty } from './loyalty.repository.ts'
import { type OpenedDatabase, openDatabase } from './open-database.ts'
import { createOpenSalesRepository } from './open-sales.repository.ts'
import { createPaidSalesRepository } from './paid-sales.repository.ts'
import { createPaperDecisions } from './paper-decisions.repository.ts'
import { createPaymentJournal } from './payment-journal.repository.ts'
import { createPaymentSearch } from './payment-search.repository.ts'
import { eraseSecretsOfClosedPayments } from './pending-sensitive.ts'
import { createPrintSpool } from './print-spool.repository.ts'
import { createProductImports } from './product-imports.repository.ts'
import { createSaleSearch } from './sale-search.repository.ts'
import { createSettingsRepository } from './settings.repository.ts'
import { createSettlementBook } from './settlement-book.repository.ts'
import { createSetupRepository } from './setup.repository.ts'
import { createTerminalBook } from './terminal-book.repository.ts'
import { createUsersRepository } from './users.repository.ts'
import { createVouchers } from './vouchers.repository.ts'

/** The name of the database inside the data folder. */
export const DATABASE_FILE_NAME = 'till.db'

/** Everything that is on disk, one property per port. */
export interface Store {
  readonly paymentJournal: PaymentJournalPort
  readonly paymentSearch: PaymentSearchPort
  readonly commitPaidSale: CommitPaidSalePort<JournalStep>
  readonly catalogue: CataloguePort
  readonly productImports: ProductImportsPort
  readonly users: UsersPort
  readonly settings: SettingsPort
  readonly setup: SetupPort
  readonly backupBook: BackupBookPort
  readonly openSales: OpenSalesPort
  readonly paidSales: PaidSalesPort
  readonly saleSearch: SaleSearchPort
  readonly printSpool: PrintSpoolPort & PaperShelfPort
  readonly paperDecisions: PaperDecisionsPort
  readonly businessDays: BusinessDaysPort
  readonly fiscalChain: FiscalChainPort
  readonly audit: AuditPort
  readonly deviceBook: DeviceBookPort
  readonly settlementBook: SettlementBookPort
  readonly fuelRuns: FuelRunJournalPort
  readonly giftOrders: GiftOrdersPort
  readonly terminalBook: TerminalBookPort
  readonly customers: CustomersPort
  readonly accounts: AccountsPort
  readonly loyalty: LoyaltyPort
  readonly vouchers: VouchersPort
  readonly invoices: InvoicesPort
  /**
   * Moves the log into the database and cuts it to nothing, so that erased bytes are in no file. Runs by itself
   * `LIMITS.logCutDelayMs` after a step that erased card blocks, once for all such steps meanwhile: a customer does not
   * wait for it. @returns false when it could not be done now; it is tried again after the next such step.
   */
  checkpoint(): boolean
  close(): void
}

export interface StoreOptions {
  readonly secretStore: SecretStorePort
  readonly clock: Pick<ClockPort, 'now' | 'after'>
}

/**
 * Opens the store in `folder` alone, checked and migrated, and wipes what closed payments may have left.
 * Throws CatalogueFailure STORE_LOCKED, STORE_CORRUPTED, STORE_NEWER, STORE_NOT_WRITABLE, STORE_DISK_FULL.
 */
export function openStore({ folder, ...options }: StoreOptions & { readonly folder: string }): Store {
  const opened = openDatabase({ folder, fileName: DATABASE_FILE_NAME })
  try {
    return assembleStore(opened, options)
  } catch (thrown) {
    opened.close()
    throw thrown
  }
}

/** The ports over a database that is open already. */
export function assembleStore(opened: OpenedDatabase, { secretStore, clock }: StoreOptions): Store {
  const { db } = opened
  const now = (): string => clock.now()
  const checkpoint = (): boolean => {
    // A full disk here loses nothing: the step is in the log already, and the next erase or start tries again.
    try {
      return oneRow<{ busy: number }>(db, 'PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0
    } catch {
      return false
    }
  }
  let cancelCut: (() => void) | null = null
  const cutSoon = (): void => {
    cancelCut ??= clock.after(LIMITS.logCutDelayMs, () => {
      cancelCut = null
      checkpoint()
    })
  }
  const shared = { db, secretStore, now, onSecretsErased: cutSoon }
  const store: Store = {
    paymentJournal: createPaymentJournal(shared),
    paymentSearch: createPaymentSearch(db),
    commitPaidSale: createCommitPaidSale(shared),
    catalogue: createCatalogueRepository(db),
    productImports: createProductImports(db),
    users: createUsersRepository(db),
    settings: createSettingsRepository(db),
    setup: createSetupRepository(db),
    backupBook: createBackupBook(db),
    openSales: createOpenSalesRepository(db, now),
    paidSales: createPaidSalesRepository(db),
    saleSearch: createSaleSearch(db),
    printSpool: createPrintSpool(db, now),
    paperDecisions: createPaperDecisions(db, now),
    businessDays: createBusinessDaysRepository(db, now),
    fiscalChain: createFiscalChain(db, now),
    audit: createAudit(db),
    deviceBook: createDeviceBook(db, secretStore),
    settlementBook: createSettlementBook(db),
    fuelRuns: createFuelRunJournal(db),
    giftOrders: createGiftOrders(db),
    terminalBook: createTerminalBook(db),
    customers: createCustomers(db),
    accounts: createAccounts(db),
    loyalty: createLoyalty(db),
    vouchers: createVouchers(db),
    invoices: createInvoices(db, now),
    checkpoint,
    close: () => {
      cancelCut?.()
      opened.close()
    },
  }
  inTransaction(db, eraseSecretsOfClosedPayments)
  checkpoint()
  return store
}
