import type { PaidSale } from './commit-paid-sale.port.ts'

/** What must fit exactly: a kind and its value. */
export type SaleKey =
  | `number:${string}`
  | `original:${string}`
  | `operation:${'sale' | 'return'}`
  | `cashier:${string}`
  | `customer:${string}`
  | `tender:${string}`
  | `payment:${string}`
  | `card-tail:${string}`
  | `amount:${number}`

/** What one piece of a typed text may mean: any of its keys, or a word that begins so. */
export interface SaleMeaning {
  readonly keys: readonly SaleKey[]
  /** Null where it can be no word. */
  readonly word: string | null
}

/** Conditions that all hold together. */
export interface SaleQuestion {
  readonly meanings: readonly SaleMeaning[]
  readonly keys: readonly SaleKey[]
  /** UTC, ISO 8601; from the first moment, before the last. */
  readonly from: string | null
  readonly before: string | null
  /** Leaves out that number and all after it. */
  readonly beforeNumber: string | null
  readonly limit: number
}

/** Finds tickets that are on disk, however many there are. */
export interface SaleSearchPort {
  /** Newest first. */
  find(question: SaleQuestion): Promise<PaidSale[]>
  /** The returns of a ticket, oldest first. */
  returnsOf(saleId: string): Promise<PaidSale[]>
}
