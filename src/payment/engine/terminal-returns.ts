import type { ErrorCode } from '#contract/errors/catalogue.ts'
import { fail, type Result, succeed } from '#contract/result.ts'
import type { ClockPort } from '../ports/clock.port.ts'
import type { PaymentJournalPort, StoredPayment } from '../ports/payment-journal.port.ts'
import type { StandaloneTerminal, TerminalDirectory } from '../ports/terminal-directory.port.ts'
import type { LivePayments } from './live-payments.ts'
import type { OperationEnd } from './operations-desk.ts'
import { failureOf } from './payment-projection.ts'
import type { GoodsBack, OrderIntent, PaymentIntent, PaymentState } from './payment-state.ts'
import type { ReturnPath } from './return-path.ts'
import type { TerminalDays } from './terminal-days.ts'

export interface TerminalReturnsOptions {
  readonly directory: TerminalDirectory
  readonly days: TerminalDays
  readonly journal: PaymentJournalPort
  readonly clock: ClockPort
  readonly newId: () => string
  readonly live: LivePayments
  readonly begin: (intent: PaymentIntent) => Promise<unknown>
  readonly ended: (paymentId: string) => Promise<OperationEnd>
  readonly whileIdle: <Value>(work: () => Promise<Result<Value>>) => Promise<Result<Value>>
  /** The terminal, if it can do this now. */
  readonly mayOrder: (terminalId: string, operation: OrderIntent['order']) => Result<StandaloneTerminal>
}

type PaidState = Extract<PaymentState, { kind: 'paid-by-terminal' }>
interface Back {
  readonly way: 'void' | 'refund'
  readonly amountMinor: number
  readonly isUnfinished: boolean
  readonly giftOrderId?: string
  readonly goods?: GoodsBack
}

/** Why no order is given, where there is no way. */
const NO_WAY: Partial<Record<ReturnPath['reason'], ErrorCode>> = {
  'too-much': 'PAYMENT_REFUND_TOO_HIGH',
  'terminal-cannot': 'TERMINAL_CANNOT',
  'void-already': 'TERMINAL_ALREADY_VOIDED',
}

/**
 * Money that goes back on the terminal that took it: an order of its own, with its own outcome and its own doubt.
 *
 * Guarantees: never more goes back than was charged, which the journal decides in the transaction that stores the order; one
 * of which nobody knows what became counts as gone back, and blocks its terminal, until that is known.
 */
export class TerminalReturns {
  readonly #options: TerminalReturnsOptions

  constructor(options: TerminalReturnsOptions) {
    this.#options = options
  }

  /**
   * How money of a payment goes back: void while the terminal's day is open and it can, as if it had not been; else a refund. So
   * too once it refused to void it: its day may be over without the till having heard of it; and where it gave no receipt number, by
   * which it would find it. One that it says is void already is never refunded; of one that may be, whoever refunds it is told so. All
   * of an untouched payment is meant where no amount is given.
   */
  async path({ id, state }: StoredPayment & { state: PaidState }, amountMinor?: number): Promise<ReturnPath> {
    const { journal } = this.#options
    const { intent, result } = state
    const { operation } = intent
    const isCharge = operation !== 'refund' && operation !== 'release'
    if (!isCharge) return { way: 'none', reason: 'not-charged', leftMinor: 0 }
    const refundedMinor = await journal.refundedMinor(id)
    const leftMinor = intent.amountMinor - refundedMinor
    if (leftMinor <= 0) return { way: 'none', reason: 'nothing-left', leftMinor: 0 }
    const asked = amountMinor ?? leftMinor
    if (asked > leftMinor) return { way: 'none', reason: 'too-much', leftMinor }
    const can = this.#options.directory.find(intent.terminal?.id ?? '')?.port.can ?? new Set()
    const isWhole = asked === intent.amountMinor
    const isDayOpen = this.#isDayOpen(state)
    const isVoidable = isWhole && isDayOpen && can.has('void') && result.reference.receiptNumber !== null
    const isVoidAlready = state.isVoidAlready === true
    const paysBackInstead = state.isVoidRefused === true && can.has('refund') && !isVoidAlready
    if (isVoidable && !paysBackInstead) return { way: 'void', reason: 'batch-open', leftMinor }
    if (isVoidAlready) return { way: 'none', reason: 'void-already', leftMinor }
    if (!can.has('refund')) return { way: 'none', reason: 'terminal-cannot', leftMinor }
    if (state.mayBeVoid) return { way: 'refund', reason: 'void-unclear', leftMinor }
    if (!isDayOpen) return { way: 'refund', reason: 'batch-closed', leftMinor }
    if (isVoidable) return { way: 'refund', reason: 'void-refused', leftMinor }
    if (isWhole) return { way: 'refund', reason: 'terminal-refunds', leftMinor }
    return { way: 'refund', reason: refundedMinor > 0 ? 'partly-refunded' : 'part-of-amount', leftMinor }
  }

  /**
   * Gives back a payment of a finished sale, or a part of it; answers when the terminal has, or nobody knows. `giftOrderId`: all of
   * it was for that gift card; `goods`: the lines that come back for it. Errors: PAYMENT_NOT_FOUND, PAYMENT_NOT_RETURNABLE, PAYMENT_REFUND_TOO_HIGH, PAYMENT_ALREADY_OPEN,
   * TERMINAL_*, STORE_*.
   */
  async takeBack(
    paymentId: string,
    way: 'void' | 'refund',
    {
      amountMinor,
      giftOrderId,
      goods,
    }: Partial<Pick<Back, 'giftOrderId' | 'goods'>> & {
      readonly amountMinor?: number | undefined
    } = {},
  ): Promise<Result<OperationEnd>> {
    return this.#order(paymentId, async (stored) => {
      const path = await this.path(stored, amountMinor)
      if (path.way === 'none' || path.way !== way) return fail(NO_WAY[path.reason] ?? 'PAYMENT_NOT_RETURNABLE')
      const back = { way: path.way, amountMinor: amountMinor ?? path.leftMinor, isUnfinished: false }
      return succeed({ ...back, ...(giftOrderId && { giftOrderId }), ...(goods && { goods }) })
    })
  }

  /**
   * Gives back a part of a sale that is being left, by a refund where the terminal refuses to void it; answers when it is back. Where
   * it may be void there already, only a person's word that it is not has it refunded. Errors: as `takeBack`, why the terminal did
   * not, TERMINAL_VOID_UNCLEAR and TERMINAL_RETURN_UNKNOWN.
   */
  async giveBack({ id }: StoredPayment, isNotVoid: boolean): Promise<Result<null>> {
    const ended = await this.#order(id, async (stored) => {
      const path = await this.path(stored)
      if (path.way === 'none') return fail(NO_WAY[path.reason] ?? 'PAYMENT_NOT_OPEN')
      if (path.reason === 'void-unclear' && !isNotVoid) return fail('TERMINAL_VOID_UNCLEAR')
      return succeed({ way: path.way, amountMinor: path.leftMinor, isUnfinished: true })
    })
    if (!ended.ok) return ended
    const { state } = ended.value
    if (state.kind === 'paid-by-terminal') return succeed(null)
    const part = await this.#options.journal.payment(id)
    const isVoid = state.intent.terminal?.order === 'void'
    if (isVoid && part?.state.kind === 'paid-by-terminal') {
      const { way } = await this.path({ ...part, state: part.state })
      // The word was of a void that was refused before: of this one nobody has looked yet.
      if (way === 'refund') return this.giveBack(part, false)
    }
    return { ok: false, error: failureOf(state) ?? { code: 'TERMINAL_CANNOT_TELL' } }
  }

  #isDayOpen({ intent, approvedAt }: PaidState): boolean {
    const dayEnd = this.#options.days.newest().find(({ terminalId }) => terminalId === intent.terminal?.id)
    const isOver = dayEnd !== undefined && (dayEnd.state === 'done' || dayEnd.state === 'unknown')
    return !isOver || dayEnd.at < approvedAt
  }

  async #order(
    paymentId: string,
    find: (stored: StoredPayment & { state: PaidState }) => Promise<Result<Back>>,
  ): Promise<Result<OperationEnd>> {
    const { begin, ended, journal, live, mayOrder, whileIdle } = this.#options
    let end: Promise<OperationEnd> | null = null
    const begun = await whileIdle(async () => {
      const stored = await journal.payment(paymentId)
      if (stored === null) return fail('PAYMENT_NOT_FOUND')
      const { state } = stored
      if (state.kind !== 'paid-by-terminal') return fail('PAYMENT_NOT_RETURNABLE')
      const back = await find({ ...stored, state })
      if (!back.ok) return back
      const terminal = mayOrder(state.intent.terminal?.id ?? '', back.value.way)
      if (!terminal.ok) return terminal
      const intent = await this.#intent(state, back.value, terminal.value)
      end = ended(intent.id)
      await begin(intent)
      live.setFocus(intent.id)
      return succeed(null)
    })
    if (!begun.ok || end === null) return begun.ok ? fail('PAYMENT_NOT_OPEN') : begun
    const over: OperationEnd = await end
    // Whoever asked is told how it ended; a doubt stays in view.
    if (over.state.kind !== 'order-unknown' && live.focus()?.id === over.paymentId) live.setFocus(null)
    return succeed(over)
  }

  async #intent(
    { intent, result }: PaidState,
    { way, amountMinor, isUnfinished, giftOrderId, goods }: Back,
    { id: terminalId, alias }: StandaloneTerminal,
  ): Promise<PaymentIntent> {
    const { clock, days, journal, newId } = this.#options
    const id = newId()
    return {
      id,
      number: await journal.nextPaymentNumber(),
      // Of a sale that is being left it is a part; else it makes a ticket of its own.
      saleId: isUnfinished ? intent.saleId : newId(),
      idempotencyKey: id,
      amountMinor,
      currency: intent.currency,
      startedAt: clock.now(),
      bankOnly: true,
      operation: 'refund',
      original: { paymentId: intent.id, saleId: intent.saleId },
      ...(giftOrderId && { giftOrderId }),
      ...(goods && { goods }),
      terminal: {
        id: terminalId,
        alias,
        order: way,
        lastReceiptNumber: await days.lastReceiptNumber(terminalId),
        original: result.reference,
        ...((way === 'void' || isUnfinished) && { takesBack: true as const }),
        ...(isUnfinished && { isUnfinished: true as const }),
      },
    }
  }
}
