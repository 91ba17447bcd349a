import { fail, type Result, succeed } from '#contract/result.ts'
import type { PaymentJournalPort, StoredPayment } from '../ports/payment-journal.port.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { BankNote, HandClose, PaymentState } from './payment-state.ts'

export interface BankWordOptions {
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'reversal'>
  /** Puts an event through the machine of a payment; resolves when it is on disk. */
  readonly apply: (stored: StoredPayment, event: PaymentEvent) => Promise<PaymentState | null>
}

/**
 * What a manager heard from the bank by telephone of a payment whose reversal is open.
 *
 * Guarantees: a note ends nothing. Only a reversal that the bank has refused for good is closed by hand, which the journal
 * decides in the transaction that stores it: one that still goes out by itself is ended by the bank alone.
 */
export class BankWord {
  readonly #options: BankWordOptions

  constructor(options: BankWordOptions) {
    this.#options = options
  }

  /** Keeps it in the story. Errors: PAYMENT_NOT_OPEN once the outcome is known. */
  async note(paymentId: string, note: BankNote): Promise<Result<null>> {
    const { apply, journal } = this.#options
    const stored = await journal.payment(paymentId)
    if (stored?.state.kind !== 'outcome-unknown') return fail('PAYMENT_NOT_OPEN')
    await apply(stored, { kind: 'bank-word-noted', ...note })
    return succeed(null)
  }

  /**
   * Ends a reversal that the bank refused, by the bank's word. Errors: PAYMENT_NOT_FOUND; PAYMENT_REVERSAL_NOT_PARKED where it
   * still goes out, or is over; STORE_*.
   */
  async close(paymentId: string, close: HandClose): Promise<Result<null>> {
    const { apply, journal } = this.#options
    const stored = await journal.payment(paymentId)
    if (stored === null) return fail('PAYMENT_NOT_FOUND')
    if ((await journal.reversal(paymentId))?.state !== 'parked') return fail('PAYMENT_REVERSAL_NOT_PARKED')
    // Another manager may have been quicker: then that word stands.
    const closed = await apply(stored, { kind: 'closed-by-hand', ...close })
    return closed === null ? fail('PAYMENT_REVERSAL_NOT_PARKED') : succeed(null)
  }
}
