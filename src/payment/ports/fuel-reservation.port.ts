import type { Currency } from '#contract/money.ts'
import type { Failure, Result } from '#contract/result.ts'

/**
 * What became of a reservation that was begun. reserved: the bank holds `amountMinor`. ended: it holds nothing, and never
 * will. Else it is not decided yet.
 */
export type ReservationNow =
  | { readonly state: 'undecided' }
  | { readonly state: 'reserved'; readonly paymentId: string; readonly amountMinor: number }
  | { readonly state: 'ended'; readonly failure: Failure }

/** The reservations of the card side, as a sale without a cashier needs them. Every call may be repeated. */
export interface FuelReservationPort {
  /** Asks for the card. Errors: PAYMENT_ALREADY_OPEN, PAYMENT_REVERSAL_PENDING, SALE_DAY_CLOSING, PINPAD_*, STORE_*. */
  begin(wanted: {
    readonly saleId: string
    readonly amountMinor: number
    readonly currency: Currency
    readonly label: string
  }): Promise<Result<null>>
  /** By the name it was begun under; null when no such one is on disk. */
  find(saleId: string): Promise<ReservationNow | null>
  /**
   * Pays a ticket out of it; answers once ticket and payment are on disk, the second time what the first did. Errors:
   * RESERVATION_*, which are for good, and those that pass: PAYMENT_ALREADY_OPEN, SALE_DAY_CLOSING, STORE_*.
   */
  complete(wanted: {
    readonly paymentId: string
    readonly saleId: string
    readonly amountMinor: number
  }): Promise<Result<{ readonly paymentId: string }>>
  /** Lets go of it; answers when that is on disk, also when it was before. */
  release(paymentId: string): Promise<Result<null>>
}
