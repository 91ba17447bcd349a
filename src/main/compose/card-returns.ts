import { type Failure, type Result, succeed } from '#contract/result.ts'
import type { OperationEndView } from '#contract/views/operation-view.ts'
import { ticketMinor } from '#payment/engine/amount-parts.ts'
import type { OperationEnd, OperationsDesk } from '#payment/engine/operations-desk.ts'
import { failureOf } from '#payment/engine/payment-projection.ts'
import { type GoodsBack, isInDoubt, type PaymentState } from '#payment/engine/payment-state.ts'
import type { ReturnPath } from '#payment/engine/return-path.ts'
import type { TerminalDesk } from '#payment/engine/terminal-desk.ts'
import type { PaymentJournalPort, StoredPayment } from '#payment/ports/payment-journal.port.ts'
import type { CardReturnsPort } from '#till/ports/card-returns.port.ts'

interface Parts {
  readonly operations: OperationsDesk
  readonly terminals: Pick<TerminalDesk, 'returns'>
  readonly journal: Pick<PaymentJournalPort, 'payment' | 'refundedMinor' | 'returnsWithoutTicket'>
}

/** What goes back of a payment, by the way that the till found. */
interface TakenBack {
  readonly way: 'void' | 'refund'
  readonly amountMinor: number
  readonly by: string
  readonly goods?: GoodsBack
}

/** Money back on cards, whether the till's own bank or a standalone terminal took it. */
export class CardReturns implements CardReturnsPort {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** As `OperationsDesk.returnPath`. */
  pathOf({ state, ...stored }: StoredPayment, amountMinor?: number): Promise<Result<ReturnPath>> {
    const { operations, terminals } = this.#parts
    if (state.kind !== 'paid-by-terminal') return operations.returnPath(stored.id, amountMinor)
    return terminals.returns.path({ ...stored, state }, amountMinor).then(succeed)
  }

  async left(paymentId: string) {
    const { journal } = this.#parts
    const state = (await journal.payment(paymentId))?.state
    if (state?.kind !== 'approved' && state?.kind !== 'paid-by-terminal') return null
    return { leftMinor: Math.max(0, ticketMinor(state.intent) - (await journal.refundedMinor(paymentId))) }
  }

  async path(paymentId: string, amountMinor: number): ReturnType<CardReturnsPort['path']> {
    const stored = await this.#parts.journal.payment(paymentId)
    const path = stored === null ? null : await this.pathOf(stored, amountMinor)
    return path?.ok ? path.value : { way: 'none', reason: 'not-charged' }
  }

  withoutTicket(saleId: string) {
    return this.#parts.journal.returnsWithoutTicket(saleId)
  }

  async giveBack(paymentId: string, { way, amountMinor, by, goods }: TakenBack): Promise<Result<OperationEndView>> {
    const { operations, terminals, journal } = this.#parts
    const isOnTerminal = (await journal.payment(paymentId))?.state.kind === 'paid-by-terminal'
    const reason = goods === undefined ? {} : { goods }
    if (isOnTerminal) {
      const amount = way === 'refund' ? { amountMinor } : {}
      return endOf(await terminals.returns.takeBack(paymentId, way, { ...amount, ...reason }))
    }
    if (way === 'refund') return endOf(await operations.refund(paymentId, amountMinor, reason))
    const done = await operations.void(paymentId, by, goods)
    if (!done.ok) return done
    // Its reversal goes out by itself until the bank has agreed: the return is made.
    const { state, returnSaleId } = done.value
    return succeed({ paymentId: state.intent.id, outcome: 'done', returnSaleId, failure: null })
  }
}

/** An operation on an earlier payment, as it ended. */
export function endOf(ended: Result<OperationEnd>): Result<OperationEndView> {
  return ended.ok ? succeed(endView(ended.value.state)) : ended
}

/** An operation without a card, as it ended. */
export function endView(state: PaymentState): OperationEndView {
  const { id, saleId } = state.intent
  if (state.kind === 'reserved') return { paymentId: id, outcome: 'done', returnSaleId: null, failure: null }
  const isDone = state.kind === 'approved' || state.kind === 'paid-by-terminal'
  if (isDone) return { paymentId: id, outcome: 'done', returnSaleId: saleId, failure: null }
  const outcome = isInDoubt(state) ? 'unknown' : 'refused'
  return { paymentId: id, outcome, returnSaleId: null, failure: plain(failureOf(state)) }
}

/** As the contract has it. */
function plain(failure: Failure | null): OperationEndView['failure'] {
  if (failure === null) return null
  const { code, details } = failure
  return details === undefined ? { code } : { code, details: { ...details } }
}
