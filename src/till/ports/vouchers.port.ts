import type { VoucherView } from '#contract/views/voucher-view.ts'

export type Voucher = Omit<VoucherView, 'isExpired'>

/**
 * Vouchers that this till issued, and what they paid. Both are written with the tickets that do so, in their transactions: an issue with
 * the ticket that is paid, a use with each change of the open ticket that has it. The store refuses a use of more than one is
 * worth (VOUCHER_SPENT), whichever ticket brings it.
 */
export interface VouchersPort {
  byCode(code: string): Promise<Voucher | null>
  /** A backup was gone back to, and nobody can tell what it paid after that was made. */
  isInDoubt(number: string): Promise<boolean>
  /** Newest first. */
  list(limit: number): Promise<readonly Voucher[]>
  /** What all of them are still worth that were good on this day. */
  openMinor(day: string): Promise<number>
}
