import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredPayment } from '../ports/payment-journal.port.ts'
import { partsOf, refundedTipMinor } from './amount-parts.ts'
import type { OfflineDesk } from './offline-desk.ts'
import type { PaymentEvent } from './payment-event.ts'
import { type GoodsBack, isSettled, type PaymentIntent, type PaymentState } from './payment-state.ts'
import { type ReturnFacts, type ReturnPath, returnPath } from './return-path.ts'
import type { TerminalReturns } from './terminal-returns.ts'

export interface OperationsDeskOptions {
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly newId: () => string
  readonly offline: Pick<OfflineDesk, 'decide'>
  /** Puts an event through the machine of a payment; resolves when it is on disk. */
  readonly apply: (stored: StoredPayment, event: PaymentEvent) => Promise<PaymentState | null>
  /** Runs `work` while no other payment is open and none can start. */
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  /** Sends open reversals: nothing goes to the bank before them. @returns true when none is left. */
  readonly drain: () => Promise<boolean>
  /** Gives back a part of an unfinished sale that a standalone terminal took. */
  readonly terminals: () => { readonly returns: Pick<TerminalReturns, 'giveBack'> }
  /** Puts a new payment on disk. */
  readonly begin: (intent: PaymentIntent) => Promise<unknown>
}

/** How an operation without a card ended; `unknown` goes on by itself. */
export interface OperationEnd {
  readonly paymentId: string
  readonly state: PaymentState
}

/** What is paid back: all that was for a gift card, the credit on a customer's account, or named goods; left out, an amount of the ticket. */
export interface RefundReason {
  readonly giftOrderId?: string
  readonly creditCustomerId?: string
  readonly goods?: GoodsBack
}

/**
 * What is done to payments that were approved earlier: money goes back, by the way that the till finds.
 *
 * Guarantees: never more goes back than was charged, which the journal decides in the transaction that stores the
 * refund or the void; a refund whose answer is lost is taken back at the bank like a sale whose answer is lost.
 */
export class OperationsDesk {
  readonly #options: OperationsDeskOptions
  readonly #waiting = new Map<string, (state: PaymentState) => void>()

  constructor(options: OperationsDeskOptions) {
    this.#options = options
  }

  /** How money of this payment would go back, and why. Errors: PAYMENT_NOT_FOUND. */
  async returnPath(paymentId: string, amountMinor?: number): Promise<Result<ReturnPath>> {
    const stored = await this.#options.journal.payment(paymentId)
    if (stored === null) return fail('PAYMENT_NOT_FOUND')
    return succeed(returnPath(await this.#facts(stored, amountMinor)))
  }

  /**
   * Takes a payment of a finished sale out of its batch; answers when the reversal and the till's return are on disk. The
   * bank is then told until it has agreed. `goods`: the lines that come back for it. Errors: PAYMENT_NOT_FOUND, PAYMENT_NOT_RETURNABLE,
   * PAYMENT_ALREADY_OPEN, SALE_RETURN_NOT_LEFT, STORE_*.
   */
  async void(
    paymentId: string,
    by: string,
    goods?: GoodsBack,
  ): Promise<Result<OperationEnd & { readonly returnSaleId: string }>> {
    return this.#options.whileIdle(async () => {
      const { journal, newId } = this.#options
      const stored = await journal.payment(paymentId)
      if (stored === null) return fail('PAYMENT_NOT_FOUND')
      if (returnPath(await this.#facts(stored)).way !== 'void' || stored.state.kind !== 'approved') {
        return fail('PAYMENT_NOT_RETURNABLE')
      }
      const returnSaleId = newId()
      const state = await this.#takeBack(stored, stored.state, {
        kind: 'voided',
        returnSaleId,
        by,
        ...(goods && { goods }),
      })
      return state === null ? fail('PAYMENT_NOT_RETURNABLE') : succeed({ paymentId, state, returnSaleId })
    })
  }

  /** Reverses an approved part of a sale that is being left. Errors: PAYMENT_NOT_OPEN. */
  async giveBack(paymentId: string, isNotVoid: boolean): Promise<Result<null>> {
    const stored = await this.#options.journal.payment(paymentId)
    if (stored?.state.kind === 'paid-by-terminal') return this.#options.terminals().returns.giveBack(stored, isNotVoid)
    if (stored?.state.kind !== 'approved') return fail('PAYMENT_NOT_OPEN')
    await this.#takeBack(stored, stored.state, { kind: 'given-back' })
    return succeed(null)
  }

  /** One that the bank may know of is reversed there; it must not hear of any other while that is decided. */
  #takeBack(
    stored: StoredPayment,
    { offline: without, via }: Extract<PaymentState, { kind: 'approved' }>,
    event:
      | { readonly kind: 'given-back' }
      | { readonly kind: 'voided'; readonly returnSaleId: string; readonly by: string; readonly goods?: GoodsBack },
  ): Promise<PaymentState | null> {
    const { apply, offline } = this.#options
    if (!without) return apply(stored, { ...event, isAtBank: true, via })
    return offline.decide(stored.id, (where) => apply(stored, { ...event, ...where }))
  }

  /**
   * Asks the bank to pay back a part or all of a payment whose batch is closed, or of which a part only goes back. Answers
   * once the bank did, or did not in time; `reason` says what it is for. Errors: as `void`, and PAYMENT_REVERSAL_PENDING, PAYMENT_REFUND_TOO_HIGH.
   */
  async refund(paymentId: string, amountMinor: number, reason: RefundReason = {}): Promise<Result<OperationEnd>> {
    let ended: Promise<OperationEnd> | null = null
    const begun = await this.#options.whileIdle(async () => {
      const { drain, journal } = this.#options
      if (!(await drain())) return fail('PAYMENT_REVERSAL_PENDING')
      const original = await journal.payment(paymentId)
      if (original === null) return fail('PAYMENT_NOT_FOUND')
      const facts = await this.#facts(original, amountMinor)
      const path = returnPath(facts)
      if (path.reason === 'too-much') return fail('PAYMENT_REFUND_TOO_HIGH')
      // A credit is paid out beside the sale, which stands: it is never taken out of its batch for that.
      const isBeside = path.way === 'void' && reason.creditCustomerId !== undefined && !facts.isUntold
      if (path.way !== 'refund' && !isBeside) return fail('PAYMENT_NOT_RETURNABLE')
      const intent = { ...(await this.#intent(original, amountMinor, reason)), ...reason }
      ended = this.ended(intent.id)
      await this.#options.begin(intent)
      return succeed(null)
    })
    if (!begun.ok || ended === null) return begun.ok ? fail('PAYMENT_NOT_OPEN') : begun
    return succeed(await ended)
  }

  /** A payment moved: whoever waits for its end hears of it. */
  moved(paymentId: string, state: PaymentState): void {
    if (!isSettled(state)) return
    this.#waiting.get(paymentId)?.(state)
    this.#waiting.delete(paymentId)
  }

  /** Resolves when the payment, which need not be begun yet, has ended or is unknown. */
  ended(paymentId: string): Promise<OperationEnd> {
    return new Promise((resolve) => {
      this.#waiting.set(paymentId, (state) => resolve({ paymentId, state }))
    })
  }

  async #intent(original: StoredPayment, amountMinor: number, reason: RefundReason): Promise<PaymentIntent> {
    const { clock, journal, newId } = this.#options
    const id = newId()
    const refundedMinor = await journal.refundedMinor(original.id)
    return {
      id,
      number: await journal.nextPaymentNumber(),
      saleId: newId(),
      idempotencyKey: id,
      amountMinor,
      currency: original.state.intent.currency,
      startedAt: clock.now(),
      bankOnly: true,
      ...(reason.creditCustomerId === undefined &&
        partsOf({ tipMinor: refundedTipMinor({ ...original.state.intent, refundedMinor }, amountMinor) })),
      operation: 'refund',
      original: { paymentId: original.id, saleId: original.saleId },
    }
  }

  async #facts({ id, state }: StoredPayment, amountMinor?: number): Promise<ReturnFacts> {
    const { journal } = this.#options
    const advice = await journal.advice(id)
    const request = 'request' in state ? (state.request ?? null) : null
    const open = request === null ? null : await journal.batch(request.acquirerId)
    const batchNumber = advice === null ? (request?.batchNumber ?? null) : advice.batchNumber
    return {
      state,
      isBatchOpen: open !== null && (batchNumber === null || batchNumber === open.number),
      refundedMinor: await journal.refundedMinor(id),
      isInDoubt: advice?.state === 'refused' || advice?.state === 'parked',
      isUntold: advice !== null && advice.state !== 'settled',
      ...(amountMinor === undefined ? {} : { amountMinor }),
    }
  }
}
