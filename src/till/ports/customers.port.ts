import type { CustomerDraft } from '#contract/views/customer-view.ts'

/** A customer's file; empty texts where nothing is known. */
export interface Customer extends Omit<CustomerDraft, 'loyaltyNumber' | 'hasConsented'> {
  readonly id: string
  /** `C-000012`: given once, and to nobody else. */
  readonly number: string
  readonly loyaltyNumber: string | null
  readonly createdAt: string
  readonly consentedAt: string | null
  readonly archivedAt: string | null
  readonly erasedAt: string | null
}

export interface ListedCustomer {
  readonly customer: Customer
  readonly balanceMinor: number
}

/** A ticket of a customer. */
export interface CustomerSale {
  readonly saleId: string
  readonly number: string
  readonly at: string
  readonly totalMinor: number
}

/**
 * The customers of the shop.
 *
 * Guarantees: two files never share a loyalty number, and one that was handed out is not made again. A ticket that is paid
 * is noted with its customer in the transaction that stores it. What a paid ticket or a fiscal record holds of a customer is
 * the id alone, so that erasing a file leaves both as they were signed.
 */
export interface CustomersPort {
  customer(id: string): Promise<Customer | null>
  /** A code of twelve digits (UPC-A) is found under its thirteen-digit form. */
  customerByLoyaltyNumber(code: string): Promise<Customer | null>
  /** By words or by figures of telephone, number and loyalty number; newest first without text. Erased ones are not found. */
  search(
    text: string,
    options: { readonly withArchived: boolean; readonly limit: number },
  ): Promise<{ readonly customers: ListedCustomer[]; readonly truncated: boolean }>
  /** Takes the next number of the shop. */
  add(customer: Omit<Customer, 'number'>): Promise<Customer>
  save(customer: Customer): Promise<void>
  /** Stores the file with what is left of it, and takes the person off the papers of the tickets. */
  erase(customer: Customer): Promise<void>
  /** The next of the shop's own range, taken. */
  takeLoyaltyNumber(): Promise<number>
  balanceMinor(customerId: string): Promise<number>
  /** Newest first, at most so many of `total`. */
  sales(customerId: string, limit: number): Promise<{ readonly sales: CustomerSale[]; readonly total: number }>
}
