import type { GoodsBack, PaymentState } from '../engine/payment-state.ts'
import type { JournalStep } from './payment-journal.port.ts'

/**
 * Stores an approval together with what the till makes of it (tender, perhaps the whole sale, its fiscal record and
 * its print jobs) in ONE transaction. Implemented where till and payment are joined. After it returns the approval
 * is on disk; if it throws, nothing of it is, and the payment must be reversed.
 */
export interface ApprovalCommitPort {
  commitApproved(step: JournalStep): Promise<void>
  /**
   * Stores the step that takes a payment of a finished sale out of its batch together with the till's return ticket, in
   * ONE transaction; if it throws, nothing of it is, and the payment stands. Throws CatalogueFailure.
   */
  commitVoid(step: JournalStep, voided: VoidedPayment): Promise<void>
  /**
   * Stores the step that waits for a signature together with the slip to sign, in ONE transaction; if it throws,
   * nothing of it is, and the payment must be reversed.
   */
  commitSignatureSlip(step: JournalStep): Promise<void>
}

/** A payment as it stood before it was voided, and the sale that the return will be. */
export interface VoidedPayment {
  readonly state: Extract<PaymentState, { kind: 'approved' }>
  readonly returnSaleId: string
  readonly at: string
  readonly goods?: GoodsBack
}
