import { holdsCardNumber } from '#contract/card-number.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort } from '../ports/payment-journal.port.ts'
import type { LivePayment } from './live-payment.ts'
import type { PaymentEvent } from './payment-event.ts'
import type { PaymentState } from './payment-state.ts'
import { renamedRequest } from './sale-request.ts'

export interface CashierDeskOptions {
  readonly clock: ClockPort
  readonly journal: Pick<PaymentJournalPort, 'nextStan'>
  /** The payment that is open, if one is. */
  readonly open: () => LivePayment | null
  /** Puts an event through its machine; resolves when it is on disk. */
  readonly apply: (paymentId: string, event: PaymentEvent) => Promise<void>
}

/** DE38: six letters or figures at most. */
export const APPROVAL_CODE = /^[0-9A-Z]{2,6}$/

/**
 * What the cashier answers while a payment waits for it. Any answer but the first changes nothing.
 * Errors of all: PAYMENT_NOT_OPEN when the open payment does not wait for this.
 */
export class CashierDesk {
  readonly #options: CashierDeskOptions

  constructor(options: CashierDeskOptions) {
    this.#options = options
  }

  /** The judgement of the signature. */
  judgeSignature(accepted: boolean): Promise<Result<null>> {
    return this.#answer('signing', { kind: accepted ? 'signature-accepted' : 'signature-refused' })
  }

  /** Whether a card that has just paid the same is charged again. */
  answerRepeat(again: boolean): Promise<Result<null>> {
    return this.#answer('confirming-repeat', { kind: again ? 'repeat-confirmed' : 'repeat-refused' })
  }

  /** Whether the part that the bank approved stands; else it is taken back. */
  answerPart(keep: boolean): Promise<Result<null>> {
    return this.#answer('choosing-part', { kind: keep ? 'part-kept' : 'part-refused' })
  }

  /**
   * The approval code that the bank gave on the telephone; null for none. Errors: PAYMENT_VOICE_CODE and
   * PAYMENT_PROMPT_CARD_NUMBER, after which the payment still waits, as after a disk that keeps no new STAN (STORE_*).
   */
  async answerReferral(typed: string | null): Promise<Result<null>> {
    if (typed === null) return this.#answer('referred', { kind: 'voice-given-up' })
    if (holdsCardNumber(typed)) return fail('PAYMENT_PROMPT_CARD_NUMBER')
    const approvalCode = typed.normalize('NFC').replace(/\s/g, '').toUpperCase()
    if (!APPROVAL_CODE.test(approvalCode)) return fail('PAYMENT_VOICE_CODE')
    const state = this.#options.open()?.state
    if (state?.kind !== 'referred') return fail('PAYMENT_NOT_OPEN')
    const { clock, journal } = this.#options
    const stan = await journal.nextStan(state.request.acquirerId)
    const now = clock.now()
    const request = renamedRequest(state.request, { stan, now, local: clock.local(now) })
    return this.#answer('referred', { kind: 'voice-approved', approvalCode, request })
  }

  async #answer(waiting: PaymentState['kind'], event: PaymentEvent): Promise<Result<null>> {
    const open = this.#options.open()
    if (open?.state?.kind !== waiting) return fail('PAYMENT_NOT_OPEN')
    await this.#options.apply(open.id, event)
    return succeed(null)
  }
}
