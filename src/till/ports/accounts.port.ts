import type { AccountMovementKind, AccountMovementView } from '#contract/views/account-view.ts'
import type { FiscalRecord } from './commit-paid-sale.port.ts'

/** One movement of an account: above zero the customer owes more. Never changed, never taken back but by another one. */
export interface AccountMovement {
  readonly id: string
  readonly customerId: string
  readonly kind: AccountMovementKind
  readonly amountMinor: number
  readonly at: string
  readonly byName: string
  readonly reason: string | null
}

/** One movement as what it is owed or paid for. */
export interface AccountEntry {
  readonly kind: AccountMovementKind
  readonly amountMinor: number
  readonly saleId: string | null
  /** The one that a person named as it was paid. */
  readonly invoiceNumber: string | null
  /** Of a credit: the ticket whose goods came back. */
  readonly takesBackSaleId: string | null
}

/**
 * What customers owe. The movements are all there is: a balance is their sum.
 *
 * Guarantees: what a ticket puts on an account, or pays of one, is booked in the transaction that stores the ticket, with the
 * step of its card payment where there is one; what is moved by hand, in the one that stores its fiscal record.
 */
export interface AccountsPort {
  /** Newest first. */
  movements(customerId: string, limit: number): Promise<AccountMovementView[]>
  /** All of them, oldest first, with what tells which debt each is of. */
  entries(customerId: string): Promise<AccountEntry[]>
  book(movement: AccountMovement, fiscalRecord: FiscalRecord): Promise<void>
}
